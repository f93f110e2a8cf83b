"""Purchase orders: what state they are in, which a manager sees first, and what a supplier's own words mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.purchase_orders import PurchaseLine, PurchaseOrder, latest_first, pack_hint, worth
from pos.domain.purchasing import SupplierTerms, weekdays_in

TODAY = date(2026, 11, 24)
some_days = st.one_of(st.none(), st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days)))


@st.composite
def lines(draw: st.DrawFn, number: int = 1) -> PurchaseLine:
    quantity = draw(st.integers(1, 50))
    received = draw(st.integers(0, quantity))
    cancelled = draw(st.integers(0, quantity - received))
    return PurchaseLine(number, "A", "A", quantity, received, cancelled, draw(some_days))


orders = st.builds(
    PurchaseOrder,
    st.text("0123456789", min_size=1, max_size=4),
    st.just("LUM"),
    st.just("Lumen"),
    some_days,
    st.lists(lines(), min_size=1, max_size=4).map(tuple),
)


def line(quantity: int, received: int = 0, cancelled: int = 0, due: int | None = None) -> PurchaseLine:
    day = None if due is None else TODAY + timedelta(days=due)
    return PurchaseLine(1, "A", "Lamp", quantity, received, cancelled, day)


def order(*parts: PurchaseLine, number: str = "PO-1") -> PurchaseOrder:
    return PurchaseOrder(number, "LUM", "Lumen", TODAY, parts)


@pytest.mark.parametrize(
    ("parts", "state"),
    [
        ([line(3)], "open"), ([line(3, 1)], "part_received"), ([line(3, 3), line(2)], "part_received"),
        ([line(3, 3)], "received"), ([line(3, 1, 2)], "received"), ([line(3, 0, 3)], "cancelled"),
        ([line(3, 0, 3), line(1, 1)], "received"), ([line(3, 5)], "received"),
    ],
)  # fmt: skip
def test_the_state_follows_from_what_came_and_what_was_cancelled(parts: list[PurchaseLine], state: str) -> None:
    assert order(*parts).state == state


@given(orders)
def test_an_order_is_settled_exactly_when_nothing_of_it_is_open(some: PurchaseOrder) -> None:
    assert (some.state in ("received", "cancelled")) == all(part.open == 0 for part in some.lines)
    assert some.expected_on is None or any(part.open for part in some.lines)


@given(st.lists(orders, max_size=8))
def test_the_list_loses_nothing_and_shows_the_longest_overdue_first(some: list[PurchaseOrder]) -> None:
    shown = latest_first(some, TODAY)
    assert sorted(map(id, shown)) == sorted(map(id, some))
    late = [one.days_late(TODAY) for one in shown]
    assert late == sorted(late, reverse=True)
    settled = [one.state in ("received", "cancelled") for one in shown]
    assert settled == sorted(settled)


def test_what_has_no_day_comes_after_what_has_one() -> None:
    soon, unknown, late = order(line(1, due=3)), order(line(1)), order(line(1, due=-2))
    assert latest_first([unknown, soon, late], TODAY) == [late, soon, unknown]
    assert order(line(1, due=3), line(1)).expected_on is None
    assert order(line(1, due=3), line(1, 1, due=9)).expected_on == TODAY + timedelta(days=3)


@given(st.integers(1, 500), st.integers(-1, 40))
def test_a_hint_on_packs_names_quantities_that_fit(quantity: int, pack: int) -> None:
    hint = pack_hint("Bulb", quantity, pack)
    assert bool(hint) == (pack > 1 and quantity % pack > 0)
    if hint:
        assert f" {quantity - quantity % pack + pack} would be." in hint


def test_the_hint_offers_the_next_whole_packs() -> None:
    assert pack_hint("Bulb", 10, 6) == ("“Bulb” comes in packs of 6; 10 is no whole number of packs. 6 or 12 would be.")
    assert pack_hint("Bulb", 4, 6).endswith(" 6 would be.")


def test_an_order_is_worth_what_its_open_units_cost_or_nothing_is_said() -> None:
    assert worth([line(3, 1), line(2)], {"A": 250}, {}) == 1000
    assert worth([line(1500)], {"A": 250}, {"A": 1000}) == 375
    assert worth([line(1)], {"A": None}, {}) is None


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("", range(7)), ("daily", range(7)), ("Mon, Thu", {0, 3}), ("mondays and thursdays", {0, 3}), ("Mo/Do", {0, 3}),
        ("Di Mi", {1, 2}), ("tue-sat", {1, 5}), ("1 5", {0, 4}), ("8", range(7)), ("weekly", range(7)), ("So.", {6}),
    ],
)  # fmt: skip
def test_the_days_on_which_a_supplier_takes_orders_are_read_from_their_words(words: str, days: set[int]) -> None:
    assert weekdays_in(words) == set(days)
    assert SupplierTerms("LUM", order_days=words).order_weekdays == set(days)


@given(st.text(max_size=40))
def test_any_words_name_some_day(words: str) -> None:
    assert weekdays_in(words) <= set(range(7))
    assert weekdays_in(words)
