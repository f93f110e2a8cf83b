"""Goods in, counted against purchase orders: damaged, over, short, and who gets what by the shop's own rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.waiting_rules import Sharing, WaitingRules
from pos.register import Register
from pos.usecases.receiving import Arrival
from pos.usecases.sharing import Give
from tests.builders import ADA, BEN, LAMP, SHADE, TABLE, FixedClock, barcode, put_supply
from tests.usecases.desk import CASHIER, MANAGER, nothing_changes, order_later


def rules(register: Register, sharing: Sharing, **more: object) -> None:
    register.change_shop(waiting=replace(WaitingRules(), sharing=sharing, **more))  # type: ignore[arg-type]


def two_orders(register: Register, clock: FixedClock, first: int = 2, second: int = 3) -> tuple[str, str]:
    one = order_later(register, LAMP, first, ADA).number
    clock.pass_time(timedelta(hours=1))
    return one, order_later(register, LAMP, second, BEN).number


def put_aside(register: Register, number: str) -> int:
    order = register.order(number)
    assert order is not None
    return sum(line.allocated for line in order.lines)


def test_a_dry_run_names_order_customer_place_and_day_before_anything_goes_to_the_shelf(
    register: Register, clock: FixedClock
) -> None:
    """R58, R151: who gets what, for people to read."""
    ada, ben = two_orders(register, clock)
    with nothing_changes(register):
        said = register.shelf.receive([Arrival(LAMP, 9, "PO-1007")], dry_run=True)
    assert [(one.order, one.customer_name, one.place, one.units, one.still) for one in said.gets] == [
        (ada, "Ada Osei", 1, 2, 0), (ben, "Ben Moreau", 2, 3, 0),
    ]  # fmt: skip
    assert all(one.told is not None and not one.late for one in said.gets)
    assert said.to_shelf == {LAMP: 4}
    assert [(line.purchase_order, line.sku, line.missing) for line in said.short] == [("PO-1007", LAMP, 3)]
    clock.pass_time(timedelta(days=60))
    assert all(one.late for one in register.shelf.receive([Arrival(LAMP, 9)], dry_run=True).gets)


def test_damaged_goods_never_become_free_stock_and_stay_open_with_the_supplier(register: Register) -> None:
    came = register.shelf.receive([Arrival(LAMP, 4, "PO-1007", damaged=2, damaged_why="crushed in transit")])
    here = register.look_up(LAMP).here
    assert (here.on_hand, here.available) == (4, 4)
    assert [(one.units, one.why) for one in came.damaged] == [(2, "crushed in transit")]
    assert register.arrivals_of("PO-1007") == (Arrival(LAMP, 8, "PO-1007"),)
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT kind, sum(quantity) FROM stock_move WHERE sku = ? GROUP BY kind", (LAMP,))
        assert dict(cursor.fetchall()) == {"received": 6, "damaged": -2, "count": 2}
    with nothing_changes(register), pytest.raises(errors.BadText, match="Say what is wrong"):
        register.shelf.receive([Arrival(LAMP, 4, "PO-1007", damaged=2)])


def test_more_than_was_ordered_comes_into_stock_with_a_reason_or_goes_back(register: Register) -> None:
    came = register.shelf.receive([Arrival(LAMP, 13, "PO-1007", refused=2, over_why="one is a gift, two go back")])
    assert [(one.units, one.why) for one in came.over] == [(1, "one is a gift, two go back")]
    assert [one.units for one in came.refused] == [2]
    assert register.look_up(LAMP).here.on_hand == 13


def test_a_short_delivery_names_the_promises_it_breaks(register: Register, clock: FixedClock) -> None:
    """Of the twelve due today six came: the rest is overdue at once, and not only tomorrow."""
    ada, ben = two_orders(register, clock, 6, 6)
    clock.pass_time(timedelta(days=8))
    came = register.shelf.receive([Arrival(LAMP, 6, "PO-1007")])
    assert [line.missing for line in came.short] == [6]
    assert put_aside(register, ada) == 6
    assert [(promise.order, promise.customer_name) for promise in came.broken] == [(ben, "Ben Moreau")]


def test_a_part_that_comes_before_its_day_breaks_nothing_and_the_rest_is_due_on_that_day(
    register: Register, clock: FixedClock
) -> None:
    """Three of the twelve due on Wednesday come today: the supplier has until then for the other nine."""
    ada, ben = two_orders(register, clock, 3, 2)
    came = register.shelf.receive([Arrival(LAMP, 3, "PO-1007")])
    assert [(line.missing, line.due_on) for line in came.short] == [(9, date(2026, 12, 2))]
    assert (put_aside(register, ada), put_aside(register, ben)) == (3, 0)
    assert came.broken == ()
    assert register.radar.of_order(ben) == ()


def test_one_delivery_fills_several_purchase_orders(register: Register) -> None:
    put_supply(register, TABLE, 5, date(2026, 12, 4), number="PO-1008")
    came = register.shelf.receive([Arrival(LAMP, 12, "PO-1007"), Arrival(TABLE, 4, "PO-1008"), Arrival(SHADE, 1)])
    assert [(line.purchase_order, line.missing) for line in came.short] == [("PO-1008", 1)]
    assert came.received == {LAMP: 12, TABLE: 4, SHADE: 1}


def test_scanning_counts_up_and_says_what_is_over_and_short(register: Register) -> None:
    """Goods are counted by their codes, one for each scan; nothing beyond what was ordered comes in unsaid."""
    shelf = register.shelf
    counting = shelf.count(["PO-1007"])
    for _ in range(13):
        line = shelf.scan(counting, barcode(12))
    assert (line.counted, line.expected, line.over, line.short) == (13, 12, 1, 0)
    assert shelf.scan(counting, barcode(45)).name == "Oak side table 45 cm"
    with pytest.raises(errors.BadText, match="more came than was ordered"):
        shelf.receive(counting)
    counting.settle_over(LAMP, "ordered by phone")
    counting.damage(LAMP, 1, "scratched")
    done = shelf.receive(counting)
    assert done.received == {LAMP: 13, TABLE: 1}
    assert [(one.units, one.why) for one in done.over] == [(1, "ordered by phone")]
    assert [one.units for one in done.damaged] == [1]
    with pytest.raises(errors.UnknownCode):
        shelf.scan(shelf.count(), "no such thing")
    with pytest.raises(errors.UnknownCode):
        shelf.count(["PO-99"])


def test_what_is_over_can_be_sent_back(register: Register) -> None:
    counting = register.shelf.count(["PO-1007"])
    counting.count(LAMP, 15)
    counting.settle_over(LAMP, "not ours", refuse=True)
    assert register.shelf.receive(counting).received == {LAMP: 12}


def test_goods_go_by_hand_only_with_the_right_and_a_reason_and_who_is_passed_over_can_read_why(
    register: Register, clock: FixedClock
) -> None:
    ada, ben = two_orders(register, clock)
    arrivals = [Arrival(LAMP, 3)]
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.shelf.receive(arrivals, give=[Give(ben, 3)], why="moves tomorrow", person=CASHIER)
        with pytest.raises(errors.BadText, match="Say why"):
            register.shelf.receive(arrivals, give=[Give(ben, 3)])
        with pytest.raises(errors.BadQuantity, match="waits for 3"):
            register.shelf.receive(arrivals, give=[Give(ben, 4)], why="x")
        with pytest.raises(errors.BadQuantity, match="Give out less"):
            register.shelf.receive(arrivals, give=[Give(ben, 3), Give(ada, 1)], why="x")
        with pytest.raises(errors.UnknownCode, match="does not wait"):
            register.shelf.receive(arrivals, give=[Give("S01-R2-A000099", 1)], why="x")
    done = register.shelf.receive(arrivals, give=[Give(ben, 3)], why="moves tomorrow", person=MANAGER)
    assert (put_aside(register, ada), put_aside(register, ben)) == (0, 3)
    assert [(sku, one.order, one.by) for sku, one in done.passed] == [(LAMP, ada, ben)]
    with register.ledger.reading() as records:
        steps = [step for step in records.steps(ada) if step.kind == "passed_over"]
    assert [(step.reason, step.person, step.details["by"]) for step in steps] == [("moves tomorrow", MANAGER.id, ben)]


def test_by_class_the_better_customer_goes_first_where_no_told_day_breaks(
    register: Register, clock: FixedClock
) -> None:
    with register.ledger.writing() as tx:
        from pos.domain.people import OWNER, Customer
        from pos.usecases.checkout import keep_customer

        keep_customer(tx, Customer(BEN, "Ben Moreau", "020 7946 0321", customer_class="trade", consent=True), OWNER)
    rules(register, "class", rank_of={"trade": 10})
    ada, ben = two_orders(register, clock, 2, 2)
    done = register.shelf.receive([Arrival(LAMP, 2, "PO-1007")])
    # The other ten of the purchase order still come in time for Ada.
    assert [one.order for _, one in done.allocations] == [ben]
    assert [(one.order, one.why) for _, one in done.passed] == [(ada, "class")]
    assert done.broken == ()


def test_by_class_nobodys_told_day_breaks_for_a_better_customer(register: Register, clock: FixedClock) -> None:
    with register.ledger.writing() as tx:
        from pos.domain.people import OWNER, Customer
        from pos.usecases.checkout import keep_customer

        keep_customer(tx, Customer(BEN, "Ben Moreau", "020 7946 0321", customer_class="trade", consent=True), OWNER)
    rules(register, "class", rank_of={"trade": 10})
    ada, ben = two_orders(register, clock, 12, 2)
    done = register.shelf.receive([Arrival(LAMP, 12, "PO-1007")])
    assert [(one.order, one.quantity) for _, one in done.allocations] == [(ada, 12)]
    assert (put_aside(register, ben), done.broken) == (0, ())


def test_fair_shares_go_in_proportion_to_what_each_waits_for(register: Register, clock: FixedClock) -> None:
    rules(register, "first_come", sharing_of={"": "fair"})
    ada, ben = two_orders(register, clock, 8, 4)
    register.shelf.receive([Arrival(LAMP, 6)])
    assert (put_aside(register, ada), put_aside(register, ben)) == (4, 2)


def test_by_the_rule_manual_goods_wait_until_somebody_says_whose_they_are(
    register: Register, clock: FixedClock
) -> None:
    rules(register, "manual")
    ada, ben = two_orders(register, clock)
    done = register.shelf.receive([Arrival(LAMP, 6)])
    assert (done.allocations, done.held, done.to_shelf) == ((), {LAMP: 5}, {LAMP: 1})
    assert register.look_up(LAMP).here.available == 1
    register.shelf.give(ben, 1, 3, "fetches it today")
    assert (put_aside(register, ada), put_aside(register, ben)) == (0, 3)
    done = register.shelf.receive([Arrival(LAMP, 1)], give=[Give(ada, 2)])
    assert put_aside(register, ada) == 2


def test_the_same_delivery_is_shared_the_same_again(register: Register, clock: FixedClock) -> None:
    """What a dry run says twice is what is booked, and what a replay of the log finds (verified after each test)."""
    two_orders(register, clock)
    arrivals = [Arrival(LAMP, 4, "PO-1007"), Arrival(TABLE, 2)]
    once, again = (register.shelf.receive(arrivals, dry_run=True) for _ in range(2))
    done = register.shelf.receive(arrivals)
    assert (once.gets, once.to_shelf, once.passed) == (again.gets, again.to_shelf, again.passed)
    assert (once.gets, once.to_shelf, once.passed) == (done.gets, done.to_shelf, done.passed)


def test_a_count_of_nothing_says_that_the_goods_did_not_come(register: Register) -> None:
    done = register.shelf.receive([Arrival(LAMP, 0, "PO-1007")])
    assert [line.missing for line in done.short] == [12]
    assert register.look_up(LAMP).here.on_hand == 0
