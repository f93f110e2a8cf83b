"""What people complain of in other systems when goods are put aside or wait, each as a test that it does not happen."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import LineWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, SHADE, TABLE, FixedClock
from tests.usecases.desk import ADA_HERE, CARD, CASHIER, MANAGER, gbp, nothing_changes, order_later, sell, stock_row
from tests.usecases.test_goods_in import put_aside, two_orders


def test_complaint_17_goods_put_aside_leave_the_stock_once_and_only_when_they_are_handed_over(
    register: Register,
) -> None:
    """R63: putting aside and handing over are two movements; neither takes the stock twice."""
    order = order_later(register, SHADE, 2, ADA).number
    here = register.look_up(SHADE).here
    assert (here.on_hand, here.allocated, here.available) == (2, 2, 0)
    register.collect(order, [CARD])
    here = register.look_up(SHADE).here
    assert (here.on_hand, here.allocated, here.owed, here.available) == (0, 0, 0, 0)
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT kind, quantity FROM stock_move WHERE sku = ? ORDER BY id", (SHADE,))
        assert cursor.fetchall() == [("count", 2), ("collected", -2)]


def test_complaint_17_an_orders_own_goods_never_count_as_missing(register: Register) -> None:
    """Nothing is free of what is put aside, and its own customer gets it all the same, with the rest of the stock at
    nought."""
    order = order_later(register, SHADE, 2, ADA).number
    assert register.look_up(SHADE).here.available == 0
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere):
        sell(register, LineWish(SHADE, 1, take="now"))
    found = register.order(order)
    assert found is not None
    assert found.state == "ready"
    assert register.collect(order, [CARD]).number


def test_complaint_17_a_layaway_takes_its_goods_from_the_shelf_once(register: Register) -> None:
    """https://github.com/Blair2004/NexoPOS/issues/1220: put aside at the sale, taken from the stock when it leaves."""
    number = sell(register, LineWish(TABLE, 1, kind="layaway"), customer=ADA_HERE, tenders=(CARD,)).number
    here = register.look_up(TABLE).here
    assert (here.on_hand, here.allocated, here.available) == (4, 1, 3)
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere):
        sell(register, LineWish(TABLE, 4, take="now"))
    register.collect(number, [CARD])
    here = register.look_up(TABLE).here
    assert (here.on_hand, here.allocated, here.available) == (3, 0, 3)


def test_complaint_17_a_layaway_is_paid_early_late_and_by_any_amount(register: Register, clock: FixedClock) -> None:
    """https://github.com/Blair2004/NexoPOS/issues/804 (early payment refused), 530 (instalments forced): nobody is
    asked for an instalment, a cent is one, and all of it at once is as good."""
    number = sell(register, LineWish(TABLE, 1, kind="layaway"), customer=ADA_HERE, tenders=(CARD,)).number
    for days, amount in ((0, 1), (1, 999), (200, 1), (0, 1449)):
        clock.pass_time(timedelta(days=days))
        before = register.order(number)
        assert before is not None
        done = register.waiting.add_deposit(number, [CARD], gbp(amount))
        assert done.balance_due == gbp(before.balance_due - amount)
    rest = register.waiting.add_deposit(number, [CARD])
    assert (rest.amount, rest.balance_due) == (gbp(2000), gbp(0))
    assert register.collect(number, []).due_now == gbp(0)
    at_once = sell(register, LineWish(TABLE, 1, kind="layaway"), customer=ADA_HERE, tenders=(CARD,)).number
    assert register.waiting.add_deposit(at_once, [CARD]).balance_due == gbp(0)
    kept = register.order(at_once)
    assert kept is not None
    assert (kept.state, kept.lines[0].allocated) == ("ready", 1)


def test_complaint_19_goods_that_arrive_are_released_to_who_waits_in_order_and_part_of_a_line_is_enough(
    register: Register, clock: FixedClock
) -> None:
    """An order has a state, a list, a place in the queue, and a life of its own for each line."""
    ada, ben = two_orders(register, clock, 2, 3)
    assert [order.state for order in register.orders()] == ["waiting", "waiting"]
    register.receive([Arrival(LAMP, 3, "PO-1007")])
    first, second = register.order(ada), register.order(ben)
    assert first is not None
    assert second is not None
    assert (first.state, second.state) == ("ready", "part_ready")
    assert register.place_in_queue(second) == 1
    register.collect(ben, [CARD])
    second = register.order(ben)
    assert second is not None
    assert (second.lines[0].handed_over, second.lines[0].waiting, second.state) == (1, 2, "waiting")


def test_complaint_19_goods_go_to_the_queue_however_they_come_and_never_around_it(
    register: Register, clock: FixedClock
) -> None:
    """R151: by a delivery, by a count, or by goods given back."""
    ada, ben = two_orders(register, clock, 1, 1)
    register.import_rows("stock", [stock_row(2, LAMP, 1)])
    assert (put_aside(register, ada), put_aside(register, ben)) == (1, 0)
    register.shelf.release(ada, 1, 1, "is away", person=MANAGER)
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere):
        sell(register, LineWish(LAMP, 1, take="now"))
    assert (put_aside(register, ada), put_aside(register, ben)) == (0, 1)


def test_complaint_19_the_place_in_the_queue_is_kept_when_goods_are_taken_back(
    register: Register, clock: FixedClock
) -> None:
    ada, ben = two_orders(register, clock, 1, 1)
    clock.pass_time(timedelta(days=1))
    register.receive([Arrival(LAMP, 1)])
    register.shelf.move((ada, 1), (ben, 1), 1, "Ada agreed")
    first = register.order(ada)
    assert first is not None
    assert register.place_in_queue(first) == 1


def test_complaint_19_a_shop_takes_no_more_orders_than_it_has_places_for(register: Register) -> None:
    """A cap on what waits, asked for in https://github.com/saleor/saleor/pull/7707; a manager may go beyond it."""
    register.change_shop(policy=replace(register.shop().policy, places=2))
    order_later(register, LAMP, 2)
    beyond = LineWish(LAMP, 1, take="backorder")
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match="2 of 2 places"):
        sell(register, beyond, customer=ADA_HERE, tenders=(CARD,), person=CASHIER)
    taken = replace(beyond, override="she has waited before")
    number = sell(register, taken, customer=ADA_HERE, tenders=(CARD,), person=MANAGER).number
    found = register.order(number)
    assert found is not None
    assert register.place_in_queue(found) == 2
    register.receive([Arrival(LAMP, 2)], person=MANAGER)
    assert put_aside(register, number) == 0
