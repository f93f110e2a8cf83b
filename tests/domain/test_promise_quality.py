"""How good promises were is counted the way a sceptical customer would."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pos.domain.promise_quality import Told, alarmed, at_most, report
from tests.domain.strategies import TODAY


def in_days(days: int) -> date:
    return TODAY + timedelta(days=days)


def told(ready: int | None, *, latest: int = -10, last: int | None = None, cancelled: int | None = None) -> Told:
    return Told(
        "LUM",
        in_days(-60),
        in_days(latest - 5),
        in_days(latest),
        in_days(latest if last is None else last),
        None if ready is None else in_days(ready),
        None if cancelled is None else in_days(cancelled),
    )


def test_kept_late_open_overdue_and_cancelled_lines_are_counted_as_customers_would() -> None:
    lines = [
        told(-12),  # kept
        told(-20),  # kept, early
        told(-9, last=-5),  # broken by the first word, kept by the last
        told(None),  # past its day and not ready: broken
        told(None, cancelled=-8),  # cancelled after its day: broken
        told(None, cancelled=-15),  # cancelled before its day: says nothing
        told(None, latest=5),  # still open
    ]
    overall = report(lines, TODAY).overall
    assert (overall.n, overall.kept, overall.kept_last, overall.early) == (5, 2, 3, 1)
    assert report(lines, TODAY).cancelled_before_due == 1
    assert overall.slack_mean == pytest.approx((2 + 10 - 1) / 3)
    assert overall.pinball == pytest.approx((0.2 + 1.0 + 0.9) / 3)
    assert overall.bands == (0.2, 0.2, 0.6)


def test_a_supplier_has_a_line_of_its_own_from_twenty_promises_on_and_the_worst_stands_first() -> None:
    good = [told(-12)] * 20
    bad = [
        Told("BAD", *(told(-9).taken_on, told(-9).likely_on, told(-9).latest_on, told(-9).latest_on), in_days(-9))
    ] * 25
    few = [Told("FEW", in_days(-60), in_days(-15), in_days(-10), in_days(-10), in_days(-12))] * 19
    assert [(quality.supplier, quality.kept) for quality in report([*good, *bad, *few], TODAY).suppliers] == [
        ("BAD", 0),
        ("LUM", 20),
    ]


def test_the_months_add_up_to_the_whole() -> None:
    lines = [told(ready) for ready in range(-90, -5, 3)]
    found = report(lines, TODAY)
    assert sum(month.n for month in found.months) == found.overall.n == len(lines)
    assert sum(month.kept for month in found.months) == found.overall.kept


def test_the_alarm_rings_at_forty_of_fifty_and_not_at_forty_one() -> None:
    """Binomial, 0.9, 50: 40 or fewer has a chance of 0.0245, 41 or fewer 0.0579."""
    assert at_most(40, 50, 0.9) == pytest.approx(0.0245, abs=0.0001)
    assert alarmed([True] * 40 + [False] * 10)
    assert not alarmed([True] * 41 + [False] * 9)
    assert not alarmed([])
    assert not alarmed([False])
    assert alarmed([True] * 500 + [False] * 10 + [True] * 40)
