"""Fair shares by Webster's divisors: each unit to whom has the greatest claim, weight / (2 * given + 1)."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heapify, heappop, heapreplace


def websters(free: int, needs: Sequence[int], weights: Sequence[int]) -> list[int]:
    """Units for each line by Webster's divisors, capped at its need; ties go to the earlier line.

    Goods by the gram come by the ten thousand, so what surely is given is found by halving the claim that still gets a
    unit, and only the rest goes unit by unit: the same as all of it unit by unit.
    """
    if free >= sum(needs):
        return list(needs)
    got = [0] * len(needs)
    low, high = 0.0, float(max(weights, default=0))
    while free - sum(got) > 2 * len(needs) and high - low > high * 1e-14:
        middle = (low + high) / 2
        tried = [_claims_above(middle, *line) for line in zip(needs, weights, strict=True)]
        if sum(tried) <= free:
            got, high = tried, middle
        else:
            low = middle
    left = free - sum(got)
    turns = [
        (-weight / (2 * units + 1), place)
        for place, (units, need, weight) in enumerate(zip(got, needs, weights, strict=True))
        if units < need
    ]
    heapify(turns)
    while left and turns:
        place = turns[0][1]
        got[place] += 1
        left -= 1
        if got[place] < needs[place]:
            heapreplace(turns, (-weights[place] / (2 * got[place] + 1), place))
        else:
            heappop(turns)
    return got


def _claims_above(claim: float, need: int, weight: int) -> int:
    """How many units of a line have a claim, weight / (2 * given + 1), above this one."""
    units = max(0, min(need, int((weight / claim + 1) / 2)))
    while units < need and weight / (2 * units + 1) > claim:
        units += 1
    while units and weight / (2 * units - 1) <= claim:
        units -= 1
    return units
