"""What the cashier sees after a scan: what is here, elsewhere and on order, the promise and the advice."""

from __future__ import annotations

from dataclasses import dataclass

from pos.domain.catalog import Product
from pos.domain.elsewhere import Donor
from pos.domain.money import Money
from pos.domain.order_deposit import AskedBy
from pos.domain.policy import Advice
from pos.domain.promise import Promise
from pos.domain.stock import StockLevel, Supply


@dataclass(frozen=True, slots=True)
class Substitute:
    """A product that may serve instead, with what is free of it here, and why it is offered."""

    product: Product
    available: int
    reason: str


@dataclass(frozen=True, slots=True)
class Availability:
    """The answer to a look-up of `quantity` units. `promise` and `words` speak of the `short` units that are not here;
    `quantity` may come from a scale's label, then `label_price` may too. `donors` are the stores that could send what
    is short, the sure ones first; `to_ask` is overdue and nobody knows when it comes: its supplier has to be asked.
    `dated` is the promise for as many of them as have a date, where not all have one.
    `order_deposit` is what is charged for the units that are short, and `deposit_by` says whose word that is."""

    product: Product
    quantity: int
    here: StockLevel
    elsewhere: tuple[StockLevel, ...]
    on_order: int
    promise: Promise | None
    words: str
    advice: Advice
    order_deposit: Money
    substitutes: tuple[Substitute, ...] = ()
    label_price: Money | None = None
    donors: tuple[Donor, ...] = ()
    to_ask: tuple[Supply, ...] = ()
    deposit_by: AskedBy = "shop"
    dated: Promise | None = None

    @property
    def is_gone(self) -> bool:
        """Not bought any more, on no shelf of any store, and on no order: nobody can be told when it is back."""
        on_hand = any(level.on_hand > 0 for level in (self.here, *self.elsewhere))
        return self.product.backorder == "stop" and not on_hand and not self.on_order

    @property
    def short(self) -> int:
        return max(0, self.quantity - self.here.available)
