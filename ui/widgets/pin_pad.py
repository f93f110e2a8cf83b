"""Entry of a PIN by keyboard or finger; the figures are never shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.theme import colour, size
from ui.widgets.pad_key import PadKey
from ui.widgets.text_label import TextLabel

LONGEST = 12


class _Dots(QWidget):
    """One dot for each figure entered, and rings for the shortest PIN still to come."""

    def __init__(self, shortest: int) -> None:
        super().__init__()
        self.entered, self.shortest = 0, shortest

    def sizeHint(self) -> QSize:
        return QSize(200, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        count = max(self.entered, self.shortest)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - (count * 28 - 14)) // 2
        for number in range(count):
            full = number < self.entered
            painter.setPen(QPen(colour("accent" if full else "border"), 2))
            painter.setBrush(colour("accent") if full else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(left + number * 28, 5, 13, 13)
        painter.end()


class PinPad(QWidget):
    """Digits in a telephone's order; `entered` carries the PIN on Enter or the tick, and then it is forgotten."""

    entered = Signal(str)
    refuses_scans = True

    def __init__(self, *, shortest: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pin = ""
        self._shortest = shortest
        self.setAccessibleName(self.tr("PIN"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._dots = _Dots(shortest)
        self._message = TextLabel("", "error", wrap=True, side="centre")
        keys = QWidget()
        keys.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # figures run the same way in every script
        grid = QGridLayout(keys)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(size("gap"))
        for number, digit in enumerate("123456789"):
            self._put(grid, PadKey(digit, digit), digit, number // 3, number % 3)
        self._put(grid, PadKey("", self.tr("Delete the last figure"), icon="delete", quiet=True), "back", 3, 0)
        self._put(grid, PadKey("0", "0"), "0", 3, 1)
        self._done = PadKey("", self.tr("Take this PIN"), icon="check", quiet=True)
        self._put(grid, self._done, "enter", 3, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._dots)
        column.addWidget(self._message)
        column.addWidget(keys)
        self._show()

    def _put(self, grid: QGridLayout, button: PadKey, key: str, row: int, column: int) -> None:
        button.clicked.connect(lambda: self._press(key))
        grid.addWidget(button, row, column)

    def refuse(self, sentence: str) -> None:
        """Say why the PIN was not taken, and begin again."""
        self._pin = ""
        self._message.setText(sentence)
        self.setAccessibleDescription(sentence)
        self._show()

    def kept(self) -> Callable[[], None]:
        """What brings the present entry back: a scan that ran into the PIN is taken out with it."""
        pin = self._pin

        def restore() -> None:
            self._pin = pin
            self._show()

        return restore

    def _press(self, key: str) -> None:
        if key == "enter":
            pin, self._pin = self._pin, ""
            if len(pin) >= self._shortest:
                self.entered.emit(pin)
            else:
                self._pin = pin
        elif key == "back":
            self._pin = self._pin[:-1]
        elif len(self._pin) < LONGEST:
            self._pin += key
            self._message.setText("")
        self._show()

    def _show(self) -> None:
        self._dots.entered = len(self._pin)
        self._dots.update()
        self._message.setVisible(bool(self._message.text()))
        self._done.setEnabled(len(self._pin) >= self._shortest)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        named = {Qt.Key.Key_Backspace: "back", Qt.Key.Key_Return: "enter", Qt.Key.Key_Enter: "enter"}
        key = named.get(Qt.Key(event.key())) or event.text()
        if key in ("back", "enter") or (len(key) == 1 and key.isdecimal() and key.isascii()):
            self._press(key)
            return
        super().keyPressEvent(event)
