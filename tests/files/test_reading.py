"""What is found out about a file, what each cell becomes, and what is refused with which sentence."""

from __future__ import annotations

import gzip
import os
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pos.domain.errors import BadFile, BadSetting
from pos.domain.incoming import (
    BadRow,
    IncomingArrival,
    IncomingCustomer,
    IncomingDelivery,
    IncomingProduct,
    IncomingPurchaseLine,
    IncomingRow,
    IncomingSale,
    IncomingStock,
    IncomingSupplier,
    Kind,
    SameRow,
)
from pos.files.reading import read

Made = Callable[..., Path]


def rows_of(path: Path, kind: Kind = "products", **settings: Any) -> list[IncomingRow]:
    return list(read(path, kind, **settings))


def prices(*values: str, made: Made, digits: int = 2, delimiter: str = ";") -> list[int | str | None]:
    """What a price column becomes: minor units, or the reason."""
    text = delimiter.join(["sku", "name", "preis"]) + "\n"
    text += "".join(delimiter.join([str(i), "x", f'"{value}"']) + "\n" for i, value in enumerate(values))
    rows = rows_of(made(text), digits=digits)
    return [row.price if isinstance(row, IncomingProduct) else reason(row) for row in rows]


def reason(row: IncomingRow) -> str:
    assert isinstance(row, BadRow)
    return row.reason


# --- our own dialect -------------------------------------------------------------------------------------------------
def test_every_kind_of_our_own_files_is_read(made: Made) -> None:
    assert rows_of(
        made(
            "name,sku,barcode,price,tax_rate,category,supplier,unit,cost,backorder,deposit_percent,pack,release_on,substitutes\n"
            "Cheese,007,4006381333931;12345670,19.90,8.875,Dairy,Alp,g,12,waitlist,30,6,2026-12-03,A1;A2\n"
        )
    ) == [
        IncomingProduct(
            2, "007", ("4006381333931", "12345670"), "Cheese", 1990, 8875, "Dairy", "Alp", "g", 1200, "waitlist", 30, 6,
            date(2026, 12, 3), ("A1", "A2"), None,
        )
    ]  # fmt: skip
    assert rows_of(made("sku,store,on_hand,safety_stock,as_of\n7,S01,-2,1,2026-01-02T03:04:05Z\n"), "stock") == [
        IncomingStock(2, "7", "S01", -2, 1, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    ]
    assert rows_of(made("supplier,name,lead_time_days,minimum,country\nALP,Alp Dairy,12,150.00,CH\n"), "suppliers") == [
        IncomingSupplier(2, "ALP", "Alp Dairy", 12, "CH", None, 15000)
    ]
    assert rows_of(
        made("number,supplier,sku,quantity,ordered_on,expected_on,confirmed,received\nP1,ALP,7,12,2026-01-02,,yes,0\n"),
        "purchase-orders",
    ) == [IncomingPurchaseLine(2, "P1", "ALP", "7", 12, date(2026, 1, 2), None, True, 0)]
    assert rows_of(
        made("supplier,ordered_on,promised_on,delivered_on\nALP,2026-01-02,2026-01-09,\nALP,,,\n"), "deliveries"
    ) == [
        IncomingDelivery(2, "ALP", date(2026, 1, 2), date(2026, 1, 9), None),
        BadRow(3, "promised_on and delivered_on are both unknown, so the row says nothing about a delivery"),
    ]
    assert rows_of(made("name,phone,class,consent\nÁine,+353 1 234,regular,no\n"), "customers") == [
        IncomingCustomer(2, "Áine", "+353 1 234", customer_class="regular", consent=False)
    ]
    assert rows_of(made("at,store,receipt,sku,quantity,price\n2026-01-02 10:00,S01,R1-1,7,2,1.50\n"), "sales") == [
        IncomingSale(2, datetime(2026, 1, 2, 10, tzinfo=UTC), "S01", "R1-1", "7", 2, 150)
    ]
    assert rows_of(made("sku,quantity,purchase_order,damaged\n7,5,P1,1\n7,1,P1,2\n"), "receive") == [
        IncomingArrival(2, "7", 5, "P1", 1),
        BadRow(3, "damaged “2” is more than the 1 that came"),
    ]


def test_our_own_dialect_is_found_and_its_optional_columns_may_be_missing(made: Made) -> None:
    reading = read(made("price,name,sku\n1,Pen,P\n"), "products")
    assert reading.dialect == "raincheck"
    assert list(reading) == [IncomingProduct(2, "P", (), "Pen", 100)]


def test_local_times_are_read_in_the_zone_of_the_shop(made: Made) -> None:
    path = made("at,store,receipt,sku,quantity\n2026-01-02 10:00,S,R,7,1\n2026-01-02T10:00:00-05:00,S,R,7,1\n")
    rows = rows_of(path, "sales", zone=timezone(timedelta(hours=2)))
    assert [row.at.hour for row in rows if isinstance(row, IncomingSale)] == [8, 15]


# --- codes -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("00042", "00042"),
        ("'00042", "00042"),
        (" 4006381 333931 ", "4006381333931"),
        ('"=""0123"""', "0123"),
        ("4006381333931.0", "4006381333931"),
        ("AB 12", "AB 12"),
        ("1E5", "1E5"),
        ("ÄÖ-7/ß", "ÄÖ-7/ß"),
    ],
)
def test_codes_are_text_and_lose_nothing_but_spreadsheet_guards(made: Made, cell: str, code: str) -> None:
    (row,) = rows_of(made(f"sku,name\n{cell},Pen\n"))
    assert isinstance(row, IncomingProduct)
    assert row.sku == code


