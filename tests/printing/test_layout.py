"""How a document lies on paper of any width."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain.receipt import Block, Feed, KeyValue, Qr, Receipt, Row, Rows, Text
from printing.cells import break_hard, cells, width, wrap
from printing.layout import Duplicate, Line, lay_out
from tests.printing.samples import long_ticket, plain_words, receipts, ticket

columns = st.sampled_from((24, 32, 42, 48, 64))


def text_of(receipt: Receipt, columns: int = 48, duplicate: Duplicate | None = None) -> list[str]:
    return [line.text for line in lay_out(receipt, "customer", columns, duplicate=duplicate)]


def of(*blocks: Block) -> Receipt:
    return replace(ticket(), blocks=blocks)


@given(receipts, columns)
def test_no_line_is_wider_than_its_paper_and_no_spans_overlap(receipt: Receipt, columns: int) -> None:
    for line in lay_out(receipt, "customer", columns):
        assert line.columns == (columns // 2 if line.large else columns)
        end = 0
        for span in line.spans:
            assert span.start >= end
            end = span.start + width(span.text)
        assert end <= line.columns


def letters(texts: list[str]) -> Counter[str]:
    return Counter(character for text in texts for character in text if not character.isspace())


def words_of(receipt: Receipt) -> list[str]:
    found: list[str] = []
    for block in receipt.blocks:
        match block:
            case Text(text=text):
                found.append(text)
            case KeyValue(label=label, value=value):
                found += [label, value]
            case Rows(rows=rows, heading=heading):
                found.append(heading)
                found += [text for row in rows for text in (row.name, row.detail, row.total, row.tax, *row.notes)]
    return [unicodedata.normalize("NFC", text) for text in found]


@given(receipts, columns)
def test_nothing_that_can_be_seen_is_lost(receipt: Receipt, columns: int) -> None:
    receipt = replace(receipt, blocks=tuple(b for b in receipt.blocks if isinstance(b, Text | KeyValue | Rows)))
    assert letters(text_of(receipt, columns)) == letters(words_of(receipt))


@given(receipts, columns)
def test_an_amount_stays_whole_on_one_line(receipt: Receipt, columns: int) -> None:
    spans = Counter(span.text for line in lay_out(receipt, "customer", columns) for span in line.spans)
    expected: Counter[str] = Counter()
    for block in receipt.blocks:
        if isinstance(block, KeyValue):
            expected[block.value] += 1
        elif isinstance(block, Rows):
            expected.update(row.total for row in block.rows)
    assert not expected - spans


@given(plain_words, st.integers(2, 40))
def test_wrapping_keeps_every_letter_in_order_and_the_width(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_word_longer_than_the_line_breaks_hard() -> None:
    assert [len(line) for line in wrap("x" * 60, 24)] == [24, 24, 12]


def test_a_mark_stays_on_its_letter_when_a_word_breaks() -> None:
    assert break_hard("x\u0302y\u0302z\u0302", 2) == ["x\u0302y\u0302", "z\u0302"]


def test_wide_characters_take_two_cells_and_marks_none() -> None:
    assert [cells(character) for character in "a你ｱＡ\u0302é"] == [1, 2, 1, 2, 0, 1]


def test_on_wide_paper_name_detail_and_total_share_a_line_and_the_name_wraps_under_itself() -> None:
    name = "Windproof umbrella with a wooden handle"
    lines = text_of(of(Rows((Row(name, "2 x 12.50", "25.00", "A"),))), 42)[:-1]
    assert lines[0].startswith("Windproof umbrella")
    assert lines[0].endswith("2 x 12.50  25.00 A")
    assert len(lines[0]) == 42
    assert " ".join(line.removesuffix("2 x 12.50  25.00 A").strip() for line in lines) == name


def test_on_narrow_paper_the_figures_stand_under_the_name() -> None:
    assert text_of(of(Rows((Row("Windproof umbrella with a wooden handle", "2 x 12.50", "25.00"),))), 32)[:-1] == [
        "Windproof umbrella with a wooden",
        "handle",
        "  2 x 12.50                25.00",
    ]


def test_without_a_tax_letter_no_column_is_kept_for_it() -> None:
    assert text_of(of(Rows((Row("Hat", "1 x 9.00", "9.00"),))))[0].endswith("9.00")
    assert (
        text_of(of(Rows((Row("Hat", "1 x 9.00", "9.00", "A"), Row("Cap", "", "5.00")))))[1] == "Cap".ljust(42) + "5.00"
    )


def test_notes_are_indented_under_their_row() -> None:
    lines = text_of(
        of(Rows((Row("Hat", "1 x 9.00", "9.00", notes=("Expected Wed 09 Dec 2026, supplier confirmed",)),))), 32
    )
    assert lines[2:4] == ["  Expected Wed 09 Dec 2026,", "  supplier confirmed"]


def test_a_figure_that_does_not_fit_beside_its_label_gets_its_own_line() -> None:
    assert text_of(of(KeyValue("Deposit taken in cash at the counter", "1,234,567.00")), 42)[:2] == [
        "Deposit taken in cash at the counter",
        "1,234,567.00".rjust(42),
    ]


def test_a_large_figure_that_would_break_is_printed_smaller() -> None:
    (line, *_) = lay_out(of(KeyValue("TOTAL", "IDR 123,456,789.00", size="large")), "customer", 32)
    assert (line.large, line.text) == (False, "TOTAL" + "IDR 123,456,789.00".rjust(27))


def test_double_width_halves_the_columns() -> None:
    lines = lay_out(of(Text("Rain & Shine Umbrellas", align="centre", size="large")), "customer", 32)
    assert [line.text for line in lines[:2]] == ["  Rain & Shine", "   Umbrellas"]


def test_right_to_left_documents_begin_at_the_right() -> None:
    receipt = replace(of(KeyValue("סכום", "12.50"), Text("שלום")), language="he")
    first, second, _ = lay_out(receipt, "customer", 32)
    assert [(span.start, span.text) for span in first.spans] == [(0, "12.50"), (28, "סכום")]
    assert second.spans[0].start == 28


def test_a_second_print_says_so_first_and_last_and_when_and_by_whom() -> None:
    lines = text_of(ticket(), 48, duplicate=Duplicate(2, "2026-11-23T09:00:00+01:00", "Bo"))
    assert lines[0].strip() == lines[-2].strip() == "*** DUPLICATE 2 ***"
    assert lines[1] == "Original" + "2026-11-22 10:15 +01:00".rjust(40)
    assert lines[2] == "Printed again" + "2026-11-23 09:00 +01:00".rjust(35)
    assert lines[3] == "Printed by" + "Bo".rjust(38)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de-AT", ("Original", "Erneut gedruckt", "Gedruckt von")),
        ("fr", ("Original", "Réimprimé", "Imprimé par")),
        ("es", ("Original", "Reimpreso", "Impreso por")),
        ("nl", ("Original", "Printed again", "Printed by")),
    ],
)
def test_a_second_print_speaks_the_receipts_language(language: str, words: tuple[str, ...]) -> None:
    lines = text_of(replace(ticket(), language=language), 48, Duplicate(1, "2026-11-23T09:00:00+01:00", "Bo"))
    assert all(line.startswith(word) for line, word in zip(lines[1:4], words, strict=True))


@pytest.mark.parametrize(
    ("printed_at", "shown"),
    [
        ("2026-11-23T23:30:00+00:00", "2026-11-24 00:30 +01:00"),
        ("2026-11-23T23:30:00Z", "2026-11-24 00:30 +01:00"),
        ("2026-11-23T23:30:00.123456+00:00", "2026-11-24 00:30 +01:00"),
        ("some time", "some time"),
    ],
)
def test_the_time_of_a_second_print_is_told_on_the_clock_of_the_first(printed_at: str, shown: str) -> None:
    lines = text_of(ticket(), 48, Duplicate(1, printed_at))
    assert lines[2] == "Printed again" + shown.rjust(35)


def test_each_reader_gets_the_blocks_meant_for_them() -> None:
    assert "Signature Thank you" not in text_of(ticket())
    assert "Signature Thank you" in [line.text for line in lay_out(ticket(), "store", 48)]


def test_every_copy_ends_with_its_one_cut() -> None:
    for copy in ticket().copies:
        marks = [line.mark for line in lay_out(ticket(), copy, 48)]
        assert (marks.count("cut"), marks[-1]) == (1, "cut")


def test_the_number_stands_readable_under_its_barcode() -> None:
    lines = lay_out(ticket(), "customer", 32)
    at = next(index for index, line in enumerate(lines) if line.mark == "barcode")
    assert lines[at + 1].text.strip() == lines[at].content == "BER1-1-A000123"


def test_a_code_without_content_leaves_nothing_behind() -> None:
    assert lay_out(of(Qr("\x1b\x00")), "customer", 32) == (Line(32, mark="cut"),)


def test_a_feed_beyond_reason_does_not_empty_the_roll() -> None:
    assert len(lay_out(of(Feed(10_000)), "customer", 32)) <= 21


@pytest.mark.parametrize("columns", [0, 23, 65])
def test_paper_that_no_printer_has_is_refused(columns: int) -> None:
    with pytest.raises(ValueError, match="columns"):
        lay_out(ticket(), "customer", columns)


@given(st.integers(0, 200))
def test_any_number_of_rows_is_laid_out_one_under_the_other(rows: int) -> None:
    assert sum("Product number" in text for text in text_of(long_ticket(rows))) == rows
