"""Proof that the records are right: the whole log is replayed and compared, and every sum is checked.

Checked: the chain (hash, link, signature, gap-free numbers), every row against its replay, money (each operation's
double entry sums to zero, the till agrees), stock (levels are sums of moves), deposits (the liability is the sum of the
open ones), receipts (gap-free numbers, each with its document).
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from pos.store import oplog, schema
from pos.store.replay import CHECKS, Verdict, replay
from pos.store.statements import Cursor
from pos.store.transactions import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["CHECKS", "Verdict", "verify"]


def verify(ledger: Ledger, progress: Callable[[int], None] | None = None) -> Verdict:
    """Check everything. Reads only; the shop may go on selling, and what is sold meanwhile is not looked at."""
    import sqlcipher3.dbapi2 as driver

    verdict = Verdict()
    scratch = driver.connect(":memory:", isolation_level=None)
    try:
        again = scratch.cursor()
        with ledger.database.reading() as cursor:
            replay(ledger, cursor, again, verdict, progress)
            _compare(cursor, again, verdict)
            _money(cursor, verdict)
            _stock(cursor, verdict)
            _deposits(cursor, verdict)
            _receipts(cursor, verdict)
    finally:
        scratch.close()
    return verdict


def _compare(cursor: Cursor, replayed: Cursor, verdict: Verdict) -> None:
    digest = 0
    for table in schema.ROWS:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        order = ", ".join(f'"{column.name}"' for column in table.primary_key)
        sql = f'SELECT {columns} FROM "{table.name}" ORDER BY {order}'
        cursor.execute(sql)
        replayed.execute(sql)
        while True:
            live, again = _some(cursor), _some(replayed)
            if live != again:
                bad = next((pair for pair in zip(live, again, strict=False) if pair[0] != pair[1]), None)
                row = bad[0] if bad else (live[len(again) :] or again[len(live) :])[0]
                verdict.blame("projections", f"{table.name} differs from its log at row {row[:4]}.")
            if not live and not again:
                break
            for row in live:
                kept = json.dumps([table.name, *row], ensure_ascii=False).encode()
                digest += int.from_bytes(hashlib.sha256(kept).digest())
            if not live or not again:
                break
    verdict.digest = f"{digest % 2**256:064x}"


def _some(cursor: Any) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = cursor.fetchmany(2000)
    return rows


def _first(cursor: Cursor, sql: str) -> tuple[Any, ...] | None:
    cursor.execute(sql)
    return cursor.fetchone()


def _money(cursor: Cursor, verdict: Verdict) -> None:
    if bad := _first(cursor, "SELECT op, sum(amount) FROM posting GROUP BY op HAVING sum(amount) <> 0 LIMIT 1"):
        verdict.blame("money", f"The entries of operation {bad[0]} are out by {bad[1]}.")
    till = (
        "SELECT s.number FROM sale AS s WHERE s.due_now + s.change_due <> "
        "(SELECT coalesce(sum(t.value ->> 'amount'), 0) FROM json_each(CASE WHEN json_valid(s.tenders) THEN "
        "s.tenders ELSE '[]' END) AS t "
        "WHERE t.value ->> 'kind' <> 'authorisation') LIMIT 1"
    )
    if bad := _first(cursor, till):
        verdict.blame("money", f"The tenders of {bad[0]} less its change are not what was due.")
    lines = (
        "SELECT s.number FROM sale AS s JOIN (SELECT number, sum(total) AS total, sum(tax) AS tax FROM sale_line "
        "GROUP BY number) AS l "
        "ON l.number = s.number WHERE l.total <> s.total OR l.tax <> s.tax LIMIT 1"
    )
    if bad := _first(cursor, lines):
        verdict.blame("money", f"The lines of {bad[0]} do not add up to its total.")


def _stock(cursor: Cursor, verdict: Verdict) -> None:
    moves = (
        "SELECT l.sku, l.store FROM stock_level AS l LEFT JOIN (SELECT sku, store, sum(quantity) AS moved FROM "
        "stock_move GROUP BY sku, store) AS m "
        "ON m.sku = l.sku AND m.store = l.store WHERE l.on_hand <> coalesce(m.moved, 0) LIMIT 1"
    )
    if bad := _first(cursor, moves):
        verdict.blame("stock", f"The stock of {bad[0]} in {bad[1]} is not the sum of its moves.")
    claims = (
        "SELECT l.sku FROM (SELECT sku, sum(allocated) AS allocated, sum(owed) AS owed FROM (SELECT sku, allocated, "
        "ordered - allocated - handed_over - cancelled AS owed FROM order_line WHERE is_open = 1 UNION ALL SELECT sku, "
        "held, 0 FROM tell_me WHERE store = (SELECT value FROM device WHERE key = 'store')) GROUP BY sku) AS o "
        "JOIN stock_level AS l ON l.sku = o.sku AND l.store = (SELECT value FROM device WHERE key = 'store') "
        "WHERE l.allocated <> o.allocated OR l.owed <> o.owed LIMIT 1"
    )
    beyond = (
        "SELECT number, line FROM order_line WHERE min(allocated, handed_over, cancelled) < 0 "
        "OR allocated + handed_over + cancelled > ordered LIMIT 1"
    )
    if bad := _first(cursor, beyond):
        verdict.blame("stock", f"Line {bad[1]} of order {bad[0]} has more put aside or gone than was ordered.")
    if bad := _first(cursor, claims):
        verdict.blame("stock", f"What is put aside or owed of {bad[0]} is not what its open orders say.")


def _deposits(cursor: Cursor, verdict: Verdict) -> None:
    ledger = (
        "SELECT order_number, sum(amount) FROM (SELECT order_number, -amount AS amount FROM posting WHERE account "
        "= 'order_deposits' "
        "UNION ALL SELECT order_number, -amount FROM order_deposit) GROUP BY order_number HAVING sum(amount) <> 0 "
        "LIMIT 1"
    )
    if bad := _first(cursor, ledger):
        verdict.blame("order_deposits", f"The deposit of order {bad[0]} is not what its entries say.")
    closed = (
        "SELECT d.order_number FROM order_deposit AS d JOIN customer_order AS o ON o.number = d.order_number WHERE "
        "o.is_open = 0 "
        "GROUP BY d.order_number HAVING sum(d.amount) <> 0 OR sum(d.declared) <> 0 LIMIT 1"
    )
    if bad := _first(cursor, closed):
        verdict.blame("order_deposits", f"Order {bad[0]} is closed and still holds a deposit.")


def _receipts(cursor: Cursor, verdict: Verdict) -> None:
    cursor.execute("SELECT number FROM sale ORDER BY op")
    last: dict[str, int] = {}
    for (number,) in cursor.fetchall():
        try:
            letter, running = oplog.running_number(number)
        except (IndexError, ValueError):
            letter, running = "", 0
        if running != last.get(letter, 0) + 1:
            verdict.blame("receipts", f"Receipt {number} does not follow the one before it.")
        last[letter] = running
    if bad := _first(
        cursor, "SELECT s.number FROM sale AS s LEFT JOIN op AS o ON o.position = s.op WHERE o.position IS NULL LIMIT 1"
    ):
        verdict.blame("receipts", f"Receipt {bad[0]} has no document.")
