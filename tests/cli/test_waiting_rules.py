"""The shop's rules for its waiting list at the command line."""

from __future__ import annotations

from dataclasses import fields

import pytest

from pos.domain.waiting_rules import WaitingRules
from tests.cli.tool import Tool


def test_every_rule_is_shown_and_what_is_shown_can_be_set_again_and_changes_nothing(tool: Tool) -> None:
    """The words of messages have a command of their own."""
    before = tool.json("waiting-rules", "show")
    assert set(before) == {field.name for field in fields(WaitingRules)} - {"templates"}
    shown = [row.replace(" = ", "=") for row in tool.call("waiting-rules", "show").text.splitlines()]
    assert tool.json("waiting-rules", "set", *shown) == before


def test_rules_are_changed_by_their_names_and_the_others_stay(tool: Tool) -> None:
    tool.json("waiting-rules", "set", "news_off=refunded")
    before = tool.json("waiting-rules", "show")
    after = tool.json(
        "waiting-rules", "set", "sharing=class", "sharing_of.Wall Clocks=manual", "rank_of.Business=10",
        "fee_percent=15", "fee_minimum=2.50", "fee_waived_when_late=off", "reminders=9, 2", "place_on_paper=on",
    )  # fmt: skip
    assert after == before | {
        "sharing": "class", "sharing_of": {"wall clocks": "manual"}, "rank_of": {"business": 10}, "fee_percent": 15,
        "fee_minimum": "2.50", "fee_waived_when_late": False, "reminders": [2, 9], "place_on_paper": True,
    }  # fmt: skip
    undone = tool.json(
        "waiting-rules", "set", "sharing=first_come", "sharing_of.wall clocks=", "rank_of.business=", "fee_percent=0",
        "fee_minimum=0", "fee_waived_when_late=yes", "reminders=3,7", "place_on_paper=no",
    )  # fmt: skip
    assert undone == before
    tool.verified()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("sharing", "“sharing” is no NAME=VALUE"),
        ("shoring=fair", "There is no “shoring” in these rules. They have cash_refund_most, "),
        ("templates=x", "There is no “templates” in these rules"),
        ("sharing=loudest", "Goods are shared by one of first_come"),
        ("sharing_of=fair", "Name one of them, as in sharing_of.Books"),
        ("sharing_of.Books=loudest", "Goods are shared by one of"),
        ("rank_of.business=first", "rank_of.business is a whole number, not “first”"),
        ("rank_of.business=100", "A rank in the queue is 0 to 99"),
        ("fee_percent=much", "fee_percent is a whole number, not “much”"),
        ("fee_percent=101", "A fee or a credit is 0 to 100 percent"),
        ("place_on_paper=maybe", "place_on_paper is on or off, not “maybe”"),
        ("reminders=three", "reminders is a whole number, not “three”"),
        ("silence_days=0", "Nobody waits more than 1 to 365 days for news"),
        ("hold_days=0", "Goods are kept for who asked to be told for 1 to 60 days"),
        ("news_off=everything", "“everything” is nothing that customers are told of"),
        ("credit_kind=hug", "A credit is one of those that exist"),
    ],
)
def test_what_no_shop_can_work_with_is_refused_and_nothing_changes(tool: Tool, change: str, says: str) -> None:
    before = tool.json("waiting-rules", "show")
    refused = tool.call("waiting-rules", "set", "hold_days=9", change)
    assert refused.status == 3
    assert says in refused.err
    assert tool.json("waiting-rules", "show") == before
