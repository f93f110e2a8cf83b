"""Goods that lie elsewhere and are wanted there no more, and suppliers that were asked for more than is wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos.domain import errors
from pos.domain.phrases import clear_date
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_wishes import SpecialWish
from tests.builders import BEN, LAMP, NOON, TABLE, FixedClock
from tests.usecases.desk import CARD, MANAGER, gbp, nothing_changes, order_later, sell
from tests.usecases.test_order_routes import MIA, PO, by, kept, tasks, texts

TODAY = NOON.date()
DAY = timedelta(days=1)


def sent_on(register: Register, units: int = 2) -> str:
    """An order whose goods are in the other store."""
    number = by(register, "other_store", units=units, to="S02").number
    register.receive([Arrival(LAMP, units, PO)], person=MANAGER)
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    return number


def give_up(register: Register, number: str, how: str) -> int:
    """Less of the order, by one of the acts that do it; answers with how many units nobody wants there any more."""
    if how == "fewer":
        register.waiting.change_quantity(number, 1, 1)
        return 1
    if how == "product":
        register.waiting.change_product(number, 1, TABLE, override="asked for")
    else:
        register.waiting.cancel(number, CancelWish("changed_mind"), person=MANAGER)
    return 2


@pytest.mark.parametrize("how", ["fewer", "product", "cancel"])
def test_goods_given_up_in_another_store_are_nobodys_here_until_they_came_back(register: Register, how: str) -> None:
    """Neither who waits behind, nor who asked to be told, nor a walk-in gets them; a task asks for them in the act."""
    number = sent_on(register)
    behind = order_later(register, LAMP, 1, BEN).number
    register.tell_me.add(LAMP, CustomerWish(id=BEN), 1)
    units = give_up(register, number, how)
    assert kept(register, behind).lines[0].allocated == 0
    assert [line.entry.held for line in register.tell_me.listed()] == [0]
    assert register.look_up(LAMP).here.free == 0
    (why,) = tasks(register, "put_back")
    assert why.startswith(f"Have {units} × Brass lamp, tall sent back from")
    register.news.run()
    assert tasks(register, "put_back") == [why]

    done = register.waiting.came_back(number)
    assert [(one.order, one.units) for one in done.passed_on] == [(behind, 1)]
    assert [line.entry.held for line in register.tell_me.listed()] == [units - 1]
    assert tasks(register, "put_back") == []
    there = register.waiting.whereabouts(number)
    assert [one.there for one in there.values() if one.there] == ([1] if how == "fewer" else [])
    if how == "cancel":
        with nothing_changes(register), pytest.raises(errors.WrongState):
            register.waiting.came_back(number)


def test_goods_given_up_in_another_store_and_wanted_again_are_ready_there(register: Register) -> None:
    number = sent_on(register)
    behind = order_later(register, LAMP, 1, BEN).number
    register.waiting.cancel(number, CancelWish("changed_mind"), person=MANAGER)
    register.waiting.reinstate(number, "wanted after all")
    assert tasks(register, "put_back") == []
    assert register.waiting.whereabouts(number)[1].there == 2
    assert kept(register, behind).lines[0].allocated == 0
    assert register.collect(number, [CARD]).total.minor == 9000


def test_the_task_to_have_goods_back_is_of_as_many_as_there_are(register: Register) -> None:
    number = sent_on(register, 3)
    register.waiting.change_quantity(number, 1, 2)
    register.waiting.change_quantity(number, 1, 1)
    (why,) = tasks(register, "put_back")
    assert why.startswith("Have 2 × ")
    register.waiting.came_back(number)
    assert register.look_up(LAMP).here.available == 2


def test_goods_that_nobody_collects_in_another_store_are_asked_back_and_the_day_told_stays(
    register: Register, clock: FixedClock
) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=3), keep_days=7)
    number = sent_on(register)
    while clock.now().date() <= TODAY + 30 * DAY:
        clock.pass_time(DAY)
        register.news.run()
    (why,) = tasks(register, "put_back")
    assert why.startswith("Have 2 × Brass lamp, tall sent back from")
    assert why.endswith("not collected.")
    said = texts(register, number, "ready") + texts(register, number, "reminder")
    assert len(said) > 1
    assert all(clear_date(TODAY + 7 * DAY, "en") in one for one in said)
    register.waiting.came_back(number)
    assert tasks(register, "put_back") == []


def test_goods_for_another_store_are_not_handed_over_here_unless_their_way_is_changed(register: Register) -> None:
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    for lines in (None, {1: 2}):
        with nothing_changes(register), pytest.raises(errors.OrderNotReady, match="change its way"):
            register.collect(number, [CARD], lines=lines)
    register.waiting.change_route(number, "collect")
    assert register.collect(number, [CARD]).total.minor == 9000


@pytest.mark.parametrize("how", ["cancel", "fewer", "collect"])
def test_a_supplier_that_was_asked_to_send_is_asked_not_to(register: Register, how: str) -> None:
    """In the act; not before it was asked at all, and not for what it has sent."""
    number = by(register, "direct").number
    (asked,) = [one.task for one in register.news.tasks() if one.task.kind == "ask"]
    register.news.close_task(asked.id, "done")
    if how == "collect":
        register.waiting.change_route(number, "collect")
    else:
        give_up(register, number, how)
    units = 1 if how == "fewer" else 2
    assert [why.partition(":")[0] for why in tasks(register, "ask")] == [
        f"Ask Lumen Ltd not to send {units} × Brass lamp, tall to the customer"
    ]
    register.news.run()
    assert len(tasks(register, "ask")) == 1
    if how == "fewer":
        register.waiting.supplier_sent(number, "DN 1", [CARD])
        assert len(tasks(register, "ask")) == 1
    if how == "collect":
        register.waiting.change_route(number, "direct")
        assert tasks(register, "ask") == []


def test_a_supplier_that_nobody_asked_yet_needs_not_be_stopped(register: Register) -> None:
    number = by(register, "direct").number
    register.waiting.change_quantity(number, 1, 1)
    assert tasks(register, "ask") == ["Ask Lumen Ltd to send 1 × Brass lamp, tall to the customer."]
    register.waiting.cancel(number, CancelWish("changed_mind"), person=MANAGER)
    assert tasks(register, "ask") == []


# --- special orders ---------------------------------------------------------------------------------------------
def frames(register: Register, units: int) -> str:
    wish = SpecialWish("Oak frame", gbp(8000), "LUM", expected_on=TODAY + 10 * DAY)
    return sell(register, LineWish("", units, special=wish), customer=MIA, tenders=(CARD,)).number


def test_what_is_ordered_for_one_customer_is_one_task_that_follows_what_they_want(register: Register) -> None:
    number = frames(register, 1)
    register.waiting.change_quantity(number, 1, 3)
    assert tasks(register, "ask") == [f"Order 2 × Oak frame from Lumen Ltd: {number} wants more."]
    register.waiting.cancel(number, CancelWish("price", "", {2: 1}), person=MANAGER)
    assert tasks(register, "ask") == [f"Order 1 × Oak frame from Lumen Ltd: {number} wants more."]
    register.waiting.cancel(number, CancelWish("price", "", {2: 1}), person=MANAGER)
    assert tasks(register, "ask") == []


def test_a_special_order_cancelled_and_wanted_again_needs_no_call_to_its_supplier(register: Register) -> None:
    number = frames(register, 2)
    register.waiting.cancel(number, CancelWish("price"), person=MANAGER)
    assert len(tasks(register, "ask")) == 1
    register.waiting.reinstate(number, "wanted after all")
    assert tasks(register, "ask") == []


def test_what_came_in_of_a_special_order_is_not_to_be_taken_off_any_more(register: Register, clock: FixedClock) -> None:
    number = frames(register, 2)
    sku = kept(register, number).lines[0].sku
    register.waiting.cancel(number, CancelWish("too_long"), person=MANAGER)
    purchase = "PO-S01-R2-0001"
    register.receive([Arrival(sku, 1, purchase)], person=MANAGER)
    (why,) = tasks(register, "ask")
    assert "to take 1 × Oak frame off" in why
    clock.pass_time(DAY)
    register.news.run()
    assert tasks(register, "ask") == [why]
    register.receive([Arrival(sku, 1, purchase)], person=MANAGER)
    assert tasks(register, "ask") == []
