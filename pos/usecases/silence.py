"""The silence clock: no customer who waits goes without news for longer than the shop allows.

Before the days run out a message goes out, or the call is handed to a person. What nobody got is no news: a message
that could not go out, and every one that took its place, is somebody's call until one of them reached its customer.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pos.domain.news import CALLED_FOR, CALLS
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.importing import by_size
from pos.usecases.news import aside_words, here_words, stays_here, write_back
from pos.usecases.news_dates import told_now
from pos.usecases.news_here import aside_of, local_day, write_ready, write_there
from pos.usecases.news_sending import ask_to_call, not_arrived
from pos.usecases.news_words import line_days
from pos.usecases.outbox import OVERTAKEN, Outbox, events_of, family_of
from pos.usecases.slipping import UNHEARD
from pos.usecases.whereabouts import out_on

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.news import Message
    from pos.domain.shop import Shop
    from pos.usecases.ports import Clock, Records, Transactions

AT_ONCE = 25
"""Orders looked at in one transaction; a sale waits for no more than that."""
LEFT_LYING = timedelta(days=1)
"""A message that could not go out for so long becomes a call."""
_JUST_NOW = timedelta(seconds=1)
_ALL = 1_000_000


def next_news_due(order: Order, shop: Shop) -> date | None:
    """The last day on which the customer of an open order has to hear of it; None once it is closed."""
    if order.state in ("collected", "cancelled"):
        return None
    heard = order.last_news_at or order.taken_at
    return local_day(heard, shop) + timedelta(days=shop.waiting.silence_days)


def watch_silence(*, transactions: Transactions, clock: Clock, person: Person = OWNER) -> Counter[str]:
    """Write to everybody whose days without news run out before the next round can be sure to come: by the next opening
    day. Whoever cannot be written to becomes somebody's call, and so does whom no message reached by the last round
    before their days are over. Answers with how many messages of which event."""
    said: Counter[str] = Counter()
    with transactions.reading() as records:
        shop = records.shop()
        today = today_in(shop, clock.now())
        due = [(number, local_day(heard, shop)) for number, _, heard in silent(records, shop, today)]
        last = _running_out(shop, today)
        entries = [
            entry.id
            for entry in records.tell_me_open()
            if local_day(entry.last_news_at or entry.since, shop) <= last
            or (entry.held > 0 and entry.state == "waiting")
        ]
    for start in range(0, len(due), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            for number, heard in due[start : start + AT_ONCE]:
                _break_silence(box, number, at_last=heard < last)
            said.update(events_of(box.flush()))
    for start in range(0, len(entries), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            for entry_id in entries[start : start + AT_ONCE]:
                entry = tx.tell_me_entry(entry_id)
                if entry is None or not entry.is_open:
                    continue
                if entry.held > 0 and entry.state == "waiting":
                    write_back(box, entry)
                    continue
                if local_day(entry.last_news_at or entry.since, shop) <= last:
                    box.write(
                        "not_back_yet", order=None, customer=tx.customer(entry.customer), entry=entry.id,
                        key=(entry.last_news_at or entry.since), goods=[(entry.quantity, entry.name, "pc")],
                    )  # fmt: skip
            said.update(events_of(box.flush()))
    return said


def silent(records: Records, shop: Shop, today: date) -> list[tuple[str, str, str]]:
    """(order, customer, last news) of open orders whose days run out by the next opening day, and whose customer nobody
    was asked to call. A message on its way breaks no silence: nobody may ever get it."""
    last = _running_out(shop, today)
    edge = datetime.combine(last + timedelta(days=2), time(), UTC)
    handled = to_be_called(records)
    return [row for row in records.silent_since(edge) if row[0] not in handled and local_day(row[2], shop) <= last]


def past_their_clock(records: Records, today: date) -> list[str]:
    """Orders that went without news for longer than the shop allows while nobody was asked to call: none, if the round
    is made every opening day."""
    shop = records.shop()
    late = today - timedelta(days=shop.waiting.silence_days + 1)
    return [number for number, _, heard in silent(records, shop, today) if local_day(heard, shop) <= late]


def _running_out(shop: Shop, today: date) -> date:
    """Whoever heard of us on this day or before has to hear again now: their last day is the next opening day at the
    latest."""
    following = shop.opening_days.on_or_after(today + timedelta(days=1))
    return following - timedelta(days=shop.waiting.silence_days)


def _break_silence(box: Outbox, number: str, *, at_last: bool) -> None:
    """Something for a customer to hear: what waits to go out to them, else where their order stands. `at_last` it is
    somebody's call as well, until it arrives: no other round comes before the days are over."""
    order = box.tx.order(number)
    if order is None:
        return
    unheard = [one for one in box.tx.news_of(number) if one.state in UNHEARD and one.event in CALLED_FOR]
    news = unheard[-1].id if any(one.state == "queued" for one in unheard) else say_where_it_stands(box, number)
    if news is None and unheard:
        news = unheard[-1].id
    if at_last and news is not None and not box.asked(news):
        ask_to_call(box, news, number=number, customer=order.customer, why="No message reached them yet.")


