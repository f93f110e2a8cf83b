"""Text measured and broken in cells of a monospaced line: wide East Asian characters take two, combining marks none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def cells(character: str) -> int:
    """How many cells one character takes: 0, 1 or 2 (Unicode Annex 11; ambiguous ones count as narrow)."""
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def width(text: str) -> int:
    """The cells that `text` takes on a line."""
    return len(text) if text.isascii() else sum(map(cells, text))


def clusters(text: str) -> Iterator[str]:
    """`text` in pieces that stay together: a character with the marks that sit on it."""
    held = ""
    for character in text:
        if held and cells(character):
            yield held
            held = ""
        held += character
    if held:
        yield held


def wrap(text: str, columns: int) -> list[str]:
    """The lines of `text`, none wider than `columns` cells (>= 2), broken at spaces, long words broken hard."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if not word:
            continue
        if line and width(line) + 1 + width(word) <= columns:
            line += f" {word}"
            continue
        if line:
            lines.append(line)
        *full, line = break_hard(word, columns)
        lines += full
    return [*lines, line] if line or not lines else lines


def break_hard(word: str, columns: int) -> list[str]:
    """`word` cut into pieces of at most `columns` cells; marks stay on their characters."""
    pieces = [""]
    free = columns
    for cluster in clusters(word):
        taken = width(cluster)
        if taken > free and pieces[-1]:
            pieces.append("")
            free = columns
        pieces[-1] += cluster
        free -= taken
    return pieces
