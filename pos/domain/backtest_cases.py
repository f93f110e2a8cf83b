"""One past delivery as a question of that time: asked on a day, what would have been promised?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pos.domain.lateness_deliveries import Delivery

DAYS_BEFORE = 30
"""A date is asked for when the goods are ordered, but at the earliest so many days before the promised day: earlier the
supplier's own date is not settled."""


@dataclass(frozen=True, slots=True)
class PastDelivery:
    """A row of a file of deliveries; `shipped_on` is the day it left the supplier, where the file says so."""

    row: int
    delivery: Delivery
    shipped_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A delivery with the day on which it is asked for. Days are ordinals of dates.

    `base_on` is the promised day, or the order's day where the file has no promises; `days` is how many days after
    that the goods came, and `known_on` the day on which that was known.
    """

    supplier: str
    lane: str
    asked_on: int
    ordered_on: int | None
    base_on: int
    delivered_on: int
    known_on: int

    @property
    def days(self) -> int:
        return self.delivered_on - self.base_on

    @property
    def span(self) -> int:
        """Days from order to promised day; 0 where that cannot be said."""
        return max(0, self.base_on - self.ordered_on) if self.ordered_on is not None else 0

    @property
    def open_from(self) -> int:
        """The day from which the shop waits for it."""
        return self.asked_on if self.ordered_on is None else self.ordered_on


def cases_of(deliveries: Iterable[Delivery], *, promised: bool) -> list[Case]:
    """The deliveries that came, in the order of asking; with `promised` only those that had been promised."""
    cases = []
    for line in deliveries:
        known_on = line.known_on
        base = line.promised_on if promised else line.ordered_on
        if known_on is None or line.delivered_on is None or base is None:
            continue
        ordered = line.ordered_on.toordinal() if line.ordered_on else None
        base_on = base.toordinal()
        asked_on = base_on - DAYS_BEFORE if promised else base_on
        if ordered is not None:
            asked_on = max(asked_on, ordered)
        cases.append(
            Case(
                line.supplier, line.lane, asked_on, ordered, base_on, line.delivered_on.toordinal(),
                known_on.toordinal(),
            )
        )  # fmt: skip
    return sorted(cases, key=lambda case: (case.asked_on, case.known_on, case.supplier))
