"""What other stores could send: net of what they need themselves, and how sure an old figure still is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import exp

from pos.domain.calendar import OpeningDays
from pos.domain.stock import StockLevel

SURE = 0.9
"""The chance from which on goods seen elsewhere are offered without a call."""
OLDEST_DAYS = 30.0
"""A figure older than this is no figure any more: somebody has to call, whatever is sold there."""
UNKNOWN_RATE = 1 / 60
"""Units that a store is taken to sell a day of a product of which no sale is on file, on the careful side."""


@dataclass(frozen=True, slots=True)
class Donor:
    """A store that could send `units` of what is short, here `by` a day. `chance` is how likely they are still there;
    None when nobody knows how old the figure is, or it is too old, and then somebody has to call first."""

    level: StockLevel
    units: int
    chance: float | None
    by: date

    @property
    def sure(self) -> bool:
        return self.chance is not None and self.chance >= SURE


def donor(
    level: StockLevel,
    short: int,
    *,
    sold_a_day: float,
    now: datetime,
    opening_days: OpeningDays,
    transfer_days: int,
    today: date,
) -> Donor | None:
    """What a store can spare of `short` units; None when it can spare nothing. It keeps its safety stock."""
    units = min(level.spare, short)
    if units <= 0:
        return None
    age = None if level.as_of is None else max(0.0, (now - level.as_of).total_seconds() / 86_400)
    return Donor(
        level,
        units,
        None if age is None or age > OLDEST_DAYS else still_there(level.spare, units, sold_a_day, age),
        opening_days.later_by(today, transfer_days),
    )


def still_there(spare: int, units: int, sold_a_day: float, age_days: float | None) -> float | None:
    """The chance that `units` of `spare` are still there after `age_days` of selling, as a Poisson process: at most
    `spare - units` were sold since (design, 3.1). None when the age is unknown."""
    if age_days is None:
        return None
    mean = max(0.0, sold_a_day) * age_days
    if spare < units:
        return 0.0
    if mean <= 0.0:
        return 1.0
    if mean > 700.0:  # e^-700 is the smallest a float can hold; so much was sold that nothing is left
        return 0.0
    term = total = exp(-mean)
    for sold in range(1, spare - units + 1):
        term *= mean / sold
        total += term
    return min(1.0, total)
