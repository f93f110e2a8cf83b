"""Goods that are put aside and may not be handed over yet because their release was put off: a promise broken though
the goods are here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.news import NOT_OUT, slip_key
from pos.domain.people import Person
from pos.usecases.news_dates import write_dates
from pos.usecases.outbox import Outbox
from pos.usecases.promises import BrokenPromise

if TYPE_CHECKING:
    from pos.usecases.ports import Records, Transaction


def put_aside(records: Records, sku: str) -> list[str]:
    """The orders for which goods of a product are put aside, in the order of their queue."""
    return list(dict.fromkeys(line.order for line in records.open_lines(sku) if line.allocated > 0))


def told_ready(records: Records, number: str) -> bool:
    """Whether the customer heard that their goods can be collected."""
    return any(
        one.event in ("ready", "reminder") and one.state in ("sent", "called") for one in records.news_of(number)
    )


def say_put_off(
    tx: Transaction, sku: str, out: date, *, cause: str, today: date, person: Person
) -> tuple[BrokenPromise, ...]:
    """After the operation `cause` put a release off until `out`: whoever counts on goods that are put aside before that
    day hears of it, and somebody is asked to mend it. Answers with those promises."""
    day = tx.shop().opening_days.on_or_after(out)
    box = Outbox(tx, person, today, cause=cause)
    broken: list[BrokenPromise] = []
    for number in put_aside(tx, sku) if day > today else ():
        order = tx.order(number)
        kinds = {line.line: line.kind for line in order.lines} if order is not None else {}
        late = []
        for told in tx.told_lines([number]):
            if order is None or told.sku != sku or told.waiting > 0 or kinds.get(told.line) == "layaway":
                continue
            counted_on = told.due_on
            if counted_on is None or (counted_on >= day and not told_ready(tx, number)):
                continue
            key = f"{slip_key(number, told.line, told.nth)}:{out.isoformat()}:{NOT_OUT}"
            why = f"Put aside, and not released before {out.isoformat()}: told {counted_on.isoformat()}."
            box.task("promise", key, number=number, line=told.line, why=why, due_on=today)
            late.append(replace(told, waiting=told.allocated, now_likely=day, now_latest=day))
            broken.append(
                BrokenPromise(number, told.line, sku, order.customer_name, counted_on, counted_on, day, told.name)
            )
        if order is not None and late:
            write_dates(box, order, late, "late", [NOT_OUT] * len(late))
    box.flush()
    return tuple(broken)
