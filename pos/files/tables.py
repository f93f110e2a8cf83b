"""Rows of cells out of a CSV file or a spreadsheet, one at a time, with the row number a person sees."""

from __future__ import annotations

import csv
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import IO, Any

from pos.domain.errors import BadFile
from pos.domain.incoming import BadRow
from pos.files.source import LARGEST_BYTES, Source, told

Row = tuple[int, list[str]]
DELIMITERS = ",;\t|"
LARGEST_CELL = 2**20
"""Characters; beyond it a quotation mark was never closed."""
_WIDEST = 1000
_PACKED_AT_MOST = 200
_SAMPLE = 50
_WRITTEN_OUT = re.compile(r'"[^"]*"|\\.')
"""The parts of a number format that are shown as they are."""


def rows(source: Source, sheet: int = 0) -> Iterator[Row | BadRow]:
    """Every row that is not blank, the header among them; a row that cannot be cut into cells is a BadRow.

    Raises BadFile when the file stops being readable half way.
    """
    with told(source.path):
        yield from _sheet_rows(source, sheet) if source.form == "spreadsheet" else _text_rows(source)


def sheets(source: Source) -> int:
    """How many tables the file holds: a CSV one, a workbook its sheets."""
    if source.form != "spreadsheet":
        return 1
    with told(source.path), source.bytes() as stream:
        book = _open_book(source, stream)
        return len(book.worksheets)


def find_delimiter(source: Source) -> str:
    """The mark between cells: the one that cuts the first rows most evenly into most cells."""
    with told(source.path), source.text() as stream:
        lines = list(itertools.islice(iter(lambda: stream.readline(1 << 16), ""), _SAMPLE * 4))
    return max(DELIMITERS, key=lambda mark: _evenness(lines, mark))


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[int, float]:
    widths = [len(row) for row in itertools.islice(csv.reader(lines, delimiter=delimiter), _SAMPLE) if row]
    if not widths or widths[0] < 2:
        return (0, 0)
    even = sum(width == widths[0] for width in widths)
    # Half of the rows is enough: unquoted commas in names break rows of a good file too.
    return (widths[0] if even * 2 >= len(widths) else 1, even / len(widths))


def _text_rows(source: Source) -> Iterator[Row | BadRow]:
    csv.field_size_limit(LARGEST_CELL)
    delimiter = find_delimiter(source)
    with source.text() as stream:
        # strict: a quotation mark out of place is told instead of guessed at; the next line starts afresh.
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        for number in itertools.count(1):
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as failure:
                yield BadRow(number, _quoting(str(failure)))
                continue
            if len(cells) > _WIDEST:
                yield BadRow(number, f"the row has {len(cells)} cells, more than any table we read ({_WIDEST})")
            elif cells:
                yield number, cells


def _quoting(failure: str) -> str:
    if "field larger" in failure or "unexpected end" in failure:
        return "a quotation mark opened in this row is never closed; everything after it became one cell"
    return "a quotation mark stands where none may be; write it twice inside a quoted cell"


def _sheet_rows(source: Source, sheet: int) -> Iterator[Row | BadRow]:
    with source.bytes() as stream:
        book = _open_book(source, stream)
        table = book.worksheets[sheet]
        try:
            for number, cells in enumerate(table.iter_rows(), start=1):
                texts = [_shown(cell) for cell in cells]
                while texts and not texts[-1]:
                    texts.pop()
                if texts:
                    yield number, texts
        except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as failure:
            raise _damaged(source) from failure


def _open_book(source: Source, stream: IO[bytes]):  # type: ignore[no-untyped-def]  # openpyxl is imported at first use
    _refuse_bomb(source, stream)
    import openpyxl

    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except Exception as failure:  # openpyxl lets whatever its parsers meet escape
        raise _damaged(source) from failure


def _refuse_bomb(source: Source, stream: IO[bytes]) -> None:
    """Refuse what is no workbook, and one that would unpack to more than memory holds, before unpacking any of it."""
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
    except (zipfile.BadZipFile, NotImplementedError) as failure:
        raise _damaged(source) from failure
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise BadFile(
            f"The file “{source.path.name}” is a packed file but no Excel workbook. Nothing was changed. "
            "Unpack it, or save the table as .xlsx or CSV UTF-8."
        )
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if unpacked > LARGEST_BYTES or (unpacked > 50 * 2**20 and unpacked > packed * _PACKED_AT_MOST):
        raise BadFile(
            f"The workbook “{source.path.name}” would unpack to {unpacked // 2**20} MB, which no price list needs. "
            "Nothing was changed. Save the table as CSV UTF-8 and try again."
        )
    stream.seek(0)


def _shown(cell: Any) -> str:
    """A cell's text; 0.23 that the sheet shows as 23 % is “23%”, so that nobody takes it for a quarter of a percent."""
    content = cell.value
    if isinstance(content, int | float) and not isinstance(content, bool) and _is_percent(cell.number_format):
        return f"{content * 100:.12g}%"
    return _cell_text(content)


@lru_cache(maxsize=256)
def _is_percent(number_format: str) -> bool:
    return "%" in _WRITTEN_OUT.sub("", number_format or "")


def _cell_text(cell: object) -> str:
    """A cell as the text a person typed: whole numbers without “.0”, days and instants in ISO."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ", timespec="seconds")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def _damaged(source: Source) -> BadFile:
    return BadFile(
        f"The workbook “{source.path.name}” is damaged or protected by a password. Nothing was changed. "
        "Open it in a spreadsheet program, save it again as .xlsx without a password, or as CSV UTF-8."
    )
