"""On which days a shop is open: plain store-local dates, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

WEEK = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class OpeningDays:
    """The weekdays on which the shop is open (0 is Monday) and the dates on which it is closed all the same."""

    weekdays: frozenset[int] = WEEK
    closed_on: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        return day.weekday() in self.weekdays and day not in self.closed_on

    def on_or_after(self, day: date) -> date:
        """The first opening day from `day` on. A shop that never opens keeps the day as it is."""
        if not self.weekdays:
            return day
        for ahead in range(400):
            candidate = day + timedelta(days=ahead)
            if self.is_open(candidate):
                return candidate
        return day

    def later_by(self, day: date, days: int) -> date:
        """The day `days` opening days after the first opening day on or after `day`."""
        candidate = self.on_or_after(day)
        for _ in range(days):
            candidate = self.on_or_after(candidate + timedelta(days=1))
        return candidate