@pytest.mark.parametrize("cell", ["4.00638E+12", "4,00638E+12", "4E+12", "4.00638e12"])
def test_codes_cut_short_by_a_spreadsheet_stay_out(made: Made, cell: str) -> None:
    (row,) = rows_of(made(f"sku;barcode;name\nP;{cell};Pen\n"))
    assert isinstance(row, BadRow)
    assert "cut short by a spreadsheet" in row.reason
    assert cell in row.reason


def test_rows_without_code_or_name_stay_out(made: Made) -> None:
    rows = rows_of(made("sku,barcode,name\n,,Pen\nA,,\nB,,   \n,4006381333931,Ink\nC,,Bad\0name\n"))
    assert rows == [
        BadRow(2, "sku and barcode are both empty"),
        BadRow(3, "name is empty"),
        BadRow(4, "name is empty"),
        IncomingProduct(5, "4006381333931", ("4006381333931",), "Ink"),
        BadRow(6, "name holds a NUL character, which no text may"),
    ]


def test_control_characters_inside_a_name_are_kept(made: Made) -> None:
    (row,) = rows_of(made("sku,name\nA,  Pen\x1bp\x07 \u202eblue  \n"))
    assert isinstance(row, IncomingProduct)
    assert row.name == "Pen\x1bp\x07 \u202eblue"


# --- numbers ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text", ["1.234,50", "1,234.50", "1 234,50", "1'234.50", "1’234,50", "1\u202f234,50", "1234.5", "€ 1.234,50",
             "1,234.50 EUR", "CHF 1'234.50", "1.234,50 kr", "١٢٣٤٫٥٠"],
)  # fmt: skip
def test_a_price_is_read_as_its_country_writes_it(made: Made, text: str) -> None:
    assert prices(text, made=made) == [123_450]


def test_a_number_with_two_readings_follows_its_column(made: Made) -> None:
    assert prices("1,234", "9.50", made=made) == [123_400, 950]
    assert prices("1.234", "9,50", made=made) == [123_400, 950]
    assert prices("1.234", "9.5", made=made) == [123, 950]


def test_a_number_with_two_readings_and_no_neighbour_is_taken_as_a_price_is_written(made: Made) -> None:
    assert prices("1,234", "2,000", made=made) == [123_400, 200_000]
    (reason,) = prices("1,234", made=made, digits=3)
    assert "with or without a thousand" in str(reason)


def test_a_column_that_mixes_decimal_marks_keeps_out_what_is_unclear(made: Made) -> None:
    assert prices("1.50", "2,50", made=made) == [150, 250]
    assert prices("1.50", "2,50", "1,234,567", made=made)[2] == 123_456_700
    mixed = prices("1.50", "2,50", "1,234", made=made, digits=3)
    assert mixed[:2] == [1500, 2500]
    assert "with or without" in str(mixed[2])


