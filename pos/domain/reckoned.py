"""What a promise's days stand on besides the goods that are for it: supplies whose loss would change the days.

Enough may come of several deliveries though none alone is sure enough, and goods for those ahead hold up those behind;
who asks why a day is the day has to hear of both.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from pos.domain.arrivals import Arrival, Cover
from pos.domain.stock import Supply

_MANY = 40
"""With more deliveries than this only the latest day is asked about, so that a look-up stays quick."""


class _Line(NamedTuple):
    """A purchase line (or several of one order and day) of the delivery at `place`: of its usable units, `units`."""

    place: int
    first: Supply
    units: int
    open_: int


class Reckoned(NamedTuple):
    """A supply that is reckoned with: of its `open_` units so many go to `others` ahead; alone it can be had, made
    ready, by `latest_on` at the latest."""

    supply: Supply
    others: int
    open_: int
    latest_on: date | None


def reckoned_with(
    cover: Cover,
    need: int,
    mine: Collection[tuple[str, str, date | None]],
    levels: Sequence[float],
    ready_on: Callable[[int], date],
) -> tuple[Reckoned, ...]:
    """The supplies that nothing of the promise comes from, without which a day of it would be another, soonest first.

    `need` are the units that have to come, those for others ahead included; `mine` are kind, id and day of what the
    promise's own units come from; `levels` the chances its days stand for, that of the latest day first.
    """
    others = [
        line for line in _lines(cover.arrivals) if (line.first.kind, line.first.id, line.first.expected_on) not in mine
    ]
    if not others:
        return ()
    moved: set[int] = set()
    for level in levels if len(cover.arrivals) <= _MANY else levels[:1]:
        ordered, delivered = cover.ordered_day(level), cover.delivered_day(need, level)
        if delivered is None or (ordered is not None and ready_on(ordered) <= ready_on(delivered)):
            continue  # goods ordered anew are there as soon, so these may stay away
        # The last day that leads to the same day of being ready: only what is not made up for by then counts.
        until = max(day for day in cover.days if day >= delivered and ready_on(day) == ready_on(delivered))
        asked = [n for n, line in enumerate(others) if n not in moved and cover.arrivals[line.place].chance_by(until)]
        if asked:
            chances = _without(cover.arrivals, need, until, [others[n] for n in asked], cover.step)
            moved |= {n for n, chance in zip(asked, chances, strict=True) if chance < level - 1e-12}
    return tuple(_found(others[n], cover.arrivals, need, max(levels), ready_on) for n in sorted(moved))


def _lines(arrivals: Sequence[Arrival]) -> Iterator[_Line]:
    for place, arrival in enumerate(arrivals):
        groups: dict[tuple[str, str, date | None], list[Supply]] = {}
        for supply in arrival.supplies:
            groups.setdefault((supply.kind, supply.id, supply.expected_on), []).append(supply)
        open_ = sum(supply.quantity for supply in arrival.supplies)
        for lines in groups.values():
            ours = sum(supply.quantity for supply in lines)
            # What is safe to count on of a delivery is less than what is open where it mostly comes short.
            units = (arrival.quantity or 0) * ours // open_ if open_ else 0
            yield _Line(place, lines[0], units, ours)


def _found(
    line: _Line, arrivals: Sequence[Arrival], need: int, level: float, ready_on: Callable[[int], date]
) -> Reckoned:
    before = sum(arrival.quantity or 0 for arrival in arrivals[: line.place])
    for_others = max(0, min(line.open_, need - before))
    day = arrivals[line.place].day_at(level)
    latest = None if day is None else ready_on(day)
    return Reckoned(line.first, for_others, line.open_, latest)


_Sums = dict[int, float]


def _without(arrivals: Sequence[Arrival], need: int, day: int, lines: Sequence[_Line], step: int) -> list[float]:
    """For each line the chance that `need` units have come by `day` if it never comes.

    What the deliveries before it bring and what those after it bring are each added up once, so that it costs as much
    as two promises, however many lines there are. Units are counted in steps of `step`, as the promise does.
    """
    most = -(-need // step)
    chances = [arrival.chance_by(day) for arrival in arrivals]
    counts = [(arrival.quantity or 0) // step for arrival in arrivals]
    first: list[_Sums] = [{0: 1.0}]
    for units, chance in zip(counts, chances, strict=True):
        first.append(_and(first[-1], units, chance, most))
    last: list[_Sums] = [{0: 1.0}]
    for units, chance in zip(reversed(counts), reversed(chances), strict=True):
        last.append(_and(last[-1], units, chance, most))
    last.reverse()
    found = []
    for line in lines:
        left = ((arrivals[line.place].quantity or 0) - line.units) // step
        rest = _and(last[line.place + 1], left, chances[line.place], most)
        sums = sorted(rest)
        at_least = [*accumulate((rest[units] for units in reversed(sums)), initial=0.0)][::-1]
        before = first[line.place].items()
        found.append(sum(share * at_least[bisect_left(sums, most - came)] for came, share in before))
    return found


def _and(sums: _Sums, units: int, chance: float, most: int) -> _Sums:
    """The sums with one more delivery; everything from `most` on counts as one."""
    if not chance or not units:
        return sums
    more: _Sums = {}
    for came, share in sums.items():
        here = min(most, came + units)
        more[here] = more.get(here, 0.0) + share * chance
        if chance < 1.0:
            more[came] = more.get(came, 0.0) + share * (1.0 - chance)
    return more
