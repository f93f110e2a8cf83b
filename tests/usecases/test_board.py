"""The board: every open line with how it stands, filters that count what they find, and acts on many lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.board import BoardLine
from pos.domain.news import CALLS
from pos.domain.people import OWNER, Customer
from pos.domain.policy_rules import PolicyRules
from pos.domain.receipt import KeyValue
from pos.register import Register
from pos.usecases.board_acts import NewDay
from pos.usecases.cancel_shapes import CancelWish
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, BULB, LAMP, SHADE, TABLE, FixedClock, put_supply
from tests.usecases.desk import CARD, CASHIER, MANAGER, books, nothing_changes, order_later, sell, stock_row


def line_of(register: Register, number: str) -> BoardLine:
    return next(line for line in register.board.read().lines if line.order == number)


def numbers(register: Register, key: str) -> list[str]:
    return [line.order for line in register.board.read(key).lines]


def slip(register: Register, sku: str, units: int, due: date) -> None:
    """The purchase order comes on another day, and everybody who waits is reckoned anew."""
    put_supply(register, sku, units, due)
    register.promises.review()


def test_r110_one_row_for_each_open_line_with_all_that_is_known_of_it(register: Register) -> None:
    """R110: order, customer, product, quantity, days, money, state and store at a glance."""
    number = order_later(register, LAMP, 2).number
    line = line_of(register, number)
    assert (line.customer_name, line.sku, line.quantity, line.waiting, line.allocated) == ("Ada Osei", LAMP, 2, 2, 0)
    assert (line.state, line.standing, line.store, line.route) == ("waiting", "on_track", "S01", "collect")
    assert line.told_latest == line.told_first == line.now_latest
    assert (line.taken_on, line.told_on, line.days_waited) == (date(2026, 11, 24), date(2026, 11, 24), 0)
    assert (line.days_late, line.days_past, line.deposit_held) == (0, 0, 4500)
    assert (line.news_due_on, line.place, line.uncollected_since) == (date(2026, 12, 8), 1, None)
    assert (line.free, line.on_order, line.longest_wait) == (0, 12, register.shop().policy.longest_waits["general"])


def test_r94_the_place_in_the_queue_counts_orders_of_the_same_product(register: Register) -> None:
    """R94: the place is the one that the customer's receipt may say."""
    first, second = (order_later(register, LAMP, 1, who).number for who in (BEN, ADA))
    third = order_later(register, LAMP, 1, BEN).number
    assert [line_of(register, number).place for number in (first, second, third)] == [1, 2, 3]
    for number in (first, second, third):
        order = register.order(number)
        assert order is not None
        assert register.place_in_queue(order) == line_of(register, number).place


def test_every_number_of_the_board_opens_as_many_rows(register: Register, clock: FixedClock) -> None:
    for who in (ADA, BEN, ADA):
        order_later(register, LAMP, 5, who)
    order_later(register, SHADE, 5, BEN)
    register.receive([Arrival(LAMP, 6)], person=MANAGER)
    slip(register, LAMP, 6, date(2027, 1, 4))
    clock.pass_time(timedelta(days=16))
    read = register.board.read()
    assert sum(read.ages.values()) == read.counts["all"] == len(read.lines) == 4
    for name, count in read.counts.items():
        assert len(register.board.read(name).lines) == count, name
    for band, count in read.ages.items():
        assert len(register.board.read(f"age:{band}").lines) == count
    for band, count in read.pasts.items():
        assert len([one for one in register.board.read(f"past:{band}").lines if one.waiting]) == count
    assert len(register.board.read(f"product:{LAMP}").lines) == 3
    assert [one.sku for one in read.products if one.sku == SHADE] == [SHADE]


def test_a_key_that_is_none_is_refused_with_those_that_are(register: Register) -> None:
    with pytest.raises(errors.BadSetting, match="ready_not_collected"):
        register.board.read("nonsense")
    with pytest.raises(errors.BadSetting):
        register.board.read("colour:red")