def test_what_decides_a_column_may_stand_far_below_the_sample(made: Made) -> None:
    assert prices(*["1.234"] * 2500, "9.5", made=made)[0] == 123
    assert prices(*["1.234"] * 2500, "9,5", made=made)[0] == 123_400


@pytest.mark.parametrize("text", ["abc", "12 pcs", "1,2,3", "--5", "12..5", "½", "1e3", "NaN", "inf", "0x10"])
def test_what_is_no_number_is_named_in_the_reason(made: Made, text: str) -> None:
    assert prices(text, made=made) == [f"price “{text}” is not a number"]


def test_absurd_amounts_and_quantities_stay_out(made: Made) -> None:
    assert prices("-1", "100000001", "100000000", made=made) == [
        "price “-1” is below zero",
        "price “100000001” is larger than any price",
        10**10,
    ]
    rows = rows_of(made("sku,on_hand\nA,1000000001\nB,-5\nC,1.5\nD,2.0\nE,\n"), "stock")
    assert rows == [
        BadRow(2, "on_hand “1000000001” is larger than any quantity"),
        IncomingStock(3, "B", None, -5),
        BadRow(4, "on_hand “1.5” is not a whole number"),
        IncomingStock(5, "D", None, 2),
        BadRow(6, "on_hand is empty"),
    ]


def test_prices_with_more_decimals_than_the_currency_are_rounded_and_told(made: Made) -> None:
    path = made("sku,name,price\nA,Pen,0.0375\nB,Ink,1.005\n")
    reading = read(path, "products")
    assert [row.price for row in reading if isinstance(row, IncomingProduct)] == [4, 101]
    assert any("rounded" in note for note in reading.notes)
    assert [row.price for row in read(path, "products", digits=0) if isinstance(row, IncomingProduct)] == [0, 1]


def test_tax_rates_are_thousandths_of_a_percent(made: Made) -> None:
    rows = rows_of(made("sku;name;tax_rate\n1;a;25\n2;b;8,875\n3;c;5.5 %\n4;d;101\n5;e;\n"))
    assert [row.tax_rate for row in rows if isinstance(row, IncomingProduct)] == [25_000, 8875, 5500, None]
    assert rows[3] == BadRow(5, "tax_rate “101” is no percentage from 0 to 100")


# --- dates -----------------------------------------------------------------------------------------------------------
def days(*values: str, made: Made) -> list[date | str | None]:
    text = "supplier,promised_on,ordered_on\n" + "".join(f'A,2026-01-01,"{value}"\n' for value in values)
    rows = rows_of(made(text), "deliveries")
    return [row.ordered_on if isinstance(row, IncomingDelivery) else reason(row) for row in rows]


def test_the_order_of_day_and_month_is_found_from_the_column(made: Made) -> None:
    assert days("3/4/2024", "13/4/2024", made=made) == [date(2024, 4, 3), date(2024, 4, 13)]
    assert days("3/4/2024", "4/13/2024", made=made) == [date(2024, 3, 4), date(2024, 4, 13)]


def test_the_order_may_be_told_by_another_column_of_the_file(made: Made) -> None:
    path = made("supplier,promised_on,ordered_on\nA,12/31/2024,3/4/2024\n")
    assert rows_of(path, "deliveries") == [IncomingDelivery(2, "A", date(2024, 3, 4), date(2024, 12, 31), None)]


def test_dates_that_nothing_decides_are_read_day_first_and_told(made: Made) -> None:
    reading = read(made("supplier,promised_on\nA,3/4/2024\n"), "deliveries")
    assert list(reading) == [IncomingDelivery(2, "A", None, date(2024, 4, 3), None)]
    assert any("day was taken first" in note for note in reading.notes)


