"""Goods that are collected in another store: sent on to it, or arrived there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.people import OWNER, Person
from pos.domain.ways import Whereabouts
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.hold_shelf import take_off_shelf
from pos.usecases.news_dates import write_dates
from pos.usecases.news_here import write_there
from pos.usecases.news_over import take_back
from pos.usecases.order_steps import Changed, again
from pos.usecases.outbox import Outbox
from pos.usecases.to_send import ask_to_send
from pos.usecases.whereabouts import to_go, whereabouts

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transaction, Transactions

RIGHT = "collect"


class Move(NamedTuple):
    """So many units of a line move, `upto` which of its units, counted from the first that was handed over."""

    line: OrderLine
    upto: int
    units: int


def send_on(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Mapping[int, int] | None = None, expected_on: date | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """Goods for another store left (line -> units; None: all that are here for it and were not brought back because
    nobody collected them there). The customer hears once they are there, or by another day `expected_on` if that is
    later than the one they were told. Bags with nothing left in them are not on the hold shelf any more.

    Raises UnknownCode, StaleOrder, WrongState, BadQuantity, BadDate, NotAllowed.
    """
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
        on = {"expected_on": expected_on.isoformat()} if expected_on else {}
        could = to_go(tx, found, "other_store", asked=True)
        wanted = (to_go(tx, found, "other_store") or could) if lines is None else lines
        for move in _moves(tx, found, could, wanted, before=lambda at: at.there + at.under_way):
            note_move(tx, found, "sent_on", move, now=now, person=person, **on)
        order = again(tx, found.number)
        take_off_shelf(tx, order, clock=clock, person=person)
        box = Outbox(tx, person, today)
        ask_to_send(box, order)
        if expected_on is not None:
            _say_later(box, order, expected_on)
        box.flush()
        take_back(tx, [order.number], today=today, person=person)
        return Changed(again(tx, order.number))


def arrived_there(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Mapping[int, int] | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """Goods are in the other store (line -> units; None: all that are on their way): the customer hears that they are
    ready there. Raises as `send_on`."""
    documents.check_right(person, RIGHT, "Sending goods on")
    with transactions.writing() as tx:
        now = clock.now()
        today = today_in(tx.shop(), now)
        found = documents.known_order(tx, number, version)
        theirs = {line.line for line in found.lines if line.route == "other_store"}
        at = {line: one for line, one in whereabouts(tx, found).items() if line in theirs}
        could = {line: one.under_way or one.here for line, one in at.items() if one.under_way or one.here}
        under_way = {line: one.under_way for line, one in at.items() if one.under_way}
        wanted = (under_way or could) if lines is None else lines
        for move in _moves(tx, found, could, wanted, before=lambda at: at.there):
            note_move(tx, found, "arrived_there", move, now=now, person=person)
        order = again(tx, found.number)
        take_off_shelf(tx, order, clock=clock, person=person)
        box = Outbox(tx, person, today)
        ask_to_send(box, order)
        write_there(box, order)
        box.flush()
        take_back(tx, [order.number], today=today, person=person)
        return Changed(again(tx, order.number))


def note_move(
    tx: Transaction, found: Order, step: str, move: Move, *, now: datetime, person: Person, **more: Any
) -> str:  # fmt: skip
    """Write one move of a line's goods into the order's history; answers with the id of the operation. It `counts`:
    whoever acts on an older copy of the order is told."""
    store = move.line.route_to
    body = {
        "order": found.number, "at": now.isoformat(timespec="microseconds"),
        "business_date": today_in(tx.shop(), now).isoformat(), "step": step, "line": move.line.line,
        "what": {
            "units": move.units, "upto": move.upto, "store": store, "name": tx.shop().stores.get(store, store), **more,
        },
        "sealed": "", "counts": True,
    }  # fmt: skip
    return tx.append("order_noted", body, person=person.id)


def checked_units(found: Order, line: OrderLine, units: int, most: int) -> int:
    """How many units of a line move (0: all that can). Raises BadQuantity."""
    count = units or most
    if not 1 <= count <= most:
        raise errors.BadQuantity(
            f"{count} of “{line.name}” cannot be moved: order {found.number} has {most} to move. Nothing was changed.",
            order=found.number, line=line.line, most=most,
        )  # fmt: skip
    return count


def nothing_to_move(found: Order) -> errors.WrongState:
    """Why nothing of an order is sent on, or comes back."""
    return errors.WrongState(
        f"No goods of order {found.number} are to go on to another store now. Nothing was changed. Look at the order "
        "again.",
        order=found.number,
        state=found.state,
    )


def _moves(
    tx: Transaction, found: Order, could: Mapping[int, int], wanted: Mapping[int, int], *,
    before: Callable[[Whereabouts], int],
) -> list[Move]:  # fmt: skip
    """The moves of units (line -> units, 0: all that `could`); `before` counts those put aside that are so far already.
    Raises UnknownCode, WrongState, BadQuantity."""
    if not wanted:
        raise nothing_to_move(found)
    at = whereabouts(tx, found)
    moves = []
    for nth, units in wanted.items():
        line = order_life.line_of(found, nth)
        count = checked_units(found, line, units, could.get(nth, 0))
        moves.append(Move(line, line.handed_over + before(at.get(nth, Whereabouts(0))) + count, count))
    return moves


def _say_later(box: Outbox, order: Order, day: date) -> None:
    """Who counts on a day before this one hears of it, of what is under way."""
    gone = {line for line, at in whereabouts(box.tx, order).items() if at.under_way}
    late = [
        replace(told, waiting=told.allocated, now_likely=day, now_latest=day)
        for told in box.tx.told_lines([order.number])
        if told.line in gone and told.waiting <= 0 and told.due_on is not None and day > told.due_on
    ]
    if late:
        write_dates(box, order, late, "late", ["late_expected"] * len(late))
