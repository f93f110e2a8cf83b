"""The waiting list's rules go into the log and come back, and what no shop can work with is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from pos.domain.waiting_rules import WaitingRules, waiting_from_json, waiting_to_json, wrong_in_waiting


def test_rules_come_back_from_their_plain_values_as_they_were() -> None:
    rules = WaitingRules(
        sharing="fair",
        sharing_of={"lamps": "wanted_by"},
        rank_of={"business": 10},
        reminders=(2, 5, 9),
        templates={"ready": {"en": {"subject": "It is here"}}},
        news_off=frozenset({"taken"}),
        credit_percent=5,
    )
    assert waiting_from_json(json.loads(json.dumps(waiting_to_json(rules)))) == rules
    assert waiting_from_json({}) == WaitingRules()


def test_a_category_may_have_a_rule_of_its_own_and_a_class_of_customers_its_rank() -> None:
    rules = WaitingRules(sharing_of={"lamps": "fair"}, rank_of={"business": 10})
    assert (rules.sharing_for(" Lamps"), rules.sharing_for("tables")) == ("fair", "first_come")
    assert (rules.rank("Business"), rules.rank("person")) == (10, 50)


@pytest.mark.parametrize(
    "changes",
    [
        {"sharing": "lottery"},
        {"sharing_of": {"lamps": "lottery"}},
        {"rank_of": {"business": 100}},
        {"fee_percent": 101},
        {"fee_minimum": -1},
        {"silence_days": 0},
        {"reminders": (-1,)},
        {"hold_days": 0},
        {"credit_kind": "hug"},
    ],
)
def test_each_thing_no_shop_can_work_with_gives_one_sentence(changes: dict[str, Any]) -> None:
    wrong = wrong_in_waiting(replace(WaitingRules(), **changes))
    assert len(wrong) == 1
    assert wrong[0].endswith(".")
    assert wrong_in_waiting(WaitingRules()) == []
