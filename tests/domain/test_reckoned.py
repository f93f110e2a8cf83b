"""What a day stands on besides its own goods: exactly the supplies without which it would be another day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.arrivals import Arrival
from pos.domain.calendar import OpeningDays
from pos.domain.outlook import outlook
from pos.domain.promise import Promise
from pos.domain.promising import promise
from pos.domain.prospect import Prospect
from pos.domain.stock import Supply
from tests.domain.strategies import TODAY


def delivery(number: int, units: int, day: int, spread: int, chance: float) -> Arrival:
    supply = Supply("purchase_order", f"PO-{number}", units, TODAY + timedelta(days=day))
    return Arrival(supply.id, units, (day, day + spread), (chance, 1.0), (supply,))


def coming(*deliveries: Arrival, handling: int = 1, anew: int | None = None) -> Prospect:
    to_order = None if anew is None else Arrival("LUM", None, (anew,), (1.0,))
    return Prospect(TODAY, deliveries, to_order, (), OpeningDays(), handling)


def days(found: Promise | None) -> tuple[date, date] | None:
    return None if found is None else (found.likely_on, found.latest_on)


def test_one_of_two_deliveries_that_may_come_first_is_named_though_nothing_is_taken_from_it() -> None:
    two = coming(delivery(1, 5, 10, 11, 0.7), delivery(2, 5, 10, 11, 0.7))
    five, ten = (promise(quantity=units, queue_ahead=0, prospect=two) for units in (5, 10))
    assert five is not None
    assert ten is not None
    assert [(peg.id, peg.quantity) for peg in five.basis] == [("PO-1", 5), ("PO-2", 0)]
    assert five.latest_on == TODAY + timedelta(days=11)
    assert [(peg.id, peg.quantity) for peg in ten.basis] == [("PO-1", 5), ("PO-2", 5)]


def test_goods_for_those_ahead_are_named_because_without_them_the_day_would_be_another() -> None:
    found = promise(queue_ahead=5, quantity=2, prospect=coming(delivery(1, 5, 3, 1, 0.95), delivery(2, 4, 8, 1, 0.95)))
    assert found is not None
    assert [(peg.id, peg.quantity, peg.others, peg.of) for peg in found.basis] == [("PO-2", 2, 0, 4), ("PO-1", 0, 5, 5)]


_DELIVERIES = st.lists(
    st.tuples(st.integers(1, 7), st.integers(0, 20), st.integers(1, 12), st.sampled_from([0.3, 0.6, 0.8, 0.92])),
    min_size=1,
    max_size=6,
)


@settings(max_examples=500, deadline=None)
@given(_DELIVERIES, st.integers(0, 8), st.integers(1, 8), st.none() | st.integers(5, 30))
def test_taking_a_supply_away_changes_the_days_only_if_the_basis_names_it(
    lots: list[tuple[int, int, int, float]], ahead: int, units: int, anew: int | None
) -> None:
    all_ = tuple(sorted((delivery(n, *lot) for n, lot in enumerate(lots)), key=lambda one: (one.day_at(0.9), one.id)))
    found = promise(quantity=units, queue_ahead=ahead, prospect=coming(*all_, anew=anew))
    if found is None:
        return
    assert sum(peg.quantity for peg in found.basis) == units
    named = {peg.id for peg in found.basis}
    only_named = {peg.id for peg in found.basis if not peg.quantity}
    for gone in all_:
        left = coming(*(one for one in all_ if one is not gone), anew=anew)
        changed = days(promise(quantity=units, queue_ahead=ahead, prospect=left)) != days(found)
        if changed:
            assert gone.id in named
        if gone.id in only_named:
            assert changed


@pytest.mark.parametrize("handling", [0, 1, 3])
def test_the_weeks_ahead_and_the_promise_name_the_same_days(handling: int) -> None:
    what = coming(delivery(1, 5, 10, 11, 0.7), delivery(2, 5, 10, 11, 0.7), handling=handling)
    weeks = outlook(what, free=0, promised=[])
    for units in (5, 10):
        found = promise(quantity=units, queue_ahead=0, prospect=what)
        assert found is not None
        assert next(day.on for day in weeks if day.free >= units) == found.latest_on
