"""A sale at the command line on a printer that other people simulate: date, deposit, balance, cuts, drawer."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.tool import SOON, Tool, basket, line, words_of
from tests.printing.emupos_judge import emupos

PROGRAM = os.environ.get("RAINCHECK_EMUPOS", "")
pytestmark = [pytest.mark.nightly, pytest.mark.skipif(not PROGRAM, reason="RAINCHECK_EMUPOS names no emupos program")]


def test_an_order_with_its_deposit_sold_at_the_command_line_prints_whole_on_a_simulated_printer(
    tool: Tool, tmp_path: Path
) -> None:
    tool.init("--language", "en")
    tool.bring_in("products", "sku,name,price,tax_rate\nLMP,Brass lamp,45.00,19\nBLB,Bulb,3.25,19\n")
    tool.bring_in("stock", "sku,store,on_hand\nBLB,S01,5\n")
    tool.bring_in(
        "purchase-orders",
        "number,supplier,sku,quantity,ordered_on,expected_on,confirmed\n"
        f"PO-1,SUP,LMP,3,{SOON - timedelta(days=20)},{SOON},yes\n",
    )
    promised: list[str] = []
    place = tmp_path / "judge"
    place.mkdir()
    with emupos(PROGRAM, place) as judge:
        tool.json("printer", "add", "Front", f"tcp://127.0.0.1:{judge.port}", "--profile", "tm-t20iii")

        def sell() -> None:
            sold = tool.sell(
                basket(line("BLB", 2), line("LMP", 3, "backorder"), customer={"name": "Ada", "phone": "030 1234567"})
            )
            promised.append(words_of(sold["backorders"][0]["latest_on"]))
            assert (sold["order_deposit"], sold["due_now"], sold["balance_due"]) == ("27.00", "33.50", "108.00")

        verdict = judge.watch(sell)
    assert verdict.ends == ("cut", "cut")
    assert verdict.drawer_openings == 1
    for text in verdict.receipts:
        for wanted in ("27.00", "108.00", "33.50", "Brass lamp", promised[0]):
            assert wanted in text
    (job,) = tool.json("print", "jobs")["jobs"]
    assert (job["state"], job["attempts"]) == ("sent", 1)
