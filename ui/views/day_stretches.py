"""Days in words, as few as they go: unbroken stretches are named by their ends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication

from pos.domain.shop import Shop
from ui.views.money_words import short_date


def _tr(text: str) -> str:
    return QCoreApplication.translate("closed", text)


def stretches(days: Iterable[date]) -> list[tuple[date, date]]:
    """The days as first and last of each unbroken stretch, in order."""
    found: list[tuple[date, date]] = []
    for day in sorted(days):
        if found and day - found[-1][1] == timedelta(days=1):
            found[-1] = found[-1][0], day
        else:
            found.append((day, day))
    return found


def stretch_words(first: date, last: date, shop: Shop, *, today: date | None = None) -> str:
    """ "Thu 24 Dec – Sat 2 Jan", or the one day; with years far from `today`, where that is given."""
    words = short_date(first, shop, today=today)
    if first == last:
        return words
    return _tr("{first} – {last}").format(first=words, last=short_date(last, shop, today=today))


def named_days(days: Iterable[date], most: int, shop: Shop, *, today: date | None = None) -> str:
    """The days by stretches, `most` of these at most: "Thu 24 Dec – Sat 2 Jan, Mon 5 Apr and 3 days more"."""
    found = stretches(days)
    words = ", ".join(stretch_words(first, last, shop, today=today) for first, last in found[:most])
    more = sum((last - first).days + 1 for first, last in found[most:])
    if not more:
        return words
    left = _tr("{days} and 1 day more") if more == 1 else _tr("{days} and {n} days more")
    return left.format(days=words, n=more)
