"""Cancelled goods that are wanted after all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.deposit_resplit import restated
from pos.domain.news import news_id
from pos.domain.people import OWNER, Person
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.later_turns import end_of_turns
from pos.usecases.left_there import wanted_again
from pos.usecases.news import news_for
from pos.usecases.news_over import take_back_cancelled
from pos.usecases.order_additions import Added, line_again
from pos.usecases.order_steps import (
    RIGHT,
    Changed,
    Retold,
    affected,
    again,
    deposit_parts,
    head,
    slip_of,
    tell,
    write_change,
)
from pos.usecases.promises import view
from pos.usecases.to_send import ask_after

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Records, Transaction, Transactions


def reinstate(
    *, number: str, reason: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Sequence[int] | Mapping[int, int] | None = None, our_mistake: bool = False, version: int | None = None,
) -> Changed:  # fmt: skip
    """Cancelled goods of an order are wanted after all, at the price they had; at the end of the queue, or where they
    stood when the shop cancelled them by mistake. A deposit that went back is paid anew.

    `lines` are the lines, or line -> units of them (None: all that is cancelled). Where units of a line are still open,
    those won back are a line of their own at the end of the queue, so that the others keep their place; but for those
    that still are in the other store for it, which nobody else can have.

    Raises UnknownCode, StaleOrder, WrongState, BadQuantity, NotBackorderable, BadText without a reason, NotAllowed.
    """
    documents.check_right(person, "reinstate_order" if our_mistake else RIGHT, "Reinstating an order")
    why = documents.reason_words(reason)
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        wanted = _wanted(tx, found, lines)
        changed = {line.line: line for line in found.lines}
        rows: list[list[Any]] = []
        aside: list[list[Any]] = []
        added: list[Added] = []
        again_of: list[list[int]] = []
        free: dict[str, int] = {}
        end = end_of_turns(tx.shop(), today_in(tx.shop(), now))
        # What still is in the other store for a line is its own again, whoever waits for goods here.
        there = wanted_again(tx, found, wanted, now=now, person=person)
        for one, units, theirs in _apart(wanted, there, our_mistake=our_mistake):
            if one.sku not in free:
                free[one.sku] = tx.stock_here(one.sku).free
                free[one.sku] -= sum(there.get(other.line, 0) for other, _ in wanted if other.sku == one.sku)
            ahead = sum(w.quantity for w in tx.queue(one.sku) if _key(w.key) < (one.queue_key if our_mistake else end))
            left = free[one.sku] - ahead
            here = 0 if one.route == "direct" else theirs + min(units - theirs, max(0, left))
            _check_still_ordered(tx, one, here, units)
            free[one.sku] -= here - theirs
            to = one.line
            if one.open and not our_mistake and not theirs:
                extra = line_again(
                    tx, found, changed[to], units, here, to=1 + max(changed), behind=max(0, -left),
                    today=today_in(tx.shop(), now),
                )  # fmt: skip
                again_of.append([to, units])
                to, changed[extra.line.line] = extra.line.line, extra.line
                added.append(extra)
            else:
                changed[to] = replace(one, cancelled=one.cancelled - units)
                rows.append([to, units, one.sku, one.queue_key if our_mistake or one.open else ""])
            if here:
                aside.append([found.number, to, one.sku, here])
        after = list(changed.values())
        move = restated(found.number, after, tx.deposit_shares(found.number), documents.tax_mode_of(tx.shop(), found))
        skus = {one.sku for one, _ in wanted}
        before = view(tx, skus, today_in(tx.shop(), now))
        what: dict[str, Any] = {"units": sum(units for _, units in wanted), "our_mistake": our_mistake}
        if added:
            what["again"] = again_of
        cause = write_change(
            tx, found, "reinstated", now=now, person=person, reason=why, what=what, reinstate=rows,
            line=wanted[0][0].line if len(wanted) == 1 else 0, head=head(found) if added else None,
            add=[extra.body for extra in added], allocations=aside, **deposit_parts(move),
        )  # fmt: skip
        closed = [one.line for one, _ in wanted if our_mistake or not one.open]
        broken = affected(tx, skus, now=now, person=person, cause=cause, before=before)
        told = (
            *(Retold(one.line.line, one.likely_on, one.line.promised_on, one.line.words) for one in added),
            *tell(tx, again(tx, number), closed, now=now, person=person, why="reinstated"),
        )
        ask_after(tx, number, today=before.today, person=person)
        order = again(tx, number)
        if not cancelled_of(tx, order):
            unheard = take_back_cancelled(tx, order.number, today=before.today, person=person)
            _say_paid_back(tx, order.number, unheard, today=before.today, person=person)
        slip = slip_of(tx, order, "reinstated", now=now, person=person, shares=move.shares)
        return Changed(order, told, broken, slip=slip)


def _apart(
    wanted: Iterable[tuple[OrderLine, int]], there: Mapping[int, int], *, our_mistake: bool
) -> Iterator[tuple[OrderLine, int, int]]:
    """(line, units, how many of them still are in the other store): those that are, of a line with open units, apart
    from those that come to it as a line of their own."""
    for one, units in wanted:
        theirs = there.get(one.line, 0)
        if not one.open or our_mistake:
            yield one, units, theirs
            continue
        if theirs:
            yield one, theirs, theirs
        if units > theirs:
            yield one, units - theirs, 0


def _say_paid_back(
    tx: Transaction, number: str, unheard: Collection[str], *, today: date, person: Person
) -> None:  # fmt: skip
    """Whose cancellation is not spoken of any more hears all the same what went back with it, and what is to pay."""
    for step in tx.steps(number) if unheard else ():
        document = str(step.details.get("document", ""))
        if step.kind == "refunded" and step.details["amount"] > 0 and news_id("cancelled", number, document) in unheard:
            amount = int(step.details["amount"])
            news_for(tx, "refunded", number, today=today, person=person, document=document, amount=amount)


def to_reinstate(*, number: str, transactions: Transactions) -> Mapping[int, int]:
    """Line -> units of an order that are cancelled and were not won back since. Raises UnknownCode."""
    with transactions.reading() as records:
        return cancelled_of(records, documents.known_order(records, number))


def cancelled_of(records: Records, found: Order) -> dict[int, int]:
    """Line -> units of an order that are cancelled and were not won back since; what was won back as a line of its own
    stands in the step that did it."""
    left = {line.line: line.cancelled for line in found.lines}
    for step in records.steps(found.number):
        for line, units in step.details.get("again", ()) if step.kind == "reinstated" else ():
            left[line] = left.get(line, 0) - units
    return {line: units for line, units in left.items() if units > 0}


def _wanted(
    records: Records, found: Order, lines: Sequence[int] | Mapping[int, int] | None
) -> list[tuple[OrderLine, int]]:
    left = cancelled_of(records, found)
    if lines is None:
        lines = left
    units = dict(lines) if isinstance(lines, Mapping) else {line: left.get(line, 0) for line in lines}
    wanted = []
    for nth, count in units.items():
        line = order_life.line_of(found, nth)
        order_life.reinstate(replace(line, cancelled=left.get(nth, 0)), count, found.number)
        wanted.append((line, count))
    if not wanted:
        raise errors.WrongState(
            f"Nothing of order {found.number} is cancelled, so there is nothing to reinstate. Nothing was changed.",
            order=found.number,
            state=found.state,
        )
    return wanted


def _check_still_ordered(tx: Transaction, line: OrderLine, here: int, units: int) -> None:
    product = tx.product(line.sku)
    if line.kind == "layaway" and here < units:
        raise errors.NotEnoughHere(
            f"{here} of “{line.name}” are free here, and only goods that are here go on layaway. Nothing was changed. "
            "Take an order for them instead.",
            sku=line.sku, wanted=units, available=here,
        )  # fmt: skip
    if product is not None and product.backorder != "stop":
        return
    if here < units:
        raise errors.NotBackorderable(
            f"“{line.name}” is not ordered any more, so it cannot be promised again. Nothing was changed. Offer "
            "something like it.",
            sku=line.sku,
        )


def _key(key: tuple[int, str, str, int]) -> str:
    """A place in the queue as the records write it."""
    rank, clock, register, line = key
    return f"{rank:02d}:{clock}:{register}:{line:04d}"
