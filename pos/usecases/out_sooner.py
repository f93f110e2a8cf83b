"""Goods that are released sooner than somebody is about to be told: nobody hears of the day that is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.news import CHANGING, NOT_OUT, Message, dates_key
from pos.domain.people import Person
from pos.usecases.news import news_for
from pos.usecases.news_dates import write_dates
from pos.usecases.news_over import close_mended, skip
from pos.usecases.not_out import put_aside, told_ready
from pos.usecases.outbox import Outbox
from pos.usecases.slipping import UNHEARD, open_promises

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.usecases.ports import Transaction


def say_sooner(tx: Transaction, sku: str, out: date | None, *, cause: str, today: date, person: Person) -> None:
    """After the operation `cause` brought a release forward to `out` (None: there is no day any more): messages that
    nobody heard yet of the day before are taken back, and what else they had to say is said anew; promises that hold
    now need no mending."""
    day = None if out is None or out <= today else tx.shop().opening_days.on_or_after(out)
    for number in put_aside(tx, sku):
        order = tx.order(number)
        if order is None:
            continue
        mine = {line.line for line in order.lines if line.sku == sku}
        unheard = [
            one
            for one in tx.news_of(number)
            if one.event in CHANGING and one.state in UNHEARD
            and any(
                tells.line in mine and tells.standing == NOT_OUT
                and (day is None or tells.latest_on is None or tells.latest_on > day)
                for tells in one.tells
            )
        ]  # fmt: skip
        if unheard:
            skip(tx, number, {one.id: "it is released sooner" for one in unheard}, today=today, person=person)
            news_for(tx, "late", number, today=today, person=person, cause=cause)
        _say_rest(tx, order, mine, unheard, day, cause=cause, today=today, person=person)


def _say_rest(
    tx: Transaction, order: Order, mine: set[int], unheard: list[Message], day: date | None, *, cause: str,
    today: date, person: Person,
) -> None:  # fmt: skip
    """What is put aside and still not out by the day that was told: the new `day` of lines that are `mine`, and what
    the messages had to say of others."""
    box = Outbox(tx, person, today, cause=cause)
    said = {tells.line: tells for one in unheard for tells in one.tells if tells.standing == NOT_OUT}
    still = []
    for line in tx.told_lines([order.number]):
        if not line.allocated or line.waiting > 0:
            continue
        if line.line in mine:
            counted_on = line.told_latest
            holds = day is None or counted_on is None or (counted_on >= day and not told_ready(tx, order.number))
            if holds and day is not None:
                for task in open_promises(tx.tasks_of(order.number)):
                    if task.line == line.line and task.id.endswith(f":{NOT_OUT}"):
                        box.close(task.id, "over")
            if line.line in said and not holds:
                still.append(replace(line, waiting=line.allocated, now_likely=day, now_latest=day))
        elif line.line in said:
            other = said[line.line]
            still.append(replace(line, waiting=line.allocated, now_likely=other.likely_on, now_latest=other.latest_on))
    if still:
        write_dates(box, order, still, "late", [NOT_OUT] * len(still), f"{dates_key(still)}:{cause}")
    if day is None:
        close_mended(box, order.number)
    box.flush()
