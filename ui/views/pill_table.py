"""A table whose last column is a state as a pill; thousands of rows cost what is on the screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from ui.theme import colour, size
from ui.views.table_rows import NOWHERE, Index
from ui.widgets import dress_table, paint_pill, pill_size

Role = Qt.ItemDataRole
_MEASURED = 100
"""So many rows are measured for the widths of the columns."""


@dataclass(frozen=True, slots=True)
class PillRow:
    """`cells` stand under the heads but the last, under which the pill (kind, words) stands; without words nothing
    does. `key` is what the row stands for."""

    key: str
    cells: tuple[str, ...]
    pill: tuple[str, str]


class PillRows(QAbstractTableModel):
    """`set_rows` shows other rows, `put_row` one of them anew or one more."""

    def __init__(self, heads: Sequence[str], figures: Collection[int]) -> None:
        """`figures` are the columns of figures."""
        super().__init__()
        self._heads, self._figures = tuple(heads), figures
        self._rows: list[PillRow] = []
        self._at: dict[str, int] = {}

    def set_rows(self, rows: Sequence[PillRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self._at = {row.key: at for at, row in enumerate(self._rows)}
        self.endResetModel()

    def put_row(self, row: PillRow) -> int:
        """Show this one in its place, or behind the others; answers with its place."""
        at = self._at.get(row.key)
        if at is None:
            at = len(self._rows)
            self.beginInsertRows(NOWHERE, at, at)
            self._rows.append(row)
            self._at[row.key] = at
            self.endInsertRows()
        else:
            self._rows[at] = row
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(self._heads) - 1))
        return at

    def key(self, at: int) -> str:
        """What a row stands for; empty where there is none."""
        return self._rows[at].key if 0 <= at < len(self._rows) else ""

    def row_of(self, key: str) -> int:
        """The place of a key; -1 where it is not shown."""
        return self._at.get(key, -1)

    def pill(self, at: int) -> tuple[str, str]:
        """The pill of a row."""
        return self._rows[at].pill

    # --- Qt's side ---------------------------------------------------------------------------------------------------
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        written = (*row.cells, row.pill[1])
        if role == Role.DisplayRole:
            return written[column]
        if role == Role.ToolTipRole and column == 0:
            return written[0]
        if role == Role.AccessibleTextRole and column == 0:
            return ", ".join(f"{head} {cell}" for head, cell in zip(self._heads, written, strict=True) if cell)
        return self._side(column) if role == Role.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return self._heads[section]
        return self._side(section) if role == Role.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        edge = Qt.AlignmentFlag.AlignTrailing if column in self._figures else Qt.AlignmentFlag.AlignLeading
        return edge | Qt.AlignmentFlag.AlignVCenter


class _Words(QStyledItemDelegate):
    """Cells whose words run in their own direction, so that "14 of 12" stays so where rows run from right to left."""

    def displayText(self, value: Any, locale: QLocale | QLocale.Language) -> str:
        return f"\u2068{super().displayText(value, locale)}\u2069"  # an isolate that takes its first strong letter's


class _PillCell(QStyledItemDelegate):
    """Paints the pill of its row."""

    def __init__(self, rows: PillRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = self._rows.pill(index.row())[1]
        return QSize((pill_size(words).width() if words else 0) + 16, size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        direction: Qt.LayoutDirection = option.direction
        kind, words = self._rows.pill(index.row())
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("selected"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        if words:
            mirrored = direction == Qt.LayoutDirection.RightToLeft
            paint_pill(painter, rect.adjusted(8, 0, -8, 0), kind, words, right_to_left=mirrored)
        painter.restore()


class PillTable(QTableView):
    """`moved` carries the key of the row that is chosen now, empty for none."""

    moved = Signal(str)

    def __init__(
        self, name: str, heads: Sequence[str], *, figures: Collection[int] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.rows = PillRows(heads, figures)
        self.setModel(self.rows)
        dress_table(self, name=name)
        self.setItemDelegate(_Words(self))
        self.setItemDelegateForColumn(len(heads) - 1, _PillCell(self.rows, self))
        self.horizontalHeader().setResizeContentsPrecision(_MEASURED)
        self.selectionModel().currentRowChanged.connect(self._on_moved)

    def key(self) -> str:
        """What the chosen row stands for; empty when none is chosen."""
        return self.rows.key(self.currentIndex().row())

    def choose(self, key: str) -> None:
        """Go to a row; to the first where it is not shown."""
        if self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(max(0, self.rows.row_of(key)), 0))

    def put_row(self, row: PillRow) -> int:
        """Show a row anew, or one more, with room for its words; answers with its place."""
        at = self.rows.put_row(row)
        self.horizontalHeader().resizeSections()
        return at

    def _on_moved(self, index: QModelIndex, before: QModelIndex) -> None:
        self.moved.emit(self.rows.key(index.row()))
