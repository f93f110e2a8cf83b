"""What was told stays, what is reckoned with moves, and conclusions about suppliers know when they are old."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain.incoming import IncomingSale
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import LineWish
from tests.builders import ADA, BEN, BULB, LAMP, NOON, SHADE, product, put_customer, put_products, put_stock, put_supply
from tests.store.books import rows
from tests.usecases.desk import delivery_row, order_later, sale_row, sell

DUE = date(2026, 12, 2)


def append(register: Register, kind: str, body: dict[str, Any]) -> None:
    with register.ledger.writing() as tx:
        tx.append(kind, body, person="p-max")


def learned(register: Register) -> int:
    with register.ledger.reading() as records:
        return records.learned_position()


def test_any_operation_may_say_how_lines_are_reckoned_with_now(register: Register) -> None:
    order = order_later(register, LAMP, 2).number
    with register.ledger.reading() as records:
        told = records.open_lines(LAMP)[0]
    assert (told.told_likely, told.told_latest) == (told.now_likely, told.now_latest)
    later = [[order, 1, "2026-12-20", "2026-12-28"]]
    append(register, "promises_reviewed", {"promises": later, "cause": "x"})
    with register.ledger.reading() as records:
        moved = records.open_lines(LAMP)[0]
    assert (moved.now_likely, moved.now_latest) == (date(2026, 12, 20), date(2026, 12, 28))
    assert (moved.told_likely, moved.told_latest) == (told.told_likely, told.told_latest)
    move = [LAMP, "S01", 0, NOON.isoformat(), None]
    body = {"kind": "count", "document": "x", "moves": [move], "promises": [[order, 1, None, None]]}
    append(register, "stock_moved", body)
    with register.ledger.reading() as records:
        assert records.open_lines(LAMP)[0].now_latest is None
    assert verify(register.ledger).ok


def test_what_a_customer_was_told_is_kept_each_time(register: Register) -> None:
    order = order_later(register, LAMP, 2).number
    for day in ("2026-12-20", "2026-12-30"):
        one = {"order": order, "line": 1, "likely_on": day, "latest_on": day, "words": f"By {day}", "why": "moved"}
        append(register, "customers_told", {"told": [one]})
    kept = rows(register.ledger, "SELECT nth, person, latest_on, why FROM told WHERE number = ? ORDER BY nth", order)
    first = rows(register.ledger, "SELECT promised_on FROM order_line WHERE number = ?", order)[0][0]
    assert kept == [
        (1, "owner", first, "taken"), (2, "p-max", "2026-12-20", "moved"), (3, "p-max", "2026-12-30", "moved"),
    ]  # fmt: skip
    assert verify(register.ledger).ok


def test_conclusions_about_suppliers_are_old_exactly_when_these_change(register: Register) -> None:
    before = learned(register)
    put_products(register)
    put_stock(register, {(LAMP, "S01"): 1})
    sell(register, LineWish(BULB, 1))
    put_customer(register, "c-new", "New", "020 7946 0999")
    assert learned(register) == before
    put_supply(register, SHADE, 4, DUE, number="PO-2")
    after_order = learned(register)
    register.import_rows("deliveries", [delivery_row(2, date(2026, 9, 11))])
    after_file = learned(register)
    register.receive(register.arrivals_of("PO-2"))
    assert before < after_order < after_file < learned(register)


def test_the_queue_is_read_in_its_order_with_what_each_waits_for(register: Register) -> None:
    first, second = order_later(register, LAMP, 2, BEN).number, order_later(register, LAMP, 3, ADA).number
    with register.ledger.reading() as records:
        found = records.open_lines(LAMP)
        assert records.skus_with_open_lines() == [LAMP]
        assert records.open_lines(BULB) == []
        assert [line.key for line in found] == [waiting.key for waiting in records.queue(LAMP)]
    assert [(line.order, line.waiting, line.customer_name, line.ship_complete) for line in found] == [
        (first, 2, "Ben Moreau", False), (second, 3, "Ada Osei", False),
    ]  # fmt: skip
    assert found[0].key < found[1].key


def test_a_product_says_what_it_is_like(register: Register) -> None:
    lamp = product(LAMP, "Brass lamp", 4500, cost=2000)
    more = {"attributes": {"cap": "E27", "colour": "brass"}, "season_ends_on": "2026-12-31", "perishable": 1}
    put_products(register, [lamp | more])
    with register.ledger.reading() as records:
        found = records.product(LAMP)
    assert found is not None
    assert found.attributes == (("cap", "E27"), ("colour", "brass"))
    assert (found.season_ends_on, found.perishable) == (date(2026, 12, 31), True)
    assert found.cost is not None
    assert found.cost.minor == 2000
    assert register.look_up(LAMP).product == found


def test_the_sales_a_day_of_another_store_are_those_that_were_brought_in(register: Register) -> None:
    today = NOON.date()
    since = today - timedelta(days=10)
    report = register.import_rows(
        "sales",
        [
            IncomingSale(2, NOON - timedelta(days=2), "S02", "T-2", BULB, 4),
            IncomingSale(3, NOON - timedelta(days=9), "S02", "T-3", BULB, 6),
            IncomingSale(4, NOON - timedelta(days=40), "S02", "T-4", BULB, 60),
            sale_row(5, NOON, SHADE, 1),
        ],
    )
    assert report.created == 4
    with register.ledger.reading() as records:
        assert records.sales_rate(BULB, "S02", since, today) == pytest.approx(1.0)
        assert records.sales_rate(BULB, "S03", since, today) == 0
        assert records.sales_rate(LAMP, "S02", today, today) == 0


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("SUPPLIES", "purchase_line_by_sku"), ("OPEN_LINES", "order_line_open"),
        ("SOLD_BEFORE", "past_sale_by_sku"), ("SUPPLIERS", "purchase_line_open"),
        ("SKUS_WITH_OPEN_LINES", "order_line_open"),
    ],
)  # fmt: skip
def test_the_questions_of_a_promise_are_answered_from_an_index(register: Register, question: str, index: str) -> None:
    from pos.store import sql

    class Unset(dict[str, object]):
        def __missing__(self, name: str) -> None:
            return None

    with register.ledger.database.reading() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {getattr(sql, question).sql}", Unset())
        plan = " / ".join(str(row[3]) for row in cursor.fetchall())
    assert index in plan
