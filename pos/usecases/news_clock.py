"""The silence clock and the daily round: nobody who waits goes without news for longer than the shop allows.

Before the days run out a message goes out, or the call is handed to a person. The round also finds what no change
announced: promises whose day passed, goods that nobody collects, and tasks that nobody needs to do any more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from pos.domain.backorder import Order
from pos.domain.catalog import SPECIAL
from pos.domain.news import CALLED_FOR, CALLS, NOT_HERE, channel_of
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.domain.uncollected import kept_from
from pos.usecases.authorisations import watch_cards
from pos.usecases.availability import today_in
from pos.usecases.importing import by_size
from pos.usecases.news import aside_of, aside_words, write_back, write_ready, write_taken, write_there
from pos.usecases.news_dates import tell_dates, told_now
from pos.usecases.news_over import close_mended, take_back
from pos.usecases.news_words import line_days
from pos.usecases.outbox import Outbox
from pos.usecases.tell_me_round import serve
from pos.usecases.to_order import all_to_look_at, ask_to_order
from pos.usecases.to_send import ask_after, ask_to_send, ask_uncollected_back
from pos.usecases.unsent import say_unsent
from pos.usecases.whereabouts import out_on, whereabouts

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Records, Transaction, Transactions

AT_ONCE = 25
"""Orders looked at in one transaction; a sale waits for no more than that."""
LEFT_LYING = timedelta(days=1)
"""A message that could not go out for so long becomes a call."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round said: messages by event, tasks that were opened and closed."""

    messages: Mapping[str, int]
    opened: int
    closed: int


def next_news_due(order: Order, shop: Shop) -> date | None:
    """The last day on which the customer of an open order has to hear of it; None once it is closed."""
    if order.state in ("collected", "cancelled"):
        return None
    heard = order.last_news_at or order.taken_at
    return _local_day(heard, shop) + timedelta(days=shop.waiting.silence_days)


