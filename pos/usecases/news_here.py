"""What is said of goods that are here, or in another store, for somebody who comes to collect them: what they are, what
they cost, until when they are kept, and from when on they go to others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.news import Event, Message
from pos.domain.uncollected import goes_back_on, kept_from
from pos.domain.ways import THERE
from pos.usecases.availability import today_in
from pos.usecases.due_now import due_for
from pos.usecases.news_words import Goods, Kept
from pos.usecases.outbox import Outbox, said_as
from pos.usecases.whereabouts import out_on, whereabouts

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.news_text import Words
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records


class Ready(NamedTuple):
    """Goods that may be collected: in the name of their message since when, line -> units of them, the day from which
    on they are kept, and the place where that is not here."""

    since: str
    units: Mapping[int, int]
    goods: Sequence[Goods]
    kept_from: date
    place: str = ""


def aside_of(order: Order) -> list[Goods]:
    """What is put aside of an order for somebody who comes to collect it; nothing before all of it is here where all
    comes together. Goods on layaway are theirs already: what is expected of them is money, whenever they like."""
    return [(line.allocated, line.name, line.unit) for line in _aside(order)]


def _aside(order: Order) -> list[OrderLine]:
    if order.ship_complete and any(line.waiting > 0 for line in order.lines):
        return []
    return [line for line in _to_collect(order) if line.route == "collect"]


def ready_here(records: Records, shop: Shop, order: Order, since: str, today: date) -> Ready | None:
    """What is put aside of an order `since` an instant, and may be collected here; None before its day of release, of
    which the round of that day tells."""
    goods = aside_of(order)
    out = out_on(records, order)
    if not goods or not since or (out is not None and out > today):
        return None
    units = {line.line: line.allocated for line in _aside(order)}
    return Ready(since, units, goods, kept_from(order, local_day(since, shop), out))


def ready_there(records: Records, shop: Shop, order: Order, today: date) -> list[Ready]:
    """Goods of an order that were sent on and are in the other store, where they may be collected by now; store by
    store. None before their day of release, nor of an order that goes only whole before all of it is at its place."""
    at = whereabouts(records, order)
    there = [line for line in order.lines if line.line in at and at[line.line].there]
    if order.ship_complete and (
        any(line.waiting > 0 for line in order.lines)
        or any(at[line.line].there < line.allocated for line in _to_collect(order) if line.route == "other_store")
    ):
        return []
    found = []
    for store in dict.fromkeys(line.route_to for line in there):
        lines = [line for line in there if line.route_to == store]
        of_store = replace(order, lines=tuple(lines))
        out = out_on(records, of_store)
        if out is not None and out > today:
            continue
        since = max(at[line.line].arrived_at for line in lines)
        goods = [(at[line.line].there, line.name, line.unit) for line in lines]
        units = {line.line: at[line.line].there for line in lines}
        first = kept_from(of_store, local_day(since, shop), out)
        found.append(Ready(f"{THERE}{since}", units, goods, first, shop.place(store)))
    return found


def write_ready(box: Outbox, order: Order, since: str, event: Event = "ready", more: str = "") -> str | None:
    """Goods are put aside since an instant; who stood at the counter when they were, and could have had them, knows."""
    found = ready_here(box.tx, box.shop, order, since, box.today)
    if found is None:
        return None
    if event == "ready" and since == order.taken_at and not _was_to_come_out(order, out_on(box.tx, order)):
        return None
    return _write(box, order, found, event, more)


def write_there(box: Outbox, order: Order, event: Event = "ready", more: str = "") -> str | None:
    """Goods that were sent on are in the other store, where they are collected."""
    said = None
    for found in ready_there(box.tx, box.shop, order, box.today):
        said = _write(box, order, found, event, more) or said
    return said


def _write(box: Outbox, order: Order, found: Ready, event: Event, more: str) -> str | None:
    return box.write(
        event, order=order, customer=box.tx.customer(order.customer), key=f"{found.since}{more}", goods=found.goods,
        kept=_kept(box.tx, box.shop, order, found, event, box.today), place=found.place,
        due=due_for(box.tx, box.shop, order, found.units, box.today),
    )  # fmt: skip


def _kept(records: Records, shop: Shop, order: Order, found: Ready, event: Event, today: date) -> Kept:
    """The day until which goods are kept; who is reminded reads the day that they know while it is not past, then the
    one on which the goods go to others by the shop's rule, then none; and which reminder it is."""
    until = found.kept_from + timedelta(days=shop.keep_days)
    if event != "reminder":
        return Kept(until=max(today, until))
    heard = [one for one in records.news_of(order.number) if one.event == event and one.state in ("sent", "called")]
    if until >= today:
        return Kept(until=until, reminder=len(heard) + 1)
    back = goes_back_on(found.kept_from, shop.keep_days, shop.waiting)
    return Kept(back=back if back is not None and back > today else None, reminder=len(heard) + 1)


def as_things_are(records: Records, message: Message, order: Order, today: date) -> Words | None:
    """The words of a message that goods are here, written anew of what is here now; None where nothing is."""
    shop = records.shop()
    places: Iterable[Ready | None] = (
        ready_there(records, shop, order, today)
        if THERE in message.id
        else [ready_here(records, shop, order, records.last_aside_of(order.number), today)]
    )
    found = next((one for one in places if one is not None and (not one.place or one.since in message.id)), None)
    if found is None:
        return None
    return said_as(
        records, shop, message.event, message.language, order, records.customer(order.customer), found.goods, today,
        kept=_kept(records, shop, order, found, message.event, today), place=found.place,
        due=due_for(records, shop, order, found.units, today),
    )  # fmt: skip


def said_anew(message: Message, words: Words) -> dict[str, str]:
    """All that a message holds, with these words; empty where they are the same."""
    new = {**message.words, "subject": words.subject, "text": words.text, "short": words.short}
    return new if new != message.words else {}


def local_day(instant: str, shop: Shop) -> date:
    """The day of an instant, in the shop's own time."""
    return today_in(shop, datetime.fromisoformat(instant))


def _to_collect(order: Order) -> list[OrderLine]:
    """The lines of which goods are put aside to be collected, which goods on layaway are not."""
    return [line for line in order.lines if line.allocated and line.kind != "layaway"]


def _was_to_come_out(order: Order, out: date | None) -> bool:
    """Whether goods were put aside at the sale for a day that was to come."""
    return (out is not None and out > order.taken_on) or any(line.kind == "preorder" for line in _to_collect(order))
