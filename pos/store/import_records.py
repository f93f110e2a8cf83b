"""Reading by the batch for imports and exports: many rows per question."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pos.domain.people import Customer
from pos.store.statements import Cursor

_PRODUCT = (
    "sku", "name", "price", "tax_rate", "unit", "category", "supplier", "brand", "cost", "backorder", "deposit_percent",
    "pack", "release_on", "substitutes", "barcodes", "attributes", "season_ends_on", "perishable",
)  # fmt: skip
_SUPPLIER = (
    "supplier", "name", "lead_time_days", "country", "order_days", "minimum", "email", "phone", "lane", "closed_on",
    "active",
)  # fmt: skip
_LINE = (
    "number", "line", "supplier", "sku", "quantity", "received", "cancelled", "ordered_on", "expected_on", "confirmed",
    "to_store", "shipment",
)  # fmt: skip
_CUSTOMER = "customer, name, phone, email, address, class, consent, language, tell_by"


class BatchReading:
    """Batch questions for a transaction that has a cursor."""

    _cursor: Cursor

    def _many(self, sql: str, values: Sequence[str]) -> list[tuple[Any, ...]]:
        self._cursor.execute(sql, (json.dumps(list(values)),))
        return self._cursor.fetchall()

    def kept_products(self, skus: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """The kept products of these SKUs, as the log writes them."""
        columns = ", ".join(f"p.{name}" for name in _PRODUCT)
        rows = self._many(f"SELECT {columns} FROM json_each(?) AS j JOIN product AS p ON p.sku = j.value", skus)
        return {row[0]: _product(row) for row in rows}

    def owners_of(self, codes: Sequence[str]) -> Mapping[str, str]:
        """Barcode -> SKU, of those that are known."""
        return dict(
            self._many("SELECT b.code, b.sku FROM json_each(?) AS j JOIN barcode AS b ON b.code = j.value", codes)
        )

    def kept_levels(self, skus: Sequence[str]) -> Mapping[tuple[str, str], tuple[int, int, str | None]]:
        """(SKU, store) -> (on hand, safety stock, as of)."""
        rows = self._many(
            "SELECT l.sku, l.store, l.on_hand, l.safety_stock, l.as_of FROM json_each(?) AS j JOIN stock_level AS "
            "l ON l.sku = j.value",
            skus,
        )
        return {(sku, store): (on_hand, safety, as_of) for sku, store, on_hand, safety, as_of in rows}

    def kept_suppliers(self, suppliers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        columns = ", ".join(f"s.{name}" for name in _SUPPLIER)
        rows = self._many(
            f"SELECT {columns} FROM json_each(?) AS j JOIN supplier AS s ON s.supplier = j.value", suppliers
        )
        found = [dict(zip(_SUPPLIER, row, strict=True)) for row in rows]
        return {kept["supplier"]: kept | {"closed_on": json.loads(kept["closed_on"])} for kept in found}

    def kept_purchase_lines(self, numbers: Sequence[str]) -> Sequence[Mapping[str, Any]]:
        columns = ", ".join(f"l.{name}" for name in _LINE)
        rows = self._many(
            f"SELECT {columns} FROM json_each(?) AS j JOIN purchase_line AS l ON l.number = j.value ORDER BY "
            "l.number, l.line",
            numbers,
        )
        return [dict(zip(_LINE, row, strict=True)) for row in rows]

    def known_keys(self, kind: str, keys: Sequence[str]) -> frozenset[str]:
        """Which of these facts are in the records: `kind` is delivery or past_sale."""
        table = {"delivery": "delivery", "past_sale": "past_sale"}[kind]
        return frozenset(
            row[0]
            for row in self._many(f"SELECT t.key FROM json_each(?) AS j JOIN {table} AS t ON t.key = j.value", keys)
        )

    def customers_like(self, email: str, digits: str, name: str) -> Sequence[Customer]:
        """Customers with this e-mail address; else with this phone; else of this name and neither."""
        if email:
            where, values = "lower(email) = lower(?)", (email,)
        elif digits:
            where, values = "digits = ?", (digits,)
        else:
            where, values = "name = ? AND phone = '' AND email = ''", (name,)
        self._cursor.execute(f"SELECT {_CUSTOMER} FROM customer WHERE {where} ORDER BY customer", values)
        return [customer_of(row) for row in self._cursor.fetchall()]


def customer_of(row: Sequence[Any]) -> Customer:
    id_, name, phone, email, address, class_, consent, language, tell_by = row
    return Customer(id_, name, phone, email, address, class_, bool(consent), language, tell_by)


def _product(row: Sequence[Any]) -> dict[str, Any]:
    product = dict(zip(_PRODUCT, row, strict=True))
    return product | {name: json.loads(product[name]) for name in ("substitutes", "barcodes", "attributes")}
