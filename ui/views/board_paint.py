"""How the rows of the board are painted: ticks, states as pills, heads of groups across the row."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos.domain.board import Product
from ui.theme import base_font, colour, pixmap, size, text_px
from ui.views.board_table import TRAILING, BoardTable
from ui.views.board_words import LATE, PROMISED, STATE, TICK, state_pill
from ui.views.row_paint import paint_ground
from ui.views.table_rows import Index
from ui.widgets import paint_pill

Role = Qt.ItemDataRole


class BoardDelegate(QStyledItemDelegate):
    """Paints a tick, a state as a pill, and the head of a group across the row; the rest as plain text."""

    def __init__(self, board: BoardTable, parent: QObject) -> None:
        super().__init__(parent)
        self._board = board

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(40, size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, column = self._board.row(index.row()), index.column()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._ground(painter, rect, state, column, mirrored)
        if isinstance(row, Product):
            self._head(painter, rect, str(index.data()), mirrored)
        elif column == TICK:
            self._tick(painter, rect, index.data(Role.CheckStateRole) == Qt.CheckState.Checked)
        elif column == STATE:
            today = row.taken_on + timedelta(days=row.days_waited)
            paint_pill(painter, rect.adjusted(8, 0, -8, 0), *state_pill(row, today), right_to_left=mirrored)
        else:
            self._text(painter, rect, index, late=column in (LATE, PROMISED) and row.days_late > 0, mirrored=mirrored)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, column: int, mirrored: bool) -> None:
        # The edge of the row that is chosen stands at its first cell only.
        if column == TICK:
            paint_ground(painter, rect, state, mirrored)
            return
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("selected"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))

    @staticmethod
    def _head(painter: QPainter, rect: QRect, words: str, mirrored: bool) -> None:
        font = base_font(text_px("base"))
        font.setWeight(font.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(colour("text"))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        room = rect.adjusted(12, 0, -12, 0)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)

    @staticmethod
    def _tick(painter: QPainter, rect: QRect, on: bool) -> None:
        box = QRect(0, 0, 20, 20)
        box.moveCenter(rect.center())
        painter.setPen(colour("accent" if on else "border"))
        painter.setBrush(colour("accent") if on else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)
        if on:
            density = painter.device().devicePixelRatioF()
            painter.drawPixmap(box.adjusted(2, 2, -2, -2), pixmap("check", px=16, role="on_accent", density=density))

    @staticmethod
    def _text(painter: QPainter, rect: QRect, index: Index, *, late: bool, mirrored: bool) -> None:
        painter.setFont(base_font(text_px("base")))
        painter.setPen(colour("stop" if late else "text"))
        at_end = index.column() in TRAILING
        side = Qt.AlignmentFlag.AlignRight if at_end != mirrored else Qt.AlignmentFlag.AlignLeft
        room = rect.adjusted(8, 0, -8, 0)
        shown = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, shown)
