"""Goods that nobody collects: called for, given to the next who waits, and the order ended, all by the shop's rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.uncollected import uncollected_of
from pos.domain.waiting_rules import WaitingRules
from pos.register import Register
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import BEN, LAMP, FixedClock
from tests.usecases.desk import CARD, CASHIER, MANAGER, nothing_changes, order_later
from tests.usecases.test_news import sent

READY = date(2026, 11, 24)


def test_the_days_follow_from_the_shops_rules_alone() -> None:
    rules = WaitingRules(reminders=(3, 7), expire_days=10)
    one = uncollected_of("A1", "c", "Ada", ready_on=READY, put_back=None, keep_days=14, rules=rules)
    assert one.reminders == (date(2026, 11, 27), date(2026, 12, 1))
    assert (one.kept_until, one.put_back_on, one.expires_on) == (date(2026, 12, 8), date(2026, 12, 18), None)
    days = {READY: "wait", date(2026, 11, 27): "remind", date(2026, 12, 17): "remind", date(2026, 12, 18): "put_back"}
    assert {day: one.next_step(day) for day in days} == days
    back = uncollected_of("A1", "c", "Ada", ready_on=None, put_back=date(2026, 12, 18), keep_days=14, rules=rules)
    assert [back.next_step(date(2026, 12, day)) for day in (19, 27, 28)] == ["wait", "wait", "expire"]
    never = replace(rules, expire_days=0)
    kept = uncollected_of("A1", "c", "Ada", ready_on=READY, put_back=None, keep_days=14, rules=never)
    assert (kept.put_back_on, kept.next_step(date(2027, 12, 1))) == (None, "remind")


def test_uncollected_goods_go_to_the_next_in_the_queue_and_the_order_waits_on(
    register: Register, clock: FixedClock
) -> None:
    """The whole way: ready, called for, put back, served again or expired with its deposit back."""
    first, second = order_later(register, LAMP, 2).number, order_later(register, LAMP, 1, BEN).number
    register.receive([Arrival(LAMP, 2)], person=MANAGER)
    (waiting,) = register.waiting.uncollected()
    assert (waiting.order, waiting.ready_on, waiting.kept_until) == (first, READY, date(2026, 12, 8))
    with nothing_changes(register):
        assert register.waiting.put_back_due() == ()
        with pytest.raises(errors.NotAllowed):
            register.waiting.put_back(first, person=CASHIER)
        with pytest.raises(errors.BadText):
            register.waiting.put_back(first, person=MANAGER)
    clock.pass_time(timedelta(days=28))
    (done,) = register.waiting.put_back_due(person=CASHIER)
    assert [(one.order, one.units) for one in done.passed_on] == [(second, 1)]
    order = register.order(first)
    assert order is not None
    assert [(line.allocated, line.waiting) for line in order.lines] == [(1, 1)]
    with register.ledger.reading() as records:
        assert [one.order for one in records.queue(LAMP)] == [first]
    kinds = [(step.kind, step.person) for step in register.waiting.steps(first)]
    goods = [one for one in kinds if one[0] not in ("date_moved", "told")]
    assert goods[-2:] == [("put_back", "p-bea"), ("released", "p-bea")]
    assert register.waiting.put_back_due() == ()
    clock.pass_time(timedelta(days=14))
    late = next(one for one in register.waiting.uncollected() if one.order == first)
    assert late.next_step(clock.now().date()) == "expire"
    ended = register.waiting.cancel(first, CancelWish("uncollected"))
    assert ended.done.ends
    assert register.waiting.uncollected()[0].order == second


def test_what_nobody_else_waits_for_stays_put_aside(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 1).number
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    done = register.waiting.put_back(number, reason="does not answer", person=MANAGER)
    assert (done.passed_on, done.order.state) == ((), "ready")
    assert register.collect(number, [CARD]).order == number
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.put_back(number, reason="again", person=MANAGER)


def test_the_task_to_put_goods_back_is_done_with_it(register: Register, clock: FixedClock) -> None:
    from pos.usecases.tasks import open_task

    number = order_later(register, LAMP, 1).number
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    with register.ledger.writing() as tx:
        open_task(tx, "put_back", f"{number}:x", today=READY, why="Not collected.", number=number)
    clock.pass_time(timedelta(days=28))
    register.waiting.put_back_due()
    with register.ledger.reading() as records:
        assert [task.state for task in records.tasks_of(number) if task.kind == "put_back"] == ["closed"]


def test_two_lines_of_one_product_give_the_next_no_more_than_they_wait_for(register: Register) -> None:
    number = order_later(register, LAMP, 2).number
    register.waiting.change_quantity(number, 1, 4)
    register.receive([Arrival(LAMP, 4)], person=MANAGER)
    other = order_later(register, LAMP, 3, BEN).number
    done = register.waiting.put_back(number, reason="does not come", person=MANAGER)
    assert [(one.order, one.units) for one in done.passed_on] == [(other, 3)]
    assert [line.allocated for line in done.order.lines] == [0, 1]


def test_the_place_at_the_end_is_behind_those_who_came_after(register: Register) -> None:
    first, second = order_later(register, LAMP, 1).number, order_later(register, LAMP, 2, BEN).number
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    register.waiting.put_back(first, reason="does not want it yet", person=MANAGER)
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    states = [order.state for number in (first, second) if (order := register.order(number))]
    assert states == ["waiting", "ready"]


def _not_collected(register: Register, clock: FixedClock) -> tuple[str, str]:
    """An order that was ready long before its day and was put back, and the one that got its goods."""
    first, second = order_later(register, LAMP, 2).number, order_later(register, LAMP, 2, BEN).number
    sent(register)
    clock.pass_time(timedelta(days=1))
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    sent(register)
    clock.pass_time(timedelta(days=29))
    (done,) = register.waiting.put_back_due()
    assert (done.order.number, done.broken) == (first, ())
    return first, second


def test_what_was_ready_in_time_was_kept_though_nobody_collected_it(register: Register, clock: FixedClock) -> None:
    rules = register.shop().waiting
    register.change_shop(waiting=replace(rules, fee_percent=20, credit_percent=10, credit_after_days=1))
    number, _ = _not_collected(register, clock)
    said = [one.event for one in register.news.list(number=number)]
    assert said == ["taken", "ready", "expired"]
    words = [told.words for told in register.board.story(number).steps if told.step.kind == "told"]
    assert [one for one in words if "was kept" in one] == words[:1], "the newest, and once"
    for reason in ("changed_mind", "uncollected"):
        fee = register.waiting.foresee_cancelling(number, CancelWish(reason))
        assert (fee.fee.minor, fee.fee_why) == (1800, "rule")
    clock.pass_time(timedelta(days=3))
    register.promises.review()
    register.news.run()
    sent(register)
    assert [one.event for one in register.news.list(number=number)] == said
    assert register.radar.of_order(number) == ()
    assert [one.standing for one in register.board.read().lines if one.order == number] == ["on_track"]
    assert register.promises.standings([number]) == {(number, 1): "on_track"}
    assert (register.promises.quality().overall.n, register.promises.quality().overall.kept) == (2, 1)


def test_a_day_told_after_goods_went_back_is_a_promise_as_any_other(register: Register, clock: FixedClock) -> None:
    rules = register.shop().waiting
    register.change_shop(waiting=replace(rules, fee_percent=20))
    number, _ = _not_collected(register, clock)
    (told,) = register.waiting.redate(number, person=MANAGER).told
    assert told.latest_on is not None
    assert register.waiting.foresee_cancelling(number, CancelWish("changed_mind")).fee_why == "rule"
    clock.pass_time(timedelta(days=(told.latest_on - clock.now().date()).days + 1))
    register.promises.review()
    register.news.run()
    assert [one.line for one in register.radar.of_order(number)] == [1]
    assert register.waiting.foresee_cancelling(number, CancelWish("changed_mind")).fee_why == "late"


def test_goods_that_came_too_late_were_late_whether_they_are_collected_or_not(
    register: Register, clock: FixedClock
) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, fee_percent=20))
    number, _ = order_later(register, LAMP, 2).number, order_later(register, LAMP, 2, BEN).number
    clock.pass_time(timedelta(days=20))
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    clock.pass_time(timedelta(days=29))
    register.waiting.put_back_due()
    assert register.waiting.foresee_cancelling(number, CancelWish("changed_mind")).fee_why == "late"
    assert register.promises.quality().overall.kept == 0


def test_whoever_is_served_again_has_all_of_the_days_again(register: Register, clock: FixedClock) -> None:
    number, _ = _not_collected(register, clock)
    clock.pass_time(timedelta(days=13))
    register.receive([Arrival(LAMP, 4, "PO-1007")], person=MANAGER)
    today = clock.now().date()
    (mine,) = [one for one in register.waiting.uncollected() if one.order == number]
    assert (mine.ready_on, mine.kept_until, mine.put_back) == (today, today + timedelta(days=14), None)
    assert mine.next_step(today + timedelta(days=1)) == "wait"
    assert mine.next_step(today + timedelta(days=28)) == "put_back"


def _put_back_in_part(register: Register, clock: FixedClock) -> str:
    """An order whose goods nobody collected, of which the next in the queue got one of two."""
    register.change_shop(waiting=replace(register.shop().waiting, reminders=(3, 7), expire_days=5))
    number = order_later(register, LAMP, 2).number
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    sent(register)
    _days_go_by(register, clock, 19)
    order_later(register, LAMP, 1, BEN)
    register.waiting.put_back_due()
    sent(register)
    return number


def _days_go_by(register: Register, clock: FixedClock, days: int) -> None:
    for _ in range(days):
        clock.pass_time(timedelta(days=1))
        register.news.run()
        sent(register)


def _open_asks(register: Register, number: str) -> list[str]:
    return [one.task.why for one in register.news.tasks() if one.task.number == number and one.task.kind == "ask"]


def test_who_lost_a_part_of_their_goods_reads_what_is_still_put_aside_and_is_reminded_of_it(
    register: Register, clock: FixedClock
) -> None:
    number = _put_back_in_part(register, clock)
    (letter,) = [one for one in register.news.list(number=number) if one.event == "expired"]
    assert "We kept 1 × Brass lamp, tall" in letter.words["text"]
    assert "Still put aside for you: 1 × Brass lamp, tall." in letter.words["text"]
    assert "1 x Brass lamp, tall, order" in letter.words["short"]
    assert "Still kept: 1 x Brass lamp, tall." in letter.words["short"]
    known = len([one for one in register.news.list(number=number) if one.event == "reminder"])
    _days_go_by(register, clock, 8)
    again = [one.words["text"] for one in register.news.list(number=number) if one.event == "reminder"]
    assert len(again) == known + 2
    assert sum("1 × Brass lamp, tall" in text for text in again) == 2
    _days_go_by(register, clock, 14)
    (stands, *_) = [one.words["text"] for one in register.news.list(number=number) if one.event == "news_due"]
    assert "Ready to collect: Riverside" in stands


@pytest.mark.parametrize("behind", [0, 1, 2])
def test_what_is_due_to_end_by_the_rule_is_a_task_until_somebody_did_it(
    register: Register, clock: FixedClock, behind: int
) -> None:
    """Whether others got all of the goods, a part of them, or none."""
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=5))
    number = order_later(register, LAMP, 2).number
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    clock.pass_time(timedelta(days=19))
    if behind:
        order_later(register, LAMP, behind, BEN)
    register.waiting.put_back_due()
    _days_go_by(register, clock, 4)
    assert _open_asks(register, number) == []
    _days_go_by(register, clock, 20)
    (why,) = _open_asks(register, number)
    assert ("Still put aside" in why) == (behind < 2)
    register.waiting.cancel(number, CancelWish("uncollected"))
    register.news.run()
    assert _open_asks(register, number) == []


def test_whoever_is_served_again_is_not_to_be_ended(register: Register, clock: FixedClock) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, expire_days=5))
    number, _ = _not_collected(register, clock)
    _days_go_by(register, clock, 6)
    assert len(_open_asks(register, number)) == 1
    register.receive([Arrival(LAMP, 4, "PO-1007")], person=MANAGER)
    register.news.run()
    assert _open_asks(register, number) == []
