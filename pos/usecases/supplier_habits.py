"""What the shop has learned of its suppliers: from deliveries that came, and from those that should have.

Lateness counts against the first day a supplier gave: who moves a date has not become punctual by it. That is also why
moving a date changes no supplier's record, and so no promise but those on the goods it moves.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos.usecases.ports import Records

if TYPE_CHECKING:
    from pos.domain.arrivals import HabitsOf


def habits_of(records: Records, today: date) -> HabitsOf:
    """The habits of each supplier as of today; learned when first asked for, and kept while nothing new is known."""
    key = (records.learned_position(), today)
    return records.remembered("habits", key, lambda: _learned(records, today))


def _learned(records: Records, today: date) -> HabitsOf:
    from pos.usecases.habits_learned import Learned  # not before the first promise of a day

    return Learned(records, today).of
