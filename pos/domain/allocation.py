"""Who gets arriving goods: those who wait, before the shelf does, by a rule that can be explained to each of them.

Rules of the design, 3.7. Fair shares go by Webster's divisors and not by largest remainders, because there more goods
may give somebody less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heapreplace
from typing import Literal

Rule = Literal["first_come", "wanted_by", "fair"]
"""First come, first served; by the day it is wanted, then first come; or shares by weight."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line in the queue for one product. `key` orders the queue: (rank of class, taken at, register, line). A line
    that goes only `complete` gets all of its quantity or nothing yet; `weight` counts for fair shares."""

    key: tuple[int, str, str, int]
    order: str
    line: int
    quantity: int
    wanted_by: date | None = None
    complete: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Allocation:
    """`quantity` units put aside for a line of an order."""

    order: str
    line: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Who gets what; `held` units wait for the rest of a complete line, `left` go to the shelf."""

    given: tuple[Allocation, ...]
    held: int
    left: int


def allocate(free: int, queue: Sequence[Waiting]) -> tuple[Allocation, ...]:
    """Share `free` units over the queue in the order of its keys; what is left goes to the shelf."""
    return share(free, queue).given


def share(free: int, queue: Sequence[Waiting], rule: Rule = "first_come") -> Shared:
    """Share `free` units over the queue. More units never give anybody less.

    Units that do not suffice for a complete line are held for it and not given to those behind: passing it over would
    make a bigger delivery take from them what a smaller one gave.
    """
    if rule == "fair":
        return _fairly(max(0, free), queue)
    left = max(0, free)
    given: list[Allocation] = []
    in_order = sorted(queue, key=_by_wish if rule == "wanted_by" else lambda line: (0, line.key))
    for waiting in in_order:
        quantity = min(left, waiting.quantity)
        if waiting.complete and quantity < waiting.quantity:
            return Shared(tuple(given), left, 0)
        if quantity > 0:
            given.append(Allocation(waiting.order, waiting.line, quantity))
            left -= quantity
    return Shared(tuple(given), 0, left)


def protected_place(
    waiting: Sequence[int], told: Sequence[date | None], newcomer: int, day_of: Callable[[int], date | None]
) -> int:
    """How far to the front of a queue a newcomer who waits for `newcomer` units may stand without breaking a promise
    made to anybody behind: the place before which so many lines stand.

    `waiting` and `told` are the units and the latest day told of each line, front first (None: told nothing);
    `day_of(units)` is the latest day by which so many units in all can be had. A line whose promise is broken anyway
    is not made to wait longer.
    """
    place = len(waiting)
    needs = []
    need = 0
    for units in waiting:
        need += units
        needs.append(need)
    for line in range(len(waiting) - 1, -1, -1):
        latest = told[line]
        if latest is not None:
            day = day_of(needs[line] + newcomer)
            if day is None or day > latest:
                break
        place = line
    return place


def _by_wish(line: Waiting) -> tuple[date, tuple[int, str, str, int]]:
    return (line.wanted_by or date.max, line.key)


def _fairly(free: int, queue: Sequence[Waiting]) -> Shared:
    """Each unit to the line with the greatest weight / (2 * given + 1), the earlier key first, never beyond its need.

    Complete lines have no fair part of a whole; they take their turn as the others do and keep what they have got so
    far until it is all, so the units they hold are counted as held.
    """
    lines = sorted((line for line in queue if line.quantity > 0), key=lambda line: line.key)
    got = [0] * len(lines)
    turns = [(-float(line.weight), place) for place, line in enumerate(lines)]
    heapify(turns)
    left = free
    while left and turns:
        _, place = turns[0]
        got[place] += 1
        left -= 1
        done = got[place] >= lines[place].quantity
        nearest = 0.0 if done else -lines[place].weight / (2 * got[place] + 1)
        heapreplace(turns, (nearest, place))
        if done:
            turns = [turn for turn in turns if turn[1] != place]
            heapify(turns)
    short = {place for place, line in enumerate(lines) if line.complete and got[place] < line.quantity}
    return Shared(
        tuple(
            Allocation(line.order, line.line, got[place])
            for place, line in enumerate(lines)
            if got[place] and place not in short
        ),
        sum(got[place] for place in short),
        left,
    )
