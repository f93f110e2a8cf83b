"""Rows of a list with a title, a state and a note: each written out once, painted, and read aloud as one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.views.row_paint import at_end, at_start, paint_ground, row_font
from ui.widgets import paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Listed:
    """One row: `key` names what it stands for, `beside` stands small after the title. At the other side stand `end` or,
    strong, `total`, and `due` below. `words` is what a search looks in besides, `kinds` the filters that it belongs to.
    """

    key: str
    title: str
    pill: tuple[str, str]
    note: str = ""
    beside: str = ""
    end: str = ""
    total: str = ""
    due: str = ""
    words: str = ""
    kinds: frozenset[str] = frozenset()

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        return ", ".join(part for part in self._parts() if part)

    def _parts(self) -> tuple[str, ...]:
        return self.title, self.beside, self.pill[1], self.note, self.end, self.total, self.due

    def matches(self, text: str, kind: str) -> bool:
        """Whether it holds every word of `text` and belongs to the filter `kind` (empty for all)."""
        inside = f"{self.title} {self.beside} {self.note} {self.words}".casefold()
        return (not kind or kind in self.kinds) and all(word in inside for word in text.casefold().split())


class ListedModel(QAbstractListModel):
    """`set_rows` shows another choice of rows."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Listed, ...] = ()

    def set_rows(self, rows: Sequence[Listed]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def row(self, at: int) -> Listed:
        """What a row shows. Raises IndexError."""
        return self._rows[at]

    def row_of(self, key: str) -> int:
        """The row of a key; -1 where it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.key == key), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None


class ListedDelegate(QStyledItemDelegate):
    """Two lines: title and what stands beside and opposite; state, note and what stands opposite."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(300, QFontMetrics(row_font(option, strong=True)).lineSpacing() + pill_size("x").height() + 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        state: QStyle.StateFlag = option.state
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        row: Listed = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        paint_ground(painter, rect, state, mirrored)
        above = rect.adjusted(16, 10, -16, -10)
        below = QRect(above)
        strong, plain = row_font(option, strong=True), row_font(option)
        above.setHeight(QFontMetrics(strong).lineSpacing())
        below.setTop(above.bottom() + 6)
        room = at_end(painter, above, row.total, strong, "text", mirrored)
        room = at_end(painter, room, row.end, plain, "muted", mirrored)
        room = at_start(painter, room, row.title, strong, "text", mirrored)
        at_start(painter, room, row.beside, plain, "muted", mirrored)
        room = at_end(painter, below, row.due, plain, "muted", mirrored)
        pill = paint_pill(painter, room, *row.pill, right_to_left=mirrored)
        if mirrored:
            room.setRight(pill.left() - 10)
        else:
            room.setLeft(pill.right() + 10)
        at_start(painter, room, row.note, plain, "muted", mirrored)
        painter.restore()
