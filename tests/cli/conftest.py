"""The command on a small German shop."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

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


@pytest.fixture
def tool(bare: Tool) -> Tool:
    """A shop with lamps on order, forty bulbs, one clock."""
    bare.init("--language", "en")
    bare.bring_in("products", PRODUCTS)
    bare.bring_in("stock", "sku,store,on_hand\nLMP,S01,0\nBLB,S01,40\nCLK,S01,1\n")
    bare.bring_in("purchase-orders", ORDERS)
    return bare
