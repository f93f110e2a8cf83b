"""Goods in: those who wait are served first, in their order, before the shelf."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain import errors
from pos.register import Register
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, SHADE, TABLE, FixedClock, barcode
from tests.usecases.desk import nothing_changes, order_later


def waiting(register: Register, number: str) -> int:
    order = register.order(number)
    assert order is not None
    return order.lines[0].waiting


def test_the_first_who_ordered_is_served_first_and_the_shelf_last(register: Register, clock: FixedClock) -> None:
    """R58, R151: the receiving screen names the orders before anything goes to the shelf."""
    first = order_later(register, LAMP, 2, ADA).number
    clock.pass_time(timedelta(hours=1))
    second = order_later(register, LAMP, 3, BEN).number
    came = register.receive([Arrival(LAMP, 4)])
    assert [(given_.order, given_.quantity) for _, given_ in came.allocations] == [(first, 2), (second, 2)]
    assert (came.received, came.to_shelf) == ({LAMP: 4}, {LAMP: 0})
    assert (waiting(register, first), waiting(register, second)) == (0, 1)
    found = register.order(first)
    assert found is not None
    assert (found.state, register.place_in_queue(found)) == ("ready", None)
    rest = register.receive([Arrival(barcode(12), 3)])
    assert ([given_.quantity for _, given_ in rest.allocations], rest.to_shelf) == ([1], {LAMP: 2})
    here = register.look_up(LAMP).here
    assert (here.on_hand, here.allocated, here.owed, here.available) == (7, 5, 0, 2)


def test_two_orders_taken_in_the_same_instant_are_served_in_the_order_in_which_they_were_taken(
    register: Register,
) -> None:
    numbers = [order_later(register, LAMP, 1, who).number for who in (ADA, BEN, ADA)]
    came = register.receive([Arrival(LAMP, 2)])
    assert [given_.order for _, given_ in came.allocations] == numbers[:2]


def test_a_dry_run_says_what_the_real_run_does_and_books_nothing(register: Register) -> None:
    order_later(register, LAMP, 2)
    arrivals = [Arrival(LAMP, 3, "PO-1007"), Arrival(TABLE, 1)]
    with nothing_changes(register):
        said = register.receive(arrivals, dry_run=True)
    done = register.receive(arrivals)
    assert (said.received, said.allocations, said.to_shelf) == (done.received, done.allocations, done.to_shelf)


def test_a_purchase_order_is_filled_line_by_line_until_nothing_is_open(register: Register) -> None:
    assert register.arrivals_of("PO-1007") == (Arrival(LAMP, 12, "PO-1007"),)
    register.receive([Arrival(LAMP, 5, "PO-1007")])
    assert register.arrivals_of("PO-1007") == (Arrival(LAMP, 7, "PO-1007"),)
    assert register.look_up(LAMP).on_order == 7
    register.receive(register.arrivals_of("PO-1007"))
    with nothing_changes(register), pytest.raises(errors.UnknownCode, match="Nothing is open"):
        register.arrivals_of("PO-1007")
    assert register.look_up(LAMP).on_order == 0


def test_what_came_grows_the_suppliers_record(register: Register) -> None:
    """R75: lead times are measured from receipts."""
    register.receive([Arrival(LAMP, 5, "PO-1007")])
    _, rows = register.export_rows("deliveries")
    assert [row[:7] for row in rows if row[4] == LAMP] == [
        ["LUM", "2026-11-10", "2026-12-02", "2026-11-24", LAMP, "12", "5"]
    ]


def test_more_may_come_than_was_ordered(register: Register) -> None:
    came = register.receive([Arrival(LAMP, 15, "PO-1007")])
    assert came.to_shelf == {LAMP: 15}
    assert register.look_up(LAMP).on_order == 0


def test_units_that_were_free_before_serve_those_who_wait_too(register: Register) -> None:
    """Two shades were here when three were ordered for later and are put aside at once; the one that comes is the
    third."""
    sold = order_later(register, SHADE, 3)
    number = sold.number
    assert [part.put_aside for part in sold.backorders] == [2]
    came = register.receive([Arrival(SHADE, 1)])
    assert [given_.quantity for _, given_ in came.allocations] == [1]
    assert came.to_shelf == {SHADE: 0}
    assert waiting(register, number) == 0


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.sampled_from([ADA, BEN]), st.integers(1, 4)), max_size=4),
    st.lists(st.integers(1, 6), max_size=4),
)
def test_no_unit_is_lost_or_promised_twice_whatever_is_ordered_and_arrives(
    register: Register, orders: list[tuple[str, int]], arrivals: list[int]
) -> None:
    before = register.look_up(LAMP).here
    taken = [order_later(register, LAMP, units, who) for who, units in orders]
    numbers = [sold.number for sold in taken]
    given_ = sum(part.put_aside for sold in taken for part in sold.backorders)
    given_ += sum(one.quantity for units in arrivals for _, one in register.receive([Arrival(LAMP, units)]).allocations)
    after = register.look_up(LAMP).here
    assert after.on_hand == before.on_hand + sum(arrivals)
    assert after.allocated == before.allocated + given_ <= max(0, after.on_hand)
    assert after.owed == before.owed + sum(units for _, units in orders) - given_
    assert not (arrivals and after.owed and after.free > 0)
    assert all(waiting(register, number) >= 0 for number in numbers)
