"""Messages on their way out: each is handed over once, and what became of it is written down.

A sender claims a message before it hands it over, so that of two only one does; after it, it writes down what became of
it. A run that ends between the two leaves that one message in doubt, and so does another side that took it and gave no
answer: unless it is known to deliver a repeated message once it is not sent again, and somebody is asked to call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.domain.news import CALLS, NOT_KNOWN, Message, TaskKind, channel_of
from pos.domain.people import OWNER, SHORTEST_PHONE, Customer, Person, digits_in
from pos.usecases.availability import today_in
from pos.usecases.importing import by_size

if TYPE_CHECKING:
    from pos.usecases.outbox import Outbox
    from pos.usecases.ports import Clock, Transaction, Transactions
    from pos.usecases.ports_waiting import NewsTries, Notifier

IN_DOUBT = f"{NOT_KNOWN}: the program ended while it was sent."
NO_ANSWER = f"{NOT_KNOWN}: the other side took it and gave no answer."
"""Why a message that may have gone out counts as failed."""
TRIES = 5
WAITS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=8))
"""How long the next try waits after each that failed."""
CLAIM = timedelta(minutes=15)
"""For how long a message is one sender's alone: longer than handing it over takes at the worst."""


@dataclass(slots=True)
class Sent:
    """What a round of sending did: ids of messages sent, failed for good and put off, and what is wrong with a way of
    sending as a whole, in sentences for people (`refused` name the address; they are never kept)."""

    sent: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    trouble: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Sending:
    """One round: whose, by which ways, and what it did so far."""

    transactions: Transactions
    clock: Clock
    tries: NewsTries
    notifiers: Mapping[str, Notifier]
    person: Person
    today: date
    done: Sent


def send_queued(
    *, transactions: Transactions, clock: Clock, tries: NewsTries, notifiers: Mapping[str, Notifier],
    person: Person = OWNER,
) -> Sent:  # fmt: skip
    """Send what is queued, the oldest first, over one connection a way. No transaction is open while a message goes
    out. A way that is down as a whole is left alone for the rest of the round, and so is what another sender has."""
    with transactions.reading() as records:
        waiting = records.news_to_send(clock.now())
        today = today_in(records.shop(), clock.now())
    going = _Sending(transactions, clock, tries, notifiers, person, today, Sent())
    try:
        for message, state, tried in waiting:
            _take(going, message, state, tried)
    finally:
        for notifier in notifiers.values():
            notifier.close()
        if waiting:
            tries.tidy()
    return going.done


def _take(going: _Sending, message: Message, state: str, tried: int) -> None:
    """Send one message as things are now, if it is to be sent at all."""
    first = going.notifiers.get(message.channel)
    if state == "sending" and not (first is not None and first.same_once):
        if first is not None:
            _gone(going, message, IN_DOUBT, tried)
        return
    now = _as_of_now(going, message)
    notifier = going.notifiers.get(now.channel) if now is not None else None
    if now is None or notifier is None or now.channel in going.done.trouble:
        return
    at = going.clock.now()
    if going.tries.claim(now.id, tried + 1, now=at, until=at + CLAIM, repeatable=notifier.same_once):
        _send(going, now, tried, notifier)


def _as_of_now(going: _Sending, message: Message) -> Message | None:
    from pos.usecases.news_aimed import aim_of, fits, put_right

    with going.transactions.reading() as records:
        aim = aim_of(records, message, going.today)
    if aim is None or fits(aim, message):
        return message if aim is not None else None
    with going.transactions.writing() as tx:
        return put_right(tx, message, today=going.today, person=going.person)


