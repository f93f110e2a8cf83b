"""What a file of another system says, row by row, before the shop has taken any of it.

Every record of a file becomes exactly one of these values: one of the `Incoming…` kinds, `BadRow` when it cannot go in,
or `SameRow` when it says nothing of its own. So the rows of a file always add up.

`row` is the number a person sees at the left of a spreadsheet: the header is row 1, the first record is row 2. (In XML
there is no header; the first record is row 2 there too, so that one rule holds everywhere.)

A field the file does not say is None, which means “leave it as it is”; an empty `barcodes` says the same. Amounts are
in minor units of the shop's currency, percentages in thousandths of a percent (25 % = 25000, 8.875 % = 8875), instants
are aware and in UTC, days are store-local.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["products", "stock", "suppliers", "purchase-orders", "deliveries", "customers", "sales", "receive"]
"""What a file is about; the word of the command line."""
Unit = Literal["pc", "g", "mm", "ml"]
"""Pieces, or the base unit of goods sold by measure."""
Shortage = Literal["allow", "waitlist", "stop"]
"""What the shop does when a product runs out."""


@dataclass(frozen=True, slots=True)
class IncomingProduct:
    """One product. With a `unit` other than "pc", `price` and `cost` are per 1000 base units (per kg, m or l)."""

    row: int
    sku: str
    barcodes: tuple[str, ...]
    name: str
    price: int | None = None
    tax_rate: int | None = None
    category: str | None = None
    supplier: str | None = None
    unit: Unit | None = None
    cost: int | None = None
    backorder: Shortage | None = None
    deposit_percent: int | None = None
    """Whole percent, 0 to 100."""
    pack: int | None = None
    release_on: date | None = None
    substitutes: tuple[str, ...] | None = None
    brand: str | None = None
    attributes: tuple[tuple[str, str], ...] | None = None
    """What it is like, as (name, value)."""
    season_ends_on: date | None = None
    perishable: bool | None = None


@dataclass(frozen=True, slots=True)
class IncomingStock:
    """A counted level. `sku` may be any code of the product, a barcode too; `on_hand` may be below zero."""

    row: int
    sku: str
    store: str | None
    on_hand: int
    safety_stock: int | None = None
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class IncomingSupplier:
    """A supplier; `minimum` is the smallest order in minor units, `order_days` the file's own words ("Mon, Thu")."""

    row: int
    supplier: str
    name: str
    lead_time_days: int | None = None
    country: str | None = None
    order_days: str | None = None
    minimum: int | None = None
    email: str | None = None
    phone: str | None = None
    lane: str | None = None
    closed_on: tuple[date, ...] | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True)
class IncomingPurchaseLine:
    """One line of a purchase order; `received` is how many of `quantity` have come in already."""

    row: int
    number: str
    supplier: str
    sku: str
    quantity: int
    ordered_on: date
    expected_on: date | None = None
    confirmed: bool | None = None
    received: int | None = None
    to_store: str | None = None
    shipment: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingDelivery:
    """One past delivery of a supplier: when it was ordered, promised and brought; None where unknown."""

    row: int
    supplier: str
    ordered_on: date | None
    promised_on: date | None
    delivered_on: date | None
    sku: str | None = None
    quantity: int | None = None
    received: int | None = None
    lane: str | None = None
    shipment: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingCustomer:
    """A customer; `consent` is to being told, `customer_class` the shop's word for the group (column “class”)."""

    row: int
    name: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    customer_class: str | None = None
    consent: bool | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingSale:
    """One line of a past sale; `price` is per piece (or per 1000 base units) in minor units."""

    row: int
    at: datetime
    store: str
    receipt: str
    sku: str
    quantity: int
    price: int | None = None
    customer: str | None = None


@dataclass(frozen=True, slots=True)
class IncomingArrival:
    """Goods at the back door: `quantity` came, `damaged` of them cannot be sold; `reason` is why, or why more came."""

    row: int
    sku: str
    quantity: int
    purchase_order: str | None = None
    damaged: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A record that cannot go in; `reason` is a short sentence naming the column and the value."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class SameRow:
    """A record that adds nothing of its own, such as a further picture of a product named above."""

    row: int


Incoming = (
    IncomingProduct
    | IncomingStock
    | IncomingSupplier
    | IncomingPurchaseLine
    | IncomingDelivery
    | IncomingCustomer
    | IncomingSale
    | IncomingArrival
)
"""A record that may go in."""
IncomingRow = Incoming | BadRow | SameRow
"""What one record of a file becomes."""
