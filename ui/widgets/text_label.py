"""Labels that stand at the leading or trailing side of the screen's direction, whatever script their text is in.

A QLabel by itself goes by the direction of its text: an English product name in an Arabic window would jump sides.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget

Side = Literal["leading", "centre", "trailing"]


def side_of(widget: QWidget, side: Side) -> Qt.AlignmentFlag:
    """The alignment, left or right absolutely, that is this side in the widget's direction."""
    if side == "centre":
        return Qt.AlignmentFlag.AlignCenter
    mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    at_right = mirrored == (side == "leading")
    edge = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    return edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


class TextLabel(QLabel):
    """Plain text (never markup); roles: muted, small, label, strong, large, heading, title, total, error, warning."""

    def __init__(
        self,
        text: str = "",
        role: str = "",
        *,
        wrap: bool = False,
        side: Side = "leading",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._side: Side = side
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        if role:
            self.setProperty("role", role)
        self.setAlignment(side_of(self, side))

    def set_side(self, side: Side) -> None:
        """Stand at another side."""
        self._side = side
        self.setAlignment(side_of(self, side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.setAlignment(side_of(self, self._side))
