"""What the shop ordered from its suppliers: purchase orders, the state each is in, and the days that moved.

Ordered, received and cancelled are separate numbers of a line; the state that people read is derived from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pos.domain.purchasing import SupplierTerms

PurchaseState = Literal["open", "part_received", "received", "cancelled"]
STATES: tuple[PurchaseState, ...] = ("open", "part_received", "received", "cancelled")


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One product of a purchase order, in base units. `first_expected_on` is the first day that the supplier ever gave:
    by it they are measured, however often `expected_on` moves."""

    line: int
    sku: str
    name: str
    quantity: int
    received: int = 0
    cancelled: int = 0
    expected_on: date | None = None
    first_expected_on: date | None = None
    confirmed: bool = False
    to_store: str = ""
    shipment: str = ""
    cancelled_on: date | None = None

    @property
    def open(self) -> int:
        """Units still to come."""
        return max(0, self.quantity - self.received - self.cancelled)

    @property
    def state(self) -> PurchaseState:
        if self.open:
            return "part_received" if self.received else "open"
        return "received" if self.received else "cancelled"


@dataclass(frozen=True, slots=True)
class DayChange:
    """One change of the day on which a line is expected, or of whether the supplier confirmed it; `at` is ISO, UTC."""

    line: int
    at: str
    person: str
    before: date | None
    after: date | None
    confirmed: bool
    why: str


@dataclass(frozen=True, slots=True)
class PurchaseOrder:
    """An order that the shop placed with a supplier."""

    number: str
    supplier: str
    supplier_name: str
    ordered_on: date | None
    lines: tuple[PurchaseLine, ...]
    changes: tuple[DayChange, ...] = ()

    @property
    def state(self) -> PurchaseState:
        if any(line.open for line in self.lines):
            return "part_received" if any(line.received for line in self.lines) else "open"
        return "received" if any(line.received for line in self.lines) else "cancelled"

    @property
    def expected_on(self) -> date | None:
        """The day by which all of it should be here; None where nothing is open or a line has no day."""
        days = [line.expected_on for line in self.lines if line.open]
        known = [day for day in days if day is not None]
        return max(known) if known and len(known) == len(days) else None

    def days_late(self, today: date) -> int:
        """How many days the line that is longest overdue is late; 0 for an order that is not."""
        due = [line.expected_on for line in self.lines if line.open and line.expected_on]
        return max(0, (today - min(due)).days) if due else 0


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier with how to reach them. `open_orders` are waited for, `late_orders` of them beyond their day."""

    terms: SupplierTerms
    country: str = ""
    email: str = ""
    phone: str = ""
    open_orders: int = 0
    late_orders: int = 0


def latest_first(orders: Iterable[PurchaseOrder], today: date) -> list[PurchaseOrder]:
    """The orders as a manager wants them: what is longest overdue, then what comes soonest, then what has no day, then
    what is settled (the newest first)."""

    def place(order: PurchaseOrder) -> tuple[int, int, str]:
        if order.state in ("received", "cancelled"):
            return 3, -(order.ordered_on or date.min).toordinal(), order.number
        if late := order.days_late(today):
            return 0, -late, order.number
        day = order.expected_on
        return (1, day.toordinal(), order.number) if day else (2, 0, order.number)

    return sorted(orders, key=place)


def pack_hint(name: str, quantity: int, pack: int) -> str:
    """What to say when a supplier's packs do not divide a quantity; empty where they do."""
    if pack <= 1 or quantity % pack == 0:
        return ""
    more = -(-quantity // pack) * pack
    less = more - pack
    instead = f"{less} or {more}" if less else str(more)
    return f"“{name}” comes in packs of {pack}; {quantity} is no whole number of packs. {instead} would be."


def worth(lines: Sequence[PurchaseLine], costs: Mapping[str, int | None], per: Mapping[str, int]) -> int | None:
    """What the open units of the lines cost, in minor units rounded up; None where a product has no cost. `per` says
    how many base units a product's cost is for."""
    total = 0
    for line in lines:
        cost = costs.get(line.sku)
        if cost is None:
            return None
        total += -(-cost * line.open // per.get(line.sku, 1))
    return total
