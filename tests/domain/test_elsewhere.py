"""Other stores' goods: never their safety stock, and the older the figure the less sure it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.calendar import OpeningDays
from pos.domain.elsewhere import Donor, donor, still_there
from pos.domain.stock import StockLevel
from tests.domain.strategies import TODAY

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


def asked(
    short: int, on_hand: int, *, safety: int = 0, owed: int = 0, age: timedelta | None = timedelta(0), sold: float = 0.0
) -> Donor | None:
    seen = None if age is None else NOW - age
    level = StockLevel("S02", on_hand, owed=owed, safety_stock=safety, as_of=seen)
    return donor(level, short, sold_a_day=sold, now=NOW, opening_days=OpeningDays(), transfer_days=2, today=TODAY)


def test_a_store_keeps_its_safety_stock_and_what_it_owes() -> None:
    assert asked(5, 4, safety=2, owed=2) is None
    found = asked(5, 7, safety=2, owed=2)
    assert found is not None
    assert found.units == 3
    assert found.by == TODAY + timedelta(days=2)


def test_a_fresh_figure_is_sure_and_one_of_unknown_age_wants_a_call() -> None:
    fresh, old, unknown = asked(1, 2, sold=1.0), asked(1, 2, sold=1.0, age=timedelta(days=3)), asked(1, 2, age=None)
    assert fresh is not None
    assert fresh.sure
    assert fresh.chance == 1.0
    assert old is not None
    assert not old.sure
    assert unknown is not None
    assert unknown.chance is None
    assert not unknown.sure


def test_goods_that_nobody_buys_there_are_still_there_after_a_month() -> None:
    found = asked(1, 1, age=timedelta(days=30))
    assert found is not None
    assert found.sure


def test_the_chance_is_the_poisson_one() -> None:
    """At most 2 sold where 1.5 are expected: e^-1.5 (1 + 1.5 + 1.125) = 0.8088."""
    assert still_there(4, 2, 0.5, 3.0) == pytest.approx(0.80885, abs=1e-5)


@given(st.integers(0, 50), st.integers(1, 10), st.floats(0, 20), st.floats(0, 90), st.floats(0, 30))
def test_an_older_figure_is_never_surer_and_more_goods_never_less_sure(
    spare: int, units: int, rate: float, age: float, older: float
) -> None:
    now, later = still_there(spare, units, rate, age), still_there(spare, units, rate, age + older)
    more = still_there(spare + 1, units, rate, age)
    assert now is not None
    assert later is not None
    assert more is not None
    assert 0.0 <= later <= now + 1e-9
    assert now <= more + 1e-9
