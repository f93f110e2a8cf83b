"""One product in all stores, as the rows of a table: here first, then who has most to spare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from pos.domain.availability import Availability
from pos.domain.shop import Shop
from ui.theme import size
from ui.views.money_words import level_pill, quantity_text, seen_text
from ui.widgets import paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
STORE, FREE, ON_HAND, FOR_ORDERS, ON_ORDER, SEEN = range(6)
_FIGURES = (ON_HAND, FOR_ORDERS, ON_ORDER)
KIND = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class StoreRow:
    """What one store has, written out; `kind` is that of the pill."""

    cells: tuple[str, str, str, str, str, str]
    kind: str


def store_rows(availability: Availability, shop: Shop, now: datetime) -> tuple[StoreRow, ...]:
    """A row for this store, then one for each other store, the most to spare first; `now` is aware."""
    product, here = availability.product, availability.here
    others = sorted(availability.elsewhere, key=lambda level: (-level.spare, level.store_name or level.store))
    rows = []
    for level in (here, *others):
        kind, free = level_pill(level, product, shop)
        figures = [quantity_text(n, product, shop) for n in (level.on_hand, level.allocated + level.owed)]
        coming = quantity_text(availability.on_order, product, shop) if level is here else "–"
        name = level.store_name or (shop.store_name if level is here else level.store)
        seen = QCoreApplication.translate("StoreTable", "now") if level is here else seen_text(level.as_of, shop, now)
        rows.append(StoreRow((name, free, figures[0], figures[1], coming, seen), kind))
    return tuple(rows)


class StoreTable(QAbstractTableModel):
    """The rows as a table; the first column's accessible text is the whole row as one sentence."""

    def __init__(self, rows: tuple[StoreRow, ...]) -> None:
        super().__init__()
        self._rows = rows
        self._heads = (
            self.tr("Store"), self.tr("Free to sell"), self.tr("On hand"), self.tr("For orders"), self.tr("On order"),
            self.tr("Figures"),
        )  # fmt: skip

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == KIND and column == FREE:
            return row.kind
        if role == Qt.ItemDataRole.AccessibleTextRole and column == STORE:
            return ", ".join(f"{head} {cell}" for head, cell in zip(self._heads, row.cells, strict=True) if cell)
        return _side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _side(column: int) -> Qt.AlignmentFlag:
    edge = Qt.AlignmentFlag.AlignTrailing if column in _FIGURES else Qt.AlignmentFlag.AlignLeading
    return edge | Qt.AlignmentFlag.AlignVCenter


class FreePill(QStyledItemDelegate):
    """Draws what is free as a pill: icon, word and colour."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(pill_size(index.data()).width() + 28, size("row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        style = bare.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, bare, painter, bare.widget)
        mirrored = bare.direction == Qt.LayoutDirection.RightToLeft
        paint_pill(painter, bare.rect.adjusted(12, 0, -12, 0), index.data(KIND), index.data(), right_to_left=mirrored)
