"""The promise: on which day a quantity that is not here can be had, what that rests on, and in which words it is told.

The plain rule: the purchase-order line whose arrival covers the queue ahead and this quantity; else the supplier's
lead time from today. Never before today's next opening day, never a day on which the shop is closed, and no date at
all where nothing speaks for one (an honest "no date" hurts less than a hope).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pos.domain.calendar import OpeningDays
from pos.domain.stock import Supply

Certainty = Literal["confirmed", "estimated"]


@dataclass(frozen=True, slots=True)
class Peg:
    """One thing the promise stands on: `quantity` units of supply `id` due `on`."""

    kind: str
    id: str
    quantity: int
    on: date | None


@dataclass(frozen=True, slots=True)
class Promise:
    """`quantity` units, likely on one day and at the latest on another, with what it stands on."""

    quantity: int
    likely_on: date
    latest_on: date
    certainty: Certainty
    basis: tuple[Peg, ...]
    queue_ahead: int = 0


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How a supplier delivers: days from order to receipt, whether anything may be ordered from them at all."""

    supplier: str
    days: int


def promise(
    *,
    quantity: int,
    queue_ahead: int,
    supplies: Sequence[Supply],
    lead_time: LeadTime | None,
    today: date,
    opening_days: OpeningDays,
    handling_days: int = 1,
    release_on: date | None = None,
) -> Promise | None:
    """When `quantity` units can be had after `queue_ahead` units that go to others first; None when nothing says so.

    Overdue lines (expected before today, or without a date and ordered longer ago than a lead time) are not hoped for
    "tomorrow": they count as arriving one lead time from today, like goods that would have to be ordered now. Days of
    handling are opening days of the shop.
    """
    if quantity <= 0:
        return None
    still_ahead, still_mine = queue_ahead, quantity
    pegs: list[Peg] = []
    certain = True
    day: date | None = None
    for supply, due in _by_arrival(supplies, lead_time, today):
        left = supply.quantity
        for_others = min(left, still_ahead)
        still_ahead -= for_others
        mine = min(left - for_others, still_mine)
        day = due  # nobody is served before those ahead of them
        if mine:
            still_mine -= mine
            pegs.append(Peg(supply.kind, supply.id, mine, supply.expected_on))
            certain = certain and supply.confirmed and supply.expected_on is not None and supply.expected_on >= today
        if not still_mine:
            break
    if still_mine:
        if lead_time is None:
            return None
        day = max(day or today, today + timedelta(days=lead_time.days))
        pegs.append(Peg("supplier", lead_time.supplier, still_mine, None))
        certain = False
    assert day is not None
    if release_on is not None:
        day = max(day, release_on)
    ready = opening_days.later_by(max(day, today), handling_days)
    return Promise(quantity, ready, ready, "confirmed" if certain else "estimated", tuple(pegs), queue_ahead)


def _by_arrival(supplies: Sequence[Supply], lead_time: LeadTime | None, today: date) -> list[tuple[Supply, date]]:
    """The supplies with the day each may be counted on, soonest first; those without any such day left out."""
    dated = []
    for supply in supplies:
        due = supply.expected_on
        if due is None and lead_time is not None:
            due = (supply.ordered_on or today) + timedelta(days=lead_time.days)
        if due is None or due < today:
            if lead_time is None:
                continue
            due = today + timedelta(days=lead_time.days)
        dated.append((supply, due))
    return sorted(dated, key=lambda pair: (pair[1], pair[0].kind, pair[0].id))