def test_late_and_at_risk_stand_first_and_are_found_by_their_filters(register: Register, clock: FixedClock) -> None:
    lamp = order_later(register, LAMP, 2).number
    table = order_later(register, TABLE, 1, BEN).number
    assert numbers(register, "late") == []
    assert numbers(register, "ready_not_collected") == [table]
    slip(register, LAMP, 12, date(2027, 1, 20))
    late = line_of(register, lamp)
    assert late.standing == "late_expected"
    assert late.now_latest is not None
    assert late.told_latest is not None
    assert late.days_late == (late.now_latest - late.told_latest).days > 0
    assert numbers(register, "all") == [lamp, table]
    assert numbers(register, "late") == [lamp]
    clock.pass_time(timedelta(days=30))
    over = line_of(register, lamp)
    assert (over.standing, over.days_past > 0) == ("overdue", True)
    assert sum(register.board.read().pasts.values()) == 1


def test_due_this_week_ends_on_its_sunday(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 1).number
    told = line_of(register, number).told_latest
    assert told is not None
    assert numbers(register, "due_this_week") == []
    clock.pass_time(timedelta(days=(told - date(2026, 11, 24)).days - told.weekday()))
    assert numbers(register, "due_this_week") == [number]


def test_r96_unfilled_and_unfilled_for_lack_of_stock_are_two_lists(register: Register) -> None:
    """R96: what waits though goods are here is no backorder."""
    from tests.builders import put_stock

    here, lacking = order_later(register, LAMP, 2).number, order_later(register, LAMP, 2, BEN).number
    put_stock(register, {(LAMP, "S01"): 3})
    assert numbers(register, "unfilled") == [here, lacking]
    assert numbers(register, "unfilled_no_stock") == [lacking]
    assert numbers(register, "no_supply") == []


def test_no_supply_is_what_neither_the_shelf_nor_an_order_covers(register: Register) -> None:
    covered, beyond = order_later(register, LAMP, 12).number, order_later(register, LAMP, 1, BEN).number
    assert numbers(register, "no_supply") == [beyond]
    assert covered not in numbers(register, "no_supply")
    (product,) = register.board.read(f"product:{LAMP}").products
    assert (product.waiting, product.free, product.on_order, product.short) == (13, 0, 12, 1)


def test_r47_days_waited_stand_against_what_customers_bear(register: Register, clock: FixedClock) -> None:
    """R47: the ageing list knows how much of the bearable wait is used up."""
    number = order_later(register, LAMP, 1).number
    policy = register.shop().policy
    register.change_shop(policy=replace(policy, longest_waits={**policy.longest_waits, "general": 20}))
    register.change_shop(longest_wait_days=20)
    clock.pass_time(timedelta(days=15))
    line = line_of(register, number)
    assert (line.days_waited, line.longest_wait, line.patience) == (15, 20, 0.75)
    assert register.board.read().ages == {"0-7": 0, "8-14": 0, "15-30": 1, "31-60": 0, ">60": 0}
    assert isinstance(policy, PolicyRules)


def _to_call(register: Register) -> str:
    """Somebody who wants to be called."""
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer("c-call", "Cal Orr", "020 7946 0999", consent=True, tell_by="call"), OWNER)
    return "c-call"


def test_who_heard_nothing_for_too_long_needs_a_call(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 1, _to_call(register)).number
    assert numbers(register, "needs_a_call") == []
    clock.pass_time(timedelta(days=14))
    assert numbers(register, "needs_a_call") == [number]
    assert line_of(register, number).call == "no_news"


def test_goods_not_collected_say_since_when(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 1).number
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    clock.pass_time(timedelta(days=3))
    line = line_of(register, number)
    assert (line.standing, line.uncollected_since, line.place) == ("ready", date(2026, 11, 24), None)
    register.collect(number, [CARD], person=CASHIER)
    assert register.board.read().lines == ()


def test_deposits_held_by_age_are_the_books_to_the_cent(register: Register, clock: FixedClock) -> None:
    order_later(register, LAMP, 3)
    clock.pass_time(timedelta(days=10))
    other = order_later(register, SHADE, 5, BEN).number
    figures = register.board.figures()
    assert figures.deposits["8-14"] == 6750
    assert sum(figures.deposits.values()) == figures.deposits_held == figures.in_the_books
    assert figures.in_the_books == -books(register, "order_deposits")
    assert figures.units == 8
    clock.pass_time(timedelta(days=1))  # goods that are there on the day of the order keep no promise by it
    register.receive([Arrival(SHADE, 5)], person=MANAGER)
    register.collect(other, [CARD])
    after = register.board.figures()
    assert after.deposits_held == after.in_the_books == 6750
    assert (after.kept.n, after.kept.kept) == (2, 1)


