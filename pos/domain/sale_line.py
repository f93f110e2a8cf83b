"""A line of a basket: how many units of a product, how many of them follow later, and what they cost."""

from __future__ import annotations

from dataclasses import dataclass

from pos.domain import errors
from pos.domain.catalog import Product
from pos.domain.money import Money

LARGEST_QUANTITY = 1_000_000


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`quantity` units of a product, of which `later` are to be supplied later. `fixed_total` is the price that a
    scale printed on the label (minor units are its own), `price` what the counter set where the product has none."""

    product: Product
    quantity: int
    later: int = 0
    price: Money | None = None
    fixed_total: Money | None = None

    @property
    def now(self) -> int:
        return self.quantity - self.later

    @property
    def unit_price(self) -> Money:
        """Raises PriceMissing when neither the product nor the counter has a price."""
        price = self.product.price if self.price is None else self.price
        if price is None:
            raise errors.PriceMissing(
                f"“{self.product.name}” has no price yet. Nothing was sold. Type its price on the line, or set it "
                "in the catalogue.",
                sku=self.product.sku,
            )
        return price

    def checked(self) -> BasketLine:
        """The line itself; raises BadQuantity, BadAmount or PriceMissing when no sale can have it."""
        if not 1 <= self.quantity <= LARGEST_QUANTITY or not 0 <= self.later <= self.quantity:
            raise errors.BadQuantity(
                f"A quantity of {self.quantity} of “{self.product.name}” cannot be sold. Nothing was sold. "
                f"Give a whole number from 1 to {LARGEST_QUANTITY:,}.",
                sku=self.product.sku,
                quantity=self.quantity,
            )
        if self.unit_price.minor < 0:
            raise errors.BadAmount(
                f"The price of “{self.product.name}” is below zero. Nothing was sold. Correct the price first.",
                sku=self.product.sku,
            )
        return self

    def gross_of(self, quantity: int) -> Money:
        """The price of `quantity` units as the price tag means it (with or without tax)."""
        if self.fixed_total is not None:
            return self.fixed_total.times(quantity, self.quantity)
        return self.unit_price.times(quantity, self.product.priced_per)

    def gross_by_take(self) -> dict[str, Money]:
        """The price of what goes now and of what follows; together they are the whole line's price to the cent."""
        now = self.gross_of(self.now)
        return {"now": now, "later": self.gross_of(self.quantity) - now}
