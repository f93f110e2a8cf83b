"""The money of an order: more of it, some of it back, and the end of an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from pos.domain.money import Money
from pos.usecases.checkout import TenderWish
from ui.verbs.common import open_register, say, tell, verb, who
from ui.verbs.orders import backorder_app
from ui.verbs.purchase_shapes import broken, broken_words

if TYPE_CHECKING:
    from pos.domain.receipt import Receipt
    from pos.register import Register
    from pos.usecases.deposit_shapes import DepositChanged
    from pos.usecases.order_cancelling import Foreseen

__all__ = ("backorder_app",)
WHY = {
    "rule": "the shop's rule",
    "no_rule": "the shop asks for none",
    "shop_cancels": "none: it is not the customer who ends it",
    "late": "none: the goods are late",
    "cannot": "none: the goods cannot be had any more",
    "grace": "none: put right at once",
    "offered": "none: the shop offers it because it is late",
    "as_much": "none: what comes instead costs as much",
    "waived": "waived",
    "nothing_held": "nothing is held to take it from",
}
"""Why a fee is kept, or why none is."""


@backorder_app.command("deposit")
@verb
def backorder_deposit(
    number: str,
    amount: Annotated[str, typer.Option(help="How much is paid; by default all that is due.")] = "due",
    percent: Annotated[int, typer.Option(help="Pay so many percent, of what --of says.")] = 0,
    of: Annotated[str, typer.Option(help="left or total: what the percentage is of.")] = "left",
    tender: Annotated[str, typer.Option(help="cash, card, voucher or account")] = "cash",
    given: Annotated[str, typer.Option(help="What was given in cash; by default the amount itself.")] = "",
    reference: Annotated[str, typer.Option(help="What the terminal or the voucher says.")] = "",
) -> None:
    """Pay towards an order: any amount, any time, up to what is due."""
    with open_register() as register:
        currency = register.shop().currency
        wish = None if amount == "due" else Money.parse(amount, currency)
        paid = Money.parse(given, currency) if given else None
        done = register.waiting.add_deposit(
            number, [TenderWish(tender, paid, reference)], wish, percent=percent, of=of, person=who(register)
        )
        part = f" ({percent}% of {'the total' if of == 'total' else 'what was left'})" if percent else ""
        _say(register, done, f"{done.amount}{part} paid towards {done.order}; {done.balance_due} is still due.")


@backorder_app.command("refund")
@verb
def backorder_refund(
    number: str,
    reason: Annotated[str, typer.Option(help="Why, in a few words; it is kept.")] = "",
    amount: Annotated[str, typer.Option(help="How much goes back; by default all that is held.")] = "all",
    tender: Annotated[str, typer.Option(help="By which tender; by default the way it came.")] = "",
    reference: Annotated[str, typer.Option(help="What the terminal says.")] = "",
) -> None:
    """Give a deposit back, whole or in part, while the order stays."""
    with open_register() as register:
        wish = None if amount == "all" else Money.parse(amount, register.shop().currency)
        back = [TenderWish(tender, None, reference)] if tender else []
        done = register.waiting.refund_deposit(number, reason, wish, back, person=who(register))
        _say(register, done, f"{-done.amount} given back of {done.order}; {done.held} is still held.")


@backorder_app.command("cancel")
@verb
def backorder_cancel(
    number: str,
    reason: Annotated[
        str, typer.Option(help="too_long, found_elsewhere, changed_mind, price, mistake, uncollected or shop_cannot")
    ],
    line: Annotated[int, typer.Option(help="Only this line; by default all that is open.")] = 0,
    quantity: Annotated[int, typer.Option(help="Only so many units of the line.")] = 0,
    note: Annotated[str, typer.Option(help="Anything besides, in a few words.")] = "",
    refund: Annotated[str, typer.Option(help="Give the money back by this tender; by default the way it came.")] = "",
    reference: Annotated[str, typer.Option(help="What the terminal says of the refund.")] = "",
    keep_deposit: Annotated[bool, typer.Option("--keep-deposit", help="The deposit stays for the rest.")] = False,
    no_fee: Annotated[bool, typer.Option("--no-fee", help="Waive the fee; needs --why and a manager.")] = False,
    why: Annotated[str, typer.Option(help="Why the fee is waived.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Say what would come back; change nothing.")] = False,
) -> None:
    """Cancel an order or units of one line of it; the deposit goes back, less what the shop's rule keeps."""
    from pos.usecases.order_cancelling import CancelWish

    if no_fee and not why.strip():
        raise errors.BadText("A fee is waived for a reason. Nothing was changed. Add --why.")
    with open_register() as register:
        wish = CancelWish(
            reason, note, _units(register, number, line, quantity),
            (TenderWish(refund, None, reference),) if refund else (), keep_deposit, why if no_fee else "",
        )  # fmt: skip
        person = who(register)
        if dry_run:
            seen = register.waiting.foresee_cancelling(number, wish, person=person)
            say(_foreseen(seen), *_seen_words(seen, "would be cancelled"))
            return
        done = register.waiting.cancel(number, wish, person=person)
        passed_on = [
            {"backorder": one.order, "line": one.line, "sku": one.sku, "quantity": one.units} for one in done.passed_on
        ]
        text = _printed(done.receipt)
        say(
            {
                "number": done.number, **_foreseen(done.done), "passed_on": passed_on, "broken": broken(done.broken),
                "bags": [bag.tag for bag in done.bags], "receipts": [text],
            },
            *_seen_words(done.done, "are cancelled"),
            *(f"  {one['quantity']} x {one['sku']} go to order {one['backorder']}" for one in passed_on),
            *(f"  {'empty' if done.out and done.out.empty else 'look into'} bag {bag.tag}" for bag in done.bags),
            *broken_words(done.broken),
            text,
        )  # fmt: skip
        _print(register)


