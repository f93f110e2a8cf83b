"""What is to come of a product: one truth for promises, allocation and the chart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain.calendar import OpeningDays
from pos.domain.stock import Supply

if TYPE_CHECKING:
    from pos.domain.arrivals import Arrival, Habits, HabitsOf


@dataclass(frozen=True, slots=True)
class Prospect:
    """All that is known of a product's goods to come: one truth for promises, allocation and the chart.

    `to_ask` are overdue supplies about which nobody knows enough; they promise nothing until the supplier was asked.
    """

    today: date
    arrivals: tuple[Arrival, ...]
    to_order: Arrival | None
    to_ask: tuple[Supply, ...]
    opening_days: OpeningDays
    handling_days: int = 1
    release_on: date | None = None

    @property
    def to_be_released(self) -> date | None:
        """The day of release while it is yet to come; None for goods that are out."""
        return self.release_on if self.release_on is not None and self.release_on > self.today else None

    def ready_on(self, day: int) -> date:
        """The opening day on which goods that come `day` days from today are made ready to be collected."""
        comes = self.today + timedelta(days=max(0, day))
        if self.release_on is not None:
            comes = max(comes, self.release_on)
        return self.opening_days.later_by(comes, self.handling_days)


def prospect(
    *,
    supplies: Iterable[Supply],
    habits_of: HabitsOf,
    to_order_from: Habits | None,
    today: date,
    opening_days: OpeningDays,
    handling_days: int = 1,
    release_on: date | None = None,
) -> Prospect:
    """What is to come of one product. `to_order_from` is None where nothing more will be ordered."""
    from pos.domain.arrivals import arrivals_of, not_ordered_yet  # not before the first product is asked for

    coming, to_ask = arrivals_of(supplies, habits_of, today)
    return Prospect(
        today, coming, not_ordered_yet(to_order_from, today), to_ask, opening_days, handling_days, release_on
    )
