"""Messages on their way out: each is handed over once, and what became of it is written down.

Before a message goes out this device notes that it may have; after it, what became of it. A run that ends between the
two leaves that one message in doubt: where the other side would deliver it twice it is not sent again, and somebody is
asked to call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.domain.news import Message
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.importing import by_size

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transaction, Transactions
    from pos.usecases.ports_waiting import NewsTries, Notifier

IN_DOUBT = "It is not known whether this message went out: the program ended while it was sent."
"""Why a message that may have gone out counts as failed."""
TRIES = 5
WAITS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8))
"""How long the next try waits after each that failed."""


@dataclass(slots=True)
class Sent:
    """What a round of sending did: ids of messages sent, failed for good and put off, and what is wrong with a way of
    sending as a whole, in sentences for people (`refused` name the address; they are never kept)."""

    sent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    trouble: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def send_queued(
    *, transactions: Transactions, clock: Clock, tries: NewsTries, notifiers: Mapping[str, Notifier],
    person: Person = OWNER,
) -> Sent:  # fmt: skip
    """Send what is queued, the oldest first, over one connection a way. No transaction is open while a message goes
    out. A way that is down as a whole is left alone for the rest of the round."""
    done = Sent()
    with transactions.reading() as records:
        waiting = records.news_to_send(clock.now())
        today = today_in(records.shop(), clock.now())
    try:
        for message, state, tried in waiting:
            notifier = notifiers.get(message.channel)
            if notifier is None or message.channel in done.trouble:
                continue
            if state == "sending" and not notifier.same_once:
                with transactions.writing() as tx:
                    not_arrived(tx, [message], IN_DOUBT, person=person, today=today)
                done.failed.append(message.id)
                continue
            _send(message, tried, notifier, done, transactions, clock, tries, person, today)
    finally:
        for notifier in notifiers.values():
            notifier.close()
        if waiting:
            tries.tidy()
    return done


def _send(
    message: Message, tried: int, notifier: Notifier, done: Sent, transactions: Transactions, clock: Clock,
    tries: NewsTries, person: Person, today: date,
) -> None:  # fmt: skip
    tries.begun(message.id, tried + 1)
    try:
        notifier.send(message)
    except errors.MessageNotSent as fault:
        if fault.permanent or tried + 1 >= TRIES:
            with transactions.writing() as tx:
                why = f"Not delivered{f' ({fault.code})' if fault.code else ''}."
                not_arrived(tx, [message], why, person=person, today=today, tried=tried + 1)
            done.failed.append(message.id)
            done.refused.append(f"{message.words.get('to', '')}: {fault.sentence}")
        else:
            tries.later(message.id, tried + 1, clock.now() + WAITS[min(tried, len(WAITS) - 1)], fault.code)
            done.later.append(message.id)
        if fault.whole:
            done.trouble[message.channel] = fault.sentence
        return
    with transactions.writing() as tx:
        arrived(tx, message, "sent", clock=clock, person=person, tried=tried + 1)
    done.sent.append(message.id)


def arrived(tx: Transaction, message: Message, state: str, *, clock: Clock, person: Person, tried: int = 1) -> None:
    """A message reached its customer, written ("sent") or said ("called"): from now on they count on its dates, and
    goods that are held for them are held for the shop's days."""
    row = {"id": message.id, "state": state, "why": "", "tries": tried}
    tx.append("news_settled", {"settled": [row]}, person=person.id)
    told: list[dict[str, Any]] = [
        {
            "order": message.number, "line": one.line,
            "likely_on": one.likely_on.isoformat() if one.likely_on else None,
            "latest_on": one.latest_on.isoformat() if one.latest_on else None,
            "words": one.words, "why": message.event,
        }
        for one in message.tells
    ]  # fmt: skip
    if told:
        tx.append("customers_told", {"told": told}, person=person.id)
    if message.event == "back_in_stock":
        from pos.usecases.tell_me import news_went_out

        entry = tx.tell_me_entry(message.cause)
        if entry is not None and entry.is_open:
            news_went_out(tx, [entry.id], clock=clock, person=person)


def not_arrived(
    tx: Transaction, messages: Sequence[Message] | Iterable[Message], why: str, *, person: Person, today: date,
    tried: int = 1,
) -> None:  # fmt: skip
    """Messages that did not reach anybody: each comes back as a call, or as something to say when they come."""
    from pos.usecases.outbox import Outbox

    messages = list(messages)
    for part in by_size([{"id": one.id, "state": "failed", "why": why, "tries": tried} for one in messages]):
        tx.append("news_settled", {"settled": part}, person=person.id)
    box = Outbox(tx, person, today)
    for message in messages:
        customer = tx.customer(message.customer)
        box.task(
            "call" if customer and customer.phone else "tell", message.id, number=message.number,
            customer=message.customer, why=why, due_on=today if customer and customer.phone else None,
        )  # fmt: skip
    box.flush()
