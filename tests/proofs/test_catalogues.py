"""Real catalogues through the command: not a row and not a zero lost, a second run changes nothing, then a sale."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.cli.tool import SOON, Tool, basket, line, words_of
from tests.printing.decoder import decode, printed_lines

Real = Callable[[str], Path]


def _croatia(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        return [row["barcode"] for row in csv.DictReader(stream)]


def _israel(path: Path) -> list[str]:
    with gzip.open(path) as stream:
        return [
            e.findtext("ItemCode") or "" for e in ElementTree.parse(stream).iter() if e.find("ItemCode") is not None
        ]


def _shopify(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return [row["Handle"] for row in csv.DictReader(stream)]


CATALOGUES = {
    "catalogue-croatia/products_dev.csv.gz": ("EUR", "HR", _croatia),
    "catalogue-israel-xml/pricefull_dev.xml.gz": ("ILS", "IL", _israel),
    "catalogue-shopify-demo/apparel.csv": ("USD", "US", _shopify),
    "catalogue-shopify-demo/home-and-garden.csv": ("USD", "US", _shopify),
    "catalogue-shopify-demo/jewelery.csv": ("USD", "US", _shopify),
}


def _exported(tool: Tool) -> list[dict[str, str]]:
    file = tool.folder.parent / "out.csv"
    tool.json("export", "products", str(file))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _sum(report: dict[str, Any]) -> int:
    return int(report["created"] + report["updated"] + report["unchanged"] + report["rejected"])


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_row_is_accounted_for_every_code_kept_and_a_second_run_changes_nothing(
    tool: Tool, real: Real, name: str
) -> None:
    path = real(name)
    currency, country, naive = CATALOGUES[name]
    codes = naive(path)
    tool.init(currency=currency, country=country)
    first = tool.json("import", "products", str(path))
    assert first["rows"] == len(codes) == _sum(first)
    assert first["created"] > 0
    assert first["updated"] == 0
    kept = _exported(tool)
    assert len(kept) == first["created"]
    if "shopify" in name:
        handles = {row["sku"] for row in kept}
        assert all(any(sku.startswith(handle) for sku in handles) for handle in codes)
    else:
        bad = {reject["row"] for reject in first["rejects"]}
        assert [row["sku"] for row in kept] == [
            code for row, code in enumerate(codes, start=_first_row(name)) if row not in bad
        ]
    before = tool.verified()
    second = tool.json("import", "products", str(path))
    assert (second["created"], second["updated"], second["rejected"]) == (0, 0, first["rejected"])
    assert second["rows"] == len(codes) == _sum(second)
    assert tool.verified()["digest"] == before["digest"]
    assert _exported(tool) == kept


def _first_row(name: str) -> int:
    return 1 if "xml" in name else 2


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_mixed_basket_from_a_real_price_file_is_exact_on_paper(tool: Tool, real: Real, columns: int) -> None:
    tool.init("--tax-rate", "18", "--language", "en", "--timezone", "Asia/Jerusalem", currency="ILS", country="IL")
    tool.json("import", "products", str(real("catalogue-israel-xml/pricefull_dev.xml.gz")))
    here, later = _two_goods(tool)
    tool.bring_in("stock", f"sku,store,on_hand\n{here['sku']},S01,2\n{later['sku']},S01,0\n")
    tool.bring_in(
        "purchase-orders",
        "number,supplier,sku,quantity,ordered_on,expected_on,confirmed\n"
        f"PO-1,SUP,{later['sku']},3,{SOON - timedelta(days=20)},{SOON},yes\n",
    )
    paper = tool.folder.parent / "paper"
    paper.mkdir()
    tool.json("printer", "add", "Front", f"file:{paper}", "--columns", str(columns))
    assert here["sku"] in [found["sku"] for found in tool.json("find", here["name"])["products"]]
    seen = tool.json("look", later["sku"], "--quantity", "3")
    assert (seen["here"]["on_hand"], seen["on_order"], seen["promise"]["quantity"]) == (0, 3, 3)
    sold = tool.sell(
        basket(
            line(here["sku"], 2), line(later["sku"], 3, "backorder"), customer={"name": "Noa", "phone": "050 123 4567"}
        )
    )
    now, ordered = 2 * Decimal(here["price"]), 3 * Decimal(later["price"])
    deposit = _cents(ordered / 5)
    assert Decimal(sold["total"]) == now + ordered
    assert Decimal(sold["order_deposit"]) == deposit
    assert Decimal(sold["due_now"]) == (now + deposit).quantize(Decimal("0.1"), ROUND_HALF_UP)  # no smaller coin there
    assert Decimal(sold["balance_due"]) == ordered - deposit
    assert Decimal(sold["tax"]) == _cents((now + ordered) * 18 / 118)  # of one rate, rounded once
    assert sold["change_due"] == "0.00"
    assert [(part["sku"], part["quantity"]) for part in sold["taken_now"]] == [(here["sku"], 2)]
    (order,) = sold["backorders"]
    assert (order["sku"], order["quantity"]) == (later["sku"], 3)
    (slip,) = paper.iterdir()
    events = decode(slip.read_bytes())
    lines = printed_lines(events)
    assert order["latest_on"] >= SOON.isoformat()
    assert [event.kind for event in events].count("cut") == 2
    assert [event.kind for event in events].count("drawer") == 1
    text = " ".join(" ".join(lines).split())
    for wanted in (sold["total"], sold["order_deposit"], sold["balance_due"], words_of(order["latest_on"])):
        assert text.count(wanted) >= 2, (wanted, lines)  # on the customer's copy and the store's
    assert "unknown" not in {event.kind for event in events}
    tool.verified()


def _two_goods(tool: Tool) -> tuple[dict[str, Any], dict[str, Any]]:
    """Two products by the piece, whose prices leave something to round."""
    goods = [row for row in _exported(tool) if row["unit"] == "pc" and Decimal(row["price"] or 0) % 1 != 0]
    return goods[0], goods[7]


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
