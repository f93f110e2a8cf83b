"""Learning while time goes on: receipts are added once, and the spread of any supplier is had on any later day.

The same sums as `lateness.learn` makes from a whole record, kept up to date. Weights are kept relative to a fixed day,
so that growing older changes nothing in the books: all weights shrink by the same factor. Days are ordinals of dates.
"""

from __future__ import annotations

from collections.abc import Iterable

from pos.domain.lateness import ENOUGH, POOL_WEIGHT, Spread, built_in, pool_from
from pos.domain.lateness_sums import Sums

_FAR = 200.0
"""Half-lives after which the books are set to a new day, so that no weight outgrows a float."""
FEWEST_OF_LANE = 10

Awaited = tuple[str, str, int, int]
"""Supplier, lane, days it is late by now, age in days of its promise."""


class Ledger:
    """Receipts of one supplier, lane or everybody, by days."""

    __slots__ = ("_since", "count", "half_life", "squares", "weights")

    def __init__(self, half_life: float) -> None:
        self.half_life = half_life
        self.weights: dict[int, float] = {}
        self.squares: dict[int, float] = {}
        self.count = 0
        self._since: int | None = None

    def add(self, days: int, on: int) -> None:
        """A receipt that became known on day `on`; receipts come in the order of that day."""
        if self._since is None:
            self._since = on
        halves = (on - self._since) / self.half_life
        if halves > _FAR:
            shrink = 0.5**halves
            self.weights = {day: weight * shrink for day, weight in self.weights.items()}
            self.squares = {day: square * shrink * shrink for day, square in self.squares.items()}
            self._since, halves = on, 0.0
        weight: float = 2.0**halves
        self.weights[days] = self.weights.get(days, 0.0) + weight
        self.squares[days] = self.squares.get(days, 0.0) + weight * weight
        self.count += 1

    def scale(self, as_of: int) -> float:
        """By what a weight in the books is multiplied to be the weight it has on a day."""
        if self._since is None:
            return 0.0
        return float(0.5 ** min((as_of - self._since) / self.half_life, 2 * _FAR))

    def sums(self) -> Iterable[tuple[int, float, float]]:
        """Days, weights and squared weights as they stand in the books."""
        return zip(self.weights, self.weights.values(), self.squares.values(), strict=True)


class Learner:
    """What is known of all suppliers under one half-life.

    With `table`, days are days late and the built-in table stands in where fewer than 30 receipts are known.
    """

    def __init__(self, half_life: float, *, pool_weight: float = POOL_WEIGHT, table: bool = True) -> None:
        self.half_life = half_life
        self._pool_weight = pool_weight
        self._table = table
        self._everybody = Ledger(half_life)
        self._suppliers: dict[str, Ledger] = {}
        self._lanes: dict[tuple[str, str], Ledger] = {}
        self._day: int | None = None
        self._pool = Sums()
        self._waiting: dict[str, list[Awaited]] = {}
        self._spreads: dict[tuple[str, str], Spread] = {}

    @property
    def count(self) -> int:
        """How many receipts are known."""
        return self._everybody.count

    def add(self, supplier: str, lane: str, days: int, on: int) -> None:
        """A receipt that became known on day `on`; receipts come in the order of that day."""
        self._day = None
        self._everybody.add(days, on)
        self._suppliers.setdefault(supplier, Ledger(self.half_life)).add(days, on)
        if lane:
            self._lanes.setdefault((supplier, lane), Ledger(self.half_life)).add(days, on)

    def begin(self, as_of: int, awaited: Iterable[Awaited]) -> None:
        """From now on spreads are asked for as of a day on which these are awaited."""
        self._day = as_of
        self._spreads.clear()
        self._waiting.clear()
        raw = Sums()
        for one in awaited:
            self._waiting.setdefault(one[0], []).append(one)
            raw.add(one[2], one[3], self.half_life, True)
        raw.add_sums(self._everybody.sums(), self._everybody.scale(as_of), awaited=False)
        self._pool = Sums()
        share = min(1.0, self.count / ENOUGH) if self._table else 1.0
        total = raw.weight()
        if total > 0.0:
            scale = self._pool_weight * share / total
            self._pool.add_sums(raw.day_sums(awaited=False), scale, awaited=False)
            self._pool.add_sums(raw.day_sums(awaited=True), scale, awaited=True)
        if share < 1.0:
            table = built_in("")
            self._pool.add_table(table.days, table.upto, self._pool_weight * (1.0 - share))

    def spread(self, supplier: str, lane: str = "") -> Spread:
        """The spread of a supplier, or of one of its lanes where that has a record of its own."""
        assert self._day is not None
        key = (supplier, lane if self._has_own(supplier, lane) else "")
        if key not in self._spreads:
            self._spreads[key] = self._made(*key)
        return self._spreads[key]

    def _has_own(self, supplier: str, lane: str) -> bool:
        ledger = self._lanes.get((supplier, lane)) if lane else None
        return ledger is not None and FEWEST_OF_LANE <= ledger.count < self._suppliers[supplier].count

    def _made(self, supplier: str, lane: str) -> Spread:
        assert self._day is not None
        if lane:
            sums = Sums()
            sums.add_sums(pool_from(self.spread(supplier)).known, self._pool_weight, awaited=False)
            ledger = self._lanes.get((supplier, lane))
        else:
            sums = self._pool.copy()
            ledger = self._suppliers.get(supplier)
        if ledger is not None:
            sums.add_sums(ledger.sums(), ledger.scale(self._day), awaited=False)
        for one in self._waiting.get(supplier, ()):
            if not lane or one[1] == lane:
                sums.add(one[2], one[3], self.half_life, True)
        days, upto, effective, squares = sums.columns()
        return Spread(days, upto, effective, ledger.count if ledger else 0, squares)
