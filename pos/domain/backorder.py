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
LineKind = Literal["backorder", "preorder", "special", "layaway"]
"""Goods to come; goods before their release; goods bought in for this customer; goods on the shelf that are put aside
while they are paid in parts."""
Origin = Literal["policy", "shortage"]
"""Ordered because that is how the shop sells it, or because the shelf was empty."""
Route = Literal["collect", "other_store", "deliver", "direct"]
"""Collected here; collected in another store; sent by us; sent by the supplier."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an order, in base units; `promised_on` is what was told first and never changes. `unit_price` is
    what the tag said, in minor units, for one piece or for 1,000 base units of goods sold by measure. `wanted_on` is
    the day the customer wishes for, `not_after` the last on which they still want it, `ready_on` when nothing was left
    to wait for, or of a line that is dated in part the `told_units` that the told days are about."""

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
    kind: LineKind = "backorder"
    route: Route = "collect"
    route_to: str = ""
    wanted_on: date | None = None
    not_after: date | None = None
    ready_on: date | None = None
    queue_key: str = ""
    told_units: int | None = None

    @property
    def undated(self) -> int:
        """Units that are waited for and of which no day was told, where some of the line have one."""
        if self.told_units is None:
            return 0
        return self.waiting - max(0, min(self.waiting, self.told_units - self.allocated - self.handed_over))

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
    def state(self) -> OrderState:
        """The one word people read for the numbers."""
        if self.open <= 0:
            return "collected" if self.handed_over else "cancelled"
        if self.waiting <= 0:
            return "ready"
        return "part_ready" if self.allocated else "waiting"

    @property
    def origin(self) -> Origin:
        """Whether the shop meant to sell it this way (before its release, bought in, put aside), or ran short."""
        return "shortage" if self.kind == "backorder" else "policy"

    @property
    def waiting(self) -> int:
        """Units for which no goods are put aside yet."""
        return self.open - self.allocated


@dataclass(frozen=True, slots=True)
class Order:
    """A customer's order; money in minor units. `balance_due` is what is to pay at collection, `order_deposit` what is
    held of the deposit, `total` the price of everything ever ordered. One that goes `ship_complete` is handed over only
    when all of it is here.

    `version` grows with every step that changes goods, money or terms. `mode` is how it is paid, `tax_mode` when tax on
    its deposit was due on the day it was taken (empty: as the shop has it now)."""

    number: str
    customer: str
    customer_name: str
    taken_on: date
    lines: tuple[OrderLine, ...]
    order_deposit: int
    total: int
    version: int = 1
    mode: str = "deposit"
    tax_mode: str = ""
    language: str = ""
    taken_at: str = ""
    ship_complete: bool = False
    last_news_at: str = ""

    @property
    def expected_on(self) -> date | None:
        """The latest day of the parts that the customer waits for, as it is reckoned now (of all that is put aside,
        when nothing is missing); None while one of them has no day, for then nobody knows when it is complete."""
        waiting = [None if line.undated else line.expected_ship_on for line in self.lines if line.waiting > 0]
        if None in waiting:
            return None
        days = waiting or [line.expected_ship_on for line in self.lines if line.open]
        return max((day for day in days if day is not None), default=None)

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


def due_on(told_latest: date | None, wanted_on: date | None) -> date | None:
    """The day after which a line is late. Nobody is late before the day that the customer wishes for, and a wish alone
    is no promise: None where no day was told."""
    return told_latest if told_latest is None or wanted_on is None else max(told_latest, wanted_on)
