"""The answer made of many: each way of reckoning a date counts by how little its dates would have lost so far in the
same file; never by what is still to come.

A way is a method with the quantile that is asked of it (a kept share cannot be asked for directly: most lateness is
exactly 0 days, and times change), or the supplier's date as it is. What is told is the weighted median of what all ways
say. A way weighs the less the more it lost (pinball loss) beyond the best: weights fall exponentially with the loss,
counted in usual losses of the best one, as in forecasting with expert advice (Cesa-Bianchi and Lugosi 2006, 2.2). They
fall as well with how far the share that a way kept lies from the level, both ways: dates that are kept too often are
too late, even where the loss hardly shows it. For the likely day the loss alone counts: there so many deliveries come
on the very day that no date is kept half the time.

For the latest day a date earlier than the supplier's own is a special case. It wins a little in quiet months and loses
much in a bad season, which a record of quiet months does not show. So each method also has a careful form that goes a
fifth of the way only, and the full way counts as having lost more than it did: by four times the share of deliveries
that came late, and at most by a fifth. Where nothing ever comes late, nothing is added.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from math import exp

ASKED: dict[float, tuple[float, ...]] = {
    0.5: (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7),
    0.8: (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.875, 0.9),
    0.9: (0.7, 0.75, 0.8, 0.825, 0.85, 0.875, 0.9, 0.925, 0.95, 0.97),
}
"""Quantiles that may be asked for to keep the share."""
QUANTILES = tuple(sorted({asked for grid in ASKED.values() for asked in grid}))
MEMORY = 730.0
"""Half-life, in days, of what is known about the ways."""
EARLIER_BY = 5
AS_IS_BELIEF = 3.0
"""How much the supplier's date as it is weighs at first, as an exponent; an ordinary way weighs 0."""
_ASKED_FAR = 5.0
"""How much less a way weighs at first for asking another quantile than the level, for each whole of difference."""
_RATE = 0.1
"""How fast weights fall: for each usual loss that a way lost beyond the best."""
_LEAST_USUAL = 0.05
"""Days; a usual loss below counts as this much."""
_KEPT_BELIEF = 200.0
"""Deliveries that the belief “every way keeps the share that is wanted” counts for."""
LATELY = 180.0
"""Half-life, in days, of which dates count as told lately."""
_TOLD_BELIEF = 60.0
"""Dates told that the belief “the wanted share is kept” counts for."""
_NOISE = 0.015
"""By how much the share kept lately is off its level by chance alone, in a shop with a few hundred deliveries a year:
the middle stays where it is."""
_STEER = 240.0
_FIRST_PART = 0.05
"""So much of all weight always lies on either side of the middle."""
_LATE_TELLS = 4.0
"""By how many times the share of late deliveries the full way is marked down."""
_BELIEVED_LATE, _LATE_BELIEF = 0.05, 20.0
"""Share of deliveries that come late, before any is known, and the deliveries that this belief counts for."""


def pinball(error: int, level: float) -> float:
    """What a promise costs that is missed by `error` days (below zero: came earlier), in days."""
    return level * error if error > 0 else (level - 1.0) * error


def most_added(level: float) -> float:
    """By which part of its loss the full way to an earlier date is marked down at most; above 0.8 only."""
    return max(0.0, 2.0 * level - 1.6)


def off_mark(level: float) -> float:
    """How fast weights fall for each whole by which the share kept is off the level; above 0.5 only."""
    return max(0.0, 100.0 * (level - 0.5))


