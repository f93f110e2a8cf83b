"""What customers choose for themselves is no slip of ours, and nobody has to mend it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import Person
from pos.usecases.news import news_for
from pos.usecases.news_over import take_back_answered
from pos.usecases.outbox import Outbox
from pos.usecases.slipping import told_anew

if TYPE_CHECKING:
    from pos.usecases.ports import Transaction


def their_own_choice(
    tx: Transaction, number: str, lines: Collection[int], why: str, *, today: date, person: Person
) -> None:  # fmt: skip
    """A customer chose other terms for these lines, and was told the days that go with them: whatever they were told
    before, nobody has to mend it, and no message about it goes out. Of other lines they still hear."""
    box = Outbox(tx, person, today)
    told_anew(box, number, lines)
    box.flush()
    if lines and take_back_answered(tx, number, lines, why, today=today, person=person):
        news_for(tx, "late", number, today=today, person=person)
