"""What a change of one purchase order says of its supplier, and whose promises move by it; and what it does not say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.register import Register
from pos.store.verify import verify
from pos.usecases import supplier_reach
from pos.usecases.ordering import PurchaseWish
from pos.usecases.supplier_habits import habits_of
from tests.builders import BEN, LAMP, SHADE, TABLE, FixedClock, put_products, put_supply
from tests.builders import product as a_product
from tests.usecases.desk import counts, order_later, purchase_row

TODAY = date(2026, 11, 24)


def learned(register: Register) -> tuple[int, int]:
    """(the last operation that suppliers are learned from, the last one that changed what is to come)"""
    with register.ledger.reading() as records:
        return records.learned_position(), records.supply_position()


def now_latest(register: Register, sku: str) -> date | None:
    with register.ledger.reading() as records:
        return records.open_lines(sku)[0].now_latest


def test_a_day_that_takes_the_place_of_another_leaves_what_was_learned(register: Register) -> None:
    order_later(register, LAMP, 3)
    before = learned(register)
    register.buying.redate("PO-1007", date(2027, 1, 20))
    register.buying.confirm("PO-1007")
    after = learned(register)
    assert after[0] == before[0]
    assert after[1] > before[1]
    assert verify(register.ledger).ok


def test_a_first_day_units_that_go_and_new_lines_are_learned_from(register: Register) -> None:
    before, _ = learned(register)
    number = register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)]).order.number
    ordered, _ = learned(register)
    register.buying.redate(number, date(2026, 12, 9))
    dated, _ = learned(register)
    register.buying.cancel(number)
    assert before < ordered < dated < learned(register)[0]


def test_conclusions_kept_over_a_moved_day_are_those_that_would_be_drawn_anew(
    register: Register, clock: FixedClock
) -> None:
    put_supply(register, SHADE, 4, date(2026, 12, 1), number="PO-2")
    clock.pass_time(timedelta(days=15))
    today = TODAY + timedelta(days=15)
    with register.ledger.reading() as records:
        habits_of(records, today)("LUM")
    register.buying.redate("PO-2", date(2027, 1, 20))
    with register.ledger.reading() as records:
        kept = habits_of(records, today)("LUM")
        register.ledger.memory.clear()
        assert habits_of(records, today)("LUM") == kept


@pytest.mark.parametrize("days_ago", [1, 6])
def test_goods_on_order_that_are_not_late_yet_say_nothing_of_their_supplier(register: Register, days_ago: int) -> None:
    """The exception to P1, that learning may make a day later, is for real lateness only."""
    with register.ledger.reading() as records:
        before = habits_of(records, TODAY)("LUM")
    register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)], ordered_on=TODAY - timedelta(days=days_ago))
    for days in (0, 40):
        register.buying.order_goods(
            "LUM", [PurchaseWish(TABLE, 1)], ordered_on=date(2026, 6, 1), expected_on=TODAY + timedelta(days=days)
        )
    with register.ledger.reading() as records:
        assert habits_of(records, TODAY)("LUM") == before


def test_an_undated_order_past_its_suppliers_usual_days_counts_against_it(register: Register) -> None:
    with register.ledger.reading() as records:
        before = habits_of(records, TODAY)("LUM").lead
    register.buying.order_goods("LUM", [PurchaseWish(SHADE, 4)], ordered_on=TODAY - timedelta(days=70))
    with register.ledger.reading() as records:
        after = habits_of(records, TODAY)("LUM").lead
    assert before is not None
    assert after is not None
    assert after.chance_by(9) < before.chance_by(9) == 1.0


def other_goods(register: Register, count: int = 1) -> list[str]:
    """Products that LUM brings and somebody waits for, none of them on order."""
    skus = [f"OTHER-{number}" for number in range(count)]
    put_products(register, [a_product(sku, f"Other {sku}", 1000, supplier="LUM") for sku in skus])
    for sku in skus:
        order_later(register, sku, 2, BEN)
    return skus


def test_overdue_goods_given_up_move_the_suppliers_other_promises_in_the_same_step(
    register: Register, clock: FixedClock
) -> None:
    (other,) = other_goods(register)
    for number in range(12):
        put_supply(register, SHADE, 4, TODAY + timedelta(days=2), number=f"PO-{50 + number}")
    clock.pass_time(timedelta(days=12))
    register.promises.review()
    for number in range(12):
        register.buying.cancel(f"PO-{50 + number}", why="never came")
    at_once = now_latest(register, other)
    looked = register.promises.review()
    assert looked.moved == 0
    assert now_latest(register, other) == at_once
    assert verify(register.ledger).ok


def test_overdue_goods_brought_in_from_a_file_move_them_too(register: Register) -> None:
    (other,) = other_goods(register)
    before = now_latest(register, other)
    rows = [
        purchase_row(row, f"PO-{row}", SHADE, 4, expected_on=date(2026, 10, 1) + timedelta(days=row))
        for row in range(2, 22)
    ]
    assert counts(register.import_rows("purchase-orders", rows)) == (20, 0, 0, 0)
    assert now_latest(register, other) != before
    assert register.promises.review().moved == 0


def test_goods_called_off_before_they_are_due_move_nobody_elses(register: Register) -> None:
    (other,) = other_goods(register)
    before = now_latest(register, other)
    register.buying.cancel("PO-1007")
    assert now_latest(register, other) == before


def test_beyond_a_number_of_products_the_rest_is_left_to_the_look_of_the_day_and_that_is_said() -> None:
    assert supplier_reach.left_for_the_day(supplier_reach.AT_ONCE) == []
    (sentence,) = supplier_reach.left_for_the_day(supplier_reach.AT_ONCE + 1)
    assert "201 products" in sentence
    assert "look of the day" in sentence
