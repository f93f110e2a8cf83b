"""The dates on which somebody is closed: typed one by one or as a stretch, shown in order, each to be taken away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.shop import Shop
from ui.views.day_stretches import stretch_words, stretches
from ui.views.typed_day import typed_day
from ui.widgets import ActionButton, ElidedLabel, IconButton, TextLabel

LONGEST = 120
_BETWEEN = re.compile(r"\s+to\s+|\s*[–—]\s*|\.\.+|\s+-\s+")


def _tr(text: str) -> str:
    return QCoreApplication.translate("closed", text)


def typed_days(text: str, today: date, shop: Shop) -> frozenset[date]:
    """The days of "24 Dec", or of "24 Dec to 2 Jan"; none where the text is no such thing."""
    parts = [part for part in _BETWEEN.split(text.strip()) if part]
    if not 1 <= len(parts) <= 2:
        return frozenset()
    first = typed_day(parts[0], today, shop)
    last = first if len(parts) == 1 else typed_day(parts[1], first or today, shop)
    if first is None or last is None or not 0 <= (last - first).days <= LONGEST:
        return frozenset()
    return frozenset(first + timedelta(days=ahead) for ahead in range((last - first).days + 1))


class ClosedDays(QWidget):
    """Days before today are kept but not shown."""

    def __init__(self, shop: Shop, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop, self._today = shop, today
        self._days: frozenset[date] = frozenset()
        self.line = QLineEdit()
        self.line.setMaxLength(60)
        self.line.setAccessibleName(_tr("Closed on"))
        self.add_button = ActionButton("plus", _tr("&Add the days"))
        self._refusal = TextLabel("", "error", wrap=True)
        self._refusal.hide()
        self.setFocusProxy(self.line)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        entry = QHBoxLayout()
        entry.setSpacing(12)
        entry.addWidget(self.line, 1)
        entry.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._rows)
        column.addLayout(entry)
        column.addWidget(self._refusal)
        self.line.returnPressed.connect(self.finish)
        self.add_button.clicked.connect(self.finish)
        self.line.textChanged.connect(lambda: self._refuse(""))

    def days(self) -> frozenset[date]:
        """All of them."""
        return self._days

    def show_days(self, days: Iterable[date]) -> None:
        """Show these."""
        self._days = frozenset(days)
        while (old := self._rows.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for first, last in stretches(day for day in self._days if day >= self._today):
            self._rows.addWidget(self._row(first, last))

    def finish(self) -> bool:
        """Take what is typed; False, with a sentence, where it is no day."""
        if not self.line.text().strip():
            return True
        days = typed_days(self.line.text(), self._today, self._shop)
        if not days:
            self._refuse(_tr("“{text}” is no day. Write 24 Dec, or 24 Dec to 2 Jan.").format(text=self.line.text()))
            return False
        self.show_days(self._days | days)
        self.line.clear()
        return True

    def _refuse(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)

    def _row(self, first: date, last: date) -> QWidget:
        words = stretch_words(first, last, self._shop, today=self._today)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        remove = IconButton("x", _tr("Remove {days}").format(days=words))
        remove.clicked.connect(partial(self._remove, first, last))
        line.addWidget(ElidedLabel(words, lines=1), 1)
        line.addWidget(remove)
        return row

    def _remove(self, first: date, last: date) -> None:
        self.show_days(day for day in self._days if not first <= day <= last)
        self.line.setFocus()
