"""Whether the parts of an order are handed over as they come, or everything together."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets import SegmentedChoice, TextLabel


class TogetherChoice(QWidget):
    """Two segments side by side, the arrow keys change over; `changed` says that a person did."""

    changed = Signal()

    def __init__(self, *, together: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = SegmentedChoice(
            self.tr("How it is handed over"),
            [("parts", self.tr("Hand over each part as it comes")), ("together", self.tr("&Everything together"))],
            key="together" if together else "parts",
        )
        self._waits_for = TextLabel("", "muted", wrap=True)
        self._waits_for.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.choice)
        column.addWidget(self._waits_for)
        self.choice.chosen.connect(self.changed)

    def is_together(self) -> bool:
        return self.choice.key() == "together"

    def show_last(self, name: str) -> None:
        """Say which goods the whole order waits for; nothing where each part goes by itself."""
        words = self.tr("What is here is put aside until {name} is here too.").format(name=name)
        self._waits_for.setText(words if name and self.is_together() else "")
        self._waits_for.setVisible(bool(self._waits_for.text()))
