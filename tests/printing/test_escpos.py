"""What a printer is told, read back by a decoder that shares nothing with the encoder."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from pos.domain.receipt import Barcode, KeyValue, Qr, Receipt, Rows, Text
from printing import receipt_lines, render
from printing.forms.picture import code_picture
from printing.forms.text import text_line
from printing.profile import profile, profiles
from tests.printing.decoder import EPSON_PAGES, XPRINTER_PAGES, Event, Picture, decode, deeds, printed_lines
from tests.printing.samples import long_ticket, receipts, ticket, words

PAGES = {key: XPRINTER_PAGES if key == "xprinter" else EPSON_PAGES for key in profiles()}
KEYS = sorted(PAGES)
HOSTILE = (
    b"\x1bp\x00\x32\x32", b"\x1dV\x00", b"\x1dVB\x00", b"\x10\x14\x01\x00\x01", b"\x10\x04\x01", b"\x10\x05\x02",
    b"\x1b@", b"\x1bt\x02", b"\x1b=\x02", b"\x1d(H\x06\x0000abcd", b"\x1dkI\x03{BA", b"\x1d(k\x03\x001Q0",
    b"\x1ci", b"\x1bi",
    b"\x1dv0\x00\x48\x00\xff\xff", b"\x1b*\x21\xff\x03", b"\x1c&", b"\x18", b"\x0c", b"\x9b", b"\x85",
)  # fmt: skip


def events(receipt: Receipt, key: str = "tm-t20iii", **more: Any) -> list[Event]:
    return decode(job(receipt, key, **more), PAGES[key])


def job(receipt: Receipt, key: str = "tm-t20iii", **more: Any) -> bytes:
    made = render(receipt, form="escpos", columns=profile(key).columns, profile=key, **more)
    assert isinstance(made, bytes)
    return made


def kinds(found: list[Event], kind: str) -> list[object]:
    return [event.value for event in found if event.kind == kind]


def expected_lines(receipt: Receipt, key: str) -> list[str]:
    """The plain text of the same lines, with what an encoder may leave to a picture."""
    lines = [
        line for copy in receipt.copies for line in receipt_lines(receipt, copy, profile(key).columns, profile=key)
    ]
    return [text_line(line).strip() if line.mark in ("barcode", "qr") else text_line(line).rstrip()
            for line in lines if line.mark != "cut"]  # fmt: skip


def picture(event: Event) -> Image.Image:
    assert isinstance(event.value, Picture)
    size = (event.value.row_bytes * 8, len(event.value.rows) // event.value.row_bytes)
    return ImageOps.expand(ImageOps.invert(Image.frombytes("1", size, event.value.rows).convert("L")), 40, 255)


@pytest.mark.parametrize("key", KEYS)
def test_a_job_begins_once_kicks_once_and_cuts_each_copy_once(key: str) -> None:
    found = events(ticket(), key)
    assert found[0].kind == "init"
    assert len(kinds(found, "init")) == 1
    assert found[1] == Event("drawer", (0, 25, 250))
    assert len(kinds(found, "drawer")) == 1
    assert len(kinds(found, "cut")) == (2 if profile(key).cutter else 0)
    assert not kinds(found, "unknown")
    assert found[-1].kind in ("cut", "style")


def test_the_drawer_pulse_carries_both_its_times() -> None:
    assert b"\x1bp\x00\x19\xfa" in job(ticket())


def test_a_second_print_never_opens_the_drawer() -> None:
    assert not kinds(events(ticket(), duplicate=1), "drawer")


def test_a_card_sale_leaves_the_drawer_shut() -> None:
    assert not kinds(events(replace(ticket(), opens_drawer=False)), "drawer")


@pytest.mark.parametrize("key", KEYS)
@given(receipt=receipts)
@settings(max_examples=60, deadline=None)
def test_paper_says_what_plain_text_says(key: str, receipt: Receipt) -> None:
    receipt = replace(receipt, copies=("customer",))
    found = events(receipt, key)
    assert not kinds(found, "unknown") + kinds(found, "realtime")
    read = printed_lines(found)
    expected = expected_lines(receipt, key)
    assert len(read) == len(expected)
    for paper, text in zip(read, expected, strict=True):
        if paper == "[picture]":
            assert not text.isascii() or text == "[QR code]"
        else:
            assert paper == text


@pytest.mark.parametrize("key", ["tm-t88v", "generic-58"])
def test_no_control_byte_in_any_field_adds_anything_to_a_job(key: str) -> None:
    clean = deeds(events(ticket(), key))
    controls = [chr(code) for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))]
    for evil in (*controls, *(text.decode("latin-1") for text in HOSTILE)):
        receipt = ticket(name=f"Windproof{evil} umbrella", word=f"Thank{evil} you", code=f"BO1:BER1:000123:7F{evil}")
        receipt = replace(receipt, number=f"BER1{evil}", at=f"2026{evil}", person=evil, language=f"en{evil}")
        found = events(receipt, key)
        assert not kinds(found, "unknown")
        assert [deed for deed in deeds(found) if b"BO1" not in repr(deed).encode()] == [
            deed for deed in clean if b"BO1" not in repr(deed).encode()
        ], repr(evil)
        again = events(receipt, key, duplicate=1, printed_by=f"Bo{evil}", printed_at=f"2026{evil}")
        assert [deed for deed in deeds(again) if deed[0] in ("drawer", "cut", "init", "realtime", "unknown")] == [
            deed for deed in clean if deed[0] in ("cut", "init")
        ]


@given(words)
@settings(max_examples=60, deadline=None)
def test_no_words_at_all_add_anything_to_a_job(word: str) -> None:
    assert deeds(events(ticket(name=word, word=word))) == deeds(events(ticket()))


def test_the_big_list_of_naughty_strings_prints_and_adds_nothing(real: Callable[[str], Path]) -> None:
    path = real("tricky-strings/blns.json")
    clean = deeds(events(replace(ticket(), copies=("customer",))))
    for text in json.loads(path.read_text(encoding="utf-8")):
        found = events(replace(ticket(name=text), copies=("customer",)))
        assert deeds(found) == clean, text


@pytest.mark.parametrize("key", KEYS)
def test_nothing_becomes_a_question_mark(key: str) -> None:
    for name in (
        "Zubehör für 5 €",
        "Šťastný žluťoučký kůň",
        "Ωμέγα",
        "Жук",
        "שלום",
        "مرحبا",
        "你好",
        "ไทย",
        "₹ ₽ ₺",
        "“Best” – ½",
    ):
        assert "?" not in "".join(printed_lines(events(ticket(name=name), key)))


def test_the_euro_is_printed_from_a_page_that_has_it_and_spelled_where_none_has() -> None:
    receipt = replace(ticket(), blocks=(KeyValue("Paid", "€14.99"), KeyValue("Left", "5,00 €")), copies=("customer",))
    assert printed_lines(events(receipt, "tm-t88v")) == ["Paid" + "€14.99".rjust(38), "Left" + "5,00 €".rjust(38)]
    assert printed_lines(events(receipt, "generic-58"))[:2] == [
        "Paid" + "EUR 14.99".rjust(28),
        "Left" + "5,00 EUR".rjust(28),
    ]


def test_greek_and_cyrillic_come_from_their_pages_and_the_euro_never_from_the_greek_one() -> None:
    receipt = replace(ticket(), blocks=(Text("Ωμέγα Жук é € ő"),), copies=("customer",))
    found = events(receipt, "tm-t20iii")
    assert printed_lines(found) == ["Ωμέγα Жук é € ő"]
    assert 15 not in kinds(found, "page")


def test_letters_that_no_page_has_are_drawn_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="printing"):
        found = events(replace(ticket(name="שלום umbrella"), copies=("customer",)))
    assert printed_lines(found).count("[picture]") == 1
    assert "1 lines printed as pictures" in caplog.text


def test_a_drawn_line_is_as_wide_as_its_letters_would_be_and_has_ink() -> None:
    (drawn,) = (
        event
        for event in events(replace(ticket(name="你好 שלום مرحبا"), copies=("customer",)))
        if event.kind == "raster"
    )
    assert isinstance(drawn.value, Picture)
    assert 40 * 12 <= drawn.value.row_bytes * 8 <= 576 + 8
    assert any(drawn.value.rows)


def test_a_letter_that_no_font_has_becomes_a_box_that_can_be_seen() -> None:
    boxed = replace(ticket(), blocks=(Text("你"),), copies=("customer",))
    (drawn,) = (event for event in events(boxed) if event.kind == "raster")
    box = ImageOps.invert(picture(drawn)).getbbox()
    assert box is not None
    assert 15 <= box[2] - box[0] <= 24


@given(st.text(st.sampled_from("שלוםאבגדמرحبا你好Ж12 ő"), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_no_picture_holds_bytes_that_a_printer_obeys_at_once(text: str) -> None:
    sent = job(replace(ticket(), blocks=(Text(text, size="large"),)), "generic-58")
    assert not any(sequence in sent for sequence in (b"\x10\x04", b"\x10\x05", b"\x10\x14"))


def dots(*rows: tuple[int, ...]) -> list[list[bool]]:
    return [[column in row for column in range(32)] for row in rows]


def test_a_picture_with_such_bytes_is_moved_aside_without_losing_a_dot() -> None:
    (drawn,) = decode(code_picture(dots((3, 13)), 1))
    assert isinstance(drawn.value, Picture)
    assert drawn.value.rows[:2] == b"\x08\x02"


def test_a_picture_that_has_them_wherever_it_is_moved_gets_a_stray_dot_instead() -> None:
    sent = code_picture(dots(*((11 - shift, 21 - shift) for shift in range(8))), 1)
    (drawn,) = decode(sent)
    assert isinstance(drawn.value, Picture)
    assert b"\x10\x04" not in sent
    assert sum(byte.bit_count() for byte in drawn.value.rows) > 16


def test_codes_are_the_printers_own_and_carry_their_content() -> None:
    found = events(replace(ticket(), copies=("customer",)), "tm-t88v")
    assert kinds(found, "qr") == [b"BO1:BER1:000123:7F"]
    assert kinds(found, "barcode") == [(73, b"{BBER1-1-A000123")]
    assert b"\x1dw\x02" in job(ticket(), "tm-t88v")


def test_a_barcode_wider_than_the_paper_is_left_to_be_read_by_eye() -> None:
    number = "BERLIN-WEST-REGISTER-12-A000123"
    receipt = replace(ticket(), blocks=(Barcode(number),), copies=("customer",))
    found = events(receipt, "generic-58")
    assert not kinds(found, "barcode")
    assert printed_lines(found)[0].strip() == number
    short = events(replace(receipt, blocks=(Barcode("BER1-1-A000123"),)), "generic-58")
    assert kinds(short, "barcode") == [(73, b"{BBER1-1-A000123")]


def test_a_brace_in_a_barcode_is_doubled_as_the_printer_wants_it() -> None:
    assert kinds(events(replace(ticket(), blocks=(Barcode("A{B"),))), "barcode")[0] == (73, b"{BA{{B")


def test_the_qr_code_of_a_printer_without_one_is_drawn_and_reads_back() -> None:
    (drawn,) = (
        event for event in events(replace(ticket(), copies=("customer",)), "generic-58") if event.kind == "raster"
    )
    assert [code.text for code in zxingcpp.read_barcodes(picture(drawn))] == ["BO1:BER1:000123:7F"]
    assert picture(drawn).width <= 384 + 80


@pytest.mark.parametrize("length", [1, 13, 14, 15, 26, 27, 42, 43, 62, 63, 106, 107, 152, 153, 213, 214, 300])
def test_a_qr_code_is_as_large_as_foreseen(length: int) -> None:
    from printing.forms.codes import qr_squares
    from printing.forms.escpos import _qr_size

    assert len(qr_squares("x" * length)) == _qr_size("x" * length)


def test_a_long_receipt_is_small() -> None:
    assert len(job(long_ticket(60), "generic-80")) <= 6_000


def test_empty_rows_an_empty_text_and_a_code_too_large_for_any_paper_print_nothing_odd() -> None:
    for key in KEYS:
        assert not kinds(events(replace(ticket(), blocks=(Rows(()), Qr("x" * 4000), Text(""))), key), "unknown")


@pytest.mark.parametrize(
    ("name", "cuts"),
    [("escpos-php/demo.bin", 14), ("escpos-php/receipt-with-logo.bin", 1), ("escpos-php/qr-code.bin", 1),
     ("escpos-php/barcode.bin", 1), ("escpos-php/character-tables.bin", 1), ("escpos-php/text-size.bin", 1),
     ("escpos-php/graphics.bin", 1), ("escpos-php/unifont-print-buffer.bin", 1), ("escpos-php/bit-image.bin", 1),
     ("escpos-net/output-juliogamasso.bin", 1), ("crossescpos/sample.escpos", 1)],
)  # fmt: skip
def test_the_decoder_reads_what_other_programs_wrote(real: Callable[[str], Path], name: str, cuts: int) -> None:
    found = decode(real(f"escpos-dumps/{name}").read_bytes())
    assert not kinds(found, "unknown")
    assert len(kinds(found, "cut")) == cuts


def test_the_decoder_sees_what_a_careless_program_would_send() -> None:
    found = decode(b"\x1b@Widget\x1bp\x00\x32\x32 \x1dV\x00 name\x10\x14\x01\x00\x01\n")
    assert [event.kind for event in found] == ["init", "text", "drawer", "text", "cut", "text", "realtime", "newline"]
