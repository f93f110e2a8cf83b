"""Messages that nobody heard yet and that are true no more: of orders that were cancelled or collected meanwhile, of
goods that are not put aside any more, of delays of goods that came. They are skipped, and nobody is called. What stays
true says what is true now."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.news import GOODS_HERE, NOT_HERE, NOT_OUT, WRITTEN, Event, Message
from pos.domain.people import Person
from pos.domain.ways import THERE
from pos.usecases.delay_credits import take_back_unheard
from pos.usecases.importing import by_size
from pos.usecases.outbox import Outbox
from pos.usecases.slipping import UNHEARD, open_promises
from pos.usecases.to_send import UNSENT, ask_after

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.usecases.ports import Transaction

_DONE: frozenset[Event] = frozenset({"cancelled", "refunded", "shipped"})
"""What happened, and stays true of an order that is closed."""
NOTHING_ASIDE = "nothing is put aside any more"
_TO_COME: frozenset[Event] = frozenset({"date_moved", "late", "at_risk_asked"})


def why_over(message: Message, order: Order | None) -> str:
    """Why a message need not go out any more; empty where it still holds."""
    if order is None or message.event in _DONE:
        return ""
    if order.state in ("collected", "cancelled"):
        return f"the order was {order.state} meanwhile"
    if message.customer and order.customer != message.customer:
        return "somebody else took the order over"
    place = "other_store" if THERE in message.id else "collect"
    if message.event in GOODS_HERE and not any(line.allocated and line.route == place for line in order.lines):
        return NOTHING_ASIDE
    about = {one.line for one in message.tells} or {line.line for line in order.lines}
    held = any(one.standing == NOT_OUT for one in message.tells) and any(line.allocated for line in order.lines)
    if message.event in _TO_COME and not held and not any(_to_come(line) for line in order.lines if line.line in about):
        return "its goods are here meanwhile"
    return ""


def _to_come(line: OrderLine) -> bool:
    """Whether goods are still to reach where their customer has them, though they may have come in here."""
    return line.waiting > 0 or (line.allocated > 0 and line.route in ("deliver", "other_store"))


def take_back_dates(
    tx: Transaction, number: str, events: Collection[Event], *, today: date, person: Person
) -> None:  # fmt: skip
    """Skip messages of a new date that nobody heard yet and nobody has to hear, because the told day holds again. Who
    was told that goods are here has to hear that they are not, whatever their day is."""
    unheard = [
        one
        for one in tx.news_of(number)
        if one.event in events and one.tells and one.state in UNHEARD
        if all(tells.standing not in (NOT_HERE, NOT_OUT) for tells in one.tells)
    ]
    skip(tx, number, {one.id: "mended before it was sent" for one in unheard}, today=today, person=person)


def take_back_answered(
    tx: Transaction, number: str, lines: Collection[int], why: str, *, today: date, person: Person
) -> bool:  # fmt: skip
    """Skip messages of a delay that nobody heard yet, because the customer has said what they want instead of these
    lines; answers with whether they told of other lines as well, which has to be said anew."""
    unheard = [
        one
        for one in tx.news_of(number)
        if one.event in _TO_COME and one.state in UNHEARD and any(tells.line in lines for tells in one.tells)
    ]
    skip(tx, number, {one.id: why for one in unheard}, today=today, person=person)
    return any(tells.line not in lines for one in unheard for tells in one.tells)


def take_back(tx: Transaction, orders: Iterable[str], *, today: date, person: Person) -> None:
    """Skip what nobody heard yet of these orders and is over, and close the calls that stand for it; and ask
    for what has to be sent of them now."""
    for number in dict.fromkeys(one for one in orders if one):
        unheard = [one for one in tx.news_of(number) if one.state in UNHEARD]
        order = tx.order(number) if unheard else None
        gone = {one.id: why for one in unheard if (why := why_over(one, order))}
        skip(tx, number, gone, today=today, person=person)
        if order is not None:
            _say_anew(tx, order, [one for one in unheard if one.id not in gone], today=today, person=person)
        look_after(tx, number, today=today, person=person)


def look_after(tx: Transaction, number: str, *, today: date, person: Person) -> None:
    """Close the calls of an order that stand for promises nobody has to mend any more, and ask for what has to be sent
    of it now. What nobody heard yet is looked at when it goes out."""
    box = Outbox(tx, person, today)
    close_mended(box, number)
    box.flush()
    ask_after(tx, number, today=today, person=person)


def _say_anew(tx: Transaction, order: Order, unheard: Iterable[Message], *, today: date, person: Person) -> None:
    """What somebody is to say of goods that are here says what is here now. What is yet to be written is written anew
    when it goes out."""
    from pos.usecases.news_here import as_things_are, said_anew

    rows = []
    for one in unheard:
        said = one.event in GOODS_HERE and (one.state == "failed" or one.channel not in WRITTEN) and one.words
        now = as_things_are(tx, one, order, today) if said else None
        if now is not None and (words := said_anew(one, now)):
            rows.append(
                {
                    "id": one.id, "state": one.state, "why": one.why, "tries": 0, "channel": one.channel,
                    "customer": one.customer, "sealed": tx.seal(one.customer, words),
                }
            )  # fmt: skip
    for part in by_size(rows):
        tx.append("news_settled", {"settled": part}, person=person.id)


def take_back_cancelled(tx: Transaction, number: str, *, today: date, person: Person) -> frozenset[str]:
    """Nobody hears any more that an order is cancelled of which all is wanted after all. Answers with the ids of what
    they do not hear."""
    unheard = [one for one in tx.news_of(number) if one.event == "cancelled" and one.state in UNHEARD]
    gone = {one.id: "it is wanted after all" for one in unheard}
    skip(tx, number, gone, today=today, person=person)
    return frozenset(gone)


def close_mended(box: Outbox, number: str) -> None:
    """Promises that nobody has to mend any more: the order is closed, or the goods of the line are all put aside, and
    out where they were not. Those past their day that still lie here are mended when they are sent."""
    tasks = open_promises(box.tx.tasks_of(number))
    order = box.tx.order(number) if tasks else None
    if order is None:
        return
    lines = {line.line: line for line in order.lines}
    for task in tasks:
        line = lines.get(task.line)
        if order.state in ("collected", "cancelled") or line is None or _mended(box, task.id, line):
            box.close(task.id, "over")


def _mended(box: Outbox, task: str, line: OrderLine) -> bool:
    if line.waiting > 0 or not line.allocated:
        return line.waiting <= 0
    if task.endswith(f":{NOT_OUT}"):
        product = box.tx.product(line.sku)
        return product is None or product.held_on(box.today) is None
    return not task.endswith(f":{UNSENT}")


def skip(tx: Transaction, number: str, gone: Mapping[str, str], *, today: date, person: Person) -> None:
    """Messages by their ids, each with the reason; the calls that stand for them are over."""
    if not gone:
        return
    late = {tells.line for one in tx.news_of(number) if one.id in gone and one.event == "late" for tells in one.tells}
    rows = [{"id": news, "state": "skipped", "why": why, "tries": 0} for news, why in gone.items()]
    for part in by_size(rows):
        tx.append("news_settled", {"settled": part}, person=person.id)
    box = Outbox(tx, person, today)
    for task in tx.tasks_of(number):
        if task.state == "open" and task.news in gone:
            box.close(task.id, "over")
    box.flush()
    if late:
        take_back_unheard(tx, number, late, today)
