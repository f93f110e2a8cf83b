"""The shop's records as rows of text, in our own file dialect, so that what goes out can come in again."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pos.domain import errors
from pos.domain.catalog import TaxRate
from pos.domain.money import Money
from pos.store.transactions import Ledger

_EXPORTS = {
    "products": "SELECT sku, barcodes AS barcode, name, price, tax_rate, category, supplier, unit, cost, backorder, "
    "deposit_percent, pack, release_on, substitutes, brand, attributes, season_ends_on, perishable FROM product "
    "ORDER BY id",
    "stock": "SELECT sku, store, on_hand, safety_stock, as_of FROM stock_level ORDER BY sku, store",
    "suppliers": "SELECT supplier, name, lead_time_days, country, order_days, minimum, email, phone, lane, "
    "closed_on, active FROM supplier ORDER BY supplier",
    "purchase-orders": "SELECT number, supplier, sku, quantity, ordered_on, expected_on, confirmed, received, "
    "to_store, "
    "shipment FROM purchase_line ORDER BY number, line",
    "deliveries": "SELECT supplier, ordered_on, promised_on, delivered_on, sku, quantity, received, lane, shipment "
    "FROM delivery ORDER BY ordered_on, key",
    "customers": "SELECT name, phone, email, address, class, consent, language FROM customer WHERE name <> '' "
    "ORDER BY name, customer",
    "sales": "SELECT s.at, (SELECT value FROM device WHERE key = 'store') AS store, s.number AS receipt, l.sku, "
    "l.quantity, "
    "l.unit_price AS price, c.name AS customer FROM sale AS s JOIN sale_line AS l ON l.number = s.number "
    "LEFT JOIN customer AS c ON c.customer = s.customer WHERE l.take <> 'later' ORDER BY s.at, s.number, l.line",
    "backorders": "SELECT o.number, c.name AS customer, l.line, l.sku, l.name, l.ordered, l.allocated, l.handed_over, "
    "l.cancelled, l.promised_on, l.expected_ship_on FROM customer_order AS o JOIN order_line AS l ON l.number = "
    "o.number "
    "LEFT JOIN customer AS c ON c.customer = o.customer ORDER BY o.taken_at, l.line",
}


def export_rows(ledger: Ledger, kind: str) -> tuple[list[str], list[list[str]]]:
    """The columns' names and the rows of one kind of file. Raises BadSetting for a kind that does not exist."""
    if kind not in _EXPORTS:
        raise errors.BadSetting(f"There is nothing called “{kind}” to take out. Choose one of {', '.join(_EXPORTS)}.")
    with ledger.reading() as records:
        currency = records.shop().currency
    with ledger.database.reading() as cursor:
        cursor.execute(_EXPORTS[kind])
        columns = [column[0] for column in cursor.description]  # type: ignore[attr-defined]
        rows = cursor.fetchall()
    if kind == "stock":
        rows = _countable(ledger, rows)
    words = _wording(currency)
    return columns, [
        ["" if value is None else words.get(name, str)(value) for name, value in zip(columns, row, strict=True)]
        for row in rows
    ]


def _countable(ledger: Ledger, rows: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The levels of this store without what was sent on from it to another, which nobody can count here."""
    with ledger.reading() as records:
        store = records.shop().store
        gone = records.sent_on([row[0] for row in rows if row[1] == store])
    return [
        (row[0], row[1], row[2] - sum(gone.get(row[0], {}).values()), *row[3:]) if row[1] == store else row
        for row in rows
    ]


def _wording(currency: str) -> Mapping[str, Callable[[Any], str]]:
    """How a column's kept value is written in a file."""

    def money(minor: int) -> str:
        return str(Money(minor, currency))

    def listed(kept: str) -> str:
        return ";".join(json.loads(kept))

    return {
        "price": money,
        "cost": money,
        "minimum": money,
        "barcode": listed,
        "substitutes": listed,
        "closed_on": listed,
        "attributes": lambda kept: ";".join(f"{name}={value}" for name, value in json.loads(kept).items()),
        "active": lambda flag: "yes" if flag else "no",
        "perishable": lambda flag: "yes" if flag else "no",
        "tax_rate": lambda thousandths: str(TaxRate(thousandths)),
        "as_of": lambda at: at[:19] + "Z",
        "confirmed": lambda flag: "yes" if flag else "no",
        "consent": lambda flag: "yes" if flag else "no",
    }
