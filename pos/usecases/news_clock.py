"""The daily round finds what no change announced: promises whose day passed, goods that nobody collects, silence that
lasts too long (`silence`), and tasks that nobody needs to do any more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from pos.domain.backorder import Order
from pos.domain.catalog import SPECIAL
from pos.domain.news import CALLS, CHANGING, channel_of
from pos.domain.people import OWNER, Person
from pos.domain.uncollected import goes_back_on, kept_from
from pos.domain.ways import THERE
from pos.usecases.authorisations import watch_cards
from pos.usecases.availability import today_in
from pos.usecases.news import write_taken
from pos.usecases.news_dates import tell_dates
from pos.usecases.news_here import aside_of, local_day, ready_there, write_ready, write_there
from pos.usecases.news_over import close_mended, take_back
from pos.usecases.outbox import Outbox, events_of
from pos.usecases.silence import (
    AT_ONCE,
    LEFT_LYING,
    give_to_people,
    say_where_it_stands,
    to_be_called,
    watch_silence,
)
from pos.usecases.tell_me_round import serve
from pos.usecases.to_order import all_to_look_at, ask_to_order
from pos.usecases.to_send import ask_after, ask_to_send, ask_uncollected_back
from pos.usecases.uncollected import ask_to_end
from pos.usecases.unsent import say_unsent
from pos.usecases.whereabouts import out_on

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transactions


@dataclass(frozen=True, slots=True)
class Round:
    """What a round said: messages by event, tasks that were opened and closed."""

    messages: Mapping[str, int]
    opened: int
    closed: int


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
    said = Counter(events_of(tuple(one.news for one in served.offered if one.news)))
    said.update(events_of((*served.gone, *(served.orders.news if served.orders is not None else ()))))
    if shop.waiting.preorder_lower_price:
        _lower_prices(transactions, clock.now(), today, person)
    for start in range(0, len(dated), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            tell_dates(box, tx.told_lines(dated[start : start + AT_ONCE]))
            said.update(events_of(box.flush()))
    for start in range(0, len(here), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            for number in here[start : start + AT_ONCE]:
                _goods_here(box, number, aside.get(number, ""))
            said.update(events_of(box.flush()))
    with transactions.reading() as records:
        under_way = sorted(records.news_under_way() | to_be_called(records))
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
    give_to_people(transactions, clock.now(), person, today)
    with transactions.writing() as tx:
        watch_cards(tx, today=today, person=person)
        ask_to_end(tx, today=today, person=person)
    said.update(watch_silence(transactions=transactions, clock=clock, person=person))
    with transactions.writing() as tx:
        box = Outbox(tx, person, today)
        for task in tx.tasks_over():
            box.close(task.id, "over")
        box.flush()
        over = len(tx.tasks("open", _ALL))
    return Round(said, max(0, over - before), max(0, before - over))


def _lower_prices(transactions: Transactions, now: datetime, today: date, person: Person) -> None:
    """Pre-orders whose goods are out get the price of the day where that is lower; done before anybody is told that
    they are here."""
    from pos.usecases.lower_price import lower_preorders

    with transactions.reading() as records:
        numbers = records.preorders_dearer()
    for start in range(0, len(numbers), AT_ONCE):
        with transactions.writing() as tx:
            lower_preorders(tx, numbers[start : start + AT_ONCE], now=now, today=today, person=person)


def call_who_is_due(*, transactions: Transactions, clock: Clock, person: Person = OWNER) -> None:
    """Hand to people the calls that the board counts and the round has not come to yet: of those who cannot be written
    to and heard nothing for too long, or do not know that their goods are here. For whoever looks at the calls."""
    from pos.usecases.board import open_lines

    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        due = {line.order: line.call for line in open_lines(records, today) if line.call in ("no_news", "ready")}
    numbers = sorted(due)
    for start in range(0, len(numbers), AT_ONCE):
        with transactions.writing() as tx:
            box = Outbox(tx, person, today)
            for number in numbers[start : start + AT_ONCE]:
                if due[number] == "ready":
                    _goods_here(box, number, tx.last_aside_of(number))
                else:  # what there is to say of their days says more than that there is nothing new
                    tell_dates(box, tx.told_lines([number]))
                    box.flush()
                    if not any(task.state == "open" and task.kind in CALLS for task in tx.tasks_of(number)):
                        say_where_it_stands(box, number)
            box.flush()


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
                # Whom another day was written to, or that the goods are gone, was told more than their receipt says.
                more = any(one.event in CHANGING and one.state != "skipped" for one in tx.news_of(number))
                if not more and (order := tx.order(number)):
                    write_taken(box, order)
            box.flush()


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
    first = kept_from(order, local_day(since, box.shop), out)
    days, rules = (box.today - first).days, box.shop.waiting
    back = goes_back_on(first, box.shop.keep_days, rules)
    if back is not None and back <= box.today:
        box.task(
            "put_back", f"{number}:{since}", number=number, customer=order.customer,
            why=f"Put aside {days} days ago and not collected.", due_on=box.today,
        )  # fmt: skip
    elif due := [day for day in rules.reminders if day <= days]:
        write_ready(box, order, since, "reminder", f":{max(due)}")
    left = _left_of_it(box, number, since)
    if left is not None and (due := [day for day in rules.reminders if day <= (box.today - left).days]):
        write_ready(box, order, since, "reminder", f":left:{left.isoformat()}:{max(due)}")


def _left_of_it(box: Outbox, number: str, since: str) -> date | None:
    """The day on which goods of an order were put back while others of them stayed put aside; None where nothing was
    put back since these were put aside."""
    backs = [step.at for step in box.tx.steps(number) if step.kind == "put_back"]
    return local_day(backs[-1], box.shop) if backs and backs[-1] >= since else None


def _goods_there(box: Outbox, order: Order) -> None:
    """The same of goods that are in another store."""
    there = ready_there(box.tx, box.shop, order, box.today)
    if not there or write_there(box, order):
        return
    since = max(one.since for one in there).removeprefix(THERE)
    first = max(one.kept_from for one in there)
    days, rules = (box.today - first).days, box.shop.waiting
    back = goes_back_on(first, box.shop.keep_days, rules)
    if back is not None and back <= box.today:
        ask_uncollected_back(box, order, since, days)
    elif due := [day for day in rules.reminders if day <= days]:
        write_there(box, order, "reminder", f":{max(due)}")


_ALL = 1_000_000
