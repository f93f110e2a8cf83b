"""Finding, looking, selling and showing receipts."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from pos.domain.money import Money
from pos.domain.people import OWNER
from pos.domain.receipt import Receipt
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from ui.verbs import shapes
from ui.verbs.common import common, open_register, read_json, say, tell, verb, who

if TYPE_CHECKING:
    from pos.usecases.sale_wishes import SpecialWish

AT_THE_COMMAND_LINE = "Owner at the command line"
"""The reason that is kept where the owner's own command orders against the advice and says none."""


@verb
def find(text: str, limit: Annotated[int, typer.Option(min=1, max=1000)] = 20) -> None:
    """Search products by name, SKU or barcode."""
    with open_register() as register:
        currency = register.shop().currency
        hits = register.find(text, limit)
        words = [
            f"{h.product.sku:20} {h.product.name:44.44} {h.product.price or '-'!s:>10}  {h.available} here"
            for h in hits
        ]
        if not hits:
            meant = register.did_you_mean(text)
            words = [f"Nothing matches “{text}”." + (f" Did you mean “{meant}”?" if meant else "")]
        say({"products": [shapes.found(hit, currency) for hit in hits]}, *words)


@verb
def look(code: str, quantity: Annotated[int, typer.Option()] = 1) -> None:
    """Availability and promise of one product."""
    with open_register() as register:
        seen = register.look_up(code, quantity)
        words = [f"{seen.product.name} ({seen.product.sku}), {seen.product.price or 'no price yet'}"]
        words.append(
            f"Here: {seen.here.available} free of {seen.here.on_hand}; {seen.here.owed} owed, {seen.on_order} on order"
        )
        words += [
            f"{level.store_name or level.store}: {level.spare} ({shapes.instant(level.as_of) or 'not known'})"
            for level in seen.elsewhere
        ]
        words += [
            f"{donor.level.store_name or donor.level.store} could send {donor.units} by {donor.by.isoformat()}"
            + (", very likely still there." if donor.sure else "; call first.")
            for donor in seen.donors
        ]
        words += [f"Instead: {other.product.name} ({other.product.sku}). {other.reason}" for other in seen.substitutes]
        words += [seen.words] if seen.words else []
        words += [f"Advice: {seen.advice.spoken}.", *(reason.sentence for reason in seen.advice.reasons)]
        words += shapes.deposit_words(seen)
        say(shapes.availability(seen), *words)


@verb
def promise(code: str, quantity: Annotated[int, typer.Option()] = 1) -> None:
    """When a quantity can be had."""
    with open_register() as register:
        seen = register.look_up(code, quantity)
        answer = {
            "sku": seen.product.sku,
            "promise": shapes.promise(seen.promise, seen.words),
            "dated_part": shapes.promise(seen.dated, seen.words),
        }
        say(answer, seen.words or f"{seen.here.available} are here.", *shapes.basis_words(seen))


@verb
def sell(
    file: Annotated[Path, typer.Argument(help="A basket as JSON, or - for standard input.")],
    columns: Annotated[int, typer.Option(help="Width of the receipts in the answer.")] = 42,
    together: Annotated[
        bool, typer.Option("--together", help="If something has to follow, hand all of it over at once.")
    ] = False,
) -> None:
    """Sell one basket."""
    from printing import render
    from ui.paper import print_now

    basket = read_json(file)
    with open_register() as register:
        person = who(register)
        unsaid = AT_THE_COMMAND_LINE if person == OWNER else ""
        wish = _checkout(basket, register.shop().currency, unsaid)
        sale = register.sell(replace(wish, ship_complete=True) if together else wish, person=person)
        receipts = [render(sale.receipt, form="text", columns=columns, copies=[copy]) for copy in sale.receipt.copies]
        # The answer comes first: what is paid is paid, whatever the printer does now.
        say(shapes.sold(sale, receipts), *receipts)
        if not sale.repeated and (trouble := print_now(register)):
            tell(f"Paid. The receipt did not print: {trouble}")