def test_moving_in_the_queue_says_first_what_it_does_and_then_does_it(register: Register) -> None:
    """Overtaking needs the right to it and a reason, and names the promises that break by it."""
    ada = order_later(register, LAMP, 12).number
    ben = order_later(register, LAMP, 1, BEN).number
    board = register.board
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            board.move_queue([(ben, 1)], "front", "urgent", person=CASHIER)
        with pytest.raises(errors.BadText, match="reason"):
            board.move_queue([(ben, 1)], "front", "  ", person=MANAGER)
        seen = board.move_queue([(ben, 1)], "front", "funeral on Friday", dry_run=True, person=MANAGER)
    assert [(one.order, one.was, one.now) for one in seen.moved] == [(ben, 2, 1)]
    assert [one.order for one in seen.broken] == [ada]
    done = board.move_queue([(ben, 1)], "front", "funeral on Friday", person=MANAGER)
    assert (done.moved, [one.order for one in done.broken]) == (seen.moved, [ada])
    assert [line_of(register, number).place for number in (ada, ben)] == [2, 1]
    with register.ledger.reading() as records:
        (step,) = [step for step in records.steps(ben) if step.kind == "moved_in_queue"]
    assert (step.person, step.reason) == (MANAGER.id, "funeral on Friday")
    received = register.receive([Arrival(LAMP, 1)], person=MANAGER)
    assert [given.order for _, given in received.allocations] == [ben]


def test_moving_leaves_out_whom_it_cannot_move_and_says_why(register: Register) -> None:
    first = order_later(register, LAMP, 1).number
    second = order_later(register, LAMP, 1, BEN).number
    ready = order_later(register, TABLE, 1).number
    board = register.board
    done = board.move_queue(
        [(first, 1), (ready, 1), ("S01-R2-A999999", 1)], "front", "first again", dry_run=True, person=MANAGER
    )
    assert done.moved == ()
    assert {(one.order, one.why) for one in done.skipped} == {
        (first, "stands at the front already"),
        (ready, "is put aside"),
        ("S01-R2-A999999", "there is no such line"),
    }
    stale = board.move_queue([(second, 1)], "front", "x", versions={second: 7}, person=MANAGER)
    assert [one.why for one in stale.skipped] == ["was changed since it was looked at"]
    with pytest.raises(errors.BadSetting):
        board.move_queue([(second, 1)], "middle", "x", person=MANAGER)  # type: ignore[arg-type]  # not a place


def test_many_are_moved_together_in_their_own_order(register: Register) -> None:
    orders = [order_later(register, LAMP, 1, who).number for who in (ADA, BEN, ADA, BEN)]
    register.board.move_queue([(orders[3], 1), (orders[2], 1)], "front", "late last time", person=MANAGER)
    assert [line_of(register, number).place for number in orders] == [3, 4, 1, 2]
    register.board.move_queue([(orders[2], 1)], "back", "asked for it", person=MANAGER)
    assert [line_of(register, number).place for number in orders] == [2, 3, 4, 1]
    new = order_later(register, LAMP, 1).number
    assert line_of(register, new).place == 5


def test_a_new_day_is_told_to_those_it_concerns_and_to_nobody_else(register: Register) -> None:
    late = order_later(register, LAMP, 1).number
    ready = order_later(register, TABLE, 1, BEN).number
    told_first = line_of(register, late).told_latest
    slip(register, LAMP, 12, date(2026, 12, 30))
    board = register.board
    lines = [(late, 1), (ready, 1)]
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            board.tell_new_days(lines, "supplier is late", person=CASHIER)
        with pytest.raises(errors.BadText):
            board.tell_new_days(lines, "", person=MANAGER)
        seen = board.tell_new_days(lines, "supplier is late", dry_run=True, person=MANAGER)
    assert [(one.order, one.was) for one in seen.told] == [(late, told_first)]
    assert seen.told[0].latest_on == line_of(register, late).now_latest
    assert [(one.order, one.why) for one in seen.skipped] == [(ready, "its goods are put aside")]
    heard: list[NewDay] = []
    done = board.tell_new_days(lines, "supplier is late", person=MANAGER, queue_news=lambda _, days: heard.extend(days))
    assert [one.latest_on for one in done.told] == [one.latest_on for one in seen.told]
    assert heard == list(done.told)
    line = line_of(register, late)
    assert (line.told_first, line.told_latest) == (told_first, done.told[0].latest_on)
    assert (line.told_on, line.standing) == (date(2026, 11, 24), "on_track")
    again = board.tell_new_days([(late, 1)], "once more", person=MANAGER)
    assert again.told == ()
    assert again.skipped[0].why.startswith("was told")


