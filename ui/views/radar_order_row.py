"""A sentence about an order, with the button that opens it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.shop import Shop
from ui.views.orders_model import short_number
from ui.widgets import ActionButton, TextLabel


class OrderRow(QWidget):
    """`wanted` carries the order's number."""

    wanted = Signal(str)

    def __init__(self, words: str, number: str, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        short = short_number(number, shop)
        self.button = ActionButton("eye", short)
        self.button.setAccessibleName(QCoreApplication.translate("radar", "Open order {number}").format(number=number))
        self.button.setAccessibleDescription(words)
        self.button.clicked.connect(lambda: self.wanted.emit(number))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(TextLabel(words, wrap=True), 1)
        row.addWidget(self.button)
        self.setAccessibleName(f"{short}, {words}")
