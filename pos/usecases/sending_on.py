"""Goods that are collected in another store: sent on to it, arrived there, or come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.people import OWNER, Person
from pos.domain.ways import Whereabouts
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.left_there import here_again, left_there
from pos.usecases.moving_goods import Served
from pos.usecases.news import write_there
from pos.usecases.news_dates import write_dates
from pos.usecases.news_over import take_back
from pos.usecases.order_steps import Changed, again
from pos.usecases.outbox import Outbox
from pos.usecases.tell_me_holds import pass_on
from pos.usecases.to_send import ask_to_send
from pos.usecases.whereabouts import to_go, whereabouts

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transaction, Transactions

RIGHT = "collect"


def send_on(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Mapping[int, int] | None = None, expected_on: date | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """Goods for another store left (line -> units; None: all that are here for it). The customer hears once they are
    there, or by another day `expected_on` if that is later than the one they were told.

    Raises UnknownCode, StaleOrder, WrongState, BadQuantity, BadDate, NotAllowed.
    """
    return _noted("sent_on", number, lines, transactions, clock, person, version, expected_on)


def arrived_there(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Mapping[int, int] | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """Goods are in the other store (line -> units; None: all that are on their way): the customer hears that they are
    ready there. Raises as `send_on`."""
    return _noted("arrived_there", number, lines, transactions, clock, person, version)


def came_back(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Sequence[int] | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """Goods that were sent on are here again: first those that are not wanted there any more, which go to who waits or
    lie free; where there are none, those that are still put aside. Raises as `send_on`."""
    units = None if lines is None else dict.fromkeys(lines, 0)
    return _noted("came_back", number, units, transactions, clock, person, version)


def _noted(
    step: str, number: str, wanted: Mapping[int, int] | None, transactions: Transactions, clock: Clock, person: Person,
    version: int | None, expected_on: date | None = None,
) -> Changed:  # fmt: skip
    documents.check_right(person, RIGHT, "Sending goods on")
    with transactions.writing() as tx:
        now = clock.now()
        today = today_in(tx.shop(), now)
        found = documents.known_order(tx, number, version)
        if expected_on is not None and expected_on < today:
            raise errors.BadDate(
                f"{expected_on.isoformat()} is past. Nothing was changed. Name a day from today on.",
                day=expected_on.isoformat(),
            )
        left = left_there(tx, found) if step == "came_back" else {}
        free: dict[int, int] = {}
        cause = ""
        for line, upto, units in _moves(tx, found, step, wanted, today, left):
            free |= {line.line: units} if line.line in left else {}
            body = {
                "order": found.number, "at": now.isoformat(timespec="microseconds"),
                "business_date": today.isoformat(), "step": step, "line": line.line,
                "what": {
                    "units": units, "upto": upto, "store": line.route_to,
                    "name": tx.shop().stores.get(line.route_to, line.route_to),
                    **({"expected_on": expected_on.isoformat()} if expected_on else {}),
                    **({"left_there": units} if line.line in left else {}),
                },
                "sealed": "",
            }  # fmt: skip
            cause = tx.append("order_noted", body, person=person.id)
        passed = Served()
        if free:
            here_again(tx, found, free, now=now, person=person)
            skus = sorted({line.sku for line in found.lines if line.line in free})
            passed, _ = pass_on(tx, skus, clock=clock, person=person, reason=f"{found.number} came back", cause=cause)
        order = again(tx, found.number)
        told = _tell(tx, order, step, expected_on, clock=clock, today=today, person=person)
        take_back(tx, [found.number], today=today, person=person)
        return Changed(again(tx, found.number), told, passed.broken, passed.gets)


def _moves(
    tx: Transaction, found: Order, step: str, wanted: Mapping[int, int] | None, today: date, left: Mapping[int, int]
) -> list[tuple[OrderLine, int, int]]:
    """(line, up to which of its units, how many of them move now). Raises UnknownCode, WrongState, BadQuantity."""
    at = whereabouts(tx, found)
    could = {
        line.line: {
            "sent_on": at[line.line].here, "arrived_there": at[line.line].under_way or at[line.line].here,
            "came_back": at[line.line].under_way + at[line.line].there,
        }[step]
        for line in found.lines
        if line.route == "other_store" and line.line in at
    }  # fmt: skip
    if step == "sent_on":
        whole = to_go(tx, found, "other_store")
        could = {line: whole.get(line, 0) for line in could}
    elif wanted is None and any(at[line].under_way for line in could):
        could = {line: units for line, units in could.items() if step == "came_back" or at[line].under_way}
    if left:  # the whole of them comes back; of a line without any, what is still put aside where it was named
        could |= left
        wanted = left if wanted is None else wanted
    units = {line: most for line, most in could.items() if most} if wanted is None else dict(wanted)
    if not units:
        raise errors.WrongState(
            f"No goods of order {found.number} are to go on to another store now. Nothing was changed. Look at the "
            "order again.",
            order=found.number,
            state=found.state,
        )
    moves = []
    for nth, count in units.items():
        line = order_life.line_of(found, nth)
        most = could.get(nth, 0)
        count = count or most
        if not 1 <= count <= most:
            raise errors.BadQuantity(
                f"{count} of “{line.name}” cannot be moved: order {found.number} has {most} to move. Nothing was "
                "changed.",
                order=found.number, line=nth, most=most,
            )  # fmt: skip
        place = at.get(nth, Whereabouts(0))
        before = line.handed_over + place.there + (place.under_way if step == "sent_on" else 0)
        upto = 0 if step == "came_back" else before + count
        moves.append((line, upto, count))
    return moves


def _tell(
    tx: Transaction, order: Order, step: str, expected_on: date | None, *, clock: Clock, today: date, person: Person
) -> tuple[Any, ...]:
    """What follows from it: the customer hears that goods are there, or that they come later than was said."""
    box = Outbox(tx, person, today)
    ask_to_send(box, order)
    if step == "arrived_there":
        write_there(box, order)
    elif step == "sent_on" and expected_on is not None:
        gone = {line for line, at in whereabouts(tx, order).items() if at.under_way}
        late = [
            replace(told, waiting=told.allocated, now_likely=expected_on, now_latest=expected_on)
            for told in tx.told_lines([order.number])
            if told.line in gone and told.waiting <= 0
            and told.told_latest is not None and expected_on > told.told_latest
        ]  # fmt: skip
        if late:
            write_dates(box, order, late, "late", ["late_expected"] * len(late))
    box.flush()
    return ()
