"""What every document about an order has in common: the order it is about, its rules, and what the log keeps of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, get_args

from pos.domain import errors, order_life, paper
from pos.domain.backorder import Order
from pos.domain.money import largest_remainder
from pos.domain.order_deposit import Posting, TaxMode
from pos.domain.people import BY_RULE, OWNER, Customer, Person
from pos.domain.receipt import Receipt
from pos.domain.sale import Settlement
from pos.domain.shop import Shop
from pos.domain.ways import SHIPS
from pos.usecases.availability import today_in
from pos.usecases.sale_record import posting_body
from pos.usecases.sale_tenders import tender_postings

if TYPE_CHECKING:
    from pos.domain.deposit_moves import Move
    from pos.usecases.ports import Records, Transaction


SHORTEST_REASON = 3
"""Fewer letters say nothing to whoever reads them later."""


def known_order(records: Records, number: str, version: int | None = None) -> Order:
    """An order that somebody is about to change. Raises UnknownCode, StaleOrder."""
    found = records.order(number.strip())
    if found is None:
        raise errors.UnknownCode(
            f"There is no order {number[:40]} here. Nothing was changed. Look it up by the customer's name or phone.",
            number=number[:40],
        )
    check_seen(records, found, version)
    return found


def check_seen(records: Records, order: Order, version: int | None) -> None:
    """Raises StaleOrder when somebody changed an order since it was looked at, with their name and the shop's time."""
    if version is None or version == order.version:
        return
    steps = [step for step in records.steps(order.number) if step.person]
    since = ""
    if steps:
        from zoneinfo import ZoneInfo

        from pos.domain.phrases import clear_date

        last = steps[-1]
        at = datetime.fromisoformat(last.at).astimezone(ZoneInfo(records.shop().timezone))
        names = {person.id: person.name for person in (*records.people(), OWNER, BY_RULE)}
        since = f"{names.get(last.person, 'Somebody')} did so on {clear_date(at.date(), 'en')} at {at:%H:%M}."
    order_life.check_version(order, version, since)


def tax_mode_of(shop: Shop, order: Order) -> TaxMode:
    """When tax on this order's deposit falls due: as it was on the day the order was taken."""
    return next((mode for mode in get_args(TaxMode) if mode == order.tax_mode), shop.deposit.tax_mode)


def for_order(shop: Shop, order: Order) -> Shop:
    """The shop with the tax rule of an order's own day."""
    mode = tax_mode_of(shop, order)
    return shop if mode == shop.deposit.tax_mode else replace(shop, deposit=replace(shop.deposit, tax_mode=mode))


def language_of(shop: Shop, order: Order, customer: Customer | None) -> str:
    """The language that the customer reads."""
    return (customer.language if customer else "") or order.language or shop.language


def open_units(found: Order, wished: Mapping[int, int] | None) -> dict[int, int]:
    """Line -> units to give up: those `wished`, or all that is open. Raises WrongState where nothing is, UnknownCode,
    BadQuantity."""
    if wished is None:
        units = {line.line: line.open for line in found.lines if line.open > 0}
    else:
        units = dict(wished)
        for line, count in units.items():
            order_life.cancel(order_life.line_of(found, line), count, found.number)
    if not units:
        raise errors.WrongState(
            f"Nothing of order {found.number} is open any more. Nothing was changed.",
            order=found.number,
            state=found.state,
        )
    return units


def all_sent(found: Order) -> bool:
    """Whether all that is open of an order is sent to its customer."""
    open_ = [line for line in found.lines if line.open > 0]
    return bool(open_) and all(line.route in SHIPS for line in open_)


def check_right(person: Person, right: str, what: str) -> None:
    """Raises NotAllowed."""
    if not person.may(right):
        raise errors.NotAllowed(f"{what} is not among this person's rights. Nothing was changed. Ask a manager.")


def reason_words(words: str, most: int = 300) -> str:
    """A reason as it is kept: one line. Raises BadText for none, or for fewer than SHORTEST_REASON letters."""
    kept = " ".join(words.split())[:most]
    if not kept:
        raise errors.BadText("A reason is needed. Nothing was changed. Say in a few words why.")
    if len(kept) < SHORTEST_REASON:
        raise errors.BadText(
            f"“{kept}” is too short for a reason. Nothing was changed. Say why in at least {SHORTEST_REASON} letters."
        )
    return kept


def money_postings(move: Move, settlement: Settlement) -> list[Posting]:
    """The whole double entry of a document: tenders, the deposit's own, and the rounding of cash. Sums to zero."""
    postings = [*tender_postings(settlement), *move.postings]
    if settlement.cash_rounding:
        postings.append(Posting("cash_rounding", -settlement.cash_rounding.minor))
    return postings


def document_body(
    tx: Transaction, *, shop: Shop, order: Order, customer: Customer | None, number: str, now: datetime, move: Move,
    settlement: Settlement, receipt: Receipt, balance_due: int, deposit_tenders: Sequence[Sequence[Any]],
) -> dict[str, Any]:  # fmt: skip
    """A document about an order's deposit, as the log keeps it: `shares` are positive, whichever way they go."""
    sign = 1 if move.money > 0 else -1
    return {
        "number": number,
        "order": order.number,
        "at": now.isoformat(timespec="microseconds"),
        "business_date": today_in(shop, now).isoformat(),
        "customer": order.customer,
        "sealed": tx.seal(order.customer, paper.personal_words(customer)) if order.customer else "",
        "total": move.fee,
        "tax": sum(tax for _, tax in move.fee_tax),
        "due_now": settlement.due.minor,
        "order_deposit": sum(share.amount for share in move.shares),
        "balance_due": balance_due,
        "change_due": settlement.change_due.minor,
        "tenders": [{"kind": t.kind, "amount": t.amount.minor, "reference": t.reference} for t in settlement.tenders],
        "shares": [[share.rate, sign * share.amount, sign * share.declared] for share in move.shares],
        "deposit_tenders": [list(row) for row in deposit_tenders],
        "postings": [posting_body(posting) for posting in money_postings(move, settlement)],
        "receipt": receipt.to_json(),
        "job": f"{number}/0",
    }


def deposit_parts(amount: int, settlement: Settlement) -> list[list[Any]]:
    """By which tenders an amount came: each its part in proportion to what it paid, the change taken off the cash."""
    paying = [tender for tender in settlement.tenders if tender.kind != "authorisation"]
    change, net = settlement.change_due.minor, []
    for tender in paying:
        back = min(change, tender.amount.minor) if tender.kind == "cash" else 0
        net.append(tender.amount.minor - back)
        change -= back
    split = largest_remainder(amount, net)
    return [[one.kind, one.reference, part, None] for one, part in zip(paying, split, strict=True) if part]
