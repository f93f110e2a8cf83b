"""What a date stands on in few words; how days are typed; how an order stands against what was told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.advice import Advice
from pos.domain.availability import Availability
from pos.domain.catalog import Product, TaxRate
from pos.domain.elsewhere import Donor
from pos.domain.money import Money
from pos.domain.outlook import Day
from pos.domain.promise import Part, Peg, Promise
from pos.domain.promising import Standing
from pos.domain.stock import StockLevel, Supply
from tests.builders import sample_shop
from ui.views.closed_days import typed_days
from ui.views.day_stretches import named_days, stretches
from ui.views.money_words import ready_words
from ui.views.promise_words import (
    ask_words,
    basis_in_short,
    closed_words,
    donor_words,
    handling_words,
    outlook_finding,
    peg_share,
    peg_title,
    split_in_short,
)
from ui.views.standings import Stands, days_words, stands_pill, worse
from ui.views.typed_day import typed_day
from ui.widgets import KINDS

SHOP = sample_shop()
LAMP = Product("L", "Lamp", Money(4500, "GBP"), TaxRate(0))
TODAY, WED, THU, FRI = date(2026, 11, 24), date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 18)
DAYS = st.dates(date(2026, 11, 24), date(2029, 11, 20))


def known(promise: Promise | None, *, here: int = 0, quantity: int = 1) -> Availability:
    return Availability(
        LAMP, quantity, StockLevel("S01", here), (), 0, promise, "", Advice("backorder", 42, ()), Money(0, "GBP")
    )


def test_the_basis_names_each_supply_and_how_many_are_ahead() -> None:
    one = Promise(1, THU, THU, "confirmed", (Peg("purchase_order", "PO-1007", 1, WED),), 4)
    assert basis_in_short(known(one), SHOP) == "Stands on PO-1007 (due Wed 2 Dec), 4 ahead in the queue."
    pegs = (Peg("purchase_order", "PO-1", 1, None), Peg("supplier", "LUM", 2, None), Peg("purchase_order", "X", 1, WED))
    assert basis_in_short(known(replace(one, basis=pegs, queue_ahead=0)), SHOP) == (
        "Stands on PO-1 (no day given) + a new order from LUM + 1 more."
    )
    assert basis_in_short(known(None), SHOP) == ""
    assert basis_in_short(known(replace(one, basis=())), SHOP) == "4 ahead in the queue."


def test_parts_are_told_with_their_own_days() -> None:
    parts = (Part(2, WED, THU), Part(1, FRI, FRI))
    promise = Promise(3, THU, FRI, "confirmed", (), 0, parts)
    assert split_in_short(known(promise, here=5, quantity=8), SHOP) == "5 now, 2 by Thu 3 Dec, 1 by Fri 18 Dec"
    assert split_in_short(known(replace(promise, parts=parts[:1])), SHOP) == ""
    assert split_in_short(known(None, here=1), SHOP) == ""


def test_one_day_is_said_as_a_day_and_two_as_a_range() -> None:
    promise = Promise(1, THU, THU, "confirmed", ())
    assert ready_words(promise, SHOP) == "Ready to collect by Thu 3 Dec."
    assert ready_words(replace(promise, latest_on=FRI), SHOP) == "Expected between Thu 3 Dec and Fri 18 Dec."
    assert ready_words(replace(promise, certainty="estimated"), SHOP) == (
        "Estimated Thu 3 Dec; the supplier has not confirmed."
    )


@given(st.integers(0, 50), st.integers(1, 50), st.integers(0, 50))
def test_the_shares_of_a_supply_add_up(others: int, mine: int, left: int) -> None:
    words = peg_share(Peg("purchase_order", "PO", mine, WED, others, others + mine + left), LAMP, SHOP)
    figures = [int(word) for word in words.replace(",", " ").replace(".", " ").split() if word.isdigit()]
    assert figures[0] == sum(figures[1:])


def test_old_figures_of_another_store_ask_for_a_call() -> None:
    level = StockLevel("S02", 3, store_name="High Street")
    assert donor_words(Donor(level, 2, 0.99, THU), LAMP, SHOP) == "Can very likely send 2, here by Thu 3 Dec"
    assert donor_words(Donor(level, 2, 0.4, THU), LAMP, SHOP).startswith("Call first:")
    assert donor_words(Donor(level, 2, None, THU), LAMP, SHOP).startswith("Call first:")


def test_what_must_be_asked_names_supplier_order_and_day() -> None:
    supply = Supply("purchase_order", "PO-1", 5, WED, supplier="LUM")
    assert ask_words(supply, LAMP, SHOP) == "Ask LUM: 5 on PO-1, due Wed 2 Dec and not here."
    assert ask_words(replace(supply, expected_on=None, supplier=""), LAMP, SHOP) == (
        "Ask the supplier: 5 on PO-1, no day given."
    )
    assert peg_title(Peg("supplier", "LUM", 1, None), SHOP) == "New order from LUM"


def test_days_in_between_are_counted_and_named() -> None:
    assert handling_words(0) == ""
    assert handling_words(2) == "2 days to make it ready are counted in."
    assert closed_words((), SHOP) == ""
    assert closed_words([WED + timedelta(days=at) for at in range(6)], SHOP).endswith(": Wed 2 Dec – Mon 7 Dec.")


@pytest.mark.parametrize(
    ("free", "finding"),
    [
        ([0, 0], "Nothing can be promised in the next six weeks."),
        ([3, 3], "3 can be promised from today on."),
        ([0, 9], "9 can be promised from Wed 25 Nov on."),
        ([2, 9], "2 can be promised from Tue 24 Nov on, 9 by Wed 25 Nov."),
    ],
)
def test_the_weeks_are_summed_up_in_a_sentence(free: list[int], finding: str) -> None:
    weeks = [Day(TODAY + timedelta(days=at), n, n, 0, n) for at, n in enumerate(free)]
    assert outlook_finding(weeks, LAMP, SHOP) == finding


# --- typed days ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-03", THU), ("3 Dec", THU), ("dec 3", THU), ("Thu 3 Dec 2026", THU), ("3.12.", THU), ("3/12/26", THU),
        ("3 december", THU), ("thu", date(2026, 11, 26)), ("Tuesday", date(2026, 12, 1)), ("+7", date(2026, 12, 1)),
        ("+2w", date(2026, 12, 8)), ("1 Nov", date(2026, 11, 1)),
        ("1 Sep", date(2027, 9, 1)), ("24.11.", TODAY), ("12/24", date(2026, 12, 24)),
        ("", None), ("soon", None), ("31.2.", None), ("3 Dec 4 5", None), ("3", None), ("99.99.", None),
        ("+99999", None), ("3 blah", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text: str, day: date | None) -> None:
    assert typed_day(text, TODAY, SHOP) == day


def test_in_the_united_states_the_month_comes_first() -> None:
    assert typed_day("12/3", TODAY, replace(SHOP, country="US", language="en-US")) == THU
    assert typed_day("3. Dez.", TODAY, replace(SHOP, country="DE", language="de")) == THU


@given(DAYS)
def test_every_way_of_writing_a_day_comes_back_as_that_day(day: date) -> None:
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%A} {day.day}/{day:%m/%y}",
    ):
        assert typed_day(text, TODAY, SHOP) == day


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_day(text: str) -> None:
    found = typed_day(text, TODAY, SHOP)
    assert found is None or isinstance(found, date)


@given(st.sets(DAYS, max_size=40))
def test_stretches_hold_the_same_days(days: set[date]) -> None:
    found = stretches(days)
    again = {first + timedelta(days=at) for first, last in found for at in range((last - first).days + 1)}
    assert again == days
    assert all(second[0] - first[1] > timedelta(days=1) for first, second in pairwise(found))


def test_days_in_a_row_are_said_by_their_ends_and_the_rest_is_counted() -> None:
    christmas = [date(2026, 12, 24) + timedelta(days=at) for at in range(9)]
    assert named_days(christmas, 1, SHOP) == "Thu 24 Dec – Fri 1 Jan"
    apart = [date(2027, 4, 5), *christmas, date(2027, 5, 3), date(2027, 5, 4)]
    assert named_days(apart, 2, SHOP) == "Thu 24 Dec – Fri 1 Jan, Mon 5 Apr and 2 days more"
    assert named_days(apart[:-1], 2, SHOP, today=TODAY).endswith("Mon 5 Apr and 1 day more")
    assert named_days([], 2, SHOP) == ""


def test_a_stretch_may_cross_the_year() -> None:
    assert len(typed_days("24 Dec to 2 Jan", TODAY, SHOP)) == 10
    assert typed_days("24 Dec", TODAY, SHOP) == {date(2026, 12, 24)}
    assert not typed_days("whenever", TODAY, SHOP)
    assert not typed_days("2027-01-05 to 2027-01-02", TODAY, SHOP)


# --- told and now ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("standing", "word"),
    [
        ("on_track", "On track"), ("at_risk", "At risk"), ("late_expected", "Late expected"), ("overdue", "Overdue"),
        ("ready", "Ready to collect"), ("done", "Done"),
    ],
)  # fmt: skip
def test_each_state_has_a_word_and_a_mark(standing: Standing, word: str) -> None:
    kind, said = stands_pill(Stands(standing, THU, THU))
    assert said == word
    assert kind in KINDS


@pytest.mark.parametrize(
    ("told", "now", "words"),
    [
        (THU, THU, "by Thu 3 Dec"), (THU, FRI, "told Thu 3 Dec, now Fri 18 Dec"),
        (THU, None, "told Thu 3 Dec, no day now"), (None, THU, "no day told, now Thu 3 Dec"),
        (None, None, "no day yet"),
    ],
)  # fmt: skip
def test_the_day_told_stands_beside_todays_day(told: date | None, now: date | None, words: str) -> None:
    assert days_words(Stands("at_risk", told, now), SHOP, TODAY) == words


def test_of_two_lines_the_one_to_worry_about_counts() -> None:
    fine, late = Stands("on_track", FRI, FRI), Stands("overdue", WED, THU)
    assert worse(fine, late) is late
    assert worse(late, fine) is late
    later = Stands("on_track", THU, date(2026, 12, 30))
    assert worse(fine, later) is later