def test_a_column_that_mixes_both_orders_keeps_out_what_is_unclear(made: Made) -> None:
    first, second, third = days("13/4/2024", "4/13/2024", "3/4/2024", made=made)
    assert first == second == date(2024, 4, 13)
    assert "day or month first" in str(third)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2-Jun-06", date(2006, 6, 2)),
        ("June 2, 2006", date(2006, 6, 2)),
        ("2. März 2024", date(2024, 3, 2)),
        ("3 août 2024", date(2024, 8, 3)),
        ("31.12.24", date(2024, 12, 31)),
        ("20241231", date(2024, 12, 31)),
        ("2024-12-31 23:59:59", date(2024, 12, 31)),
        ("Date Not Captured", None),
        ("N/A - From RDC", None),
        ("0000-00-00", None),
        ("", None),
        ("31/02/2024", "ordered_on “31/02/2024” is not a date (day first)"),
        ("0206-06-02", "ordered_on “0206-06-02” is not a date"),
    ],
)
def test_days_in_many_forms(made: Made, text: str, day: date | str | None) -> None:
    assert days(text, made=made) == [day]


def test_a_word_where_a_day_is_needed_keeps_the_row_out(made: Made) -> None:
    path = made("number,supplier,sku,quantity,ordered_on\nP,A,1,1,soon\nP,A,1,1,\n")
    assert rows_of(path, "purchase-orders") == [
        BadRow(2, "ordered_on “soon” is not a date"),
        BadRow(3, "ordered_on is empty"),
    ]


# --- tables ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_found(made: Made, delimiter: str, end: str) -> None:
    lines = [
        delimiter.join(cells)
        for cells in (["sku", "name", "price"], ["1", f'"a{delimiter}b{end}c"', "2"], ["3", "d", "4"])
    ]
    reading = read(made(end.join(lines) + end), "products")
    assert list(reading) == [
        IncomingProduct(2, "1", (), f"a{delimiter}b{end}c", 200),
        IncomingProduct(3, "3", (), "d", 400),
    ]
    assert reading.total == 2


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(made: Made) -> None:
    rows = rows_of(made('Prices of May\n\nsku,name\n1,"two\nlines"\n\n,,\n2,x\n'))
    assert [row.row for row in rows] == [4, 6, 7]
    assert rows[1] == SameRow(6)


def test_a_row_wider_than_the_header_stays_out_and_the_next_goes_in(made: Made) -> None:
    rows = rows_of(made("sku,name\n1,a,b\n2,c\n3,d,,\n"))
    assert isinstance(rows[0], BadRow)
    assert "3 cells but the header 2" in rows[0].reason
    assert [row.row for row in rows[1:] if isinstance(row, IncomingProduct)] == [3, 4]


def test_a_quotation_mark_out_of_place_costs_its_own_row_only(made: Made) -> None:
    rows = rows_of(made('sku,name\n1,"5" nail"\n2,5" nail\n3,"never closed\n'))
    assert isinstance(rows[0], BadRow)
    assert rows[1] == IncomingProduct(3, "2", (), '5" nail')
    assert rows[2] == BadRow(
        4, "a quotation mark opened in this row is never closed; everything after it became one cell"
    )


def test_columns_are_taken_by_map_and_unused_ones_are_told(made: Made) -> None:
    path = made("Ref X,Wording,PVP,Colour\nA,Pen,1.5,red\n")
    with pytest.raises(
        BadFile, match=r"no column for sku or barcode.*Columns found: Ref X, Wording, PVP, Colour.*--map"
    ):
        read(path, "products")
    reading = read(path, "products", mapping={"sku": "Ref X", "name": "wording", "price": "PVP"})
    assert reading.dialect == "columns"
    assert list(reading) == [IncomingProduct(2, "A", (), "Pen", 150)]
    assert "Columns not used: Colour." in reading.notes
    with pytest.raises(BadFile, match="no column “Price”"):
        read(path, "products", mapping={"sku": "Ref X", "name": "Wording", "price": "Price"})
    with pytest.raises(BadSetting, match="“colour” is no column of products"):
        read(path, "products", mapping={"colour": "Colour"})


def test_a_reading_can_be_read_again(made: Made) -> None:
    reading = read(made("sku,name\n1,a\n2,b\n"), "products")
    assert list(reading) == list(reading)
    assert len(list(reading)) == 2