def _checkout(basket: dict[str, Any], currency: str, unsaid: str) -> Checkout:
    """A basket of the command line as the use case takes it; `unsaid` is the reason of a line that gives none for going
    against the advice. Raises BadFile, BadAmount, BadQuantity."""
    _only_known("basket", basket)
    try:
        lines = tuple(_line(line, currency, unsaid) for line in basket.get("lines", []))
        tenders = tuple(_tender(tender, currency) for tender in basket.get("tenders", []))
        customer = _customer(basket["customer"]) if basket.get("customer") else None
    except (AttributeError, TypeError, KeyError) as fault:
        raise errors.BadFile(
            "The basket is not in the right form. Nothing was sold. Write it like "
            '{"lines": [{"code": "…", "quantity": 2}], '
            '"tenders": [{"kind": "cash", "amount": "due"}]}.'
        ) from fault
    deposit = basket.get("order_deposit")
    return Checkout(
        lines, tenders, customer, _money(deposit, currency) if deposit is not None else None,
        str(basket.get("deposit_reason", "")), str(basket.get("id", "")), _yes_or_no(basket, "ship_complete"),
        str(basket.get("mode", "")),
    )  # fmt: skip


_FIELDS = {
    "basket": {"lines", "customer", "tenders", "order_deposit", "deposit_reason", "id", "ship_complete", "mode"},
    "line": {
        "code",
        "quantity",
        "take",
        "price",
        "anyway",
        "override",
        "kind",
        "route",
        "route_to",
        "wanted_on",
        "not_after",
        "special",
    },
    "special": {"name", "price", "supplier", "tax_rate", "cost", "expected_on", "details"},
    "tender": {"kind", "amount", "reference", "until"},
    "customer": {"id", "name", "phone", "email", "consent", "language", "tell_by", "address"},
}


def _only_known(part: str, given: Any) -> None:
    """Raises BadFile for a field that this part of a basket has not, TypeError where it has no fields at all."""
    if not isinstance(given, dict):
        raise TypeError(part)
    if unknown := sorted(set(given) - _FIELDS[part]):
        raise errors.BadFile(
            f"A {part} has no {', '.join(unknown)[:200]}. Nothing was sold. It may have "
            f"{', '.join(sorted(_FIELDS[part]))}.",
            fields=unknown,
        )


def _yes_or_no(basket: dict[str, Any], field: str) -> bool:
    """A field that is true or false; false where it is left out. Raises BadFile."""
    said = basket.get(field, False)
    if not isinstance(said, bool):
        raise errors.BadFile(f"{field} is true or false, not “{str(said)[:40]}”. Nothing was sold.", field=field)
    return said


def _tender(tender: dict[str, Any], currency: str) -> TenderWish:
    _only_known("tender", tender)
    amount = tender.get("amount", "due")
    return TenderWish(
        str(tender.get("kind", "cash")),
        None if amount == "due" else _money(amount, currency),
        str(tender.get("reference", "")),
        _day(tender, "until"),
    )


def _customer(customer: dict[str, Any]) -> CustomerWish:
    _only_known("customer", customer)
    return CustomerWish(
        id=str(customer.get("id", "")), name=str(customer.get("name", "")), phone=str(customer.get("phone", "")),
        email=str(customer.get("email", "")), consent=bool(customer.get("consent", True)),
        language=str(customer.get("language", "")), tell_by=str(customer.get("tell_by", "")),
        address=str(customer.get("address", "")),
    )  # fmt: skip


def _line(line: dict[str, Any], currency: str, unsaid: str) -> LineWish:
    _only_known("line", line)
    quantity = line.get("quantity", 1)
    if isinstance(quantity, bool) or not isinstance(quantity, int):
        raise errors.BadQuantity(
            f"“{quantity}” is no quantity. Nothing was sold. Give a whole number (grams, millimetres or millilitres "
            "for goods sold by measure).",
            quantity=str(quantity),
        )
    price = line.get("price")
    special = _special(line["special"], currency) if line.get("special") else None
    return LineWish(
        code="" if special else str(line["code"]), quantity=quantity, take=str(line.get("take", "auto")),
        price=_money(price, currency) if price is not None else None, anyway=str(line.get("anyway", "")),
        override=str(line.get("override", "")).strip() or unsaid,
        kind=str(line.get("kind", "")), route=str(line.get("route", "collect")),
        route_to=str(line.get("route_to", "")), wanted_on=_day(line, "wanted_on"), not_after=_day(line, "not_after"),
        special=special,
    )  # fmt: skip


