"""Goods that are here, or between two stores, past the day that their customer was told: what the slip radar shows of
them. No supplier can mend these; somebody has to send them, or find out whether they are there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from pos.usecases.availability import today_in
from pos.usecases.to_send import UNSENT
from pos.usecases.whereabouts import whereabouts

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Records, Transactions

SendRemedy = Literal["ship", "send_on", "arrived_there"]
"""What mends it: the goods are shipped to the customer, sent on to another store, or noted as being there."""


@dataclass(frozen=True, slots=True)
class Unsent:
    """A promise broken by goods that did not go on: `units` of a line that are still here or still on the way to
    `store` (empty: the customer's address), `days_late` after the day that was told, and what mends it."""

    task: str
    order: str
    line: int
    version: int
    customer_name: str
    sku: str
    name: str
    units: int
    store: str
    told_latest: date
    days_late: int
    remedy: SendRemedy


def unsent(*, transactions: Transactions, clock: Clock) -> tuple[Unsent, ...]:
    """All of them, the latest first: the open tasks that the daily round made of them, as the goods are now."""
    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        rows = [row for row in records.promises_to_mend() if row[0].endswith(f":{UNSENT}")]
        told = {(one.order, one.line): one.day_told for one in records.told_lines({row[1] for row in rows})}
        found = [_unsent(records, row[0], row[1], row[2], told.get((row[1], row[2])), today) for row in rows]
    wanted = [one for one in found if one is not None]
    return tuple(sorted(wanted, key=lambda one: (-one.days_late, one.order, one.line)))


def _unsent(records: Records, task: str, number: str, nth: int, told: date | None, today: date) -> Unsent | None:
    """None where nothing of it is here or on the way any more, or its customer counts on a later day by now."""
    order = records.order(number)
    line = next((one for one in order.lines if one.line == nth), None) if order is not None else None
    if order is None or line is None or told is None or told >= today:
        return None
    at = whereabouts(records, order).get(nth)
    if at is None or not (at.here or at.under_way):
        return None
    remedy: SendRemedy = "ship" if line.route == "deliver" else "send_on" if at.here else "arrived_there"
    store = records.shop().stores.get(line.route_to, line.route_to) if line.route == "other_store" else ""
    return Unsent(
        task, number, nth, order.version, order.customer_name, line.sku, line.name, at.here or at.under_way, store,
        told, (today - told).days, remedy,
    )  # fmt: skip
