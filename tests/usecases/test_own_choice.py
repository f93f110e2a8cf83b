"""What customers choose for themselves is no slip of ours: nobody has to mend it, and no day counts as moved."""

from __future__ import annotations

from datetime import date, timedelta

from pos.register import Register
from pos.usecases.checkout import LineWish
from tests.builders import LAMP, SHADE, TABLE, FixedClock, put_supply
from tests.usecases.desk import ADA_HERE, CARD, order_later, sell
from tests.usecases.test_news import sent


def _late(register: Register, clock: FixedClock) -> str:
    """An order whose customer was told a day that does not hold, and has not heard of the new one yet."""
    number = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(timedelta(hours=1))
    put_supply(register, LAMP, 12, date(2026, 12, 20))
    register.promises.review()
    register.news.run()
    assert [one.line for one in register.radar.of_order(number)] == [1]
    clock.pass_time(timedelta(hours=1))
    return number


def test_another_way_that_the_customer_wants_leaves_no_promise_to_mend(register: Register, clock: FixedClock) -> None:
    """They heard the new day at the counter: nothing they say is still asked for, and no message says it again."""
    number = _late(register, clock)
    done = register.waiting.change_route(number, "other_store", to="S02")
    assert [one.line for one in done.told] == [1]
    assert done.broken == ()
    assert register.radar.of_order(number) == ()
    assert [one for one in register.news.tasks() if one.task.number == number] == []
    assert [one.event for one in register.news.list(number=number) if one.state == "queued"] == []
    register.news.run()
    assert register.radar.of_order(number) == ()


def test_all_together_that_the_customer_wants_leaves_no_promise_to_mend(register: Register, clock: FixedClock) -> None:
    number = _late(register, clock)
    register.waiting.change_ship_complete(number, True)
    assert register.radar.of_order(number) == ()


def test_goods_added_to_an_order_that_goes_whole_move_its_day_and_break_nothing(
    register: Register, clock: FixedClock
) -> None:
    """What is here at once waits for the rest, as the customer wants it: they are told so, and nothing is to mend."""
    lines = (LineWish(LAMP, 2, take="backorder"), LineWish(SHADE, 20, take="backorder"))
    number = sell(register, *lines, customer=ADA_HERE, tenders=(CARD,), ship_complete=True).number
    clock.pass_time(timedelta(hours=1))
    done = register.waiting.change_product(number, 1, TABLE)
    assert done.broken == ()
    assert len({one.latest_on for one in done.told}) == 1
    assert register.radar.of_order(number) == ()
    assert {line.told_latest for line in register.board.story(number).lines} == {done.told[0].latest_on}
    assert {line.standing for line in register.board.story(number).lines} <= {"on_track", "ready"}
