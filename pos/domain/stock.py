"""Stock: a sum of moves, seen per store as what is on hand, promised and free.

Definitions of available, owed and free follow the trade's own (available = on hand - quarantined - allocated - owed,
never below zero); a negative on-hand figure is a count that went wrong, and counts against those who wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class StockLevel:
    """One product in one store, in base units. `as_of` is when the figure was true: None for a store never heard of.
    `owed` counts ordered units of open lines that are not yet allocated; they come before a walk-in.
    `held_until` is the day of release of goods that are not out yet. `kept` of what is put aside is held for the very
    customer who is asked about, who asked to be told: theirs, whoever ordered since."""

    store: str
    on_hand: int
    allocated: int = 0
    owed: int = 0
    safety_stock: int = 0
    as_of: datetime | None = None
    store_name: str = ""
    held_until: date | None = None
    kept: int = 0

    @property
    def free(self) -> int:
        """On hand less what is put aside for named orders; negative after a wrong count."""
        return self.on_hand - self.allocated

    @property
    def available(self) -> int:
        """What the cashier here may sell now: nothing before the day of release."""
        return 0 if self.held_until is not None else self.to_put_aside

    @property
    def to_put_aside(self) -> int:
        """What is here and nobody's (or kept for the customer who is asked about), released or not."""
        return self.kept + max(0, self.free - self.owed)

    @property
    def spare(self) -> int:
        """What another store may ask for: its own safety stock stays where it is."""
        return max(0, self.free - self.owed - self.safety_stock)

    @property
    def queue_ahead(self) -> int:
        """Units that have to arrive before the next customer is served: what is owed beyond what is free."""
        return max(0, self.owed - self.free)


@dataclass(frozen=True, slots=True)
class Supply:
    """Goods on their way to this store: the open quantity of one purchase-order line or transfer. `id` and `line` name
    it; lines of one `shipment` arrive together."""

    kind: str
    id: str
    quantity: int
    expected_on: date | None
    confirmed: bool = False
    ordered_on: date | None = None
    supplier: str = ""
    line: int = 0
    shipment: str = ""
