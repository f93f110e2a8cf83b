"""The white sheet with soft corners that groups what belongs together."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ui.widgets.dress import set_state
from ui.widgets.section_heading import SectionHeading


class Card(QFrame):
    """A frame with a column (`card.column`) to add to; tones: "", warn, stop, good, later, sunken."""

    def __init__(self, title: str = "", *, tone: str = "", spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("tone", tone)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 12, 16, 12)
        self.column.setSpacing(spacing)
        if title:
            self.column.addWidget(SectionHeading(title))
            self.setAccessibleName(title)

    def add(self, *parts: QWidget | QLayout) -> None:
        """Add widgets or layouts below each other."""
        for part in parts:
            if isinstance(part, QWidget):
                self.column.addWidget(part)
            else:
                self.column.addLayout(part)

    def set_tone(self, tone: str) -> None:
        """Tint the card: a warning, a refusal, a promise."""
        set_state(self, "tone", tone)
