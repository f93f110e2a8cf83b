"""How late a supplier is: a weighted record of what came and of what is still awaited, and the chances read off it.

The rule: a supplier's own receipts count half after a half-life; all suppliers' receipts together count as a few more
(“pool”); where the whole shop knows little, a built-in table stands in. What is still awaited counts as later than it
is by now. High chances are corrected for how little the record weighs (effective sample size), as in
split-conformal prediction: p' = min(1, ceil((n + 1) p) / n).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

from pos.domain.lateness_sums import FINE, DaySums, Sums

HALF_LIFE = 180
"""Days after which a receipt counts half."""
POOL_WEIGHT = 10.0
"""Receipts that the record of all suppliers together counts for."""
ENOUGH = 30
"""Receipts of all suppliers from which on the built-in table is no longer asked."""
FEWEST_BEYOND = 5.0
"""Effective receipts later than today that are needed to say anything about goods overdue."""
BUILT_IN = {"local": (0, 3, 7), "national": (0, 5, 14), "import": (3, 14, 35)}
"""Days late at P50, P90 and P97 by lane, until there is a record."""
_NEARLY, _LEAST = 1e-9, 1e-12


@dataclass(frozen=True, slots=True)
class Outcome:
    """One shipment: how many days late it came (below zero: early), or how many days from order to delivery.

    `on` is the day on which that became known. `awaited`: it is not here yet on that day, so it is later than `days`.
    """

    supplier: str
    days: int
    on: date
    lane: str = ""
    awaited: bool = False


@dataclass(frozen=True, slots=True)
class Spread:
    """How days fall: `upto[i]` is the share of the weighted record that is at most `days[i]` (ascending, last 1.0).

    `effective` is how many receipts of equal weight the record is worth, `receipts` how many of the supplier's own are
    in it. `squares[i]` sums the squared shares of single receipts up to `days[i]`; receipts of the built-in table count
    there as whole ones, so that a table never passes for a record.
    """

    days: tuple[int, ...]
    upto: tuple[float, ...]
    effective: float
    receipts: int
    squares: tuple[float, ...]

    def chance_by(self, day: int) -> float:
        """The chance, on the careful side, that it is there by `day`; 0 before the first day, 1 from the last on."""
        at = bisect_right(self.days, day) - 1
        return self._careful(at) if at >= 0 else 0.0

    def quantile(self, level: float) -> int:
        """The first day by which it is there with a chance of at least `level` (0 to 1)."""
        if level > 0.5:
            # What _careful makes of a share, turned round: the share that is needed for this chance.
            level = (ceil((self.effective + 1.0) * level - _NEARLY) - _NEARLY) / self.effective
        return self.days[bisect_left(self.upto, level - _LEAST, 0, len(self.days) - 1)]

    def effective_beyond(self, day: int) -> float:
        """How many receipts of equal weight came later than `day`."""
        at = bisect_right(self.days, day) - 1
        share, squares = self._beyond(at)
        return share * share / squares if squares > 0.0 else 0.0

    def given_beyond(self, day: int) -> Spread | None:
        """What is to be expected of goods that are not here by `day`; None where too few ever came later."""
        if self.effective_beyond(day) < FEWEST_BEYOND:
            return None
        at = bisect_right(self.days, day) - 1
        if at < 0:
            return self
        share, squares = self._beyond(at)
        upto = tuple(min(1.0, (part - self.upto[at]) / share) for part in self.upto[at + 1 : -1])
        return Spread(
            self.days[at + 1 :],
            (*upto, 1.0),
            share * share / squares,
            self.receipts,
            tuple((part - self.squares[at]) / (share * share) for part in self.squares[at + 1 :]),
        )

    def moved(self, days: int) -> Spread:
        """The same record, so many days later."""
        return replace(self, days=tuple(day + days for day in self.days))

    def _careful(self, at: int) -> float:
        share = self.upto[at]
        if share <= 0.5 or share >= 1.0:
            return share
        return max(0.5, floor(self.effective * share + _NEARLY) / (self.effective + 1.0))

    def _beyond(self, at: int) -> tuple[float, float]:
        if at < 0:
            return 1.0, self.squares[-1]
        if at == len(self.days) - 1:
            return 0.0, 0.0
        return 1.0 - self.upto[at], self.squares[-1] - self.squares[at]


@dataclass(frozen=True, slots=True)
class Pool:
    """Receipts added up by days: for each day the sum of their weights and of the weights' squares.

    `awaited` is the same for what is not here yet. `receipts` is how many receipts are in it, `total` their weight.
    """

    known: DaySums
    awaited: DaySums
    receipts: int
    total: float


def pool_of(outcomes: Iterable[Outcome], as_of: date, half_life: float = HALF_LIFE) -> Pool:
    """All suppliers' receipts as of a day; what became known later is left out."""
    record = Sums()
    count = _add_all(record, outcomes, as_of, half_life)
    return Pool(record.day_sums(awaited=False), record.day_sums(awaited=True), count, record.weight())


