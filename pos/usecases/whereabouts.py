"""Where goods are that are put aside: here, on their way to another store, or there; which of them have to go on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NoReturn

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine
from pos.domain.ways import Whereabouts, where_is

if TYPE_CHECKING:
    from pos.usecases.ports import Records


def whereabouts(records: Records, order: Order) -> dict[int, Whereabouts]:
    """Line -> where its goods are that are put aside; of every line that has some."""
    aside = [line for line in order.lines if line.allocated]
    away = any(line.route == "other_store" for line in aside)
    steps = records.steps(order.number) if away else ()
    return {line.line: where_is(line, steps) for line in aside}


def to_go(records: Records, order: Order, route: str, *, asked: bool = False) -> dict[int, int]:
    """Line -> units that are here and have to go on that way (may go on, where somebody `asked` for what was not
    collected there before); none of an order that goes only whole and is not."""
    if order.ship_complete and any(line.waiting > 0 for line in order.lines):
        return {}
    found = whereabouts(records, order)
    units = {
        line.line: found[line.line].here if asked else found[line.line].to_go
        for line in order.lines
        if line.route == route and line.kind != "layaway" and line.line in found
    }
    return {line: count for line, count in units.items() if count}


def check_here(records: Records, order: Order, line: OrderLine, units: int) -> None:
    """Raises WrongState where so many of a line's goods are not here any more, because they were sent on."""
    found = whereabouts(records, order).get(line.line)
    if found is not None and units > found.here and (found.under_way or found.there):
        _refuse(records, order, line, found)


def _refuse(records: Records, order: Order, line: OrderLine, found: Whereabouts) -> NoReturn:
    store = records.shop().stores.get(line.route_to, line.route_to)
    raise errors.WrongState(
        f"{found.under_way + found.there} of “{line.name}” of order {order.number} were sent on to {store}. Nothing "
        "was changed. Have them back here first, and note that they came.",
        order=order.number,
        line=line.line,
        store=line.route_to,
    )


def out_on(records: Records, order: Order) -> date | None:
    """The day from which all that is put aside for an order may be collected or sent; None where no day of release
    says. Goods on layaway do not count, which are neither."""
    products = [records.product(line.sku) for line in order.lines if line.allocated and line.kind != "layaway"]
    return max((one.release_on for one in products if one is not None and one.release_on is not None), default=None)
