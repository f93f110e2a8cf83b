"""A share between 0 and 100 % as a bar: the interval it likely lies in, the share itself, and the aim."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import base_font, colour, text_px


class ShareBar(QWidget):
    """`between` is the interval, `aim` a mark such as 0.9; without `marks` it has no figures below. `words` are
    its accessible name."""

    def __init__(
        self,
        share: float,
        between: tuple[float, float],
        *,
        words: str,
        aim: float | None = None,
        marks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._share, self._between, self._aim, self._marks = share, between, aim, marks
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        return QSize(text_px("base") * 16, text_px("small") * 3 if self._marks else 24)

    def minimumSizeHint(self) -> QSize:
        return QSize(text_px("base") * 8, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(base_font(text_px("small")))
        metrics = painter.fontMetrics()
        high, middle = 10.0, (self.height() - metrics.height() if self._marks else self.height()) / 2
        painter.setPen(QPen(colour("border"), 1))
        painter.setBrush(colour("sunken"))
        painter.drawRoundedRect(QRectF(6, middle - high / 2, self.width() - 12, high), 5, 5)
        ends = sorted(self._x(end) for end in self._between)
        painter.setBrush(colour("elsewhere_soft"))
        painter.setPen(QPen(colour("elsewhere"), 1))
        painter.drawRoundedRect(QRectF(ends[0], middle - high / 2, max(2.0, ends[1] - ends[0]), high), 4, 4)
        if self._aim is not None:
            painter.setPen(QPen(colour("text"), 2))
            at = self._x(self._aim)
            painter.drawLine(QPointF(at, middle - high), QPointF(at, middle + high))
        painter.setPen(QPen(colour("card"), 2))
        painter.setBrush(colour("elsewhere"))
        painter.drawEllipse(QPointF(self._x(self._share), middle), 7, 7)
        painter.setPen(colour("muted"))
        marks = [0.0, 0.5, 1.0] if self._aim is None else [0.0, 0.5, self._aim]
        for mark in marks if self._marks else ():
            text = f"{round(mark * 100)} %"
            width = metrics.horizontalAdvance(text)
            start = min(max(0.0, self._x(mark) - width / 2), self.width() - width)
            painter.drawText(QPointF(start, self.height() - metrics.descent()), text)
        painter.end()

    def _x(self, share: float) -> float:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            share = 1 - share
        return 8 + share * (self.width() - 16)
