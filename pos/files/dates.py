"""Days and instants as spreadsheets write them; which of day and month comes first is found from the column."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from typing import Literal

from pos.files.day_numbers import NumberForm, form_of

Order = Literal["day", "month"]
"""Which comes first in 3/4/2024."""
MONTH_FIRST = frozenset("US CA PH PR GU VI AS MP FM MH PW".split())
"""Countries where a date written in numbers usually begins with the month."""

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_NUMBERS = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})\.?", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?[-/ ]+([^\W\d_]{3,})\.?[-/, ]+(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([^\W\d_]{3,})\.?[-/ ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/ ]+(\d{4}|\d{2})")
_CLOCK = re.compile(
    r"(.+?)[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?"
)
# The beginnings of month names in English, German, French, Spanish and Croatian, without accents.
_MONTHS = {
    name: month
    for month, names in enumerate(
        "jan ene sij|feb fev vel|mar mrz maerz ozu|apr avr abr tra|may mai svi|jun juin lip|jul juil srp|"
        "aug aou ago kol|sep set ruj|oct okt|nov stu|dec dez dic pro".split("|"),
        start=1,
    )
    for name in names.split()
}

_SAYS_A_DAY = re.compile("[1-9]")
"""Words and zeros say that there is none."""
EARLIEST, LATEST = 1950, 2200
"""Years a shop's file may speak of; beyond them a date is a slip, such as 0206 for 2006."""


class NotADay(ValueError):
    """The text is no day."""


class DayOrMonth(NotADay):
    """The text is a day, but 3/4/2024 may be in March or April and nothing says which."""


@dataclass(slots=True)
class OrderEvidence:
    """What the dates of one column say about day and month."""

    day: int = 0
    month: int = 0
    unclear: int = 0
    example: str = ""
    """The first date that may be read both ways."""
    numbers: NumberForm | None = None
    """What kind of bare numbers all values so far were."""
    others: bool = False
    """Whether a value was none of these."""

    def note(self, text: str) -> None:
        """Take one value into account; of its order only dates such as 13/4/2024 say anything."""
        if not self.others and _SAYS_A_DAY.search(text):
            form = form_of(text)
            self.others = form is None or self.numbers not in (None, form)
            self.numbers = None if self.others else form
        match = _NUMBERS.fullmatch(_day_part(text))
        if not match or match[2] == ".":
            return
        first, second = int(match[1]), int(match[3])
        if first > 12 >= second:
            self.day += 1
        elif second > 12 >= first:
            self.month += 1
        elif first != second:
            self.unclear += 1
            self.example = self.example or match[0]

    def order(self) -> Order | None:
        """The order found, None when the column shows neither or both."""
        if bool(self.day) == bool(self.month):
            return None
        return "day" if self.day else "month"


@lru_cache(maxsize=4096)
def read_day(text: str, order: Order | None) -> date:
    """The day a text names; a clock time after it is left out. Raises NotADay, DayOrMonth.

    With an `order`, a date that contradicts it is refused: in such a column one of the two readings is wrong.
    Two-digit years are 1969 to 2068, as POSIX reads them.
    """
    day = _read(text, order)
    if not EARLIEST <= day.year <= LATEST:
        raise NotADay(text)
    return day


def _read(text: str, order: Order | None) -> date:
    part = _day_part(text)
    try:
        if match := _ISO.fullmatch(part):
            return date(int(match[1]), int(match[3]), int(match[4]))
        if match := _COMPACT.fullmatch(part):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMBERS.fullmatch(part):
            return _by_order(match, "day" if match[2] == "." else order)
        if match := _NAMED.fullmatch(part):
            return date(_year(match[3]), _month(match[2]), int(match[1]))
        if match := _NAMED_FIRST.fullmatch(part):
            return date(_year(match[3]), _month(match[1]), int(match[2]))
    except DayOrMonth:
        raise
    except ValueError:
        raise NotADay(text) from None
    raise NotADay(text)


def read_instant(text: str, order: Order | None, zone: tzinfo) -> datetime:
    """The instant a text names, aware and in UTC; a text without an offset is in `zone`. Raises NotADay."""
    day = read_day(text, order)
    match = _CLOCK.fullmatch(text.strip())
    if not match:
        return datetime.combine(day, time(), zone).astimezone(UTC)
    hour = int(match[2])
    if match[5]:
        if not 1 <= hour <= 12:
            raise NotADay(text)
        hour = hour % 12 + (12 if match[5][0] in "Pp" else 0)
    try:
        clock = time(hour, int(match[3]), int(match[4] or 0))
        offset = match[6] and datetime.strptime(match[6].replace("UTC", "Z"), "%z").tzinfo
        return datetime.combine(day, clock, offset or zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotADay(text) from None


def _day_part(text: str) -> str:
    text = text.strip()
    match = _CLOCK.fullmatch(text) if ":" in text else None
    return match[1] if match else text


def _by_order(match: re.Match[str], order: Order | None) -> date:
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    if order is None:
        if first <= 12 and second <= 12 and first != second:
            raise DayOrMonth(match[0])
        order = "month" if second > 12 else "day"
    return date(year, second, first) if order == "day" else date(year, first, second)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == 4 else year + (2000 if year < 69 else 1900)


def _month(name: str) -> int:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isascii())
    for length in (5, 4, 3):
        if month := _MONTHS.get(plain[:length]):
            return month
    raise NotADay(name)