def _special(special: dict[str, Any], currency: str) -> SpecialWish:
    from pos.usecases.sale_wishes import SpecialWish

    _only_known("special", special)
    rate, cost = special.get("tax_rate"), special.get("cost")
    return SpecialWish(
        str(special["name"]), _money(special["price"], currency), str(special["supplier"]),
        None if rate is None else _thousandths(str(rate)),
        None if cost is None else _money(cost, currency), _day(special, "expected_on"), str(special.get("details", "")),
    )  # fmt: skip


def _thousandths(percent: str) -> int:
    """A percentage such as 8.875 in thousandths of a percent. Raises BadSetting."""
    from decimal import Decimal, InvalidOperation

    try:
        found = Decimal(percent.strip()) * 1000
    except InvalidOperation as fault:
        raise errors.BadSetting(
            f"“{percent[:40]}” is no percentage. Nothing was sold.", tax_rate=percent[:40]
        ) from fault
    if not found.is_finite() or found != int(found):
        raise errors.BadSetting(f"“{percent[:40]}” is no percentage. Nothing was sold.", tax_rate=percent[:40])
    return int(found)


def _day(given: dict[str, Any], field: str) -> date | None:
    """A day, or None where it is left out. Raises BadDate."""
    from ui.verbs.typed import day

    return day(str(given[field])) if given.get(field) else None


def _money(value: Any, currency: str) -> Money:
    return Money.parse(str(value), currency)


@verb
def receipt(
    number: str,
    as_: Annotated[str, typer.Option("--as", help="text, json, escpos or pdf")] = "text",
    columns: Annotated[int, typer.Option(help="32, 42 or 48")] = 42,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead.")] = None,
    profile: Annotated[str, typer.Option(help="The printer's kind, for escpos.")] = "",
) -> None:
    """A kept receipt, again; a second print of it says DUPLICATE, and the records keep that it was made."""
    if as_ not in ("text", "json", "escpos", "pdf"):
        raise errors.BadSetting(f"A receipt comes as text, json, escpos or pdf, not “{as_}”.")
    if not 24 <= columns <= 64:
        raise errors.BadSetting(f"No receipt has {columns} columns. Choose 32, 42 or 48.")
    if common.as_json and as_ == "text" and output is None:
        as_ = "json"  # to look at the document is no print
    with open_register() as register:
        person = who(register)
        kept = register.receipt(number)
        times = 0
        if as_ != "json":
            times = register.reprint(number, person=person, form="text" if as_ == "text" else "paper", queued=False)
        at = register.clock.now().isoformat(timespec="seconds")
        body = _rendered(kept.document, as_, columns, profile, times, at, person.name)
    if output is not None:
        output.write_bytes(body)
        say({"number": number, "file": str(output), "bytes": len(body)}, f"{len(body)} bytes are in {output}.")
    elif as_ == "json" or common.as_json:
        say(kept.document.to_json(), body.decode())
    else:
        sys.stdout.buffer.write(body)
        sys.stdout.flush()


def _rendered(document: Receipt, as_: str, columns: int, profile: str, duplicate: int, at: str, by: str) -> bytes:
    from printing import render

    if as_ == "json":
        import json

        return json.dumps(document.to_json(), ensure_ascii=False, indent=2).encode()
    form: Any = as_
    kind = profile or {32: "generic-58"}.get(columns, "generic-80")
    body = render(document, form=form, columns=columns, profile=kind, duplicate=duplicate, printed_at=at, printed_by=by)
    return body.encode() if isinstance(body, str) else body
