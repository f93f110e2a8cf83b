"""What `look` says, in JSON and in words."""

from __future__ import annotations

from tests.cli.tool import Tool


def test_a_look_says_which_deposit_applies_and_what_the_advisor_would_ask(tool: Tool) -> None:
    """Two figures for one thing confuse, unless it is plain which one is charged."""
    advice = tool.json("look", "LMP", "--quantity", "2")["advice"]
    assert (advice["order_deposit"], advice["order_deposit_by"]) == ("18.00", "shop")
    assert "deposit_percent" not in advice
    advised = advice["advised_deposit_percent"]
    said = f"Deposit: 18.00 (the shop's percentage). The advisor would ask for {advised} %"
    assert said in tool.call("look", "LMP", "--quantity", "2").text
    tool.json("policy", "set", "deposit_by_advice=on")
    followed = tool.json("look", "LMP", "--quantity", "2")["advice"]
    assert followed["order_deposit_by"] == "advice"
    assert followed["order_deposit"] == f"{90 * advised / 100:.2f}"
    said = f"Deposit: {followed['order_deposit']} (as the advisor says)."
    assert said in tool.call("look", "LMP", "--quantity", "2").text
    assert "Deposit:" not in tool.call("look", "BLB", "--quantity", "2").text
