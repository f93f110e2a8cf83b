"""Numbers as people and programs write them: 1,234.50 or 1.234,50 or 1'234.50, with or without a currency.

A text that can be read one way only is read that way. “1,234” can be read two ways; which one holds is found from the
other numbers of the column (`Evidence`), and where they say nothing from what the column is about.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field

_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?", re.ASCII)
# Currency before or after: signs, ISO codes and the few words tills write; anything else is no number.
_CURRENCY = re.compile(
    r"^(?:[A-Z]{2,3}\$?|[A-Z]?\$|kr\.?|Kč|zł|Ft|lei|Rs\.?|SFr\.?|Fr\.)\s*(?=[\d+-])"
    r"|(?<=[\d-])\s*(?:[A-Z]{3}|kr\.?|Kč|zł|Ft|lei|din|лв\.?|руб\.?)$"
)
_GROUPED = re.compile(r"\d{1,3}(?:([ '.,])\d{3})(?:\1\d{3})*", re.ASCII)
_ROUND_SUM = re.compile(r"[.,][-–—]+$")  # 12,- and 12.–
_TO_PLAIN = str.maketrans({**dict.fromkeys("\u00a0\u2007\u2009\u202f", " "), "’": "'", "٫": ",", "٬": "'", "−": "-"})


class NotANumber(ValueError):
    """The text is no number."""


class TwoReadings(ValueError):
    """The text is a number, but “1,234” may be 1234 or 1.234 and nothing says which."""


@dataclass(slots=True)
class Evidence:
    """What the numbers of one column say about the decimal mark."""

    marks: Counter[str] = field(default_factory=Counter)
    unclear: int = 0

    def note(self, text: str) -> None:
        """Take one value of the column into account; texts that are no numbers say nothing."""
        if _PLAIN.fullmatch(text):
            self.marks["."] += "." in text
            return
        try:
            _, _, mark = read_number(text, None)
        except TwoReadings:
            self.unclear += 1
        except NotANumber:
            return
        else:
            self.marks[mark] += bool(mark)

    def mark(self) -> str | None:
        """The decimal mark, or None where the column uses none or both."""
        used = [mark for mark in ".," if self.marks[mark]]
        return used[0] if len(used) == 1 else None


def read_number(text: str, mark: str | None) -> tuple[int, int, str]:
    """(digits, decimals, decimal mark used or ""): “1.234,50” is (123450, 2, ","), worth digits / 10**decimals.

    `mark` is the column's decimal mark, needed only where a text has two readings. Raises NotANumber, TwoReadings.
    """
    if _PLAIN.fullmatch(text):
        whole, point, part = text.partition(".")
        return int(whole + part), len(part), point
    bare, sign = _bare(text)
    point = _decimal_mark(bare, mark)
    whole, _, part = bare.rpartition(point) if point else (bare, "", "")
    if not part.isdigit() and part:
        raise NotANumber(text)
    if not whole.isdigit() and whole and not _GROUPED.fullmatch(whole):
        raise NotANumber(text)
    digits = re.sub(r"\D", "", whole) + part
    if not digits or len(digits) > 30:
        raise NotANumber(text)
    return sign * int(digits), len(part), point


def rounded(digits: int, decimals: int, places: int) -> tuple[int, bool]:
    """The number in units of 10**-places, half away from zero, and whether anything was rounded off."""
    if decimals <= places:
        return digits * 10 ** (places - decimals), False
    step: int = 10 ** (decimals - places)
    size, rest = divmod(abs(digits), step)
    size += 2 * rest >= step
    return (size if digits >= 0 else -size), rest != 0


def _bare(text: str) -> tuple[str, int]:
    """Digits and marks alone, and the sign; currency and odd spaces taken off."""
    bare = text.translate(_TO_PLAIN).strip()
    if not bare.isascii():
        bare = "".join(_plain_digit(letter) for letter in bare).strip()
    bare = _ROUND_SUM.sub("", _CURRENCY.sub("", bare))
    sign = -1 if bare.startswith("-") else 1
    bare = _CURRENCY.sub("", bare[1:] if bare[:1] in ("+", "-") else bare).strip()
    if not bare or not re.fullmatch(r"[\d .,']+", bare, re.ASCII) or bare[-1] in " ,'":
        raise NotANumber(text)
    return bare, sign


def _plain_digit(letter: str) -> str:
    if unicodedata.category(letter) == "Sc":
        return " "
    return str(unicodedata.decimal(letter, letter))


def _decimal_mark(bare: str, mark: str | None) -> str:
    """Which of . and , is the decimal mark in this number, "" for none."""
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        last = max(".,", key=bare.rfind)
        if bare.count(last) > 1:
            raise NotANumber(bare)
        return last
    sole = "." if points else "," if commas else ""
    if not sole:
        return ""
    if bare.count(sole) > 1:
        return ""  # 1.234.567: grouping only
    whole, _, part = bare.partition(sole)
    if len(part) != 3 or not whole or not _GROUPED.fullmatch(bare) or whole.startswith("0"):
        return sole
    if mark is None:
        raise TwoReadings(bare)
    return sole if sole == mark else ""
