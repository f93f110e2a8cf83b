"""The watch on cancellations: what the shop's own orders say of how long customers wait, and what follows from it.

A line counts from the day it was taken until its goods were put aside for it or the customer gave up; what was on the
shelf on that day waited for nothing and says nothing of waiting. A rate is of orders that were open in a quarter of a
year, against the same in the four quarters before: quarters are compared with quarters, so that orders that are still
open count in both. The alarm of a category goes by its order-weeks (`domain.cancellations`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pos.domain.cancellations import (
    BANDS,
    Reaction,
    WatchedLine,
    band_of,
    learned_longest_wait,
    order_weeks,
    reaction,
    rising,
    usual_rate,
    usual_weekly,
)
from pos.usecases.ports import Records

ALL = "all"
"""The band of the row that stands for a whole category."""
QUARTER = 91
"""Days that a rate is taken over."""
_YEAR = 4 * QUARTER
_LOOKED_BACK = timedelta(days=2 * _YEAR)
_SURE = 0.95


@dataclass(frozen=True, slots=True)
class Watched:
    """Cancellations of a category in a band of promised waits (`all`: the whole category) over the last quarter.

    `orders` were open then and `cancelled` of them given up by their customers; `usual` is the share (0 to 1) of the
    year before. `alarm`: the category's alarm is on, and in a band that this is where it comes from.
    """

    category: str
    band: str
    orders: int
    cancelled: int
    usual: float
    sentence: str
    alarm: bool


@dataclass(frozen=True, slots=True)
class Lessons:
    """What follows from the watch, by category: how often the longest wait is cut, and the wait that was learned."""

    cuts: Mapping[str, int]
    longest_waits: Mapping[str, int]


def watched_lines(records: Records, today: date) -> Mapping[str, Sequence[WatchedLine]]:
    """The lines of the last two years that had to wait, by category."""
    found: dict[str, list[WatchedLine]] = {}
    for category, taken, promised, ready, cancelled in records.lines_that_waited(today - _LOOKED_BACK):
        wait = None if promised is None else max(0, (promised - taken).days)
        line = WatchedLine(category, wait, taken, cancelled or ready, cancelled is not None)
        found.setdefault(category, []).append(line)
    return found


def watch(by_category: Mapping[str, Sequence[WatchedLine]], today: date) -> tuple[Watched, ...]:
    """What to show: for each category with orders in the last quarter the whole of it, then each band with orders."""
    rows: list[Watched] = []
    for category in sorted(by_category):
        lines = by_category[category]
        found = reaction_of(lines, today)
        bands = [band_of(low) for low, _ in BANDS] + [band_of(None)]
        for band in (ALL, *bands):
            some = lines if band == ALL else [line for line in lines if band_of(line.promised_wait) == band]
            row = _row(category, band, some, today, found)
            rows += [row] if row.orders else []
    return tuple(rows)


def lessons(by_category: Mapping[str, Sequence[WatchedLine]], today: date) -> Lessons:
    """What the advisor is to take from it."""
    cuts = {category: reaction_of(lines, today).cuts for category, lines in by_category.items()}
    waits = {category: learned_longest_wait(lines, today=today) for category, lines in by_category.items()}
    return Lessons(
        {category: often for category, often in sorted(cuts.items()) if often},
        {category: days for category, days in sorted(waits.items()) if days is not None},
    )


def reaction_of(lines: Sequence[WatchedLine], today: date) -> Reaction:
    """What the alarms of one category ask for: by the order-weeks of what was taken in the last year, against the usual
    rate of the year before the last quarter."""
    since = today - timedelta(days=QUARTER)
    earlier = [line for line in lines if line.taken_on <= since]
    before = order_weeks(earlier, today=since)
    all_weeks = len(order_weeks(lines, today=today))
    usual = usual_weekly(sum(before), len(before), weeks_each=all_weeks / len(lines) if lines else 1)
    lately = [line for line in lines if line.taken_on > today - timedelta(days=_YEAR)]
    return reaction(order_weeks(lately, today=today), usual)


def _row(category: str, band: str, lines: Sequence[WatchedLine], today: date, found: Reaction) -> Watched:
    orders, cancelled = _at_risk(lines, today)
    before = [_at_risk(lines, today - timedelta(days=QUARTER * ago)) for ago in (1, 2, 3, 4)]
    usual = usual_rate(sum(one[1] for one in before), sum(one[0] for one in before))
    sure, sentence = rising(cancelled, orders, usual)
    alarm = found.cuts > 0 and (band == ALL or sure >= _SURE)
    if band == ALL and found.told:
        sentence = f"{sentence} {found.told}"
    return Watched(category, band, orders, cancelled, usual, sentence, alarm)


def _at_risk(lines: Iterable[WatchedLine], last: date) -> tuple[int, int]:
    """(orders that were open, those of them that were cancelled) in the quarter that ends on `last`."""
    first = last - timedelta(days=QUARTER - 1)
    orders = cancelled = 0
    for line in lines:
        if line.taken_on <= last and (line.ended_on is None or line.ended_on >= first):
            orders += 1
            cancelled += line.cancelled and line.ended_on is not None and line.ended_on <= last
    return orders, cancelled