def _add_all(record: Sums, outcomes: Iterable[Outcome], as_of: date, half_life: float) -> int:
    count = 0
    for outcome in outcomes:
        age = (as_of - outcome.on).days
        if age >= 0:
            if outcome.awaited:
                age += max(0, outcome.days)  # as old as what was due on the same day and came
            record.add(outcome.days, age, half_life, outcome.awaited)
            count += 1
    return count


def pool_from(spread: Spread) -> Pool:
    """A spread as the pool of a narrower record: a supplier's, for one of its lanes."""
    known = []
    before, squares_before = 0.0, 0.0
    for day, upto, squares in zip(spread.days, spread.upto, spread.squares, strict=True):
        known.append((day, upto - before, squares - squares_before))
        before, squares_before = upto, squares
    return Pool(tuple(known), (), max(ENOUGH, spread.receipts), 1.0)


def learn(
    own: Iterable[Outcome],
    pool: Pool | Iterable[Outcome] | None,
    *,
    as_of: date,
    half_life: float = HALF_LIFE,
    pool_weight: float = POOL_WEIGHT,
    prior: Spread | None = None,
) -> Spread:
    """What one supplier's receipts, and those of all, say as of a day; what became known later is left out.

    `pool` holds all suppliers' receipts, this one's too; make it once with `pool_of` for many suppliers. With n of at
    least 30 receipts in all the pool counts for `pool_weight` receipts; with fewer it counts for n/30 of that and
    `prior` for the rest (by default the built-in table of a national lane).
    """
    if pool is not None and not isinstance(pool, Pool):
        pool = pool_of(pool, as_of, half_life)
    record = Sums()
    receipts = _add_all(record, own, as_of, half_life)
    in_all = max(receipts, pool.receipts if pool else 0)
    known_share = min(1.0, in_all / ENOUGH) if pool and pool.total > 0.0 else 0.0
    if pool is not None and known_share > 0.0:
        scale = pool_weight * known_share / pool.total
        record.add_sums(pool.known, scale, awaited=False)
        record.add_sums(pool.awaited, scale, awaited=True)
    table_weight = pool_weight * (1.0 - known_share)
    if table_weight > 0.0 or (known_share == 0.0 and not receipts):
        table = prior or built_in("")
        record.add_table(table.days, table.upto, table_weight or 1.0)
    days, upto, effective, squares = record.columns()
    return Spread(days, upto, effective, receipts, squares)


def learn_lane(
    own: Sequence[Outcome],
    lane: str,
    pool: Pool | None,
    *,
    as_of: date,
    half_life: float = HALF_LIFE,
    pool_weight: float = POOL_WEIGHT,
    prior: Spread | None = None,
) -> Spread:
    """As `learn`, for one of a supplier's lanes: its receipts first, then the supplier's, then everybody's.

    The supplier's whole record stands in for the pool as soon as the lane has ten receipts and is not all there is.
    """
    whole = learn(own, pool, as_of=as_of, half_life=half_life, pool_weight=pool_weight, prior=prior)
    mine = [outcome for outcome in own if outcome.lane == lane]
    if len(mine) < 10 or len(mine) == len(own):
        return whole
    return learn(mine, pool_from(whole), as_of=as_of, half_life=half_life, pool_weight=pool_weight)


@lru_cache(maxsize=16)
def built_in(lane: str) -> Spread:
    """The table for a lane: “local”, “national” (also where the lane is unknown) or “import”; days late.

    Between its three points the table runs evenly; the last part lies up to twice the P97.
    """
    half, ninety, rare = BUILT_IN.get(lane, BUILT_IN["national"])
    points = [(half, 0.502), (ninety, 0.902), (rare, 0.972), (2 * rare, 1.0)]
    days, upto = [half], [0.502]
    for (start, low), (end, high) in pairwise(points):
        for day in range(start + 1, end + 1):
            days.append(day)
            upto.append(low + (high - low) * (day - start) / (end - start))
    upto[-1] = 1.0
    return Spread(tuple(days), tuple(upto), FINE, 0, tuple(share / POOL_WEIGHT for share in upto))
