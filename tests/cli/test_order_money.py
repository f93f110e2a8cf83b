"""The money of an order at the command line: paid towards, given back, cancelled, handed over in parts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pos.register import Register
from tests.cli.tool import Tool, basket, line

ADA = {"name": "Ada Osei", "phone": "030 1234567", "email": "ada@example.com"}


def _order(tool: Tool, quantity: int = 3) -> str:
    tenders: list[dict[str, Any]] = [{"kind": "card", "reference": "T-1"}]
    number: str = tool.sell(basket(line("LMP", quantity, "backorder"), customer=ADA, tenders=tenders))["number"]
    return number


def _with_fee(tool: Tool, percent: int) -> None:
    register = Register.open(tool.folder)
    register.change_shop(waiting=replace(register.shop().waiting, fee_percent=percent))
    register.close()


def test_a_deposit_is_paid_given_back_and_shown_with_the_order(tool: Tool) -> None:
    number = _order(tool)
    paid = tool.json("backorder", "deposit", number, "--amount", "10.00", "--given", "20.00")
    assert (paid["amount"], paid["change_due"], paid["order_deposit"], paid["balance_due"]) == (
        "10.00", "10.00", "37.00", "98.00",
    )  # fmt: skip
    back = tool.json("backorder", "refund", number, "--amount", "30.00", "--reason", "moved away")
    assert back["tenders"] == [{"kind": "card", "amount": "-27.00"}, {"kind": "cash", "amount": "-3.00"}]
    shown = tool.json("backorder", "show", number)["backorders"][0]
    assert (shown["order_deposit"], shown["balance_due"]) == ("7.00", "128.00")
    rest = tool.json("backorder", "deposit", number, "--tender", "card", "--reference", "T-2")
    assert (rest["amount"], rest["balance_due"]) == ("128.00", "0.00")
    assert "Deposit for your order" in tool.call("receipt", rest["number"]).text
    tool.verified()


def test_cancelling_says_first_what_comes_back_and_then_does_just_that(tool: Tool) -> None:
    _with_fee(tool, 10)
    number = _order(tool)
    words = ("backorder", "cancel", number, "--reason", "changed_mind", "--line", "1", "--quantity", "2")
    seen = tool.json(*words, "--dry-run")
    assert (seen["deposit_part"], seen["fee"], seen["fee_why"], seen["refund"]) == ("18.00", "9.00", "rule", "9.00")
    assert "fee: 9.00 (the shop's rule)" in tool.call(*words, "--dry-run").text
    done = tool.json(*words)
    assert {key: done[key] for key in seen} == seen
    waived = tool.json("backorder", "cancel", number, "--reason", "price", "--no-fee", "--why", "long a customer")
    assert (waived["fee"], waived["fee_why"], waived["refund"], waived["ends"]) == ("0.00", "waived", "9.00", True)
    assert tool.json("backorder", "show", number)["backorders"][0]["state"] == "cancelled"
    tool.verified()


def test_goods_of_a_cancelled_order_go_to_the_next_and_the_answer_says_so(tool: Tool) -> None:
    first, second = _order(tool, 2), _order(tool, 3)
    tool.json("receive", "PO-1")
    done = tool.json("backorder", "cancel", first, "--reason", "shop_cannot", "--note", "damaged in the rain")
    assert (done["passed_on"], done["fee_why"]) == ([], "no_rule")
    third = tool.sell(basket(line("LMP", 4, "backorder"), customer=ADA, tenders=[{"kind": "card"}]))["number"]
    done = tool.json("backorder", "cancel", second, "--reason", "mistake")
    assert done["passed_on"] == [{"backorder": third, "line": 1, "sku": "LMP", "quantity": 2}]
    tool.verified()


def test_units_of_one_line_are_handed_over_or_what_was_scanned(tool: Tool) -> None:
    number = _order(tool)
    tool.json("receive", "PO-1")
    done = tool.json("backorder", "collect", number, "--tender", "card", "--line", "1", "--quantity", "1")
    assert (done["total"], done["order_deposit"], done["due_now"]) == ("45.00", "9.00", "36.00")
    scanned = ("--scan", "4006381333931", "--scan", "LMP")
    refused = tool.call("--json", "backorder", "collect", number, "--tender", "card", "--scan", "BLB")
    assert refused.refusal == (3, "UnknownCode")
    assert tool.json("backorder", "collect", number, "--tender", "card", *scanned)["total"] == "90.00"
    tool.verified()


def test_what_cannot_be_done_with_the_money_of_an_order_is_refused_in_a_sentence(tool: Tool) -> None:
    number = _order(tool)
    for words, kind in (
        (("deposit", number, "--amount", "1000.00"), "DepositTooLarge"),
        (("deposit", number, "--amount", "ten"), "BadAmount"),
        (("deposit", "S01-R1-A000077"), "UnknownCode"),
        (("refund", number), "BadText"),
        (("refund", number, "--amount", "27.01", "--reason", "too much"), "DepositTooLarge"),
        (("refund", number, "--reason", "by a voucher", "--tender", "shells"), "BadAmount"),
        (("cancel", number, "--reason", "whatever"), "BadSetting"),
        (("cancel", number, "--reason", "price", "--line", "9"), "UnknownCode"),
        (("cancel", number, "--reason", "price", "--quantity", "1"), "BadQuantity"),
        (("cancel", number, "--reason", "price", "--line", "1", "--quantity", "4"), "BadQuantity"),
        (("cancel", number, "--reason", "price", "--no-fee"), "BadText"),
        (("cancel", "S01-R1-A000077", "--reason", "price"), "UnknownCode"),
        (("collect", number, "--line", "1", "--quantity", "1"), "OrderNotReady"),
        (("collect", number, "--quantity", "1"), "BadQuantity"),
    ):
        assert tool.call("--json", "backorder", *words).refusal == (3, kind), words
    assert tool.call("backorder", "cancel", number).status == 2
    tool.verified()


def test_fewer_are_foreseen_with_the_fee_or_why_there_is_none_and_then_cost_just_that(tool: Tool) -> None:
    """R118: the command line says it before it is done; put right in the first minutes it costs nothing."""
    _with_fee(tool, 10)
    number = _order(tool)
    words = ("backorder", "change", number, "--quantity", "1")
    seen = tool.json(*words, "--dry-run")
    assert seen["fee"] == {"amount": "0.00", "why": "grace"}
    assert tool.json("backorder", "show", number)["backorders"][0]["version"] == 1
    assert "fee: 0.00 (none: put right at once)" in tool.call(*words, "--dry-run").text
    done = tool.json(*words)
    assert done["fee"] == seen["fee"]
    assert done["order"]["lines"][0]["cancelled"] == 2
    back = tool.json("backorder", "reinstate", number, "--reason", "both after all", "--line", "1", "--quantity", "1")
    assert [one["ordered"] for one in back["order"]["lines"]] == [3, 1]
    half = tool.json("backorder", "deposit", number, "--percent", "50")
    assert half["amount"] == half["balance_due"]
    tool.verified()


def test_an_order_says_how_many_of_a_line_were_cancelled(tool: Tool) -> None:
    number = _order(tool, 2)
    assert "cancelled" not in tool.call("backorder", "show", number).text
    tool.json("backorder", "change", number, "--quantity", "1", "--reason", "one is enough")
    assert "0 put aside, 0 handed over, 1 cancelled;" in tool.call("backorder", "show", number).text
    assert tool.json("backorder", "show", number)["backorders"][0]["lines"][0]["cancelled"] == 1
