"""A supplier's card: shares only from ten deliveries on, careful guesses before, and the monthly tuning."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.lateness import Outcome
from pos.domain.lateness_record import never_comes, received_ratio, record_of, wilson
from pos.domain.lateness_tuning import HALF_LIVES, OVERDUE_LEVELS, best_half_life, best_overdue_level

TODAY = date(2026, 3, 1)


def deliveries(*days: int, awaited: int = 0) -> list[Outcome]:
    """One a day, the last one yesterday; `awaited` of them due two days ago and not here."""
    came = [Outcome("HALL", late, TODAY - timedelta(days=len(days) - n)) for n, late in enumerate(days)]
    return came + [Outcome("HALL", 2, TODAY, awaited=True)] * awaited


def test_below_ten_deliveries_a_card_shows_counts_and_no_share() -> None:
    card = record_of("HALL", deliveries(*[0] * 9), None, as_of=TODAY, units_ordered=90, units_received=90)
    assert (card.due, card.kept) == (9, 9)
    assert card.kept_share is None
    assert card.kept_between is None
    assert card.fill is None


def test_a_card_counts_what_is_overdue_as_not_kept() -> None:
    card = record_of(
        "HALL", deliveries(*[0] * 16, 5, -2, 3, awaited=1), None, as_of=TODAY, units_ordered=200, units_received=190
    )
    assert (card.due, card.kept, card.kept_share) == (20, 17, 0.85)
    assert card.kept_between is not None
    assert card.kept_between[0] < 0.85 < card.kept_between[1]
    assert card.fill == 0.95
    assert card.late_likely == 0
    assert card.late_latest >= 3


def test_lately_means_the_last_twenty() -> None:
    card = record_of("HALL", deliveries(*[9] * 30, *[0] * 18, 4, 0), None, as_of=TODAY)
    assert (card.last_due, card.last_kept) == (20, 19)
    assert card.kept == 19


def test_wilsons_interval_of_a_known_case() -> None:
    """8 of 10 at 90 %: 0.541 to 0.931."""
    assert wilson(8, 10) == pytest.approx((0.541, 0.931), abs=0.001)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilsons_interval_holds_the_share(counted: tuple[int, int]) -> None:
    low, high = wilson(*counted)
    assert 0 <= low <= counted[0] / counted[1] + 1e-12
    assert counted[0] / counted[1] - 1e-12 <= high <= 1


def test_one_line_in_a_hundred_is_believed_never_to_come() -> None:
    assert never_comes(0, 0) == pytest.approx(0.01)
    assert never_comes(1, 10) == pytest.approx(1.1 / 20)


def test_short_deliveries_are_expected_once_they_are_more_than_rare() -> None:
    def ratio(*parts: float) -> float:
        return received_ratio([(part, TODAY) for part in parts], as_of=TODAY)

    assert ratio() == 1.0
    assert ratio(0.5) == 1.0
    assert ratio(0.5, 0.5) == 0.5
    assert ratio(*[1.0] * 40, 0.2) == 1.0
    assert received_ratio([(0.1, TODAY + timedelta(days=1))] * 9, as_of=TODAY) == 1.0


def year_of(late: int, before: int, since: int, scatter: int = 8) -> list[Outcome]:
    """Three years of ten suppliers, `before` days late on average and `late` in the last `since` days."""
    random = Random(5)
    made = []
    for ago in range(1000, 0, -1):
        middle = late if ago <= since else before
        made.append(Outcome(f"S{ago % 10}", middle + round(random.gauss(0, scatter)), TODAY - timedelta(days=ago)))
    return made


def test_times_that_change_call_for_a_short_memory_and_steady_ones_do_not() -> None:
    assert best_half_life(year_of(30, 0, 250), TODAY) == min(HALF_LIVES)
    assert best_half_life(year_of(5, 5, 250), TODAY) >= 180


def test_with_little_known_the_usual_half_life_and_level_stay() -> None:
    few = year_of(30, 0, 250)[-12:]
    assert best_half_life(few, TODAY) == 180
    assert best_overdue_level(few, TODAY) == 0.95


def test_the_level_for_goods_overdue_is_one_that_kept_nine_in_ten() -> None:
    random = Random(2)
    late = [
        Outcome(f"S{n % 5}", int(random.expovariate(1 / 12)), TODAY - timedelta(days=1200 - n)) for n in range(1200)
    ]
    assert best_overdue_level(late, TODAY) in OVERDUE_LEVELS
