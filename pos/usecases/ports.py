"""What the use cases need from the outside, as protocols: a clock, the shop's records, one transaction at a time."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pos.domain.backorder import Order
from pos.domain.catalog import Product
from pos.domain.order_deposit import Share
from pos.domain.people import Customer, Person
from pos.domain.receipt import Receipt
from pos.domain.shop import Shop
from pos.domain.stock import StockLevel, Supply
from pos.usecases.ports_waiting import (
    BoardRecords,
    NewsRecords,
    OrderRecords,
    RadarRecords,
    ShelfRecords,
    TellMeRecords,
)

if TYPE_CHECKING:
    from pos.domain.purchase_orders import PurchaseOrder, Supplier
    from pos.domain.purchasing import OpenLine, SupplierTerms

_T = TypeVar("_T")


class Clock(Protocol):
    """The time, so that tests and simulations can say what it is."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """One hit of a search, as the list of results shows it."""

    product: Product
    available: int


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt as it was made, with the personal parts filled in where they were not erased."""

    document: Receipt
    sold_at: datetime
    prints: int
    """Paper prints asked for after the sale."""


@dataclass(frozen=True, slots=True)
class SaleRow:
    """One line of the list of sales and orders; money in minor units. Of an open order so many units are put
    `aside`."""

    number: str
    sold_at: datetime
    customer_name: str
    total: int
    order_deposit: int
    balance_due: int
    state: str
    expected_ship_on: date | None
    aside: int = 0


class Records(OrderRecords, ShelfRecords, NewsRecords, TellMeRecords, BoardRecords, RadarRecords, Protocol):
    """What the shop knows, to be read inside a transaction."""

    def shop(self) -> Shop: ...
    def product(self, sku: str) -> Product | None: ...
    def product_by_code(self, code: str) -> Product | None: ...
    def sellable(self, code: str) -> Found | None:
        """A product by its code and what is free of it here, in one question."""
        ...

    def sellables(self, skus: Sequence[str]) -> Mapping[str, Found]:
        """The same for many at once, of those texts that are SKUs."""
        ...

    def find(self, text: str, limit: int) -> Sequence[Found]: ...
    def did_you_mean(self, text: str) -> str | None: ...
    def stock_here(self, sku: str) -> StockLevel: ...
    def stock_everywhere(self, sku: str) -> Sequence[StockLevel]: ...
    def supplies(self, sku: str) -> Sequence[Supply]: ...
    def customer(self, customer: str) -> Customer | None: ...
    def find_customers(self, text: str, limit: int) -> Sequence[Customer]: ...
    def customers_like(self, email: str, digits: str, name: str) -> Sequence[Customer]:
        """Customers with this e-mail address; else with this phone's digits; else of this name and neither."""
        ...

    def person(self, person: str) -> Person | None: ...
    def people(self) -> Sequence[Person]: ...
    def order(self, number: str) -> Order | None: ...
    def orders(self) -> Sequence[Order]: ...
    def deposit_shares(self, number: str) -> Sequence[Share]: ...
    def receipt(self, number: str) -> KeptReceipt | None: ...
    def prints(self, number: str, form: str) -> int:
        """How often a receipt came out in a form before, the print at the sale included."""
        ...

    def sales(self, text: str, limit: int) -> Sequence[SaleRow]: ...
    def voucher_spent(self, number: str) -> int:
        """What was paid with the voucher of this number, less what went back to it, in minor units."""
        ...

    def sale_by_request(self, request: str) -> Mapping[str, Any] | None: ...
    def supplier_terms(self, supplier: str) -> SupplierTerms | None: ...
    def learned_settings(self) -> Mapping[str, Any]:
        """What the last look at the shop's own record settled: `half_life` in days, `cautious` suppliers, and by
        category `cuts` of the longest wait and the `longest_waits` that were learned."""
        ...

    def remembered(self, name: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once while `key` stays the same: for conclusions that cost more than a look-up."""
        ...

    def open_units(self) -> int:
        """Units that wait for customers in the whole shop; goods by measure count as one for each line."""
        ...

    def promises_told(
        self, customer: str = ""
    ) -> Sequence[tuple[str, date, date | None, date, date | None, date | None, date | None, date | None]]:
        """(supplier, taken, told likely and latest first, told latest last, ready, cancelled, supplied) of each line
        told; of one customer's orders, or of all. `supplied` is when goods for another store would be there, had they
        gone on when they came in here; None of other lines."""
        ...

    def lines_that_waited(self, since: date) -> Sequence[tuple[str, date, date | None, date | None, date | None]]:
        """(category, taken, told latest first, ready, given up by the customer) of each line taken from `since` whose
        goods were not on the shelf."""
        ...

    def like(self, product: Product, limit: int) -> Sequence[Found]:
        """Other products of its category with the same attributes that are here now, nearest in price first."""
        ...

    def suppliers(self, today: date) -> Sequence[Supplier]: ...
    def purchase_orders(self, supplier: str = "") -> Sequence[PurchaseOrder]: ...
    def whole_purchase_order(self, number: str) -> PurchaseOrder | None: ...
    def kept_purchase_lines(self, numbers: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        """All lines of these purchase orders, as the log writes them."""
        ...

    def purchase_numbers(self, start: str) -> Sequence[str]: ...
    def learned_position(self) -> int:
        """While it stays the same, so does whatever was concluded from deliveries and purchase lines."""
        ...

    def supply_position(self) -> int:
        """While it stays the same, nothing that is to come has changed, not even a day."""
        ...

    def deliveries(self) -> Iterator[tuple[Any, ...]]:
        """(supplier, lane, ordered on, promised on, delivered on, SKU, quantity, received, shipment) of each."""
        ...

    def awaited_lines(self) -> Sequence[tuple[Any, ...]]:
        """(supplier, lane, ordered on, first expected on, expected on, open units, shipment, number, line, SKU)."""
        ...

    def never_came(self) -> Mapping[str, tuple[int, int]]:
        """Supplier -> (settled purchase lines, those of them on which nothing ever came)."""
        ...

    def open_lines(self, sku: str) -> Sequence[OpenLine]: ...
    def skus_of_order(self, order: str) -> Sequence[str]:
        """The products of the order's lines that are still open."""
        ...

    def skus_with_open_lines(self) -> Sequence[str]: ...
    def goods_in_marked(self, mark: str) -> tuple[str, str] | None:
        """(document, instant) of the goods that came in last under a mark of their own."""
        ...

    def skus_waiting_for(self, supplier: str) -> Sequence[str]:
        """Those among them that usually come from a supplier, or are on order there."""
        ...

    def sales_rate(self, sku: str, store: str, since: date, until: date) -> float:
        """Units sold a day from `since` up to the day before `until`."""
        ...

    def purchase_order(self, number: str) -> Sequence[Mapping[str, Any]]:
        """The open lines of a purchase order, as receiving needs them."""
        ...


class Transaction(Records, Protocol):
    """Reading and writing as one step that happens whole or not at all."""

    def next_number(self) -> str:
        """The next receipt number of this register; gap-free, because it is used up only when the step succeeds."""
        ...

    def seal(self, customer: str, personal: Mapping[str, str]) -> str:
        """Close personal words under the customer's own key, so that erasing the key erases them everywhere."""
        ...

    def append(self, kind: str, body: Mapping[str, Any], *, person: str) -> str:
        """Write one operation into the log and make its rows; answers with its id."""
        ...


class Transactions(Protocol):
    """The door to the records."""

    def reading(self) -> AbstractContextManager[Records]: ...
    def writing(self) -> AbstractContextManager[Transaction]: ...
