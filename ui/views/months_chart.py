"""The share of promises kept, month by month, as bars against the aim."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos.domain.promise_quality import Month
from pos.domain.shop import Shop
from ui.theme import base_font, colour, text_px
from ui.views.buying_words import percent
from ui.views.money_words import month_name

MOST = 12


def month_words(month: Month, shop: Shop) -> str:
    """ "Nov 2026: 11 of 12 kept." """
    text = QCoreApplication.translate("months", "{month}: {kept} of {n} kept.")
    return text.format(month=month_name(month.month, shop, with_year=True), kept=month.kept, n=month.n)


class MonthsChart(QWidget):
    """The last twelve months; a bar that does not reach the aim is hatched as well as coloured."""

    def __init__(self, months: Sequence[Month], shop: Shop, *, aim: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._months, self._shop, self._aim = tuple(months)[-MOST:], shop, aim
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(text_px("base") * 22, text_px("base") * 11)

    def minimumSizeHint(self) -> QSize:
        return QSize(text_px("base") * 14, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(base_font(text_px("small")))
        metrics = painter.fontMetrics()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = metrics.height()
        gutter = metrics.horizontalAdvance("100 %") + 10
        left, right = (0, self.width() - gutter) if mirrored else (gutter, self.width())
        top, bottom = line / 2, self.height() - 2 * line - 6

        def y(share: float) -> float:
            return bottom - share * (bottom - top)

        slot = (right - left) / max(1, len(self._months))
        for at, month in enumerate(self._months):
            share = month.kept / month.n if month.n else 0.0
            start = right - (at + 1) * slot if mirrored else left + at * slot
            bar = QRectF(start + slot * 0.2, y(share), slot * 0.6, max(1.0, bottom - y(share)))
            role = "good" if share >= self._aim else "stop"
            painter.setPen(QPen(colour(role), 1.5))
            painter.setBrush(colour(f"{role}_soft"))
            painter.drawRect(bar)
            if share < self._aim:
                painter.fillRect(bar, _hatched(role))
            painter.setPen(colour("muted"))
            for below, text in enumerate((month_name(month.month, self._shop), str(month.n))):
                place = QRectF(start, bottom + 4 + below * line, slot, line)
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        for mark, name in ((0.0, "0 %"), (self._aim, percent(self._aim))):
            painter.setPen(QPen(colour("text" if mark else "line"), 1.5 if mark else 1))
            painter.drawLine(QPointF(left, y(mark)), QPointF(right, y(mark)))
            painter.setPen(colour("muted"))
            edge = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
            place = QRectF(right + 8 if mirrored else 0, y(mark) - line / 2, gutter - 8, line)
            painter.drawText(place, edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, name)
        painter.end()


def _hatched(role: str) -> QBrush:
    return QBrush(colour(role), Qt.BrushStyle.BDiagPattern)
