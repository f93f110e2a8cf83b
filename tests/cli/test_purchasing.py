"""Suppliers and purchase orders at the command line: shapes, words, and what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pos.usecases.promises import BrokenPromise
from tests.cli.tool import SOON, Tool, basket, line
from ui.verbs import purchase_shapes

LATER = SOON + timedelta(days=60)


def test_a_day_that_moves_names_the_promises_it_breaks(tool: Tool) -> None:
    tool.bring_in("suppliers", "supplier,name,lead_time_days\nLUM,Lumen Ltd,20\n")
    sold = tool.sell(
        basket(line("LMP", 2, "backorder"), customer={"name": "Ada Osei", "phone": "020 7946 0018", "consent": True})
    )
    told = sold["backorders"][0]["latest_on"]
    answer = tool.json("purchase-order", "redate", "PO-1", LATER.isoformat(), "--why", "strike")
    assert answer["purchase_order"]["expected_on"] == LATER.isoformat()
    (broken,) = answer["broken"]
    assert (broken["backorder"], broken["sku"], broken["customer"]) == (sold["number"], "LMP", "Ada Osei")
    assert broken["told_latest"] == told
    assert broken["now_latest"] > told
    order = tool.json("backorder", "show", sold["number"])["backorders"][0]["lines"][0]
    assert (order["promised_on"], order["expected_ship_on"]) == (told, broken["now_latest"])
    words = tool.call("purchase-order", "redate", "PO-1", (LATER + timedelta(days=60)).isoformat())
    assert words.status == 0
    back = tool.json("purchase-order", "redate", "PO-1", SOON.isoformat())
    assert back["broken"] == []
    tool.verified()


def test_a_promise_that_breaks_is_told_in_a_line() -> None:
    day = date(2026, 12, 2)
    told = BrokenPromise("S01-R1-A000001", 2, "LMP", "Ada Osei", day, day, None, "Brass lamp")
    taken = BrokenPromise("S01-R1-A000002", 1, "LMP", "Ben Moreau", day, day, day, "Brass lamp")
    assert purchase_shapes.broken_words([told, taken]) == [
        "  breaks a promise: S01-R1-A000001, Ada Osei, Brass lamp: was told 2026-12-02, now no day at all",
        "  breaks a promise: S01-R1-A000002, Ben Moreau, Brass lamp: was told it is here; by 2026-12-02 as before",
    ]


def test_an_order_with_a_supplier_goes_through_its_life(tool: Tool) -> None:
    tool.json("supplier", "add", "NOVA", "--name", "Nova", "--lane", "local", "--closed", f"{SOON}..{SOON}")
    made = tool.json("purchase-order", "add", "nova", "BLB=10", "--number", "N-1", "--expected-on", str(SOON))
    assert made["warnings"] == [f"Nova is closed on {SOON}."]
    confirmed = tool.json("purchase-order", "confirm", "N-1", str(LATER))["purchase_order"]
    assert [change["confirmed"] for change in confirmed["changes"]] == [True]
    assert tool.json("receive", "N-1")["broken"] == []
    shown: Any = tool.json("purchase-order", "show", "N-1")["purchase_order"]
    assert (shown["state"], shown["lines"][0]["received"]) == ("received", 10)
    card = tool.json("supplier", "show", "NOVA")
    assert (card["record"]["due"], card["record"]["kept"], card["purchase_orders"]) == (1, 1, [])
    states = {order["number"]: order["state"] for order in tool.json("purchase-order", "list")["purchase_orders"]}
    assert states == {"PO-1": "open", "N-1": "received"}
    tool.verified()


def test_every_answer_has_words(tool: Tool) -> None:
    tool.call("supplier", "add", "NOVA", "--name", "Nova", "--lead-time", "3", "--email", "a@nova.example")
    tool.call("supplier", "set", "NOVA", "--order-days", "Mon", "--closed", str(SOON), "--inactive")
    assert "Nova                         3 days              0 open           not ordered from" in tool.call(
        "supplier", "list"
    ).text.replace("NOVA         ", "")
    shown = tool.call("supplier", "show", "NOVA").text
    assert "takes orders: Mon" in shown
    assert f"closed on: {SOON}" in shown
    assert "brought 0 of 0 deliveries by the day first given" in shown
    tool.call("purchase-order", "redate", "PO-1", str(LATER), "--why", "strike")
    assert f"line 1: {SOON} -> {LATER}, confirmed (strike)" in tool.call("purchase-order", "show", "PO-1").text
    assert "PO-1" in tool.call("purchase-order", "list", "--state", "open").text
    assert tool.call("purchase-order", "list", "--state", "late").text == ""


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("purchase-order", "redate", "PO-1", "soon"), "BadDate"),
        (("purchase-order", "redate", "PO-1", "2020-01-01"), "BadDate"),
        (("purchase-order", "show", "PO-0"), "UnknownCode"),
        (("purchase-order", "add", "LUM", "BLB"), "BadQuantity"),
        (("purchase-order", "add", "NOBODY", "BLB=1"), "UnknownCode"),
        (("purchase-order", "list", "--state", "lost"), "BadSetting"),
        (("purchase-order", "cancel", "PO-1", "--quantity", "1"), "BadQuantity"),
        (("supplier", "show", "NOBODY"), "UnknownCode"),
        (("supplier", "add", "X", "--closed", "2030-02-01..2030-01-01"), "BadDate"),
        (("supplier", "add", "X", "--minimum", "much"), "BadAmount"),
    ],
)
def test_what_cannot_be_is_refused(tool: Tool, words: tuple[str, ...], kind: str) -> None:
    assert tool.call("--json", *words).refusal == (3, kind)
