"""P5 on real records: an operation that is read twice, by mistake or in a replay, changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from pos.register import Register
from pos.store import schema
from pos.store.applied import Applied
from pos.store.apply import apply
from pos.store.records import StoredRecords
from pos.store.statements import Cursor
from pos.store.transactions import Ledger
from pos.store.verify import verify
from pos.usecases.promises import View, view
from tests.builders import LAMP, NOON, SHADE, TABLE, put_supply
from tests.store.books import undone, verdict_on
from tests.usecases.desk import order_later

TODAY = NOON.date()
EXAMPLES = 1000
_ROWS = ("purchase_line", "purchase_date", "supplier", "delivery", "order_line", "stock_level")


def test_p5_an_operation_has_one_place_in_the_log_and_is_refused_there_a_second_time(ledger: Ledger) -> None:
    before = verify(ledger).digest
    with ledger.database.reading() as cursor:
        cursor.execute("SELECT count(*) FROM op")
        (count,) = cursor.fetchone() or (0,)
    for position in range(1, count + 1):
        with undone(ledger) as cursor, pytest.raises((driver.IntegrityError, sqlite3.IntegrityError)):
            cursor.execute("INSERT INTO op SELECT * FROM op WHERE position = ?", (position,))
    assert verify(ledger).digest == before


def test_p5_an_operation_that_stands_in_the_log_twice_is_found(ledger: Ledger) -> None:
    again = (
        "INSERT INTO op (epoch, seq, op_id, kind, hlc, running, hash, sig, bytes) SELECT epoch, seq, op_id, kind, hlc, "
        "running, hash, sig, bytes FROM op ORDER BY position DESC LIMIT 1"
    )
    verdict = verdict_on(ledger, lambda cursor: cursor.execute(again))
    assert not verdict.checks["chain"]


def test_p5_a_log_read_twice_makes_the_same_rows(ledger: Ledger) -> None:
    once, twice = verify(ledger), verify(ledger)
    assert once.ok
    assert (once.ops, once.digest) == (twice.ops, twice.digest)


def test_p5_supplies_deliveries_and_reckoned_days_that_come_twice_change_no_row_and_no_promise(
    register: Register,
) -> None:
    """A thousand random operations that say how something is now, each applied once more."""
    random = Random(5)
    for sku, units in ((LAMP, 3), (SHADE, 2), (LAMP, 6), (TABLE, 5), (LAMP, 2)):
        order_later(register, sku, units)
    put_supply(register, SHADE, 4, date(2026, 12, 1), number="PO-2")
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT number, line FROM order_line")
        waiting = cursor.fetchall()
    for number in range(EXAMPLES):
        kind, body = _said(random, number, waiting)
        with undone(register.ledger) as cursor:
            op = Applied(10_000, "S01", "R1", (int(NOON.timestamp() * 1000) + number) << 16, "owner", body, _nobody)
            apply(cursor, kind, op)
            once = _kept(cursor), _seen(register, cursor)
            apply(cursor, kind, op)
            assert (_kept(cursor), _seen(register, cursor)) == once, (kind, body)


def _nobody(customer: str, sealed: str) -> Mapping[str, str]:
    return {}


def _kept(cursor: Cursor) -> list[Any]:
    found = []
    for table in _ROWS:
        key = ", ".join(f'"{column.name}"' for column in schema.metadata.tables[table].primary_key)
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY {key}')
        found.append(cursor.fetchall())
    return found


def _seen(register: Register, cursor: Cursor) -> View:
    records = StoredRecords(cursor, register.ledger.unseal_with(cursor), {})
    return view(records, [LAMP], TODAY)


def _said(random: Random, number: int, waiting: list[tuple[str, int]]) -> tuple[str, dict[str, Any]]:
    """One operation that says how things are now."""
    day = str(TODAY + timedelta(days=random.randint(1, 60)))
    which = random.randrange(4)
    if which == 0:
        line = {
            "number": random.choice(["PO-1007", "PO-2", f"PO-{number}"]), "line": random.randint(1, 2),
            "supplier": "LUM", "sku": random.choice([LAMP, SHADE, TABLE]), "quantity": random.randint(1, 20),
            "received": 0, "cancelled": 0, "ordered_on": "2026-11-10",
            "expected_on": random.choice([None, day]), "confirmed": random.randint(0, 1), "to_store": "S01",
            "shipment": random.choice(["", "S-1"]),
        }  # fmt: skip
        return "purchase_lines_put", {"lines": [line], "why": "said again"}
    if which == 1:
        fact = {
            "key": f"{number:032x}", "supplier": "LUM", "ordered_on": "2026-09-01", "promised_on": "2026-09-10",
            "delivered_on": str(date(2026, 9, 8) + timedelta(days=random.randint(0, 30))), "sku": "", "quantity": 10,
            "received": random.randint(1, 10), "lane": "", "shipment": "",
        }  # fmt: skip
        return "deliveries_put", {"deliveries": [fact]}
    if which == 2:
        terms = {
            "supplier": "LUM", "name": "Lumen Ltd", "lead_time_days": random.randint(1, 40), "country": "GB",
            "order_days": random.choice(["", "Mon, Thu"]), "minimum": None, "email": "", "phone": "",
        }  # fmt: skip
        return "suppliers_put", {"suppliers": [terms]}
    return "promises_reviewed", {"promises": [[*random.choice(waiting), day, day]], "cause": "x"}
