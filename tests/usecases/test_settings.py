"""Settings: changed as a whole or not at all; what no shop can work with is refused in one go."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from pos.domain import errors
from pos.domain.calendar import OpeningDays
from pos.domain.order_deposit import DepositRule, PaymentMode, TaxMode
from pos.domain.policy_rules import PolicyRules
from pos.register import Register
from pos.usecases.settings import plain_shop
from tests.builders import LAMP
from tests.usecases.desk import MANAGER, nothing_changes, order_later


@pytest.mark.parametrize(
    "changes",
    [
        {"store": "S09"},
        {"register": "R9"},
        {"currency": "USD"},
        {"no_such_setting": 1},
        {"keep_days": 0},
        {"keep_days": -3},
        {"deposit": DepositRule(percent=101)},
        {"deposit": DepositRule(percent=-1)},
        {"deposit": DepositRule(minimum=-1)},
        {"deposit": DepositRule(cast("PaymentMode", "barter"))},
        {"deposit": DepositRule(tax_mode=cast("TaxMode", "never"))},
        {"opening_days": OpeningDays(frozenset())},
        {"handling_days": -1},
        {"handling_days": 61},
        {"longest_wait_days": 0},
        {"cash_step": 0},
        {"policy": PolicyRules(places=0)},
        {"policy": PolicyRules(longest_waits={"general": 28})},
        {"policy": PolicyRules(off=frozenset({"no-date"}))},
        {"standard_tax_rate": 100_001},
        {"timezone": "Europe/Nowhere"},
        {"timezone": "../etc/passwd"},
        {"keep_days": 7, "cash_step": 0},
    ],
)
def test_a_setting_no_shop_can_work_with_changes_nothing(register: Register, changes: dict[str, Any]) -> None:
    before = register.shop()
    with nothing_changes(register), pytest.raises(errors.BadSetting, match="Nothing was changed"):
        register.change_shop(**changes)
    assert register.shop() == before


def test_a_change_holds_from_the_next_step_on(register: Register) -> None:
    closed = OpeningDays(frozenset(range(5)), frozenset({date(2026, 12, 3)}))
    register.change_shop(person=MANAGER, opening_days=closed, deposit=DepositRule(percent=10), keep_days=7)
    sold = order_later(register, LAMP, 1)
    assert sold.order_deposit.minor == 450
    assert sold.backorders[0].promise is not None
    assert sold.backorders[0].promise.latest_on == date(2026, 12, 4)


def test_the_policy_and_the_longest_wait_are_changed_by_either_name(register: Register) -> None:
    rules = PolicyRules(business_percent=200, places=40)
    shop = register.change_shop(policy=rules, person=MANAGER)
    assert (shop.longest_wait_days, shop.policy) == (28, rules)
    shop = register.change_shop(longest_wait_days=35)
    assert (shop.policy.longest_waits["general"], shop.policy.places) == (35, 40)
    assert register.shop() == shop


def test_a_shop_is_made_from_words_people_type() -> None:
    shop = plain_shop(store="S01", name=" High Street ", register="R1", currency="eur", country="de", tax_rate="19")
    assert (shop.store_name, shop.currency, shop.timezone, shop.language, shop.standard_tax_rate) == (
        "High Street", "EUR", "Europe/Berlin", "de", 19_000,
    )  # fmt: skip
    american = plain_shop(
        store="1", name="Main", register="A", currency="USD", country="US", prices="", tax_rate="8.875"
    )
    assert (american.prices_include_tax, american.standard_tax_rate) == (False, 8_875)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(errors.BadSetting) as refused:
        plain_shop(
            store="S 1", name=" ", register="", currency="€", country="D1", prices="sometimes", tax_rate="nineteen"
        )
    reasons = refused.value.details["reasons"]
    assert isinstance(reasons, list)
    assert len(reasons) == 7
    assert refused.value.sentence.endswith("Nothing was made.")
