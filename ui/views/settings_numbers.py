"""Several numbers that belong together, in two columns, each with its own small label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.views.settings_pairs import lay_in_pairs
from ui.widgets import QuantityStepper


class Numbers(QWidget):
    """`wanted` are (key, label); `changed` says that a person changed one of them."""

    changed = Signal()

    def __init__(
        self, wanted: Sequence[tuple[str, str]], *, least: int = 0, most: int = 100, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.steppers: dict[str, QuantityStepper] = {}
        for key, label in wanted:
            self.steppers[key] = QuantityStepper(label, least=least, most=most)
            self.steppers[key].settled.connect(lambda _: self.changed.emit())
        lay_in_pairs(self, [(label, self.steppers[key]) for key, label in wanted])

    def numbers(self) -> dict[str, int]:
        """What each of them is now."""
        return {key: stepper.quantity() for key, stepper in self.steppers.items()}

    def show_numbers(self, numbers: Mapping[str, int]) -> None:
        """Show these without saying that anything changed."""
        for key, stepper in self.steppers.items():
            stepper.set_quantity(numbers[key])
