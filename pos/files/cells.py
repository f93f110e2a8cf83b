"""One record's cells, read as what they should be: codes, names, money, whole numbers, days.

What cannot be read raises `Unfit` with the short sentence of the row's rejection. Stored text is changed as little as
can be: only spaces around it and the apostrophes of spreadsheets go.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from pos.files.dates import DayOrMonth, NotADay, Order, read_day, read_instant
from pos.files.day_numbers import day_of, form_of, instant_of
from pos.files.fields import MONEY, PERCENT
from pos.files.forms import Forms
from pos.files.numbers import NotANumber, TwoReadings, read_number, rounded

LARGEST_QUANTITY = 10**9
LONGEST_CODE = 120
LARGEST_PRICE = 10**10
"""Minor units."""
_CUT_CODE = re.compile(r"\d+[.,]\d+E\+?\d{1,2}|\d+E\+\d{1,2}", re.IGNORECASE | re.ASCII)
_SPACED_DIGITS = re.compile(r"\d+(?:[ \u00a0]\d+)+", re.ASCII)
_FLOAT_CODE = re.compile(r"(\d{8,14})\.0", re.ASCII)
_FORMULA_CODE = re.compile(r'="(.*)"', re.DOTALL)
_GUARDED = re.compile(r"'+[=+\-@\t\r\0]")
_YES = frozenset("yes y true 1 x ja j oui o si sí s da d".split())
_NO = frozenset("no n false 0 nein non ne".split())


class Unfit(Exception):
    """A record cannot go in; the text is the reason."""


def clean_text(text: str) -> str:
    """A cell's text without the spaces around it and without the apostrophe that guards a formula sign."""
    text = text.strip(" ")
    return text[1:] if text[:1] == "'" and _GUARDED.match(text) else text


def clean_code(text: str) -> str:
    """A code as text: no zero lost, spaces between digits closed, a spreadsheet's guards taken off."""
    text = text.strip().lstrip("'").strip()
    if match := _FORMULA_CODE.fullmatch(text):
        text = match[1].strip()
    if _SPACED_DIGITS.fullmatch(text):
        return re.sub(r"\D", "", text)
    match = _FLOAT_CODE.fullmatch(text)
    return match[1] if match else text


