"""Weighted receipts added up by days, with what is still awaited counted as later than it is by now."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

FINE = 1000.0
"""How many receipts the built-in table is worth for the correction: it is a table, not a handful of receipts."""
_OLDEST = 400.0
"""Half-lives; older receipts weigh the same, so that no weight vanishes."""
Columns = tuple[tuple[int, ...], tuple[float, ...], float, tuple[float, ...]]
"""Days, share up to each, effective number of receipts, squared shares up to each: as in a Spread."""
DaySums = tuple[tuple[int, float, float], ...]
"""Day, sum of weights, sum of squared weights."""


class Sums:
    """Weights of receipts by days, and the sums of their squares; known ones and awaited ones."""

    __slots__ = ("squares", "table", "waiting", "waiting_squares", "weights")

    def __init__(self) -> None:
        self.weights: dict[int, float] = {}
        self.squares: dict[int, float] = {}
        self.waiting: dict[int, float] = {}
        self.waiting_squares: dict[int, float] = {}
        self.table: dict[int, float] = {}

    def add(self, days: int, age: int, half_life: float, awaited: bool) -> None:
        """One receipt that became known `age` days ago."""
        weight = 0.5 ** min(age / half_life, _OLDEST)
        weights, squares = (self.waiting, self.waiting_squares) if awaited else (self.weights, self.squares)
        weights[days] = weights.get(days, 0.0) + weight
        squares[days] = squares.get(days, 0.0) + weight * weight

    def add_sums(self, sums: Iterable[tuple[int, float, float]], scale: float, *, awaited: bool) -> None:
        """Receipts that were added up before, each for `scale` of its weight."""
        weights, squares = (self.waiting, self.waiting_squares) if awaited else (self.weights, self.squares)
        square_scale = scale * scale
        for day, weight, square in sums:
            weights[day] = weights.get(day, 0.0) + weight * scale
            squares[day] = squares.get(day, 0.0) + square * square_scale

    def add_table(self, days: Iterable[int], upto: Iterable[float], weight: float) -> None:
        """A table instead of receipts: its days and the share up to each."""
        before = 0.0
        for day, part in zip(days, upto, strict=True):
            share = (part - before) * weight
            before = part
            self.table[day] = share
            self.weights[day] = self.weights.get(day, 0.0) + share
            self.squares[day] = self.squares.get(day, 0.0) + share

    def copy(self) -> Sums:
        """The same once more, to be added to."""
        other = Sums()
        other.weights, other.squares = dict(self.weights), dict(self.squares)
        other.waiting, other.waiting_squares = dict(self.waiting), dict(self.waiting_squares)
        other.table = dict(self.table)
        return other

    def day_sums(self, *, awaited: bool) -> DaySums:
        """Known or awaited receipts by days."""
        weights, squares = (self.waiting, self.waiting_squares) if awaited else (self.weights, self.squares)
        return tuple((day, weight, squares[day]) for day, weight in weights.items())

    def weight(self) -> float:
        """Everything together."""
        return sum(self.weights.values()) + sum(self.waiting.values())

    def columns(self) -> Columns:
        """The record as a spread; there must be something in it."""
        days = sorted(self.weights)
        weights = [self.weights[day] for day in days]
        squares = [self.squares[day] for day in days]
        factors = [1.0] * len(days)
        if self.waiting:
            factors = self._pass_on(days, weights, squares)
        upto = tuple(accumulate(weights))
        squares_upto = tuple(accumulate(squares))
        total, fine = upto[-1], squares_upto[-1]
        if self.table:
            shares = [self.table.get(day, 0.0) for day in days]
            tabled = sum(share * factor for share, factor in zip(shares, factors, strict=True))
            whole_ones = sum(share * factor * factor for share, factor in zip(shares, factors, strict=True))
            fine += tabled * tabled / FINE - whole_ones
        whole = 1.0 / total
        return (
            tuple(days),
            (*(part * whole for part in upto[:-1]), 1.0),
            total * total / fine,
            tuple(part * whole * whole for part in squares_upto),
        )

    def _pass_on(self, days: list[int], weights: list[float], squares: list[float]) -> list[float]:
        """Give the awaited ones' weight to what is later; answers with the factor of each day's weight.

        Efron's redistribution to the right: the Kaplan-Meier estimate. Where nothing is later, the last awaited one is
        counted for the day after the one on which it was not here.
        """
        # The weight from each place on, added up from the far end so that small ones are not lost.
        later = [*accumulate(reversed(weights), initial=0.0)][::-1]
        waited = sorted(self.waiting)
        later_waiting = [*accumulate((self.waiting[day] for day in reversed(waited)), initial=0.0)][::-1]
        factors: list[float] = []
        factor = 1.0
        for place, day in enumerate(waited):
            at = bisect_right(days, day, len(factors))
            factors += [factor] * (at - len(factors))
            after = later[at] + later_waiting[place + 1]
            if after > 0.0:
                factor *= (after + self.waiting[day]) / after
            else:
                days.append(day + 1)
                weights.append(self.waiting[day])
                squares.append(self.waiting_squares[day])
        factors += [factor] * (len(days) - len(factors))
        for place, by in enumerate(factors):
            weights[place] *= by
            squares[place] *= by * by
        return factors
