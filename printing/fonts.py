"""The fonts of pages and pictures: which file, and which characters it can show."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Literal

import resources

Face = Literal["mono", "mono-bold", "sans"]
_FILES: dict[Face, str] = {
    "mono": "DejaVuSansMono.ttf",
    "mono-bold": "DejaVuSansMono-Bold.ttf",
    "sans": "DejaVuSans.ttf",
}


def font_path(face: Face) -> Path:
    """The TrueType file of a face."""
    return resources.path("fonts", "paper", _FILES[face])


def shows(face: Face, text: str) -> bool:
    """Whether the face has a glyph for every character of `text`."""
    return _characters(face).issuperset(map(ord, text))


@cache
def _characters(face: Face) -> frozenset[int]:
    """The code points of the font's `cmap` table, read from its segmented coverage (format 12, OpenType 1.9)."""
    font = font_path(face).read_bytes()
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, table + 2)
    for index in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", font, table + 4 + 8 * index)
        if (platform, encoding) == (3, 10):
            return _segments(font, table + offset)
    raise ValueError(f"{font_path(face).name} has no full Unicode map")


def _table(font: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if name == tag:
            return int(offset)
    raise ValueError(f"no {tag!r} table")


def _segments(font: bytes, start: int) -> frozenset[int]:
    (groups,) = struct.unpack_from(">I", font, start + 12)
    found: set[int] = set()
    for index in range(groups):
        first, last, _ = struct.unpack_from(">III", font, start + 16 + 12 * index)
        found.update(range(first, last + 1))
    return frozenset(found)
