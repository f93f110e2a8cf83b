"""What lists and screens say is true: a wish is no promise, a day that is over no forecast, the clock is nobody."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.people import BY_RULE
from pos.register import Register
from pos.usecases.cancel_shapes import CancelWish
from pos.usecases.checkout import LineWish
from tests.builders import ADA, LAMP, FixedClock, put_supply
from tests.usecases.desk import ADA_HERE, CARD, MANAGER, nothing_changes, order_later, sell

TOLD, WISHED = date(2026, 12, 3), date(2026, 12, 10)


def _wished(register: Register, day: date = WISHED) -> str:
    lamp = LineWish(LAMP, 2, take="backorder", wanted_on=day)
    return sell(register, lamp, customer=ADA_HERE, tenders=(CARD,)).number


def test_a_wish_is_not_shown_as_a_day_that_was_told(register: Register, clock: FixedClock) -> None:
    """The board, the queue and the messages say what we said; the wish only moves the day after which it is late."""
    number = _wished(register)
    (line,) = register.board.read(f"order:{number}").lines
    assert (line.told_latest, line.wanted_on, line.due_on) == (TOLD, WISHED, WISHED)
    with register.ledger.reading() as records:
        (queued,) = records.open_lines(LAMP)
        (told,) = records.told_lines([number])
    for one in (queued, told):
        assert (one.told_latest, one.wanted_on, one.due_on) == (TOLD, WISHED, WISHED)
    clock.pass_time(timedelta(days=13))  # 7 Dec: past the day told, before the wish
    (line,) = register.board.read(f"order:{number}").lines
    assert line.standing != "overdue"
    assert (line.days_late, line.days_past) == (0, 0)
    clock.pass_time(timedelta(days=4))
    (line,) = register.board.read(f"order:{number}").lines
    assert (line.standing, line.days_past) == ("overdue", 1)


def test_a_slip_of_wished_goods_names_the_day_that_was_told(register: Register, clock: FixedClock) -> None:
    number = _wished(register)
    clock.pass_time(timedelta(days=17))  # 11 Dec
    register.promises.review()
    register.news.run()
    (broken,) = register.radar.of_order(number)
    assert broken.told_latest == TOLD
    assert broken.now_latest is not None
    assert broken.days_late == (broken.now_latest - WISHED).days


def test_a_forecast_that_is_over_is_not_given(register: Register, clock: FixedClock) -> None:
    """Before anybody looked again on a new day: what was reckoned with is over, so no day is."""
    number = order_later(register, LAMP, 2).number
    clock.pass_time(timedelta(days=12))  # 6 Dec
    (line,) = register.board.read(f"order:{number}").lines
    assert (line.standing, line.told_latest, line.now_likely, line.now_latest) == ("overdue", TOLD, None, None)
    later = _wished(register, date(2027, 1, 10))
    clock.pass_time(timedelta(days=40))
    (line,) = register.board.read(f"order:{later}").lines
    assert line.now_latest is None or line.now_latest >= clock.now().date()


def test_a_slip_is_never_given_a_day_that_is_over(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 2).number
    put_supply(register, LAMP, 12, date(2026, 12, 8))
    register.promises.review()
    clock.pass_time(timedelta(days=30))
    (broken,) = register.radar.of_order(number)
    assert broken.now_latest is None or broken.now_latest >= clock.now().date()


def test_a_cancellation_is_listed_with_what_went_back(register: Register) -> None:
    """As a refund of the deposit is, and as its slip says; its fee alone says little, and is often none."""
    number = order_later(register, LAMP, 2).number
    done = register.waiting.cancel(number, CancelWish("shop_cannot"), person=MANAGER)
    (row,) = [one for one in register.sales() if one.state == "cancellation"]
    assert done.done.refund.minor == 4500
    assert row.total == -4500


def test_a_reason_that_is_too_short_is_refused_as_such(register: Register) -> None:
    number = order_later(register, LAMP, 2).number
    register.waiting.cancel(number, CancelWish("changed_mind"), person=MANAGER)
    with nothing_changes(register), pytest.raises(errors.BadText, match=r"“x” is too short .* at least 3 letters"):
        register.waiting.reinstate(number, "x", person=MANAGER)
    with nothing_changes(register), pytest.raises(errors.BadText, match="A reason is needed"):
        register.waiting.reinstate(number, "  ", person=MANAGER)


def test_the_story_of_an_order_says_what_the_rules_did_by_themselves(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 2, ADA).number
    put_supply(register, LAMP, 12, date(2026, 12, 20))
    register.promises.review(person=BY_RULE)
    names = {told.step.kind: told.person_name for told in register.board.story(number).steps}
    assert names["taken"] == "Owner"
    assert names["date_moved"] == "Raincheck, by rule"
