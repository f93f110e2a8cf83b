"""What a simulator by other people makes of our jobs."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from pos.domain.receipt import Copy, Receipt
from printing import receipt_lines, render
from printing.forms.text import text_line
from tests.printing.emupos_judge import emupos
from tests.printing.samples import long_ticket, ticket

PROGRAM = os.environ.get("RAINCHECK_EMUPOS", "")
pytestmark = [pytest.mark.nightly, pytest.mark.skipif(not PROGRAM, reason="RAINCHECK_EMUPOS names no emupos program")]
# Letters of the pages that the simulator knows; the printer itself has more.
NAMES = (
    "Windproof umbrella",
    "Zubehör für 5 €",
    "Жук и зонт",
    "Šťastný žluťoučký",
    "x" * 60,
    "a\x1bp\x00\x32\x32\x1dV\x00b",
)


def read(text: str) -> list[str]:
    """The simulator's lines, with its words for pictures and codes in ours."""
    text = re.sub(r"\[image \d+x\d+\]", "[picture]", text)
    text = re.sub(r"\[qr [^\]]*\]", "[QR code]", text)
    return [line.strip() for line in re.sub(r"\[barcode [^\]]*\]", "[barcode]", text).splitlines()]


def expected(receipt: Receipt, copy: Copy) -> list[str]:
    lines = receipt_lines(receipt, copy, 48, profile="tm-t20iii")
    return [text_line(line).strip() for line in lines if line.mark != "cut"]


def test_the_simulator_reads_every_line_cuts_each_copy_and_opens_the_drawer_once(tmp_path: Path) -> None:
    with emupos(PROGRAM, tmp_path) as judge:
        for name in NAMES:
            receipt = ticket(name=name)
            verdict = judge.print(render(receipt, form="escpos", profile="tm-t20iii"))
            assert verdict.ends == ("cut", "cut")
            assert verdict.drawer_openings == 1
            assert [read(text) for text in verdict.receipts] == [expected(receipt, copy) for copy in receipt.copies]
            assert "[qr BO1:BER1:000123:7F]" in verdict.receipts[0]
            assert "[barcode CODE128 BER1-1-A000123]" in verdict.receipts[0]


def test_the_simulator_sees_no_drawer_pulse_in_a_second_print_and_one_long_receipt_as_one(tmp_path: Path) -> None:
    with emupos(PROGRAM, tmp_path) as judge:
        receipt = replace(ticket(), copies=("customer",))
        assert judge.print(render(receipt, form="escpos", profile="tm-t20iii", duplicate=1)).drawer_openings == 0
        verdict = judge.print(render(replace(long_ticket(200), opens_drawer=False), form="escpos", profile="tm-t20iii"))
        assert (verdict.ends, verdict.drawer_openings) == (("cut",), 0)
        assert read(verdict.receipts[0]) == expected(long_ticket(200), "customer")


def test_the_simulator_gets_a_picture_where_no_page_has_the_letters(tmp_path: Path) -> None:
    with emupos(PROGRAM, tmp_path) as judge:
        verdict = judge.print(render(ticket(name="שלום 你好"), form="escpos", profile="tm-t20iii"))
    assert [read(text).count("[picture]") for text in verdict.receipts] == [1, 1]
