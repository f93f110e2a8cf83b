"""Several numbers that belong together, in two columns, each with its own small label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.widgets import QuantityStepper, TextLabel


class Numbers(QWidget):
    """`wanted` are (key, label); `changed` says that a person changed one of them."""

    changed = Signal()

    def __init__(
        self, wanted: Sequence[tuple[str, str]], *, least: int = 0, most: int = 100, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.steppers: dict[str, QuantityStepper] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for at, (key, label) in enumerate(wanted):
            stepper = self.steppers[key] = QuantityStepper(label, least=least, most=most)
            stepper.changed.connect(self.changed)
            cell = QVBoxLayout()
            cell.setSpacing(4)
            words = TextLabel(label, "muted", wrap=True)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            cell.addWidget(words)
            cell.addWidget(stepper)
            grid.addLayout(cell, at // 2, at % 2, Qt.AlignmentFlag.AlignBottom)
        self.setFocusProxy(self.steppers[wanted[0][0]])
        for column in (0, 1):
            grid.setColumnStretch(column, 1)

    def numbers(self) -> dict[str, int]:
        """What each of them is now."""
        return {key: stepper.quantity() for key, stepper in self.steppers.items()}

    def show_numbers(self, numbers: Mapping[str, int]) -> None:
        """Show these without saying that anything changed."""
        for key, stepper in self.steppers.items():
            stepper.set_quantity(numbers[key])
