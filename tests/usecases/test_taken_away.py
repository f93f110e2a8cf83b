"""Goods that a customer was told are here, and that are taken away: said at once, and somebody's task to mend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain.news import NOT_HERE
from pos.register import Register
from pos.usecases.checkout import LineWish
from pos.usecases.receiving import Arrival
from tests.builders import BEN, LAMP, FixedClock
from tests.usecases.desk import CARD, MANAGER, order_later, sell, stock_row
from tests.usecases.test_news import sent

TOLD = date(2026, 12, 3)


@pytest.fixture
def told_ready(register: Register, clock: FixedClock) -> tuple[str, str]:
    """Who was told that their goods are here, and who waits behind them."""
    first, second = order_later(register, LAMP, 3).number, order_later(register, LAMP, 5, BEN).number
    clock.pass_time(timedelta(hours=1))
    register.receive([Arrival(LAMP, 3, "PO-1007")], person=MANAGER)
    sent(register)
    return first, second


def _release(register: Register, first: str, second: str) -> None:
    (broken,) = register.shelf.release(first, 1, 3, "damaged box", person=MANAGER).broken
    assert (broken.order, broken.line, broken.told_latest) == (first, 1, TOLD)


def _move(register: Register, first: str, second: str) -> None:
    (broken,) = register.shelf.move((first, 1), (second, 1), 3, "was louder", person=MANAGER).broken
    assert (broken.order, broken.line) == (first, 1)


def _sell(register: Register, first: str, second: str) -> None:
    wish = LineWish(LAMP, 2, take="now", anyway="in the hand")
    said = sell(register, wish, tenders=[CARD], person=MANAGER).broken_into
    assert said is not None
    assert [(one.order, one.line) for one in said.broken] == [(first, 1)]


def _count(register: Register, first: str, second: str) -> None:
    register.import_rows("stock", [stock_row(1, LAMP, 0)])


@pytest.mark.parametrize("take", [_release, _move, _sell, _count])
def test_goods_taken_from_who_was_told_that_they_are_here_are_a_promise_broken(
    register: Register, clock: FixedClock, told_ready: tuple[str, str], take: Callable[[Register, str, str], None]
) -> None:
    """Though the day that was told first is still to come."""
    first, second = told_ready
    clock.pass_time(timedelta(hours=1))
    take(register, first, second)
    assert [(one.order, one.line) for one in register.radar.of_order(first)] == [(first, 1)]
    assert [one.task.kind for one in register.news.tasks() if one.task.number == first] == ["promise"]
    clock.pass_time(timedelta(hours=1))
    register.news.run()  # the day holds, and they have to hear of it all the same
    sent(register)
    said = [one for one in register.news.list(number=first) if one.state == "sent"]
    assert [one.event for one in said] == ["ready", "late"]
    (tells,) = said[-1].tells
    assert (tells.line, tells.standing) == (1, NOT_HERE)
    assert tells.latest_on is not None
    assert tells.latest_on >= TOLD
    assert "Before: Ready to collect" in said[-1].words["text"]
    words = " ".join(said[-1].words.values())
    assert "not ready after all" in words
    assert not any(wrong in words for wrong in ("late.", "delayed", "takes longer")), "the day is the one told before"
    clock.pass_time(timedelta(days=1))
    register.news.run()
    assert [one.event for one in register.news.list(number=first)] == ["ready", "late"], "once"


def test_a_message_that_goods_are_here_is_taken_back_where_nobody_heard_it(
    register: Register, clock: FixedClock
) -> None:
    first, second = order_later(register, LAMP, 3).number, order_later(register, LAMP, 5, BEN).number
    sent(register)
    clock.pass_time(timedelta(hours=1))
    register.receive([Arrival(LAMP, 3, "PO-1007")], person=MANAGER)
    assert register.shelf.move((first, 1), (second, 1), 3, "was louder", person=MANAGER).broken == ()
    assert [(one.event, one.state) for one in register.news.list(number=first)] == [
        ("taken", "sent"),
        ("ready", "skipped"),
    ]
    assert register.radar.of_order(first) == ()


def test_who_hears_that_goods_are_gone_hears_nothing_of_it_once_they_are_here_again(
    register: Register, clock: FixedClock, told_ready: tuple[str, str]
) -> None:
    first, second = told_ready
    clock.pass_time(timedelta(hours=1))
    _move(register, first, second)
    clock.pass_time(timedelta(hours=1))
    register.receive([Arrival(LAMP, 3, "PO-1007")], person=MANAGER)
    register.news.run()
    sent(register)
    states = [(one.event, one.state) for one in register.news.list(number=first)]
    assert states == [("ready", "sent"), ("late", "skipped"), ("ready", "sent")]
    assert [one.task.kind for one in register.news.tasks() if one.task.number == first] == []


def test_goods_given_to_the_next_because_nobody_collected_them_break_nothing(
    register: Register, clock: FixedClock, told_ready: tuple[str, str]
) -> None:
    first, _ = told_ready
    assert register.shop().waiting == replace(register.shop().waiting, expire_days=14)
    clock.pass_time(timedelta(days=29))
    (done,) = register.waiting.put_back_due()
    assert (done.order.number, done.broken) == (first, ())
    assert register.radar.of_order(first) == ()
