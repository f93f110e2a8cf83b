"""A receipt laid out in lines of cells: the one source of paper, page, preview and plain text.

No renderer wraps, aligns or leaves out anything by itself, so what the screen shows is what the paper says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pos.domain.receipt import Align, Barcode, Block, Copy, Feed, KeyValue, Qr, Receipt, Row, Rows, Rule, Text
from printing.cells import break_hard, width, wrap
from printing.clean import clean

Mark = Literal["", "rule", "barcode", "qr", "cut"]
NARROWEST, WIDEST = 24, 64
_TABLE_FROM = 40  # columns from which name, detail and total share a line
_NAME_AT_LEAST = 16  # a narrower name column is worse than a second line
_RIGHT_TO_LEFT = frozenset(("ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))
_LONGEST_CODE = 300
_MOST_FEED = 20
_BANNER = {
    "en": ("Original", "Printed again", "Printed by"),
    "de": ("Original", "Erneut gedruckt", "Gedruckt von"),
    "fr": ("Original", "Réimprimé", "Imprimé par"),
    "es": ("Original", "Reimpreso", "Impreso por"),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Words that begin at cell `start` of their line."""

    start: int
    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of `columns` cells: spans that do not overlap, or a mark with its `content` (barcode, qr).

    A `large` line is double in width and height, so it has half as many cells.
    """

    columns: int
    spans: tuple[Span, ...] = ()
    large: bool = False
    mark: Mark = ""
    content: str = ""

    @property
    def text(self) -> str:
        """The line as plain text, spaces between the spans, none at its end."""
        text, end = "", 0
        for span in self.spans:
            text += " " * (span.start - end) + span.text
            end = span.start + width(span.text)
        return text


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The marks of a second print: which one, when (ISO 8601 with offset) and by whom."""

    number: int
    printed_at: str = ""
    printed_by: str = ""


def lay_out(
    receipt: Receipt,
    copy: Copy,
    columns: int,
    *,
    duplicate: Duplicate | None = None,
    spell: Callable[[str], str] = str,
) -> tuple[Line, ...]:
    """The lines of one reader's copy on paper of `columns` cells (24 to 64), ending with the cut mark.

    `spell` may replace characters that a printer lacks ("€" by "EUR") before anything is measured. Raises ValueError
    for a width outside of what a receipt printer has.
    """
    if not NARROWEST <= columns <= WIDEST:
        raise ValueError(f"a receipt has {NARROWEST} to {WIDEST} columns, not {columns}")
    blocks = receipt.for_copy(copy)
    if duplicate:
        blocks = (*_banner_above(receipt, duplicate), *blocks, _banner(duplicate))
    lines = [
        line
        for block in blocks
        for line in _block_lines(_cleaned(block, lambda text: spell(clean(text)).strip()), columns)
    ]
    if _base(receipt.language) in _RIGHT_TO_LEFT:
        lines = [_mirrored(line) for line in lines]
    return (*lines, Line(columns, mark="cut"))


def _banner(duplicate: Duplicate) -> Text:
    return Text(f"*** DUPLICATE {duplicate.number} ***", align="centre", bold=True)


def _banner_above(receipt: Receipt, duplicate: Duplicate) -> Iterable[Block]:
    yield _banner(duplicate)
    original, again, by = _BANNER.get(_base(receipt.language), _BANNER["en"])
    yield KeyValue(original, _moment(receipt.at))
    if duplicate.printed_at:
        yield KeyValue(again, _moment(_on_the_clock_of(receipt.at, duplicate.printed_at)))
    if duplicate.printed_by:
        yield KeyValue(by, duplicate.printed_by)
    yield Rule()


def _base(language: str) -> str:
    return language.partition("-")[0].lower()


def _on_the_clock_of(original: str, at: str) -> str:
    """`at` with the offset of the original, so that both times on one paper can be compared at a glance."""
    try:
        offset, moment = datetime.fromisoformat(original).tzinfo, datetime.fromisoformat(at)
    except ValueError:
        return at
    return moment.astimezone(offset).isoformat(timespec="seconds") if offset and moment.tzinfo else at


def _moment(at: str) -> str:
    """ "2026-11-22T10:15:09+01:00" as "2026-11-22 10:15 +01:00": year first cannot be misread."""
    day, _, time = at.partition("T")
    return f"{day} {time[:5]} {time[8:]}".strip() if time else at


def _cleaned(block: Block, door: Callable[[str], str]) -> Block:
    """The block with its texts through `door`; codes are cleaned but never spelled: a reader needs them as they are."""
    match block:
        case Text():
            return replace(block, text=door(block.text))
        case KeyValue():
            return replace(block, label=door(block.label), value=door(block.value))
        case Rows():
            return replace(
                block, heading=door(block.heading), rows=tuple(_cleaned_row(row, door) for row in block.rows)
            )
        case Barcode() | Qr():
            return replace(block, content=clean(block.content, _LONGEST_CODE).strip())
        case Rule() | Feed():
            return block