def _units(register: Register, number: str, line: int, quantity: int) -> dict[int, int] | None:
    """Line -> units to give up, None for all that is open. Raises BadQuantity, UnknownCode."""
    from pos.domain.order_life import line_of

    if not line:
        if quantity:
            raise errors.BadQuantity("A quantity is of one line. Nothing was changed. Name it with --line.")
        return None
    found = register.order(number)
    if found is None:
        raise errors.UnknownCode(f"There is no order {number[:40]} here. Nothing was changed.", number=number[:40])
    return {line: quantity or line_of(found, line).open}


def _foreseen(seen: Foreseen) -> dict[str, Any]:
    return {
        "order": seen.order,
        "lines": [{"line": line, "quantity": units} for line, units in seen.units.items()],
        "ends": seen.ends,
        "deposit_part": str(seen.deposit_part),
        "fee": str(seen.fee),
        "fee_tax": str(seen.fee_tax),
        "fee_why": seen.fee_why,
        "kept": str(seen.kept),
        "refund": str(seen.refund),
        "tenders": _tenders(seen.by),
        "order_deposit": str(seen.held),
        "balance_due": str(seen.balance_due),
        "void": list(seen.void),
    }


def _seen_words(seen: Foreseen, become: str) -> list[str]:
    words = [f"{sum(seen.units.values())} of {seen.order} {become}."]
    words.append(f"  back: {seen.refund}" + "".join(f", {amount} by {kind}" for kind, amount in seen.by))
    words.append(f"  fee: {seen.fee} ({WHY[seen.fee_why]})")
    if seen.kept:
        words.append(f"  stays for the rest: {seen.kept}")
    if not seen.ends:
        words.append(f"  deposit {seen.held}, due on collection {seen.balance_due}")
    return words + [f"  void the authorisation {reference or 'on the terminal'}" for reference in seen.void]


def _tenders(by: Sequence[tuple[str, Money]]) -> list[dict[str, str]]:
    return [{"kind": kind, "amount": str(amount)} for kind, amount in by]


def _say(register: Register, done: DepositChanged, words: str) -> None:
    text = _printed(done.receipt)
    say(
        {
            "number": done.number, "order": done.order, "amount": str(done.amount), "due_now": str(done.paid),
            "change_due": str(done.change_due), "order_deposit": str(done.held), "balance_due": str(done.balance_due),
            "tenders": _tenders(done.tenders), "receipts": [text],
        },
        words,
        text,
    )  # fmt: skip
    _print(register)


def _printed(receipt: Receipt) -> str:
    from printing import render

    return render(receipt, form="text", columns=42)


def _print(register: Register) -> None:
    from ui.paper import print_now

    if trouble := print_now(register):
        tell(f"It is done and kept. The receipt did not print: {trouble}")
