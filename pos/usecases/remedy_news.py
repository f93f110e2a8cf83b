"""What customers hear after something was done about their late order: once, and nothing where nothing is to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.news import CHANGING
from pos.domain.people import Person
from pos.domain.remedies import Remedy
from pos.usecases.news_dates import standing_of
from pos.usecases.news_over import take_back_answered, take_back_dates
from pos.usecases.within import Within

if TYPE_CHECKING:
    from pos.domain.news import ToldLine
    from pos.usecases.ports import Clock, Records, Transaction
    from pos.usecases.remedy_acts import Choice


def tell_after(
    tx: Transaction, number: str, line: int, remedy: Remedy, *, today: date, clock: Clock, person: Person
) -> str:
    """Say what the customer has to know after a remedy, once; answers with the way in which they hear of it."""
    from pos.usecases.news import news_for
    from pos.usecases.news_choices import tell_now

    if remedy.kind == "part_now":
        return _way(tx, news_for(tx, "ready", number, today=today, person=person))
    if remedy.asks:
        return ""  # they said so themselves, and have it in writing
    still = next((one for one in tx.told_lines([number]) if one.line == line), None)
    if still is None or still.waiting <= 0:
        return ""
    if standing_of(still, today) == "on_track":
        withdraw(tx, number, today=today, person=person)
        return ""
    said = news_for(tx, "late", number, today=today, person=person)
    if way := _way(tx, said) or _told_already(tx, number, line, still):
        return way
    message = tell_now(number=number, transactions=Within(tx), clock=clock, person=person)
    return _way(tx, (message,) if message else ())


def said_instead(tx: Transaction, choice: Choice, *, today: date, person: Person) -> None:
    """A customer who said what they want instead of a late line need not hear any more that it is late; of the other
    lines they still hear."""
    from pos.usecases.news import news_for

    why = f"agreed by {choice.agreed}: {choice.remedy.partition(':')[0]}"
    if take_back_answered(tx, choice.order, {choice.line}, why, today=today, person=person):
        news_for(tx, "late", choice.order, today=today, person=person)


def _way(records: Records, messages: Sequence[str]) -> str:
    found = records.message(messages[0]) if messages else None
    return found.channel if found else ""


def _told_already(records: Records, number: str, line: int, still: ToldLine) -> str:
    """By which way the customer hears, or heard, of this very day."""
    for message in records.news_of(number):
        if message.state != "skipped" and any(
            one.line == line and one.latest_on == still.now_latest for one in message.tells
        ):
            return message.channel
    return ""


def withdraw(tx: Transaction, number: str, *, today: date, person: Person) -> None:
    """Take back the messages of a new date that nobody heard yet, where every line of the order is on its told day
    again."""
    if all(standing_of(one, today) == "on_track" for one in tx.told_lines([number]) if one.waiting > 0):
        take_back_dates(tx, number, CHANGING, today=today, person=person)