def _cleaned_row(row: Row, door: Callable[[str], str]) -> Row:
    return Row(
        name=door(row.name),
        detail=door(row.detail),
        total=door(row.total),
        tax=door(row.tax)[:3],
        notes=tuple(door(note) for note in row.notes),
    )


def _block_lines(block: Block, columns: int) -> list[Line]:
    match block:
        case Text():
            return _text_lines(block, columns)
        case KeyValue():
            return _key_value_lines(block, columns)
        case Rows():
            return _rows_lines(block, columns)
        case Rule():
            return [Line(columns, (Span(0, "-" * columns),), mark="rule")]
        case Feed():
            return [Line(columns)] * max(0, min(block.lines, _MOST_FEED))
        case Barcode():
            # CODE128 carries printable ASCII only; anything else is left to the eye.
            code = [Line(columns, mark="barcode", content=block.content)] if block.content.isascii() else []
            return [*code, *_text_lines(Text(block.content, align="centre"), columns)] if block.content else []
        case Qr():
            return [Line(columns, mark="qr", content=block.content)] if block.content else []


def _text_lines(block: Text, columns: int) -> list[Line]:
    large = block.size == "large"
    columns = columns // 2 if large else columns
    return [Line(columns, _spans(_start(text, block.align, columns), text, block.bold), large)
            for text in wrap(block.text, columns)]  # fmt: skip


def _spans(start: int, text: str, bold: bool = False) -> tuple[Span, ...]:
    return (Span(start, text, bold),) if text else ()


def _start(text: str, align: Align, columns: int) -> int:
    free = columns - width(text)
    return {"start": 0, "centre": free // 2, "end": free}[align]


def _key_value_lines(block: KeyValue, columns: int) -> list[Line]:
    # A figure that double width would break is printed in the size that holds it.
    large = block.size == "large" and width(block.value) <= columns // 2
    columns = columns // 2 if large else columns
    lines = _with_amount(block.label, block.value, columns, bold=block.bold)
    return [replace(line, large=large) for line in lines]


def _with_amount(
    label: str, amount: str, columns: int, *, indent: int = 0, tax: str = "", tax_field: int = 0, bold: bool = False
) -> list[Line]:
    """The label wrapped, the amount at the end of its last line, or on a line of its own where that has no room."""
    end = columns - tax_field
    texts = wrap(label, columns - indent) if label else []
    lines = [Line(columns, _spans(indent, text, bold)) for text in texts]
    letter = _spans(columns - width(tax), tax, bold)
    if not amount and not tax:
        return lines or [Line(columns)]
    # Wider than the paper is no amount of money; then every digit on two lines beats a missing one.
    *above, last = break_hard(amount, end)
    if above or not lines or indent + width(texts[-1]) + 1 + width(last) > end:
        lines += [Line(columns, _spans(end - width(piece), piece, bold)) for piece in above]
        lines.append(Line(columns))
    closing = lines.pop()
    return [*lines, replace(closing, spans=(*closing.spans, *_spans(end - width(last), last, bold), *letter))]


def _rows_lines(block: Rows, columns: int) -> list[Line]:
    widest_tax = max((width(row.tax) for row in block.rows), default=0)
    tax_field = widest_tax + 1 if widest_tax else 0
    total = max((width(row.total) for row in block.rows), default=0)
    detail = max((width(row.detail) for row in block.rows), default=0)
    figures = (total + 2 if total else 0) + (detail + 2 if detail else 0)
    name_field = columns - tax_field - figures
    lines = _text_lines(Text(block.heading, bold=True), columns) if block.heading else []
    for row in block.rows:
        if columns >= _TABLE_FROM and name_field >= _NAME_AT_LEAST:
            lines += _table_row(row, columns, name_field, columns - tax_field, total)
        else:
            lines += _stacked_row(row, columns, tax_field)
        for note in row.notes:
            lines += [Line(columns, _spans(2, text)) for text in wrap(note, columns - 2)]
    return lines


def _table_row(row: Row, columns: int, name_field: int, end: int, total: int) -> list[Line]:
    first, *others = wrap(row.name, name_field)
    detail_end = end - (total + 2 if total else 0)
    spans = (
        *_spans(0, first),
        *_spans(detail_end - width(row.detail), row.detail),
        *_spans(end - width(row.total), row.total),
        *_spans(columns - width(row.tax), row.tax),
    )
    return [Line(columns, spans), *(Line(columns, _spans(0, text)) for text in others)]


def _stacked_row(row: Row, columns: int, tax_field: int) -> list[Line]:
    if not row.detail:
        return _with_amount(row.name, row.total, columns, tax=row.tax, tax_field=tax_field)
    names = [Line(columns, _spans(0, text)) for text in wrap(row.name, columns)]
    return names + _with_amount(row.detail, row.total, columns, indent=2, tax=row.tax, tax_field=tax_field)


def _mirrored(line: Line) -> Line:
    """The same line read from the right: what began at its left edge now ends at its right one."""
    if line.mark:
        return line
    turned = (replace(span, start=line.columns - span.start - width(span.text)) for span in reversed(line.spans))
    return replace(line, spans=tuple(turned))
