"""The watch on cancellations: rates by week, how sure a rise is, the alarm and its ladder, the wait that is learned."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.cancellations import (
    LADDER,
    Rate,
    Reaction,
    WatchedLine,
    band_of,
    learned_longest_wait,
    order_weeks,
    rates,
    reaction,
    rings,
    rising,
    usual_rate,
    usual_weekly,
)
from tests.domain.strategies import TODAY


def line(taken: int, ended: int | None = None, *, cancelled: bool = False, wait: int = 10) -> WatchedLine:
    """Taken and ended so many days before today."""
    return WatchedLine(
        "Lamps",
        wait,
        TODAY - timedelta(days=taken),
        None if ended is None else TODAY - timedelta(days=ended),
        cancelled,
    )


# --- rates -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("wait", "band"),
    [(0, "0-7"), (7, "0-7"), (8, "8-14"), (15, "15-28"), (28, "15-28"), (29, "29-56"), (56, "29-56"), (57, ">56")],
)
def test_a_promised_wait_has_its_band(wait: int, band: str) -> None:
    assert band_of(wait) == band


def test_an_order_without_a_day_is_in_a_band_of_its_own() -> None:
    assert band_of(None) == "no date"


def test_the_usual_rate_of_a_week_is_that_of_an_order_over_its_weeks() -> None:
    assert usual_weekly(0, 0, weeks_each=4) == pytest.approx(0.025)
    assert usual_weekly(0, 0, weeks_each=0.5) == usual_rate(0, 0) == 0.1
    assert usual_weekly(40, 1900, weeks_each=4) == pytest.approx(42.5 / 2000)


def test_open_orders_count_as_long_as_they_are_open() -> None:
    lines = [line(13), line(30, 7, cancelled=True), line(60, 40, cancelled=True), line(2, 1, wait=60)]
    found = rates(lines, since=TODAY - timedelta(days=27), today=TODAY)
    assert found == {("Lamps", "8-14"): Rate(1, 14 + 21), ("Lamps", ">56"): Rate(0, 2)}
    assert found["Lamps", "8-14"].per_100_order_weeks == 20.0
    assert Rate(0, 0).per_100_order_weeks == 0.0


def test_each_week_of_an_order_is_told_once_and_the_running_one_is_not() -> None:
    assert order_weeks([line(0)], today=TODAY) == ()
    assert order_weeks([line(6)], today=TODAY) == (False,)
    assert order_weeks([line(20)], today=TODAY) == (False, False, False)
    assert order_weeks([line(20, 0)], today=TODAY) == (False, False, False)
    assert order_weeks([line(20, 1, cancelled=True), line(9, 9)], today=TODAY) == (False, False, False, True)
    assert order_weeks([line(3, -2, cancelled=True)], today=TODAY) == ()


lines_of_life = st.builds(
    lambda taken, open_for, cancelled: line(taken, None if open_for is None else taken - open_for, cancelled=cancelled),
    st.integers(0, 200),
    st.none() | st.integers(0, 250),
    st.booleans(),
)


@given(st.lists(lines_of_life, max_size=20))
def test_every_cancellation_until_today_is_told_exactly_once(lines: list[WatchedLine]) -> None:
    told = order_weeks(lines, today=TODAY)
    cancelled = sum(one.cancelled and one.ended_on is not None and one.ended_on <= TODAY for one in lines)
    assert sum(told) == cancelled
    found = rates(lines, since=date.min, today=TODAY)
    assert sum(rate.cancelled for rate in found.values()) == cancelled
    assert order_weeks(lines[::-1], today=TODAY) == told


# --- how sure --------------------------------------------------------------------------------------------------------
def test_a_rise_is_told_with_its_numbers() -> None:
    sure, sentence = rising(12, 80, 0.08)
    assert sure == pytest.approx(0.97, abs=0.01)
    assert sentence == f"12 of 80 cancelled, usual 8 %: {round(100 * sure)} % sure it rose."
    assert rising(2, 80, 0.08)[1] == "2 of 80 cancelled, usual 8 %: nothing says that it rose."
    assert "99 % sure" in rising(80, 80, 0.08)[1]


@pytest.mark.parametrize(("cancelled", "orders", "usual"), [(12, 80, 0.08), (0, 0, 0.1), (3, 10, 0.3), (50, 400, 0.08)])
def test_how_sure_is_what_drawing_from_the_beta_says(cancelled: int, orders: int, usual: float) -> None:
    draw = Random(7)
    a, b = usual * 25 + cancelled, (1 - usual) * 25 + orders - cancelled
    share = sum(draw.betavariate(a, b) > usual for _ in range(20_000)) / 20_000
    assert rising(cancelled, orders, usual)[0] == pytest.approx(share, abs=0.012)


@given(st.integers(0, 300), st.integers(0, 300), st.floats(0.01, 0.9))
def test_one_more_cancellation_never_makes_a_rise_less_sure(cancelled: int, kept: int, usual: float) -> None:
    fewer, more = (
        rising(cancelled, cancelled + kept + 1, usual)[0],
        rising(cancelled + 1, cancelled + kept + 1, usual)[0],
    )
    assert -1e-9 <= fewer <= more + 1e-9 <= 1 + 2e-9


@pytest.mark.parametrize(("cancelled", "orders", "usual"), [(1, 0, 0.1), (0, 1, 0.0), (0, 1, 1.0), (-1, 1, 0.1)])
def test_what_cannot_be_is_no_rate(cancelled: int, orders: int, usual: float) -> None:
    with pytest.raises(ValueError, match="usual rate"):
        rising(cancelled, orders, usual)


def test_what_is_usual_begins_with_a_guess_and_goes_to_what_was_counted() -> None:
    assert usual_rate(0, 0) == 0.10
    assert usual_rate(80, 1000) == pytest.approx(0.0805, abs=0.0001)


# --- the alarm -------------------------------------------------------------------------------------------------------
def first_alarm(now: float, draw: Random, *, at: float) -> int | None:
    """After how many orders the first alarm rings, of a shop where 8 % is usual; None when not within 2,000."""
    heard = rings((draw.random() < now for _ in range(2000)), 0.08, alarm_at=at)
    return next((number for number, rang in enumerate(heard, 1) if rang), None)


@pytest.mark.parametrize(("at", "false_alarms", "delay"), [(3.0, 0.21, 55), (4.0, 0.07, 79), (5.0, 0.03, 109)])
def test_the_alarm_is_as_quick_and_as_quiet_as_was_measured(at: float, false_alarms: float, delay: int) -> None:
    """A rate of 8 % that doubles: false alarms within 200 orders, and the median of orders until the alarm."""
    draw = Random(2026)
    quiet = [first_alarm(0.08, draw, at=at) for _ in range(1500)]
    heard = sum(found is not None and found <= 200 for found in quiet) / len(quiet)
    assert heard == pytest.approx(false_alarms, abs=0.02)
    doubled = [first_alarm(0.16, draw, at=at) for _ in range(1500)]
    assert median(found or 10_000 for found in doubled) == pytest.approx(delay, rel=0.1)


def test_the_ladder_cuts_once_cuts_twice_with_more_deposit_and_then_stops() -> None:
    burst = [True] * 6  # 6 ln 2 > 4
    assert [reaction(burst * n, 0.08).cuts for n in range(6)] == [0, 1, 2, 3, 3, 3]
    assert [reaction(burst * n, 0.08).deposit_more for n in range(4)] == [0, 0, 10, 10]
    assert reaction([], 0.08) == Reaction()
    assert all(rung.told.endswith(".") for rung in LADDER[1:])


def test_a_hundred_orders_below_the_usual_rate_end_it() -> None:
    alarmed = [True] * 12
    assert reaction([*alarmed, *[False] * 99], 0.08).cuts == 2
    assert reaction([*alarmed, *[False] * 100], 0.08).cuts == 0
    every_tenth = [number % 10 == 0 for number in range(300)]
    assert reaction([*alarmed, *every_tenth], 0.08).cuts == 2
    assert reaction([*alarmed, *every_tenth], 0.11).cuts == 0


@given(st.lists(st.booleans(), max_size=150), st.floats(0, 1))
def test_any_record_leads_to_a_rung_of_the_ladder(cancelled: list[bool], usual: float) -> None:
    assert reaction(cancelled, usual) in LADDER
    assert reaction([False] * len(cancelled), usual) == LADDER[0]


# --- the wait that is learned ----------------------------------------------------------------------------------------
def waited(days: int, *, cancelled: bool = False) -> WatchedLine:
    return line(days + 300, 300, cancelled=cancelled)


def test_the_longest_wait_is_the_last_day_by_which_fifteen_in_a_hundred_gave_up() -> None:
    lines = [waited(10 + n, cancelled=True) for n in range(20)] + [waited(60)] * 80
    assert learned_longest_wait(lines, today=TODAY) == 24  # the 16th of 100 gave up on day 25
    assert learned_longest_wait(lines[::-1], today=TODAY) == 24


def test_what_was_delivered_before_does_not_count_as_patience() -> None:
    """Fifty served on day 5: of the fifty that still waited, the eighth to give up is more than 15 in a hundred."""
    lines = [waited(5)] * 50 + [waited(20 + n, cancelled=True) for n in range(10)] + [waited(60)] * 40
    assert learned_longest_wait(lines, today=TODAY) == 26


def test_nothing_is_learned_from_few_lines_or_from_customers_who_never_gave_up() -> None:
    assert learned_longest_wait([waited(10, cancelled=True)] * 49, today=TODAY) is None
    assert learned_longest_wait([waited(10, cancelled=True)] * 50, today=TODAY) == 9
    assert learned_longest_wait([waited(0, cancelled=True)] * 50, today=TODAY) == 0
    assert learned_longest_wait([waited(10)] * 500, today=TODAY) is None
    assert learned_longest_wait([line(30)] * 500, today=TODAY) is None


@given(st.lists(lines_of_life, min_size=50, max_size=90))
def test_lines_that_still_wait_never_shorten_what_is_learned(lines: list[WatchedLine]) -> None:
    before = learned_longest_wait(lines, today=TODAY)
    after = learned_longest_wait([*lines, *[line(365)] * 20], today=TODAY)
    if before is not None and after is not None:
        assert after >= before
