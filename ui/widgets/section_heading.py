"""A heading with room for a short remark at its trailing end."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.widgets.text_label import TextLabel


class SectionHeading(QWidget):
    """A title and, opposite to it, a muted remark such as an age or a count."""

    def __init__(self, title: str, remark: str = "", *, role: str = "heading", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = TextLabel(title, role)
        self._remark = TextLabel(remark, "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self._remark)
        self.setAccessibleName(title)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def set_remark(self, remark: str) -> None:
        """Change the remark; empty to leave it out."""
        self._remark.setText(remark)
