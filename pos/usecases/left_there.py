"""Goods that were sent on to another store and are not wanted there any more: they are in no stock here, so nobody is
given them and nobody buys them here, until it is noted that they came back or their order wants them again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from pos.domain.ways import strays

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.people import Person
    from pos.usecases.ports import Records, Transaction


def left_there(records: Records, order: Order) -> dict[int, int]:
    """Line -> units that were sent on and are not the order's any more."""
    if all(line.route != "other_store" for line in order.lines):
        return {}
    steps = records.steps(order.number)
    found = {line.line: strays(line, steps) for line in order.lines if line.route == "other_store"}
    return {line: units for line, units in found.items() if units}


def leave_there(tx: Transaction, before: Order, *, now: datetime, person: Person) -> None:
    """To be called right after units of an order were given up, before anybody is served with them: those that are in
    another store, or on the way there, leave this store's stock. `before` is the order as it was."""
    was = left_there(tx, before)
    order = tx.order(before.number)
    if order is None:
        return
    found = left_there(tx, order)
    gone = [(line.sku, was.get(line.line, 0) - found.get(line.line, 0)) for line in order.lines]
    _move(tx, before.number, [(sku, units) for sku, units in gone if units < 0], "left_there", now=now, person=person)


def here_again(tx: Transaction, order: Order, units: Mapping[int, int], *, now: datetime, person: Person) -> None:
    """Units of lines (line -> units) that were left in another store are in this store's stock again: as many as left
    it. Orders were once given up without that being written down, and those units never were out of it."""
    out = dict(tx.left_elsewhere(order.number))
    back = []
    for line in order.lines:
        if found := min(units.get(line.line, 0), out.get(line.sku, 0)):
            back.append((line.sku, found))
            out[line.sku] -= found
    _move(tx, order.number, back, "came_back", now=now, person=person)


def wanted_again(
    tx: Transaction, order: Order, wanted: Iterable[tuple[OrderLine, int]], *, now: datetime, person: Person
) -> dict[int, int]:
    """Line -> units of those that are `wanted` again that still are in the other store, or on the way there: they are
    this store's again, and to be put aside for their line where they are."""
    left = left_there(tx, order)
    out = dict(tx.left_elsewhere(order.number)) if left else {}
    found = {}
    for line, units in wanted:
        if theirs := min(units, left.get(line.line, 0), out.get(line.sku, 0)):
            found[line.line] = theirs
            out[line.sku] -= theirs
    here_again(tx, order, found, now=now, person=person)
    return found


def _move(
    tx: Transaction, number: str, rows: list[tuple[str, int]], kind: str, *, now: datetime, person: Person
) -> None:  # fmt: skip
    if not rows:
        return
    at = now.isoformat(timespec="microseconds")
    moves = [[sku, tx.shop().store, units, at, None] for sku, units in rows]
    tx.append("stock_moved", {"kind": kind, "document": number, "moves": moves}, person=person.id)
