"""P14 on real records: a register with a wrong clock may stand wrongly in its own queue, and in no other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from pos.domain.allocation import Allocation, allocate
from pos.register import Register
from pos.store.records import StoredRecords
from pos.store.statements import Cursor
from pos.usecases.promises import View, view
from tests.builders import ADA, BEN, LAMP, NOON, SHADE, TABLE, FixedClock, put_supply, sample_register
from tests.store.books import undone
from tests.usecases.desk import order_later

EXAMPLES = 1000


def what_waits(register: Register, cursor: Cursor, today: date) -> tuple[View, Sequence[Allocation]]:
    """How the lines for the lamp stand, and who would get seven that come."""
    ledger = register.ledger
    records = StoredRecords(cursor, ledger.unseal_with(cursor), ledger.memory)
    return view(records, [LAMP], today), allocate(7, records.queue(LAMP))


def test_p14_permuting_the_order_keys_of_other_products_changes_nothing_for_this_one(register: Register) -> None:
    """A thousand permutations of what the clocks said when lines of other products were taken."""
    random, today = Random(14), NOON.date()
    for nth, sku in enumerate([LAMP, SHADE, TABLE]):
        put_supply(register, sku, 9, today + timedelta(days=8 + nth), number=f"PO-{nth}")
    for _ in range(24):
        order_later(register, random.choice([LAMP, SHADE, TABLE]), random.randint(1, 4), random.choice([ADA, BEN]))
    with undone(register.ledger) as cursor:
        right = what_waits(register, cursor, today)
        assert len(right[0].lines) > 4
        cursor.execute("SELECT number, line, queue_key FROM order_line WHERE sku <> ? AND is_open = 1", (LAMP,))
        others = cursor.fetchall()
        moved = 0
        for _ in range(EXAMPLES):
            keys = [key for *_, key in others]
            random.shuffle(keys)
            moved += keys != [key for *_, key in others]
            _put_keys(cursor, [(number, line, key) for (number, line, _), key in zip(others, keys, strict=True)])
            assert what_waits(register, cursor, today) == right
    assert moved > EXAMPLES // 2


def _put_keys(cursor: Cursor, lines: Sequence[tuple[Any, ...]]) -> None:
    for number, line, _ in lines:  # first out of the way, as no two lines have one key
        cursor.execute(
            "UPDATE order_line SET queue_key = queue_key || 'x' WHERE number = ? AND line = ?", (number, line)
        )
    for number, line, key in lines:
        cursor.execute("UPDATE order_line SET queue_key = ? WHERE number = ? AND line = ?", (key, number, line))


def test_p14_orders_for_other_goods_may_be_taken_before_or_after_and_the_promise_is_the_same(
    tmp_path: Path,
) -> None:
    """The same orders at the counter, with those for other products at other times between them."""
    told = []
    for seed in range(3):
        register = sample_register(tmp_path / str(seed), clock=FixedClock())
        random = Random(seed)
        wanted = [(LAMP, units) for units in (3, 5, 4, 2)]
        for other in [(sku, units) for sku in (SHADE, TABLE) for units in (1, 3, 2)]:
            wanted.insert(random.randint(0, len(wanted)), other)
        sold = [(sku, order_later(register, sku, units)) for sku, units in wanted]
        told.append([one.backorders[0].promise for sku, one in sold if sku == LAMP])
        register.close()
    assert None not in told[0]
    assert told[0] == told[1] == told[2]