def run_news(*, transactions: Transactions, clock: Clock, person: Person = OWNER) -> Round:
    """The daily round, in many short transactions: who asked to be told, dates, goods put aside, silence, and what is
    over."""
    with transactions.reading() as records:
        shop = records.shop()
        today = today_in(shop, clock.now())
        dated = sorted({line.order for line in records.told_lines() if line.waiting > 0})
        aside = dict(records.last_aside())
        here = sorted({line.order for line in records.told_lines() if line.allocated > 0})
        away = {line.order for line in records.told_lines() if line.route != "collect" or line.sku.startswith(SPECIAL)}
        to_order = all_to_look_at(records)
        asked = sorted(away | {one.number for one in records.tasks("open", _ALL) if one.kind in ("ship", "send_on")})
        before = len(records.tasks("open", _ALL))
    served = serve(transactions=transactions, clock=clock, person=person)
    said = Counter(_events(tuple(one.news for one in served.offered if one.news)))
    said.update(_events((*served.gone, *(served.orders.news if served.orders is not None else ()))))
    for start in range(0, len(dated), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            tell_dates(box, tx.told_lines(dated[start : start + AT_ONCE]))
            said.update(_events(box.flush()))
    for start in range(0, len(here), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            for number in here[start : start + AT_ONCE]:
                _goods_here(box, number, aside.get(number, ""))
            said.update(_events(box.flush()))
    with transactions.reading() as records:
        under_way = sorted(records.news_under_way())
    for start in range(0, len(under_way), AT_ONCE):
        with transactions.writing() as tx:
            take_back(tx, under_way[start : start + AT_ONCE], today=today, person=person)
    for start in range(0, len(asked), AT_ONCE):
        with transactions.writing() as tx:
            for number in asked[start : start + AT_ONCE]:
                ask_after(tx, number, today=today, person=person)
    for start in range(0, len(to_order), AT_ONCE):
        with transactions.writing() as tx:
            ask_to_order(tx, to_order[start : start + AT_ONCE], today=today, person=person)
    with transactions.writing() as tx:
        _give_to_people(tx, clock.now(), person, today)
        watch_cards(tx, today=today, person=person)
    said.update(watch_silence(transactions=transactions, clock=clock, person=person))
    with transactions.writing() as tx:
        box = Outbox(tx, person, today)
        for task in tx.tasks_over():
            box.close(task.id, "over")
        box.flush()
        over = len(tx.tasks("open", _ALL))
    return Round(said, max(0, over - before), max(0, before - over))


def watch_silence(*, transactions: Transactions, clock: Clock, person: Person = OWNER) -> Counter[str]:
    """Write to everybody whose days without news run out before the next round can be sure to come: by the next opening
    day. Whoever cannot be written to becomes somebody's call. Answers with how many messages of which event."""
    said: Counter[str] = Counter()
    with transactions.reading() as records:
        shop = records.shop()
        today = today_in(shop, clock.now())
        numbers = [number for number, _, _ in silent(records, shop, today)]
        last = _running_out(shop, today)
        entries = [
            entry.id
            for entry in records.tell_me_open()
            if _local_day(entry.last_news_at or entry.since, shop) <= last
            or (entry.held > 0 and entry.state == "waiting")
        ]
    for start in range(0, len(numbers), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            for number in numbers[start : start + AT_ONCE]:
                _nothing_new(box, number)
            said.update(_events(box.flush()))
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
                if _local_day(entry.last_news_at or entry.since, shop) <= last:
                    box.write(
                        "not_back_yet", order=None, customer=tx.customer(entry.customer), entry=entry.id,
                        key=(entry.last_news_at or entry.since), goods=[(entry.quantity, entry.name, "pc")],
                    )  # fmt: skip
            said.update(_events(box.flush()))
    return said


def confirm_taken(*, ways: Collection[str], transactions: Transactions, clock: Clock, person: Person = OWNER) -> None:
    """Write to those who ordered within the last day what their receipt says, by the ways that there are. It is done
    here and not in the sale, which has said it all on paper and need not wait."""
    with transactions.reading() as records:
        numbers = [
            number
            for number in records.taken_unsaid(clock.now() - LEFT_LYING)
            if (order := records.order(number)) and channel_of(records.customer(order.customer)) in ways
        ]
        today = today_in(records.shop(), clock.now())
    for start in range(0, len(numbers), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            for number in numbers[start : start + AT_ONCE]:
                gone = any(tells.standing == NOT_HERE for one in tx.news_of(number) for tells in one.tells)
                if not gone and (order := tx.order(number)):
                    write_taken(box, order)
            box.flush()


def silent(records: Records, shop: Shop, today: date) -> list[tuple[str, str, str]]:
    """(order, customer, last news) of open orders whose days run out by the next opening day, and of which nothing is
    on its way and nobody was asked to call."""
    last = _running_out(shop, today)
    edge = datetime.combine(last + timedelta(days=2), time(), UTC)
    handled = records.news_under_way() | {task.number for task in records.tasks("open", _ALL) if task.kind in CALLS}
    return [row for row in records.silent_since(edge) if row[0] not in handled and _local_day(row[2], shop) <= last]


def past_their_clock(records: Records, today: date) -> list[str]:
    """Orders that went without news for longer than the shop allows while nobody was asked to call: none, if the round
    is made every opening day."""
    shop = records.shop()
    late = today - timedelta(days=shop.waiting.silence_days + 1)
    return [number for number, _, heard in silent(records, shop, today) if _local_day(heard, shop) <= late]


def _running_out(shop: Shop, today: date) -> date:
    """Whoever heard of us on this day or before has to hear again now: their last day is the next opening day at the
    latest."""
    following = shop.opening_days.on_or_after(today + timedelta(days=1))
    return following - timedelta(days=shop.waiting.silence_days)


def _local_day(instant: str, shop: Shop) -> date:
    return today_in(shop, datetime.fromisoformat(instant))


def _nothing_new(box: Outbox, number: str) -> None:
    """Where an order stands: what was told, which still holds, or that its goods are here."""
    order = box.tx.order(number)
    if order is None or order.state in ("collected", "cancelled"):
        return
    since = box.tx.last_aside_of(number)
    heard = order.last_news_at or order.taken_at
    waiting = [line for line in box.tx.told_lines([number]) if line.waiting > 0]
    out = out_on(box.tx, order)
    if not waiting and aside_of(order) and (out is None or out <= box.today):
        write_ready(box, order, since, "reminder", f":{heard}")
        return
    if not waiting and write_there(box, order, "reminder", f":{heard}"):
        return
    customer = box.tx.customer(order.customer)
    language = box.language_of(customer, order)
    rows = [(line.name, told_now(line, box.today, language)) for line in waiting]
    if not rows:  # all of it is put aside, and either not out yet or the customer's to pay in parts
        rows = [(line.name, aside_words(box, line, language)) for line in order.lines if line.open]
    box.write(
        "news_due", order=order, customer=customer, key=heard, date_words=line_days(rows),
        goods=[(line.waiting, line.name, line.unit) for line in waiting]
        or [(line.open, line.name, line.unit) for line in order.lines if line.open],
    )  # fmt: skip


def _goods_here(box: Outbox, number: str, since: str) -> None:
    """Say that goods are here, remind of them, and at last ask somebody to put them back."""
    order = box.tx.order(number)
    if order is None or not since:
        return
    close_mended(box, number)
    out = out_on(box.tx, order)
    if any(line.route != "collect" for line in order.lines):
        ask_to_send(box, order, out=out is None or out <= box.today)
        if out is None or out <= box.today:
            say_unsent(box, order)
        _goods_there(box, order)
    if not aside_of(order):
        return
    if write_ready(box, order, since) or (out is not None and out > box.today):
        return
    days = (box.today - kept_from(order, _local_day(since, box.shop), out)).days
    rules = box.shop.waiting
    if rules.expire_days and days > box.shop.keep_days + rules.expire_days:
        box.task(
            "put_back", f"{number}:{since}", number=number, customer=order.customer,
            why=f"Put aside {days} days ago and not collected.", due_on=box.today,
        )  # fmt: skip
    elif due := [day for day in rules.reminders if day <= days]:
        write_ready(box, order, since, "reminder", f":{max(due)}")


def _goods_there(box: Outbox, order: Order) -> None:
    """The same of goods that are in another store."""
    since = max((at.arrived_at for at in whereabouts(box.tx, order).values() if at.there), default="")
    if not since or write_there(box, order):
        return
    days = (box.today - _local_day(since, box.shop)).days
    rules = box.shop.waiting
    if rules.expire_days and days > box.shop.keep_days + rules.expire_days:
        ask_uncollected_back(box, order, since, days)
    elif due := [day for day in rules.reminders if day <= days]:
        write_there(box, order, "reminder", f":{max(due)}")


def _give_to_people(tx: Transaction, now: datetime, person: Person, today: date) -> None:
    """Messages that could not go out for a day become calls where they are worth one."""
    from pos.usecases.news_sending import not_arrived

    lying = tx.news_left_lying(now - LEFT_LYING)
    why = "Nothing could be sent for a day."
    not_arrived(tx, [one for one in lying if one.event in CALLED_FOR], why, person=person, today=today)
    left = [{"id": one.id, "state": "skipped", "why": why, "tries": 0} for one in lying if one.event not in CALLED_FOR]
    for part in by_size(left):
        tx.append("news_settled", {"settled": part}, person=person.id)


def _events(ids: tuple[str, ...]) -> list[str]:
    return [news.partition(":")[0] for news in ids]


_ALL = 1_000_000
