"""Whoever alters the log or the rows beside the program is found out, and the first bad row is named."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pos.store import schema
from pos.store.statements import Cursor
from pos.store.transactions import Ledger
from pos.store.verify import CHECKS, verify
from tests.store.books import rows, verdict_on

Spoil = Callable[[Cursor], None]


def test_an_honest_day_verifies_and_two_replays_have_one_digest(ledger: Ledger) -> None:
    first, second = verify(ledger), verify(ledger)
    assert first.faults == []
    assert first.checks == dict.fromkeys(CHECKS, True)
    assert first.digest == second.digest != "0" * 64
    assert first.ops == rows(ledger, "SELECT count(*) FROM op")[0][0] > 15


def _flip(column: str, position: int, at: int, bit: int) -> Spoil:
    def spoil(cursor: Cursor) -> None:
        cursor.execute(f"SELECT {column} FROM op WHERE position = ?", (position,))
        (kept,) = cursor.fetchone() or (b"",)
        spoiled = bytearray(kept)
        spoiled[at % len(spoiled)] ^= 1 << bit
        cursor.execute(f"UPDATE op SET {column} = ? WHERE position = ?", (bytes(spoiled), position))

    return spoil


@pytest.mark.parametrize("column", ["bytes", "hash", "sig"])
def test_any_bit_flipped_in_an_operation_is_found_and_its_place_is_named(ledger: Ledger, column: str) -> None:
    chance = random.Random(column)
    ops = rows(ledger, "SELECT count(*) FROM op")[0][0]
    for _ in range(250):
        position = chance.randint(1, ops)
        verdict = verdict_on(ledger, _flip(column, position, chance.randrange(10_000), chance.randrange(8)))
        assert not verdict.checks["chain"]
        assert f"operation {position} " in verdict.faults[0], (position, verdict.faults)
    assert verify(ledger).ok


def _delete(position: int, cursor: Cursor) -> None:
    cursor.execute("DELETE FROM op WHERE position = ?", (position,))


def _close_the_gap(position: int, cursor: Cursor) -> None:
    _delete(position, cursor)
    cursor.execute("UPDATE op SET position = -position WHERE position > ?", (position,))
    cursor.execute("UPDATE op SET position = -position - 1, seq = seq - 1 WHERE position < 0")


def _double(position: int, cursor: Cursor) -> None:
    cursor.execute("UPDATE op SET position = -position WHERE position > ?", (position,))
    cursor.execute("UPDATE op SET position = -position + 1, seq = seq + 1 WHERE position < 0")
    cursor.execute(
        "INSERT INTO op (position, epoch, seq, op_id, kind, hlc, running, hash, sig, bytes) SELECT position + 1, "
        "epoch, seq + 1, op_id, kind, hlc, running, hash, sig, bytes FROM op WHERE position = ?",
        (position,),
    )


def _swap(position: int, cursor: Cursor) -> None:
    for before, after in ((position, -1), (position + 1, position), (-1, position + 1)):
        cursor.execute("UPDATE op SET position = ? WHERE position = ?", (after, before))
    cursor.execute("SELECT seq FROM op WHERE position = ?", (position,))
    (seq,) = cursor.fetchone() or (0,)
    cursor.execute("UPDATE op SET seq = ? WHERE position = ?", (seq - 1, position))
    cursor.execute("UPDATE op SET seq = ? WHERE position = ?", (seq, position + 1))


@pytest.mark.parametrize(("change", "blamed"), [(_delete, 1), (_close_the_gap, 0), (_double, 1), (_swap, 0)])
def test_an_operation_taken_out_doubled_or_moved_is_found(
    ledger: Ledger, change: Callable[[int, Cursor], None], blamed: int
) -> None:
    ops = rows(ledger, "SELECT count(*) FROM op")[0][0]
    for position in range(1, ops):
        verdict = verdict_on(ledger, partial(change, position))
        assert not verdict.checks["chain"], (change, position)
        assert f"operation {position + blamed} " in verdict.faults[0], (position, verdict.faults)


def _cut(last: int, cursor: Cursor) -> None:
    cursor.execute("DELETE FROM op WHERE position > ?", (last,))


def test_a_log_cut_short_is_found_by_the_rows_that_nothing_explains(ledger: Ledger) -> None:
    ops = rows(ledger, "SELECT count(*) FROM op")[0][0]
    for last in range(1, ops):
        verdict = verdict_on(ledger, partial(_cut, last))
        assert not verdict.ok, last


@pytest.mark.parametrize(
    ("column", "value"),
    [("kind", "receipt_printed"), ("epoch", "0" * 16), ("seq", 99), ("op_id", "x"), ("hlc", 1), ("running", 0)],
)
def test_the_columns_beside_an_operation_must_say_what_it_says(ledger: Ledger, column: str, value: Any) -> None:
    for (position,) in rows(ledger, "SELECT position FROM op WHERE kind = 'sale_made'"):
        verdict = verdict_on(
            ledger,
            lambda cursor, at=position: cursor.execute(f"UPDATE op SET {column} = ? WHERE position = ?", (value, at)),  # type: ignore[misc]
        )
        assert not verdict.checks["chain"], (column, position)
        assert f"operation {position} " in verdict.faults[0]


FILLED = {
    "setting", "store", "person", "product", "barcode", "stock_level", "stock_move", "supplier", "purchase_line",
    "delivery", "customer", "sale", "sale_line", "posting", "customer_order", "order_line", "order_deposit",
    "receipt_print", "told", "purchase_date", "policy_override", "order_event", "deposit_tender",
}  # fmt: skip


def test_the_day_fills_every_table_that_a_counter_uses(ledger: Ledger) -> None:
    filled = {table.name for table in schema.ROWS if rows(ledger, f'SELECT 1 FROM "{table.name}" LIMIT 1')}
    assert filled == FILLED


@pytest.mark.parametrize("table", sorted(FILLED))
def test_a_row_altered_put_in_or_taken_out_beside_the_log_is_found(ledger: Ledger, table: str) -> None:
    shape = next(found for found in schema.ROWS if found.name == table)
    for column in shape.columns:
        other = "'x'" if column.type.python_type is str else "987654321"
        first = f'(SELECT max("{column.name}") FROM "{table}")'
        # One row where the column tells them apart, else all of them.
        sql = f'UPDATE OR IGNORE "{table}" SET "{column.name}" = {other} WHERE "{column.name}" IS {first}'
        verdict = verdict_on(ledger, lambda cursor, sql=sql: cursor.execute(sql))  # type: ignore[misc]
        assert not verdict.checks["projections"], (table, column.name)
        assert any(fault.startswith(f"{table} differs from its log at row (") for fault in verdict.faults)
    verdict = verdict_on(ledger, lambda cursor: cursor.execute(f'DELETE FROM "{table}"'))
    assert not verdict.checks["projections"]


def test_a_line_with_more_put_aside_than_was_ordered_is_named(ledger: Ledger) -> None:
    """Levels and lines may agree with each other and still be impossible."""
    verdict = verdict_on(ledger, lambda cursor: cursor.execute("UPDATE order_line SET allocated = ordered + 1"))
    assert not verdict.checks["stock"]
    assert any("more put aside or gone than was ordered" in fault for fault in verdict.faults)
