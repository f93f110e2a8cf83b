"""The life of one order: what was told of its day and how often it moved, and every step, the newest first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from pos.domain.backorder import OrderLine
from pos.domain.shop import Shop
from pos.domain.step_words import OWN_CHOICE
from ui.views.money_words import short_date
from ui.widgets import Card, TextLabel

if TYPE_CHECKING:
    from pos.usecases.order_story import OrderStory, Told

MOST_STEPS = 60
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def days_told(steps: Sequence[Told], line: OrderLine) -> list[date | None]:
    """The latest days that a line's customer was told, the first one first; the same day twice is one. With what the
    customer chose for themselves it begins anew: that is no day that we moved."""
    days: list[date | None] = [line.promised_on]
    for told in reversed(steps):
        if told.step.kind != "told" or told.step.line not in (0, line.line):
            continue
        day = _day(told.step.details.get("latest_on"))
        if told.step.details.get("why") in OWN_CHOICE:
            days = [day]
        elif days[-1] != day:
            days.append(day)
    return days


def promise_history(steps: Sequence[Told], line: OrderLine, shop: Shop, today: date) -> str:
    """ "was Thu 26 Nov, moved once"; empty while the first day still holds."""
    days = days_told(steps, line)
    if len(days) < 2:
        return ""
    first = short_date(days[0], shop, today=today) if days[0] is not None else _tr("no date")
    times = len(days) - 1
    moved = _tr("moved once") if times == 1 else _tr("moved {n} times").format(n=times)
    return _tr("was {first}, {moved}").format(first=first, moved=moved)


def when_words(at: str, shop: Shop, today: date) -> str:
    """ "10:42", or "Tue 24 Nov 10:42" on another day."""
    try:
        then = datetime.fromisoformat(at).astimezone(ZoneInfo(shop.timezone))
    except ValueError:
        return at
    clock = f"{then:%H:%M}"
    return clock if then.date() == today else f"{short_date(then.date(), shop, today=today)} {clock}"


def with_short_days(words: str, shop: Shop, today: date) -> str:
    """Words with each day in them as it is written on all screens."""
    return _DAY.sub(lambda found: short_date(day, shop, today=today) if (day := _day(found[0])) else found[0], words)


class Timeline(Card):
    """Every step with when, who and at which register; the newest first."""

    def __init__(self, story: OrderStory, shop: Shop, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("What happened"), spacing=8, parent=parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, told in enumerate(story.steps[:MOST_STEPS]):
            when = when_words(told.step.at, shop, today)
            by = " · ".join(part for part in (told.person_name, told.step.register) if part)
            words = with_short_days(told.words, shop, today)
            what = TextLabel(words, wrap=True)
            what.setAccessibleName(", ".join(part for part in (when, words, by) if part))
            grid.addWidget(TextLabel(when, "small"), 2 * row, 0)
            grid.addWidget(what, 2 * row, 1)
            grid.addWidget(TextLabel(by, "small", wrap=True), 2 * row + 1, 1)
        self.add(grid)
        if (more := len(story.steps) - MOST_STEPS) > 0:
            self.add(TextLabel(_tr("… and {n} steps before.").format(n=more), "small"))


def _day(said: Any) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None
