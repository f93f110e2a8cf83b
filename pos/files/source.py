"""Opens a file and says what it is: text in some encoding, a spreadsheet or XML, packed by gzip or not."""

from __future__ import annotations

import codecs
import errno
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from pos.domain.errors import BadFile
from pos.files.encodings import BOMS, country_page, find_encoding, telling_lines

LARGEST_BYTES = 2**30
"""Unpacked; a shop's largest file is a tenth of that, a bomb is more."""
_BLOCK = 1 << 20
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Source:
    """A file and its form; `lines` is about how many records it holds, for a progress bar, None when unknown."""

    path: Path
    form: Literal["text", "spreadsheet", "xml"]
    packed: bool
    encoding: str
    lines: int | None

    def bytes(self) -> IO[bytes]:
        """The content, unpacked. The caller closes it."""
        return cast(IO[bytes], gzip.open(self.path)) if self.packed else self.path.open("rb")

    def text(self) -> io.TextIOWrapper:
        """The content as text with its line ends as they are. The caller closes it."""
        return io.TextIOWrapper(self.bytes(), encoding=self.encoding, newline="")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns what the disk or the packing says into a BadFile sentence about this file."""
    try:
        yield
    except FileNotFoundError:
        raise _bad(path, "is not there. Check the name and the folder") from None
    except IsADirectoryError:
        raise _bad(path, "is a folder, not a file. Name the file inside it") from None
    except PermissionError:
        raise _bad(path, "may not be opened by this user. Copy it to your own folder or ask for the right") from None
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise _bad(path, "is packed with gzip but damaged or cut off. Fetch it again") from None
    except UnicodeError:
        raise _bad(path, "holds letters in more than one encoding. Save it again as CSV UTF-8") from None
    except OSError as failure:
        name = errno.errorcode.get(failure.errno or 0, "unknown")
        raise _bad(path, f"cannot be read ({name}). Copy it to this machine and try again") from None


def look_at(path: Path, country: str = "") -> Source:
    """Find out what a file is by reading it once; the shop's country helps to tell its letters.

    Raises BadFile with a sentence when nothing can be made of it.
    """
    with told(path):
        if path.is_dir():
            raise IsADirectoryError
        with path.open("rb") as stream:
            packed = stream.read(2) == b"\x1f\x8b"
        source = Source(path, "text", packed, "", None)
        with source.bytes() as stream:
            start = stream.read(_BLOCK)
        return _by_start(source, start, country)


def _by_start(source: Source, start: bytes, country: str) -> Source:
    path, packed = source.path, source.packed
    if not start.strip():
        raise _bad(path, "is empty. Export it again")
    if start.startswith(_OLD_EXCEL):
        raise _bad(path, "is an old Excel file (.xls). Open it and save it as .xlsx or as CSV UTF-8")
    if start.startswith(b"PK\x03\x04"):
        return Source(path, "spreadsheet", packed, "", None)
    if start.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith(b"<") or start[:4] in (b"\xff\xfe<\x00", b"\xfe\xff\x00<"):
        return Source(path, "xml", packed, "", _count(source, b"</ItemCode>"))
    encoding = _encoding(source, start, country)
    # Line ends inside quotes are part of a cell, so only the text outside of quotes is counted.
    return Source(path, "text", packed, encoding, None if encoding.startswith("utf-16") else _count_lines(source))


def _encoding(source: Source, start: bytes, country: str) -> str:
    for mark, encoding in BOMS.items():
        if start.startswith(mark):
            return encoding
    if start.count(0) * 50 > len(start):
        # Text in UTF-16 without its mark has every other byte zero; anything else full of zeros is no text.
        low, high = start[::2], start[1::2]
        for encoding, letters, zeros in (("utf-16-le", low, high), ("utf-16-be", high, low)):
            if zeros.count(0) > 0.6 * len(zeros) and letters.count(0) < 0.1 * len(letters):
                return encoding
        raise _bad(source.path, "is not a text file. Export it as CSV UTF-8 or .xlsx")
    if _is_utf8(source):
        return "utf-8"
    with source.bytes() as stream:
        sample = telling_lines(stream)
    for found in (country_page(sample, country), find_encoding(sample)):
        if found and _decodes(source, found):
            return found
    raise _bad(source.path, "fits no text encoding we know. Save it as CSV UTF-8")


def _blocks(source: Source) -> Iterator[bytes]:
    """The content block by block; what unpacks beyond the cap is refused before it fills the memory."""
    read = 0
    with source.bytes() as stream:
        while block := stream.read(_BLOCK):
            read += len(block)
            if read > LARGEST_BYTES:
                raise _bad(source.path, "is larger than 1 GB. Split it into smaller files")
            yield block


def _is_utf8(source: Source) -> bool:
    return _decodes(source, "utf-8")


def _decodes(source: Source, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(source):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _count(source: Source, mark: bytes) -> int:
    tail, total = b"", 0
    for block in _blocks(source):
        total += (tail + block).count(mark)
        tail = block[1 - len(mark) :]
    return total


def _count_lines(source: Source) -> int:
    """Records below the header, read off the line ends outside of quotes (LF, CRLF or bare CR)."""
    inside, feeds, returns, pairs, last = 0, 0, 0, 0, b""
    for block in _blocks(source):
        parts = block.split(b'"')
        outside = b" ".join(parts[inside::2])
        feeds, returns, pairs = (
            feeds + outside.count(b"\n"),
            returns + outside.count(b"\r"),
            pairs + outside.count(b"\r\n"),
        )
        inside = (inside + len(parts) - 1) % 2
        last = block[-1:]
    ends = feeds + returns - pairs
    return max(0, ends - (last in (b"\n", b"\r")))


def _bad(path: Path, what: str) -> BadFile:
    return BadFile(f"The file “{path.name}” {what}. Nothing was changed.", file=str(path))
