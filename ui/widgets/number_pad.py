"""The number pad: for fingers, where no keyboard stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QWidget

from ui.theme import size
from ui.widgets.pad_key import PadKey, type_into


class NumberPad(QWidget):
    """Digits in a calculator's order; types into `field`, or into the focused line when there is none.

    `typed` carries "0" to "9", "00", the decimal mark, "back", "clear" or "enter".
    """

    typed = Signal(str)

    def __init__(
        self, *, field: QLineEdit | None = None, decimal: str = ".", enter: str = "", parent: QWidget | None = None
    ) -> None:
        """`decimal` empty leaves the decimal key out; `enter` is the name of the key that takes the entry, if any."""
        super().__init__(parent)
        self._field = field
        self.setAccessibleName(self.tr("Number pad"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # figures run the same way in every script
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(size("gap"))
        for number, digit in enumerate("789456123"):
            self._put(digit, digit, number // 3, number % 3)
        self._put("0", "0", 3, 0)
        self._put("00", "00", 3, 1, columns=1 if decimal else 2)
        if decimal:
            self._put(decimal, decimal, 3, 2)
        rows = 2 if not enter else 1
        self._put("back", self.tr("Delete the last figure"), 0, 3, icon="delete", quiet=True, rows=rows)
        self._put("clear", self.tr("Clear the entry"), rows, 3, face="C", quiet=True, rows=rows)
        if enter:
            self._put("enter", enter, 2, 3, icon="check", quiet=True, rows=2)

    def _put(
        self, key: str, name: str, row: int, column: int, *, face: str = "", icon: str = "", quiet: bool = False,
        rows: int = 1, columns: int = 1,
    ) -> None:  # fmt: skip
        button = PadKey(face or key, name, icon=icon, quiet=quiet)
        button.clicked.connect(lambda: self._press(key))
        self._grid.addWidget(button, row, column, rows, columns)

    def set_field(self, field: QLineEdit | None) -> None:
        """Type into another field from now on."""
        self._field = field

    def _press(self, key: str) -> None:
        field = self._field or QApplication.focusWidget()
        if isinstance(field, QLineEdit):
            type_into(field, key)
        self.typed.emit(key)
