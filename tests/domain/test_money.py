"""Money: read and written exactly, rounded by rule, shared without losing a cent."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.errors import BadAmount
from pos.domain.money import Money, cash_step_of, digits_of, divide_half_up, largest_remainder

CURRENCIES = ("JPY", "EUR", "KWD", "CLF")
weights = st.lists(st.integers(0, 10_000), min_size=1, max_size=12)


@given(st.integers(-(10**12) + 1, 10**12 - 1), st.sampled_from(CURRENCIES))
def test_what_is_written_is_read_back_the_same_with_0_2_3_and_4_decimals(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(str(money), currency) == money
    assert Decimal(str(money)) * 10 ** digits_of(currency) == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("14.99", "EUR", 1499), ("14.9", "EUR", 1490), ("14", "EUR", 1400), (" 14.990 ", "EUR", 1499),
        ("-0.05", "EUR", -5), ("+3", "EUR", 300), ("1200", "JPY", 1200), ("1200.00", "JPY", 1200),
        ("1.234", "KWD", 1234), ("0.0001", "CLF", 1),
    ],
)  # fmt: skip
def test_amounts_people_type_are_read_exactly(text: str, currency: str, minor: int) -> None:
    assert Money.parse(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("", "EUR"),
        ("14,99", "EUR"),
        ("14.999", "EUR"),
        ("1-4", "EUR"),
        ("1e3", "EUR"),
        ("NaN", "EUR"),
        ("1.5", "JPY"),
        ("12.", "EUR"),
        (".5", "EUR"),
        ("0x10", "EUR"),
        ("9" * 13, "EUR"),
        ("1 000", "EUR"),
        ("--1", "EUR"),
    ],
)
def test_a_text_that_is_no_amount_is_refused_with_an_example(text: str, currency: str) -> None:
    with pytest.raises(BadAmount, match="Nothing was changed") as refused:
        Money.parse(text, currency)
    assert str(Money(1499, currency)) in refused.value.sentence


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**6))
def test_division_rounds_half_away_from_zero(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    assert divide_half_up(numerator, denominator) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


@given(st.integers(-(10**9), 10**9), st.sampled_from([1, 5, 10, 50, 100, 500]))
def test_rounding_to_coins_gives_a_payable_sum_never_further_off_than_half_a_coin(minor: int, step: int) -> None:
    rounded = Money(minor, "CHF").rounded_to(step).minor
    assert rounded % step == 0
    assert 2 * abs(rounded - minor) <= step


@pytest.mark.parametrize(
    ("minor", "paid"), [(1001, 1000), (1002, 1000), (1003, 1005), (1007, 1005), (1008, 1010), (-1003, -1005)]
)
def test_swiss_sums_are_paid_in_five_rappen_coins(minor: int, paid: int) -> None:
    assert Money(minor, "CHF").rounded_to(cash_step_of("CHF")) == Money(paid, "CHF")


@given(st.integers(-(10**9), 10**9), weights)
def test_shares_add_up_to_the_whole_and_each_is_within_one_unit_of_its_proportion(
    total: int, weights: list[int]
) -> None:
    shares = largest_remainder(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    if whole:
        assert all(abs(share * whole - total * weight) < whole for share, weight in zip(shares, weights, strict=True))


@given(st.integers(0, 10**9), weights)
def test_a_larger_weight_never_gets_the_smaller_share(total: int, weights: list[int]) -> None:
    shares = largest_remainder(total, weights)
    ordered = sorted(zip(weights, shares, strict=True))
    for (lighter, less), (heavier, more) in pairwise(ordered):
        assert lighter == heavier or less <= more


@given(st.integers(-(10**6), 10**6), st.integers(1, 5))
def test_with_nothing_to_weigh_the_first_share_takes_everything(total: int, count: int) -> None:
    assert largest_remainder(total, [0] * count) == [total] + [0] * (count - 1)
    assert largest_remainder(total, []) == []


def test_amounts_of_two_currencies_are_never_added_up() -> None:
    with pytest.raises(ValueError, match="EUR and USD"):
        Money(1, "EUR") + Money(1, "USD")


def test_decimals_agree_with_the_published_table_of_currencies(real: Callable[[str], Path]) -> None:
    """Only currencies in use are compared, those whose decimals ISO 4217 and daily use state alike."""
    with real("money-tax/cldr_currency_fractions.csv").open(encoding="utf-8") as file:
        table = {row["currency"]: int(row["digits"]) for row in csv.DictReader(file)}
    ours = "AUD BHD CAD CHF CLF CLP CZK DKK EUR GBP HUF INR ISK JPY KRW KWD NOK NZD OMR PLN SEK TND USD VND ZAR".split()
    assert {currency: digits_of(currency) for currency in ours} == {currency: table[currency] for currency in ours}
