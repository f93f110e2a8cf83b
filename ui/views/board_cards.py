"""A card of the board's columns: who, what, and how it stands with its day."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.views.listed import Listed
from ui.views.row_paint import at_end, at_start, paint_ground, row_font
from ui.views.table_rows import Index
from ui.widgets import paint_pill, pill_size

_EDGE, _GAP = 10, 4


class CardDelegate(QStyledItemDelegate):
    """Three lines, so that a narrow column still says all of it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        texts = QFontMetrics(row_font(option, strong=True)).lineSpacing() + QFontMetrics(row_font(option)).lineSpacing()
        return QSize(120, texts + pill_size("x").height() + 2 * _EDGE + 2 * _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        state: QStyle.StateFlag = option.state
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        row: Listed = index.data(Qt.ItemDataRole.UserRole)
        strong, plain = row_font(option, strong=True), row_font(option)
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        paint_ground(painter, rect, state, mirrored)
        room = rect.adjusted(_EDGE + 2, _EDGE, -_EDGE, -_EDGE)
        first = QRect(room.left(), room.top(), room.width(), QFontMetrics(strong).lineSpacing())
        at_start(painter, first, row.title, strong, "text", mirrored)
        second = QRect(room.left(), first.bottom() + _GAP, room.width(), QFontMetrics(plain).lineSpacing())
        at_start(painter, at_end(painter, second, row.total, plain, "text", mirrored), row.beside, plain, "muted",
                 mirrored)  # fmt: skip
        third = QRect(room.left(), second.bottom() + _GAP, room.width(), pill_size("x").height())
        pill = paint_pill(painter, third, *row.pill, right_to_left=mirrored)
        if mirrored:
            third.setRight(pill.left() - 8)
        else:
            third.setLeft(pill.right() + 8)
        if third.width() >= QFontMetrics(plain).horizontalAdvance(row.note):
            at_start(painter, third, row.note, plain, "muted", mirrored)
        painter.restore()
