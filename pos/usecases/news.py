"""What a customer hears of, written into the log in the transaction that causes it; sending comes after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.news import Event, ToldLine
from pos.domain.news_words import here
from pos.domain.people import OWNER, Person
from pos.domain.phrases import phrase
from pos.domain.ways import day_by_way
from pos.usecases.news_dates import tell_dates, write_told
from pos.usecases.news_here import write_ready
from pos.usecases.news_over import take_back
from pos.usecases.news_words import Goods, Kept, day_words, line_days
from pos.usecases.outbox import Outbox
from pos.usecases.slipping import told_anew
from pos.usecases.whereabouts import whereabouts

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.tell_me import Entry
    from pos.usecases.ports import Transaction

HERE = ("collect", "other_store")
"""Ways on which goods are collected, whether here or there."""
_MOST_INSTEAD = 3
MOST_AT_ONCE = 200
"""Customers told inside the transaction of a delivery at the most."""


def news_for(
    tx: Transaction, event: Event, orders: str | Iterable[str], *, today: date, person: Person = OWNER,
    document: str = "", amount: int = 0, goods: Sequence[Goods] = (), cause: str = "",
    about: Collection[str] = (), way: str = "",
) -> tuple[str, ...]:  # fmt: skip
    """Queue what the customers of these orders have to hear of a change that is in the log already, in its transaction.

    "late" and "date_moved" look at the dates as they are now and say what is to say, with a task for each promise that
    broke; "ready" says what is put aside; the others say that the thing happened, `document` being what makes it one
    thing (a receipt's number), `amount` the money that went back in minor units and `goods` what it is about (where
    not given: all that is open) and which `way` they go; `cause` is the operation that broke promises of the products
    it is `about`. Answers with the ids of the messages; what was said before gives none.
    """
    numbers = [orders] if isinstance(orders, str) else list(dict.fromkeys(orders))
    box = Outbox(tx, person, today, cause=cause, about=about)
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
                way=way,
            )  # fmt: skip
    written = box.flush()
    take_back(tx, numbers, today=today, person=person)
    return written


def news_of_goods(tx: Transaction, orders: Iterable[str], *, today: date, person: Person = OWNER) -> tuple[str, ...]:
    """After goods were put aside, in that transaction: tell the customers of these orders that they are here. Of a
    delivery for very many the daily round tells, so that booking it in does not wait for so many letters. Answers with
    the ids of the messages."""
    numbers = list(dict.fromkeys(orders))
    if len(numbers) > MOST_AT_ONCE:
        return ()
    return news_for(tx, "ready", numbers, today=today, person=person)


def news_of_days(tx: Transaction, lines: Iterable[tuple[str, int]], *, today: date, person: Person = OWNER) -> None:
    """After somebody told new days (order, line), in that transaction: write them to the customers. The promises before
    them need no mending any more."""
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
        told_anew(box, number, [one.line for one in told if one.told_latest is not None])
        write_told(box, order, told)
    box.flush()


def write_taken(box: Outbox, order: Order, key: str = "") -> str | None:
    """What was ordered, with the date of each line: the receipt once more, where somebody can be written to; once, or
    once more under a `key`."""
    customer = box.tx.customer(order.customer)
    language = box.language_of(customer, order)
    told = {line.line: line for line in box.tx.told_lines([order.number])}
    # What came since is told of by itself.
    at_once = box.tx.last_aside_of(order.number) == order.taken_at
    lines = [
        line for line in order.lines
        if (line.waiting > 0 and line.line in told) or (line.allocated and (at_once or line.kind == "layaway"))
    ]  # fmt: skip
    if not lines:
        return None
    rows = [
        (line.name, day_words(
            told[line.line].told_likely, told[line.line].told_latest, box.today, language,
            ships=line.route not in HERE,
        ) if line.waiting > 0 and line.line in told else aside_words(box, order, line, language) or line.words)
        for line in lines
    ]  # fmt: skip
    return box.write(
        "taken", order=order, customer=customer, key=key, date_words=line_days(rows),
        goods=[(line.open, line.name, line.unit) for line in lines],
    )  # fmt: skip


def stays_here(box: Outbox, order: Order, line: OrderLine) -> int:
    """Units that nobody collected in another store and that lie here for their customer."""
    if line.route != "other_store":
        return 0
    at = whereabouts(box.tx, order).get(line.line)
    return at.not_collected if at is not None else 0


def here_words(box: Outbox, language: str) -> str:
    """Of goods that can be had in this store at once."""
    return f"{here(language)}: {box.shop.store_name}"


def aside_words(box: Outbox, order: Order, line: OrderLine, language: str) -> str:
    """When goods can be had that are put aside, where that is not now."""
    if line.kind == "layaway":
        return phrase("put_aside_for_you", language)
    product = box.tx.product(line.sku)
    out = product.held_on(box.today) if product is not None else None
    if stays_here(box, order, line):
        return here_words(box, language)
    if line.route in ("deliver", "other_store"):
        # It is here, and still has its way to go: by the day that was reckoned with, and not before it is out.
        by_way = day_by_way(box.shop, line.route, line.route_to, out) if out is not None else None
        out = max((day for day in (by_way, line.expected_ship_on) if day is not None), default=None)
    elif out is None:
        return ""
    return day_words(out, out, box.today, language, ships=line.route not in HERE)


def news_for_entry(
    tx: Transaction, entries: Iterable[Entry], *, today: date, person: Person = OWNER
) -> tuple[str, ...]:
    """Tell those on the tell-me list for whom goods are held now and who do not know yet; once for each time."""
    box = Outbox(tx, person, today)
    for entry in entries:
        if entry.held > 0 and entry.state == "waiting":
            write_back(box, entry)
    return box.flush()


def write_not_coming(tx: Transaction, entries: Iterable[Entry], *, today: date, person: Person) -> tuple[str, ...]:
    """Tell those who wait for goods that will not come again that it is so, and what is here that may serve instead."""
    from pos.usecases.availability import substitutes_of

    box = Outbox(tx, person, today)
    for entry in entries:
        product = tx.product(entry.sku)
        others = substitutes_of(tx, product)[:_MOST_INSTEAD] if product is not None else ()
        box.write(
            "not_coming", order=None, customer=tx.customer(entry.customer), entry=entry.id, key="",
            goods=[(entry.quantity, entry.name, product.unit if product else "pc")],
            instead=", ".join(one.product.name for one in others),
        )  # fmt: skip
    return box.flush()


def write_back(box: Outbox, entry: Entry) -> str | None:
    """Goods are back and held for somebody."""
    product = box.tx.product(entry.sku)
    return box.write(
        "back_in_stock", order=None, customer=box.tx.customer(entry.customer), entry=entry.id,
        key=entry.last_news_at or entry.since,
        goods=[(entry.held, entry.name, product.unit if product else "pc")], kept=Kept(until=entry.held_until),
    )  # fmt: skip
