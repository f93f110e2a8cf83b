"""The way of goods to their customer where that is not our own counter: the days it takes, and where goods are on it.

Goods for another store come in here, are sent on, and are ready once they are there. Goods that we deliver are sent
from here. Goods that a supplier sends never come here, so nothing of what comes in here is meant for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.shop import Shop

if TYPE_CHECKING:
    from pos.domain.backorder import OrderLine
    from pos.domain.order_life import Step
    from pos.domain.promise import Promise
    from pos.domain.stock import Supply

SHIPS = ("deliver", "direct")
"""Ways on which goods are sent to the customer's address."""
THERE = "there:"
"""In the name of a message: goods are in another store."""


class Whereabouts(NamedTuple):
    """Where the units of a line are that are put aside: `here`, `under_way` to another store, or `there`. So many of
    those here were `not_collected` there and came back: they go on only when their customer says so."""

    here: int
    under_way: int = 0
    there: int = 0
    sent_at: str = ""
    arrived_at: str = ""
    not_collected: int = 0

    @property
    def to_go(self) -> int:
        """Units that are here and have to go on."""
        return self.here - self.not_collected


def where_is(line: OrderLine, steps: Iterable[Step]) -> Whereabouts:
    """Where a line's goods are, by what was noted since it goes its way: the oldest go first. Each step names how many
    of its line's units, counted from the first that was handed over, are so far then (`upto`)."""
    if line.route != "other_store" or not line.allocated:
        return Whereabouts(line.allocated)
    sent = arrived = stays = 0
    sent_at = arrived_at = ""
    for step in steps:
        if step.kind == "route_changed" and line.line in step.details.get("lines", [line.line]):
            sent = arrived = stays = 0
        elif step.line != line.line:
            continue
        elif step.kind == "came_back":
            # Of units that were not wanted there any more, the last that went; the others are still there.
            away = int(step.details.get("left_there", 0))
            sent = max(0, sent - away) if away else min(sent, int(step.details.get("upto", 0)))
            arrived = min(arrived, sent)
            stays += int(step.details.get("not_collected", 0))
        elif step.kind == "allocated":  # it is served again, and all of it goes
            stays = 0
        elif step.kind == "released":
            stays = max(0, stays - int(step.details["units"]))
        elif step.kind == "sent_on":
            stays = max(0, stays - int(step.details.get("units", 0)))
            sent, sent_at = int(step.details.get("upto", 0)), step.at
        elif step.kind == "arrived_there":
            arrived, arrived_at = int(step.details.get("upto", 0)), step.at
            sent = max(sent, arrived)
    last = line.handed_over + line.allocated
    there = max(0, min(arrived, last) - line.handed_over)
    gone = max(0, min(sent, last) - line.handed_over)
    here = line.allocated - gone
    return Whereabouts(here, gone - there, there, sent_at, arrived_at, min(stays, here))


def strays(line: OrderLine, steps: Iterable[Step]) -> int:
    """Units of a line that were sent on and are not the order's any more: cancelled while they were away."""
    gone = line.handed_over + line.allocated
    away = where_is(replace(line, allocated=line.ordered), steps)
    return max(0, away.under_way + away.there - (gone - line.handed_over))


def day_by_way(shop: Shop, route: str, route_to: str, day: date) -> date:
    """The day on which goods that are ready here on a day are where their customer wants them; there it is an opening
    day as well, by this store's calendar."""
    if route != "other_store":
        return day
    return shop.opening_days.on_or_after(day + timedelta(days=shop.way_to(route_to)))


def days_by_way(shop: Shop, route: str, route_to: str, days: tuple[date, date] | None) -> tuple[date, date] | None:
    """The same of a likely and a latest day."""
    if days is None or route != "other_store":
        return days
    return day_by_way(shop, route, route_to, days[0]), day_by_way(shop, route, route_to, days[1])


def promise_by_way(shop: Shop, route: str, route_to: str, promise: Promise | None) -> Promise | None:
    """A promise with the way to another store in its days."""
    if promise is None or route != "other_store":
        return promise
    likely, latest = (day_by_way(shop, route, route_to, day) for day in (promise.likely_on, promise.latest_on))
    parts = tuple(
        replace(
            part, likely_on=day_by_way(shop, route, route_to, part.likely_on),
            latest_on=day_by_way(shop, route, route_to, part.latest_on),
        )
        for part in promise.parts
    )  # fmt: skip
    return replace(promise, likely_on=likely, latest_on=latest, parts=parts)


def goes_on(shop: Shop, route: str, route_to: str, today: date) -> date:
    """The latest day by which goods that are here now are on their way, or there."""
    return day_by_way(shop, route, route_to, shop.opening_days.later_by(today, shop.handling_days))


def left_for_direct(supplies: Sequence[Supply], supplier: str, waiting: int, free: int) -> list[Supply]:
    """What is on order from a supplier beyond all that `waiting` units here are served with first (from what is `free`,
    then what comes soonest): only that can be meant for goods that the supplier sends to customers itself."""
    need = max(0, waiting - max(0, free))
    found = []
    for supply in supplies:
        takes = min(need, supply.quantity)
        need -= takes
        if supply.supplier == supplier and supply.quantity > takes:
            found.append(replace(supply, quantity=supply.quantity - takes))
    return found
