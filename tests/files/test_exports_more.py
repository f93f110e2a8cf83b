"""What exports of other systems say about tax, sales, prices by shop and goods that are no longer offered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pos.domain.incoming import IncomingProduct
from pos.files.reading import Reading, read
from tests.files.test_dialects import LOYVERSE, R_SERIES, SQUARE, WOOCOMMERCE, X_SERIES, export

Made = Callable[..., Path]
SHOPIFY = (
    "Handle,Title,Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Policy,Variant Price,"
    "Variant Taxable,Status"
)
TODAY = date(2026, 11, 22)


def taken(path: Path) -> tuple[list[IncomingProduct], Reading]:
    """All products of a file and what was found about it."""
    reading = read(path, "products", today=TODAY)
    return [row for row in reading if isinstance(row, IncomingProduct)], reading


def test_what_shopify_does_not_tax_is_not_taxed_here(made: Made) -> None:
    text = export(
        SHOPIFY,
        {"Handle": "a", "Title": "Book", "Variant SKU": "A", "Variant Price": "5", "Variant Taxable": "FALSE"},
        {"Handle": "b", "Title": "Pen", "Variant SKU": "B", "Variant Price": "5", "Variant Taxable": "true"},
    )
    (book, pen), _ = taken(made(text))
    assert (book.tax_rate, pen.tax_rate) == (0, None)


def test_what_shopify_archived_is_no_longer_ordered_in_any_variant(made: Made) -> None:
    text = export(
        SHOPIFY,
        {"Handle": "a", "Title": "Tee", "Option1 Value": "S", "Variant SKU": "S", "Variant Price": "5",
         "Variant Inventory Policy": "continue", "Status": "archived"},
        {"Handle": "a", "Option1 Value": "M", "Variant SKU": "M", "Variant Price": "5",
         "Variant Inventory Policy": "continue"},
        {"Handle": "b", "Title": "Cap", "Variant SKU": "C", "Variant Price": "5",
         "Variant Inventory Policy": "continue", "Status": "active"},
    )  # fmt: skip
    assert [row.backorder for row in taken(made(text))[0]] == ["stop", "stop", "allow"]


def test_what_square_archived_is_no_longer_ordered(made: Made) -> None:
    text = export(
        SQUARE,
        {"Token": "1", "Item Name": "Mug", "SKU": "M", "Price": "5", "Archived": "Y"},
        {"Token": "2", "Item Name": "Cup", "SKU": "C", "Price": "5", "Archived": "N"},
    )
    assert [row.backorder for row in taken(made(text))[0]] == ["stop", None]


def test_what_lightspeed_does_not_tax_is_not_taxed_here(made: Made) -> None:
    text = export(
        R_SERIES,
        {"System ID": "1", "Item": "Book", "Price": "5", "Tax": "No"},
        {"System ID": "2", "Item": "Pen", "Price": "5", "Tax": "Yes"},
    )
    assert [row.tax_rate for row in taken(made(text))[0]] == [0, None]
    text = export(X_SERIES, {"handle": "b", "sku": "B", "name": "Book", "retail_price": "5", "tax_name": "No Tax"})
    assert [row.tax_rate for row in taken(made(text))[0]] == [0]


def woo(made: Made, *records: dict[str, str]) -> tuple[list[IncomingProduct], Reading]:
    rows = [
        {"ID": str(n), "Type": "simple", "SKU": f"W{n}", "Name": "Tea", "Regular price": "10", **said}
        for n, said in enumerate(records, start=1)
    ]
    return taken(made(export(WOOCOMMERCE, *rows)))


def test_woocommerce_tax_classes_become_a_rate_or_a_note_that_counts_them(made: Made) -> None:
    rows, reading = woo(
        made,
        {"Tax status": "taxable"},
        {"Tax class": "standard"},
        {"Tax class": "zero-rate"},
        {"Tax class": "Zero rate"},
        {"Tax class": "reduced-rate"},
        {"Tax class": "reduced-rate"},
        {"Tax class": "reduced-rate", "Tax status": "none"},
        {"Tax status": "shipping"},
        {"Tax class": "books"},
    )
    assert [row.tax_rate for row in rows] == [None, None, 0, 0, None, None, 0, 0, None]
    notes = " ".join(reading.notes)
    assert "2 rows have the tax class “reduced-rate”, whose rate the file does not say" in notes
    assert "1 row has the tax class “books”" in notes
    assert "standard”" not in notes
    list(reading)
    assert len([note for note in reading.notes if "tax class" in note]) == 2


def test_woocommerce_variations_take_the_tax_class_of_their_parent(made: Made) -> None:
    rows, _ = woo(
        made,
        {"Type": "variable", "SKU": "P", "Tax class": "zero-rate"},
        {"Type": "variation", "Parent": "P", "Tax class": "parent"},
        {"Type": "variation", "Parent": "P", "Tax class": "standard"},
    )
    assert [row.tax_rate for row in rows] == [0, None]


def test_woocommerce_sale_prices_hold_on_their_days_only_and_are_told(made: Made) -> None:
    starts, ends = "Date sale price starts", "Date sale price ends"
    rows, reading = woo(
        made,
        {"Sale price": "8"},
        {"Sale price": "8", starts: "2026-11-22", ends: "2026-11-22"},
        {"Sale price": "8", starts: "2026-11-23"},
        {"Sale price": "8", ends: "2026-11-21"},
        {"Sale price": "8", ends: "soon"},
        {},
    )
    assert [row.price for row in rows] == [800, 800, 1000, 1000, 1000, 1000]
    assert any(note.startswith("2 rows have a sale price that holds today") for note in reading.notes)


def test_what_woocommerce_does_not_take_orders_for_is_waited_for_or_stopped(made: Made) -> None:
    rows, _ = woo(
        made,
        {"Backorders allowed?": "0", "Published": "1"},
        {"Backorders allowed?": "0", "Published": "-1"},
        {"Backorders allowed?": "notify"},
        {},
    )
    assert [row.backorder for row in rows] == ["waitlist", "stop", "allow", None]


def test_the_price_of_loyverse_s_only_shop_goes_before_the_default_one(made: Made) -> None:
    shop = "Price [Bake & Grill]"
    text = export(
        LOYVERSE,
        {"Handle": "tea", "SKU": "1", "Name": "Tea", "Default price": "1.40", shop: "1.60"},
        {"Handle": "jam", "SKU": "2", "Name": "Jam", "Default price": "3", shop: ""},
    )
    rows, reading = taken(made(text))
    assert [row.price for row in rows] == [160, 300]
    assert not any("prices of" in note for note in reading.notes)


def test_prices_of_several_loyverse_shops_leave_the_default_one_and_are_told(made: Made) -> None:
    text = export(
        f"{LOYVERSE},Price [Pier]",
        {"Handle": "tea", "SKU": "1", "Name": "Tea", "Default price": "1.40", "Price [Pier]": "1.60"},
    )
    rows, reading = taken(made(text))
    assert [row.price for row in rows] == [140]
    assert any(note.startswith("The file has prices of 2 shops (Bake & Grill, Pier)") for note in reading.notes)


# --- forms that need a hint ------------------------------------------------------------------------------------------
def sheet(path: Path, *rows: list[tuple[float | str, str]]) -> Path:
    """A workbook of products with tax_rate and deposit_percent, each cell with its number format."""
    from openpyxl import Workbook

    book = Workbook()
    table = book.active
    assert table is not None
    table.append(["sku", "name", "tax_rate", "deposit_percent"])
    for number, cells in enumerate(rows, start=2):
        table.cell(number, 1, f"P{number}")
        table.cell(number, 2, "Lamp")
        for column, (content, number_format) in enumerate(cells, start=3):
            table.cell(number, column, content).number_format = number_format
    book.save(path)
    return path


def test_percent_cells_of_a_spreadsheet_are_read_as_they_are_shown(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "products.xlsx",
        [(0.23, "0%"), (0.2, "0%")],
        [(0.07, "0%"), (1, "0%")],
        [(0.08875, "0.000%"), (0, "0%")],
        [(23, "General"), (20, "0")],
        [(5.5, '0.0"%"'), (30, "0\\%")],
        [("19 %", "@"), ("25%", "@")],
    )
    rows, _ = taken(path)
    assert [row.tax_rate for row in rows] == [23_000, 7000, 8875, 23_000, 5500, 19_000]
    assert [row.deposit_percent for row in rows] == [20, 100, 0, 20, 30, 25]


def released(path: Path, *, month_first: bool) -> tuple[list[date | None], str]:
    reading = read(path, "products", month_first=month_first)
    days = [row.release_on for row in reading if isinstance(row, IncomingProduct)]
    return days, " ".join(reading.notes)


def test_dates_that_nothing_decides_follow_the_hint_and_the_note_quotes_one(made: Made) -> None:
    path = made("sku,name,release_on\n1,Pen,2026-01-02\n2,Ink,5/6/2026\n3,Cap,7/8/2026\n")
    days, notes = released(path, month_first=True)
    assert days == [date(2026, 1, 2), date(2026, 5, 6), date(2026, 7, 8)]
    assert "5/6/2026 in release_on" in notes
    assert "the month was taken first" in notes
    days, notes = released(path, month_first=False)
    assert days == [date(2026, 1, 2), date(2026, 6, 5), date(2026, 8, 7)]
    assert "the day was taken first" in notes


def test_what_the_file_shows_goes_before_the_hint(made: Made) -> None:
    days, _ = released(made("sku,name,release_on\n1,Pen,13/6/2026\n2,Ink,5/6/2026\n"), month_first=True)
    assert days == [date(2026, 6, 13), date(2026, 6, 5)]


@pytest.mark.parametrize(
    ("country", "encoding", "name"),
    [
        ("AE", "cp1256", "شاي"), ("EG", "cp1256", "خبز"), ("IL", "cp1255", "חלב"), ("GR", "cp1253", "ψωμί"),
        ("GR", "cp1253", "γάλα"), ("RU", "cp1251", "чай"), ("UA", "cp1251", "хліб"), ("BG", "cp1251", "щъркел"),
        ("PL", "cp1250", "żółć"), ("HU", "cp1250", "tűző"), ("TR", "cp1254", "çağ"), ("JP", "cp932", "シャツ 青"),
        ("JP", "cp932", "ｺｰﾋｰ"), ("KR", "cp949", "우유 A4"), ("CN", "gb18030", "牛奶"), ("TW", "cp950", "咖啡杯"),
    ],
)  # fmt: skip
def test_a_single_word_is_read_in_the_letters_of_the_shop_s_country(
    made: Made, country: str, encoding: str, name: str
) -> None:
    path = made(f"sku,name\n1,{name}\n2,Pen\n", encoding=encoding)
    first, _ = (row for row in read(path, "products", country=country) if isinstance(row, IncomingProduct))
    assert first.name == name


@pytest.mark.parametrize("country", ["AE", "IL", "GR", "RU", "PL", "TR", "JP", "KR", "CN", "TW", "DE", "US", ""])
def test_western_words_stay_as_they_are_in_shops_of_any_country(made: Made, country: str) -> None:
    path = made("sku,name\n1,Käse für Gäste\n2,Müsli mit Äpfeln\n", encoding="cp1252")
    rows = [row for row in read(path, "products", country=country) if isinstance(row, IncomingProduct)]
    assert [row.name for row in rows] == ["Käse für Gäste", "Müsli mit Äpfeln"]
