"""Days that a program wrote as bare numbers, and files that hold nothing but a header."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.backtest_cases import PastDelivery
from pos.domain.errors import BadFile
from pos.domain.incoming import BadRow, IncomingDelivery, IncomingSale
from pos.domain.lateness_deliveries import Delivery
from pos.files.day_numbers import NumberForm, day_of, form_of, form_of_all
from pos.files.deliveries_history import read_history
from pos.files.reading import read

Made = Callable[..., Path]
HEADER = "supplier,ordered_on,promised_on,delivered_on"
FIRST = date(2024, 1, 2)
FORMS: tuple[NumberForm, ...] = ("excel", "seconds", "milliseconds")


def as_number(day: date, form: NumberForm, more: str = "") -> str:
    """The day as a program writes it that shows no date."""
    if form == "excel":
        return f"{(day - date(1899, 12, 30)).days}{more}"
    seconds = int(datetime(day.year, day.month, day.day, 13, 30, tzinfo=UTC).timestamp())
    return str(seconds if form == "seconds" else seconds * 1000 + 250)


def table(form: NumberForm, rows: int = 30, header: str = HEADER) -> str:
    lines = [header]
    for nth in range(rows):
        days = (FIRST + timedelta(days=nth + more) for more in (0, 10, 12))
        lines.append(",".join(["HALL", *(as_number(day, form) for day in days)]))
    return "\n".join(lines) + "\n"


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(FORMS), st.sampled_from(["", ".5", ".0"]))
def test_every_day_of_our_age_survives_being_a_number(day: date, form: NumberForm, more: str) -> None:
    text = as_number(day, form, more)
    assert form_of(text) == form
    assert day_of(text, form) == day


@pytest.mark.parametrize("text", ["20240131", "2024", "12345", "99999", "45321 ", "4e4", "", "45,321", "9999999999999"])
def test_other_numbers_are_no_days(text: str) -> None:
    assert form_of(text) == ("excel" if text == "45321 " else None)


def test_a_column_is_read_so_only_where_all_of_it_is_of_one_kind() -> None:
    assert form_of_all(["45292", "45300.25"]) == "excel"
    assert form_of_all(["45292", "1704067200"]) is None
    assert form_of_all(["45292", "2024-01-01"]) is None
    assert form_of_all([]) is None


@pytest.mark.parametrize("form", FORMS)
def test_a_replay_and_an_import_read_days_that_are_numbers_and_say_so(made: Made, form: NumberForm) -> None:
    path = made(table(form))
    history = read_history(path)
    assert [one.delivery for one in history.outcomes if isinstance(one, PastDelivery)] == [
        Delivery("HALL", FIRST + timedelta(days=n), FIRST + timedelta(days=n + 10), FIRST + timedelta(days=n + 12))
        for n in range(30)
    ]
    assert any(note.startswith("Dates in delivered_on are ") for note in history.notes)
    reading = read(path, "deliveries")
    found = [row for row in reading if isinstance(row, IncomingDelivery)]
    assert [(row.ordered_on, row.delivered_on) for row in found] == [
        (FIRST + timedelta(days=n), FIRST + timedelta(days=n + 12)) for n in range(30)
    ]
    assert any(note.startswith("Dates in delivered_on are ") for note in reading.notes)


def test_columns_of_other_names_are_found_by_their_names_where_the_numbers_do_not_tell(made: Made) -> None:
    """A count of goods may have five figures too."""
    header = "Vendor,Order Date,Due,Delivery Date,received,order no"
    body = "".join(f"HALL,{45000 + n},{45010 + n},{45012 + n},{40000 + n},{41000 + n}\n" for n in range(20))
    history = read_history(made(f"{header}\n{body}"))
    assert history.columns == {
        "supplier": "Vendor", "ordered_on": "Order Date", "promised_on": "Due", "delivered_on": "Delivery Date",
        "shipment": "order no",
    }  # fmt: skip


def test_a_workbook_whose_dates_lost_their_format_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER.split(","))
    for nth in range(20):
        sheet.append(["HALL", 45000 + nth, 45010 + nth, 45012.5 + nth])
    book.save(tmp_path / "lost.xlsx")
    history = read_history(tmp_path / "lost.xlsx")
    first = history.outcomes[0]
    assert isinstance(first, PastDelivery)
    assert first.delivery.delivered_on == date(2023, 3, 27)


def test_a_number_among_dates_is_a_slip_and_is_told_as_one(made: Made) -> None:
    reading = read(
        made(f"{HEADER}\nHALL,2024-01-02,2024-01-12,45312\nHALL,2024-01-02,2024-01-12,2024-01-13\n"), "deliveries"
    )
    bad = [row for row in reading if isinstance(row, BadRow)]
    assert [row.reason for row in bad] == [
        "delivered_on “45312” is a bare number, and not all of the column is; write it as 2024-12-31"
    ]


def test_an_unknown_day_is_none_and_the_rest_are_numbers(made: Made) -> None:
    body = "HALL,45292,45300,45301\nHALL,45293,45301,\nHALL,45294,0,45304\nHALL,Not captured,45301,45304\n"
    found = [row for row in read(made(f"{HEADER}\n{body}"), "deliveries") if isinstance(row, IncomingDelivery)]
    assert [(row.ordered_on is None, row.promised_on is None, row.delivered_on is None) for row in found] == [
        (False, False, False), (False, False, True), (False, True, False), (True, False, False),
    ]  # fmt: skip


def test_an_instant_that_is_a_number_is_in_utc_and_a_spreadsheets_in_the_shops_own_time(made: Made) -> None:
    header = "at,store,receipt,sku,quantity"
    for text, at in (
        ("1704153600", datetime(2024, 1, 2, tzinfo=UTC)),
        ("45293.5", datetime(2024, 1, 2, 11, tzinfo=UTC)),
    ):
        reading = read(made(f"{header}\n{text},S01,1,LAMP,2\n"), "sales", zone=ZoneInfo("Europe/Berlin"))
        (sale,) = [row for row in reading if isinstance(row, IncomingSale)]
        assert sale.at == at


def test_a_file_with_a_header_and_nothing_below_it_says_so(made: Made) -> None:
    path = made(HEADER + "\n")
    with pytest.raises(BadFile, match="has a header and no row below it, so there is no delivery to learn from"):
        read_history(path)
    reading = read(path, "deliveries")
    assert list(reading) == []
    assert "The file has a header and no row below it: there is nothing in it to bring in." in reading.notes
