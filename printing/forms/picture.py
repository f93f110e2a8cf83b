"""What a printer has no letters or codes for, drawn dot by dot."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from printing.fonts import Face, font_path
from printing.forms import commands
from printing.forms.glyphs import place
from printing.layout import Line

if TYPE_CHECKING:
    from PIL import Image, ImageFont

CELL, PITCH = 12, 30
"""Dots of one cell and of one line of font A: 12 wide, 24 high with 6 between lines (Epson's default spacing)."""

_BASELINE = 22
_LETTER = 20  # the size at which a DejaVu Mono letter is 12.04 dots wide
_OBEYED_IN_DATA = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def line_picture(line: Line) -> bytes:
    """The command that prints a line of text as a picture, at the place and in the size its letters would have."""
    from PIL import Image, ImageDraw

    scale = 2 if line.large else 1
    # Eight dots to spare at the right, for moving the picture away from bytes that must not be.
    image = Image.new("1", (line.columns * CELL * scale + 8, PITCH * scale))
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    for glyphs in place(line):
        left = glyphs.column * CELL * scale
        if glyphs.face is None:
            right = left + max(glyphs.cells, 1) * CELL * scale - 3 * scale
            draw.rectangle((left + scale, 5 * scale, right, _BASELINE * scale), outline=1, width=scale)
            continue
        font = _font(glyphs.face, _LETTER * scale)
        if glyphs.face == "sans":  # its letters are narrower or wider than a cell
            middle = left + glyphs.cells * CELL * scale // 2
            draw.text((middle, _BASELINE * scale), glyphs.text, fill=1, font=font, anchor="ms")
            continue
        single = glyphs.cells == len(glyphs.text)
        # Letter by letter where each has its cell: the font's own advance would drift by two dots a line.
        for index, piece in enumerate(glyphs.text if single else (glyphs.text,)):
            draw.text((left + index * CELL * scale, _BASELINE * scale), piece, fill=1, font=font, anchor="ls")
    return _printed(image)


def code_picture(rows: Iterable[Iterable[bool]], module: int) -> bytes:
    """The command that prints a two-dimensional code, `module` dots a square; the paper around it is its quiet zone."""
    from PIL import Image

    squares = [list(row) for row in rows]
    image = Image.new("1", (len(squares[0]), len(squares)))
    image.putdata([dark for row in squares for dark in row])
    large = image.resize((image.width * module, image.height * module))
    canvas = Image.new("1", (large.width + 8, large.height))
    canvas.paste(large)
    return _printed(canvas)


@cache
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.truetype(font_path(face), size, layout_engine=ImageFont.Layout.BASIC)


def _printed(image: Image.Image) -> bytes:
    """The picture as a command, without the blank dots at its right end."""
    from PIL import ImageChops

    box = image.getbbox()
    inked = box[2] if box else 1
    rows = b""
    for shift in range(8):
        row_bytes = (min(inked + shift, image.width) + 7) // 8
        moved = ImageChops.offset(image, shift, 0) if shift else image
        rows = moved.crop((0, 0, row_bytes * 8, image.height)).tobytes()
        if not any(sequence in rows for sequence in _OBEYED_IN_DATA):
            return commands.raster(row_bytes, rows)
    # A printer obeys DLE even inside picture data. A stray dot costs less than a drawer that springs open.
    return commands.raster(row_bytes, rows.replace(b"\x10", b"\x11"))
