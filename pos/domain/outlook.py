"""The weeks ahead of one product, day by day: what is expected, what is promised, what is left to promise.

Reference: projected stock and available-to-promise with look-ahead, as in Microsoft's Inventory Visibility (a day's
figure is the smallest projected stock from that day to the end), so that nothing is offered twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pos.domain.promise import LATEST, LIKELY
from pos.domain.prospect import Prospect


@dataclass(frozen=True, slots=True)
class Day:
    """One day: units likely here by then (on hand and come in), units surely here by then (nine in ten), units promised
    up to then, and units that can still be promised for it without taking them from anybody."""

    on: date
    likely: int
    sure: int
    promised: int
    free: int


def projected(on_hand: int, moves: Mapping[int, int], days: int) -> list[int]:
    """Stock at the end of each of `days` days when `moves` (day -> units, in above zero, out below) happen."""
    stock, found = on_hand, []
    for day in range(days):
        stock += moves.get(day, 0)
        found.append(stock)
    return found


def to_promise(stock: Sequence[int]) -> list[int]:
    """What can be promised on each day: the smallest projected stock from that day on, never below zero."""
    found: list[int] = []
    least: int | None = None
    for units in reversed(stock):
        least = units if least is None else min(least, units)
        found.append(max(0, least))
    return found[::-1]


def outlook(prospect: Prospect, *, free: int, promised: Sequence[tuple[int, date | None]], days: int = 42) -> list[Day]:
    """The next `days` days, with the chances that promises are made with: of all deliveries together, and counted from
    the day on which goods are made ready.

    `free` units are here and nobody's (below zero after a wrong count); `promised` are the waiting units with the
    latest day each is reckoned with (None: no day), and count as gone from then on.
    """
    horizon = range(days)
    likely, sure = (_comes(prospect, level, days) for level in (LIKELY, LATEST))
    out: dict[int, int] = {}
    for units, on in promised:
        day = max(0, (on - prospect.today).days) if on is not None else days
        out[day] = out.get(day, 0) + units
    likely_stock, sure_stock = projected(free, likely, days), projected(free, sure, days)
    gone = projected(0, out, days)
    late = sum(units for day, units in out.items() if day >= days)
    left = to_promise([here - taken for here, taken in zip(sure_stock, gone, strict=True)])
    days_ahead = [prospect.today + timedelta(days=day) for day in horizon]
    return [
        Day(on, likely_stock[day], sure_stock[day], gone[day], max(0, left[day] - late))
        for day, on in enumerate(days_ahead)
    ]


def _comes(prospect: Prospect, level: float, days: int) -> dict[int, int]:
    """By day from today, the units more that can be had from then on with this chance."""
    from pos.domain.arrivals import Cover

    cover = Cover(prospect.arrivals, None, max(1, sum(arrival.quantity or 0 for arrival in prospect.arrivals)))
    moves = dict.fromkeys(range(days), 0)
    before = 0
    for day in cover.days:
        at = (prospect.ready_on(day) - prospect.today).days
        if at >= days:
            break
        units = cover.surely(day, level)
        moves[at] += units - before
        before = units
    return moves
