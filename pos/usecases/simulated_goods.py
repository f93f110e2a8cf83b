"""What a simulated chain deals in: products on shelves, customers who wait, lines on order, and what came in."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import date

from pos.usecases.simulated_suppliers import SimulatedSupplier


@dataclass(slots=True, eq=False)
class Place:
    """One product in one store: what is free on the shelf, who waits, what is on order, and when to order."""

    sku: str
    supplier: SimulatedSupplier
    store: int
    least: int
    most: int
    pack: int
    free: int
    waiting: deque[Wish] = field(default_factory=deque)
    lines: list[Line] = field(default_factory=list)
    to_order: int = 0  # units that were promised from a new order

    @property
    def owed(self) -> int:
        return sum(wish.missing for wish in self.waiting)


@dataclass(slots=True, eq=False)
class Wish:
    """One customer who waits for `missing` of `quantity` units; `ready_on` when all of them are ready."""

    number: int
    place: Place
    quantity: int
    missing: int
    taken_on: date
    ready_on: date | None = None
    cancelled_on: date | None = None


@dataclass(slots=True, eq=False)
class Line:
    """One line of a purchase order; `first_on` is the first day that the supplier gave, `expected_on` the last."""

    order: str
    number: int
    place: Place
    quantity: int
    open: int
    ordered_on: date
    first_on: date | None = None
    expected_on: date | None = None
    received: int = 0


@dataclass(frozen=True, slots=True)
class Receipt:
    """Units of a line that came in; `asked` is what was still open of it."""

    line: Line
    units: int
    asked: int
    on: date
