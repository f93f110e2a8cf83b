"""What customers hear after something was done about their late order: once, and nothing where nothing is to say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import Person
from pos.domain.remedies import Remedy
from pos.usecases.news_dates import standing_of
from pos.usecases.outbox import Outbox
from pos.usecases.within import Within

if TYPE_CHECKING:
    from pos.domain.news import Message, ToldLine
    from pos.usecases.ports import Clock, Records, Transaction


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


def withdraw(tx: Transaction, number: str, *, today: date, person: Person) -> tuple[Message, ...]:
    """Messages of a new date that are not sent yet, and that nobody has to send any more: every line of the order is on
    its told day again."""
    if any(standing_of(one, today) != "on_track" for one in tx.told_lines([number]) if one.waiting > 0):
        return ()
    waiting = [one for one in tx.news_of(number) if one.event in ("late", "date_moved") and one.state == "queued"]
    if waiting:
        rows = [{"id": one.id, "state": "skipped", "why": "mended before it was sent", "tries": 0} for one in waiting]
        tx.append("news_settled", {"settled": rows}, person=person.id)
        box = Outbox(tx, person, today)
        gone = {one.id for one in waiting}
        for task in tx.tasks_of(number):
            if task.state == "open" and task.news in gone:
                box.close(task.id, "over")
        box.flush()
    return tuple(waiting)
