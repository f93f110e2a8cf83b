"""How a row of the basket is drawn: name and state at the start, figures in columns at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import base_font, colour, text_px
from ui.views.basket_rows import ROW, BasketRow
from ui.widgets import paint_pill

LINE_HEIGHT, HEADING_HEIGHT, SIDE, GAP = 64, 36, 16, 12


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of a row stand, mirrored where the script is."""

    name: QRect
    quantity: QRect
    unit: QRect
    total: QRect


def scaled(px: int) -> int:
    """A height in px at 100 % text, at the present text size."""
    return round(px * text_px("base") / 16)


def sided(direction: Qt.LayoutDirection, room: QRect, box: QRect) -> QRect:
    """The box, or its mirror image in the room where the script runs from right to left.

    As QStyle.visualRect, without loading QStyle: its constants cost 30 ms that the start has not."""
    if direction == Qt.LayoutDirection.LeftToRight:
        return box
    return box.translated(room.left() + room.right() - box.left() - box.right(), 0)


def columns_of(room: QRect, direction: Qt.LayoutDirection) -> Columns:
    """Share a row's room: three columns of figures as wide as such figures get, the name takes the rest."""
    metrics = QFontMetrics(base_font(text_px("base")))
    widths = [metrics.horizontalAdvance(text) + 4 for text in ("00,000", "£00,000.00", "£00,000.00")]
    if room.width() < scaled(520):
        widths[1] = 0
    right = room.right() + 1 - SIDE
    found = []
    for width in reversed(widths):
        found.append(QRect(right - width, room.top(), width, room.height()))
        right -= width + (GAP if width else 0)
    name = QRect(room.left() + SIDE, room.top(), right - room.left() - SIDE, room.height())
    total, unit, quantity = (sided(direction, room, box) for box in found)
    return Columns(sided(direction, room, name), quantity, unit, total)


def _font(role: str, weight: QFont.Weight) -> QFont:
    font = base_font(text_px(role))
    font.setWeight(weight)
    return font


class BasketDelegate(QStyledItemDelegate):
    """Draws headings and lines; the chosen line is higher by `extra()` px, which its controls fill."""

    def __init__(self, extra: Callable[[], int]) -> None:
        super().__init__()
        self._extra = extra
        self.chosen = -1

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        row: BasketRow = index.data(ROW)
        if row.line < 0:
            return QSize(0, scaled(HEADING_HEIGHT))
        return QSize(0, scaled(LINE_HEIGHT) + (self._extra() + 4 if index.row() == self.chosen else 0))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: BasketRow = index.data(ROW)
        room, direction = option.rect, option.direction
        painter.save()
        if row.line < 0:
            _paint_heading(painter, room, direction, row)
        else:
            self._paint_ground(painter, room, direction, row, index.row() == self.chosen)
            top = QRect(room.left(), room.top(), room.width(), scaled(LINE_HEIGHT))
            _paint_line(painter, top, direction, row)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, room: QRect, direction: Qt.LayoutDirection, row: BasketRow, chosen: bool
    ) -> None:
        if chosen:
            painter.fillRect(room, colour("selected"))
        painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), colour("line"))
        edge = {"short": "stop", "later": "later", "": "accent" if chosen else ""}[row.tone]
        if edge:
            bar = sided(direction, room, QRect(room.left(), room.top(), 4, room.height() - 1))
            painter.fillRect(bar, colour(edge))


def _paint_heading(painter: QPainter, room: QRect, direction: Qt.LayoutDirection, row: BasketRow) -> None:
    columns = columns_of(room, direction)
    painter.fillRect(room, colour("sunken"))
    painter.setFont(_font("small", QFont.Weight.DemiBold))
    painter.setPen(colour("muted"))
    start, end = _sides(direction)
    painter.drawText(columns.name, start, row.name)
    painter.drawText(columns.total, end, row.total)


def _paint_line(painter: QPainter, room: QRect, direction: Qt.LayoutDirection, row: BasketRow) -> None:
    columns = columns_of(room, direction)
    start, end = _sides(direction)
    half = columns.name.height() // 2
    painter.setFont(_font("base", QFont.Weight.Medium))
    painter.setPen(colour("text"))
    name = QRect(columns.name.left(), columns.name.top() + 4, columns.name.width(), half - 2)
    if not row.pill[0]:
        name = columns.name
    words = painter.fontMetrics().elidedText(row.name, Qt.TextElideMode.ElideRight, name.width())
    painter.drawText(name, start, words)
    if row.pill[0]:
        pill = QRectF(columns.name.left(), columns.name.top() + half - 1, columns.name.width(), half - 4)
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        paint_pill(painter, pill.toRect(), *row.pill, right_to_left=mirrored)
    painter.setFont(_font("base", QFont.Weight.Normal))
    painter.drawText(columns.quantity, end, row.quantity)
    if columns.unit.width() > 0:
        painter.setPen(colour("muted"))
        painter.drawText(columns.unit, end, row.unit)
    painter.setPen(colour("text"))
    painter.setFont(_font("base", QFont.Weight.DemiBold))
    painter.drawText(columns.total, end, row.total)


def _sides(direction: Qt.LayoutDirection) -> tuple[Qt.AlignmentFlag, Qt.AlignmentFlag]:
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return (right, left) if direction == Qt.LayoutDirection.RightToLeft else (left, right)