@dataclass(frozen=True, slots=True)
class Cells:
    """The texts of one record by our field names, and the file's forms. `tell` takes a note about the whole file."""

    said: dict[str, str]
    forms: Forms
    tell: Callable[[str], None]

    def text(self, name: str) -> str | None:
        """A free text, None when the file says nothing."""
        text = clean_text(self.said.get(name, ""))
        if "\0" in text:
            raise Unfit(f"{name} holds a NUL character, which no text may")
        return text or None

    def needed(self, name: str) -> str:
        """A text that must be there."""
        text = self.text(name)
        if text is None or not text.strip():
            raise Unfit(f"{name} is empty")
        return text

    def code(self, name: str) -> str:
        """A code, "" when the file says none."""
        return self._code(name, self.said.get(name, ""))

    def codes(self, name: str, marks: str = ";|\n") -> tuple[str, ...]:
        """Several codes in one cell, each once."""
        text = self.said.get(name, "")
        if not text:
            return ()
        parts = [text] if text.isalnum() else re.split(f"[{marks}]", text)
        return tuple(dict.fromkeys(code for part in parts if (code := self._code(name, part))))

    def _code(self, name: str, text: str) -> str:
        if text.isalnum() and len(text) <= LONGEST_CODE:
            return text  # nearly all codes; nothing below could change or refuse it
        code = clean_code(text)
        if _CUT_CODE.fullmatch(code):
            raise Unfit(
                f"{name} “{code}” was cut short by a spreadsheet; format the column as text there and export it again"
            )
        if "\0" in code or len(code) > LONGEST_CODE:
            raise Unfit(f"{name} “{code[:20]}…” is no code")
        return code

    def money(self, name: str) -> int | None:
        """An amount in minor units, not below zero; more decimals than the currency has are rounded, which is told."""
        text = self.said.get(name)
        if not text:
            return None
        digits, decimals = self._number(name, text, three_decimals=self.forms.digits >= 3)
        minor, was_rounded = rounded(digits, decimals, self.forms.digits)
        if minor < 0:
            raise Unfit(f"{name} “{text}” is below zero")
        if minor > LARGEST_PRICE:
            raise Unfit(f"{name} “{text}” is larger than any price")
        if was_rounded:
            self.tell(f"Some values of {name} had more decimals than the currency and were rounded.")
        return minor

    def whole(self, name: str, *, below_zero: bool = False, scale: int = 0, sign: str = "") -> int | None:
        """A whole number; `scale` 3 reads “1.5” as 1500 (kilograms as grams), `sign` may stand behind it (“20 %”)."""
        text = self.said.get(name, "").strip().removesuffix(sign).strip()
        if not text:
            return None
        digits, decimals = self._number(name, text, three_decimals=scale == 3)
        number, was_rounded = rounded(digits, decimals, scale)
        if was_rounded:
            raise Unfit(f"{name} “{text}” is not a whole number")
        if number < 0 and not below_zero:
            raise Unfit(f"{name} “{text}” is below zero")
        if abs(number) > LARGEST_QUANTITY:
            raise Unfit(f"{name} “{text}” is larger than any quantity")
        return number

    def percent(self, name: str) -> int | None:
        """A percentage in thousandths of a percent, 0 to 100 %."""
        text = self.said.get(name, "").strip().removesuffix("%").strip()
        if not text:
            return None
        digits, decimals = self._number(name, text, three_decimals=True)
        thousandths, _ = rounded(digits, decimals, 3)
        if not 0 <= thousandths <= 100_000:
            raise Unfit(f"{name} “{text}” is no percentage from 0 to 100")
        return thousandths

    def _number(self, name: str, text: str, *, three_decimals: bool) -> tuple[int, int]:
        mark = self.forms.marks.get(name)
        if name in PERCENT:
            mark = "," if "," in text else "."  # no rate has thousands
        try:
            digits, decimals, used = read_number(text.strip(), mark)
        except TwoReadings:
            digits, decimals, used = self._by_meaning(name, text, three_decimals)
        except NotANumber:
            raise Unfit(f"{name} “{text[:40]}” is not a number") from None
        if mark and used and used != mark:
            self.tell(f"Some values of {name} are written with the other decimal mark than the rest.")
        return digits, decimals

    def _by_meaning(self, name: str, text: str, three_decimals: bool) -> tuple[int, int, str]:
        """“1,234” where nothing in the file decides: a price has no three decimals, pieces have none at all."""
        may_be_round = text.strip().endswith("000") and name not in MONEY
        if three_decimals or may_be_round:
            raise Unfit(f"{name} “{text}” may be read with or without a thousand; write it without a separator")
        return read_number(text.strip(), "." if "," in text else ",")

    def day(self, name: str) -> date | None:
        """A day. Words (“Not captured”) and zeros say that there is none; a number that is no day is unfit."""
        text = self.said.get(name, "").strip()
        if not re.search(r"[1-9]", text):
            return None
        try:
            return self._day(name, text)
        except Unfit:
            if text[0].isdigit():
                raise
            return None

    def needed_day(self, name: str) -> date:
        """A day that must be there."""
        text = self.said.get(name)
        if not text:
            raise Unfit(f"{name} is empty")
        return self._day(name, text)

    def _day(self, name: str, text: str) -> date:
        order: Order | None = self.forms.orders.get(name)
        if (number := self.forms.numbered.get(name)) and form_of(text) == number:
            return day_of(text, number)
        try:
            return read_day(text, order)
        except DayOrMonth:
            raise Unfit(f"{name} “{text[:40]}” may be day or month first; write it as 2024-12-31") from None
        except NotADay:
            if form_of(text):
                raise Unfit(
                    f"{name} “{text[:40]}” is a bare number, and not all of the column is; write it as 2024-12-31"
                ) from None
            raise Unfit(f"{name} “{text[:40]}” is not a date{f' ({order} first)' if order else ''}") from None

    def instant(self, name: str) -> datetime | None:
        """An instant, aware and in UTC."""
        text = self.said.get(name)
        if not text or not re.search(r"[1-9]", text):
            return None
        self._day(name, text)  # the sentence about the day is the better one
        if number := self.forms.numbered.get(name):
            moment = instant_of(text, number)
            return moment if number != "excel" else moment.replace(tzinfo=self.forms.zone).astimezone(UTC)
        try:
            return read_instant(text, self.forms.orders.get(name), self.forms.zone)
        except NotADay:
            raise Unfit(f"{name} “{text[:40]}” is not a time") from None

    def flag(self, name: str) -> bool | None:
        """Yes or no, in the words of five languages."""
        word = self.said.get(name, "").strip().lower()
        if not word:
            return None
        if word not in _YES | _NO:
            raise Unfit(f"{name} “{word[:40]}” is neither yes nor no")
        return word in _YES
