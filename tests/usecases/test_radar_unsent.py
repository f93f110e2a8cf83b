"""Goods that lie here, or between two stores, past the day told stand on the slip radar with what mends them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pos.register import Register
from pos.usecases.receiving import Arrival
from tests.builders import LAMP, FixedClock
from tests.usecases.desk import CARD, MANAGER
from tests.usecases.test_order_routes import PO, by, kept

DAY = timedelta(days=1)


def past_its_day(register: Register, clock: FixedClock, number: str) -> None:
    """The day that was told goes by; each morning the daily round runs."""
    told = kept(register, number).lines[0].promised_on
    assert told is not None
    while clock.now().date() <= told:
        clock.pass_time(DAY)
        register.news.run()


def test_nothing_is_unsent_before_the_day_told_is_over(register: Register) -> None:
    by(register, "deliver")
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    register.news.run()
    assert register.radar.unsent() == ()


def test_goods_to_ship_stand_there_until_they_are_shipped(register: Register, clock: FixedClock) -> None:
    number = by(register, "deliver").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    past_its_day(register, clock, number)
    (one,) = register.radar.unsent()
    assert (one.order, one.units, one.remedy, one.store) == (number, 2, "ship", "")
    assert one.days_late == (clock.now().date() - one.told_latest).days > 0
    assert one.task in {task.task.id for task in register.news.tasks()}
    for _ in range(3):
        clock.pass_time(DAY)
        register.news.run()
    (later,) = register.radar.unsent()
    assert later.days_late == one.days_late + 3
    register.collect(number, [CARD])
    assert register.radar.unsent() == ()


def test_goods_for_another_store_are_sent_on_and_then_said_to_be_there(register: Register, clock: FixedClock) -> None:
    number = by(register, "other_store", to="S02").number
    register.receive([Arrival(LAMP, 2, PO)], person=MANAGER)
    past_its_day(register, clock, number)
    (one,) = register.radar.unsent()
    assert (one.remedy, one.store) == ("send_on", register.shop().stores["S02"])
    register.waiting.send_on(number, lines={one.line: one.units}, version=one.version)
    (one,) = register.radar.unsent()
    assert (one.remedy, one.units) == ("arrived_there", 2)
    register.waiting.arrived_there(number, lines={one.line: one.units}, version=one.version)
    assert register.radar.unsent() == ()


@pytest.mark.parametrize("route", ["deliver", "other_store"])
def test_what_supplies_mend_stays_among_the_slips(register: Register, clock: FixedClock, route: str) -> None:
    """A line is on the radar once: as a slip while it waits for goods, as unsent once they are here."""
    number = by(register, route, to="S02" if route == "other_store" else "").number
    past_its_day(register, clock, number)
    assert [line.order for row in register.radar.slips() for line in row.lines] == [number]
    assert register.radar.unsent() == ()
