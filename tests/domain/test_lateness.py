"""Lateness learned from a record: shares and chances, what is awaited, what little is known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.lateness import Outcome, Pool, Spread, built_in, learn, learn_lane, pool_of
from pos.domain.lateness_deliveries import Delivery, lateness_of, lead_times_of, shipments
from pos.domain.lateness_ledger import Learner

TODAY = date(2026, 3, 1)
LEVELS = st.one_of(st.sampled_from([0.5, 0.8, 0.9, 0.95]), st.floats(0.01, 0.999))


def came(*days: int, ago: int = 0, supplier: str = "HALL", lane: str = "") -> list[Outcome]:
    return [Outcome(supplier, day, TODAY - timedelta(days=ago), lane) for day in days]


def awaited(*days: int, supplier: str = "HALL") -> list[Outcome]:
    return [Outcome(supplier, day, TODAY, awaited=True) for day in days]


def of(outcomes: Iterable[Outcome]) -> Spread:
    """The record alone, without a pool or a table."""
    return learn(outcomes, None, as_of=TODAY, pool_weight=0.0)


@st.composite
def outcomes(draw: st.DrawFn, suppliers: str = "AB") -> Outcome:
    """A receipt of the last three years or something awaited."""
    waits = draw(st.integers(0, 5)) == 0
    on = TODAY if waits else TODAY - timedelta(days=draw(st.integers(0, 1000)))
    return Outcome(draw(st.sampled_from(suppliers)), draw(st.integers(-20, 60)), on, awaited=waits)


records = st.lists(outcomes(), min_size=1, max_size=60)
spreads = st.builds(
    lambda record, weight: learn(record[: len(record) // 2], record, as_of=TODAY, pool_weight=weight),
    records, st.sampled_from([1.0, 10.0]),
)  # fmt: skip


def raw_quantile(spread: Spread, level: float) -> int:
    """The first day up to which the share is at least `level`."""
    return next(day for day, upto in zip(spread.days, spread.upto, strict=True) if upto >= level - 1e-9)


@given(spreads)
def test_the_chance_rises_from_nothing_to_certainty(spread: Spread) -> None:
    chances = [spread.chance_by(day) for day in range(spread.days[0] - 1, spread.days[-1] + 2)]
    assert chances[0] == 0.0
    assert chances[-1] == 1.0
    assert chances == sorted(chances)
    assert list(spread.days) == sorted(set(spread.days))
    assert list(spread.upto) == sorted(spread.upto)


@given(spreads, LEVELS)
def test_a_day_is_the_first_with_its_chance(spread: Spread, level: float) -> None:
    day = spread.quantile(level)
    assert spread.chance_by(day) >= level - 1e-9
    assert spread.chance_by(day - 1) < level


@given(spreads, LEVELS)
def test_a_high_level_asks_for_more_the_less_the_record_weighs(spread: Spread, level: float) -> None:
    """The day is the raw one at p' = min(1, ceil((n + 1) p) / n), above one half."""
    asked = level
    if level > 0.5:
        asked = min(1.0, ceil((spread.effective + 1) * level - 1e-9) / spread.effective)
    assert spread.quantile(level) == raw_quantile(spread, asked)


@given(spreads, st.integers(-30, 30), LEVELS)
def test_a_record_moved_by_days_promises_that_much_later(spread: Spread, days: int, level: float) -> None:
    assert spread.moved(days).quantile(level) == spread.quantile(level) + days


@given(spreads, st.integers(-25, 60))
def test_goods_not_here_yet_come_later_and_by_the_shares_left(spread: Spread, today: int) -> None:
    beyond = spread.given_beyond(today)
    if beyond is None:
        assert spread.effective_beyond(today) < 5
        return
    before = max((upto for day, upto in zip(spread.days, spread.upto, strict=True) if day <= today), default=0.0)
    assert beyond.days == tuple(day for day in spread.days if day > today)
    for day, upto in zip(beyond.days, beyond.upto, strict=True):
        whole = spread.upto[spread.days.index(day)]
        assert upto == pytest.approx((whole - before) / (1 - before))
    assert beyond.effective_beyond(today - 1) == pytest.approx(spread.effective_beyond(today))


def test_receipts_count_half_after_a_half_life() -> None:
    spread = of([*came(0), *came(10, ago=180)])
    assert spread.days == (0, 10)
    assert spread.upto == pytest.approx((2 / 3, 1.0))
    assert spread.effective == pytest.approx(1.5**2 / 1.25)


def test_what_became_known_later_is_not_known() -> None:
    assert of([*came(0), *came(50, ago=-1)]).days == (0,)


def test_all_suppliers_count_for_ten_receipts() -> None:
    others = [Outcome(f"S{n}", 10, TODAY) for n in range(60)]
    spread = learn(came(0, 0), [*others, *came(0, 0)], as_of=TODAY)
    assert spread.receipts == 2
    assert spread.upto[0] == pytest.approx((2 + 10 * 2 / 62) / 12)


def test_a_pool_made_once_gives_the_same_as_its_receipts() -> None:
    everybody = [*came(0, 3, 9, ago=40), *awaited(4), *[Outcome("OTHER", n % 7, TODAY) for n in range(50)]]
    pool = pool_of(everybody, TODAY)
    assert isinstance(pool, Pool)
    assert pool.receipts == 54
    assert learn(came(1), pool, as_of=TODAY) == learn(came(1), everybody, as_of=TODAY)


