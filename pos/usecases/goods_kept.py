"""Goods put aside for a named order are not for a walk-in: who may sell them all the same, and whose they were.

A sale "anyway" is meant for goods in the hand that the record denies. Where it eats into what is put aside, the last in
the queue loses first, is named, and waits again at the old place; the promise that breaks by it is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.usecases.broken_into import BrokenInto, TakenFrom

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.domain.sale import BasketLine
    from pos.usecases.moving_goods import Row
    from pos.usecases.ports import Clock, Records, Transaction


def break_into(
    tx: Transaction, lines: Sequence[BasketLine], reasons: Mapping[str, str], *, clock: Clock, person: Person
) -> BrokenInto:
    """After a sale, in its transaction: release what it took of goods put aside for others. `reasons` are those of the
    lines for which goods that the record denies go now, by line number.

    Raises NotEnoughHere, naming whose goods they are, for a person without the right to break into them; with that the
    whole sale is undone.
    """
    if not reasons:
        return BrokenInto()
    went: dict[str, int] = {}
    why: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        went[line.product.sku] = went.get(line.product.sku, 0) + line.quantity - line.later
        if reason := reasons.get(str(number)):
            why[line.product.sku] = reason
    taken = [one for sku in why for one in whose(tx, sku, went[sku])]
    if not taken:
        _let_go(tx, list(why), clock, person)
        return BrokenInto()
    names = {line.product.sku: line.product.name for line in lines}
    if not person.may("break_allocation"):
        one = taken[0]
        others = "; ".join(f"{other.units} for {other.customer_name} ({other.order})" for other in taken)
        raise errors.NotEnoughHere(
            f"What is here of “{names[one.sku]}” is put aside: {others}. Nothing was sold. Backorder it, or ask a "
            "manager who may sell goods that are put aside.",
            sku=one.sku, orders=[other.order for other in taken],
        )  # fmt: skip
    from pos.usecases.moving_goods import write_moves

    rows: list[Row] = [[one.order, one.line, one.sku, one.units] for one in taken]
    reason = "; ".join(dict.fromkeys(why[one.sku] for one in taken))
    moved = write_moves(tx, rows, [], f"sold to somebody else: {reason}", clock=clock, person=person)
    _let_go(tx, list(why), clock, person)
    return BrokenInto(tuple(taken), moved.broken)


def _let_go(tx: Transaction, skus: Sequence[str], clock: Clock, person: Person) -> None:
    """What was kept for people on the tell-me list and went with the sale is not kept for them any more."""
    if any(tx.held_for_who_asked(sku) for sku in skus):
        from pos.usecases.tell_me_holds import offer

        offer(tx, skus, now=clock.now(), person=person)


def whose(records: Records, sku: str, went: int) -> list[TakenFrom]:
    """Whose goods are gone now that `went` units of a product were sold: of those put aside for orders, the last in the
    queue first. Goods kept for people on the tell-me list are nobody's yet and go before them."""
    level = records.stock_here(sku)
    missing = min(level.allocated, max(0, -level.free)) - min(level.allocated, max(0, -level.free - went))
    missing -= records.held_for_who_asked(sku) if missing > 0 else 0
    elsewhere = records.sent_on([sku]).get(sku, {}) if missing > 0 else {}
    found: list[TakenFrom] = []
    for line in sorted(records.open_lines(sku) if missing > 0 else (), key=lambda line: line.key, reverse=True):
        units = min(missing, line.allocated - elsewhere.get((line.order, line.line), 0))
        if units > 0:
            found.append(TakenFrom(line.order, line.line, sku, units, line.customer_name))
            missing -= units
    return found
