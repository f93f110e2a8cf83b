"""The characters of a line in the order the eye meets them, each run at its cell and in a font that has it.

Right-to-left text is shaped and reordered here (Unicode Annex 9), for pictures and pages alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from printing.cells import cells, clusters, width
from printing.fonts import Face, shows
from printing.layout import Line, Span

_PROBE = "\u034f"  # the combining grapheme joiner: a mark without a look
_PAIRS = "()[]{}<>«»‹›≤≥"
_PROBED = re.compile(f"([{re.escape(_PAIRS)}]){_PROBE}|{_PROBE}([{re.escape(_PAIRS)}])")
_TURNED = {character: _PAIRS[index ^ 1] for index, character in enumerate(_PAIRS)}


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters from cell `column` on, `cells` wide; face None where no font has them: draw a box."""

    column: int
    cells: int
    text: str
    face: Face | None


def place(line: Line) -> list[Glyphs]:
    """The runs of a line from left to right; characters of one cell each in one face are joined."""
    joined: list[Glyphs] = []
    for span in line.spans:
        for glyphs in _placed(span):
            last = joined[-1] if joined else None
            if last and _follows(last, glyphs):
                joined[-1] = replace(last, cells=last.cells + glyphs.cells, text=last.text + glyphs.text)
            else:
                joined.append(glyphs)
    return joined


def _follows(last: Glyphs, glyphs: Glyphs) -> bool:
    return (
        glyphs.face in ("mono", "mono-bold")
        and last.face == glyphs.face
        and last.column + last.cells == glyphs.column
        and last.cells == len(last.text)
        and glyphs.cells == len(glyphs.text)
    )


def _placed(span: Span) -> Iterator[Glyphs]:
    text = visual_order(span.text)
    # Ligatures make shaped text shorter; what is read from the right then keeps its right edge.
    column = span.start + (width(span.text) - width(text) if is_right_to_left(span.text) else 0)
    for cluster in clusters(text):
        taken = width(cluster)
        if cluster.strip():
            yield Glyphs(column, taken, cluster, _face(cluster, span.bold))
        else:
            yield Glyphs(column, taken, " ", "mono-bold" if span.bold else "mono")
        column += taken


def _face(cluster: str, bold: bool) -> Face | None:
    faces: tuple[Face, ...] = ("mono-bold", "mono", "sans") if bold else ("mono", "sans")
    return next((face for face in faces if shows(face, cluster)), None)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def visual_order(text: str) -> str:
    """`text` shaped and reordered for drawing from left to right, marks after the character they sit on."""
    if text.isascii() or not any(unicodedata.bidirectional(character) in ("R", "AL", "AN") for character in text):
        return text
    from arabic_reshaper import reshape
    from bidi import get_display

    # The library reorders but does not turn brackets. A mark behind each one tells: it comes out in front of those
    # that are read from the right.
    probed = "".join(c + _PROBE if c in _PAIRS else c for c in reshape(text).replace(_PROBE, ""))
    shown = get_display(probed, base_dir="R" if is_right_to_left(text) else "L")
    turned = _PROBED.sub(lambda match: match[1] or _TURNED[match[2]], shown)
    return _marks_after_bases(turned)


def _marks_after_bases(shown: str) -> str:
    """Reordering leaves the marks of right-to-left letters in front of them (rule L3 is the drawer's duty)."""
    ordered, waiting = "", ""
    for character in shown:
        if not cells(character):
            waiting += character
        elif waiting and unicodedata.bidirectional(character) in ("R", "AL"):
            ordered += character + waiting[::-1]
            waiting = ""
        else:
            ordered += waiting + character
            waiting = ""
    return ordered + waiting
