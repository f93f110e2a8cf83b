"""New days that somebody decided to tell: they count once the message arrived, or the call was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import Person
from pos.usecases.news_dates import event_of, standing_of, write_dates
from pos.usecases.outbox import Outbox
from pos.usecases.slipping import told_anew

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.usecases.ports import Transaction

Days = Mapping[int, tuple[date | None, date]]
"""Line -> the likely and the latest day to tell."""


def say_new_days(tx: Transaction, order: Order, days: Days, *, today: date, person: Person) -> bool:
    """Write these days to the customer of an order; nobody has to mend the promises before them any more. `False` where
    the shop wants no such messages, so that somebody has to tell them by word of mouth."""
    lines = [
        replace(line, now_likely=days[line.line][0], now_latest=days[line.line][1])
        for line in tx.told_lines([order.number])
        if line.line in days and line.waiting > 0
    ]
    event = event_of(lines)
    box = Outbox(tx, person, today)
    if not lines or event in box.shop.waiting.news_off:
        return False
    write_dates(box, order, lines, event, [standing_of(line, today) for line in lines])
    told_anew(box, order.number, [line.line for line in lines])
    box.flush()
    return True
