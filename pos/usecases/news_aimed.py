"""A queued message at the moment at which it goes out: by the way and to the address that its customer wants now, and
where it says that goods are here, with those that are and what is to pay for them.

What is over by then is skipped; a day that is not the last one told any more is not told; who does not want to be
written to any more is called, or told when they come.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from pos.domain.news import CALLED_FOR, GOODS_HERE, WRITTEN, Channel, Message, TaskKind, address_of, channel_of
from pos.domain.people import Person
from pos.usecases.news_here import as_things_are, said_anew

if TYPE_CHECKING:
    from pos.domain.news_text import Words
    from pos.usecases.ports import Records, Transaction

_TELLING = re.compile(r"[:+](\d+)\.(\d+)=")
"""In the id of a message about dates: a line, and how often it had been told when the message was written."""
_TOLD_SINCE = "another day was told meanwhile"
_NOT_WANTED = "they do not want to be written to any more"


class Aim(NamedTuple):
    """Where a message goes now; nowhere, for a reason (`over`). `words` are those of what is true now, where what it
    says may have changed since it was written."""

    channel: Channel
    address: str
    over: str = ""
    words: Words | None = None


def aim_of(records: Records, message: Message, today: date) -> Aim | None:
    """The way and the address of a queued message as things are now; None where it is not queued any more."""
    from pos.usecases.news_over import NOTHING_ASIDE, why_over

    found = records.message(message.id)
    if found is None or found.state != "queued" or found.channel not in WRITTEN:
        return None
    customer = records.customer(found.customer) if found.customer else None
    channel = channel_of(customer)
    order = records.order(found.number) if found.number else None
    over = why_over(found, order) if found.number else _wish_over(records, found)
    words = None
    if not over and order is not None and found.event in GOODS_HERE:
        words = as_things_are(records, found, order, today)
        over = "" if words is not None else NOTHING_ASIDE
    if not over and overtaken(records, found):
        over = _TOLD_SINCE
    if not over and (customer is None or not customer.name):
        over = "there is nobody to write to any more"
    if not over and channel not in WRITTEN and found.event not in CALLED_FOR:
        over = _NOT_WANTED
    return Aim(channel, address_of(customer, channel), over, words)


def fits(aim: Aim, message: Message) -> bool:
    """Whether a message goes out as it was written."""
    there = (aim.channel, aim.address) == (message.channel, message.words.get("to", ""))
    return not aim.over and there and not (aim.words and said_anew(message, aim.words))


def overtaken(records: Records, message: Message) -> frozenset[int]:
    """The lines of a message of which their customer was told a day after it was written."""
    knew = {int(line): int(nth) for line, nth in _TELLING.findall(message.id)}
    if not (knew and message.tells):
        return frozenset()
    now = {one.line: one.nth for one in records.told_lines([message.number])}
    return frozenset(
        one.line for one in message.tells if now.get(one.line, 0) > knew.get(one.line, now.get(one.line, 0))
    )


def put_right(tx: Transaction, message: Message, *, today: date, person: Person) -> Message | None:
    """Let a message that is queued go where it goes now; answers with it, None where nothing goes out in writing."""
    from pos.usecases.news_dates import tell_dates
    from pos.usecases.outbox import Outbox

    aim = aim_of(tx, message, today)
    if aim is None:
        return None
    row: dict[str, Any] = {"id": message.id, "state": "queued", "why": "", "tries": 0}
    if aim.over:
        tx.append("news_settled", {"settled": [{**row, "state": "skipped", "why": aim.over}]}, person=person.id)
        if aim.over == _TOLD_SINCE:
            box = Outbox(tx, person, today)
            tell_dates(box, tx.told_lines([message.number]))
            box.flush()
        return None
    if fits(aim, message):
        return message
    new = said_anew(message, aim.words) if aim.words is not None else {}
    words = {**(new or message.words), "to": aim.address}
    row |= {"channel": aim.channel, "customer": message.customer, "sealed": tx.seal(message.customer, words)}
    tx.append("news_settled", {"settled": [row]}, person=person.id)
    if aim.channel in WRITTEN:
        return tx.message(message.id)
    kind: TaskKind = "call" if aim.channel == "call" else "tell"
    how = "by telephone" if kind == "call" else "when they come"
    box = Outbox(tx, person, today)
    box.task(
        kind, message.id, number=message.number, customer=message.customer, why=f"News to tell {how}: {message.event}.",
        due_on=today if kind == "call" else None,
    )  # fmt: skip
    box.flush()
    return None


def _wish_over(records: Records, message: Message) -> str:
    """Why who asked to be told that goods are back need not hear it any more; empty where they do."""
    if message.event not in ("back_in_stock", "not_back_yet") or not message.cause:
        return ""
    entry = records.tell_me_entry(message.cause)
    if entry is None or not entry.is_open:
        return "they do not wait for it any more"
    if message.event == "back_in_stock" and not entry.held and message.queued_at < entry.last_news_at:
        return "they were here since"
    return ""
