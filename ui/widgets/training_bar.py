"""The striped bar across the top of every window in training, so that nobody takes it for the real shop."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPolygon
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import base_font, colour, text_px

_STRIPE = 16


class TrainingBar(QWidget):
    """Amber stripes and the word in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.word = self.tr("TRAINING")
        self.setAccessibleName(self.tr("Training: nothing done here counts"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, text_px("small") + 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour("training"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("training_stripe"))
        height = self.height()
        for left in range(-height, self.width(), 2 * _STRIPE):
            corners = [(left, height), (left + _STRIPE, height), (left + _STRIPE + height, 0), (left + height, 0)]
            painter.drawPolygon(QPolygon([QPoint(x, y) for x, y in corners]))
        font = base_font(text_px("small"))
        font.setWeight(QFont.Weight.DemiBold)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 2)
        painter.setFont(font)
        painter.setPen(colour("on_training"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.word)
        painter.end()
