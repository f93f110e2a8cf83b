"""Suppliers by how promises on their goods were kept, as the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from pos.domain.promise_quality import Quality
from pos.domain.shop import Shop
from ui.views.buying_words import percent

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SUPPLIER, KEPT, BETWEEN, SPARE, STATE = range(5)


class QualityTable(QAbstractTableModel):
    """The first column's accessible text is the whole row as one sentence."""

    def __init__(self, qualities: Sequence[Quality], names: Mapping[str, str], shop: Shop) -> None:
        super().__init__()
        self._codes = tuple(one.supplier for one in qualities)
        self._heads = (
            self.tr("Supplier"), self.tr("Kept"), self.tr("Likely between"), self.tr("Days to spare"), self.tr("State"),
        )  # fmt: skip
        self._rows = tuple(self._row(one, names.get(one.supplier) or one.supplier, shop) for one in qualities)

    def _row(self, one: Quality, name: str, shop: Shop) -> tuple[str, ...]:
        low, high = (percent(end) for end in one.kept_between)
        spare = days_figure(one.slack_mean, shop)
        return (
            name,
            self.tr("{kept} of {n}, {share}").format(kept=one.kept, n=one.n, share=percent(one.kept_share or 0.0)),
            f"{low} – {high}",
            spare,
            self.tr("Breaks too often") if one.alarm else self.tr("As it should be"),
        )

    def supplier(self, row: int) -> str:
        """The code of a row's supplier. Raises IndexError."""
        return self._codes[row]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return f"\u2068{row[column]}\u2069"  # figures keep their order in a window from right to left
        if role == Qt.ItemDataRole.AccessibleTextRole and column == SUPPLIER:
            return ", ".join(f"{head} {cell}" for head, cell in zip(self._heads, row, strict=True))
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def days_figure(days: float | None, shop: Shop) -> str:
    """ "2.7", in the shop's own writing; a dash for none."""
    return "–" if days is None else f"{round(days, 1) + 0.0:.1f}".replace(".", shop.decimal)


def _side(column: int) -> Qt.AlignmentFlag:
    edge = Qt.AlignmentFlag.AlignTrailing if column in (KEPT, BETWEEN, SPARE) else Qt.AlignmentFlag.AlignLeading
    return edge | Qt.AlignmentFlag.AlignVCenter
