"""Rows of products, suppliers, purchase orders and history, made from their operations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pos.store import sql
from pos.store.statements import Cursor

_KNOWN = "SELECT p.sku, p.id, p.barcodes FROM json_each(?) AS wanted JOIN product AS p ON p.sku = wanted.value"
_KNOWN_LINES = (
    "SELECT l.number, l.line, l.expected_on, l.confirmed FROM json_each(?) AS wanted "
    "JOIN purchase_line AS l ON l.number = wanted.value"
)
_TIMES_CHANGED = (
    "SELECT d.number, d.line, count(*) FROM json_each(?) AS wanted JOIN purchase_date AS d ON d.number = wanted.value "
    "GROUP BY d.number, d.line"
)
_TEXT = "INSERT OR REPLACE INTO product_text (rowid, name, sku, codes) VALUES (?, ?, ?, ?)"


def products(cursor: Cursor, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put products as they now are. A product keeps its place in the search for ever; new ones go to the end."""
    cursor.execute(_KNOWN, (json.dumps([row["sku"] for row in rows]),))
    known = {sku: (id_, codes) for sku, id_, codes in cursor.fetchall()}
    last = (sql.LAST_PRODUCT.first(cursor) or (0,))[0]
    kept, texts, codes, gone = [], [], [], []
    for row in rows:
        if row["sku"] in known:
            id_, before = known[row["sku"]]
            gone += [{"code": code, "sku": row["sku"]} for code in json.loads(before) if code not in row["barcodes"]]
        else:
            last += 1
            id_ = last
            known[row["sku"]] = (id_, "[]")
        kept.append(
            {
                **row, "id": id_, "barcodes": _list(row["barcodes"]), "substitutes": _list(row["substitutes"]),
                "attributes": _attributes(row.get("attributes")), "season_ends_on": row.get("season_ends_on"),
                "perishable": int(row.get("perishable", 0)),
            }
        )  # fmt: skip
        texts.append((id_, f"{row['name']} {row['brand']}".strip(), row["sku"], " ".join(row["barcodes"])))
        codes += [{"code": code, "sku": row["sku"]} for code in row["barcodes"]]
    sql.PUT_PRODUCT.run_many(cursor, kept)
    if gone:
        sql.DROP_BARCODE.run_many(cursor, gone)
    if codes:
        sql.PUT_BARCODE.run_many(cursor, codes)
    cursor.executemany(_TEXT, texts)


def _list(words: Sequence[str]) -> str:
    return json.dumps(words, ensure_ascii=False) if words else "[]"


def _attributes(words: Mapping[str, str] | None) -> str:
    return json.dumps(words, ensure_ascii=False, sort_keys=True) if words else "{}"


def suppliers(cursor: Cursor, rows: Iterable[Mapping[str, Any]]) -> None:
    """Put suppliers as they now are; what operations of older versions did not know takes its default."""
    sql.PUT_SUPPLIER.run_many(
        cursor,
        [
            {
                **row, "lane": row.get("lane", ""), "closed_on": _list(row.get("closed_on", ())),
                "active": int(row.get("active", 1)),
            }
            for row in rows
        ],
    )  # fmt: skip


def purchase_lines(cursor: Cursor, rows: Sequence[Mapping[str, Any]], *, at: str, person: str, why: str) -> None:
    """Put lines of purchase orders as they now are. The first day a supplier gave is kept, and each change of a day.

    `at` is the instant of the operation, `why` what was said about a change of days.
    """
    cursor.execute(_KNOWN_LINES, (json.dumps(sorted({row["number"] for row in rows})),))
    days = {(number, line): (expected, confirmed) for number, line, expected, confirmed in cursor.fetchall()}
    cursor.execute(_TIMES_CHANGED, (json.dumps(sorted({row["number"] for row in rows})),))
    times = {(number, line): count for number, line, count in cursor.fetchall()}
    changes = []
    for row in rows:
        key, now = (row["number"], row["line"]), (row["expected_on"], row["confirmed"])
        before = days.get(key, now)
        if before != now:
            times[key] = times.get(key, 0) + 1
            changes.append((*key, times[key], at, person, before[0], *now, why))
        days[key] = now
    sql.PUT_PURCHASE_LINE.run_many(
        cursor,
        [{**row, "first_expected_on": row["expected_on"], "cancelled_on": row.get("cancelled_on")} for row in rows],
    )
    if changes:
        sql.INSERT_PURCHASE_DATES.run(cursor, changes)


def learned(cursor: Cursor, position: int) -> None:
    """Note that what may be learned of suppliers changed: who remembers a conclusion sees that it is old."""
    sql.PUT_SETTING.run(cursor, key="learned", value=str(position))


def redated(cursor: Cursor, position: int) -> None:
    """Note that nothing but days that were given before moved: what was learned of suppliers is as good as it was."""
    sql.PUT_SETTING.run(cursor, key="redated", value=str(position))


def purchase_lines_received(cursor: Cursor, rows: Iterable[Sequence[Any]]) -> None:
    """Book what came in against purchase-order lines: (number, line, quantity)."""
    sql.BOOK_RECEIVED.run_many(cursor, [{"po": number, "po_line": line, "came": came} for number, line, came in rows])


def deliveries(cursor: Cursor, rows: Iterable[Mapping[str, Any]]) -> None:
    sql.PUT_DELIVERY.run_many(cursor, list(rows))


def past_sales(cursor: Cursor, rows: Iterable[Mapping[str, Any]]) -> None:
    sql.PUT_PAST_SALE.run_many(cursor, list(rows))


def safety_stock(cursor: Cursor, rows: Iterable[tuple[str, str, int]]) -> None:
    sql.PUT_SAFETY_STOCK.run_many(
        cursor, [{"sku": sku, "store": store, "safety_stock": units} for sku, store, units in rows]
    )
