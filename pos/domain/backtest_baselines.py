"""What others do, to be compared with: dates as given, means, a fixed lead time, plain quantiles, split conformal.

Every method answers with days added to the given date (or to the order's day where no date was given), from what was
known on the day of asking.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from math import ceil

from pos.domain.backtest_cases import Case

AS_IS, GLOBAL_MEAN, SUPPLIER_MEAN = "date as is", "plus global mean", "plus supplier mean"
FIXED_LEAD, SUPPLIER_LEAD = "fixed lead time", "supplier's mean lead time"
QUANTILE, CONFORMAL = "supplier quantile", "split conformal"
_NEARLY = 1e-9


class Baselines:
    """Their books: added to as deliveries become known."""

    def __init__(self, *, promised: bool) -> None:
        self._promised = promised
        self._late: list[int] = []
        self._late_by: dict[str, list[int]] = {}
        self._sum = 0
        self._sum_by: dict[str, int] = {}
        self._lead_sum = self._lead_count = 0

    def add(self, case: Case) -> None:
        """A delivery that became known."""
        insort(self._late, case.days)
        insort(self._late_by.setdefault(case.supplier, []), case.days)
        self._sum += case.days
        self._sum_by[case.supplier] = self._sum_by.get(case.supplier, 0) + case.days
        if case.ordered_on is not None:
            self._lead_sum += case.delivered_on - case.ordered_on
            self._lead_count += 1

    def answers(self, case: Case, levels: Sequence[float]) -> dict[str, list[int]]:
        """Days added by each method, one for each level; something must be known."""
        own = self._late_by.get(case.supplier, [])
        mean = round(self._sum / len(self._late))
        own_mean = round(self._sum_by[case.supplier] / len(own)) if own else mean
        every = len(levels)
        found = {
            QUANTILE: [_quantile(own or self._late, level) for level in levels],
            CONFORMAL: [_conformal(own, self._late, level) for level in levels],
        }
        if not self._promised:
            return {FIXED_LEAD: [mean] * every, SUPPLIER_LEAD: [own_mean] * every, **found}
        found = {AS_IS: [0] * every, GLOBAL_MEAN: [mean] * every, SUPPLIER_MEAN: [own_mean] * every, **found}
        if case.ordered_on is not None and self._lead_count:
            lead = round(self._lead_sum / self._lead_count)
            found[FIXED_LEAD] = [case.ordered_on + lead - case.base_on] * every
        return found

    def conformal(self, case: Case, levels: Sequence[float]) -> list[int]:
        """Split conformal's answer alone, never before the day of asking; something must be known."""
        own, soonest = self._late_by.get(case.supplier, []), case.asked_on - case.base_on
        return [max(soonest, _conformal(own, self._late, level)) for level in levels]


def _quantile(days: Sequence[int], level: float) -> int:
    return days[max(0, ceil(level * len(days) - _NEARLY) - 1)]


def _conformal(own: Sequence[int], everybody: Sequence[int], level: float) -> int:
    """The ceil((n + 1) p)-th smallest: of the supplier's own where there are enough, else of everybody's."""
    for days in (own, everybody):
        place = ceil((len(days) + 1) * level - _NEARLY)
        if days and place <= len(days):
            return days[place - 1]
    return everybody[-1]
