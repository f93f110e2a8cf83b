"""The customers that a search found, as rows to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos.domain.people import Customer
from ui.theme import colour, size, text_px

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def contact_of(customer: Customer) -> str:
    """What staff see of how to reach somebody: phone, e-mail, or both."""
    return " · ".join(way for way in (customer.phone, customer.email) if way)


class CustomerRows(QAbstractListModel):
    """One row for each customer found; its text is one sentence for a screen reader."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Customer, ...] = ()

    def set_rows(self, rows: Sequence[Customer]) -> None:
        """Show another result."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def customer(self, row: int) -> Customer:
        """The customer of a row. Raises IndexError."""
        return self._rows[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        customer = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return customer.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (customer.name, contact_of(customer)) if part)
        return contact_of(customer) if role == Qt.ItemDataRole.UserRole else None


class CustomerRow(QStyledItemDelegate):
    """Draws the name and, below it, how the customer is reached."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, size("row") + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("selected" if chosen else "hover"))
        if chosen:
            painter.fillRect(
                QRect(rect.right() - 3 if mirrored else rect.left(), rect.top(), 4, rect.height()), colour("accent")
            )
        room = rect.adjusted(16, 6, -16, -6)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        side |= Qt.AlignmentFlag.AlignAbsolute
        small = QFont(option.font)
        small.setPixelSize(text_px("small"))
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        for font, role, text, edge in (
            (strong, "text", index.data(), Qt.AlignmentFlag.AlignTop),
            (small, "muted", index.data(Qt.ItemDataRole.UserRole), Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font)
            painter.setPen(colour(role))
            painter.drawText(
                room, side | edge, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            )
        painter.restore()
