"""Ordering goods from a supplier: a new purchase order, or more lines on one that is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pos.domain import errors
from pos.domain.catalog import Product
from pos.domain.money import Money
from pos.domain.people import OWNER, Person
from pos.domain.purchase_orders import PurchaseLine, PurchaseOrder, pack_hint, worth
from pos.domain.purchasing import SupplierTerms
from pos.usecases.availability import resolve, today_in
from pos.usecases.ports import Clock, Records, Transaction, Transactions
from pos.usecases.purchasing import PurchaseChange, a_day_ahead, may_purchase, written
from pos.usecases.suppliers import known_supplier

MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class PurchaseWish:
    """`quantity` base units of a product; `expected_on` where it differs from the order's day."""

    code: str
    quantity: int
    expected_on: date | None = None


def order_goods(
    *,
    supplier: str,
    wishes: Sequence[PurchaseWish],
    transactions: Transactions,
    clock: Clock,
    number: str = "",
    ordered_on: date | None = None,
    expected_on: date | None = None,
    confirmed: bool = False,
    shipment: str = "",
    person: Person = OWNER,
) -> PurchaseChange:
    """Order goods for this store. Under a `number` that is on order with the same supplier the lines are added to it;
    without a number the shop gives the next of its own.

    Raises UnknownCode, BadQuantity, BadDate, BadSetting, SupplierLeft, NumberTaken, NotAllowed.
    """
    may_purchase(person)
    if not 1 <= len(wishes) <= MOST_LINES:
        raise errors.BadQuantity(f"An order has 1 to {MOST_LINES} lines at a time. Nothing was ordered.")
    with transactions.writing() as tx:
        return order_in(
            tx, supplier, wishes, today=today_in(tx.shop(), clock.now()), person=person, number=number,
            ordered_on=ordered_on, expected_on=expected_on, confirmed=confirmed, shipment=shipment,
        )  # fmt: skip


def order_in(
    tx: Transaction, supplier: str, wishes: Sequence[PurchaseWish], *, today: date, person: Person, number: str = "",
    ordered_on: date | None = None, expected_on: date | None = None, confirmed: bool = False, shipment: str = "",
) -> PurchaseChange:  # fmt: skip
    """The same inside somebody else's transaction, where the right was looked at."""
    terms = known_supplier(tx, supplier, today).terms
    if not terms.active:
        raise errors.SupplierLeft(
            f"The shop does not order from {terms.name} any more. Nothing was ordered. Choose another supplier, or "
            "set this one active again.",
            supplier=terms.supplier,
        )
    _check_days(wishes, ordered_on, expected_on, today)
    order = _order_under(tx, number.strip(), terms, ordered_on or today)
    last = max((line.line for line in order.lines), default=0)
    products = [_wished(tx, wish) for wish in wishes]
    lines = []
    for place, (wish, product) in enumerate(zip(wishes, products, strict=True), start=1):
        day = wish.expected_on or expected_on
        lines.append(
            PurchaseLine(
                last + place, product.sku, product.name, wish.quantity, expected_on=day,
                confirmed=confirmed and day is not None, to_store=tx.shop().store, shipment=shipment.strip(),
            )
        )  # fmt: skip
    rows: list[dict[str, Any]] = [_row_of(order, line) for line in lines]
    warnings = _to_mind(tx, terms, [*order.lines, *lines], lines, products, expected_on)
    return written(tx, order, rows, lines, today=today, person=person, why="ordered", warnings=warnings)


def _check_days(wishes: Sequence[PurchaseWish], ordered_on: date | None, expected_on: date | None, today: date) -> None:
    for day in (expected_on, *(wish.expected_on for wish in wishes)):
        if day is not None:
            a_day_ahead(day, today)
    if ordered_on is not None and ordered_on > today:
        raise errors.BadDate(
            f"Nothing can have been ordered on {ordered_on.isoformat()}, which is yet to come. Nothing was ordered.",
            day=ordered_on.isoformat(),
        )


def _order_under(tx: Transaction, number: str, terms: SupplierTerms, ordered_on: date) -> PurchaseOrder:
    """The order that the lines go to: one that is there, or a new one. Raises NumberTaken, BadSetting."""
    if len(number) > 40:
        raise errors.BadSetting("The number of a purchase order has at most 40 characters. Nothing was ordered.")
    found = tx.whole_purchase_order(number) if number else None
    if found is not None and found.supplier != terms.supplier:
        raise errors.NumberTaken(
            f"{number} is an order with {found.supplier_name or found.supplier}. Nothing was ordered. Give another "
            "number, or none.",
            number=number,
            supplier=found.supplier,
        )
    return found or PurchaseOrder(number or _next_number(tx), terms.supplier, terms.name, ordered_on, ())


def _next_number(tx: Transaction) -> str:
    """The next number of this register's own orders, such as "PO-S01-R1-0042"."""
    shop = tx.shop()
    start = f"PO-{shop.store}-{shop.register}-"
    ends = (number.removeprefix(start) for number in tx.purchase_numbers(start))
    return f"{start}{1 + max((int(end) for end in ends if end.isascii() and end.isdigit()), default=0):04d}"


def _wished(records: Records, wish: PurchaseWish) -> Product:
    product = resolve(records, records.shop(), wish.code).product
    if not 1 <= wish.quantity <= 1_000_000:
        raise errors.BadQuantity(
            f"{wish.quantity} of “{product.name}” cannot be ordered. Nothing was ordered. Give a whole number from 1.",
            code=wish.code,
            quantity=wish.quantity,
        )
    return product


def _to_mind(
    records: Records,
    terms: SupplierTerms,
    every: Sequence[PurchaseLine],
    new: Sequence[PurchaseLine],
    products: Sequence[Product],
    expected_on: date | None,
) -> list[str]:
    """What a manager should know of an order that goes in all the same."""
    warnings = [
        hint
        for line, product in zip(new, products, strict=True)
        if (hint := pack_hint(product.name, line.quantity, product.pack))
    ]
    if terms.minimum:
        known = {product.sku: product for product in products}
        for line in every:
            if line.sku not in known and (product := records.product(line.sku)):
                known[line.sku] = product
        costs = {sku: product.cost.minor if product.cost else None for sku, product in known.items()}
        total = worth(every, costs, {sku: product.priced_per for sku, product in known.items()})
        if total is not None and total < terms.minimum:
            currency = records.shop().currency
            warnings.append(
                f"This order comes to {Money(total, currency)}; {terms.name} takes orders from "
                f"{Money(terms.minimum, currency)}."
            )
    if expected_on is not None and expected_on in terms.closed_on:
        warnings.append(f"{terms.name} is closed on {expected_on.isoformat()}.")
    return warnings


def _row_of(order: PurchaseOrder, line: PurchaseLine) -> dict[str, Any]:
    """A line as `purchase_lines_put` carries it."""
    return {
        "number": order.number,
        "line": line.line,
        "supplier": order.supplier,
        "sku": line.sku,
        "quantity": line.quantity,
        "received": line.received,
        "cancelled": line.cancelled,
        "ordered_on": order.ordered_on.isoformat() if order.ordered_on else "",
        "expected_on": line.expected_on.isoformat() if line.expected_on else None,
        "confirmed": int(line.confirmed),
        "to_store": line.to_store,
        "shipment": line.shipment,
    }
