"""What a customer hears of, written into the log in the transaction that causes it; sending comes after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain.news import Event, ToldLine
from pos.domain.people import OWNER, Person
from pos.usecases.news_dates import tell_dates
from pos.usecases.news_words import Goods, day_words, line_days
from pos.usecases.outbox import Outbox

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.tell_me import Entry
    from pos.usecases.ports import Transaction

HERE = ("collect", "other_store")
MOST_AT_ONCE = 200
"""Customers told inside the transaction of a delivery at the most."""


def news_for(
    tx: Transaction, event: Event, orders: str | Iterable[str], *, today: date, person: Person = OWNER,
    document: str = "", amount: int = 0, goods: Sequence[Goods] = (), cause: str = "",
) -> tuple[str, ...]:  # fmt: skip
    """Queue what the customers of these orders have to hear of a change that is in the log already, in its transaction.

    "late" and "date_moved" look at the dates as they are now and say what is to say, with a task for each promise that
    broke; "ready" says what is put aside; the others say that the thing happened, `document` being what makes it one
    thing (a receipt's number), `amount` the money that went back in minor units and `goods` what it is about (where
    not given: all that is open); `cause` is the operation that broke a promise. Answers with the ids of the messages;
    what was said before gives none.
    """
    numbers = [orders] if isinstance(orders, str) else list(dict.fromkeys(orders))
    box = Outbox(tx, person, today, cause=cause)
    if event in ("late", "date_moved"):
        tell_dates(box, tx.told_lines(numbers))
        return box.flush()
    for number in numbers:
        order = tx.order(number)
        if order is None:
            continue
        if event == "ready":
            write_ready(box, order, tx.last_aside_of(number))
        elif event == "taken":
            write_taken(box, order)
        else:
            box.write(
                event, order=order, customer=tx.customer(order.customer), key=document, amount=amount,
                goods=goods or [(line.open, line.name, line.unit) for line in order.lines if line.open],
            )  # fmt: skip
    return box.flush()


def news_of_goods(tx: Transaction, orders: Iterable[str], *, today: date, person: Person = OWNER) -> tuple[str, ...]:
    """After goods were put aside, in that transaction: tell the customers of these orders that they are here. Of a
    delivery for very many the daily round tells, so that booking it in does not wait for so many letters. Answers with
    the ids of the messages."""
    numbers = list(dict.fromkeys(orders))
    if len(numbers) > MOST_AT_ONCE:
        return ()
    return news_for(tx, "ready", numbers, today=today, person=person)


def news_of_days(tx: Transaction, lines: Iterable[tuple[str, int]], *, today: date, person: Person = OWNER) -> None:
    """After somebody told new days (order, line), in that transaction: write them to the customers."""
    wanted = set(lines)
    box = Outbox(tx, person, today)
    of_orders: dict[str, list[ToldLine]] = {}
    for line in tx.told_lines({order for order, _ in wanted}):
        if (line.order, line.line) in wanted:
            of_orders.setdefault(line.order, []).append(line)
    for number, told in of_orders.items():
        order = tx.order(number)
        if order is None:
            continue
        customer = tx.customer(order.customer)
        language = box.language_of(customer, order)
        rows = [(one.name, day_words(one.told_likely, one.told_latest, today, language)) for one in told]
        box.write(
            "date_moved", order=order, customer=customer, key="+".join(f"{one.line}.{one.nth}" for one in told),
            goods=[(one.waiting, one.name, one.unit) for one in told], date_words=line_days(rows),
        )  # fmt: skip
    box.flush()


def write_taken(box: Outbox, order: Order) -> str | None:
    """What was ordered, with the date of each line: the receipt once more, where somebody can be written to."""
    customer = box.tx.customer(order.customer)
    language = box.language_of(customer, order)
    told = {line.line: line for line in box.tx.told_lines([order.number])}
    lines = [line for line in order.lines if line.waiting > 0 and line.line in told]
    if not lines:
        return None
    rows = [
        (line.name, day_words(
            told[line.line].told_likely, told[line.line].told_latest, box.today, language,
            ships=line.route not in HERE,
        ))
        for line in lines
    ]  # fmt: skip
    return box.write(
        "taken", order=order, customer=customer, key="", date_words=line_days(rows),
        goods=[(line.open, line.name, line.unit) for line in lines],
    )  # fmt: skip


def aside_of(order: Order) -> list[Goods]:
    """What is put aside of an order for somebody who comes to collect it; nothing before all of it is here where all
    comes together."""
    if order.ship_complete and any(line.waiting > 0 for line in order.lines):
        return []
    return [(line.allocated, line.name, line.unit) for line in order.lines if line.allocated and line.route in HERE]


def write_ready(box: Outbox, order: Order, since: str, event: Event = "ready", more: str = "") -> str | None:
    """Goods are put aside since an instant; who stood at the counter when they were knows it."""
    goods = aside_of(order)
    if not goods or not since or since == order.taken_at:
        return None
    out = out_on(box, order)
    if out is not None and out > box.today:
        return None  # it cannot be collected before its day; the round of that day tells
    day = max(date.fromisoformat(since[:10]), out or date.min)
    return box.write(
        event, order=order, customer=box.tx.customer(order.customer), key=f"{since}{more}", goods=goods,
        until=max(box.today, day + timedelta(days=box.shop.keep_days)),
    )  # fmt: skip


def out_on(box: Outbox, order: Order) -> date | None:
    """The day from which all that is put aside for an order may be collected; None where no day of release says."""
    products = [box.tx.product(line.sku) for line in order.lines if line.allocated]
    return max((one.release_on for one in products if one is not None and one.release_on is not None), default=None)


def news_for_entry(
    tx: Transaction, entries: Iterable[Entry], *, today: date, person: Person = OWNER
) -> tuple[str, ...]:
    """Tell those on the tell-me list for whom goods are held now and who do not know yet; once for each time."""
    box = Outbox(tx, person, today)
    for entry in entries:
        if entry.held > 0 and entry.state == "waiting":
            write_back(box, entry)
    return box.flush()


def write_back(box: Outbox, entry: Entry) -> str | None:
    """Goods are back and held for somebody."""
    product = box.tx.product(entry.sku)
    return box.write(
        "back_in_stock", order=None, customer=box.tx.customer(entry.customer), entry=entry.id,
        key=entry.last_news_at or entry.since,
        goods=[(entry.held, entry.name, product.unit if product else "pc")], until=entry.held_until,
    )  # fmt: skip
