"""Barcodes and QR codes as plain squares, for whoever has to draw them."""

from __future__ import annotations

QUIET = 4  # modules of white around a QR code (ISO/IEC 18004, 9.1)
_CODE128_FIXED = 35  # start, check and stop symbol of CODE128 in modules; every character takes 11


def code128_width(content: str) -> int:
    """How many modules CODE128 takes in code set B, without quiet zones."""
    return 11 * len(content) + _CODE128_FIXED


def code128_bars(content: str) -> str:
    """The bars of CODE128 in code set B: one character a module, "1" is black; `content` in printable ASCII."""
    from reportlab.graphics.barcode.code128 import Code128

    code = Code128()
    symbols = [104, *(ord(character) - 32 for character in content)]
    check = (symbols[0] + sum(place * symbol for place, symbol in enumerate(symbols))) % 103
    code.encoded = [*symbols, check, 106]
    code.decompose()  # type: ignore[no-untyped-call]
    # Letters are widths: capitals are bars, small ones gaps.
    return "".join(("1" if letter.isupper() else "0") * (ord(letter.upper()) - 64) for letter in code.decomposed)


def qr_squares(content: str) -> list[list[bool]]:
    """The squares of a QR code, error correction M, without its quiet zone."""
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(content.encode("utf-8")))
    code.make()
    return [[bool(dark) for dark in row] for row in code.modules]
