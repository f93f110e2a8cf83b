"""Somebody else takes an order over: whoever had it hears nothing more of it, and the new one what holds now."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos.domain.news import CALLS
from pos.usecases.news import write_taken
from pos.usecases.news_dates import tell_dates
from pos.usecases.news_here import write_ready, write_there
from pos.usecases.news_over import take_back
from pos.usecases.outbox import Outbox

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.people import Person
    from pos.usecases.ports import Transaction


def tell_new_owner(tx: Transaction, order: Order, *, today: date, person: Person) -> tuple[str, ...]:
    """In the transaction that changed the customer of `order`: skip what the one before has not heard yet, close the
    calls to them, and tell the new one the days that were told, that they will not be kept where they will not, and
    that goods are here. Answers with the ids of the messages."""
    take_back(tx, [order.number], today=today, person=person)
    box = Outbox(tx, person, today)
    for task in tx.tasks_of(order.number):
        if task.state == "open" and task.kind in CALLS and task.customer != order.customer:
            box.close(task.id, "over")
    tell_dates(box, tx.told_lines([order.number]))
    late = box.flush()
    if not late:
        # The first word of an order is written once; to somebody else it is another word.
        first = not tx.news_known(f"taken:{order.number}")
        write_taken(box, order, "" if first else f"v{order.version}")
    again = f":v{order.version}"
    if not write_there(box, order, more=again):
        write_ready(box, order, tx.last_aside_of(order.number), more=again)
    return late + box.flush()
