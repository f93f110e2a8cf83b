"""A purchase order to ask the supplier about, with the customers who count on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.shop import Shop
from ui.views.money_words import short_date
from ui.views.radar_words import lapsed_words
from ui.widgets import ActionButton, Card, ElidedLabel, TextLabel

if TYPE_CHECKING:
    from pos.usecases.radar import Lapsed


def _tr(text: str) -> str:
    return QCoreApplication.translate("radar", text)


class PurchaseButton(ActionButton):
    """Opens a purchase order; `wanted` carries its number."""

    wanted = Signal(str)

    def __init__(self, number: str, *, parent: QWidget | None = None) -> None:
        super().__init__("clipboard-list", _tr("Open {number}").format(number=number), parent=parent)
        self.clicked.connect(partial(self._on_clicked, number))

    def _on_clicked(self, number: str, checked: bool = False) -> None:
        self.wanted.emit(number)


class LapsedCards(QWidget):
    """`purchase_wanted` carries the number of the purchase order."""

    purchase_wanted = Signal(str)

    def __init__(self, one: Lapsed, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        head, risk = Card(spacing=8), Card(_tr("Who counts on it"), spacing=6)
        look = PurchaseButton(one.number)
        look.wanted.connect(self.purchase_wanted)
        head.add(
            ElidedLabel(f"{one.units} × {one.name}", lines=2, role="title"),
            TextLabel(f"{one.supplier_name or one.supplier}, {lapsed_words(one, shop)}.", wrap=True),
            TextLabel(_tr("Ask the supplier, then confirm or move the day in the purchase order."), "muted", wrap=True),
            look,
        )
        for waits in one.at_risk:
            told = short_date(waits.told_latest, shop) if waits.told_latest else _tr("no day")
            text = _tr("{name}: {n}, told {day}, order {order}").format(
                name=waits.customer_name or _tr("A customer"), n=waits.units, day=told, order=waits.order
            )
            risk.add(TextLabel(text, wrap=True))
        if not one.at_risk:
            risk.add(TextLabel(_tr("Nobody yet."), "muted"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(head)
        column.addWidget(risk)
