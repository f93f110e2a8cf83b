"""Why goods ran short: one of a few causes, inferred from what the records show, the surest sign first.

The causes are those that the trade names for stock-outs: a supplier who was late, a lead time longer than was thought,
a wrong count, more wanted than usual, too little kept, and a forecast that was wrong. They are for finding out what to
change, not for telling customers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

ShortageCause = Literal[
    "supplier_late", "record_wrong", "demand_spike", "longer_lead_time", "low_level", "wrong_forecast"
]
SHORTAGE_CAUSES: Mapping[ShortageCause, str] = {
    "supplier_late": "the supplier is late",
    "record_wrong": "the stock record was wrong",
    "demand_spike": "more was wanted than usual",
    "longer_lead_time": "the supplier takes longer than agreed",
    "low_level": "too little was kept and nothing is on order",
    "wrong_forecast": "what is on order is too little or too late",
}
SPIKE = 2
"""So many times the usual demand of four weeks is more than usual."""
LONGER = 1.25
"""A lead time this many times the agreed one is longer."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the records show of a product: purchase lines overdue or moved to a later day, units that counts of the last
    30 days found missing, units wanted in the last four weeks and in the twelve before, units on order, and days from
    order to receipt as agreed and as they were of late (None: unknown)."""

    overdue: int = 0
    moved_later: int = 0
    found_missing: int = 0
    wanted_lately: int = 0
    wanted_before: int = 0
    on_order: int = 0
    lead_agreed: int | None = None
    lead_lately: float | None = None


@dataclass(frozen=True, slots=True)
class Shortage:
    """A product of which orders wait for goods that are not here: lines and units short, and the likeliest cause."""

    sku: str
    name: str
    lines: int
    units: int
    cause: ShortageCause


def cause_of(signs: Signs) -> ShortageCause:
    """The likeliest cause of a shortage: what somebody else did to us first, then what we did ourselves."""
    if signs.overdue or signs.moved_later:
        return "supplier_late"
    if signs.found_missing:
        return "record_wrong"
    usual = signs.wanted_before / 3
    if signs.wanted_before and signs.wanted_lately >= SPIKE * usual and signs.wanted_lately - usual >= 2:
        return "demand_spike"
    if signs.lead_agreed and signs.lead_lately is not None and signs.lead_lately > LONGER * signs.lead_agreed:
        return "longer_lead_time"
    return "wrong_forecast" if signs.on_order else "low_level"


def by_cause(shortages: Iterable[Shortage]) -> dict[ShortageCause, tuple[int, int, int]]:
    """Cause -> (products, lines, units), every cause named."""
    found: dict[ShortageCause, tuple[int, int, int]] = dict.fromkeys(SHORTAGE_CAUSES, (0, 0, 0))
    for one in shortages:
        products, lines, units = found[one.cause]
        found[one.cause] = (products + 1, lines + one.lines, units + one.units)
    return found