def _send(going: _Sending, message: Message, tried: int, notifier: Notifier) -> None:
    done = going.done
    try:
        notifier.send(message)
    except errors.MessageNotSent as fault:
        # A way that is down says nothing about this message, whose tries it does not use up.
        times = tried + (not fault.whole)
        if fault.permanent or times >= TRIES or (fault.doubt and not notifier.same_once):
            _gone(going, message, NO_ANSWER if fault.doubt else _why(fault), tried + 1)
            done.refused.append(f"{message.words.get('to', '')}: {fault.sentence}")
        else:
            later = going.clock.now() + WAITS[min(tried, len(WAITS) - 1)]
            going.tries.later(message.id, times, later, fault.code)
            done.later.append(message.id)
        if fault.whole:
            done.trouble[message.channel] = fault.sentence
        return
    with going.transactions.writing() as tx:
        arrived(tx, message, "sent", clock=going.clock, person=going.person, tried=tried + 1)
    done.sent.append(message.id)


def _why(fault: errors.MessageNotSent) -> str:
    return f"Not delivered{f' ({fault.code})' if fault.code else ''}."


def _gone(going: _Sending, message: Message, why: str, tried: int) -> None:
    with going.transactions.writing() as tx:
        not_arrived(tx, [message], why, person=going.person, today=going.today, tried=tried)
    going.done.failed.append(message.id)


def arrived(tx: Transaction, message: Message, state: str, *, clock: Clock, person: Person, tried: int = 1) -> None:
    """A message reached its customer, written ("sent") or said ("called"): from now on they count on its dates, and
    goods that are held for them are held for the shop's days. What later news took the place of while it went out is
    kept as sent, and tells no date any more."""
    from pos.usecases.news_aimed import overtaken

    before = tx.message(message.id) or message
    row = {"id": message.id, "state": state, "why": before.why if before.state == "skipped" else "", "tries": tried}
    tx.append("news_settled", {"settled": [row]}, person=person.id)
    if before.state == "skipped":
        return
    if state == "sent" and (message.number or before.state == "failed"):
        _no_call(tx, message, person)
    past = overtaken(tx, message)
    told: list[dict[str, Any]] = [
        {
            "order": message.number, "line": one.line,
            "likely_on": one.likely_on.isoformat() if one.likely_on else None,
            "latest_on": one.latest_on.isoformat() if one.latest_on else None,
            "words": one.words, "why": message.event,
        }
        for one in message.tells
        if one.line not in past
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
    """Messages that did not reach anybody: each comes back as a call, or as something to say when they come, once for
    each time that it failed. One that nobody has to hear any more does not."""
    from pos.usecases.outbox import Outbox

    still = ((one, tx.message(one.id)) for one in messages)
    messages = [one for one, now in still if now is not None and now.state == "queued"]
    for part in by_size([{"id": one.id, "state": "failed", "why": why, "tries": tried} for one in messages]):
        tx.append("news_settled", {"settled": part}, person=person.id)
    box = Outbox(tx, person, today)
    for message in messages:
        ask_to_call(box, message.id, number=message.number, customer=message.customer, why=why)
    box.flush()


def ask_to_call(box: Outbox, news: str, *, number: str, customer: str, why: str) -> None:
    """Ask somebody to say a message, by telephone or when its customer comes, unless somebody is asked already; once
    more where somebody was asked before and is asked no longer."""
    kind = _by_whom(box.tx.customer(customer))
    causes: dict[TaskKind, str] = {}
    for way in CALLS:
        cause, times = news, 1
        while (known := box.tx.task(f"{way}:{cause}")) is not None:
            if known.state == "open":
                return
            times += 1
            cause = f"{news}#{times}"
        causes[way] = cause
    due_on = box.today if kind == "call" else None
    box.task(kind, causes[kind], number=number, customer=customer, why=why, due_on=due_on)


def _by_whom(customer: Customer | None) -> TaskKind:
    """Called by somebody, or told when they come: who does not want to hear of it, or has no number, is not called."""
    if customer is None or channel_of(customer) == "none":
        return "tell"
    return "call" if len(digits_in(customer.phone)) >= SHORTEST_PHONE else "tell"


def _no_call(tx: Transaction, message: Message, person: Person) -> None:
    """A message arrived about which somebody was to call."""
    rows = [
        {"id": task.id, "outcome": "over"}
        for task in tx.tasks_of(message.number)
        if task.state == "open" and task.news == message.id
    ]
    if rows:
        tx.append("tasks_closed", {"tasks": rows}, person=person.id)
