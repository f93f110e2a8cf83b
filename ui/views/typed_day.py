"""Days as people type them: "3 Dec", "3.12.", "2026-12-03", "thu", "+7"; and a field that says what it understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pos.domain.shop import Shop
from ui.views.money_words import locale_of, short_date
from ui.widgets import FormRow

FARTHEST_DAYS = 3 * 366
"""Nobody waits longer than this for goods, nor a shop for a delivery: a day after it is a slip of the keys."""
JUST_PAST = timedelta(days=60)
"""A day without a year that went by so lately is that one, to be refused where it cannot be, and not next year's."""
_AHEAD = re.compile(r"\+\s*(\d{1,4})\s*(\w?)")
_WORD, _NUMBER = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")


def typed_day(text: str, today: date, shop: Shop) -> date | None:
    """The day that a text means; None for none, and for one farther away than anybody waits. Without a year the next
    such day from today on, or the one that has just gone by.

    Two numbers are day and month, in the United States month and day; a weekday alone is the next one after today.
    """
    day = _meant(text, today, shop)
    return day if day is not None and abs((day - today).days) <= FARTHEST_DAYS else None


def _meant(text: str, today: date, shop: Shop) -> date | None:
    text = text.strip().casefold()
    if ahead := _AHEAD.fullmatch(text):
        days = int(ahead[1]) * (7 if ahead[2] in ("w", "s") else 1)
        return today + timedelta(days=days) if days <= FARTHEST_DAYS else None
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    numbers = [int(number) for number in _NUMBER.findall(text)]
    names = _WORD.findall(text)
    months, weekdays = _names(shop.language, shop.country)
    month = next((months[name] for name in names if name in months), None)
    if not numbers:
        weekday = next((weekdays[name] for name in names if name in weekdays), None)
        return None if weekday is None else today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if any(name not in months and name not in weekdays for name in names):
        return None
    if month is not None:
        return _day_of(numbers[0], month, numbers[1:], today)
    if len(numbers) < 2:
        return None
    first, second = numbers[:2]
    if (shop.country == "US" and first <= 12) or second > 12:
        first, second = second, first
    return _day_of(first, second, numbers[2:], today)


def _day_of(day: int, month: int, rest: list[int], today: date) -> date | None:
    if len(rest) > 1:
        return None
    years = [rest[0] + (2000 if rest[0] < 100 else 0)] if rest else [today.year + more for more in (-1, 0, 1)]
    for year in years:
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if rest or found >= today - JUST_PAST:
            return found
    return None


@cache
def _names(language: str, country: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """Names of months and of weekdays (0 is Monday), long and short, in the shop's language and in English."""
    from babel import Locale
    from babel.dates import get_day_names, get_month_names

    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for locale in (Locale("en"), locale_of(language, country)):
        for width in ("wide", "abbreviated"):
            months |= {name.casefold().rstrip("."): at for at, name in get_month_names(width, locale=locale).items()}
            weekdays |= {name.casefold().rstrip("."): at for at, name in get_day_names(width, locale=locale).items()}
    for words in (months, weekdays):
        words |= {name[:3]: at for name, at in list(words.items()) if len(name) > 3 and name[:3] not in words}
    return months, weekdays


class DayField(QLineEdit):
    """A line for one day; `refused` carries why the text is none, when it was asked for."""

    refused = Signal(str)

    def __init__(self, shop: Shop, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop, self._today = shop, today
        self.setMaxLength(40)

    def day(self) -> date | None:
        """The day that was typed; None for nothing or for what is no day."""
        return typed_day(self.text(), self._today, self._shop)

    def set_day(self, day: date | None) -> None:
        """Write a day into the line."""
        self.setText("" if day is None else day.isoformat())

    def words(self) -> str:
        """Which day was understood."""
        day = self.day()
        if day is None:
            return self.refusal()
        return short_date(day, self._shop, today=self._today)

    def refusal(self) -> str:
        """Why the text cannot be taken; empty when it can, and while there is none."""
        text = self.text().strip()
        if not text or self.day() is not None:
            return ""
        if _meant(text, self._today, self._shop) is not None:
            return _tr("“{text}” is more than three years away.").format(text=text)
        return _tr("“{text}” is no day.").format(text=text)

    def say_refusal(self) -> None:
        """Say it below the field."""
        self.refused.emit(self.refusal())


def day_row(label: str, shop: Shop, today: date, *, hint: str = "") -> FormRow[DayField]:
    """The field with its label; below stands which day it understood, or `hint` while it is empty."""
    field = DayField(shop, today)
    hint = hint or _tr("Such as 3 Dec, 3.12., thu or +7.")
    row = FormRow(label, field, hint=hint)
    field.refused.connect(row.refuse)
    field.textChanged.connect(lambda: row.set_hint(field.words() or hint))
    return row


def _tr(text: str) -> str:
    return QCoreApplication.translate("day", text)
