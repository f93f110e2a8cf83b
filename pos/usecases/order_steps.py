"""What every change of an order has in common: looking at it, writing it down, who is affected, and the slip."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from pos.domain import errors, paper, paper_changes
from pos.domain.backorder import Order, OrderLine
from pos.domain.order_deposit import Share
from pos.domain.people import Person
from pos.domain.phrases import promise_words
from pos.domain.promise import REVIEW_DAYS, Promise
from pos.domain.receipt import Receipt
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.checkout import local_time
from pos.usecases.order_documents import language_of
from pos.usecases.ports import Transaction
from pos.usecases.promises import View, view
from pos.usecases.sale_record import posting_body

if TYPE_CHECKING:
    from pos.domain.deposit_moves import Move
    from pos.domain.order_fees import Fee
    from pos.usecases.cancel_shapes import Cancelled
    from pos.usecases.deposit_shapes import DepositChanged
    from pos.usecases.out_of_bags import OutOfBags
    from pos.usecases.promises import BrokenPromise
    from pos.usecases.sharing import Gets

RIGHT = "change_order"


@dataclass(frozen=True, slots=True)
class Retold:
    """What the customer is told anew of a line."""

    line: int
    likely_on: date | None
    latest_on: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Changed:
    """The order after a change: what was told anew, the promises to others that it breaks, who got goods by it, what of
    the deposit went back, and a slip to give to the customer where the terms on their paper changed. Of what was given
    up `fee` is what that cost, or why it cost nothing, and `ended` its cancellation where a fee was kept; `out` is what
    is to be taken out of its bags. `asks` is the deposit, in minor units, that the shop's rule asks for units that were
    added; none of it is taken by the change."""

    order: Order
    told: tuple[Retold, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()
    passed_on: tuple[Gets, ...] = ()
    refunded: DepositChanged | None = None
    slip: Receipt | None = None
    remarks: tuple[str, ...] = ()
    fee: Fee | None = None
    ended: Cancelled | None = None
    out: OutOfBags | None = None
    asks: int = 0


def write_change(
    tx: Transaction, found: Order, step: str, *, now: datetime, person: Person, line: int = 0,
    what: Mapping[str, Any] | None = None, reason: str = "", **parts: Any,
) -> str:  # fmt: skip
    """Append `order_changed`; `parts` are those of its body that this step has. Answers with its id."""
    body = {
        "order": found.number,
        "at": now.isoformat(timespec="microseconds"),
        "business_date": today_in(tx.shop(), now).isoformat(),
        "step": step,
        "line": line,
        "what": dict(what or {}),
        "reason": reason,
        **{name: value for name, value in parts.items() if value},
    }
    return tx.append("order_changed", body, person=person.id)


def deposit_parts(move: Move) -> dict[str, Any]:
    """What a step moves in the deposit, as the log writes it."""
    return {
        "shares": [[share.rate, share.amount, share.declared] for share in move.shares],
        "postings": [posting_body(posting) for posting in move.postings],
    }


def head(found: Order, **changes: Any) -> dict[str, Any]:
    """The terms of the whole order, with what changes of them."""
    return {
        "customer": found.customer, "language": found.language, "ship_complete": found.ship_complete,
        "tax_mode": found.tax_mode, **changes,
    }  # fmt: skip


def terms(line: OrderLine, **changes: Any) -> dict[str, Any]:
    """The terms of a line, with what changes of them; an empty place in the queue is its end."""
    return {
        "line": line.line, "route": line.route, "route_to": line.route_to, "wanted_on": _iso(line.wanted_on),
        "not_after": _iso(line.not_after), "queue_key": line.queue_key,
        **{name: _iso(value) if isinstance(value, date) else value for name, value in changes.items()},
    }  # fmt: skip


def open_lines(found: Order, wanted: Sequence[int] | None, act: str = "changed") -> list[OrderLine]:
    """The open lines of an order that a change is about (None: all). Raises UnknownCode, WrongState."""
    from pos.domain import order_life

    lines = (
        [line for line in found.lines if line.open > 0]
        if wanted is None
        else [order_life.line_of(found, line) for line in wanted]
    )
    if not lines:
        raise errors.WrongState(
            f"Nothing of order {found.number} is open any more, so it cannot be {act}. Nothing was changed.",
            order=found.number,
            state=found.state,
        )
    for line in lines:
        order_life.check(line, "change", found.number)
    return lines


def affected(
    tx: Transaction, skus: Iterable[str], *, now: datetime, person: Person, cause: str, before: View
) -> tuple[BrokenPromise, ...]:
    """Everybody who waits for these products, reckoned anew in the same step."""
    from pos.usecases.reviewing import review

    return review(tx, skus, today=before.today, person=person, cause=cause, before=before)


def tell(
    tx: Transaction, found: Order, lines: Sequence[int], *, now: datetime, person: Person, why: str,
    on: date | None = None, days: View | None = None,
) -> tuple[Retold, ...]:  # fmt: skip
    """Say anew when lines can be had, as it is reckoned now (or a later day `on`); kept beside what was told before.

    `found` is the order as it is now. Lines for which nothing is missing are not told of.
    """
    shop = tx.shop()
    today = today_in(shop, now)
    waiting = [line for line in found.lines if line.line in lines and line.waiting > 0]
    if not waiting:
        return ()
    days = days or view(tx, {line.sku for line in waiting}, today)
    language = language_of(shop, found, tx.customer(found.customer))
    told = []
    for line in waiting:
        known = days.lines.get((found.number, line.line))
        likely, latest = (known[2], known[3]) if known else (None, None)
        if on is not None:
            likely, latest = min(likely or on, on), on
        told.append(Retold(line.line, likely, latest, words_for(shop, line, likely, latest, today, language)))
    body = {
        "told": [
            {
                "order": found.number, "line": one.line, "likely_on": _iso(one.likely_on),
                "latest_on": _iso(one.latest_on), "words": one.words, "why": why,
            }
            for one in told
        ]
    }  # fmt: skip
    tx.append("customers_told", body, person=person.id)
    return tuple(told)


def dated_lines(told: Iterable[Retold]) -> list[int]:
    """The lines of which a day was told."""
    return [one.line for one in told if one.latest_on is not None]


def promise_over(tx: Transaction, found: Order, lines: Iterable[int], *, person: Person) -> None:
    """Nothing is promised any more of lines whose goods were here and went to others because nobody collected them: the
    day that was told was kept, and another one is told when the customer says that they still want the goods."""
    shop = tx.shop()
    language = language_of(shop, found, tx.customer(found.customer))
    meant = set(lines)
    told = [
        {
            "order": found.number, "line": line.line, "likely_on": None, "latest_on": None, "why": "put_back",
            "words": words_for(shop, line, None, None, date.min, language),
        }
        for line in found.lines
        if line.line in meant and line.waiting > 0
    ]  # fmt: skip
    if told:
        tx.append("customers_told", {"told": told}, person=person.id)


def words_for(shop: Shop, line: OrderLine, likely: date | None, latest: date | None, today: date, language: str) -> str:
    """The words for the days of a line that waits."""
    promise = None
    if likely is not None and latest is not None:
        review_on = shop.opening_days.on_or_after(today + timedelta(days=REVIEW_DAYS))
        promise = Promise(line.waiting, likely, latest, "estimated", (), made_on=today, review_on=review_on)
    return promise_words(promise, language, ships=line.route in ("deliver", "direct"))


def again(tx: Transaction, number: str) -> Order:
    """An order that is known to be there, as it is now."""
    found = tx.order(number)
    assert found is not None, "an order that was there a moment ago"
    return found


def as_told(tx: Transaction, order: Order, lines: Iterable[OrderLine]) -> list[OrderLine]:
    """Lines as a paper says when they are expected: not sooner than their customer was told last."""
    told = {one.line: one.told_latest for one in tx.told_lines([order.number]) if one.told_latest is not None}
    return [
        replace(line, expected_ship_on=max(line.expected_ship_on, told[line.line]))
        if line.expected_ship_on is not None and line.line in told
        else line
        for line in lines
    ]


def slip_of(
    tx: Transaction, order: Order, step: str, *, now: datetime, person: Person, shares: Sequence[Share] = ()
) -> Receipt:
    """The slip for the customer, with their name filled in."""
    shop, customer = tx.shop(), tx.customer(order.customer)
    slip = paper_changes.change_slip(
        shop=shop, order=replace(order, lines=tuple(as_told(tx, order, order.lines))), at=local_time(shop, now),
        language=language_of(shop, order, customer),
        person=person.name, step=step, shares=shares,
    )  # fmt: skip
    return paper.with_customer(slip, paper.personal_words(customer))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
