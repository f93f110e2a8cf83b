"""Goods that change hands outside a delivery: released, moved, swapped, given, sold to somebody else, counted in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import LineWish
from pos.usecases.moving_goods import Moved
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, TABLE, FixedClock
from tests.usecases.desk import CASHIER, MANAGER, nothing_changes, order_later, sell, stock_row
from tests.usecases.test_goods_in import put_aside, two_orders
from tests.usecases.test_news import sent


def test_goods_move_to_another_order_with_a_reason_and_both_know(register: Register, clock: FixedClock) -> None:
    ada, ben = two_orders(register, clock)
    register.receive([Arrival(LAMP, 2)])
    shelf = register.shelf
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            shelf.move((ada, 1), (ben, 1), 1, "moves", person=CASHIER)
        with pytest.raises(errors.BadText):
            shelf.move((ada, 1), (ben, 1), 1, "  ")
        with pytest.raises(errors.BadQuantity):
            shelf.move((ada, 1), (ben, 1), 3, "moves")
        with pytest.raises(errors.StaleOrder):
            shelf.move((ada, 1), (ben, 1), 1, "moves", version=1)
    moved = shelf.move((ada, 1), (ben, 1), 1, "moves tomorrow", person=MANAGER)
    assert (put_aside(register, ada), put_aside(register, ben)) == (1, 1)
    assert moved.allocated == ([ben, 1, LAMP, 1],)
    with register.ledger.reading() as records:
        assert "released" in [step.kind for step in records.steps(ada)]
        assert records.steps(ben)[-1].reason == "moves tomorrow"


def test_a_dry_run_says_who_is_passed_over_and_whose_promise_breaks_and_moves_nothing(
    register: Register, clock: FixedClock
) -> None:
    """What is said before is what is done: the same step, taken back."""
    ada, ben = two_orders(register, clock)
    register.receive([Arrival(LAMP, 2)])
    register.change_shop(waiting=replace(register.shop().waiting, sharing="manual"))
    shelf = register.shelf
    moves: tuple[Callable[..., Moved], ...] = (
        partial(shelf.release, ada, 1, 2, "is away"),
        partial(shelf.give, ben, 1, 2, "needs them"),
        partial(shelf.move, (ben, 1), (ada, 1), 2, "came after all"),
        partial(shelf.swap, (ada, 1), (ben, 1), "agreed by phone"),
    )
    passed = []
    for move in moves:
        with nothing_changes(register):
            seen = move(dry_run=True)
        done = move()
        assert seen == done
        passed.append([row[0] for row in done.passed])
    assert passed[1] == [ada]
    with nothing_changes(register), pytest.raises(errors.NotAllowed):
        shelf.release(ada, 1, 1, "is away", dry_run=True, person=CASHIER)


def test_two_orders_swap_what_is_put_aside_each_at_most_what_it_has_open(register: Register, clock: FixedClock) -> None:
    ada, ben = two_orders(register, clock, 2, 3)
    register.receive([Arrival(LAMP, 2)])
    register.shelf.swap((ada, 1), (ben, 1), "agreed by phone")
    assert (put_aside(register, ada), put_aside(register, ben)) == (0, 2)
    with nothing_changes(register), pytest.raises(errors.BadQuantity, match="the same put aside"):
        register.shelf.swap((ada, 1), (ada, 1), "nothing to swap")


def test_goods_of_one_product_never_go_to_a_line_of_another(register: Register) -> None:
    lamp, table = order_later(register, LAMP, 1).number, order_later(register, TABLE, 6).number
    with nothing_changes(register), pytest.raises(errors.BadQuantity, match="two lines of one product"):
        register.shelf.move((table, 1), (lamp, 1), 1, "mixed up")


def test_released_goods_go_to_the_next_in_the_queue_and_who_gave_them_up_is_passed_over_once(
    register: Register, clock: FixedClock
) -> None:
    ada, ben = two_orders(register, clock)
    register.receive([Arrival(LAMP, 2)])
    moved = register.shelf.release(ada, 1, 2, "cannot come this month")
    assert (moved.allocated, [row[0] for row in moved.passed]) == (([ben, 1, LAMP, 2],), [ada])
    assert (put_aside(register, ada), put_aside(register, ben)) == (0, 2)
    register.receive([Arrival(LAMP, 3)])
    assert (put_aside(register, ada), put_aside(register, ben)) == (2, 3)


def test_released_goods_lie_free_for_who_gave_them_up_where_nobody_else_waits(
    register: Register, clock: FixedClock
) -> None:
    """Nobody hears that goods are late which lie here for them."""
    ada = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(timedelta(hours=1))
    register.receive([Arrival(LAMP, 2, "PO-1007")])
    sent(register)
    moved = register.shelf.release(ada, 1, 2, "cannot come this month")
    assert (moved.allocated, moved.passed) == ((), ())
    here = register.look_up(LAMP).here
    assert (here.free, here.allocated, here.available) == (2, 0, 0)
    for _ in range(12):
        clock.pass_time(timedelta(days=1))
        register.promises.review()
        register.news.run()
    assert "late" not in [one.event for one in register.news.list(number=ada)]
    assert len([one for one in register.news.tasks() if one.task.number == ada and one.task.kind == "promise"]) <= 1
    served = register.shelf.serve_waiting([LAMP])
    assert [(one.order, one.units) for one in served.gets] in ([], [(ada, 2)])
    assert put_aside(register, ada) == 2


def test_free_goods_given_out_of_turn_say_whom_they_pass_over(register: Register, clock: FixedClock) -> None:
    ada, ben = two_orders(register, clock)
    register.receive([Arrival(LAMP, 2)])
    register.change_shop(waiting=replace(register.shop().waiting, sharing="manual"))
    register.shelf.release(ada, 1, 2, "is away")
    with nothing_changes(register), pytest.raises(errors.NotEnoughHere):
        register.shelf.give(ben, 1, 3, "needs them")
    register.shelf.give(ben, 1, 2, "needs them")
    with register.ledger.reading() as records:
        assert [(step.reason, step.details["by"]) for step in records.steps(ada) if step.kind == "passed_over"] == [
            ("needs them", ben)
        ]


def test_goods_counted_in_by_a_file_go_to_who_waits(register: Register, clock: FixedClock) -> None:
    """Before the next delivery, and the report says to whom."""
    ada, _ = two_orders(register, clock)
    report = register.import_rows("stock", [stock_row(2, LAMP, 3)])
    assert put_aside(register, ada) == 2
    assert any(ada in note for note in report.notes)


def test_r63_what_is_put_aside_is_not_for_a_walk_in_without_right_and_reason(
    register: Register, clock: FixedClock
) -> None:
    """The last in the queue loses first, is named, and waits again at the old place."""
    ada, ben = two_orders(register, clock, 2, 2)
    register.receive([Arrival(LAMP, 4)])
    with nothing_changes(register):
        with pytest.raises(errors.NotEnoughHere):
            sell(register, LineWish(LAMP, 1, take="now"))
        with pytest.raises(errors.NotEnoughHere):
            sell(register, LineWish(LAMP, 1, take="now", anyway="wants it badly"), person=CASHIER)
    sold = sell(register, LineWish(LAMP, 3, take="now", anyway="the mayor asked"), person=MANAGER)
    assert sold.broken_into is not None
    assert [(one.order, one.units, one.customer_name) for one in sold.broken_into.taken] == [
        (ben, 2, "Ben Moreau"), (ada, 1, "Ada Osei"),
    ]  # fmt: skip
    assert (put_aside(register, ada), put_aside(register, ben)) == (1, 0)
    here = register.look_up(LAMP).here
    assert (here.on_hand, here.allocated, here.owed) == (1, 1, 3)
    with register.ledger.reading() as records:
        assert records.steps(ben)[-1].kind in ("released", "date_moved")
        assert "the mayor asked" in next(s for s in records.steps(ben) if s.kind == "released").reason


def test_the_promise_that_a_sale_anyway_breaks_is_told_at_once(register: Register, clock: FixedClock) -> None:
    order = order_later(register, LAMP, 12).number
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    sold = sell(register, LineWish(LAMP, 12, take="now", anyway="by mistake"), person=MANAGER)
    assert sold.broken_into is not None
    clock.pass_time(timedelta(days=1))
    assert [promise.order for promise in sold.broken_into.broken] == [order]


def test_goods_in_the_hand_that_the_record_denies_are_nobodys(register: Register) -> None:
    """Nothing was here by the record, so nobody's goods are taken."""
    order_later(register, LAMP, 2, BEN)
    sold = sell(register, LineWish(LAMP, 1, take="now", anyway="found one"), person=MANAGER)
    assert sold.broken_into is not None
    assert sold.broken_into.taken == ()


def test_a_whole_order_is_not_ready_once_goods_of_it_are_taken_back(register: Register) -> None:
    order = order_later(register, LAMP, 2, ADA).number
    register.receive([Arrival(LAMP, 2)])
    found = register.order(order)
    assert found is not None
    assert found.lines[0].ready_on is not None
    register.shelf.release(order, 1, 1, "one is scratched")
    found = register.order(order)
    assert found is not None
    assert (found.lines[0].ready_on, found.state) == (None, "part_ready")
