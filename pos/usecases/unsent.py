"""Goods that are here, or between two stores, past the day that their customer was told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pos.domain.backorder import Order
from pos.domain.news import slip_key
from pos.domain.ways import goes_on
from pos.usecases.news_dates import write_dates
from pos.usecases.to_send import UNSENT
from pos.usecases.whereabouts import whereabouts

if TYPE_CHECKING:
    from pos.usecases.outbox import Outbox


def say_unsent(box: Outbox, order: Order) -> None:
    """Goods that are here, or under way, past the day that their customer was told are a promise broken: one task, and
    the customer hears of the next day. Where that passes as well, none is told: it would be one more to break. Goods
    that were there in time, and came back because nobody collected them, wait for their customer."""
    tasks = box.tx.tasks_of(order.number)
    at = {line: where for line, where in whereabouts(box.tx, order).items() if where.to_go or where.under_way}
    routes = {line.line: line for line in order.lines if line.route in ("deliver", "other_store")}
    late = []
    for told in box.tx.told_lines([order.number]):
        line = routes.get(told.line)
        if line is None or told.line not in at or told.waiting > 0 or line.kind == "layaway":
            continue
        if told.told_latest is None or told.due_on is None or told.due_on >= box.today:
            continue
        where = "are here" if at[told.line].here else "are on the way"
        why = f"Told {told.told_latest.isoformat()}, and its goods {where}."
        key = f"{slip_key(order.number, told.line, told.nth)}:{UNSENT}"
        before = any(one.line == told.line and one.id.endswith(f":{UNSENT}") for one in tasks)
        if box.task("promise", key, number=order.number, line=told.line, why=why, due_on=box.today):
            day = None if before else goes_on(box.shop, line.route, line.route_to, box.today)
            late.append(replace(told, waiting=told.allocated, now_likely=day, now_latest=day))
    if late:
        write_dates(box, order, late, "late", ["overdue"] * len(late))
