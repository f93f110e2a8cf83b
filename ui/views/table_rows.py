"""Rows of a table, written out: cells under their heads, figures at the trailing edge, a row read as one sentence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class CellTable(QAbstractTableModel):
    """The first column's accessible text is the whole row as one sentence."""

    def __init__(self, heads: Sequence[str], rows: Sequence[Sequence[str]], figures: Collection[int]) -> None:
        """`rows` hold a cell for each of `heads`; `figures` are the columns of figures."""
        super().__init__()
        self._heads, self._cells, self._figures = tuple(heads), tuple(rows), figures

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._cells[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 0:
            return ", ".join(f"{head} {cell}" for head, cell in zip(self._heads, row, strict=True) if cell)
        return self._side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        edge = Qt.AlignmentFlag.AlignTrailing if column in self._figures else Qt.AlignmentFlag.AlignLeading
        return edge | Qt.AlignmentFlag.AlignVCenter
