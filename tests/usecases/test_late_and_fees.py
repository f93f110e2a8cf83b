"""Nobody pays a fee for goods that are late at the end of their way, or after we wrote that they may cancel."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, FixedClock
from tests.usecases.desk import CARD, CASHIER, MANAGER, sell, stock_row
from tests.usecases.test_news import sent
from tests.usecases.test_order_money import with_fee

DAY = timedelta(days=1)
RULE, LATE = ("18.00", "rule"), ("0.00", "late")


def fee(register: Register, number: str) -> tuple[str, str]:
    wish = CancelWish("too_long", "", None)
    seen = register.waiting.foresee_cancelling(number, wish, person=CASHIER)
    return str(seen.fee), seen.fee_why


def ordered(register: Register, clock: FixedClock, route: str) -> str:
    """Two lamps at 45.00, told 3 December (5 December in the other store); an hour later nothing is put right for
    nothing any more."""
    with_fee(register, percent=20)
    sell(register, LineWish(LAMP, 1, take="backorder"), customer=CustomerWish(id=ADA), tenders=[CARD])
    first = register.orders()[0].number
    register.waiting.change_contact(first, address="1 Mill Lane")
    register.waiting.cancel(first, CancelWish("mistake"))
    wish = LineWish(LAMP, 2, take="backorder", route=route, route_to="S02" if route == "other_store" else "")
    number = sell(register, wish, customer=CustomerWish(id=ADA), tenders=[CARD]).number
    clock.pass_time(timedelta(hours=1))
    sent(register)
    return number


def days(register: Register, clock: FixedClock, count: int) -> None:
    for _ in range(count):
        clock.pass_time(DAY)
        register.news.run()
        sent(register)


@pytest.mark.parametrize("route", ["deliver", "other_store"])
def test_goods_that_lie_here_and_are_not_sent_are_late_after_the_day_told(
    register: Register, clock: FixedClock, route: str
) -> None:
    number = ordered(register, clock, route)
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    days(register, clock, 7)
    assert fee(register, number) == RULE, "the day told has not passed"
    days(register, clock, 7)
    assert fee(register, number) == LATE


def test_goods_that_are_lost_on_the_way_to_the_other_store_are_late(register: Register, clock: FixedClock) -> None:
    number = ordered(register, clock, "other_store")
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    register.waiting.send_on(number)
    days(register, clock, 14)
    assert fee(register, number) == LATE


@pytest.mark.parametrize(("waits", "kept"), [(3, RULE), (17, LATE)])
def test_what_counts_in_another_store_is_when_the_goods_were_there(
    register: Register, clock: FixedClock, waits: int, kept: tuple[str, str]
) -> None:
    """There in time and not collected, the fee stays, also after the goods were sent back."""
    number = ordered(register, clock, "other_store")
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    days(register, clock, waits)
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    assert fee(register, number) == kept
    days(register, clock, 20)
    assert fee(register, number) == kept


def test_a_later_day_that_we_told_leaves_the_choice_to_cancel_for_nothing(
    register: Register, clock: FixedClock
) -> None:
    number = ordered(register, clock, "collect")
    assert fee(register, number) == RULE
    register.waiting.redate(number, on=date(2026, 12, 25), why="supplier says so")
    assert fee(register, number) == LATE


def test_a_later_day_that_a_cashier_noted_frees_from_the_fee_once_its_letter_went_out(
    register: Register, clock: FixedClock
) -> None:
    """Nobody heard of it before, and the goods are as much in time as they were."""
    number = ordered(register, clock, "collect")
    register.waiting.redate(number, on=date(2026, 12, 25), why="abc", person=CASHIER)
    assert fee(register, number) == RULE
    clock.pass_time(timedelta(hours=1))
    sent(register)
    assert fee(register, number) == LATE


def test_a_day_that_the_reckoning_agrees_with_frees_from_the_fee_at_once(register: Register, clock: FixedClock) -> None:
    number = ordered(register, clock, "collect")
    register.buying.redate("PO-1007", date(2026, 12, 20))
    register.waiting.redate(number, on=date(2026, 12, 25), why="abc", person=CASHIER)
    assert fee(register, number) == LATE


def test_who_was_written_that_their_goods_are_gone_again_pays_no_fee(register: Register, clock: FixedClock) -> None:
    number = ordered(register, clock, "collect")
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    assert fee(register, number) == RULE
    days(register, clock, 1)
    register.import_rows("stock", [stock_row(2, LAMP, 0)])
    assert [one.event for one in register.news.list(number=number)].count("late") == 1
    assert fee(register, number) == LATE


def test_a_delay_that_was_written_and_did_not_come_true_is_over_once_the_goods_are_here_in_time(
    register: Register, clock: FixedClock
) -> None:
    number = ordered(register, clock, "collect")
    register.buying.redate("PO-1007", date(2026, 12, 20))
    sent(register)
    assert fee(register, number) == LATE
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    assert fee(register, number) == RULE


def test_in_an_order_that_goes_only_whole_one_late_line_makes_all_of_it_late(
    register: Register, clock: FixedClock
) -> None:
    number = ordered(register, clock, "collect")
    register.waiting.change_ship_complete(number, True)
    register.waiting.change_quantity(number, 1, 3)
    clock.pass_time(timedelta(hours=1))
    register.buying.redate("PO-1007", date(2026, 12, 20))

    seen = register.waiting.foresee_cancelling(number, CancelWish("too_long", "", {1: 1}), person=CASHIER)
    assert seen.fee_why == "late"