@pytest.mark.parametrize(("lane", "days"), [("local", (0, 3, 7)), ("national", (0, 5, 14)), ("import", (3, 14, 35))])
def test_without_a_record_the_table_speaks(lane: str, days: tuple[int, int, int]) -> None:
    spread = learn([], None, as_of=TODAY, prior=built_in(lane))
    assert tuple(spread.quantile(level) for level in (0.5, 0.9, 0.97)) == days
    assert spread.given_beyond(days[1]) is None
    assert spread.receipts == 0


def test_the_table_gives_way_to_the_record_by_and_by() -> None:
    """With 15 of 30 receipts known, half of the ten come from the table; with 30, none."""
    table = built_in("import")
    half = learn([], came(*[0] * 15), as_of=TODAY, prior=table)
    assert half.chance_by(0) == pytest.approx(0.5, abs=0.02)
    assert learn([], came(*[0] * 30), as_of=TODAY, prior=table).days == (0,)


def test_goods_awaited_count_among_those_that_came_later() -> None:
    """One not here five days late goes half to the one that came after 9 and half to that after 20."""
    spread = of([*came(0, 9, 20), *awaited(5)])
    assert spread.days == (0, 9, 20)
    # It is five days older than the others, as what was due on its day.
    weight = 0.5 ** (5 / 180)
    assert spread.upto == pytest.approx((1 / (3 + weight), (2 + weight / 2) / (3 + weight), 1.0))


def test_goods_awaited_longer_than_any_came_count_for_tomorrow() -> None:
    spread = of([*came(0), *awaited(5, 30)])
    assert spread.days[-1] == 31
    assert spread.upto[0] < 0.4


@given(records, st.integers(0, 60))
def test_more_goods_overdue_never_make_a_promise_earlier(record: list[Outcome], overdue: int) -> None:
    before, after = of(record), of([*record, *awaited(overdue)])
    for day, upto in zip(before.days, before.upto, strict=True):
        now = max((share for other, share in zip(after.days, after.upto, strict=True) if other <= day), default=0.0)
        assert now <= upto + 1e-9


@given(records, st.sampled_from([90, 180]))
def test_books_kept_from_day_to_day_say_the_same_as_the_whole_record(record: list[Outcome], half_life: int) -> None:
    learner = Learner(half_life)
    known = sorted((one for one in record if not one.awaited), key=lambda one: one.on)
    for one in known:
        learner.add(one.supplier, "", one.days, one.on.toordinal())
    waiting = [one for one in record if one.awaited]
    learner.begin(TODAY.toordinal(), [(one.supplier, "", one.days, max(0, one.days)) for one in waiting])
    mine = [one for one in record if one.supplier == "A"]
    spread = learn(mine, [*known, *waiting], as_of=TODAY, half_life=half_life)
    kept = learner.spread("A")
    if len(known) >= 30 or not waiting:  # the books count what came, the record what is awaited too
        assert kept.days == spread.days
        assert kept.upto == pytest.approx(spread.upto)
        assert kept.effective == pytest.approx(spread.effective)


def test_books_of_thirty_years_do_not_run_over() -> None:
    learner = Learner(90)
    for day in range(0, 60_000, 100):
        learner.add("A", "", day % 7, 700_000 + day)
    learner.begin(760_000, [])
    assert 0 <= learner.spread("A").quantile(0.5) <= 6


def test_a_lane_with_a_record_of_its_own_goes_its_own_way() -> None:
    own = [*came(*[0] * 40, lane="air"), *came(*[30] * 40, lane="sea")]
    pool = pool_of(own, TODAY)
    air = learn_lane(own, "air", pool, as_of=TODAY)
    sea = learn_lane(own, "sea", pool, as_of=TODAY)
    assert (air.quantile(0.5), sea.quantile(0.5)) == (0, 30)
    assert learn_lane(own, "rail", pool, as_of=TODAY) == learn(own, pool, as_of=TODAY)


def delivery(promised: int, delivered: int | None, shipment: str = "", ordered: int = 40) -> Delivery:
    """Days before today."""
    return Delivery(
        "HALL", TODAY - timedelta(days=ordered), TODAY - timedelta(days=promised),
        None if delivered is None else TODAY - timedelta(days=delivered), shipment=shipment,
    )  # fmt: skip


def test_a_shipment_counts_once_on_the_day_of_its_first_goods() -> None:
    """A remainder that follows is a short delivery and not another late one."""
    lines = [delivery(9, None, "N1"), delivery(9, 6, "N1"), delivery(9, 7, "N1"), delivery(9, 7), delivery(9, 7)]
    assert shipments(lines) == [delivery(9, 7, "N1"), delivery(9, 7), delivery(9, 7)]


def test_lateness_is_what_is_known_on_a_day() -> None:
    lines = [delivery(9, 7), delivery(9, None), delivery(-5, None), delivery(20, 3)]
    assert lateness_of(lines, TODAY) == [
        Outcome("HALL", 2, TODAY - timedelta(days=7)),
        Outcome("HALL", 9, TODAY, awaited=True),
        Outcome("HALL", 17, TODAY - timedelta(days=3)),
    ]
    then = TODAY - timedelta(days=5)
    assert lateness_of(lines, then)[-1] == Outcome("HALL", 15, then, awaited=True)


def test_lead_times_count_from_the_order() -> None:
    assert [(one.days, one.awaited) for one in lead_times_of([delivery(9, 7), delivery(9, None)], TODAY)] == [
        (33, False),
        (40, True),
    ]
