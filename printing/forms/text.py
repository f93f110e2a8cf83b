"""Lines as plain text: for mail, for a terminal, for comparing."""

from __future__ import annotations

from collections.abc import Sequence

from printing.layout import Line

_SHOWN = {"barcode": "[barcode]", "qr": "[QR code]"}


def render_text(copies: Sequence[Sequence[Line]]) -> str:
    """Every copy below the other with two empty lines where the paper would be cut, one newline after each line."""
    return "\n\n".join("".join(f"{text_line(line)}\n" for line in copy if line.mark != "cut") for copy in copies)


def text_line(line: Line) -> str:
    """What stands on one line, codes named in the middle of it."""
    if line.mark in _SHOWN:
        shown = _SHOWN[line.mark]
        return " " * ((line.columns - len(shown)) // 2) + shown
    return line.text.replace("\u00a0", " ")
