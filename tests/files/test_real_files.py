"""The real catalogues and delivery histories, read whole."""

from __future__ import annotations

import csv
import gzip
import io
import json
import time
from collections import Counter, deque
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pos.domain.incoming import BadRow, IncomingDelivery, IncomingProduct, IncomingStock, SameRow
from pos.files.reading import read

Real = Callable[[str], Path]
Made = Callable[..., Path]


@pytest.mark.parametrize(("name", "products"), [("apparel", 20), ("home-and-garden", 20), ("jewelery", 20)])
def test_every_row_of_a_shopify_file_is_a_variant_or_adds_nothing(real: Real, name: str, products: int) -> None:
    path = real(f"catalogue-shopify-demo/{name}.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        naive = list(csv.DictReader(stream))
    reading = read(path, "products")
    rows = list(reading)
    variants = [row for row in rows if isinstance(row, IncomingProduct)]
    assert reading.dialect == "shopify"
    assert [row.row for row in rows] == list(range(2, len(naive) + 2))
    assert reading.total == len(naive)
    assert len(variants) == sum(bool(row["Variant Price"]) for row in naive)
    assert all(isinstance(row, SameRow) for row in rows if row not in variants)
    assert len({variant.sku for variant in variants}) == len(variants)
    assert sum(row["Title"] != "" for row in naive) == products
    prices = Counter(round(float(row["Variant Price"]) * 100) for row in naive if row["Variant Price"])
    assert prices == Counter(variant.price for variant in variants)


def test_a_shopify_variant_is_named_by_its_options_and_keeps_its_code(real: Real) -> None:
    rows = list(read(real("catalogue-shopify-demo/apparel.csv"), "products"))
    first, second, third = rows[:3]
    assert isinstance(first, IncomingProduct)
    assert isinstance(third, IncomingProduct)
    assert isinstance(second, IncomingProduct)
    assert (first.sku, first.name, first.price) == ("ocean-blue-shirt", "Ocean Blue Shirt", 5000)
    assert (second.sku, second.name) == ("classic-varsity-top-small", "Classic Varsity Top Small")
    assert (third.sku, third.name) == ("classic-varsity-top-medium", "Classic Varsity Top Medium")
    assert rows == list(read(real("catalogue-shopify-demo/apparel.csv"), "products"))


def test_shopify_stock_comes_from_the_same_codes_as_its_products(real: Real) -> None:
    path = real("catalogue-shopify-demo/jewelery.csv")
    products = [row.sku for row in read(path, "products") if isinstance(row, IncomingProduct)]
    stock = [row for row in read(path, "stock") if isinstance(row, IncomingStock)]
    with path.open(encoding="utf-8", newline="") as stream:
        counted = [int(row["Variant Inventory Qty"]) for row in csv.DictReader(stream) if row["Variant Inventory Qty"]]
    assert [row.sku for row in stock] == products
    assert [row.on_hand for row in stock] == counted


def test_no_croatian_code_name_or_brand_is_altered(real: Real) -> None:
    path = real("catalogue-croatia/products_dev.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        naive = list(csv.DictReader(stream))
    reading = read(path, "products")
    rows = list(reading)
    assert reading.total == len(rows) == len(naive) == 22_260
    for row, told in zip(rows, naive, strict=True):
        if isinstance(row, BadRow):
            assert not told["name"].strip()
            continue
        assert isinstance(row, IncomingProduct)
        assert (row.sku, row.barcodes) == (told["barcode"], (told["barcode"],))
        assert row.name == told["name"].strip(" ")
        assert (row.brand or "") == told["brand"].strip(" ")
        assert row.unit is None
    assert any("unit" in note for note in reading.notes)


@pytest.mark.parametrize("encoding", ["cp1250", "utf-16", "utf-8-sig", "utf-16-le"])
def test_croatian_names_survive_whatever_encoding_the_file_was_saved_in(real: Real, made: Made, encoding: str) -> None:
    with gzip.open(real("catalogue-croatia/products_dev.csv.gz"), "rt", encoding="utf-8") as stream:
        lines = [line for line in stream if line.encode("cp1250", "ignore").decode("cp1250") == line][:3000]
    path = made("".join(lines), encoding=encoding)
    naive = list(csv.DictReader(lines))
    names = [row.name for row in read(path, "products") if isinstance(row, IncomingProduct)]
    assert names == [row["name"].strip(" ") for row in naive]


def test_every_product_of_an_israeli_price_file_is_read_unaltered(real: Real) -> None:
    path = real("catalogue-israel-xml/pricefull_dev.xml.gz")
    with gzip.open(path) as stream:
        naive = [e for e in ElementTree.parse(stream).iter() if e.find("ItemCode") is not None]
    reading = read(path, "products")
    rows = list(reading)
    assert reading.dialect == "xml"
    assert reading.total == len(rows) == len(naive) == 2582
    for row, told in zip(rows, naive, strict=True):
        assert isinstance(row, IncomingProduct)
        assert row.sku == told.findtext("ItemCode")
        assert row.name == (told.findtext("ItemName") or "").strip()
        assert row.price == round(float(told.findtext("ItemPrice") or 0) * 100)
        assert row.unit == ("g" if told.findtext("blsWeighted") == "1" else "pc")


def test_hebrew_names_survive_in_the_old_windows_encoding(real: Real, made: Made) -> None:
    with gzip.open(real("catalogue-israel-xml/pricefull_dev.xml.gz")) as stream:
        named = [e for e in ElementTree.parse(stream).iter() if e.find("ItemCode") is not None]
    pairs = [(e.findtext("ItemCode") or "", (e.findtext("ItemName") or "").strip()) for e in named]
    pairs = [pair for pair in pairs if pair[1].encode("cp1255", "ignore").decode("cp1255") == pair[1]]
    out = io.StringIO()
    csv.writer(out).writerows([("sku", "name"), *pairs])
    rows = list(read(made(out.getvalue(), encoding="cp1255"), "products"))
    assert [(row.sku, row.name) for row in rows if isinstance(row, IncomingProduct)] == pairs


def test_a_delivery_history_with_bare_cr_and_two_date_forms_is_read_through_a_mapping(real: Real) -> None:
    path = real("scms-deliveries/scms_dev.csv.gz")
    mapping = {
        "supplier": "Vendor",
        "ordered_on": "PO Sent to Vendor Date",
        "promised_on": "Scheduled Delivery Date",
        "delivered_on": "Delivered to Client Date",
        "lane": "Fulfill Via",
        "quantity": "Line Item Quantity",
        "shipment": "ASN/DN #",
    }
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
        naive = list(csv.DictReader(stream))
    reading = read(path, "deliveries", mapping=mapping)
    rows = list(reading)
    assert reading.total == len(rows) == len(naive) == 5168
    assert all(isinstance(row, IncomingDelivery) for row in rows)
    unknown = 0
    for row, told in zip(rows, naive, strict=True):
        assert isinstance(row, IncomingDelivery)
        ordered = told["PO Sent to Vendor Date"]
        unknown += row.ordered_on is None
        assert (row.ordered_on is None) == (not ordered[0].isdigit())
        if row.ordered_on:
            month, day, year = map(int, ordered.split("/"))
            assert row.ordered_on == date(2000 + year, month, day)
        assert row.delivered_on is not None
        assert (row.supplier, row.lane) == (told["Vendor"], told["Fulfill Via"])
        assert row.quantity == int(told["Line Item Quantity"])
    assert unknown == 2816
    assert "Dates in ordered_on are written month first." in reading.notes


def test_month_first_instants_of_web_orders_are_found_from_their_columns(real: Real) -> None:
    path = real("olist-promises/olist_orders_dev_mdy.csv.gz")
    mapping = {
        "supplier": "order_status",
        "ordered_on": "order_purchase_timestamp",
        "promised_on": "order_estimated_delivery_date",
        "delivered_on": "order_delivered_customer_date",
    }
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        naive = list(csv.DictReader(stream))
    rows = list(read(path, "deliveries", mapping=mapping))
    assert len(rows) == len(naive) == 9999
    for row, told in zip(rows, naive, strict=True):
        assert isinstance(row, IncomingDelivery)
        assert row.ordered_on is not None
        month, day, year = map(int, told["order_purchase_timestamp"].split(" ")[0].split("/"))
        assert row.ordered_on == date(year, month, day)
        assert (row.delivered_on is None) == (told["order_delivered_customer_date"] == "")


def test_naughty_strings_are_names_like_any_other(real: Real, made: Made) -> None:
    strings = [text for text in json.loads(real("tricky-strings/blns.json").read_text("utf-8")) if text.strip(" ")]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([("sku", "name"), *((f"S{i}", text) for i, text in enumerate(strings))])
    rows = list(read(made(out.getvalue()), "products"))
    assert len(rows) == len(strings) > 450
    for row, text in zip(rows, strings, strict=True):
        if "\0" in text or not text.strip():
            assert isinstance(row, BadRow)
            continue
        assert isinstance(row, IncomingProduct), row
        assert row.name == text.strip(" ").removeprefix(
            "'" if text.strip(" ").startswith(("'=", "'-", "'+", "'@")) else ""
        )


def test_200_000_rows_stream_through(made: Made) -> None:
    line = "{0:08},4006381{0:06},Article number {0},{1}.{2:02},19,Pens\r\n"
    text = "".join(line.format(i, i % 500, i % 100) for i in range(200_000))
    path = made("sku,barcode,name,price,tax_rate,category\r\n" + text)
    began = time.perf_counter()
    reading = read(path, "products")
    count, last = deque(enumerate(reading, start=1), maxlen=1).pop()
    print(f"200,000 rows in {time.perf_counter() - began:.2f} s")
    assert reading.total == count == 200_000
    assert isinstance(last, IncomingProduct)
    assert (last.row, last.sku, last.price) == (200_001, "00199999", 49999)
