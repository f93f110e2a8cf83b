"""One line of goods that are handed over: how many leave now, and how many of them were scanned."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.scan_check import Checked
from ui.widgets import ElidedLabel, Pill, QuantityStepper, TextLabel


def _tr(text: str) -> str:
    return QCoreApplication.translate("collect", text)


class CollectLine(QWidget):
    """The line on the sheet; `units` is how many leave now, `pill` how the check stands."""

    def __init__(self, line: Checked) -> None:
        super().__init__()
        self.line = line.line
        self.units = QuantityStepper(
            _tr("{name}: so many leave now").format(name=line.name), line.goes, most=line.aside
        )
        self.pill = Pill("waiting", "")
        self._name, self._below = ElidedLabel(line.name, role="strong"), TextLabel("", "small")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._below)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.pill)
        row.addWidget(self.units)
        self.show_line(line)

    def show_line(self, line: Checked) -> None:
        """Show how it stands."""
        self._below.setText(_tr("{sku}, {n} put aside").format(sku=line.sku, n=line.aside))
        if not line.goes:
            state = "waiting", _tr("Stays here")
        elif line.unit != "pc":
            state = "unknown", _tr("Check by eye")
        elif line.is_complete:
            state = "in", _tr("{n} of {goes} scanned").format(n=line.scanned, goes=line.goes)
        else:
            state = "low", _tr("{n} of {goes} scanned").format(n=line.scanned, goes=line.goes)
        self.pill.show_state(*state)
        self.setAccessibleName(f"{line.name}, {state[1]}")
