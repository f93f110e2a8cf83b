"""Sums: written at the trailing end, figures of equal width under each other."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.widgets.dress import set_state
from ui.widgets.text_label import TextLabel


class FigureLabel(TextLabel):
    """A sum or a count, already written out; roles as for labels ("total" is the large one)."""

    def __init__(self, text: str = "", *, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, role, side="trailing", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)


class SumRow(QWidget):
    """ "To pay now … £166.50": kinds "plain", "strong" and "total"."""

    def __init__(self, label: str, value: str = "", *, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = TextLabel(label)
        self._value = FigureLabel(value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._label, 1)
        row.addWidget(self._value)
        self.set_kind(kind)
        self._tell()

    def set_kind(self, kind: str) -> None:
        """Change the weight of the row."""
        label_role, value_role = {"plain": ("muted", ""), "strong": ("strong", "strong"), "total": ("strong", "total")}[
            kind
        ]
        set_state(self._label, "role", label_role)
        set_state(self._value, "role", value_role)

    def set_value(self, value: str, label: str | None = None) -> None:
        """Show another sum, and another label if one is given."""
        self._value.setText(value)
        if label is not None:
            self._label.setText(label)
        self._tell()

    def value(self) -> str:
        """The sum as it stands on the screen."""
        return self._value.text()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._label.text()}, {self._value.text()}")
