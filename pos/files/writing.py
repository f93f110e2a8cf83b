"""Writes CSV files that spreadsheets open safely and that our reader reads back unchanged."""

from __future__ import annotations

import contextlib
import csv
import errno
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO

from pos.domain.errors import BadFile, DiskFull

# A spreadsheet runs a cell that begins with one of these as a formula (ASVS 5.0, 1.2.10). The apostrophe in front shows
# it as text; a text that already begins with apostrophes gets one more, so that the reader can take exactly one off.
_FORMULA = re.compile(r"'*[=+\-@\t\r\0]")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?", re.ASCII)


def guarded(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula; plain numbers stay numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]], *, mark: bool = False) -> int:
    """Write a header and rows (RFC 4180, UTF-8) and answer how many rows there were.

    `mark` puts the byte order mark in front, by which Excel knows UTF-8. The file appears whole or not at all. Raises
    DiskFull, and BadFile when the place cannot be written to.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=path.parent, prefix=f".{path.name}.", delete=False, encoding="utf-8", newline=""
        ) as stream:
            try:
                written = _write(stream, columns, rows, mark)
                stream.flush()
                os.fsync(stream.fileno())
                stream.close()
                _open_to_readers(Path(stream.name))
                Path(stream.name).replace(path)
            except BaseException:
                stream.close()
                with contextlib.suppress(OSError):
                    Path(stream.name).unlink()
                raise
    except OSError as failure:
        raise told(path, failure) from failure
    return written


def _write(stream: IO[str], columns: Sequence[str], rows: Iterable[Sequence[str]], mark: bool) -> int:
    if mark:
        stream.write("\ufeff")
    writer = csv.writer(stream)
    writer.writerow(columns)
    written = 0
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        written += 1
    return written


def _open_to_readers(path: Path) -> None:
    """Temporary files are private; an export is as open as any other new file of this user."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)


def told(path: Path, failure: OSError) -> BadFile | DiskFull:
    """The sentence for what the disk said."""
    if failure.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return DiskFull(f"There is no room left for “{path.name}”. Nothing was written. Free some space and try again.")
    reason = "the folder is not there" if isinstance(failure, FileNotFoundError) else "it may not be written to"
    return BadFile(
        f"The file “{path.name}” was not written: {reason}. Nothing was changed. Choose another folder.", file=str(path)
    )
