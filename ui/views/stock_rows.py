"""One product in all stores, as the rows of a table: here first, then who has most to spare."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from pos.domain.availability import Availability
from pos.domain.shop import Shop
from ui.theme import size
from ui.views.money_words import level_pill, quantity_text, seen_text
from ui.views.table_rows import CellTable, Index
from ui.widgets import paint_pill, pill_size

STORE, FREE, ON_HAND, FOR_ORDERS, ON_ORDER, SEEN = range(6)
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


class StoreTable(CellTable):
    """A row for each store; `KIND` of what is free is that of its pill."""

    def __init__(self, rows: tuple[StoreRow, ...]) -> None:
        heads = (
            self.tr("Store"), self.tr("Free to sell"), self.tr("On hand"), self.tr("For orders"), self.tr("On order"),
            self.tr("Figures"),
        )  # fmt: skip
        super().__init__(heads, [row.cells for row in rows], figures=(ON_HAND, FOR_ORDERS, ON_ORDER))
        self._rows = rows

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == KIND and index.isValid() and index.column() == FREE:
            return self._rows[index.row()].kind
        return super().data(index, role)


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
