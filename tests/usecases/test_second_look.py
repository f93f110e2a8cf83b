"""What a second look at the waiting list found: fees, addresses, tasks and messages that follow the last act."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import BEN, LAMP, FixedClock
from tests.usecases.desk import CARD, MANAGER, nothing_changes, order_later, sell
from tests.usecases.test_news import sent
from tests.usecases.test_order_money import with_fee

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BOUGHT = "PO-1007"


def fee(register: Register, number: str) -> tuple[str, str]:
    seen = register.waiting.foresee_cancelling(number, CancelWish("changed_mind", "", None))
    return str(seen.fee), seen.fee_why


def promises(register: Register, number: str) -> list[str]:
    return [one.task.id for one in register.news.tasks() if one.task.number == number and one.task.kind == "promise"]


def events(register: Register, number: str) -> list[tuple[str, str]]:
    return [(one.event, one.state) for one in register.news.list(number=number)]


# --- the customer's own choice is not our lateness ---------------------------------------------------------------
@pytest.mark.parametrize(("route", "to"), [("other_store", "S02"), ("direct", "")])
def test_another_way_that_takes_longer_frees_nobody_from_the_fee(
    register: Register, clock: FixedClock, route: str, to: str
) -> None:
    with_fee(register, percent=20)
    order = order_later(register, LAMP, 4).number
    clock.pass_time(HOUR)
    register.waiting.change_contact(order, address="1 Hill")
    register.waiting.change_route(order, route, to=to, reason="suits them better")
    assert fee(register, order) == ("36.00", "rule")
    for _ in range(40):
        clock.pass_time(DAY)
    assert fee(register, order) == ("0.00", "late"), "beyond the day that was told with it we are late all the same"


def test_who_was_late_before_another_way_was_chosen_is_late_after_it(register: Register, clock: FixedClock) -> None:
    with_fee(register, percent=20)
    order = order_later(register, LAMP, 4).number
    clock.pass_time(HOUR)
    register.buying.redate(BOUGHT, date(2026, 12, 20))
    assert fee(register, order) == ("0.00", "late")
    register.waiting.change_route(order, "other_store", to="S02", reason="suits them better")
    assert fee(register, order) == ("0.00", "late")


def test_the_first_delay_after_another_way_was_chosen_is_told_with_its_day(
    register: Register, clock: FixedClock
) -> None:
    order = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(HOUR)
    assert register.waiting.change_route(order, "other_store", to="S02", reason="suits them better").broken == ()
    assert promises(register, order) == []
    clock.pass_time(HOUR)
    register.buying.redate(BOUGHT, date(2026, 12, 10))
    late = [one for one in register.news.list(number=order) if one.event == "late"]
    assert [tells.latest_on is not None for one in late for tells in one.tells] == [True]


# --- what is brought to a door needs one -------------------------------------------------------------------------
def test_an_order_that_is_delivered_keeps_an_address(register: Register, clock: FixedClock) -> None:
    wish = CustomerWish(name="Dir", phone="020 7946 7777", tell_by="text", address="1 Hill")
    order = sell(register, LineWish(LAMP, 2, take="backorder", route="deliver"), customer=wish, tenders=[CARD]).number
    clock.pass_time(HOUR)
    with nothing_changes(register):
        with pytest.raises(errors.ContactNeeded, match="where they live"):
            register.waiting.change_contact(order, address="")
        with pytest.raises(errors.ContactNeeded, match="where they live"):
            register.waiting.change_customer(order, CustomerWish(id=BEN), "hers")
    register.waiting.change_contact(order, address="2 Hill")
    register.waiting.change_route(order, "collect", reason="will come")
    register.waiting.change_contact(order, address="")


# --- cancelled, and wanted after all -----------------------------------------------------------------------------
def test_nobody_hears_that_an_order_is_cancelled_that_goes_on(register: Register, clock: FixedClock) -> None:
    order = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(HOUR)
    register.waiting.cancel(order, CancelWish("mistake", "", None))
    clock.pass_time(HOUR)
    register.waiting.reinstate(order, "a slip", lines={1: 1})
    assert events(register, order)[-1] == ("cancelled", "queued"), "one is still given up"
    register.waiting.reinstate(order, "a slip")
    assert ("cancelled", "skipped") in events(register, order)
    assert ("cancelled", "queued") not in events(register, order)


# --- tasks end with what they are about --------------------------------------------------------------------------
def test_a_promise_is_mended_in_the_act_that_mends_it(register: Register, clock: FixedClock) -> None:
    here, given_up = order_later(register, LAMP, 2).number, order_later(register, LAMP, 2, BEN).number
    clock.pass_time(HOUR)
    register.buying.redate(BOUGHT, date(2026, 12, 20))
    assert len(promises(register, here)) == len(promises(register, given_up)) == 1
    register.waiting.cancel(given_up, CancelWish("too_long", "", None))
    assert promises(register, given_up) == []
    register.receive([Arrival(LAMP, 2, BOUGHT)], person=MANAGER)
    assert promises(register, here) == []


def test_what_was_not_released_yet_is_mended_once_it_is(register: Register, clock: FixedClock) -> None:
    register.release(LAMP, date(2026, 12, 20))
    order = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(HOUR)
    register.receive([Arrival(LAMP, 2, BOUGHT)], person=MANAGER)
    register.release(LAMP, date(2027, 1, 20))
    assert len(promises(register, order)) == 1
    register.release(LAMP, None)
    assert promises(register, order) == []


# --- a day that nobody could tell --------------------------------------------------------------------------------
def test_a_day_that_nobody_was_reached_to_hear_leaves_the_promise_to_be_mended(
    register: Register, clock: FixedClock
) -> None:
    order = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(HOUR)
    register.buying.redate(BOUGHT, date(2026, 12, 10))
    register.waiting.redate(order, on=date(2026, 12, 20), why="the supplier says so")
    assert promises(register, order) == []
    clock.pass_time(DAY + HOUR)
    register.news.run()  # nothing could be sent for a day
    (call,) = [one.task for one in register.news.tasks() if one.task.kind == "call"]
    follows = register.news.close_task(call.id, "not_reached")
    assert follows is not None
    assert len(promises(register, order)) == 1
    again = register.news.close_task(follows.id, "not_reached")
    assert again is not None
    assert len(promises(register, order)) == 1, "once"
    register.news.close_task(again.id, "reached")
    assert promises(register, order) == []
