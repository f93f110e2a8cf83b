"""Why goods ran short: the surest sign decides."""

from __future__ import annotations

import pytest

from pos.domain.shortages import SHORTAGE_CAUSES, Shortage, Signs, by_cause, cause_of


@pytest.mark.parametrize(
    ("signs", "cause"),
    [
        (Signs(), "low_level"),
        (Signs(on_order=5), "wrong_forecast"),
        (Signs(overdue=1, found_missing=3, wanted_lately=99, wanted_before=3), "supplier_late"),
        (Signs(moved_later=1), "supplier_late"),
        (Signs(found_missing=3, wanted_lately=99, wanted_before=3), "record_wrong"),
        (Signs(wanted_lately=8, wanted_before=12), "demand_spike"),
        (Signs(wanted_lately=7, wanted_before=12), "low_level"),
        (Signs(wanted_lately=1, wanted_before=1), "low_level"),
        (Signs(wanted_lately=50), "low_level"),
        (Signs(lead_agreed=10, lead_lately=12.6), "longer_lead_time"),
        (Signs(lead_agreed=10, lead_lately=12.5, on_order=1), "wrong_forecast"),
    ],
)
def test_r83_the_cause_is_what_the_records_show_most_surely(signs: Signs, cause: str) -> None:
    """R77, R143: unexpected demand, a supplier who is late, one who takes longer than agreed, our own records, our own
    orders: one of a fixed list."""
    assert cause_of(signs) == cause


def test_the_causes_add_up_to_all_that_is_short() -> None:
    rows = [Shortage("A", "", 2, 5, "low_level"), Shortage("B", "", 1, 1, "low_level")]
    found = by_cause(rows)
    assert found["low_level"] == (2, 3, 6)
    assert set(found) == set(SHORTAGE_CAUSES)
