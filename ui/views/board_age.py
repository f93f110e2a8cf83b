"""How old the figures of a page are: the time beside its title, and a banner once they are too old to act on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets import ActionButton, Card, TextLabel

STALE_AFTER = timedelta(minutes=3)
LOOK_MS = 30_000


class AgeMark(QWidget):
    """ "as of 10:42" and a way to look again (`again`); `banner` is to stand above the figures."""

    again = Signal()

    def __init__(self, now: Callable[[], datetime], timezone: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now, self._zone = now, ZoneInfo(timezone)
        self._at: datetime | None = None
        self._words, self._as_of = TextLabel("", wrap=True), TextLabel("", "small")
        self.banner = Card(tone="warn")
        self.banner.add(self._words)
        self.banner.hide()
        button = ActionButton("refresh-cw", self.tr("Look a&gain"), flat=True)
        button.clicked.connect(self.again)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._as_of)
        row.addWidget(button)
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    def show_reading(self, at: datetime) -> None:
        """Figures of this instant are shown now."""
        self._at = at
        self._as_of.setText(self.tr("as of {time}").format(time=f"{at.astimezone(self._zone):%H:%M}"))
        self.look()

    def look(self) -> None:
        """Say how old the figures are once they are."""
        if self._at is None:
            return
        age = self._now() - self._at
        words = self.tr("These figures are {n} minutes old. “Look again” reads them as they are now.")
        self._words.setText(words.format(n=int(age.total_seconds() // 60)))
        self.banner.setAccessibleName(self._words.text())
        self.banner.setVisible(age > STALE_AFTER)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()
