"""The weeks ahead: others' worked examples of projected stock, and nothing that is free twice."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pos.domain.arrivals import Arrival
from pos.domain.calendar import OpeningDays
from pos.domain.outlook import outlook, projected, to_promise
from pos.domain.prospect import Prospect
from tests.domain.strategies import TODAY


def test_d365_projected_stock_and_what_can_be_promised() -> None:
    """Reference rule 29: 20 on hand, -3 on day 1, +10 on day 3, -15 on day 4, +1 on day 5, +3 on day 6."""
    stock = projected(20, {0: -3, 2: 10, 3: -15, 4: 1, 5: 3}, 7)
    assert stock == [17, 17, 27, 12, 13, 16, 16]
    assert to_promise(stock) == [12, 12, 12, 12, 13, 16, 16]


def test_d365_when_the_ten_do_not_come() -> None:
    """Rule 29, second part: from day 4 on 2, 3, 6, 6, 6, 6, 6."""
    stock = projected(20, {0: -3, 3: -15, 4: 1, 5: 3}, 10)
    assert stock[3:] == [2, 3, 6, 6, 6, 6, 6]


@given(
    st.integers(-5, 20),
    st.lists(st.tuples(st.integers(1, 9), st.integers(0, 30)), max_size=4),
    st.lists(st.tuples(st.integers(1, 6), st.none() | st.integers(0, 60)), max_size=5),
)
def test_what_is_free_on_a_day_can_be_given_away_without_making_anybody_wait(
    free: int, lots: list[tuple[int, int]], promised: list[tuple[int, int | None]]
) -> None:
    coming = tuple(Arrival(str(n), units, (day,), (1.0,)) for n, (units, day) in enumerate(lots))
    what = Prospect(TODAY, coming, None, (), OpeningDays(), 0)
    told: list[tuple[int, date | None]] = [
        (units, None if day is None else TODAY + timedelta(days=day)) for units, day in promised
    ]
    weeks = outlook(what, free=free, promised=told)
    assert [day.on for day in weeks] == [TODAY + timedelta(days=n) for n in range(42)]
    for place, day in enumerate(weeks):
        assert day.free >= 0
        assert all(day.free == 0 or later.sure - later.promised >= day.free for later in weeks[place:])
