"""A delivery file is booked once, however it was saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pos.files.delivery_marks import mark_of_bytes
from pos.register import Register
from pos.usecases.receiving import Arrival
from tests.cli.tool import Tool

AS_IT_CAME = "sku,quantity,purchase_order\nLMP,2,PO-1\nBLB,3,\n"
SAVED_ANEW = {
    "other ends of lines": AS_IT_CAME.replace("\n", "\r\n").encode(),
    "an encoding's mark": AS_IT_CAME.encode("utf-8-sig"),
    "two bytes a letter": AS_IT_CAME.encode("utf-16"),
    "an empty line at the end": f"{AS_IT_CAME}\n".encode(),
    "semicolons": AS_IT_CAME.replace(",", ";").encode(),
    "all in quotes": b'"sku","quantity","purchase_order"\n"LMP","2","PO-1"\n"BLB","3",""\n',
    "columns in another order": b"purchase_order,sku,quantity\nPO-1,LMP,2\n,BLB,3\n",
    "rows in another order": b"sku,quantity,purchase_order\nBLB,3,\nLMP,2,PO-1\n",
    "a column more": b"sku,quantity,purchase_order,reason\nLMP,2,PO-1,\nBLB,3,,as agreed\n",
}


@pytest.fixture
def delivery(tmp_path: Path) -> Path:
    """The file of a delivery."""
    file = tmp_path / "delivery.csv"
    file.write_bytes(AS_IT_CAME.encode())
    return file


def test_a_delivery_file_saved_anew_is_the_same_file(tool: Tool, delivery: Path, tmp_path: Path) -> None:
    document = tool.json("receive", str(delivery))["document"]
    for how, content in SAVED_ANEW.items():
        file = tmp_path / "saved-anew.csv"
        file.write_bytes(content)
        for more in ((), ("--dry-run",)):
            answer = tool.call("--json", "receive", str(file), *more)
            assert answer.refusal == (3, "WrongState"), how
            assert document in answer.json["error"]["sentence"]
    assert tool.json("look", "BLB")["here"]["on_hand"] == 43
    again = tool.json("receive", str(delivery), "--again", "--why", "as much came once more")
    assert again["received"] == 5
    tool.verified()


@pytest.mark.parametrize(
    "other",
    ["sku,quantity\nLMP,2\nBLB,3\n", AS_IT_CAME.replace("3", "4"), AS_IT_CAME.replace("BLB", "CLK"),
     "sku,quantity,purchase_order,damaged\nLMP,2,PO-1,1\nBLB,3,,\n"],
)  # fmt: skip
def test_other_goods_are_another_file(tool: Tool, delivery: Path, other: str) -> None:
    tool.json("receive", str(delivery))
    delivery.write_text(other, encoding="utf-8")
    assert tool.json("receive", str(delivery))["document"]
    tool.verified()


def test_a_file_that_was_booked_when_marks_were_of_its_bytes_is_still_known(tool: Tool, delivery: Path) -> None:
    register = Register.open(tool.folder)
    register.shelf.receive([Arrival("LMP", 2, "PO-1"), Arrival("BLB", 3)], mark=mark_of_bytes(delivery))
    register.close()
    answer = tool.call("--json", "receive", str(delivery))
    assert answer.refusal == (3, "WrongState")
    assert "What this file says was booked in on" in json.dumps(answer.json)
