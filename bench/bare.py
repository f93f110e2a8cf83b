"""The floor: the same work as bare SQL on bare SQLite, with no rules, no log chain and no receipt."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sealing_driver

from bench.goods import product_at

_TABLES = """
CREATE TABLE product (id INTEGER PRIMARY KEY, sku TEXT UNIQUE, code TEXT UNIQUE, name TEXT, price INTEGER);
CREATE VIRTUAL TABLE product_text USING fts5(name, sku, codes, content='', prefix='2 3 4');
CREATE TABLE stock_level (sku TEXT PRIMARY KEY, on_hand INTEGER) WITHOUT ROWID;
CREATE TABLE sale (number TEXT PRIMARY KEY, at TEXT, total INTEGER, tax INTEGER) WITHOUT ROWID;
CREATE TABLE sale_line (number TEXT, line INTEGER, sku TEXT, quantity INTEGER, price INTEGER, total INTEGER,
                        PRIMARY KEY (number, line)) WITHOUT ROWID;
CREATE TABLE stock_move (id INTEGER PRIMARY KEY, sku TEXT, quantity INTEGER, document TEXT, at TEXT);
CREATE TABLE tender (number TEXT PRIMARY KEY, kind TEXT, amount INTEGER) WITHOUT ROWID;
CREATE TABLE outbox (id INTEGER PRIMARY KEY, bytes BLOB);
"""
_OPERATION = bytes(range(32, 96)) * 32
"""2,048 bytes, about what an operation of five lines must say."""
_AT = "2026-11-22T10:15:09.000000+00:00"
_MANY = 1000


class Bare:
    """A bare database with the tables that the floors need. With `key` (64 hexadecimal digits) it is SQLCipher's.

    Settings are those of the register's own connection, so that a ratio shows our work and not another setting.
    """

    def __init__(self, path: Path, key: str = "") -> None:
        self.connection: Any = (sealing_driver if key else sqlite3).connect(
            str(path), isolation_level=None, cached_statements=256
        )
        self.cursor: Any = self.connection.cursor()
        if key:
            self.cursor.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -32000", "wal_autocheckpoint = 4000"):
            self.cursor.execute(f"PRAGMA {pragma}").fetchall()
        self.sales = self._kept_sales()

    def close(self) -> None:
        self.connection.close()

    def _kept_sales(self) -> int:
        made = self.cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'sale'").fetchone()
        return int(self.cursor.execute("SELECT count(*) FROM sale").fetchone()[0]) if made else 0

    def make(self) -> None:
        """All tables, empty."""
        self.connection.executescript(_TABLES)

    def put_products(self, count: int) -> None:
        """The first `count` products of the catalogue with their search, a thousand to a commit."""
        for start in range(0, count, _MANY):
            batch = [(place + 1, product_at(place)) for place in range(start, min(start + _MANY, count))]
            self.cursor.execute("BEGIN IMMEDIATE")
            self.cursor.executemany(
                "INSERT INTO product VALUES (?, ?, ?, ?, ?)",
                [(id_, each.sku, each.barcodes[0], each.name, each.price) for id_, each in batch],
            )
            self.cursor.executemany(
                "INSERT INTO product_text (rowid, name, sku, codes) VALUES (?, ?, ?, ?)",
                [(id_, f"{each.name} {each.brand}", each.sku, each.barcodes[0]) for id_, each in batch],
            )
            self.cursor.execute("COMMIT")

    def put_stock(self, skus: Sequence[str], units: int) -> None:
        """So many units of each product."""
        self.cursor.execute("BEGIN IMMEDIATE")
        self.cursor.executemany("INSERT INTO stock_level VALUES (?, ?)", [(sku, units) for sku in skus])
        self.cursor.execute("COMMIT")

    def sell(self, skus: Sequence[str]) -> None:
        """One paid sale of these products: for five of them 18 rows, in one commit."""
        self.sales += 1
        number = f"S01-R1-A{self.sales:06d}"
        run = self.cursor
        run.execute("BEGIN IMMEDIATE")
        run.execute("INSERT INTO sale VALUES (?, ?, ?, ?)", (number, _AT, 9995, 1596))
        run.executemany(
            "INSERT INTO sale_line VALUES (?, ?, ?, ?, ?, ?)",
            [(number, line, sku, 1, 1999, 1999) for line, sku in enumerate(skus, start=1)],
        )
        run.executemany(
            "INSERT INTO stock_move (sku, quantity, document, at) VALUES (?, ?, ?, ?)",
            [(sku, -1, number, _AT) for sku in skus],
        )
        run.executemany("UPDATE stock_level SET on_hand = on_hand - ? WHERE sku = ?", [(1, sku) for sku in skus])
        run.execute("INSERT INTO tender VALUES (?, ?, ?)", (number, "cash", 9995))
        run.execute("INSERT INTO outbox (bytes) VALUES (?)", (_OPERATION,))
        run.execute("COMMIT")

    def by_barcode(self, code: str) -> tuple[str, str, int]:
        """SKU, name and price behind a barcode."""
        row: tuple[str, str, int] = self.cursor.execute(
            "SELECT sku, name, price FROM product WHERE code = ?", (code,)
        ).fetchone()
        return row

    def search(self, text: str, limit: int = 20) -> list[tuple[int]]:
        """Row numbers of products with a word that begins so."""
        rows: list[tuple[int]] = self.cursor.execute(
            "SELECT rowid FROM product_text WHERE product_text MATCH ? LIMIT ?", (f'"{text}"*', limit)
        ).fetchall()
        return rows


def receipt_bytes(lines: Sequence[tuple[str, int, int]]) -> bytes:
    """A receipt as bare ESC/POS: name, quantity and price of each line, a total and the cut."""
    rows = [f"{name[:28]:<28}{quantity:>4} x{price / 100:>8.2f}\n" for name, quantity, price in lines]
    total = sum(quantity * price for _, quantity, price in lines) / 100
    text = "Bench\n" + "".join(rows) + f"{'TOTAL':<30}{total:>12.2f}\n"
    return b"\x1b@" + text.encode("cp858", "replace") + b"\x1dV\x00"
