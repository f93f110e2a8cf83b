"""What was asked for in vain, and what the waiting list is worth, at the command line."""

from __future__ import annotations

from tests.cli.tool import Tool, basket, line


def test_both_kinds_of_asking_feed_one_report_of_demand(tool: Tool) -> None:
    tool.json("waitlist", "add", "LMP", "--name", "Ada Osei", "--phone", "020 7946 0018", "--quantity", "4")
    tool.json("wanted", "LMP", "--quantity", "2", "--cause", "too_long_wait")
    tool.json("wanted", "LMP", "--quantity", "9", "--cause", "just_looking")
    tool.json("wanted", "red piano stool", "--cause", "not_carried")
    tool.sell(basket(line("BLB", 3)))  # nobody asked for bulbs in vain
    assert tool.json("wanted")["demand"] == [
        {"sku": "LMP", "name": "Brass lamp", "sold": 0, "backordered": 0, "tell_me": 4, "lost": 2},
        {"sku": "", "name": "red piano stool", "sold": 0, "backordered": 0, "tell_me": 0, "lost": 1},
    ]
    words = tool.call("wanted").text
    assert "Asked for and neither bought nor ordered, beside what was:" in words
    assert "4 to be told,    2 in vain" in words
    assert tool.json("wanted", "--until", "2026-01-01", "--since", "2026-01-01")["demand"] == []


def test_the_board_says_what_orders_saved_and_what_is_held_for_them(tool: Tool) -> None:
    """R7: sales saved by backorders, deposits held."""
    wanted = line("LMP", 2, "backorder", override="asked for")
    sold = tool.sell(basket(wanted, customer={"name": "Ada Osei", "phone": "020 7946 0018"}))
    figures = tool.json("board", "--figures")["figures"]
    assert (figures["sales_saved"], figures["deposits_held"]) == ("90.00", sold["order_deposit"])
    words = tool.call("board", "--figures").text
    assert "Sales saved by orders in 90 days: 90.00." in words
    assert f"Deposits held: {sold['order_deposit']}." in words
