"""What we say of printers is what their makers say."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path

import pytest

from pos.domain.errors import BadSetting
from printing.forms.encode import alphabet, runs, speller
from printing.layout import NARROWEST, WIDEST
from printing.profile import profile, profiles


def test_every_profile_is_whole() -> None:
    assert {"tm-t88v", "tm-t20iii", "generic-80", "generic-58", "xprinter"} <= set(profiles())
    for one in profiles().values():
        assert NARROWEST <= one.columns <= WIDEST
        assert one.columns * 12 <= one.dots
        assert one.drawer_pin in (0, 1)
        for number, codec in one.pages:
            assert 0 <= number < 256
            codecs.lookup(codec)


def test_an_unknown_profile_is_refused_by_naming_the_known_ones() -> None:
    with pytest.raises(BadSetting, match="generic-58"):
        profile("lp-9000")


@pytest.mark.parametrize(
    ("key", "maker"),
    [("tm-t88v", "epson"), ("tm-t20iii", "epson"), ("xprinter", "xprinter"), ("generic-58", "pos-5890")],
)
def test_page_numbers_are_the_makers(key: str, maker: str, real: Callable[[str], Path]) -> None:
    page = real(f"escpos-dumps/codepage-maps/{maker}.txt").read_text()
    rows = (line.split() for line in page.splitlines() if line.strip().startswith("0x"))
    numbers = {int(row[0], 16): row[1].replace("windows", "cp") for row in rows}
    for number, codec in profile(key).pages:
        assert numbers[number] == codec


def test_every_page_gives_back_the_character_it_was_asked_for() -> None:
    for one in profiles().values():
        codec_of = dict(one.pages)
        for character, (number, byte) in alphabet(one).items():
            assert byte >= 0x80
            assert bytes((byte,)).decode(codec_of[number]) == character


def test_bytes_of_words_never_hold_a_command() -> None:
    for one in profiles().values():
        for page, letters in runs("".join(alphabet(one)) + "\u00a0abc", one) or ():
            assert page is None or page in dict(one.pages)
            assert all(byte >= 0x20 and byte != 0x7F for byte in letters)


def test_signs_are_spelled_only_where_the_printer_lacks_them() -> None:
    assert speller(profile("tm-t88v"))("“€5” – ½") == "“€5” – ½"
    assert speller(profile("generic-58"))("“€5” – ½ 5€ €") == '"EUR 5" - ½ 5 EUR EUR'


@pytest.mark.parametrize("text", ["€", "₹", "“”„", "–—", "…", "™", "\u00a0"])
def test_what_is_spelled_can_be_printed_everywhere(text: str) -> None:
    for one in profiles().values():
        assert runs(speller(one)(text), one) is not None
