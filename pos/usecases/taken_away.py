"""Goods that a customer was told are here for them, and that went to somebody else: a promise broken, whatever day had
been told before. Somebody is asked to mend it, and the customer hears it from us before they come for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pos.domain.news import CHANGING, NOT_HERE, ToldLine, dates_key
from pos.domain.people import Person
from pos.usecases import slipping
from pos.usecases.broken_promises import why_broken
from pos.usecases.outbox import Outbox
from pos.usecases.promises import BrokenPromise

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.usecases.ports import Records, Transaction


_SECONDS = len("2026-11-24T10:42:03")


def say_taken_away(
    tx: Transaction, released: Iterable[Sequence[Any]], broken: Iterable[BrokenPromise], *, cause: str, today: date,
    person: Person,
) -> tuple[BrokenPromise, ...]:  # fmt: skip
    """After goods were `released`, (order, line, SKU, units) each, by the operation `cause`, and the promises `broken`
    by that were written down: the others whose customers think that the goods are here. One task and one message for
    each, the task alone where goods lie free for them; answers with the promises."""
    known = {(one.order, one.line) for one in broken}
    lost = {(row[0], row[1]) for row in released}
    box = Outbox(tx, person, today, cause=cause)
    more: list[BrokenPromise] = []
    lines = [one for one in tx.told_lines({order for order, _ in lost}) if (one.order, one.line) in lost]
    for number, of_order in groupby(lines, key=lambda line: line.order):
        order = tx.order(number)
        if order is None:
            continue
        gone = [line for line in of_order if line.waiting > 0 and thinks_it_is_here(tx, order, line.line)]
        for line in gone:
            slipping.ask_to_mend(box, line, why_broken(line, "Its goods went to somebody else: told"), anew=cause)
            if (number, line.line) not in known:
                more.append(
                    BrokenPromise(
                        number, line.line, line.sku, order.customer_name, line.told_latest, line.told_latest,
                        line.now_latest, line.name,
                    )
                )  # fmt: skip
        say_not_here(box, order, [line for line in gone if not slipping.lies_free(tx, line, today)], cause)
    box.flush()
    return tuple(more)


def say_not_here(box: Outbox, order: Order, lines: Sequence[ToldLine], cause: str) -> None:
    """Tell a customer who thinks that goods are here that they are not, unless a message on its way says so."""
    from pos.usecases.news_dates import write_dates

    said = {
        tells.line
        for message in box.tx.news_of(order.number)
        if message.event in CHANGING and message.state in slipping.UNHEARD
        for tells in message.tells
    }
    lines = [at_their_day(line) for line in lines if line.line not in said]
    if lines:
        write_dates(
            box, order, lines, "late", [NOT_HERE] * len(lines), f"{dates_key(lines)}:{cause}",
            asked={line.line for line in lines if slipping.no_sure_day(box, line)}, was_here=True,
        )  # fmt: skip


def at_their_day(line: ToldLine) -> ToldLine:
    """No earlier day is told than before to somebody who was just disappointed."""
    told, now = line.told_latest, line.now_latest
    if told is None or now is None or now >= told:
        return line
    return replace(line, now_likely=line.told_likely or told, now_latest=told)


def thinks_it_is_here(records: Records, order: Order, line: int) -> bool:
    """Whether the customer knows that goods of a line were put aside: they stood at the counter, or were told."""
    from pos.domain.news import in_doubt

    aside = max(
        (step.at for step in records.steps(order.number) if step.kind == "allocated" and step.line == line), default=""
    )
    if not aside:
        return False
    return aside == order.taken_at or any(
        one.event in ("ready", "reminder")
        and (one.state in ("sent", "called") or in_doubt(one))
        and one.queued_at[:_SECONDS] >= aside[:_SECONDS]
        for one in records.news_of(order.number)
    )
