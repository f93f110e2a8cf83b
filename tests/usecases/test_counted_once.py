"""A delivery is booked once, and against the purchase order that was meant."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.receiving import Arrival
from tests.builders import LAMP, SHADE, TABLE, FixedClock, put_supply
from tests.usecases.desk import nothing_changes, order_later


# --- the purchase order that was meant ----------------------------------------------------------------------------
@pytest.mark.parametrize("number", ["PO-1OO7", "PO-99", "1007"])
def test_goods_against_a_purchase_order_that_nobody_knows_are_refused(register: Register, number: str) -> None:
    with nothing_changes(register), pytest.raises(errors.UnknownCode, match=number):
        register.receive([Arrival(LAMP, 6, number)])
    with pytest.raises(errors.UnknownCode, match="Nothing was booked"):
        register.arrivals_of(number)


@pytest.mark.parametrize("number", ["po-1007", " PO-1007 ", "Po-1007\t"])
def test_a_number_is_known_in_small_letters_and_with_spaces_around_it(register: Register, number: str) -> None:
    assert [line.purchase_order for line in register.arrivals_of(number)] == ["PO-1007"]
    assert register.shelf.count([number]).lines()[0].expected == 12
    came = register.receive([Arrival(LAMP, 5, number)])
    assert ([line.purchase_order for line in came.short], came.over) == (["PO-1007"], ())
    assert register.buying.order("PO-1007").lines[0].open == 7


def test_where_two_numbers_are_alike_but_for_their_letters_it_must_be_written_as_it_is(register: Register) -> None:
    put_supply(register, TABLE, 5, date(2026, 12, 4), number="Po-1007")
    with nothing_changes(register), pytest.raises(errors.UnknownCode, match="PO-1007, Po-1007"):
        register.receive([Arrival(LAMP, 6, "po-1007")])
    assert not register.receive([Arrival(LAMP, 6, "PO-1007")]).over


# --- once -----------------------------------------------------------------------------------------------------------
def test_a_count_is_booked_once(register: Register) -> None:
    """Against a purchase order or none; a dry run books nothing."""
    for orders in ([], ["PO-1007"]):
        counting = register.shelf.count(orders)
        register.shelf.scan(counting, LAMP, 4)
        register.shelf.receive(counting, dry_run=True)
        booked = register.shelf.receive(counting)
        with nothing_changes(register), pytest.raises(errors.WrongState, match=booked.document):
            register.shelf.receive(counting)


@pytest.mark.parametrize("counted", [12, 6])
def test_a_delivery_that_two_people_counted_comes_in_once(register: Register, clock: FixedClock, counted: int) -> None:
    """Also where only part of it came, so that the second count would still fit in what is open."""
    order_later(register, LAMP, 2)
    first, second = register.shelf.count(["PO-1007"]), register.shelf.count(["PO-1007"])
    register.shelf.scan(first, LAMP, counted)
    register.shelf.scan(second, LAMP, counted)
    register.shelf.receive(first)
    clock.pass_time(timedelta(minutes=5))
    for dry_run in (True, False):
        with nothing_changes(register), pytest.raises(errors.WrongState, match=f"{12 - counted} are now"):
            register.shelf.receive(second, dry_run=dry_run)
    again = register.shelf.as_it_stands(second)
    assert again is not second
    line = again.lines()[0]
    assert (line.counted, line.expected, line.undecided) == (counted, 12 - counted, counted == 12)
    if line.undecided:
        again.settle_over(LAMP, "a second pallet")
    assert register.shelf.as_it_stands(again) is again
    assert register.shelf.receive(again).received == {LAMP: counted}
    assert register.look_up(LAMP).on_order == 0


def test_a_file_for_a_settled_purchase_order_needs_a_reason(register: Register) -> None:
    """Also where another line of the same order is still open."""
    put_supply(register, TABLE, 5, date(2026, 12, 4), number="PO-1008")
    register.receive([Arrival(TABLE, 5, "PO-1008")])
    for arrivals in ([Arrival(TABLE, 5, "PO-1008")], [Arrival(SHADE, 1), Arrival(TABLE, 1, "PO-1008")]):
        with nothing_changes(register), pytest.raises(errors.NothingOpen, match="All of Oak side table 45 cm"):
            register.receive(arrivals)
    came = register.receive([Arrival(TABLE, 1, "PO-1008", over_why="one was forgotten")])
    assert [(one.units, one.why) for one in came.over] == [(1, "one was forgotten")]
    assert register.receive([Arrival(TABLE, 0, "PO-1008", refused=2, over_why="not ours")]).refused
