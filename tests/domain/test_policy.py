"""What to offer: sell, backorder, pre-order, waitlist or stop, each with its reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.catalog import BackorderRule, Product, TaxRate
from pos.domain.policy import Decision, advise
from pos.domain.promising import Promise
from tests.domain.strategies import TODAY


def advice(
    *,
    available: int = 0,
    rule: BackorderRule = "allow",
    wait: int | None = 10,
    release: date | None = None,
    longest: int = 42,
) -> tuple[Decision, str]:
    product = Product("LMP", "Lamp", None, TaxRate(0), backorder=rule, release_on=release)
    day = TODAY + timedelta(days=wait or 0)
    found = advise(
        product=product,
        quantity=2,
        available=available,
        promise=None if wait is None else Promise(2, day, day, "estimated", ()),
        longest_wait_days=longest,
        today=TODAY,
    )
    assert len(found.reasons) == 1
    assert found.reasons[0].sentence.endswith(".")
    assert found.longest_wait_days == longest
    return found.decision, found.reasons[0].rule


TOMORROW = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("said", "decision", "rule"),
    [
        (advice(available=2), "sell", "in-stock"),
        (advice(available=2, rule="stop"), "sell", "in-stock"),
        (advice(available=1), "backorder", "date-known"),
        (advice(rule="stop"), "stop", "discontinued"),
        (advice(rule="stop", wait=None), "stop", "discontinued"),
        (advice(release=TOMORROW), "preorder", "not-released"),
        (advice(release=TODAY), "backorder", "date-known"),
        (advice(rule="waitlist"), "waitlist", "waitlist-only"),
        (advice(wait=None), "waitlist", "no-date"),
        (advice(wait=42), "backorder", "date-known"),
        (advice(wait=43), "waitlist", "too-long"),
    ],
)
def test_the_rules_in_their_order(said: tuple[Decision, str], decision: Decision, rule: str) -> None:
    """R2, R5, R8, R13, R39, R102, R142: hard rules first; no date, no order taken."""
    assert said == (decision, rule)


@given(
    st.integers(0, 5), st.sampled_from(["allow", "waitlist", "stop"]), st.none() | st.integers(0, 100), st.booleans()
)
def test_an_order_is_only_advised_with_a_date_the_shop_bears(
    available: int, rule: BackorderRule, wait: int | None, released: bool
) -> None:
    decision, _ = advice(available=available, rule=rule, wait=wait, release=None if released else TOMORROW)
    if decision == "backorder":
        assert available < 2
        assert rule == "allow"
        assert wait is not None
        assert wait <= 42
