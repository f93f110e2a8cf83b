"""An order for goods to follow: its lines, and the state each is in.

Ordered, allocated, handed over and cancelled are separate numbers of a line, never one status flag; the state that
people read is derived from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pos.domain.catalog import Unit

OrderState = Literal["waiting", "part_ready", "ready", "collected", "cancelled"]


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order, in base units; `promised_on` is what was told first and never changes. `unit_price` is
    what the tag said, in minor units, for one piece or for 1,000 base units of goods sold by measure."""

    line: int
    sku: str
    name: str
    ordered: int
    allocated: int
    handed_over: int
    cancelled: int
    total: int
    tax: int
    tax_rate: int
    promised_on: date | None
    expected_ship_on: date | None
    words: str = ""
    unit_price: int = 0
    unit: Unit = "pc"

    @property
    def open(self) -> int:
        """Units still owed to the customer: neither handed over nor cancelled."""
        return self.ordered - self.handed_over - self.cancelled

    def price_of(self, units: int) -> int:
        """The price of the next `units` handed over; the last ones take what rounding left, so nothing is lost."""
        return self._next(self.total, units)

    def tax_of(self, units: int) -> int:
        """The tax in `price_of` the same units."""
        return self._next(self.tax, units)

    def _next(self, whole: int, units: int) -> int:
        return whole * (self.handed_over + units) // self.ordered - whole * self.handed_over // self.ordered

    @property
    def waiting(self) -> int:
        """Units for which no goods are put aside yet."""
        return self.open - self.allocated


@dataclass(frozen=True, slots=True)
class Order:
    """A customer's order; money in minor units. `balance_due` is what is to pay at collection. One that goes
    `ship_complete` is handed over only when all of it is here."""

    number: str
    customer: str
    customer_name: str
    taken_on: date
    lines: tuple[OrderLine, ...]
    order_deposit: int
    total: int
    ship_complete: bool = False

    @property
    def balance_due(self) -> int:
        """The price of what is still open, less the deposit that is still held."""
        return max(0, sum(line.price_of(line.open) for line in self.lines) - self.order_deposit)

    @property
    def state(self) -> OrderState:
        if not any(line.open for line in self.lines):
            return "collected" if any(line.handed_over for line in self.lines) else "cancelled"
        if all(line.waiting == 0 for line in self.lines):
            return "ready"
        some = any(line.allocated for line in self.lines) and not self.ship_complete
        return "part_ready" if some else "waiting"
