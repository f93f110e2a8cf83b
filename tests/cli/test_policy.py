"""The shop's rules for orders at the command line, and orders that they are against."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pos.register import Register
from tests.cli.tool import Tool, basket, line

ADA = {"name": "Ada Osei", "phone": "030 1234567"}


def test_what_is_shown_can_be_set_again_and_changes_nothing(tool: Tool) -> None:
    before = tool.json("policy", "show")
    assert before["longest_waits"]["fashion"] == 14
    assert (before["places"], before["deposit_by_advice"], before["off"], before["classes"]) == (None, False, [], {})
    shown = [row.replace(" = ", "=") for row in tool.call("policy", "show").text.splitlines()]
    assert tool.json("policy", "set", *shown) == before


def test_rules_are_changed_by_their_names_and_the_others_stay(tool: Tool) -> None:
    before = tool.json("policy", "show")
    after = tool.json(
        "policy", "set", "longest_waits.general=28", "classes.Wall Clocks=appliance", "places=40", "off=supplier, wait",
        "deposit_by_advice=on",
    )  # fmt: skip
    assert after == before | {
        "longest_waits": before["longest_waits"] | {"general": 28}, "classes": {"wall clocks": "appliance"},
        "places": 40, "off": ["supplier", "wait"], "deposit_by_advice": True,
    }  # fmt: skip
    assert tool.json("look", "LMP", "--quantity", "3")["advice"]["longest_wait_days"] == 28
    undone = tool.json(
        "policy",
        "set",
        "longest_waits.general=42",
        "classes.wall clocks=",
        "places=any",
        "off=",
        "deposit_by_advice=no",
    )
    assert undone == before
    tool.verified()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("places", "“places” is no NAME=VALUE"),
        ("plaices=3", "There is no “plaices” in the policy. It has alarm_percent, "),
        ("places=some", "places is a whole number, not “some”"),
        ("places=0", "At least one unit may wait"),
        ("longest_waits=3", "Name one of them, as in longest_waits.appliance"),
        ("classes=3", "Name one of them, as in classes.Lamps"),
        ("longest_waits.fish=3", "There is no “fish” in longest_waits"),
        ("longest_waits.general=0", "The longest wait is 1 to 730 days"),
        ("longest_waits.fashion=9999", "A longest wait is 0 to 730 days"),
        ("classes.Lamps=huge", "A class of goods that exists"),
        ("classes.=fashion", "A category needs a name"),
        ("deposit_by_advice=perhaps", "deposit_by_advice is on or off, not “perhaps”"),
        ("off=discontinued", "Only a rule that exists can be switched off"),
        ("business_percent=50", "100 to 300 percent"),
    ],
)
def test_what_no_shop_can_work_with_is_refused_in_a_sentence(tool: Tool, change: str, says: str) -> None:
    before = tool.json("policy", "show")
    answer = tool.call("--json", "policy", "set", "places=7", change)
    assert answer.refusal == (3, "BadSetting")
    sentence = answer.json["error"]["sentence"]
    assert says.casefold() in sentence.casefold()
    assert sentence.endswith("Nothing was changed.")
    assert tool.json("policy", "show") == before


def _people(tool: Tool) -> Path:
    """A cashier with a PIN, which is in the file."""
    pin = tool.folder.parent / "pin.txt"
    pin.write_text("730416")
    tool.json("people", "add", "Bea", "--pin-file", str(pin))
    tool.json("people", "add", "Max", "--role", "manager", "--pin-file", str(pin))
    return pin


def test_a_cashier_may_look_at_the_rules_and_not_change_them(tool: Tool) -> None:
    pin = _people(tool)
    bea = ("--as", "Bea", "--pin-file", str(pin))
    assert tool.call("--json", *bea, "policy", "set", "places=3").refusal == (3, "NotAllowed")
    assert tool.json(*bea, "policy", "show")["places"] is None


def test_an_order_against_the_advice_is_kept_with_its_reason_and_the_owners_scripts_need_none(tool: Tool) -> None:
    tool.json("policy", "set", "places=1")
    pin = _people(tool)
    wish = basket(line("LMP", 1, "backorder"), customer=ADA)
    tool.sell(basket(line("LMP", 2, "backorder"), customer=ADA))
    tool.sell(basket(line("LMP", 1, "backorder", override="A regular."), customer=ADA))
    for name, kind in (("Bea", "NotBackorderable"), ("Max", "BadText")):
        answer = tool.call("--json", "--as", name, "--pin-file", str(pin), "sell", "-", stdin=json.dumps(wish))
        assert answer.refusal == (3, kind)
        assert "of 1 places for waiting goods are used" in answer.json["error"]["sentence"]
    register = Register.open(tool.folder)
    try:
        with register.ledger.database.reading() as cursor:
            cursor.execute("SELECT reason FROM policy_override ORDER BY order_number")
            assert [row[0] for row in cursor.fetchall()] == ["Owner at the command line", "A regular."]
    finally:
        register.close()
    tool.verified()


def test_the_quality_of_promises_comes_with_what_customers_gave_up(tool: Tool) -> None:
    assert tool.json("promise", "quality")["cancellations"] == []
    tool.sell(basket(line("LMP", 2, "backorder"), customer=ADA))
    whole, band = tool.json("promise", "quality")["cancellations"]
    assert whole == {
        "category": "", "band": "all", "orders": 1, "cancelled": 0, "usual": 0.1,
        "sentence": "0 of 1 cancelled, usual 10 %: nothing says that it rose.", "alarm": False,
    }  # fmt: skip
    assert band["band"] != "all"
    assert "Goods without a category: 0 of 1 cancelled" in tool.call("promise", "quality").text
    assert tool.json("promise", "review")["cuts"] == {}
