"""An ESC/POS reader of our own for the tests: bytes to what a printer would do, sharing nothing with the encoder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

EPSON_PAGES = {
    0: "cp437", 2: "cp850", 3: "cp860", 4: "cp863", 5: "cp865", 13: "cp857", 14: "cp737", 15: "iso8859-7",
    16: "cp1252", 17: "cp866", 18: "cp852", 19: "cp858", 32: "cp720", 33: "cp775", 34: "cp855", 35: "cp861",
    36: "cp862", 37: "cp864", 38: "cp869", 39: "iso8859-2", 40: "iso8859-15", 45: "cp1250", 46: "cp1251",
    47: "cp1253", 48: "cp1254", 49: "cp1255", 50: "cp1256", 51: "cp1257", 52: "cp1258",
}  # fmt: skip
XPRINTER_PAGES = {**EPSON_PAGES, 7: "cp1253", 23: "cp1251", 24: "cp737", 25: "cp1257"}


@dataclass(frozen=True)
class Event:
    """One thing the printer does. `kind`: init, page, text, newline, style, cut, drawer, barcode, qr, raster, other,
    realtime, unknown.
    """

    kind: str
    value: object = None
    large: bool = False


@dataclass(frozen=True)
class Picture:
    """Dots: `rows` of `row_bytes` bytes, set bits are black."""

    row_bytes: int
    rows: bytes


# How many bytes follow the two (or three) that name the command.
_ESC = {
    "!": 1, "E": 1, "-": 1, "G": 1, "M": 1, "a": 1, "d": 1, "e": 1, "J": 1, "K": 1, "t": 1, "R": 1, "{": 1, "V": 1,
    " ": 1, "2": 0, "3": 1, "$": 2, "\\": 2, "r": 1, "=": 1, "%": 1, "i": 0, "m": 0, "L": 0, "S": 0, "T": 1, "?": 1,
    "W": 8, "<": 0, "U": 1, "4": 0, "5": 0,
}  # fmt: skip
_GS = {
    "!": 1, "B": 1, "H": 1, "f": 1, "h": 1, "w": 1, "L": 2, "W": 2, "a": 1, "r": 1, "I": 1, "b": 1, "P": 2, "$": 2,
    "\\": 2, "/": 1, "T": 1, ":": 0, "E": 1, "j": 1,
}  # fmt: skip
_FS = {"&": 0, ".": 0, "!": 1, "-": 1, "S": 2, "W": 1, "C": 1, "p": 2}


class Decoder:
    """Reads one stream of bytes. `pages` says which code page a number asks for."""

    def __init__(self, stream: bytes, pages: Mapping[int, str] = EPSON_PAGES) -> None:
        self.stream, self.pages = stream, pages
        self.at = 0
        self.page = 0
        self.large = False
        self.stored_qr = b""

    def events(self) -> Iterator[Event]:
        """What happens, in order; letters of one style and page come together."""
        letters = bytearray()
        while self.at < len(self.stream):
            byte = self.stream[self.at]
            if byte >= 0x20 and byte != 0x7F:
                letters.append(byte)
                self.at += 1
                continue
            if letters:
                yield self._letters(letters)
                letters = bytearray()
            yield self._command(byte)
        if letters:
            yield self._letters(letters)

    def _letters(self, letters: bytearray) -> Event:
        codec = self.pages.get(self.page)
        text = letters.decode(codec, errors="replace") if codec else letters.decode("ascii", errors="replace")
        return Event("text", text, self.large)

    def _take(self, count: int) -> bytes:
        taken = self.stream[self.at : self.at + count]
        self.at += count
        return taken

    def _command(self, byte: int) -> Event:
        start = self.at
        self.at += 1
        match byte:
            case 0x0A:
                return Event("newline")
            case 0x07 | 0x09 | 0x0C | 0x0D | 0x18:
                return Event("other", bytes((byte,)))
            case 0x10:
                kind = self._take(1)
                self._take({b"\x04": 1, b"\x05": 1, b"\x14": 3}.get(kind, 0))
                return Event("realtime", self.stream[start : self.at])
            case 0x1B:
                found = self._escape(chr(self._take(1)[0]) if self.at < len(self.stream) else "")
            case 0x1D:
                found = self._group(chr(self._take(1)[0]) if self.at < len(self.stream) else "")
            case 0x1C:
                name = chr(self._take(1)[0]) if self.at < len(self.stream) else ""
                found = Event("other", self._take(_FS[name])) if name in _FS else None
            case _:
                found = None
        return found or Event("unknown", self.stream[start : self.at])

    def _escape(self, name: str) -> Event | None:
        match name:
            case "@":
                self.page, self.large = 0, False
                return Event("init")
            case "t":
                self.page = self._take(1)[0]
                return Event("page", self.page)
            case "p":
                pin, on, off = self._take(3)
                return Event("drawer", (pin, on, off))
            case "i" | "m":
                return Event("cut")
            case "!":
                mode = self._take(1)[0]
                self.large = bool(mode & 0x20)
                return Event("style", ("mode", mode))
            case "c":
                return Event("other", self._take(2))
            case "D":
                while self.at < len(self.stream) and self._take(1) != b"\0":
                    pass
                return Event("other")
            case "&":
                return self._own_letters()
            case "*":
                mode, low, high = self._take(3)
                return Event("raster", self._take((low + 256 * high) * (3 if mode >= 32 else 1)))
            case _ if name in _ESC:
                return Event("style", (name, self._take(_ESC[name])))
        return None

    def _own_letters(self) -> Event:
        """ESC & y c1 c2, then width and columns of each letter."""
        high, first, last = self._take(3)
        for _ in range(first, last + 1):
            self._take(high * self._take(1)[0])
        return Event("other", b"&")

    def _group(self, name: str) -> Event | None:
        match name:
            case "V":
                how = self._take(1)[0]
                if how in (65, 66):
                    self._take(1)
                return Event("cut") if how in (0, 1, 48, 49, 65, 66) else None
            case "!":
                size = self._take(1)[0]
                self.large = bool(size & 0x70)
                return Event("style", ("size", size))
            case "k":
                return self._barcode()
            case "v":
                _, _, low, high, rows_low, rows_high = self._take(6)
                row_bytes = low + 256 * high
                return Event("raster", Picture(row_bytes, self._take(row_bytes * (rows_low + 256 * rows_high))))
            case "(":
                return self._extended(self._take(1))
            case "8":
                self._take(1)
                return Event("raster", self._take(int.from_bytes(self._take(4), "little")))
            case _ if name in _GS:
                return Event("style", (name, self._take(_GS[name])))
        return None

    def _barcode(self) -> Event:
        system = self._take(1)[0]
        if system <= 6:
            end = self.stream.index(b"\0", self.at)
            content = self._take(end - self.at)
            self.at += 1
        else:
            content = self._take(self._take(1)[0])
        return Event("barcode", (system, content))

    def _extended(self, family: bytes) -> Event:
        length = int.from_bytes(self._take(2), "little")
        content = self._take(length)
        if family == b"k" and content[:1] == b"1":
            if content[1:2] == b"P":
                self.stored_qr = content[3:]
            elif content[1:2] == b"Q":
                return Event("qr", self.stored_qr)
        return Event("other", (family, content))


def decode(stream: bytes, pages: Mapping[int, str] = EPSON_PAGES) -> list[Event]:
    """All events of a job."""
    return list(Decoder(stream, pages).events())


def printed_lines(events: list[Event]) -> list[str]:
    """The lines a person reads, ends stripped; a picture is "[picture]", a code "[barcode]" or "[QR code]"."""
    lines, line = [], ""
    for event in events:
        match event.kind:
            case "text":
                line += str(event.value)
            case "newline":
                lines.append(line.rstrip())
                line = ""
            case "raster":
                lines.append("[picture]")
            case "barcode":
                lines.append("[barcode]")
            case "qr":
                lines.append("[QR code]")
    return [*lines, line] if line else lines


def deeds(events: list[Event]) -> list[tuple[str, object]]:
    """All that is not letters, pictures of letters or their style: what an injected text must never add to."""
    harmless = ("text", "newline", "style", "raster", "page")
    return [(event.kind, event.value) for event in events if event.kind not in harmless]
