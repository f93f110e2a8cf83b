"""What may enter a document, and what may not."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from printing.clean import LIMIT, clean

everything = st.text(st.characters(), max_size=200)  # surrogates and unassigned characters too


@given(everything)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(everything)
def test_no_control_format_surrogate_or_unassigned_character_comes_through(text: str) -> None:
    assert not {unicodedata.category(character) for character in clean(text)} & {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


@given(everything)
def test_what_comes_out_is_composed(text: str) -> None:
    assert unicodedata.is_normalized("NFC", clean(text))


def test_every_byte_a_printer_obeys_is_gone() -> None:
    for code in (*range(0x20), *range(0x7F, 0xA0)):
        assert clean(f"a{chr(code)}b") in ("ab", "a b")


def test_breaks_become_spaces_so_that_words_stay_apart() -> None:
    assert clean("one\ntwo\tthree\u2028four") == "one two three four"


def test_marks_that_turn_the_direction_or_hide_are_dropped() -> None:
    assert clean("a\u202eb\u200bc\u2066d\ufefff\u00adg\ufe0f") == "abcdfg"


def test_the_narrow_space_of_an_amount_stays_unbreakable() -> None:
    assert clean("1\u202f234,50") == "1\u00a0234,50"


def test_letters_of_the_world_come_through() -> None:
    for text in ("Škoda žluťoučký", "Ωμέγα", "Жук", "你好", "한글", "שלום", "مرحبا", "ไทย", "€ 12", "👍"):
        assert clean(text) == text


def test_a_pasted_file_is_cut_at_the_limit() -> None:
    assert len(clean("x" * 100_000)) == LIMIT
    assert len(clean("é" * 100_000)) == LIMIT
