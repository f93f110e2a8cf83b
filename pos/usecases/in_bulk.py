"""The records of a transaction, with what is asked product by product fetched for many products at once.

A big delivery asks four questions on each of its products; asked one by one, they would take most of its time.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast

from pos.domain.stock import StockLevel

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.domain.purchasing import OpenLine
    from pos.domain.stock import Supply
    from pos.usecases.ports import Records, Transaction
    from pos.usecases.promises import View

_MANY = 200
"""Products from which on a delivery is a big one."""


@contextmanager
def holding_many(products: int) -> Iterator[None]:
    """While a big delivery is booked, Python does not look for cycles to clear away: thousands of rows are held until
    the end, and going through them again and again took a third of the time. It does again afterwards."""
    pausing = products > _MANY and gc.isenabled()
    if pausing:
        gc.disable()
    try:
        yield
    finally:
        if pausing:
            gc.enable()


class InBulk:
    """Answers for `skus` from one question each, for everything else from the records themselves. What is answered is
    as it was when it was first asked: make a new one after a change.

    Of purchase lines in `came_short`, as (number, line), the rest did not come although it was due: what is still open
    of them counts as overdue from `today` on and not only from tomorrow."""

    def __init__(
        self, records: Records, skus: Sequence[str], *, came_short: Collection[tuple[str, int]] = (),
        today: date = date.max,
    ) -> None:  # fmt: skip
        self._records, self._skus = records, skus
        self._came_short, self._today = came_short, today
        self._lines: Mapping[str, Sequence[OpenLine]] | None = None
        self._supplies: Mapping[str, Sequence[Supply]] | None = None
        self._levels: Mapping[str, StockLevel] | None = None
        self._products: Mapping[str, Product] | None = None
        self._learned: int | None = None
        self._of = frozenset(skus)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def learned_position(self) -> int:
        if self._learned is None:
            self._learned = self._records.learned_position()
        return self._learned

    def open_lines(self, sku: str) -> Sequence[OpenLine]:
        if sku not in self._of:
            return self._records.open_lines(sku)
        if self._lines is None:
            self._lines = self._records.open_lines_of(self._skus)
        return self._lines.get(sku, ())

    def supplies(self, sku: str) -> Sequence[Supply]:
        if sku not in self._of:
            return self._records.supplies(sku)
        if self._supplies is None:
            self._supplies = self._records.supplies_of(self._skus)
        found = self._supplies.get(sku, ())
        if not self._came_short:
            return found
        return [
            replace(supply, expected_on=min(supply.expected_on, self._today - timedelta(days=1)))
            if supply.expected_on and supply.expected_on <= self._today and (supply.id, supply.line) in self._came_short
            else supply
            for supply in found
        ]

    def stock_here(self, sku: str) -> StockLevel:
        if sku not in self._of:
            return self._records.stock_here(sku)
        if self._levels is None:
            self._levels = self._records.levels_of(self._skus)
        return self._levels.get(sku) or self._records.stock_here(sku)

    def product(self, sku: str) -> Product | None:
        if sku not in self._of:
            return self._records.product(sku)
        if self._products is None:
            self._products = self._records.products_of(self._skus)
        return self._products.get(sku)


class _AsItWas(InBulk):
    """Everything asked beforehand, so that it can be reckoned with after the records have changed."""

    def __init__(self, records: Records, skus: Sequence[str], today: date) -> None:
        from pos.usecases.supplier_habits import habits_of

        super().__init__(records, skus)
        self._lines, self._supplies = records.open_lines_of(skus), records.supplies_of(skus)
        self._levels, self._products = records.levels_of(skus), records.products_of(skus)
        self._habits = habits_of(records, today)

    def remembered(self, name: str, key: object, make: object) -> Any:
        """What was known of suppliers then."""
        return self._habits


class _Earlier(Mapping[tuple[str, int], Any]):
    """The days of lines as they stood, each product's reckoned only when one of its lines is asked for."""

    def __init__(self, then: _AsItWas, skus: Sequence[str], known: View) -> None:
        self._then, self._today, self._found = then, known.today, dict(known.lines)
        self._skus = {(line.order, line.line): sku for sku in skus for line in then.open_lines(sku)}
        self._done: set[str] = set()

    def __getitem__(self, key: tuple[str, int]) -> Any:
        sku = self._skus.get(key)
        if key not in self._found and sku is not None and sku not in self._done:
            from pos.usecases.promises import view

            self._done.add(sku)
            self._found |= view(cast("Records", self._then), [sku], self._today).lines
        return self._found[key]

    def __iter__(self) -> Iterator[tuple[str, int]]:
        return iter(self._skus)

    def __len__(self) -> int:
        return len(self._skus)


def in_bulk(records: Records, skus: Sequence[str], **more: Any) -> Transaction:
    """The same records, quick for these products; `more` as for `InBulk`."""
    return cast("Transaction", InBulk(records, skus, **more))


def as_it_stands(records: Records, skus: Sequence[str], today: date, at_once: Collection[str] = ()) -> View:
    """How the open lines of these products stand, kept to be looked at after a change. What nobody asks for then is
    never reckoned, but for the products `at_once`: those of orders that go only whole look at other products too."""
    from pos.usecases.promises import View, view

    if not skus:
        return View(today)
    then = _AsItWas(records, skus, today)
    known = view(cast("Records", then), at_once, today)
    return View(today, _Earlier(then, [sku for sku in skus if sku not in at_once], known))
