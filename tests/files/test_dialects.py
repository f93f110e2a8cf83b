"""Exports of other shop systems, with the headers those systems write."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pos.domain.errors import BadFile, BadSetting
from pos.domain.incoming import BadRow, IncomingProduct, IncomingStock, SameRow
from pos.files.reading import read

Made = Callable[..., Path]

SQUARE = (
    "Reference Handle,Token,Item Name,Variation Name,SKU,Description,Categories,Reporting Category,GTIN,Item Type,"
    "Price,Online Sale Price,Archived,Sellable,Stockable,Option Name 1,Option Value 1,Default Unit Cost,"
    "Default Vendor Name,Default Vendor Code,Current Quantity Main St,New Quantity Main St,Stock Alert Enabled Main St,"
    "Stock Alert Count Main St,Current Quantity Pier,New Quantity Pier,Tax - Clothing Tax (4%),"
    "Tax - NY/Ulster Sales Tax (8.875%)"
)
LOYVERSE = (
    "Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Option 2 name,Option 2 value,"
    "Option 3 name,Option 3 value,Default price,Cost,Barcode,SKU of included item,Quantity of included item,"
    "Track stock,Available for sale [Bake & Grill],Price [Bake & Grill],"
    "In stock [Bake & Grill],Low stock [Bake & Grill],"
    '"Tax - ""VAT"" (12%)"'
)
WOOCOMMERCE = (
    'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,Is featured?,Visibility in catalog,Short description,'
    "Description,Date sale price starts,Date sale price ends,Tax status,Tax class,In stock?,Stock,Low stock amount,"
    "Backorders allowed?,Sold individually?,Sale price,Regular price,Categories,Parent,Attribute 1 name,"
    "Attribute 1 value(s)"
)
X_SERIES = (
    "id,handle,sku,composite_name,composite_sku,composite_quantity,name,description,product_category,"
    "variant_option_one_name,variant_option_one_value,variant_option_two_name,variant_option_two_value,tags,supply_price,"
    "retail_price,tax_name,tax_value,account_code,brand_name,supplier_name,supplier_code,active,track_inventory,"
    "inventory_Main_Outlet,reorder_point_Main_Outlet"
)
R_SERIES = (
    '"System ID","UPC","EAN","Custom SKU","Manufact. SKU","Item","Vendor ID","Qty.","Price","Tax","Brand",'
    '"Publish to eCom","Season","Department","MSRP","Tax Class","Default Cost","Vendor","Category","Subcategory 1"'
)


def export(header: str, *records: dict[str, str]) -> str:
    """A CSV text with this header and these cells."""
    names = next(csv.reader([header]))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def products(path: Path, dialect: str) -> list[IncomingProduct]:
    """All rows as products; the dialect must have been found."""
    reading = read(path, "products")
    assert reading.dialect == dialect
    rows = list(reading)
    assert not [row for row in rows if isinstance(row, BadRow)]
    return [row for row in rows if isinstance(row, IncomingProduct)]


def test_square_variations_taxes_and_vendors(made: Made) -> None:
    text = export(
        SQUARE,
        {"Token": "T1", "Item Name": "Shirt", "Variation Name": "Large", "SKU": "C-L", "Price": "$1,250.00",
         "GTIN": "00012345678905", "Reporting Category": "Clothes", "Default Unit Cost": "3.5",
         "Default Vendor Name": "Acme", "Tax - Clothing Tax (4%)": "Y", "Tax - NY/Ulster Sales Tax (8.875%)": "Y"},
        {"Token": "T2", "Item Name": "Mug", "Variation Name": "Regular", "Price": "variable",
         "Tax - Clothing Tax (4%)": "N", "Tax - NY/Ulster Sales Tax (8.875%)": "N"},
    )  # fmt: skip
    shirt, mug = products(made(text), "square")
    assert (shirt.sku, shirt.barcodes, shirt.name) == ("C-L", ("00012345678905",), "Shirt Large")
    assert (shirt.price, shirt.cost, shirt.tax_rate) == (125_000, 350, 12_875)
    assert (shirt.category, shirt.supplier) == ("Clothes", "Acme")
    assert (mug.sku, mug.name, mug.price, mug.tax_rate) == ("T2", "Mug", None, 0)


def test_square_stock_has_one_value_a_location_and_new_quantities_win(made: Made) -> None:
    text = export(
        SQUARE,
        {"Item Name": "Shirt", "SKU": "A", "Current Quantity Main St": "10", "Current Quantity Pier": "4"},
        {"Item Name": "Mug", "SKU": "B", "Current Quantity Main St": "9", "New Quantity Main St": "7"},
    )
    reading = read(made(text), "stock")
    assert list(reading) == [
        IncomingStock(2, "A", "Main St", 10),
        IncomingStock(2, "A", "Pier", 4),
        IncomingStock(3, "B", "Main St", 7),
        SameRow(3),
    ]
    assert reading.total == 4
    assert "Each row speaks of 2 locations." in reading.notes


def test_loyverse_variants_weighed_goods_and_parts_of_composites(made: Made) -> None:
    text = export(
        LOYVERSE,
        {"Handle": "tea", "SKU": "10001", "Name": "Tea", "Category": "Drinks", "Sold by weight": "N",
         "Option 1 name": "Size", "Option 1 value": "S", "Default price": "1.40", "Barcode": "5449000000996",
         'Tax - "VAT" (12%)': "Y", "In stock [Bake & Grill]": "24"},
        {"Handle": "tea", "SKU": "10002", "Option 1 value": "L", "Price [Bake & Grill]": "2.00"},
        {"Handle": "bananas", "SKU": "10003", "Name": "Bananas", "Sold by weight": "Y", "Default price": "variable",
         "In stock [Bake & Grill]": "12.5"},
        {"Handle": "bananas", "SKU of included item": "10001", "Quantity of included item": "2"},
    )  # fmt: skip
    small, large, bananas = products(made(text), "loyverse")
    assert (small.name, small.price, small.tax_rate, small.unit) == ("Tea S", 140, 12_000, None)
    assert (large.sku, large.name, large.category, large.price) == ("10002", "Tea L", "Drinks", 200)
    assert (bananas.unit, bananas.price) == ("g", None)
    stock = list(read(made(text), "stock"))
    assert stock[0] == IncomingStock(2, "10001", "Bake & Grill", 24)
    assert stock[2] == IncomingStock(4, "10003", "Bake & Grill", 12_500)
    assert stock[3] == SameRow(5)


def test_woocommerce_variations_take_from_their_parent(made: Made) -> None:
    text = export(
        WOOCOMMERCE,
        {"ID": "10", "Type": "variable", "SKU": "HOOD", "Name": "Hoodie", "Categories": "Clothing > Hoodies"},
        {"ID": "11", "Type": "variation", "SKU": "HOOD-B", "Name": "Hoodie - Blue", "Regular price": "45",
         "Sale price": "42", "Parent": "HOOD", "Backorders allowed?": "notify", "Stock": "3"},
        {"ID": "12", "Type": "variation", "Name": "Hoodie - Red", "Regular price": "45", "Parent": "id:10",
         "Backorders allowed?": "0", "GTIN, UPC, EAN, or ISBN": "4006381333931"},
        {"ID": "13", "Type": "simple, virtual", "Name": "Gift", "Regular price": "5", "Tax status": "none"},
    )  # fmt: skip
    path = made(text)
    assert next(iter(read(path, "products"))) == SameRow(2)
    blue, red, gift = products(path, "woocommerce")
    assert (blue.sku, blue.price, blue.backorder, blue.category) == ("HOOD-B", 4200, "allow", "Clothing > Hoodies")
    assert (red.sku, red.barcodes, red.backorder) == ("4006381333931", ("4006381333931",), "waitlist")
    assert red.category == "Clothing > Hoodies"
    assert (gift.sku, gift.tax_rate) == ("woo-13", 0)
    assert [type(row) for row in read(path, "stock")] == [SameRow, IncomingStock, SameRow, SameRow]


def test_lightspeed_x_series_prices_taxes_and_composites(made: Made) -> None:
    text = export(
        X_SERIES,
        {"id": "u1", "handle": "tee", "sku": "T-S", "name": "Tee", "product_category": "Tops",
         "variant_option_one_value": "S", "supply_price": "8.00000", "retail_price": "17.39130",
         "tax_name": "GST (15%)", "brand_name": "Acme", "supplier_name": "Acme Ltd",
         "inventory_Main_Outlet": "5.00000"},
        {"id": "u2", "handle": "set", "sku": "SET", "composite_sku": "T-S", "composite_quantity": "2", "name": "Set"},
        {"id": "u2", "handle": "set", "sku": "SET", "composite_sku": "T-M", "composite_quantity": "1"},
    )  # fmt: skip
    reading = read(made(text), "products")
    rows = list(reading)
    tee, bundle, part = rows
    assert isinstance(tee, IncomingProduct)
    assert isinstance(bundle, IncomingProduct)
    assert (tee.name, tee.price, tee.cost, tee.tax_rate) == ("Tee S", 1739, 800, 15_000)
    assert (tee.brand, tee.supplier, tee.category) == ("Acme", "Acme Ltd", "Tops")
    assert bundle.name == "Set"
    assert part == SameRow(4)
    assert any("rounded" in note for note in reading.notes)
    assert next(iter(read(made(text), "stock"))) == IncomingStock(2, "T-S", "Main Outlet", 5)


def test_lightspeed_r_series_labels_stay_scannable(made: Made) -> None:
    text = export(
        R_SERIES,
        {"System ID": "210000000001", "EAN": "9789462673359", "Item": "Het begin van mijn leven", "Qty.": "2",
         "Price": "€19.90", "Default Cost": "€10.00", "Vendor": "Plantyn", "Category": "Boeken"},
        {"System ID": "210000000002", "Custom SKU": "PEN", "UPC": "012345678905", "Item": "Pen", "Price": "€1,250.00"},
    )  # fmt: skip
    book, pen = products(made(text), "lightspeed")
    assert (book.sku, book.barcodes, book.price) == ("210000000001", ("9789462673359",), 1990)
    assert (pen.sku, pen.barcodes, pen.price) == ("PEN", ("012345678905", "210000000002"), 125_000)
    assert next(iter(read(made(text), "stock"))) == IncomingStock(2, "210000000001", None, 2)


def test_shopify_keeps_its_codes_backorders_and_costs(made: Made) -> None:
    header = (
        "Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,"
        "Variant Inventory Policy,Variant Price,Variant Barcode,Image Src,Cost per item"
    )
    text = export(
        header,
        {"Handle": "pen", "Title": "Pen", "Body (HTML)": "<p>a\nb</p>" * 9000, "Option1 Value": "Default Title",
         "Variant SKU": "'00042", "Variant Inventory Qty": "-3", "Variant Inventory Policy": "continue",
         "Variant Price": "1.50", "Variant Barcode": "'012345678905", "Cost per item": "0.80"},
        {"Handle": "pen", "Image Src": "https://example.org/2.jpg"},
        {"Handle": "ink", "Title": "Ink", "Option1 Value": "S/M", "Variant Price": "2"},
        {"Handle": "ink", "Option1 Value": "S-M", "Variant Price": "3"},
    )  # fmt: skip
    pen, first, second = products(made(text), "shopify")
    assert (pen.sku, pen.barcodes, pen.name) == ("00042", ("012345678905",), "Pen")
    assert (pen.backorder, pen.cost) == ("allow", 80)
    assert (first.sku, second.sku) == ("ink-s-m", "ink-s-m-2")
    assert next(iter(read(made(text), "stock"))) == IncomingStock(2, "00042", None, -3)


@pytest.mark.parametrize("tag", ["Item", "Product", "Line"])
def test_shelf_prices_of_any_chain_are_found_by_their_item_codes(made: Made, tag: str) -> None:
    text = (
        '<?xml version="1.0" encoding="windows-1255"?><Prices><StoreId>1</StoreId><Items>'
        f"<{tag}><ItemCode>42</ItemCode><ItemNm>עגבניה</ItemNm><ItemPrice>6.90</ItemPrice>"
        f"<bIsWeighted>1</bIsWeighted></{tag}></Items></Prices>"
    )
    (tomato,) = products(made(text, "p.xml", "cp1255"), "xml")
    assert (tomato.sku, tomato.barcodes, tomato.name) == ("42", (), "עגבניה")
    assert (tomato.price, tomato.unit) == (690, "g")


@pytest.mark.parametrize(
    "start",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
def test_xml_that_defines_entities_is_refused_with_a_sentence(made: Made, start: str) -> None:
    path = made(f"<?xml version='1.0'?>{start}<x><Item><ItemCode>1</ItemCode><ItemName>A</ItemName></Item></x>")
    with pytest.raises(BadFile, match=r"Nothing was changed\."):
        list(read(path, "products"))


def test_xml_that_breaks_off_is_told(made: Made) -> None:
    with pytest.raises(BadFile, match="well-formed"):
        list(read(made("<x><Item><ItemCode>1</ItemCode>"), "products"))


def test_xml_without_products_and_xml_for_stock_are_told(made: Made) -> None:
    path = made("<x><y>1</y></x>")
    with pytest.raises(BadFile, match="no product"):
        read(path, "products")
    with pytest.raises(BadFile, match="only products"):
        read(path, "stock")


def test_a_file_of_another_system_than_named_is_told_with_its_columns(made: Made) -> None:
    path = made("sku,name,price\n1,Pen,2\n")
    with pytest.raises(BadFile, match=r"no shopify export.*Columns found: sku, name, price"):
        read(path, "products", dialect="shopify")
    with pytest.raises(BadFile, match="no xml file"):
        read(path, "products", dialect="xml")
    with pytest.raises(BadSetting, match="no file dialect"):
        read(path, "products", dialect="sap")
    with pytest.raises(BadSetting, match="either"):
        read(path, "products", dialect="square", mapping={"name": "name"})


def test_german_and_french_headers_are_understood(made: Made) -> None:
    german = made("Artikelnummer;EAN;Bezeichnung;VK-Preis;MwSt.\n1;4006381333931;Käse;1.234,50;7\n", encoding="cp1252")
    (cheese,) = products(german, "columns")
    assert (cheese.sku, cheese.name, cheese.price, cheese.tax_rate) == ("1", "Käse", 123_450, 7000)
    french = made(
        "Référence;Code-barres;Désignation;Prix de vente;TVA\n2;;Crème brûlée;3,20 €;5,5 %\n", encoding="cp1252"
    )
    (cream,) = products(french, "columns")
    assert (cream.sku, cream.name, cream.price, cream.tax_rate) == ("2", "Crème brûlée", 320, 5500)
