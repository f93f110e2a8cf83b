"""The basket on the counter: lines that are added, changed and taken out, each step of which can be undone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pos.domain.catalog import Product
from pos.domain.money import Money
from pos.domain.sale import LARGEST_QUANTITY, BasketLine


@dataclass(frozen=True, slots=True)
class Basket:
    """The lines in the order in which they were scanned. Every change gives a new basket. `together`: what follows is
    handed over all at once."""

    lines: tuple[BasketLine, ...] = ()
    together: bool = False

    def add(self, product: Product, quantity: int = 1, *, label_price: Money | None = None) -> Basket:
        """Add units; a product that is there already grows, unless a scale's label gave it a price of its own."""
        index = self.index_of(product.sku)
        if index is None or label_price is not None or self.lines[index].fixed_total is not None:
            return replace(self, lines=(*self.lines, BasketLine(product, quantity, fixed_total=label_price)))
        return self.with_quantity(index, self.lines[index].quantity + quantity)

    def index_of(self, sku: str) -> int | None:
        """The last line of a product, or None."""
        return next((i for i in reversed(range(len(self.lines))) if self.lines[i].product.sku == sku), None)

    def with_quantity(self, index: int, quantity: int) -> Basket:
        """Another quantity, from 1 up; what follows later shrinks with it when it must. A scale's label keeps its own:
        its price is that of one pack."""
        quantity = max(1, min(quantity, LARGEST_QUANTITY))
        line = self.lines[index]
        if line.fixed_total is not None:
            return self
        return self._with(index, replace(line, quantity=quantity, later=min(line.later, quantity)))

    def with_later(self, index: int, later: int) -> Basket:
        """Another split: `later` units follow, the rest goes now."""
        line = self.lines[index]
        return self._with(index, replace(line, later=max(0, min(later, line.quantity))))

    def with_price(self, index: int, price: Money) -> Basket:
        return self._with(index, replace(self.lines[index], price=price))

    def without(self, index: int) -> Basket:
        return replace(self, lines=self.lines[:index] + self.lines[index + 1 :])

    def now_of(self, sku: str) -> int:
        """Units of a product that are to go now, over all lines."""
        return sum(line.now for line in self.lines if line.product.sku == sku)

    def _with(self, index: int, line: BasketLine) -> Basket:
        return replace(self, lines=(*self.lines[:index], line, *self.lines[index + 1 :]))


@dataclass(frozen=True, slots=True)
class History:
    """A basket with its past and its undone future."""

    now: Basket = Basket()
    past: tuple[Basket, ...] = ()
    future: tuple[Basket, ...] = ()

    def step(self, basket: Basket) -> History:
        """Go on to a changed basket; an equal one is no step."""
        if basket == self.now:
            return self
        return History(basket, (*self.past[-199:], self.now))

    def undo(self) -> History:
        if not self.past:
            return self
        return History(self.past[-1], self.past[:-1], (self.now, *self.future))

    def redo(self) -> History:
        if not self.future:
            return self
        return History(self.future[0], (*self.past, self.now), self.future[1:])
