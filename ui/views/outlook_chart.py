"""The next six weeks of one product as a drawing: what surely and likely is here, what is promised, what is free."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pos.domain.outlook import Day
from ui.theme import base_font, colour, text_px

_PEN = Qt.PenStyle
WEEK = 7


class OutlookChart(QWidget):
    """Steps for what is sure, dots for what is likely, dashes for what is promised, a filled ground for what is free:
    each has a form of its own, not only a colour. `units` writes a number, `label` a week's day."""

    def __init__(
        self,
        weeks: Sequence[Day],
        *,
        units: Callable[[int], str] = str,
        label: Callable[[Day], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._weeks, self._units, self._label = tuple(weeks), units, label
        self._top = nice_top(max((max(day.likely, day.sure, day.promised) for day in weeks), default=0))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._legend = (
            (self.tr("Surely here"), "accent", _PEN.SolidLine),
            (self.tr("Likely here"), "muted", _PEN.DotLine),
            (self.tr("Promised"), "later", _PEN.DashLine),
            (self.tr("Free to promise"), "good", _PEN.NoPen),
        )

    def sizeHint(self) -> QSize:
        return QSize(text_px("base") * 22, text_px("base") * 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(text_px("base") * 14, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(base_font(text_px("small")))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        metrics = painter.fontMetrics()
        legend = self._paint_legend(painter, metrics, mirrored)
        gutter = max(metrics.horizontalAdvance(self._units(n)) for n in (0, self._top)) + 10
        plot = QRect(0, legend + 10, self.width(), self.height() - legend - 14 - metrics.height())
        plot.adjust(0 if mirrored else gutter, 0, -gutter if mirrored else 0, 0)
        if self._weeks and plot.width() > 0 and plot.height() > 0:
            self._paint_axes(painter, metrics, plot, mirrored)
            self._paint_figures(painter, plot, mirrored)
        painter.end()

    # --- parts of the drawing ----------------------------------------------------------------------------------------
    def _paint_legend(self, painter: QPainter, metrics: QFontMetrics, mirrored: bool) -> int:
        """Each line's form beside its word, on as many lines as they need; answers with the height it took."""
        sample, gap, height = 26, 14, metrics.height() + 4
        at, top = 0, 0
        for word, role, style in self._legend:
            width = sample + 6 + metrics.horizontalAdvance(word)
            if at and at + width > self.width():
                at, top = 0, top + height
            start = self.width() - at - sample if mirrored else at
            box = QRect(start, top, sample, height)
            if style == _PEN.NoPen:
                self._fill(painter, _box_path(QRectF(box.adjusted(0, 4, 0, -4))))
            else:
                painter.setPen(QPen(colour(role), 2, style))
                painter.drawLine(box.left(), box.center().y(), box.right(), box.center().y())
            words = QRect(box.left() - 6 - width if mirrored else box.right() + 7, top, width, height)
            side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
            painter.setPen(colour("text"))
            painter.drawText(words, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, word)
            at += width + gap
        return top + height

    def _paint_axes(self, painter: QPainter, metrics: QFontMetrics, plot: QRect, mirrored: bool) -> None:
        side = Qt.AlignmentFlag.AlignLeft if mirrored else Qt.AlignmentFlag.AlignRight
        for units in sorted({0, self._top // 2, self._top}):
            y = self._y(plot, units)
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            place = QRect(plot.right() + 8 if mirrored else 0, round(y) - metrics.height() // 2, 200, metrics.height())
            if not mirrored:
                place.setWidth(plot.left() - 8)
            painter.setPen(colour("muted"))
            painter.drawText(place, side | Qt.AlignmentFlag.AlignAbsolute, self._units(units))
        last_end = -1.0
        for at in range(0, len(self._weeks), WEEK):
            text = self._label(self._weeks[at])
            width, x = metrics.horizontalAdvance(text), self._x(plot, at, mirrored)
            start = min(max(0.0, x - width if mirrored else x), self.width() - width - 1.0)
            from_edge = self.width() - start - width if mirrored else start
            if from_edge < last_end + 8:
                continue  # too narrow for all of them
            last_end = from_edge + width
            painter.drawText(QPointF(start, self.height() - metrics.descent()), text)
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(x, plot.bottom()), QPointF(x, plot.bottom() + 4))
            painter.setPen(colour("muted"))

    def _paint_figures(self, painter: QPainter, plot: QRect, mirrored: bool) -> None:
        ground = self._steps(plot, [day.free for day in self._weeks], mirrored)
        base = self._y(plot, 0)
        ground.lineTo(self._x(plot, len(self._weeks), mirrored), base)
        ground.lineTo(self._x(plot, 0, mirrored), base)
        ground.closeSubpath()
        if any(day.free for day in self._weeks):
            self._fill(painter, ground)
        lines = ([d.likely for d in self._weeks], [d.promised for d in self._weeks], [d.sure for d in self._weeks])
        for values, at in zip(lines, (1, 2, 0), strict=True):
            _, role, style = self._legend[at]
            painter.setPen(QPen(colour(role), 2, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(self._steps(plot, values, mirrored))

    def _fill(self, painter: QPainter, path: QPainterPath) -> None:
        """A soft ground with strokes over it, so that it is seen without telling green from white."""
        painter.fillPath(path, colour("good_soft"))
        strokes = QColor(colour("good"))
        painter.fillPath(path, QBrush(strokes, Qt.BrushStyle.BDiagPattern))

    def _steps(self, plot: QRect, values: Sequence[int], mirrored: bool) -> QPainterPath:
        path = QPainterPath(QPointF(self._x(plot, 0, mirrored), self._y(plot, values[0])))
        for at, value in enumerate(values):
            path.lineTo(self._x(plot, at, mirrored), self._y(plot, value))
            path.lineTo(self._x(plot, at + 1, mirrored), self._y(plot, value))
        return path

    def _x(self, plot: QRect, at: int, mirrored: bool) -> float:
        share = at / len(self._weeks) * plot.width()
        return plot.right() - share if mirrored else plot.left() + share

    def _y(self, plot: QRect, units: int) -> float:
        return plot.bottom() - max(0, units) / self._top * plot.height()


def _box_path(box: QRectF) -> QPainterPath:
    path = QPainterPath()
    path.addRect(box)
    return path


def nice_top(most: int) -> int:
    """The upper end of an axis: the next of 2, 4, 6, 8, 10, 12, 16, 20, 40 … that is not below `most`."""
    step = 1
    while True:
        for part in (2, 4, 6, 8, 10, 12, 16):
            if most <= part * step:
                return part * step
        step *= 10