def say_where_it_stands(box: Outbox, number: str) -> str | None:
    """Where an order stands: what was told, which still holds, or that its goods are here. Answers with the id of the
    message."""
    order = box.tx.order(number)
    if order is None or order.state in ("collected", "cancelled"):
        return None
    since = box.tx.last_aside_of(number)
    heard = order.last_news_at or order.taken_at
    waiting = [line for line in box.tx.told_lines([number]) if line.waiting > 0]
    out = out_on(box.tx, order)
    if not waiting and aside_of(order) and (out is None or out <= box.today):
        return write_ready(box, order, since, "reminder", f":{heard}")
    if not waiting and (there := write_there(box, order, "reminder", f":{heard}")):
        return there
    customer = box.tx.customer(order.customer)
    language = box.language_of(customer, order)
    rows = [(line.name, told_now(line, box.today, language)) for line in waiting]
    stays = {}
    if rows:  # a part of it lies here for them
        here = order if aside_of(order) and (out is None or out <= box.today) else None
        for line in order.lines:
            mine = line.allocated if here and line.route == "collect" and line.kind != "layaway" else 0
            if units := mine or stays_here(box, order, line):
                stays[line.line] = (units, line.name, line.unit)
        rows += [(name, here_words(box, language)) for _, name, _ in stays.values()]
    else:  # all of it is put aside, and either not out yet or the customer's to pay in parts
        rows = [(line.name, aside_words(box, order, line, language)) for line in order.lines if line.open]
    return box.write(
        "news_due", order=order, customer=customer, key=heard, date_words=line_days(rows),
        goods=[(line.waiting, line.name, line.unit) for line in waiting] + list(stays.values())
        or [(line.open, line.name, line.unit) for line in order.lines if line.open],
    )  # fmt: skip


def give_to_people(transactions: Transactions, now: datetime, person: Person, today: date) -> None:
    """Messages that could not go out for a day become calls where they are worth one. So does one that took the place
    of others which could not go out either, for a day in all: it may still be written, and somebody calls meanwhile."""
    before = (now - LEFT_LYING).isoformat(timespec="seconds")
    with transactions.reading() as records:
        lying = records.news_left_lying(now - LEFT_LYING)
        known = {one.id for one in lying}
        queued = [one for one in records.news_left_lying(now + _JUST_NOW) if one.id not in known]
        anew = [one for one in queued if one.event in CALLED_FOR and _unheard_since(records, one) < before]
    why = "Nothing could be sent for a day."
    with transactions.writing() as tx:
        not_arrived(tx, [one for one in lying if one.event in CALLED_FOR], why, person=person, today=today)
        box = Outbox(tx, person, today)
        for one in anew:
            ask_to_call(box, one.id, number=one.number, customer=one.customer, why=why)
        box.flush()
        left = [
            {"id": one.id, "state": "skipped", "why": why, "tries": 0} for one in lying if one.event not in CALLED_FOR
        ]
        for part in by_size(left):
            tx.append("news_settled", {"settled": part}, person=person.id)


def _unheard_since(records: Records, message: Message) -> str:
    """The instant since which nobody heard what a message is the last to say."""
    since, family = message.queued_at, family_of(message.event)
    for one in reversed(records.news_of(message.number)) if message.number and family else ():
        if one.event in family and one.state in ("sent", "called"):
            break
        if one.event in family and one.why == OVERTAKEN:
            since = min(since, one.queued_at)
    return since


def to_be_called(records: Records) -> set[str]:
    """The orders of which somebody is to call, or tell, a customer."""
    return {task.number for task in records.tasks("open", _ALL) if task.kind in CALLS and task.number}
