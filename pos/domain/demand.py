"""What customers wanted, whether they got it or not: sold, ordered, asked to be told, and asked for in vain.

Sales alone say least about the goods that ran out, so whatever was wanted counts in the week in which it was asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

LostCause = Literal[
    "too_long_wait", "too_dear", "not_carried", "out_of_stock_no_date", "wrong_variant", "just_looking", "other"
]
LOST_CAUSES: Mapping[LostCause, str] = {
    "too_long_wait": "the wait was too long",
    "too_dear": "too dear",
    "not_carried": "we do not carry it",
    "out_of_stock_no_date": "out of stock, no date",
    "wrong_variant": "not this variant",
    "just_looking": "just looking",
    "other": "something else",
}
"""Why somebody wanted something and did not buy it, with the words for it."""
NO_DEMAND: frozenset[LostCause] = frozenset({"just_looking", "wrong_variant"})
"""Causes that say nothing of how many of this product are wanted."""


@dataclass(frozen=True, slots=True)
class Lost:
    """What was wanted of one product for one cause and not bought: how often, how many units, and what they would have
    brought at the tag in minor units (None where some of it has no price). `sku` is empty for what the catalogue does
    not know, `name` then what was asked for."""

    sku: str
    name: str
    cause: LostCause
    times: int
    quantity: int
    value: int | None


@dataclass(frozen=True, slots=True)
class Week:
    """Demand for one product in the week that begins on the Monday `week`, in base units: handed over at once, ordered
    because it was not here, asked to be told, wanted and not bought."""

    week: date
    sold: int = 0
    backordered: int = 0
    tell_me: int = 0
    lost: int = 0

    @property
    def wanted(self) -> int:
        """Everything that was asked for."""
        return self.sold + self.backordered + self.tell_me + self.lost


@dataclass(frozen=True, slots=True)
class ProductDemand:
    """Demand for one product in a stretch of days, in base units, as of a `Week`. `sku` is empty for what the catalogue
    does not know, `name` then what was asked for."""

    sku: str
    name: str
    sold: int = 0
    backordered: int = 0
    tell_me: int = 0
    lost: int = 0

    @property
    def unserved(self) -> int:
        """What sales and orders do not show: asked to be told, or wanted and not bought."""
        return self.tell_me + self.lost


DemandKind = Literal["sold", "backordered", "tell_me", "lost"]


def monday(day: date) -> date:
    """The first day of the week of a day (ISO 8601)."""
    return day - timedelta(days=day.weekday())


def by_week(rows: Iterable[tuple[DemandKind, date, int]], since: date, until: date) -> tuple[Week, ...]:
    """The weeks from that of `since` to that of `until`, those without demand too, since none is a figure as well."""
    sums: dict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for kind, day, units in rows:
        sums[monday(day)][kind] += units
    weeks = range((monday(until) - monday(since)).days // 7 + 1)
    return tuple(
        Week(start, **sums.get(start, {})) for start in (monday(since) + timedelta(weeks=nth) for nth in weeks)
    )