# --- spreadsheets ----------------------------------------------------------------------------------------------------
def test_a_workbook_keeps_codes_whole_and_finds_the_sheet_with_the_table(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.title = "Read me"
    first.append(["How to use this file"])
    sheet = book.create_sheet("Products")
    sheet.append(["Prices of May"])
    sheet.append([])
    sheet.append(["sku", "barcode", "name", "price", "release_on"])
    sheet.append([4006381333931.0, "00042", "Pen", 1.5, date(2026, 5, 1)])
    sheet.append(["4.00638E+12", None, "Ink", 2, None])
    path = tmp_path / "p.xlsx"
    book.save(path)
    rows = rows_of(path)
    assert rows[0] == IncomingProduct(4, "4006381333931", ("00042",), "Pen", 150, release_on=date(2026, 5, 1))
    assert isinstance(rows[1], BadRow)
    assert rows[1].row == 5


def test_a_workbook_that_is_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (80 * 2**20))
    with pytest.raises(BadFile, match="would unpack to 80 MB"):
        read(path, "products")


@pytest.mark.parametrize("content", [b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0 old"])
def test_damaged_and_old_workbooks_are_told(made: Made, content: bytes) -> None:
    with pytest.raises(BadFile, match=r"save it"):
        read(made(content, "p.xlsx"), "products")


def test_a_zip_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../etc/p.csv", "sku,name\n")
    with pytest.raises(BadFile, match="no Excel workbook"):
        read(path, "products")


# --- files that cannot be read ---------------------------------------------------------------------------------------
def test_missing_empty_and_wrong_files_are_told_in_a_sentence(made: Made, tmp_path: Path) -> None:
    for path, words in [
        (tmp_path / "none.csv", "is not there"),
        (tmp_path, "is a folder"),
        (made(b""), "is empty"),
        (made(b"\xef\xbb\xbf \r\n", "blank.csv"), "no column"),
        (made(b"sku,name\n" + b"\0" * 500, "nul.csv"), "not a text file"),
        (made(bytes(range(1, 256)) * 4, "noise.csv"), "no text encoding"),
        (made(gzip.compress(b"sku,name\n1,a\n" * 500)[:-9], "cut.csv.gz"), "damaged or cut off"),
        (made("number\n1\n", "other.csv"), "no column for"),
    ]:
        with pytest.raises(BadFile, match=words) as told:
            list(read(path, "products"))
        assert "Nothing was changed" in told.value.sentence


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open every file")
def test_a_file_that_may_not_be_opened_is_told(made: Made) -> None:
    path = made("sku,name\n")
    path.chmod(0)
    with pytest.raises(BadFile, match="may not be opened"):
        read(path, "products")


def test_a_header_without_records_is_a_file_of_no_rows(made: Made) -> None:
    reading = read(made("sku,name,price\n"), "products")
    assert (list(reading), reading.total) == ([], 0)


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("cp1250", "Čokoláda s ořechy"),
        ("cp1250", "Masło śmietankowe żółte"),
        ("cp1251", "Хлеб ржаной"),
        ("cp1252", "Crème brûlée à l’ancienne"),
        ("cp1252", "Müsliriegel süß – 0,99 €"),
        ("cp1253", "Ψωμί σταρένιο"),
        ("cp1254", "Şekerli yoğurt çayı"),
        ("cp1255", "לחם מחיטה מלאה פרוס ארוז"),
        ("utf-8", "Größe – 牛乳"),
        ("utf-8-sig", "Größe"),
        ("utf-16", "牛乳パック"),
        ("utf-16-le", "Pen in blue"),
    ],
)
def test_the_encoding_is_found_from_the_letters(made: Made, encoding: str, name: str) -> None:
    text = "sku;name\n" + f"1;{name}\n" * 3
    rows = rows_of(made(text, encoding=encoding))
    assert [row.name for row in rows if isinstance(row, IncomingProduct)] == [name] * 3


def test_letters_that_are_no_utf8_far_below_the_start_are_found(made: Made) -> None:
    text = b"sku,name\n" + b"1,plain\n" * 200_000 + "2,Käse\n".encode("cp1252")
    *_, last = read(made(text), "products")
    assert isinstance(last, IncomingProduct)
    assert last.name == "Käse"
