"""A wish far away takes nothing that others need now, is not late before its day, and is kept from that day on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.allocation import Waiting, share_by, share_soon_first
from pos.domain.waiting_rules import SHARINGS, Sharing
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.sharing import Give
from tests.builders import ADA, BEN, LAMP, FixedClock, product, put_products
from tests.usecases.desk import CARD, MANAGER, sell, stock_row
from tests.usecases.test_news import sent

FAR = date(2027, 3, 1)


def _order(register: Register, customer: str, units: int, wanted_on: date | None = None) -> str:
    wish = LineWish(LAMP, units, take="backorder", wanted_on=wanted_on)
    return sell(register, wish, customer=CustomerWish(id=customer), tenders=[CARD]).number


def _aside(register: Register, *numbers: str) -> list[int]:
    return [sum(line.allocated for line in order.lines) for one in numbers if (order := register.order(one))]


def test_goods_go_to_who_wants_them_now_before_a_wish_for_which_they_can_be_had_again(
    register: Register, clock: FixedClock
) -> None:
    far, now = _order(register, ADA, 3, FAR), _order(register, BEN, 3)
    sent(register)
    clock.pass_time(timedelta(hours=1))
    done = register.shelf.receive([Arrival(LAMP, 4, "PO-1007")], person=MANAGER)
    assert [(one.order, one.units) for one in done.gets] == [(now, 3), (far, 1)]
    assert [(one.order, one.by, one.why) for _, one in done.passed] == [(far, now, "wanted_by")]


def _lies_free(register: Register, clock: FixedClock, wanted_on: date) -> str:
    """An order of three that wishes for this day, and whose goods were released and lie free."""
    number = _order(register, ADA, 3, wanted_on)
    sent(register)
    clock.pass_time(timedelta(hours=1))
    register.shelf.receive([Arrival(LAMP, 3, "PO-1007")], person=MANAGER)
    register.shelf.release(number, 1, 3, "they come in March", person=MANAGER)
    return number


def test_goods_that_only_a_far_wish_waits_for_may_be_sold(register: Register, clock: FixedClock) -> None:
    """They can be had again before its day; no more of them than lie there."""
    number = _lies_free(register, clock, FAR)
    assert register.look_up(LAMP).here.available == 3
    sold = sell(register, LineWish(LAMP, 1), LineWish(LAMP, 1, take="now"), tenders=[CARD])
    assert [part.quantity for part in sold.taken_now] == [1, 1]
    with pytest.raises(errors.NotEnoughHere, match="1 are free here"):
        sell(register, LineWish(LAMP, 2, take="now"), tenders=[CARD])
    register.promises.review()
    register.news.run()
    assert register.radar.of_order(number) == ()
    assert [one.event for one in register.news.list(number=number) if one.event == "late"] == []


def test_goods_that_somebody_waits_for_before_a_far_wish_are_not_sold(register: Register, clock: FixedClock) -> None:
    _lies_free(register, clock, FAR)
    register.import_rows("stock", [stock_row(1, LAMP, 3)])
    near = _order(register, BEN, 2)
    assert _aside(register, near) == [0]
    with pytest.raises(errors.NotEnoughHere, match="1 are free here"):
        sell(register, LineWish(LAMP, 2, take="now"), tenders=[CARD])


@pytest.mark.parametrize("soon", [date(2026, 12, 7), FAR])
def test_goods_for_a_wish_that_is_near_or_cannot_be_had_again_are_not_sold(
    register: Register, clock: FixedClock, soon: date
) -> None:
    if soon == FAR:
        put_products(register, [product(LAMP, "Brass lamp, tall", 4500, supplier="")])
    _lies_free(register, clock, soon)
    with pytest.raises(errors.NotEnoughHere, match="0 are free here"):
        sell(register, LineWish(LAMP, 1, take="now"), tenders=[CARD])


def test_by_hand_a_far_wish_is_served_as_any_other(register: Register, clock: FixedClock) -> None:
    far, now = _order(register, ADA, 3, FAR), _order(register, BEN, 3)
    clock.pass_time(timedelta(hours=1))
    register.shelf.receive([Arrival(LAMP, 3, "PO-1007")], give=[Give(far, 3)], why="goes abroad", person=MANAGER)
    assert _aside(register, far, now) == [3, 0]


@pytest.mark.parametrize("soon", [date(2026, 12, 7), FAR])
def test_a_wish_within_the_days_of_keeping_and_goods_that_cannot_be_had_again_keep_their_turn(
    register: Register, clock: FixedClock, soon: date
) -> None:
    if soon == FAR:
        put_products(register, [product(LAMP, "Brass lamp, tall", 4500, supplier="")])
    first, second = _order(register, ADA, 3, soon), _order(register, BEN, 3)
    clock.pass_time(timedelta(hours=1))
    register.shelf.receive([Arrival(LAMP, 3, "PO-1007")], person=MANAGER)
    assert _aside(register, first, second) == [3, 0]


def test_goods_put_aside_for_a_wish_are_kept_from_its_day_on(register: Register, clock: FixedClock) -> None:
    number = _order(register, ADA, 3, FAR)
    sent(register)
    clock.pass_time(timedelta(hours=1))
    register.shelf.receive([Arrival(LAMP, 3, "PO-1007")], person=MANAGER)
    (ready,) = [one for one in register.news.list(number=number) if one.event == "ready"]
    assert "until Mon 15 Mar 2027" in ready.words["text"]
    sent(register)
    clock.pass_time(timedelta(days=60))
    register.news.run()
    sent(register)
    assert register.waiting.uncollected() == ()
    assert register.waiting.put_back_due() == ()
    assert [one.task.kind for one in register.news.tasks()] == []


def test_nobody_is_late_before_the_day_that_is_wished_for(register: Register, clock: FixedClock) -> None:
    number = _order(register, ADA, 3, FAR)
    sent(register)
    register.buying.redate("PO-1007", date(2027, 2, 10))
    clock.pass_time(timedelta(days=20))
    register.promises.review()
    register.news.run()
    assert [one.event for one in register.news.list(number=number) if one.event == "late"] == []
    assert register.radar.of_order(number) == ()
    (line,) = register.board.read().lines
    assert (line.standing, line.days_past) == ("on_track", 0)
    register.change_shop(waiting=replace(register.shop().waiting, fee_percent=20))
    assert register.waiting.foresee_cancelling(number, CancelWish("changed_mind")).fee_why == "rule"


_QUEUES = st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.booleans()), min_size=1, max_size=6)


@given(_QUEUES, st.integers(0, 20), st.sampled_from(SHARINGS))
def test_far_wishes_get_only_what_the_others_leave_and_more_goods_give_nobody_less(
    lines: list[tuple[int, bool, bool]], free: int, rule: Sharing
) -> None:
    queue = [
        Waiting((50, f"{nth:03}", "R", 1), f"A{nth}", 1, units, FAR if far else None, complete=whole)
        for nth, (units, far, whole) in enumerate(lines)
    ]
    far = {(one.order, one.line) for one in queue if one.wanted_by}
    shared = share_soon_first(rule, free, queue, far)
    more = share_soon_first(rule, free + 1, queue, far)
    got, then = ({(one.order, one.line): one.quantity for one in of.given} for of in (shared, more))
    assert sum(got.values()) + shared.held + shared.left == free
    assert all(then.get(line, 0) >= units for line, units in got.items())
    if rule != "manual" and far & got.keys():
        assert all(got.get((one.order, one.line)) == one.quantity for one in queue if not one.wanted_by)
    if not far:
        assert shared == share_by(rule, free, queue)


def test_by_the_day_wished_for_who_wishes_for_none_wants_the_goods_at_once() -> None:
    days = (date(2026, 12, 24), None, date(2026, 12, 10))
    queue = [Waiting((50, f"{nth}", "R", 1), f"A{nth}", 1, 1, day) for nth, day in enumerate(days)]
    served = [[one.order for one in share_by("wanted_by", units, queue).given] for units in (1, 2)]
    assert served == [["A1"], ["A1", "A2"]]
