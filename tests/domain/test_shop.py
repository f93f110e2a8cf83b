"""A shop's settings survive the log, and a country brings its likely rules with it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.calendar import OpeningDays
from pos.domain.catalog import EmbeddedLayout
from pos.domain.order_deposit import DepositRule, PaymentMode, TaxMode
from pos.domain.policy_rules import PolicyRules
from pos.domain.shop import Shop, default_shop, shop_from_json, shop_to_json


def shop(country: str, currency: str = "EUR") -> Shop:
    return default_shop(store="S01", store_name="High Street", register="R1", currency=currency, country=country)


@given(
    st.sampled_from(get_args(PaymentMode)),
    st.integers(0, 100),
    st.sampled_from(get_args(TaxMode)),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=5),
    st.text(max_size=20),
)
def test_settings_read_back_from_the_log_as_they_were(
    mode: PaymentMode, percent: int, tax: TaxMode, weekdays: frozenset[int], closed: frozenset[date], words: str
) -> None:
    changed = replace(
        shop("DE"),
        store_name=words,
        address=(words, words),
        footer=(words,),
        deposit=DepositRule(mode, percent, 500, tax),
        opening_days=OpeningDays(weekdays, closed),
        scales=(EmbeddedLayout("21", "weight"), EmbeddedLayout("23", "price", 4, 5, True)),
        stores={"S01": words, "S02": "North"},
        longest_wait_days=30,
        policy=PolicyRules(classes={words.casefold(): "fashion"}, places=40, off=frozenset({"learned"})),
    )
    assert shop_from_json(json.loads(json.dumps(shop_to_json(changed)))) == changed


def test_a_shop_written_by_an_older_version_keeps_the_defaults_of_what_it_did_not_know() -> None:
    kept = {
        name: value
        for name, value in shop_to_json(shop("DE")).items()
        if name in ("store", "store_name", "register", "currency", "country")
    }
    assert shop_from_json(kept) == Shop("S01", "High Street", "R1", "EUR", "DE")


@pytest.mark.parametrize(
    ("country", "currency", "included", "tax_mode", "coin"),
    [
        ("DE", "EUR", True, "on_payment", 1),
        ("GB", "GBP", True, "on_payment", 1),
        ("US", "USD", False, "on_delivery", 1),
        ("AU", "AUD", True, "security", 5),
        ("CH", "CHF", True, "on_delivery", 5),
        ("JP", "JPY", True, "on_delivery", 1),
        ("CA", "CAD", False, "on_delivery", 5),
        ("SE", "SEK", True, "on_payment", 100),
    ],
)
def test_a_country_sets_the_likely_rules(country: str, currency: str, included: bool, tax_mode: str, coin: int) -> None:
    made = shop(country, currency)
    assert (made.prices_include_tax, made.deposit.tax_mode, made.cash_step) == (included, tax_mode, coin)


@pytest.mark.parametrize(("language", "sign"), [("de-AT", ","), ("en-GB", "."), ("fr", ","), ("ja", "."), ("es", ",")])
def test_the_decimal_sign_goes_by_the_language(language: str, sign: str) -> None:
    assert replace(shop("DE"), language=language).decimal == sign


def test_the_wait_for_general_goods_is_one_number() -> None:
    made = shop("DE")
    assert (made.longest_wait_days, made.policy.longest_waits["general"]) == (42, 42)
    assert replace(made, longest_wait_days=30).policy.longest_waits == {**made.policy.longest_waits, "general": 30}
    assert replace(made, policy=PolicyRules()).policy.longest_waits["general"] == 42
