"""The command on a small German shop."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from pos.store.shopfolder import MARK, state_folder
from tests.cli.tool import SOON, Tool

PRODUCTS = (
    "sku,barcode,name,price,tax_rate,backorder,supplier\n"
    "LMP,4006381333931,Brass lamp,45.00,19,allow,LUM\n"
    "BLB,,Bulb E27,3.25,19,allow,LUM\n"
    "CLK,,Wall clock,36.00,19,stop,\n"
)
ORDERS = (
    "number,supplier,sku,quantity,ordered_on,expected_on,confirmed\n"
    f"PO-1,LUM,LMP,5,{SOON - timedelta(days=20)},{SOON},yes\n"
)  # fmt: skip


@pytest.fixture
def bare(tmp_path: Path) -> Tool:
    """The command on a folder without a shop."""
    return Tool(tmp_path / "shop")


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a shop that has lamps on order, forty bulbs and one clock; to be copied, never sold in."""
    made = Tool(tmp_path_factory.mktemp("stocked") / "shop")
    made.init("--language", "en")
    made.bring_in("products", PRODUCTS)
    made.bring_in("stock", "sku,store,on_hand\nLMP,S01,0\nBLB,S01,40\nCLK,S01,1\n")
    made.bring_in("purchase-orders", ORDERS)
    (made.folder / "ballast").unlink()
    return made.folder.parent


@pytest.fixture
def tool(stocked: Path, tmp_path: Path) -> Tool:
    """A copy of that shop, on which nobody has been before."""
    shutil.copytree(stocked, tmp_path, dirs_exist_ok=True)
    mark = json.loads((tmp_path / "shop" / MARK).read_text())
    (state_folder() / f"{mark['shop']}.json").unlink(missing_ok=True)
    return Tool(tmp_path / "shop")
