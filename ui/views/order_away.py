"""Goods of an order that are in another store, or on the way there, as the screens need them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.ways import strays, where_is

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.order_life import Step


class Away(NamedTuple):
    """Units of a line that are not here: those that its order does not want there any more, and those that it does."""

    left: int
    wanted: int

    @property
    def units(self) -> int:
        """How many come back at once: first those that nobody wants there."""
        return self.left or self.wanted


def away_of(order: Order, steps: Sequence[Step]) -> dict[int, Away]:
    """Line -> its goods that are away, of every line that has some; `steps` are the order's, the oldest first."""
    found = {}
    for line in order.lines:
        if line.route == "other_store":
            at = where_is(line, steps)
            found[line.line] = Away(strays(line, steps), at.under_way + at.there)
    return {nth: away for nth, away in found.items() if away.units}
