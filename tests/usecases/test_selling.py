"""Selling: what is here goes now, what is not follows with a promise and a deposit, all in one step."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pos.domain import errors
from pos.domain.order_deposit import DepositRule
from pos.domain.sale import BasketLine
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, TenderWish
from tests.builders import BULB, LAMP, SHADE, TABLE, FixedClock, put_products, put_stock, sample_register
from tests.builders import product as a_product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASH,
    CASHIER,
    MANAGER,
    all_books,
    books,
    gbp,
    nothing_changes,
    order_later,
    records_of,
    sell,
)


def test_goods_that_are_here_are_paid_and_taken(register: Register) -> None:
    """R1 begins with what is plain: two tables and a bulb, cash, change, stock down."""
    sold = sell(register, LineWish(TABLE, 2), LineWish(BULB), tenders=[TenderWish("cash", gbp(20_000))])
    assert (sold.number, sold.total, sold.tax, sold.due_now, sold.change_due) == (
        "S01-R2-A000001", gbp(18_125), gbp(3021), gbp(18_125), gbp(1875),
    )  # fmt: skip
    assert (sold.order_deposit, sold.balance_due, sold.backorders) == (gbp(0), gbp(0), ())
    assert register.look_up(TABLE).here.on_hand == 2
    assert all_books(register) == {"tender:cash": 18_125, "sales": -15_104, "tax": -3021}
    assert [(job.number, job.state) for job in register.jobs.all()] == [("S01-R2-A000001", "queued")]


def test_a_backorder_takes_a_deposit_and_promises_a_day(register: Register) -> None:
    """R1, R3, R24: one key, one ticket; the date is from the confirmed purchase order and is kept with the order."""
    sold = sell(register, LineWish(LAMP, 3, take="backorder"), customer=ADA_HERE, tenders=[CARD])
    assert (sold.total, sold.due_now, sold.order_deposit, sold.balance_due) == (
        gbp(13_500), gbp(6750), gbp(6750), gbp(6750),
    )  # fmt: skip
    (promised,) = sold.backorders
    assert promised.promise is not None
    assert (promised.promise.latest_on, promised.promise.certainty) == (date(2026, 12, 3), "confirmed")
    assert promised.words == "Ready to collect by Thu 03 Dec 2026"
    order = register.order(sold.number)
    assert order is not None
    assert (order.state, order.customer_name, order.order_deposit, order.balance_due) == (
        "waiting",
        "Ada Osei",
        6750,
        6750,
    )
    assert (order.lines[0].promised_on, order.lines[0].words) == (date(2026, 12, 3), promised.words)
    assert (register.look_up(LAMP).here.owed, register.look_up(LAMP).here.on_hand) == (3, 0)
    assert all_books(register) == {
        "tender:card": 6750, "order_deposits": -6750, "deposit_tax": 1125, "tax": -1125,
    }  # fmt: skip


def test_two_go_now_and_three_follow_with_a_fifth_paid_ahead_in_cash(register: Register) -> None:
    """R1, R51, R112: 5 x 19.50; 39.00 now and 20 % of 58.50: totals, tax, deposit and balance to the penny."""
    register.set_deposit_rule(DepositRule(percent=20))
    sold = sell(register, LineWish(SHADE, 5), customer=ADA_HERE, tenders=[TenderWish("cash", gbp(6000))])
    assert (sold.total, sold.tax) == (gbp(9750), gbp(1625))
    assert (sold.order_deposit, sold.due_now, sold.change_due, sold.balance_due) == (
        gbp(1170),
        gbp(5070),
        gbp(930),
        gbp(4680),
    )
    assert [(part.quantity, part.total) for part in sold.taken_now] == [(2, gbp(3900))]
    assert [(one.part.quantity, one.part.total) for one in sold.backorders] == [(3, gbp(5850))]
    assert all_books(register) == {
        "tender:cash": 5070, "sales": -3250, "tax": -650 - 195, "order_deposits": -1170, "deposit_tax": 195,
    }  # fmt: skip
    here = register.look_up(SHADE).here
    assert (here.on_hand, here.owed, here.available) == (0, 3, 0)


def test_auto_splits_a_line_by_what_is_free_after_those_who_wait(register: Register) -> None:
    """R63: what is owed to somebody is not free for a walk-in."""
    order_later(register, SHADE, 1)
    sold = sell(register, LineWish(SHADE, 2), customer=ADA_HERE, tenders=[CARD])
    assert [part.quantity for part in sold.taken_now] == [1]
    assert [one.part.quantity for one in sold.backorders] == [1]


def test_two_lines_of_one_product_never_take_the_same_unit_twice(register: Register) -> None:
    sold = sell(register, LineWish(SHADE, 2), LineWish(SHADE, 2), customer=ADA_HERE, tenders=[CARD])
    assert sum(part.quantity for part in sold.taken_now) == 2
    assert [one.part.quantity for one in sold.backorders] == [2]
    assert register.look_up(SHADE).here.on_hand == 0
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere):
        sell(register, LineWish(TABLE, 3, take="now"), LineWish(TABLE, 2, take="now"))


def test_two_lines_of_one_product_that_follow_stand_behind_each_other(register: Register) -> None:
    """Twelve lamps come on 2 December; the thirteenth has to be ordered anew and is promised later."""
    sold = sell(
        register,
        LineWish(LAMP, 12, take="backorder"),
        LineWish(LAMP, 1, take="backorder"),
        customer=ADA_HERE,
        tenders=[CARD],
    )
    days = [one.promise.latest_on for one in sold.backorders if one.promise]
    assert days == [date(2026, 12, 3), date(2026, 12, 4)]


def test_the_second_customer_stands_behind_the_first(register: Register) -> None:
    """R94: the customer is in line."""
    first, second = order_later(register, LAMP, 10), order_later(register, LAMP, 3, "c-ben")
    assert first.backorders[0].promise is not None
    assert second.backorders[0].promise is not None
    assert second.backorders[0].promise.queue_ahead == 10
    assert first.backorders[0].promise.latest_on < second.backorders[0].promise.latest_on
    found = register.order(second.number)
    assert found is not None
    assert register.place_in_queue(found) == 2


def test_the_same_request_twice_is_one_sale_and_the_same_answer(register: Register, clock: FixedClock) -> None:
    """A till that lost the answer asks again and gets it; the receipt names the customer as the first one did."""
    lines = (LineWish(TABLE), LineWish(LAMP, 2, take="backorder"))
    first = sell(register, *lines, customer=ADA_HERE, request="r-1")
    clock.pass_time(timedelta(minutes=5))
    with nothing_changes(register):
        again = sell(register, *lines, customer=ADA_HERE, request="r-1")
    assert (first.repeated, again.repeated) == (False, True)
    assert (again.number, again.due_now, again.balance_due, again.order_deposit) == (
        first.number, first.due_now, first.balance_due, first.order_deposit,
    )  # fmt: skip
    assert again.receipt == first.receipt
    assert [part.quantity for part in again.taken_now] == [1]
    assert [one.words for one in again.backorders] == [one.words for one in first.backorders]
    assert sell(register, LineWish(BULB), request="r-2").number != first.number


def test_a_new_customer_is_kept_with_the_order_and_found_again(register: Register) -> None:
    wish = CustomerWish(name=" Zoë Öz ", phone="0151 234 56789", language="de")
    sold = sell(register, LineWish(LAMP, take="backorder"), customer=wish, tenders=[CARD])
    (found,) = register.find_customers("Zoë")
    assert (found.name, found.phone, found.language) == ("Zoë Öz", "0151 234 56789", "de")
    assert [one.id for one in register.find_customers("23456")] == [found.id]
    assert sold.receipt.language == "de"
    assert sold.backorders[0].words == "Abholbereit bis Do. 03 Dez. 2026"


def test_a_product_without_a_price_is_sold_at_the_price_of_the_counter(register: Register) -> None:
    put_products(register, [a_product("VAS-1", "Vase", None)])
    put_stock(register, {("VAS-1", "S01"): 1})
    with nothing_changes(register), pytest.raises(errors.PriceMissing, match="Type its price"):
        sell(register, LineWish("VAS-1"), person=CASHIER)
    assert sell(register, LineWish("VAS-1", price=gbp(1250)), person=CASHIER).total == gbp(1250)


def test_only_somebody_with_the_right_changes_a_price(register: Register) -> None:
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match=r"89\.00"):
        sell(register, LineWish(TABLE, price=gbp(100)), person=CASHIER)
    assert sell(register, LineWish(TABLE, price=gbp(8900)), person=CASHIER).total == gbp(8900)
    assert sell(register, LineWish(TABLE, price=gbp(8000)), person=MANAGER).total == gbp(8000)
    assert sell(register, LineWish(TABLE, price=gbp(0)), person=MANAGER, tenders=[]).total == gbp(0)


def test_a_lower_deposit_needs_a_right_and_a_reason(register: Register) -> None:
    wish = LineWish(LAMP, take="backorder")
    for person, reason in ((CASHIER, "regular customer"), (MANAGER, "")):
        with nothing_changes(register), pytest.raises(errors.DepositTooSmall):
            sell(register, wish, customer=ADA_HERE, order_deposit=gbp(100), deposit_reason=reason, person=person)
    sold = sell(
        register, wish, customer=ADA_HERE, order_deposit=gbp(100), deposit_reason="regular customer", person=MANAGER
    )
    assert (sold.due_now, sold.balance_due, books(register, "order_deposits")) == (gbp(100), gbp(4400), -100)


def test_a_deposit_may_be_more_than_asked_for_up_to_the_whole_order(register: Register) -> None:
    """R145: paid in full up front, when the customer likes."""
    wish = LineWish(LAMP, take="backorder")
    sold = sell(register, wish, customer=ADA_HERE, order_deposit=gbp(4500))
    assert (sold.due_now, sold.balance_due) == (gbp(4500), gbp(0))
    with nothing_changes(register), pytest.raises(errors.DepositTooLarge):
        sell(register, wish, customer=ADA_HERE, order_deposit=gbp(4501))
    with nothing_changes(register), pytest.raises(errors.DepositTooLarge):
        sell(register, LineWish(TABLE), order_deposit=gbp(1))


def test_payment_in_full_is_a_mode_of_the_shop(register: Register) -> None:
    """R145."""
    register.set_deposit_rule(DepositRule("full"))
    sold = order_later(register, LAMP, 2)
    assert (sold.due_now, sold.balance_due) == (gbp(9000), gbp(0))


def test_no_deposit_is_a_mode_of_the_shop(register: Register) -> None:
    register.set_deposit_rule(DepositRule("none", tax_mode="at_sale"))
    sold = order_later(register, LAMP, 2, tenders=[])
    assert (sold.due_now, sold.balance_due) == (gbp(0), gbp(9000))
    assert all_books(register) == {"deposit_tax": 1500, "tax": -1500}


def test_a_card_is_authorised_for_goods_that_follow_and_charged_later(register: Register) -> None:
    """R37: authorise now, take at the hand-over; an authorisation is no money in the till."""
    register.set_deposit_rule(DepositRule("authorise"))
    with nothing_changes(register), pytest.raises(errors.TenderTooSmall, match=r"authorises 90\.00"):
        order_later(register, LAMP, 2, tenders=[TenderWish("authorisation", gbp(8999))])
    sold = order_later(register, LAMP, 2, tenders=[TenderWish("authorisation", gbp(9000), "T-4711")])
    assert (sold.due_now, sold.balance_due) == (gbp(0), gbp(9000))
    assert all_books(register) == {}


def test_goods_in_hand_that_the_record_denies_are_sold_with_a_reason_and_a_right(register: Register) -> None:
    wish = LineWish(SHADE, 3, take="now", anyway="it is in my hand")
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere):
        sell(register, wish, person=CASHIER)
    assert sell(register, wish, person=MANAGER).taken_now[0].quantity == 3
    here = register.look_up(SHADE).here
    assert (here.on_hand, here.available, here.queue_ahead) == (-1, 0, 1)


def test_a_part_is_paid_by_card_and_the_rest_in_cash(register: Register) -> None:
    sold = sell(register, LineWish(TABLE), tenders=[TenderWish("card", gbp(5000), "T-1"), CASH])
    assert (sold.due_now, sold.change_due) == (gbp(8900), gbp(0))
    assert (books(register, "tender:card"), books(register, "tender:cash")) == (5000, 3900)


def test_a_deposit_smaller_than_nothing_is_refused_even_with_a_right(register: Register) -> None:
    with nothing_changes(register), pytest.raises(errors.DepositTooSmall):
        sell(
            register, LineWish(TABLE), LineWish(LAMP, take="backorder"), customer=ADA_HERE, order_deposit=gbp(-500),
            deposit_reason="goodwill", person=MANAGER,
        )  # fmt: skip


def test_receipt_numbers_follow_each_other_without_a_gap_across_refusals(register: Register) -> None:
    numbers = [sell(register, LineWish(BULB)).number]
    with pytest.raises(errors.TenderTooSmall):
        sell(register, LineWish(BULB), tenders=[TenderWish("cash", gbp(1))])
    numbers.append(sell(register, LineWish(BULB)).number)
    assert numbers == ["S01-R2-A000001", "S01-R2-A000002"]


def test_a_quote_says_before_paying_what_the_sale_will_say(register: Register) -> None:
    """R3: the date and the deposit are known before payment."""
    seen = register.look_up(LAMP, 2)
    quote = register.quote([BasketLine(seen.product, 2, later=2)])
    sold = order_later(register, LAMP, 2)
    assert (quote.due_now, quote.order_deposit, quote.balance_due) == (
        sold.due_now,
        sold.order_deposit,
        sold.balance_due,
    )
    assert seen.order_deposit == sold.order_deposit
    assert seen.words == sold.backorders[0].words


def test_a_product_may_ask_for_a_deposit_of_its_own(register: Register) -> None:
    """R5: policy by product."""
    put_products(register, [a_product("SOF-1", "Sofa", 100_000, deposit_percent=80), a_product("PIN-1", "Pin", 101)])
    sold = sell(
        register,
        LineWish("SOF-1", take="backorder"),
        LineWish("PIN-1", take="backorder"),
        customer=ADA_HERE,
        tenders=[CARD],
    )
    assert sold.order_deposit == gbp(80_051)


def test_every_order_goes_on_after_the_register_was_closed_and_opened(tmp_path: Path, clock: FixedClock) -> None:
    """R100, R140: an order is a commitment, on disk."""
    register = sample_register(tmp_path / "shop", clock=clock)
    sold = order_later(register, SHADE, 4)
    before = register.order(sold.number)
    register.close()
    opened = Register.open(tmp_path / "shop", clock=clock)
    try:
        assert before is not None
        assert opened.order(sold.number) == before
        assert opened.receipt(sold.number).document == sold.receipt
        assert sell(opened, LineWish(BULB)).number == "S01-R2-A000002"
        assert records_of(opened)
    finally:
        opened.close()
