"""The ground of all buttons: a push button that holds a row of widgets, so that it mirrors and grows with its text."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.theme import size
from ui.widgets.dress import set_state
from ui.widgets.elided_label import without_mark


class Pressable(QPushButton):
    """A button pressed by click, Space and Return alike; `row` takes its content, `height_token` names its height."""

    height_token = "control"

    def __init__(self, name: str, *, tone: str = "", flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setProperty("tone", tone)
        self.setFlat(flat)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 4, 12, 4)
        self.row.setSpacing(8)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """What a screen reader says; an & before a letter makes Alt with that letter press the button, && is an &."""
        self.setAccessibleName(without_mark(name))
        self.setShortcut(QKeySequence.mnemonic(name))

    def set_tone(self, tone: str) -> None:
        """Colour by meaning: "", accent or stop."""
        set_state(self, "tone", tone)

    def sizeHint(self) -> QSize:
        inner = self.row.totalSizeHint()
        return QSize(inner.width(), max(inner.height(), size(self.height_token)))

    def minimumSizeHint(self) -> QSize:
        inner = self.row.totalMinimumSize()
        return QSize(max(inner.width(), 44), max(inner.height(), size(self.height_token)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)
