"""Nobody who waits is left without news: what nobody got is no news, and is somebody's call until it reaches them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.news import CALLS
from pos.domain.people import OWNER, Customer
from pos.register import Register
from pos.store.post_tries import StoredTries
from pos.usecases.checkout import keep_customer
from pos.usecases.receiving import Arrival
from tests.builders import ADA, LAMP, FixedClock
from tests.usecases.desk import order_later
from tests.usecases.test_news_sending import Postman, send, slip

ZOE = "c-zoe"
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
DOWN = errors.MessageNotSent("The mail server does not answer.", code="-", whole=True)


@pytest.fixture
def shop(register: Register) -> Register:
    """A week without news is the most; Zoe hears by e-mail and has a telephone, and Ada hears by text."""
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer(ZOE, "Zoe Lund", "020 7946 0444", "zoe@post.example", consent=True), OWNER)
    register.change_shop(waiting=replace(register.shop().waiting, silence_days=7, news_off=frozenset({"taken"})))
    return register


def a_day(register: Register, clock: FixedClock, *postmen: Postman) -> None:
    """The next day: what became of every promise, the round, and the post by these ways."""
    clock.pass_time(DAY)
    register.promises.review()
    register.news.run()
    register.news.send(StoredTries(register.ledger), {one.channel: one for one in postmen})


def calls(register: Register, number: str) -> list[str]:
    """The messages that somebody is to call an order's customer about."""
    return [
        one.task.news for one in register.news.tasks() if one.task.kind in CALLS and one.task.number == number
    ]  # fmt: skip


def check_the_clock(register: Register, clock: FixedClock, number: str) -> None:
    """Whoever has not heard by their last day is somebody's call by then."""
    due = register.news.next_due(number)
    assert due is not None
    assert clock.now().date() < due or calls(register, number)
    assert register.news.past_their_clock() == []


@pytest.mark.parametrize("reminders", [(2, 4, 6, 8, 10), (3, 7)])
@pytest.mark.parametrize("way", ["no service", "server down"])
def test_whom_no_message_reaches_is_called_before_a_week_is_over_and_stays_called(
    shop: Register, clock: FixedClock, reminders: tuple[int, ...], way: str
) -> None:
    """R107, firsts 8: a reminder takes the place of the message before it, and never of the call."""
    shop.change_shop(waiting=replace(shop.shop().waiting, reminders=reminders))
    number = order_later(shop, LAMP, 1, ADA if way == "no service" else ZOE).number
    postmen = [] if way == "no service" else [Postman(fault=DOWN)]
    open_since = None
    for day in range(1, 21):
        a_day(shop, clock, *postmen)
        if day == 4:
            shop.receive([Arrival(LAMP, 1, "PO-1007")])
        check_the_clock(shop, clock, number)
        open_since = open_since or (day if calls(shop, number) else None)
        assert open_since is None or len(calls(shop, number)) == 1, "once asked, somebody is asked until it is done"
    assert open_since in (6, 7)
    assert [one.state for one in shop.news.list(number=number) if one.id in calls(shop, number)] != ["skipped"]


def test_days_that_move_again_and_again_are_a_call_where_nobody_heard_of_any(shop: Register, clock: FixedClock) -> None:
    """Each delay takes the place of the one before it within the day, and the wait for a call does not begin anew."""
    number = order_later(shop, LAMP, 1, ZOE).number
    asked = []
    for day in range(1, 6):
        slip(shop, date(2026, 12, 16) + 2 * day * DAY)
        a_day(shop, clock, Postman(fault=DOWN))
        assert len(shop.news.list(number=number)) >= day
        asked.append(len(calls(shop, number)))
    assert asked == [0, 1, 1, 1, 1]
    (news,) = calls(shop, number)
    (last,) = [one for one in shop.news.list(number=number) if one.id == news]
    assert last == shop.news.list(number=number)[-1], "and the call is about the last of them"


def test_a_message_that_arrives_after_all_ends_the_call(shop: Register, clock: FixedClock) -> None:
    """The newer message is written as ever, and whoever gets it need not be called."""
    number = order_later(shop, LAMP, 1, ZOE).number
    clock.pass_time(HOUR)
    shop.receive([Arrival(LAMP, 1, "PO-1007")])
    for _ in range(3):
        a_day(shop, clock, Postman(fault=DOWN))
    assert len(calls(shop, number)) == 1
    clock.pass_time(9 * HOUR)
    postman = Postman()
    send(shop, postman)
    assert [event for event, _, _ in postman.given] == ["reminder"]
    assert calls(shop, number) == []


def test_who_is_called_about_the_newer_message_has_heard_it(shop: Register, clock: FixedClock) -> None:
    """The call says what the last message says; after it nothing goes out any more, and the clock begins anew."""
    number = order_later(shop, LAMP, 1, ZOE).number
    clock.pass_time(HOUR)
    shop.receive([Arrival(LAMP, 1, "PO-1007")])
    for _ in range(3):
        a_day(shop, clock, Postman(fault=DOWN))
    (task,) = [one for one in shop.news.tasks() if one.task.kind == "call"]
    assert "wait" in task.say
    shop.news.close_task(task.task.id, "reached")
    postman = Postman()
    send(shop, postman)
    assert postman.given == []
    assert shop.news.next_due(number) == clock.now().date() + 7 * DAY


def test_an_order_whose_message_never_left_counts_as_past_its_clock(shop: Register, clock: FixedClock) -> None:
    """A shop that makes no rounds finds the truth, not what it meant to say."""
    number = order_later(shop, LAMP, 1, ADA).number
    clock.pass_time(4 * DAY)
    shop.receive([Arrival(LAMP, 1, "PO-1007")])
    clock.pass_time(4 * DAY)
    assert [one.state for one in shop.news.list(number=number)] == ["queued"]
    assert shop.news.past_their_clock() == [number]
    shop.news.run()
    assert shop.news.past_their_clock() == []
    assert len(calls(shop, number)) == 1


def test_a_receipt_that_never_arrived_is_not_read_out_after_another_day_was_told(
    shop: Register, clock: FixedClock
) -> None:
    """The letter of a delay takes the place of the one with the receipt's day, and so does its call."""
    shop.change_shop(waiting=replace(shop.shop().waiting, news_off=frozenset()))
    number = order_later(shop, LAMP, 1, ZOE).number
    send(shop, Postman(fault=errors.MessageNotSent("refused", permanent=True, code="550 5.1.1")))
    assert [one.event for one in shop.news.list(number=number)] == ["taken"]
    assert len(calls(shop, number)) == 1
    clock.pass_time(DAY)
    slip(shop, date(2026, 12, 16))
    assert [one.state for one in shop.news.list(number=number)] == ["skipped", "queued"]
    (news,) = calls(shop, number)
    assert news.startswith("late:")
