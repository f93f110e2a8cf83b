"""Lines as the bytes of an ESC/POS printer: one job, begun once, every copy cut once."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from printing.forms import commands
from printing.forms.codes import QUIET, code128_width, qr_squares
from printing.forms.encode import runs
from printing.forms.picture import code_picture, line_picture
from printing.layout import Line
from printing.profile import Profile

log = logging.getLogger(__name__)
_QR_MODULES = (6, 5, 4, 3)
_QR_MODULES_NARROW = (4, 3)
_NARROW = 500  # dots; a 58 mm paper has 384


def render_escpos(copies: Sequence[Sequence[Line]], profile: Profile, *, opens_drawer: bool = False) -> bytes:
    """The bytes of one job: initialise, drawer pulse if asked, code page, then each copy with its cut."""
    job = _Job(profile, opens_drawer)
    for copy in copies:
        for line in copy:
            job.add(line)
    if job.pictures:
        log.info("%d lines printed as pictures: the printer has no letters for them", job.pictures)
    return bytes(job.sent)


class _Job:
    """The bytes so far, and what the printer has been told: its page and letter style."""

    def __init__(self, profile: Profile, opens_drawer: bool) -> None:
        self.profile = profile
        self.page = profile.pages[0][0]
        self.bold = self.large = False
        self.pictures = 0
        self.sent = bytearray(commands.INIT)
        if opens_drawer:
            self.sent += commands.drawer(profile.drawer_pin, profile.drawer_on, profile.drawer_off)
        if profile.kanji_off:
            self.sent += commands.SINGLE_BYTES
        self.sent += commands.page(self.page)

    def add(self, line: Line) -> None:
        match line.mark:
            case "cut":
                self._style(bold=False, large=False)
                self.sent += commands.CUT if self.profile.cutter else commands.TEAR_OFF
            case "barcode":
                self._barcode(line.content)
            case "qr":
                self._qr(line.content)
            case _:
                self._text(line)

    def _text(self, line: Line) -> None:
        encoded = [runs(span.text, self.profile) for span in line.spans]
        if None in encoded:
            self.pictures += 1
            self.sent += line_picture(line)
            return
        end = 0
        for span, pieces in zip(line.spans, encoded, strict=True):
            # A space is drawn in the size in force, so the style changes before the gap.
            self._style(bold=span.bold, large=line.large)
            self.sent += b" " * (span.start - end)
            end = span.start
            for page, letters in pieces or ():
                self._turn_to(page)
                self.sent += letters
                end += len(letters)
        self.sent += commands.NEW_LINE

    def _style(self, *, bold: bool, large: bool) -> None:
        if bold != self.bold:
            self.sent += commands.bold(bold)
        if large != self.large:
            self.sent += commands.large(large)
        self.bold, self.large = bold, large

    def _turn_to(self, page: int | None) -> None:
        if page is not None and page != self.page:
            self.sent += commands.page(page)
            self.page = page

    def _barcode(self, content: str) -> None:
        """Bars as thick as fit; a number too long for this paper stays to be read below."""
        modules = (2,) if self.profile.dots < _NARROW else (3, 2)
        for module in modules:
            if code128_width(content) * module <= self.profile.dots:
                self._centred(commands.code128(content, module))
                return

    def _qr(self, content: str) -> None:
        modules = _QR_MODULES_NARROW if self.profile.dots < _NARROW else _QR_MODULES
        size = _qr_size(content) + 2 * QUIET
        module = next((module for module in modules if size * module <= self.profile.dots), None)
        if module is None:
            return
        code = commands.qr(content, module) if self.profile.qr else code_picture(qr_squares(content), module)
        quiet = commands.feed(QUIET * module)
        self._centred(quiet + code + quiet)

    def _centred(self, code: bytes) -> None:
        self.sent += commands.centred(True) + code + commands.centred(False)


# ISO/IEC 18004 table 7: bytes that versions 1, 2, ... hold with error correction M.
_QR_HOLDS = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)


def _qr_size(content: str) -> int:
    """How many squares wide the QR code of a text is; wider than any paper if it holds too much."""
    length = len(content.encode("utf-8"))
    version = next((index for index, most in enumerate(_QR_HOLDS, 1) if length <= most), 1000)
    return 17 + 4 * version
