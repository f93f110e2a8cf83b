"""Goods that lie elsewhere and are wanted there no more, and suppliers that were asked for more than is wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos.domain import errors
from pos.domain.phrases import clear_date
from pos.domain.promise_quality import Told
from pos.register import Register
from pos.store.exporting import export_rows
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.promise_desk import told_lines
from pos.usecases.receiving import Arrival
from pos.usecases.sale_wishes import SpecialWish
from tests.builders import BEN, LAMP, NOON, TABLE, FixedClock
from tests.usecases.desk import CARD, MANAGER, gbp, nothing_changes, order_later, sell, stock_row
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


def days_pass(register: Register, clock: FixedClock, days: int) -> None:
    """So many days, each with its round."""
    for _ in range(days):
        clock.pass_time(DAY)
        register.news.run()


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


@pytest.mark.parametrize("arrived", [False, True])
def test_goods_sent_on_are_not_on_hand_here_and_a_count_does_not_miss_them(
    register: Register, *, arrived: bool
) -> None:
    """What is on hand is what can be counted: on the card, in the file that goes out, for the count that comes in."""
    number = by(register, "other_store", units=2, to="S02").number
    here = order_later(register, LAMP, 1, BEN).number
    register.receive([Arrival(LAMP, 4, PO)], person=MANAGER)
    register.waiting.send_on(number)
    if arrived:
        register.waiting.arrived_there(number)
    level = register.look_up(LAMP).here
    assert (level.on_hand, level.allocated, level.available) == (2, 1, 1)
    columns, rows = export_rows(register.ledger, "stock")
    on_hand = [row[columns.index("on_hand")] for row in rows if row[:2] == [LAMP, "S01"]]
    assert on_hand == ["2"]
    with nothing_changes(register):
        assert register.import_rows("stock", [stock_row(1, LAMP, 2)]).unchanged == 1
    # Both that are here are gone: who has goods here loses them, who has them there does not.
    register.import_rows("stock", [stock_row(1, LAMP, 0)])
    assert [kept(register, one).lines[0].allocated for one in (number, here)] == [2, 0]
    register.import_rows("stock", [stock_row(1, LAMP, 1)])
    assert kept(register, here).lines[0].allocated == 1
    if not arrived:
        register.waiting.arrived_there(number)
    register.collect(number, [CARD])
    assert register.look_up(LAMP).here.on_hand == 1


def test_goods_that_come_back_are_on_hand_again(register: Register) -> None:
    number = sent_on(register, 2)
    assert register.look_up(LAMP).here.on_hand == 0
    register.waiting.came_back(number)
    level = register.look_up(LAMP).here
    assert (level.on_hand, level.allocated) == (2, 2)


def test_units_that_never_left_the_stock_are_not_added_when_they_come_back(register: Register) -> None:
    """An order that was given up before it was written down that its goods are away."""
    number = sent_on(register)
    found = kept(register, number)
    with register.ledger.writing() as tx:
        body = {
            "order": number, "at": "2026-11-24T12:00:00+00:00", "business_date": TODAY.isoformat(), "step": "changed",
            "what": {}, "sealed": "", "cancel": [[1, 1, 1, LAMP]],
        }  # fmt: skip
        tx.append("order_changed", body, person="owner")
    assert found.lines[0].allocated == 2
    level = register.look_up(LAMP).here
    register.waiting.came_back(number)
    assert register.look_up(LAMP).here.available == level.available == 1
    assert register.look_up(LAMP).here.on_hand == level.on_hand
    assert verify(register.ledger).ok


def test_a_promise_at_another_store_is_kept_by_the_day_the_goods_are_there(
    register: Register, clock: FixedClock
) -> None:
    """Not by the day on which they come in here."""
    number = by(register, "other_store", units=2, to="S02").number
    told = kept(register, number).lines[0].promised_on
    assert told is not None
    clock.pass_time((told - TODAY) - DAY)
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    (judged,) = told_of(register, number)
    assert judged.ready_on is None
    register.waiting.send_on(number)
    clock.pass_time(3 * DAY)
    register.waiting.arrived_there(number)
    (judged,) = told_of(register, number)
    assert judged.ready_on == told + 2 * DAY
    assert not judged.kept()


def told_of(register: Register, number: str) -> list[Told]:
    """The promises of an order as the record judges them."""
    with register.ledger.reading() as records:
        return told_lines(records, kept(register, number).customer)


def test_putting_goods_back_here_leaves_the_task_of_those_in_another_store(register: Register) -> None:
    """Goods of the order that are not wanted there are still to be sent back."""
    lines = (
        LineWish(LAMP, 3, take="backorder", route="other_store", route_to="S02"),
        LineWish(TABLE, 1, take="backorder"),
    )
    number = sell(register, *lines, customer=MIA, tenders=(CARD,)).number
    register.receive([Arrival(LAMP, 3, PO), Arrival(TABLE, 1)], person=MANAGER)
    register.waiting.send_on(number)
    register.waiting.change_quantity(number, 1, 2)
    (away,) = tasks(register, "put_back")
    assert away.startswith("Have 1 × Brass lamp")
    register.waiting.put_back(number, reason="no room here", person=MANAGER)
    assert tasks(register, "put_back") == [away]


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
    days_pass(register, clock, 7)
    said = texts(register, number, "ready") + texts(register, number, "reminder")
    assert len(said) > 1
    assert all(clear_date(TODAY + 7 * DAY, "en") in one for one in said)
    days_pass(register, clock, 24)
    (why,) = tasks(register, "put_back")
    assert why.startswith("Have 2 × Brass lamp, tall sent back from")
    assert why.endswith("not collected.")
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
