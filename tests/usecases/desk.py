"""Short ways to say at a register what a cashier does, and to look into its books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pos.domain.catalog import check_digit
from pos.domain.incoming import (
    IncomingCustomer,
    IncomingDelivery,
    IncomingProduct,
    IncomingPurchaseLine,
    IncomingSale,
    IncomingStock,
    IncomingSupplier,
)
from pos.domain.money import Money
from pos.domain.people import OWNER, Person
from pos.domain.receipt import KeyValue, Receipt
from pos.domain.shop import Shop
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, Sold, TenderWish
from pos.usecases.importing import ImportReport
from tests.builders import ADA, FixedClock, put_products, put_stock

CASHIER = Person("p-bea", "Bea", "cashier")
MANAGER = Person("p-max", "Max", "manager")
CASH, CARD = TenderWish("cash"), TenderWish("card")
ADA_HERE = CustomerWish(id=ADA)


def gbp(minor: int) -> Money:
    return Money(minor, "GBP")


def gtin(body: str) -> str:
    """A number with its check digit."""
    return body + str(check_digit(body))


def sell(
    register: Register,
    *lines: LineWish,
    tenders: Sequence[TenderWish] = (CASH,),
    customer: CustomerWish | None = None,
    person: Person = OWNER,
    **more: Any,
) -> Sold:
    """Sell a basket; by default everything due is paid in cash."""
    return register.sell(Checkout(lines, tuple(tenders), customer, **more), person=person)


def order_later(
    register: Register, sku: str, quantity: int, customer: str = ADA, *, tenders: Sequence[TenderWish] = (CARD,)
) -> Sold:
    """An order for goods that all follow later."""
    return sell(
        register, LineWish(sku, quantity, take="backorder"), customer=CustomerWish(id=customer), tenders=tenders
    )


def made(folder: Path, shop: Shop, products: Sequence[dict[str, Any]], stock: dict[str, int]) -> Register:
    """A register of a shop of its own, with some goods on its shelf."""
    register = Register.create(folder, shop, clock=FixedClock())
    put_products(register, products)
    put_stock(register, {(sku, shop.store): units for sku, units in stock.items()})
    return register


def books(register: Register, account: str, order: str = "") -> int:
    """The balance of an account, of one order or of all: debits less credits, in minor units."""
    with register.ledger.database.reading() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(amount), 0) FROM posting WHERE account = ? AND (? = '' OR order_number = ?)",
            (account, order, order),
        )
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def all_books(register: Register) -> dict[str, int]:
    """Every account with its balance, those at zero left out."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT account, sum(amount) FROM posting GROUP BY account HAVING sum(amount) <> 0")
        return {str(account): int(total) for account, total in cursor.fetchall()}


def labels_of(receipt: Receipt) -> dict[str, str]:
    """The figures of a receipt by their labels."""
    return {block.label: block.value for block in receipt.blocks if isinstance(block, KeyValue)}


def records_of(register: Register) -> tuple[str, int, int]:
    """What must not change when something is refused: the sum over all rows, the operations, the paper jobs."""
    verdict = verify(register.ledger)
    assert verdict.ok, verdict.faults
    return verdict.digest, verdict.ops, len(register.jobs.all())


@contextmanager
def nothing_changes(register: Register) -> Iterator[None]:
    """Whatever happens inside leaves not one row behind."""
    before = records_of(register)
    yield
    assert records_of(register) == before


# --- rows of files ---------------------------------------------------------------------------------------------
def product_row(row: int, sku: str, name: str = "Lamp", *barcodes: str, **said: Any) -> IncomingProduct:
    return IncomingProduct(row, sku, barcodes, name, **said)


def stock_row(row: int, sku: str, on_hand: int, store: str | None = None, **said: Any) -> IncomingStock:
    return IncomingStock(row, sku, store, on_hand, **said)


def supplier_row(row: int, supplier: str, **said: Any) -> IncomingSupplier:
    return IncomingSupplier(row, supplier, supplier.title(), **said)


def purchase_row(row: int, number: str, sku: str, quantity: int, **said: Any) -> IncomingPurchaseLine:
    return IncomingPurchaseLine(row, number, "LUM", sku, quantity, date(2026, 11, 10), **said)


def delivery_row(row: int, delivered: date, **said: Any) -> IncomingDelivery:
    return IncomingDelivery(row, "LUM", date(2026, 9, 1), date(2026, 9, 10), delivered, **said)


def customer_row(row: int, name: str, **said: Any) -> IncomingCustomer:
    return IncomingCustomer(row, name, **said)


def sale_row(row: int, at: datetime, sku: str, quantity: int = 1, **said: Any) -> IncomingSale:
    return IncomingSale(row, at, "S01", f"T-{row}", sku, quantity, **said)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """(created, updated, unchanged, rejected), which always add up to the rows."""
    found = (report.created, report.updated, report.unchanged, report.rejected)
    assert sum(found) == report.rows
    assert report.rejected == len(report.rejects)
    return found
