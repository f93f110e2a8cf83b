"""The page says what the paper says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from pypdf import PdfReader

from pos.domain.receipt import Feed, Receipt, Text
from printing import render
from printing.fonts import font_path, shows
from tests.printing.samples import long_ticket, ticket

MM = 72 / 25.4


def pdf(receipt: Receipt, columns: int = 48) -> PdfReader:
    return PdfReader(BytesIO(render(receipt, form="pdf", columns=columns)))


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_every_copy_is_a_page_with_the_words_of_the_plain_text_in_their_order(columns: int) -> None:
    receipt = ticket(name="Zubehör für 5 € – Ωμέγα Жук", word="Šťastný")
    pages = pdf(receipt, columns).pages
    assert len(pages) == 2
    for copy, page in zip(receipt.copies, pages, strict=True):
        text = render(receipt, form="text", columns=columns, copies=(copy,))
        expected = text.replace("[QR code]", "").replace("[barcode]", "")
        # Readers join a large line and the next one, so spaces are no witness here.
        assert "".join(page.extract_text().split()) == "".join(expected.split())


def test_a_line_of_the_page_reads_like_the_line_on_paper() -> None:
    (page,) = pdf(long_ticket(5)).pages
    assert page.extract_text().splitlines() == render(long_ticket(5), form="text").splitlines()


def test_the_page_is_as_wide_as_the_paper_and_as_long_as_the_receipt() -> None:
    short, long = (pdf(long_ticket(rows)).pages[0].mediabox for rows in (1, 60))
    assert [round(float(box.width) / MM) for box in (short, long)] == [80, 80]
    assert round(float(pdf(ticket(), 32).pages[0].mediabox.width) / MM) == 58
    assert float(long.height) - float(short.height) > 59 * 2 * MM


def test_a_receipt_longer_than_a_page_can_be_goes_on_on_the_next() -> None:
    pages = pdf(long_ticket(1900)).pages
    assert len(pages) > 1
    assert max(float(page.mediabox.height) for page in pages) <= 14_400
    assert sum(page.extract_text().count("Product number") for page in pages) == 1900


def test_every_font_is_embedded() -> None:
    page: Any = pdf(ticket(name="שלום")).pages[0]
    fonts = page["/Resources"]["/Font"]
    used = [fonts[name] for name in fonts if "DejaVu" in fonts[name]["/BaseFont"]]
    assert len(used) >= 2
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_the_same_receipt_gives_the_same_bytes() -> None:
    assert render(ticket(), form="pdf") == render(ticket(), form="pdf")


def bars(receipt: Receipt, scale: float = 4.0) -> Image.Image:
    """The black rectangles of the first page, drawn again."""
    page = pdf(receipt).pages[0]
    width, height = float(page.mediabox.width), float(page.mediabox.height)
    image = Image.new("L", (round(width * scale), round(height * scale)), 255)
    draw = ImageDraw.Draw(image)
    for left, bottom, wide, high in rectangles(page):
        top = height - bottom - high
        draw.rectangle(
            (
                round(left * scale),
                round(top * scale),
                round((left + wide) * scale) - 1,
                round((top + high) * scale) - 1,
            ),
            fill=0,
        )
    return image


def rectangles(page: Any) -> Iterator[tuple[float, float, float, float]]:
    for operands, operator in page.get_contents().operations:
        if operator == b"re":
            left, bottom, wide, high = map(float, operands)
            yield left, bottom, wide, high


def test_the_codes_of_a_page_can_be_read() -> None:
    read = {code.text for code in zxingcpp.read_barcodes(bars(ticket()))}
    assert read == {"BO1:BER1:000123:7F", "BER1-1-A000123"}


@pytest.mark.parametrize("name", ["你好", "שלום (אב) 12", "مرحبا", "👍 ok", "ไทย", ""])
def test_every_script_gives_a_page(name: str) -> None:
    assert len(pdf(ticket(name=name)).pages) == 2


def test_right_to_left_words_are_turned_for_the_eye_with_numbers_and_brackets_right() -> None:
    from printing.forms.glyphs import visual_order

    assert visual_order("שלום abc 12.50 (אב)") == "(בא) abc 12.50 םולש"
    assert visual_order("abc (שלום) 12") == "abc (םולש) 12"
    assert visual_order("(שלום (abc) אב)") == "(בא (abc) םולש)"
    assert visual_order("a ((b)) [] שלום [[]]") == "a ((b)) [] םולש [[]]"
    assert visual_order("שלום [[אב]] ()") == "() [[בא]] םולש"
    assert visual_order("שׁל") == "לשׁ"


def test_an_empty_receipt_is_still_a_page() -> None:
    assert len(pdf(replace(ticket(), blocks=(Feed(0), Text("")))).pages) == 2


def test_a_font_knows_what_it_can_show() -> None:
    from reportlab.pdfbase.ttfonts import TTFontFace

    known = TTFontFace(str(font_path("mono"))).charToGlyph
    for code in (*range(0x20, 0x600), 0x20AC, 0x4F60, 0x1F44D, 0xFFFF):
        assert shows("mono", chr(code)) == (code in known)
