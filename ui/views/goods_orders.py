"""Which purchase order a delivery is counted against."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from pos.domain.purchase_orders import PurchaseOrder
from pos.domain.shop import Shop
from ui.views.goods_words import open_order_words
from ui.widgets import FormRow

_NONE = "-"


class OrderRow(FormRow[QComboBox]):
    """`chosen` carries the number that a person chose, empty for goods that nobody ordered."""

    chosen = Signal(str)

    def __init__(self, label: str, *, parent: QWidget | None = None) -> None:
        super().__init__(label, QComboBox(), parent=parent)
        self._wanted: tuple[str, bool] = "", False
        box = self.field
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        box.addItem(self.tr("The one that the first scan belongs to"), "")
        box.activated.connect(self._on_activated)

    def show_orders(self, orders: Sequence[PurchaseOrder], shop: Shop, today: date) -> None:
        """Offer those on which something is open."""
        for one in orders:
            if any(line.open for line in one.lines):
                self.field.addItem(open_order_words(one, shop, today), one.number)
        self.field.addItem(self.tr("None: these goods were not ordered"), _NONE)
        self.show_number(*self._wanted)

    def show_number(self, number: str, begun: bool) -> None:
        """Show what is counted against now, if a count has `begun`."""
        self._wanted = number, begun
        at = self.field.findData(number or (_NONE if begun else ""))
        self.field.setCurrentIndex(max(0, at))

    def _on_activated(self, at: int) -> None:
        number = str(self.field.itemData(at))
        self.chosen.emit("" if number == _NONE else number)
