"""What the use cases need from the outside, as protocols: a clock, the shop's records, one transaction at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from pos.domain.allocation import Waiting
from pos.domain.backorder import Order
from pos.domain.catalog import Product
from pos.domain.order_deposit import Share
from pos.domain.people import Customer, Person
from pos.domain.promising import LeadTime
from pos.domain.receipt import Receipt
from pos.domain.shop import Shop
from pos.domain.stock import StockLevel, Supply


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
    """One line of the list of sales and orders; money in minor units."""

    number: str
    sold_at: datetime
    customer_name: str
    total: int
    order_deposit: int
    balance_due: int
    state: str
    expected_ship_on: date | None


class Records(Protocol):
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
    def lead_time(self, supplier: str) -> LeadTime | None: ...
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
    def queue(self, sku: str) -> Sequence[Waiting]: ...
    def receipt(self, number: str) -> KeptReceipt | None: ...
    def prints(self, number: str, form: str) -> int:
        """How often a receipt came out in a form before, the print at the sale included."""
        ...

    def sales(self, text: str, limit: int) -> Sequence[SaleRow]: ...
    def sale_by_request(self, request: str) -> Mapping[str, Any] | None: ...
    def purchase_order(self, number: str) -> Sequence[Mapping[str, Any]]: ...


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