def part_way(days: int) -> int:
    """An earlier date by a fifth of the way, a later one as it is."""
    return days if days >= 0 else -(-days // EARLIER_BY)


def steering(level: float) -> float:
    """How far the middle moves for each whole by which the share kept lately is off the level; above 0.8 only."""
    return max(0.0, _STEER * (level - 0.8))


class Choice:
    """The answer for one level. `beliefs` says of each method how much it weighs at first, as an exponent.

    Answers of a method are lists of days, ascending, one for each of QUANTILES. Without `promised` there is no date of
    the supplier's and nothing is told earlier than it.
    """

    def __init__(self, level: float, beliefs: Sequence[float], *, promised: bool) -> None:
        self.level = level
        self._promised = promised
        self._added = most_added(level) if promised else 0.0
        asked = ASKED[level]
        self._places = [bisect_left(QUANTILES, one) for one in asked]
        own = [belief - _ASKED_FAR * abs(one - level) for belief in beliefs for one in asked]
        self._full = len(own)
        self._first = own * 2 if self._added else own
        if promised:
            self._first = [*self._first, AS_IS_BELIEF]
        self._lost = [0.0] * len(self._first)
        self._kept = [_KEPT_BELIEF * level] * len(self._first)
        self._known = self._late = 0.0
        self._told_known = self._told_kept = 0.0
        self._last: int | None = None
        self._now = 1.0
        self._since: int | None = None
        self._weights: list[float] = []
        self.settle()

    def ways(self, answers: Sequence[Sequence[int]], soonest: int) -> list[int]:
        """What each way says; kept by the caller until the outcome is known. No date lies before `soonest`."""
        said = [days[place] for days in answers for place in self._places]
        if self._added:
            said += [max(soonest, part_way(days)) for days in said]
        if self._promised:
            said.append(max(soonest, 0))
        return said

    def told(self, said: Sequence[int]) -> int:
        """The days to be added: the weighted middle of what the ways say, moved a little towards the later ones where
        too few dates were kept lately, towards the earlier ones where too many were."""
        days = sorted(zip(said, self._weights, strict=True))
        upto = [*accumulate(weight for _, weight in days)]
        return days[bisect_left(upto, upto[-1] * self._middle())][0]

    def _middle(self) -> float:
        known = self._told_known + _TOLD_BELIEF
        kept = (self._told_kept + _TOLD_BELIEF * self.level) / known
        off = self.level - kept
        beyond = max(0.0, abs(off) - _NOISE) * (1.0 if off > 0.0 else -1.0)
        return min(max(0.5 + steering(self.level) * beyond, _FIRST_PART), 1.0 - _FIRST_PART)

    def learn(self, said: Sequence[int], told: int, days: int, on: int) -> None:
        """A delivery counts from day `on`: it came `days` after its base, the ways had said this, and it was `told`."""
        if self._last is not None and on > self._last:
            fade = 0.5 ** ((on - self._last) / LATELY)
            self._told_known, self._told_kept = self._told_known * fade, self._told_kept * fade
        self._last = on
        self._told_known += 1.0
        self._told_kept += days <= told
        if self._since is None:
            self._since = on
        weight = 2.0 ** ((on - self._since) / MEMORY)
        over, under = weight * (1.0 - self.level), weight * self.level
        self._lost = [
            lost + (under * (days - one) if days > one else over * (one - days))
            for lost, one in zip(self._lost, said, strict=True)
        ]
        self._kept = [kept + weight if days <= one else kept for kept, one in zip(self._kept, said, strict=True)]
        self._known += weight
        self._now = weight
        if days > 0:
            self._late += weight

    def settle(self) -> None:
        """Weigh the ways anew, once what became known was learned."""
        if not self._known:
            self._weights = [exp(first) for first in self._first]
            return
        lost = self._lost
        if self._added:
            late = (self._late + _BELIEVED_LATE * _LATE_BELIEF) / (self._known + _LATE_BELIEF)
            part = 1.0 + min(self._added, _LATE_TELLS * late)
            lost = [one * part for one in lost[: self._full]] + lost[self._full :]
        # Weights in the books grow with time; losses are counted in deliveries of today.
        least, level, known = min(lost), self.level, self._known + _KEPT_BELIEF
        rate = _RATE / max(least / self._known, _LEAST_USUAL) / self._now
        off = off_mark(level)
        self._weights = [
            exp(first - rate * (one - least) - off * abs(kept / known - level))
            for first, one, kept in zip(self._first, lost, self._kept, strict=True)
        ]
