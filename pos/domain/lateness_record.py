"""A supplier's record on one card: how often the promised day was kept, how late the rest, what never came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from pos.domain.lateness import HALF_LIFE, POOL_WEIGHT, Outcome, Pool, Spread, learn

FEWEST_FOR_SHARES = 10
"""Below so many deliveries a card shows counts and no share."""
LATELY = 20
"""Deliveries that “kept of the last …” looks at."""
_Z90 = 1.6448536269514722
_NEVER_PRIOR, _NEVER_LINES = 0.01, 10.0
_SHORT_LEVEL = 0.1


@dataclass(frozen=True, slots=True)
class SupplierRecord:
    """A scorecard as of a day. Shares are 0 to 1, and None where there are too few deliveries to speak of a share.

    `due` deliveries were due or came; `kept` of them came by the promised day. `kept_between` is Wilson's 90 % interval
    of the share. `late_likely` and `late_latest` are the days late at P50 and P90, as promises use them. `fill` is
    received of ordered units. `never_comes` and `received_ratio` (the tenth worst in a hundred deliveries brings this
    part of what was ordered) are careful guesses from the first line on.
    """

    supplier: str
    due: int
    kept: int
    kept_share: float | None
    kept_between: tuple[float, float] | None
    late_likely: int
    late_latest: int
    fill: float | None
    never_comes: float
    received_ratio: float
    last_due: int
    last_kept: int


def record_of(
    supplier: str,
    outcomes: Sequence[Outcome],
    pool: Pool | None,
    *,
    as_of: date,
    half_life: float = HALF_LIFE,
    prior: Spread | None = None,
    units_ordered: int = 0,
    units_received: int = 0,
    ratios: Iterable[tuple[float, date]] = (),
    lines: int = 0,
    lines_never: int = 0,
) -> SupplierRecord:
    """The card of one supplier from its own lateness and everybody's.

    `units_…` are of lines that are closed, `ratios` the received part of each such delivery with its day, `lines` how
    many lines are closed and `lines_never` how many of them were given up. What is awaited and overdue counts as due
    and not kept.
    """
    known = [one for one in outcomes if one.on <= as_of and (not one.awaited or one.days >= 0)]
    kept = [not one.awaited and one.days <= 0 for one in sorted(known, key=lambda one: one.on)]
    spread = learn(outcomes, pool, as_of=as_of, half_life=half_life, prior=prior)
    enough = len(kept) >= FEWEST_FOR_SHARES
    return SupplierRecord(
        supplier, len(kept), sum(kept),
        sum(kept) / len(kept) if enough else None, wilson(sum(kept), len(kept)) if enough else None,
        spread.quantile(0.5), spread.quantile(0.9),
        units_received / units_ordered if units_ordered > 0 and enough else None,
        never_comes(lines_never, lines), received_ratio(ratios, as_of=as_of, half_life=half_life),
        len(kept[-LATELY:]), sum(kept[-LATELY:]),
    )  # fmt: skip


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Wilson's 90 % interval of a share; (0, 1) where nothing was counted. Source: E. B. Wilson, JASA 22 (1927)."""
    if count <= 0:
        return 0.0, 1.0
    share, z2 = hits / count, _Z90 * _Z90
    middle = share + z2 / (2 * count)
    half = _Z90 * sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    below = 1 + z2 / count
    return max(0.0, (middle - half) / below), min(1.0, (middle + half) / below)


def never_comes(never: int, lines: int) -> float:
    """The share of lines that never come: `never` of `lines`, beside a belief in 1 % that is worth ten lines."""
    return (_NEVER_PRIOR * _NEVER_LINES + never) / (_NEVER_LINES + lines)


def received_ratio(
    ratios: Iterable[tuple[float, date]],
    *,
    as_of: date,
    half_life: float = HALF_LIFE,
    pool_weight: float = POOL_WEIGHT,
) -> float:
    """The part of an ordered quantity that nine deliveries in ten bring at least, 0 to 1.

    `ratios` are received/ordered with the day each became known; they count half after a half-life, beside whole
    deliveries worth `pool_weight`. A quantity to count on is floor(ordered * ratio + 1e-9).
    """
    weights = [
        (min(1.0, max(0.0, ratio)), 0.5 ** ((as_of - day).days / half_life)) for ratio, day in ratios if day <= as_of
    ]
    total = pool_weight + sum(weight for _, weight in weights)
    below = 0.0
    for ratio, weight in sorted(weights):
        below += weight
        if below >= _SHORT_LEVEL * total:
            return ratio
    return 1.0
