"""The ESC/POS commands we send, as bytes.

We spell these ourselves: importing python-escpos takes 0.4 s, sets up the root logger and unpickles a file from a
temporary folder, while a receipt needs a dozen commands. Names and numbers as in Epson's ESC/POS reference.
"""

from __future__ import annotations

INIT = b"\x1b@"
SINGLE_BYTES = b"\x1c."  # FS . : a printer that starts in Chinese mode shall not pair our bytes
CUT = b"\x1dVB\x00"  # GS V 66 0: feed to the knife, then cut
TEAR_OFF = b"\x1bd\x06"  # ESC d 6: lift the last line above the tear bar
NEW_LINE = b"\n"


def page(number: int) -> bytes:
    """ESC t: the code page of the bytes that follow."""
    return bytes((0x1B, 0x74, number))


def bold(on: bool) -> bytes:
    """ESC E."""
    return bytes((0x1B, 0x45, on))


def large(on: bool) -> bytes:
    """GS !: double width and height."""
    return bytes((0x1D, 0x21, 0x11 if on else 0x00))


def centred(on: bool) -> bytes:
    """ESC a; counts only at the start of a line."""
    return bytes((0x1B, 0x61, on))


def feed(dots: int) -> bytes:
    """ESC J: move the paper by that many dots."""
    return bytes((0x1B, 0x4A, dots))


def drawer(pin: int, on: int, off: int) -> bytes:
    """ESC p m t1 t2: `on` and `off` count 2 ms. Without both times the printer would eat the next command."""
    return bytes((0x1B, 0x70, pin, on, off))


def code128(content: str, module: int, height: int = 80) -> bytes:
    """GS k 73 in code set B, `content` in printable ASCII; bars of `module` dots, nothing printed below them."""
    symbols = b"{B" + content.encode("ascii").replace(b"{", b"{{")
    size = bytes((0x1D, 0x68, height, 0x1D, 0x77, module, 0x1D, 0x48, 0))
    return size + bytes((0x1D, 0x6B, 73, len(symbols))) + symbols


def qr(content: str, module: int) -> bytes:
    """GS ( k: model 2, `module` dots a square, error correction M, content in UTF-8."""
    stored = b"1P0" + content.encode("utf-8")
    return b"".join((
        b"\x1d(k\x04\x001A2\x00",
        b"\x1d(k\x03\x001C", bytes((module,)),
        b"\x1d(k\x03\x001E1",
        b"\x1d(k", len(stored).to_bytes(2, "little"), stored,
        b"\x1d(k\x03\x001Q0",
    ))  # fmt: skip


def raster(row_bytes: int, rows: bytes) -> bytes:
    """GS v 0: a picture of `row_bytes` bytes a row, a set bit is a black dot."""
    height = len(rows) // row_bytes
    return b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + height.to_bytes(2, "little") + rows
