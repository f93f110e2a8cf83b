"""Lines as a PDF: one page a copy, as wide as the paper and as long as the receipt, fonts embedded."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from printing.fonts import Face, font_path
from printing.forms.codes import code128_bars, code128_width, qr_squares
from printing.forms.glyphs import place
from printing.layout import Line

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_MM = 72 / 25.4
_WIDE_PAPER, _NARROW_PAPER = (80 * _MM, 72 * _MM), (58 * _MM, 48 * _MM)  # paper and what is printed of it, in points
_MARGIN = 4 * _MM
_ADVANCE = 1233 / 2048  # of the letter size: the width of every DejaVu Sans Mono letter
_LEADING = 1.25
_BARS_HIGH = 10 * _MM
_QR_WIDE = 24 * _MM
_LONGEST_PAGE = 14_000.0  # points; readers refuse pages above 14,400


def render_pdf(copies: Sequence[Sequence[Line]], title: str) -> bytes:
    """The document with one page a copy; the same lines always give the same bytes."""
    from reportlab.pdfgen.canvas import Canvas

    faces = _registered()
    kept = BytesIO()
    canvas = Canvas(kept, invariant=1, pageCompression=1)
    canvas.setTitle(title)
    for copy in copies:
        for page in _pages(copy):
            _draw(canvas, page, faces)
            canvas.showPage()
    canvas.save()
    return kept.getvalue()


@cache
def _registered() -> dict[Face, str]:
    """The fonts made known to the page library, by face."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    faces: dict[Face, str] = {"mono": "ReceiptMono", "mono-bold": "ReceiptMonoBold", "sans": "ReceiptSans"}
    for face, name in faces.items():
        pdfmetrics.registerFont(TTFont(name, str(font_path(face))))
    return faces


def _pages(copy: Sequence[Line]) -> list[list[Line]]:
    """One page, or more where a copy is longer than a PDF page can be."""
    pages: list[list[Line]] = [[]]
    filled = 0.0
    for line in copy:
        height = _height(line)
        if filled + height > _LONGEST_PAGE:
            pages.append([])
            filled = 0.0
        pages[-1].append(line)
        filled += height
    return pages


def _cell(line: Line) -> float:
    columns = line.columns * 2 if line.large else line.columns
    return (_WIDE_PAPER[1] if columns >= 40 else _NARROW_PAPER[1]) / columns


def _height(line: Line) -> float:
    if line.mark == "barcode":
        return _BARS_HIGH + 2 * _MM
    if line.mark == "qr":
        return _QR_WIDE + 4 * _MM
    return 0.0 if line.mark == "cut" else _size(line) * _LEADING


def _size(line: Line) -> float:
    return _cell(line) / _ADVANCE * (2 if line.large else 1)


def _draw(canvas: Canvas, lines: Sequence[Line], faces: dict[Face, str]) -> None:
    wide = any(line.columns >= 40 for line in lines if not line.large)
    paper, printed = _WIDE_PAPER if wide else _NARROW_PAPER
    height = sum(map(_height, lines)) + 2 * _MARGIN
    canvas.setPageSize((paper, height))
    left, top = (paper - printed) / 2, height - _MARGIN
    for line in lines:
        if line.mark == "barcode":
            _draw_bars(canvas, line.content, left, top, printed)
        elif line.mark == "qr":
            _draw_qr(canvas, line.content, paper / 2, top)
        else:
            _draw_text(canvas, line, left, top - _size(line), faces)
        top -= _height(line)


def _draw_text(canvas: Canvas, line: Line, left: float, base: float, faces: dict[Face, str]) -> None:
    """One text object with its spaces in it, so that copied text reads as printed."""
    cell = _cell(line) * (2 if line.large else 1)
    text = canvas.beginText(left, base)
    end = 0
    for glyphs in place(line):
        text.setFont(faces["mono"], _size(line))
        text.textOut(" " * (glyphs.column - end))
        end = glyphs.column + glyphs.cells
        start = left + glyphs.column * cell
        if glyphs.face is None:
            canvas.rect(start + cell * 0.1, base, max(glyphs.cells, 1) * cell - cell * 0.2, _size(line) * 0.7)
        else:
            text.setFont(faces[glyphs.face], _size(line))
            text.textOut(glyphs.text)
        if glyphs.face in (None, "sans") or glyphs.cells != len(glyphs.text):  # not as wide as its cells
            text.setTextOrigin(left + end * cell, base)
    canvas.drawText(text)


def _draw_bars(canvas: Canvas, content: str, left: float, top: float, printed: float) -> None:
    modules = code128_width(content)
    module = min(0.33 * _MM, printed / modules)
    if module < 0.19 * _MM:  # thinner bars are lost on paper; the number below is there to be read
        return
    start = left + (printed - modules * module) / 2
    for index, bar in enumerate(code128_bars(content)):
        if bar == "1":
            canvas.rect(start + index * module, top - _BARS_HIGH, module, _BARS_HIGH, stroke=0, fill=1)


def _draw_qr(canvas: Canvas, content: str, middle: float, top: float) -> None:
    squares = qr_squares(content)
    module = _QR_WIDE / len(squares)
    left, top = middle - _QR_WIDE / 2, top - 2 * _MM
    for row, dark in enumerate(squares):
        for column, black in enumerate(dark):
            if black:
                canvas.rect(left + column * module, top - (row + 1) * module, module, module, stroke=0, fill=1)
