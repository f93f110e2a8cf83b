"""− n +: how many."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui.widgets.icon_button import IconButton


class QuantityStepper(QWidget):
    """A quantity between `least` and `most`; `changed` carries it after each step or finished typing."""

    changed = Signal(int)

    def __init__(
        self, name: str, quantity: int = 1, *, least: int = 0, most: int = 999_999, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least, self._most, self._quantity = least, most, quantity
        self.line = QLineEdit(str(quantity))
        self.line.setAccessibleName(name)
        self.line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.line.setValidator(QIntValidator(0, most, self))
        self.line.setFixedWidth(72)
        self._fewer = IconButton("minus", self.tr("One less"), flat=False)
        self._more = IconButton("plus", self.tr("One more"), flat=False)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._fewer, self.line, self._more):
            row.addWidget(part)
        row.addStretch(1)
        self._fewer.clicked.connect(lambda: self._go_to(self._quantity - 1))
        self._more.clicked.connect(lambda: self._go_to(self._quantity + 1))
        self.line.editingFinished.connect(lambda: self._go_to(int(self.line.text() or self._quantity)))
        self.set_quantity(quantity)

    def quantity(self) -> int:
        """The quantity that counts now."""
        return self._quantity

    def set_quantity(self, quantity: int) -> None:
        """Show a quantity without saying that it changed."""
        self._quantity = min(max(quantity, self._least), self._most)
        self.line.setText(str(self._quantity))
        self._fewer.setEnabled(self._quantity > self._least)
        self._more.setEnabled(self._quantity < self._most)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Plus: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Minus: -1}.get(
            Qt.Key(event.key())
        )
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go_to(self._quantity + step)

    def set_most(self, most: int) -> None:
        """Allow no more than this."""
        self._most = most
        self.line.setValidator(QIntValidator(0, most, self))
        self.set_quantity(self._quantity)

    def _go_to(self, quantity: int) -> None:
        before = self._quantity
        self.set_quantity(quantity)
        if self._quantity != before:
            self.changed.emit(self._quantity)
