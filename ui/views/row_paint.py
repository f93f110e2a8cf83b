"""How the rows of a list are painted by hand: ground, and texts at both ends, in either direction of writing."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.theme import colour, text_px

GAP = 12


def paint_ground(painter: QPainter, rect: QRect, state: QStyle.StateFlag, mirrored: bool) -> None:
    """The row's colour, its line below, and the edge of the one that is chosen."""
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, colour("selected" if chosen else "hover"))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
    if chosen:
        edge = rect.right() - 3 if mirrored else rect.left()
        painter.fillRect(QRect(edge, rect.top(), 4, rect.height()), colour("accent"))


def row_font(option: QStyleOptionViewItem, *, strong: bool = False) -> QFont:
    """The font of a title, or of what stands beside it."""
    font = QFont(option.font)
    font.setPixelSize(text_px("base" if strong else "small"))
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return font


def at_end(painter: QPainter, room: QRect, text: str, font: QFont, role: str, mirrored: bool) -> QRect:
    """Write at the trailing end; answers with the room that is left."""
    width = QFontMetrics(font).horizontalAdvance(text) + 1 if text else 0
    _write(painter, room, text, font, role, at_right=not mirrored)
    taken = width + GAP if width else 0
    return room.adjusted(taken, 0, 0, 0) if mirrored else room.adjusted(0, 0, -taken, 0)


def at_start(painter: QPainter, room: QRect, text: str, font: QFont, role: str, mirrored: bool) -> QRect:
    """Write at the leading end, cut with "…" where it must be; answers with the room that is left."""
    cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    _write(painter, room, cut, font, role, at_right=mirrored)
    taken = QFontMetrics(font).horizontalAdvance(cut) + GAP if cut else 0
    return room.adjusted(0, 0, -taken, 0) if mirrored else room.adjusted(taken, 0, 0, 0)


def _write(painter: QPainter, room: QRect, text: str, font: QFont, role: str, *, at_right: bool) -> None:
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(font)
    painter.setPen(colour(role))
    painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, text)
