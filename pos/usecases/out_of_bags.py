"""Which goods hands have to take out of the bags of an order, because they are not its any more."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.hold_places import Bag
    from pos.usecases.ports import Records


class OutOfBags(NamedTuple):
    """`goods` are units and name of what was put aside before and is not now; `bags` where it lies; `empty`: nothing
    else of the order lies there."""

    bags: tuple[Bag, ...]
    goods: tuple[tuple[int, str], ...]
    empty: bool


def open_bags(records: Records, number: str) -> tuple[Bag, ...]:
    """The bags of an order that lie on the hold shelf."""
    return tuple(bag for bag in records.bags(number) if bag.is_open)


def out_of_bags(before: Order, after: Order, bags: tuple[Bag, ...]) -> OutOfBags | None:
    """What is to be taken out of the `bags` that lay there before; None where nothing is."""
    here = {line.line: line.allocated for line in after.lines}
    goods = tuple(
        (line.allocated - here.get(line.line, 0), line.name)
        for line in before.lines
        if line.allocated > here.get(line.line, 0)
    )
    return OutOfBags(bags, goods, not any(here.values())) if bags and goods else None
