"""Kept receipts: shown as they were, printed again as duplicates, found by number, name and phone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pos.register import Register
from pos.usecases.checkout import LineWish
from tests.builders import BULB, LAMP, TABLE, FixedClock, put_products
from tests.builders import product as a_product
from tests.usecases.desk import CASHIER, order_later, sell


def test_a_receipt_is_shown_as_it_was_made_whatever_the_shop_is_called_now(
    register: Register, clock: FixedClock
) -> None:
    sold = order_later(register, LAMP, 1)
    clock.pass_time(timedelta(days=400))
    register.change_shop(store_name="Harbour", language="de")
    put_products(register, [a_product(LAMP, "Another lamp", 1)])
    assert register.receipt(f" {sold.number} ").document == sold.receipt


def test_each_further_print_is_a_duplicate_with_its_number(register: Register) -> None:
    number = sell(register, LineWish(TABLE)).number
    assert [register.reprint(number, person=CASHIER) for _ in range(3)] == [1, 2, 3]
    jobs = sorted((job.duplicate, job.printed_by) for job in register.jobs.all() if job.number == number)
    assert jobs == [(0, ""), (1, "Bea"), (2, "Bea"), (3, "Bea")]


def test_the_first_as_text_is_an_original_of_its_own_and_the_next_a_duplicate(register: Register) -> None:
    number = sell(register, LineWish(TABLE)).number
    assert [register.reprint(number, form="text", queued=False) for _ in range(2)] == [0, 1]
    assert register.reprint(number) == 1


@pytest.mark.parametrize("text", ["Ada", "osei", "6 0018", "020 7946", "79460018", "A000002"])
def test_an_order_is_found_by_name_phone_and_number(register: Register, text: str) -> None:
    sell(register, LineWish(BULB))
    order = order_later(register, LAMP, 1).number
    assert [row.number for row in register.sales(text)] == [order]


def test_sales_come_newest_first_with_what_is_still_to_pay(register: Register, clock: FixedClock) -> None:
    first = sell(register, LineWish(BULB)).number
    clock.pass_time(timedelta(minutes=1))
    second = order_later(register, LAMP, 2).number
    rows = register.sales()
    assert [(row.number, row.state, row.order_deposit, row.balance_due) for row in rows] == [
        (second, "waiting", 4500, 4500), (first, "sale", 0, 0),
    ]  # fmt: skip
    assert register.sales("%") == ()
