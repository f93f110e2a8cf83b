"""A pre-order costs no more than its goods cost from the day they are out (R39)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest

from pos.domain import errors
from pos.domain.backorder import Order
from pos.domain.order_deposit import TaxMode
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.due_now import due_for
from pos.usecases.lower_price import lower_in
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, TABLE, FixedClock
from tests.usecases.desk import CARD, MANAGER, gbp, product_row, sell
from tests.usecases.test_order_routes import tasks, words_on

TODAY, OUT = date(2026, 11, 24), date(2026, 12, 11)
DAY = timedelta(days=1)


def _rule(register: Register, *, mode: TaxMode | None = None, on: bool = True) -> None:
    shop = register.shop()
    register.change_shop(waiting=replace(shop.waiting, preorder_lower_price=on))
    if mode is not None:
        register.change_shop(deposit=replace(shop.deposit, tax_mode=mode))


def _costs(register: Register, pence: int) -> None:
    register.import_rows("products", [product_row(2, LAMP, "Brass lamp, tall", price=pence)])


def _preorder(register: Register, *more: LineWish, deposit: int = 3000) -> str:
    """Three lamps at 45.00 that are not out yet, with a deposit."""
    register.release(LAMP, OUT)
    lamps = LineWish(LAMP, 3, take="backorder")
    return sell(
        register, lamps, *more, customer=CustomerWish(id=ADA), tenders=[CARD], order_deposit=gbp(deposit),
        deposit_reason="as they wished",
    ).number  # fmt: skip


def _on_the_day(register: Register, clock: FixedClock) -> None:
    register.receive([Arrival(LAMP, 3, "PO-1007")], person=MANAGER)
    clock.pass_time((OUT - TODAY) + timedelta(hours=1))
    register.news.run()


def _kept(register: Register, number: str) -> Order:
    order = register.order(number)
    assert order is not None
    return order


@pytest.mark.parametrize("mode", get_args(TaxMode))
def test_a_pre_order_gets_the_lower_price_of_its_day_with_deposit_and_tax_exact(
    register: Register, clock: FixedClock, mode: TaxMode
) -> None:
    """Collected in two parts: together they cost the new price, the deposit is set off whole, and the books balance."""
    _rule(register, mode=mode)
    number = _preorder(register, LineWish(TABLE, 1, take="backorder"))
    table = _kept(register, number).lines[1]
    _costs(register, 3999)
    register.news.run()
    assert _kept(register, number).lines[0].unit_price == 4500, "not before they are out"
    _on_the_day(register, clock)
    order = _kept(register, number)
    lamp = order.lines[0]
    assert (lamp.unit_price, lamp.total, lamp.tax) == (3999, 11997, 2000 if lamp.tax_rate == 20000 else lamp.tax)
    assert order.lines[1] == replace(table, expected_ship_on=order.lines[1].expected_ship_on)
    assert (order.order_deposit, order.total) == (3000, 11997 + table.total)
    assert order.balance_due == 11997 + table.total - 3000
    assert verify(register.ledger).ok
    first = register.collect(number, [CARD], lines={1: 1})
    register.receive([Arrival(TABLE, 1)], person=MANAGER)
    rest = register.collect(number, [CARD])
    assert first.total.minor + rest.total.minor == 11997 + table.total
    assert first.deposit_applied.minor + rest.deposit_applied.minor == 3000
    assert first.due_now.minor + rest.due_now.minor == 11997 + table.total - 3000
    assert verify(register.ledger).ok


def test_units_that_were_handed_over_keep_what_they_cost(register: Register, clock: FixedClock) -> None:
    _rule(register)
    number = _preorder(register)
    _on_the_day(register, clock)
    assert register.collect(number, [CARD], lines={1: 1}).total.minor == 4500
    _costs(register, 4000)
    clock.pass_time(DAY)
    register.news.run()
    assert register.collect(number, [CARD]).total.minor == 8000
    assert verify(register.ledger).ok


@pytest.mark.parametrize("why", ["no rule", "dearer", "no pre-order"])
def test_the_price_that_was_agreed_stays_otherwise(register: Register, clock: FixedClock, why: str) -> None:
    _rule(register, on=why != "no rule")
    if why == "no pre-order":
        wish = LineWish(LAMP, 3, take="backorder")
        number = sell(register, wish, customer=CustomerWish(id=ADA), tenders=[CARD]).number
    else:
        number = _preorder(register)
    _costs(register, 5000 if why == "dearer" else 3999)
    _on_the_day(register, clock)
    assert _kept(register, number).lines[0].unit_price == 4500


def test_the_slip_and_the_story_say_that_the_price_is_lower(register: Register, clock: FixedClock) -> None:
    _rule(register, on=False)
    number = _preorder(register)
    _costs(register, 3999)
    _on_the_day(register, clock)
    _rule(register)
    with register.ledger.writing() as tx:
        slip = lower_in(tx, _kept(register, number), now=clock.now(), today=OUT, person=MANAGER)
        assert slip is not None
        again = lower_in(tx, _kept(register, number), now=clock.now(), today=OUT, person=MANAGER)
    assert again is None
    said = words_on(slip)
    assert "The price is lower now" in said
    assert "Due on collection GBP 89.97" in said
    (step,) = [one for one in register.waiting.steps(number) if one.kind == "price_lowered"]
    assert step.details["lines"] == [[1, 4500, 3999]]


def test_what_is_paid_beyond_the_lower_price_is_given_back_by_a_person_first(
    register: Register, clock: FixedClock
) -> None:
    _rule(register)
    number = _preorder(register, deposit=13500)
    _costs(register, 4000)
    _on_the_day(register, clock)
    assert _kept(register, number).lines[0].unit_price == 4500
    (why,) = [one for one in tasks(register, "ask") if "of the deposit back" in one]
    assert why.startswith("Give 15.00 GBP of the deposit back: Brass lamp, tall costs less now")
    register.news.run()
    assert len([one for one in tasks(register, "ask") if "of the deposit back" in one]) == 1
    register.waiting.refund_deposit(number, "costs less now", gbp(1500), person=MANAGER)
    register.news.run()
    assert [one for one in tasks(register, "ask") if "of the deposit back" in one] == []
    order = _kept(register, number)
    assert (order.lines[0].unit_price, order.balance_due) == (4000, 0)
    assert register.collect(number, []).due_now.minor == 0
    assert verify(register.ledger).ok


@pytest.mark.parametrize("mode", get_args(TaxMode))
def test_whoever_collects_before_the_round_pays_the_lower_price(
    register: Register, clock: FixedClock, mode: TaxMode
) -> None:
    """What is foreseen and what is charged are one sum, and the story says why it is less than was agreed."""
    _rule(register, mode=mode)
    number = _preorder(register)
    _on_the_day(register, clock)
    _costs(register, 4000)
    foreseen = register.waiting.foresee_collecting(number)
    assert (foreseen.total.minor, foreseen.deposit.minor, foreseen.due.minor) == (12000, 3000, 9000)
    assert register.waiting.foresee_collecting(number, {1: 1}).due.minor == 3000
    first = register.collect(number, [CARD], lines={1: 1}, version=foreseen.version)
    assert (first.total.minor, first.deposit_applied.minor, first.due_now.minor) == (4000, 1000, 3000)
    assert "price_lowered" in [one.kind for one in register.waiting.steps(number)]
    assert register.collect(number, [CARD]).due_now.minor == 6000
    assert verify(register.ledger).ok


def test_what_goods_cost_is_said_at_the_lower_price_before_the_round(register: Register, clock: FixedClock) -> None:
    _rule(register)
    number = _preorder(register)
    _on_the_day(register, clock)
    _costs(register, 4000)
    with register.ledger.reading() as records:
        order = _kept(register, number)
        assert due_for(records, register.shop(), order, {1: 3}, OUT) == 9000
        assert due_for(records, register.shop(), order, {1: 3}, OUT - DAY) == 10500, "not before they are out"


def test_goods_are_not_handed_over_before_what_is_paid_beyond_the_lower_price_went_back(
    register: Register, clock: FixedClock
) -> None:
    """Collecting says what to give back; giving it back lowers the price in the same act and ends the task, which says
    the sum that is left until then."""
    _rule(register)
    number = _preorder(register, deposit=13500)
    _on_the_day(register, clock)
    _costs(register, 4000)
    for ask in (register.waiting.foresee_collecting, lambda number: register.collect(number, [CARD])):
        with pytest.raises(errors.WrongState, match=r"Give 15\.00 of the deposit back first"):
            ask(number)
    with pytest.raises(errors.WrongState, match="Nothing is due"):
        register.waiting.add_deposit(number, [CARD])
    with register.ledger.reading() as records:
        assert due_for(records, register.shop(), _kept(register, number), {1: 3}, OUT) == 0
    part = register.waiting.refund_deposit(number, "costs less now", gbp(500), person=MANAGER)
    assert part.balance_due.minor == 0
    assert "Still to pay for it: 0.00" in _told_last(register, number)
    (why,) = [one for one in tasks(register, "ask") if "of the deposit back" in one]
    assert why.startswith("Give 10.00 GBP")
    register.news.run()
    assert len([one for one in tasks(register, "ask") if "of the deposit back" in one]) == 1
    rest = register.waiting.refund_deposit(number, "costs less now", gbp(1100), person=MANAGER)
    assert rest.balance_due.minor == 100
    assert [one for one in tasks(register, "ask") if "of the deposit back" in one] == []
    order = _kept(register, number)
    assert (order.lines[0].unit_price, order.order_deposit, order.balance_due) == (4000, 11900, 100)
    assert "Still to pay for it: 1.00" in _told_last(register, number)
    collected = register.collect(number, [CARD])
    assert (collected.total.minor, collected.due_now.minor) == (12000, 100)
    assert verify(register.ledger).ok


def test_a_deposit_is_taken_up_to_the_lower_price(register: Register, clock: FixedClock) -> None:
    _rule(register)
    number = _preorder(register)
    _on_the_day(register, clock)
    _costs(register, 4000)
    assert register.waiting.add_deposit(number, [CARD]).amount.minor == 9000
    assert register.collect(number, []).due_now.minor == 0
    assert verify(register.ledger).ok


def _told_last(register: Register, number: str) -> str:
    """The last letter about money of an order that went back."""
    letters = [one for one in register.news.list() if one.number == number and one.event == "refunded"]
    return max(letters, key=lambda one: one.id).words["text"]
