"""Goods put aside that nobody collects: when the customer is reminded, when they go to the next who waits, and when the
order ends.

The ticket says for how many days goods are kept once they are ready (`keep_days`). As many days after that as the
shop's rule says (`expire_days`, 0: never) they go to whoever waits behind; the order itself waits on, and ends after
as many days again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from pos.domain.waiting_rules import WaitingRules

if TYPE_CHECKING:
    from pos.domain.backorder import Order

NextStep = Literal["remind", "put_back", "expire", "wait"]


@dataclass(frozen=True, slots=True)
class Uncollected:
    """An order whose goods are all here, or were before they were put back, and are not collected. `reminders` are the
    days on which the customer is called again; `put_back_on` and `expires_on` are None where the shop never does so."""

    order: str
    customer: str
    customer_name: str
    ready_on: date | None
    kept_until: date | None
    reminders: tuple[date, ...]
    put_back_on: date | None
    put_back: date | None
    expires_on: date | None

    def reminders_due(self, today: date) -> tuple[date, ...]:
        """The reminders whose day has come."""
        return tuple(day for day in self.reminders if day <= today)

    def next_step(self, today: date) -> NextStep:
        """What is to be done with it today."""
        if self.expires_on is not None and today >= self.expires_on:
            return "expire"
        if self.put_back is None and self.put_back_on is not None and today >= self.put_back_on:
            return "put_back"
        return "remind" if self.put_back is None and self.reminders_due(today) else "wait"


def kept_from(order: Order, since: date, out: date | None) -> date:
    """The day from which on goods that are put aside `since` are kept for the shop's days: not before they are `out`,
    nor before the day that their customer wishes for."""
    wishes = [line.wanted_on for line in order.lines if line.allocated and line.wanted_on is not None]
    lines = [one for one in order.lines if one.allocated and one.kind != "layaway" and one.route == "collect"]
    ready = [one.ready_on for one in lines if one.ready_on is not None]
    if ready and not any(one.waiting > 0 for one in order.lines):
        since = max(ready)  # what came since for another way of the order adds nothing to these days
    return max([since, *wishes, *([out] if out is not None else [])])


def goes_back_on(since: date, keep_days: int, rules: WaitingRules) -> date | None:
    """The day on which goods that are kept from `since` on go to whoever waits behind; None where the shop never does
    so."""
    return since + timedelta(days=keep_days + rules.expire_days) if rules.expire_days else None


def uncollected_of(
    order: str, customer: str, customer_name: str, *, ready_on: date | None, put_back: date | None, keep_days: int,
    rules: WaitingRules,
) -> Uncollected:  # fmt: skip
    """The days of an order that is ready since `ready_on` (None: it waits again), put back before on `put_back`."""
    kept = ready_on + timedelta(days=keep_days) if ready_on is not None else None
    after = timedelta(days=rules.expire_days)
    back_on = goes_back_on(ready_on, keep_days, rules) if ready_on is not None else None
    return Uncollected(
        order,
        customer,
        customer_name,
        ready_on,
        kept,
        tuple(ready_on + timedelta(days=day) for day in rules.reminders) if ready_on is not None else (),
        back_on,
        put_back,
        put_back + after if put_back is not None and rules.expire_days else None,
    )