def test_a_day_that_cannot_be_kept_or_is_earlier_is_not_told(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    latest = line_of(register, number).now_latest
    assert latest is not None
    board = register.board
    early = board.tell_new_days([(number, 1)], "x", on=latest - timedelta(days=1), person=MANAGER)
    assert [one.why for one in early.skipped] == [f"it cannot be had before {latest.isoformat()}"]
    later = latest + timedelta(days=10)
    done = board.tell_new_days([(number, 1)], "to be safe", on=later, person=MANAGER)
    assert [one.latest_on for one in done.told] == [later]
    with pytest.raises(errors.BadDate):
        board.tell_new_days([(number, 1)], "x", on=date(2026, 1, 1), person=MANAGER)


def test_the_story_of_an_order_tells_its_steps_and_its_money(register: Register) -> None:
    number = order_later(register, LAMP, 2).number
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    register.collect(number, [CARD], person=CASHIER)
    story = register.board.story(number)
    words = [told.words for told in story.steps]
    assert words[-1] == "Order taken, deposit £45.00."
    assert "1 of Brass lamp, tall put aside." in words
    assert words[0] == "1 of Brass lamp, tall handed over."
    assert (story.money.total, story.money.handed_over, story.money.deposit_held) == (9000, 4500, 2250)
    assert story.money.balance_due == 2250
    assert [(part.kind, part.amount) for part in story.money.tenders]
    assert [line.waiting for line in story.lines] == [1]
    with pytest.raises(errors.UnknownCode):
        register.board.story("nothing")


def test_r94_the_place_in_the_queue_is_on_the_customers_paper_where_the_shop_wishes(register: Register) -> None:
    """R94: counted in orders, as on the screen; else only the shop's copy says so."""

    def place(number: str) -> list[tuple[str, str | None]]:
        blocks = register.receipt(number).document.blocks
        return [(b.value, b.copy) for b in blocks if isinstance(b, KeyValue) and b.label == "Place in the queue"]

    assert place(order_later(register, LAMP, 3).number) == [("1", "store")]
    assert place(order_later(register, LAMP, 1, BEN).number) == [("2", "store")]
    register.change_shop(waiting=replace(register.shop().waiting, place_on_paper=True))
    assert place(order_later(register, LAMP, 1).number) == [("3", None)]


def causes(register: Register) -> dict[str, str]:
    return {one.sku: one.cause for one in register.board.shortages()}


def test_r83_each_product_that_is_short_has_its_likeliest_cause(register: Register, clock: FixedClock) -> None:
    """R77, R83: a fixed list of causes, inferred from what the records show."""
    order_later(register, LAMP, 3)
    order_later(register, SHADE, 5, BEN)
    assert causes(register) == {LAMP: "wrong_forecast", SHADE: "low_level"}
    put_supply(register, LAMP, 12, date(2026, 12, 20))
    assert causes(register)[LAMP] == "supplier_late"
    (lamps,) = [one for one in register.board.shortages() if one.sku == LAMP]
    assert (lamps.lines, lamps.units) == (1, 3)
    register.import_rows("stock", [stock_row(2, SHADE, 0)])
    assert causes(register)[SHADE] == "record_wrong"
    clock.pass_time(timedelta(days=40))
    assert causes(register)[SHADE] == "low_level"
    order_later(register, SHADE, 1, BEN)
    assert causes(register)[SHADE] == "low_level"
    order_later(register, SHADE, 20, BEN)
    assert causes(register)[SHADE] == "demand_spike"


def test_r20_what_was_asked_for_in_vain_is_more_wanted_than_usual_too(register: Register, clock: FixedClock) -> None:
    """R20: a spike is seen also where the empty shelf let nobody buy."""
    order_later(register, SHADE, 5, BEN)
    register.tell_me.wanted_not_bought(SHADE, 2, cause="too_dear")
    clock.pass_time(timedelta(days=40))
    assert causes(register)[SHADE] == "low_level"
    register.tell_me.wanted_not_bought(SHADE, 9, cause="just_looking")
    assert causes(register)[SHADE] == "low_level"
    register.tell_me.wanted_not_bought(SHADE, 5, cause="too_long_wait")
    register.tell_me.add(SHADE, CustomerWish(id=ADA), 4)
    assert causes(register)[SHADE] == "demand_spike"


def test_r7_sales_saved_are_what_was_ordered_and_not_given_up(register: Register, clock: FixedClock) -> None:
    """R7, R46: the sales that orders saved, beside the deposits held for them; goods sold from the shelf are not saved
    by anybody, and what a customer gave up is lost after all."""
    sell(register, LineWish(BULB, 3))
    assert register.board.figures().sales_saved == 0
    ada = order_later(register, LAMP, 3).number
    ben = order_later(register, LAMP, 2, BEN).number
    figures = register.board.figures()
    assert (figures.sales_saved, figures.deposits_held) == (5 * 4500, 4 * 2250 + 2250)
    register.waiting.cancel(ada, CancelWish("changed_mind", lines={1: 1}))
    assert register.board.figures().sales_saved == 4 * 4500
    register.receive([Arrival(LAMP, 4, "PO-1007")])
    register.collect(ben, [CARD])
    assert register.board.figures().sales_saved == 4 * 4500  # handed over, and saved all the same
    clock.pass_time(timedelta(days=90))
    assert register.board.figures().sales_saved == 0


def test_r53_short_lines_are_reported_by_item(register: Register) -> None:
    """R53: of each product that is short, how many lines wait, for how many units, and what is here and on order."""
    order_later(register, LAMP, 3)
    order_later(register, LAMP, 2, BEN)
    order_later(register, SHADE, 5, BEN)
    assert [(one.sku, one.lines, one.units) for one in register.board.shortages()] == [(LAMP, 2, 5), (SHADE, 1, 3)]
    items = {one.sku: one for one in register.board.read("unfilled").products}
    assert {sku: (one.lines, one.waiting, one.on_order) for sku, one in items.items()} == {
        LAMP: (2, 5, 12), SHADE: (1, 3, 0),
    }  # fmt: skip
    register.receive([Arrival(LAMP, 5)])
    assert [one.sku for one in register.board.shortages()] == [SHADE]


class _Counting:
    """A cursor that counts the questions put to it."""

    def __init__(self, cursor: Any) -> None:
        self._cursor, self.asked = cursor, 0

    def execute(self, *question: Any) -> Any:
        self.asked += 1
        return self._cursor.execute(*question)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def test_the_board_asks_as_many_questions_for_many_lines_as_for_one(register: Register) -> None:
    """No question per line, however many wait."""
    from pos.store.records import StoredRecords
    from pos.usecases.board import open_lines

    def asked() -> int:
        with register.ledger.database.reading() as cursor:
            counting = _Counting(cursor)
            records = StoredRecords(counting, lambda customer, sealed: {}, {})
            open_lines(records, date(2026, 11, 24))
        return counting.asked

    order_later(register, LAMP, 1)
    few = asked()
    for who in (ADA, BEN, ADA, BEN):
        order_later(register, LAMP, 1, who)
        order_later(register, SHADE, 4, who)
    assert asked() == few <= 6


def test_what_needs_a_call_is_a_call_for_whoever_looks_at_the_calls(register: Register, clock: FixedClock) -> None:
    """Before the round of the day has come to it, too: the number on the board and the list of calls are one."""
    number = order_later(register, LAMP, 1, _to_call(register)).number
    clock.pass_time(timedelta(days=14))
    assert numbers(register, "needs_a_call") == [number]
    register.news.call_who_is_due()
    calls = [todo.task for todo in register.news.tasks() if todo.task.kind in CALLS]
    assert [task.number for task in calls] == numbers(register, "needs_a_call") == [number]
    register.news.call_who_is_due()
    register.news.run()
    assert [todo.task for todo in register.news.tasks() if todo.task.kind in CALLS] == calls, "once"


def test_whoever_can_be_written_to_needs_no_call(register: Register, clock: FixedClock) -> None:
    """The post tells them; what does not arrive becomes a call by itself."""
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer("c-mail", "Mia Berg", "", "mia@post.example", consent=True), OWNER)
    order_later(register, LAMP, 1, "c-mail")
    clock.pass_time(timedelta(days=14))
    assert numbers(register, "needs_a_call") == []
