"""Whatever the bytes are, a file is read row by row or refused in a sentence; nothing else happens."""

from __future__ import annotations

import io
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos.domain.errors import BadFile
from pos.domain.incoming import Kind
from pos.files.fields import COLUMNS
from pos.files.numbers import NotANumber, TwoReadings, read_number, rounded
from pos.files.reading import read

KINDS: tuple[Kind, ...] = get_args(Kind)
CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["1,234", "1.234,5", "€ 5", "3/4/24", "13/4/2024", "31.2.2024", "4.0E+12", '"', "''", "=1", "1" * 40, "-0", "٣"]
)


@cache
def workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in (["sku", "name", "price"], ["00042", "Pen", 1.5], ["2", "Ink", 2]):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def attempt(content: bytes, kind: Kind, name: str = "f.csv") -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            reading = read(path, kind)
            first = list(reading)
        except BadFile as bad:
            refusal = bad.sentence
        else:
            refusal = ""
        if refusal:
            assert refusal.count(".") >= 2
            return
        assert list(reading) == first
        numbers = [row.row for row in first]
        assert numbers == sorted(numbers)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(KINDS))
def test_any_bytes_at_all(content: bytes, kind: Kind) -> None:
    attempt(content, kind)


@settings(deadline=None)
@given(st.sampled_from(KINDS), st.lists(st.lists(CELLS, max_size=9), max_size=8), st.sampled_from([",", ";", "\t"]))
def test_any_cells_below_our_own_header(kind: Kind, rows: list[list[str]], delimiter: str) -> None:
    lines = [delimiter.join(COLUMNS[kind]), *(delimiter.join(row) for row in rows)]
    attempt("\n".join(lines).encode(), kind)


@settings(deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400))
def test_a_workbook_with_a_damaged_part(junk: bytes, at: int) -> None:
    whole = workbook()
    place = at * len(whole) // 400
    attempt(whole[:place] + junk + whole[place + len(junk) :], "products", "f.xlsx")


@settings(deadline=None)
@given(st.binary(max_size=40), st.integers(0, 150))
def test_an_xml_file_with_a_damaged_part(junk: bytes, at: int) -> None:
    item = b"<Item><ItemCode>1</ItemCode><ItemName>Pen</ItemName><ItemPrice>2</ItemPrice></Item>"
    whole = b"<?xml version='1.0'?><a>" + item + b"</a>"
    attempt(whole[:at] + junk + whole[at:], "products", "f.xml")


@given(
    st.integers(-(10**12), 10**12), st.integers(0, 4), st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'")])
)
def test_a_number_is_read_as_it_was_written(digits: int, decimals: int, marks: tuple[str, str]) -> None:
    point, group = marks
    text = f"{abs(digits) // 10**decimals:,}".replace(",", group)
    if decimals:
        text += f"{point}{abs(digits) % 10**decimals:0{decimals}}"
    text = "-" * (digits < 0) + text
    read_digits, read_decimals, _ = read_number(text, point)
    assert (read_digits, read_decimals) == (digits, decimals)


@given(st.text(max_size=12))
def test_a_text_is_a_number_has_two_readings_or_is_none(text: str) -> None:
    try:
        digits, decimals, mark = read_number(text, None)
    except (NotANumber, TwoReadings):
        return
    assert decimals >= 0
    assert mark in ("", ".", ",")
    assert any(letter.isdigit() for letter in text)
    assert isinstance(digits, int)


@pytest.mark.parametrize(
    ("number", "minor"), [((1005, 3, 2), 101), ((-1005, 3, 2), -101), ((1004, 3, 2), 100), ((7, 0, 2), 700)]
)
def test_rounding_goes_half_away_from_zero(number: tuple[int, int, int], minor: int) -> None:
    assert rounded(*number)[0] == minor


def test_nothing_heavy_is_loaded_before_a_file_needs_it() -> None:
    code = (
        "import sys, pos.files.reading, pos.files.writing;"
        "heavy = {'openpyxl', 'charset_normalizer', 'defusedxml', 'xml.etree.ElementTree'} & set(sys.modules);"
        "print(*heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("\n", "")
