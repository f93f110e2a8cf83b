"""The promise: from supply, queue and lead time; never in the past, never on a closed day, never without a basis."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.calendar import OpeningDays
from pos.domain.promising import LeadTime, Promise, promise
from pos.domain.stock import Supply
from tests.domain.strategies import TODAY, opening_days, supplies

LEAD = LeadTime("LUM", 9)
EVERY_DAY = OpeningDays()
some_supplies = st.lists(supplies(), max_size=6)
lead_times = st.none() | st.integers(0, 60).map(lambda days: LeadTime("LUM", days))


def promised(
    quantity: int = 1,
    *orders: Supply,
    ahead: int = 0,
    lead: LeadTime | None = LEAD,
    days: OpeningDays = EVERY_DAY,
    handling: int = 1,
    release: date | None = None,
) -> Promise | None:
    return promise(
        quantity=quantity, queue_ahead=ahead, supplies=orders, lead_time=lead, today=TODAY, opening_days=days,
        handling_days=handling, release_on=release,
    )  # fmt: skip


def due(days: int | None, units: int = 5, *, confirmed: bool = True, ordered: int = -5) -> Supply:
    """Goods on order: due in some days (None: nobody said when), ordered some days before today."""
    expected = None if days is None else TODAY + timedelta(days=days)
    return Supply("purchase_order", f"PO-{days}", units, expected, confirmed, TODAY + timedelta(days=ordered), "LUM")


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def naive(quantity: int, ahead: int, orders: Sequence[Supply], lead: LeadTime | None) -> date | None:
    """The rule once more, unit by unit: a queue of single pieces, the one wanted is number ahead + quantity."""
    days: list[date] = []
    for order in orders:
        day = order.expected_on
        if day is None and lead is not None:
            day = (order.ordered_on or TODAY) + timedelta(days=lead.days)
        if day is not None and day < TODAY:
            day = None if lead is None else TODAY + timedelta(days=lead.days)
        if day is not None:
            days += [day] * order.quantity
    days.sort()
    if ahead + quantity <= len(days):
        return days[ahead + quantity - 1]
    if lead is None:
        return None
    return max([*days, TODAY + timedelta(days=lead.days)])


@given(st.integers(1, 30), st.integers(0, 30), some_supplies, lead_times)
def test_the_day_agrees_with_counting_unit_by_unit(
    quantity: int, ahead: int, orders: list[Supply], lead: LeadTime | None
) -> None:
    """R12: the date comes from what suppliers committed to, counted behind those who wait already (R94)."""
    answer = promised(quantity, *orders, ahead=ahead, lead=lead, handling=0)
    assert (answer and answer.latest_on) == naive(quantity, ahead, orders, lead)


@given(st.integers(1, 30), st.integers(0, 30), some_supplies, lead_times, opening_days(), st.integers(0, 5))
def test_a_promise_is_never_in_the_past_never_on_a_closed_day_and_its_basis_covers_it(
    quantity: int, ahead: int, orders: list[Supply], lead: LeadTime | None, days: OpeningDays, handling: int
) -> None:
    """Complaint 15: never in the past, never a default; R3, R8."""
    answer = promised(quantity, *orders, ahead=ahead, lead=lead, days=days, handling=handling)
    if answer is None:
        assert lead is None
        return
    assert TODAY <= answer.likely_on <= answer.latest_on
    assert days.is_open(answer.latest_on)
    assert sum(peg.quantity for peg in answer.basis) == quantity == answer.quantity


@given(st.integers(1, 20), st.integers(0, 20), some_supplies, lead_times, opening_days(), st.integers(1, 5))
def test_more_units_and_a_longer_queue_are_never_promised_sooner(
    quantity: int, ahead: int, orders: list[Supply], lead: LeadTime | None, days: OpeningDays, more: int
) -> None:
    """First come, first served: a later place in the queue is never told an earlier day."""
    first = promised(quantity, *orders, ahead=ahead, lead=lead, days=days)
    for second in (
        promised(quantity + more, *orders, ahead=ahead, lead=lead, days=days),
        promised(quantity, *orders, ahead=ahead + more, lead=lead, days=days),
    ):
        if second is not None:
            assert first is not None
            assert first.latest_on <= second.latest_on


@given(st.integers(1, 20), st.integers(0, 20), some_supplies, st.randoms())
def test_the_order_in_which_supplies_are_listed_does_not_matter(
    quantity: int, ahead: int, orders: list[Supply], chance: Random
) -> None:
    shuffled = list(orders)
    chance.shuffle(shuffled)
    one, other = promised(quantity, *orders, ahead=ahead), promised(quantity, *shuffled, ahead=ahead)
    assert one is not None
    assert other is not None
    assert one.latest_on == other.latest_on


@given(st.integers(1, 20), some_supplies)
def test_without_a_supplier_only_goods_on_order_with_a_day_to_come_give_a_date(
    quantity: int, orders: list[Supply]
) -> None:
    """R8, R102: no basis for a date means no date."""
    dated = sum(order.quantity for order in orders if order.expected_on and order.expected_on >= TODAY)
    assert (promised(quantity, *orders, lead=None) is None) == (dated < quantity)


# --- examples that stay as they are ----------------------------------------------------------------------------
WEEKDAYS = OpeningDays(frozenset(range(5)), frozenset({date(2026, 12, 8)}))


@pytest.mark.parametrize(
    ("answer", "day", "certainty"),
    [
        (promised(1, due(8)), 9, "confirmed"),
        (promised(1, due(8, confirmed=False)), 9, "estimated"),
        (promised(5, due(8)), 9, "confirmed"),
        (promised(6, due(8)), 10, "estimated"),
        (promised(6, due(8), due(20)), 21, "confirmed"),
        (promised(1, due(8), due(20), ahead=5), 21, "confirmed"),
        (promised(1, due(20), ahead=5), 21, "estimated"),
        (promised(1), 10, "estimated"),
        (promised(1, handling=0), 9, "estimated"),
        (promised(1, due(0), handling=0), 0, "confirmed"),
        (promised(1, due(-1)), 10, "estimated"),
        (promised(1, due(-30)), 10, "estimated"),
        (promised(1, due(None, ordered=-5)), 5, "estimated"),
        (promised(1, due(None, ordered=-60)), 10, "estimated"),
        (promised(1, due(None, ordered=-9)), 1, "estimated"),
        (promised(1, due(8), release=in_days(30)), 31, "confirmed"),
        (promised(1, due(8), release=in_days(-30)), 9, "confirmed"),
        (promised(1, due(4), days=WEEKDAYS), 7, "confirmed"),
        (promised(1, due(13), days=WEEKDAYS), 15, "confirmed"),
    ],
)
def test_golden_promises(answer: Promise | None, day: int, certainty: str) -> None:
    assert answer is not None
    assert (answer.latest_on, answer.certainty) == (in_days(day), certainty)


@pytest.mark.parametrize("late", [1, 7, 14, 60])
def test_goods_that_are_overdue_are_not_hoped_for_tomorrow(late: int) -> None:
    """The rule “an overdue order comes tomorrow” was right in four to seven cases of a hundred."""
    answer = promised(1, due(-late))
    assert answer is not None
    assert answer.latest_on >= in_days(LEAD.days)
    assert promised(1, due(-late), lead=None) is None


def test_there_is_no_promise_where_nothing_speaks_for_one_and_none_of_nothing() -> None:
    """R8, R142: date unknown is said so."""
    assert promised(1, lead=None) is None
    assert promised(6, due(8), lead=None) is None
    assert promised(1, due(None), lead=None) is None
    assert promised(0, due(8)) is None


def test_the_basis_names_each_order_and_the_supplier_for_the_rest() -> None:
    """R3: the date is kept with its basis."""
    answer = promised(7, due(8), due(3, 2), ahead=1)
    assert answer is not None
    pegs = [(peg.kind, peg.id, peg.quantity, peg.on) for peg in answer.basis]
    assert pegs == [
        ("purchase_order", "PO-3", 1, in_days(3)),
        ("purchase_order", "PO-8", 5, in_days(8)),
        ("supplier", "LUM", 1, None),
    ]
    assert answer.queue_ahead == 1


@given(opening_days(), st.dates(TODAY, TODAY + timedelta(days=100)), st.integers(0, 10))
def test_opening_days_are_counted_by_doors_that_open(days: OpeningDays, start: date, count: int) -> None:
    reached = days.later_by(start, count)
    opened = [start + timedelta(days=n) for n in range((reached - start).days + 1)]
    assert sum(days.is_open(day) for day in opened) == count + 1
    assert days.is_open(reached)


def test_a_shop_that_never_opens_keeps_the_day_as_it_is() -> None:
    assert OpeningDays(frozenset()).on_or_after(TODAY) == TODAY
