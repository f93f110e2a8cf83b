"""What opens under the chosen line: quantity, a missing price, backorder, remove, and the choices when it is short."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.money import Money
from ui.keys import key_text
from ui.models.counter_basket import CounterBasket
from ui.views.shortage_choices import ShortageChoices
from ui.widgets import ActionButton, AmountField, QuantityStepper


class LineControls(QWidget):
    """Follows the chosen line of the basket; `resized` says that it wants another height."""

    backorder = Signal()
    stock = Signal()
    removed = Signal()
    resized = Signal()
    act_wanted = Signal(str)
    """Another act of ui.keys on this line."""

    def __init__(self, *, basket: CounterBasket, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._basket = basket
        self.stepper = QuantityStepper(self.tr("Quantity"), least=1)
        self.price: AmountField | None = None
        self._later = ActionButton("clock", self.tr("Backorder"), key=key_text("backorder"))
        self._remove = ActionButton("trash-2", self.tr("Remove"), key=key_text("remove"))
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.stepper)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._later)
        self._buttons.addWidget(self._remove)
        self.choices = ShortageChoices()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 4, 16, 12)
        column.setSpacing(10)
        column.addLayout(self._buttons)
        column.addWidget(self.choices)
        self.stepper.settled.connect(self._basket.set_quantity)
        self._later.clicked.connect(self.backorder)
        self._remove.clicked.connect(self.removed)
        self.choices.backorder.connect(lambda later: self.backorder.emit())
        self.choices.elsewhere.connect(self.stock)
        self.choices.anyway.connect(self._sell_anyway)
        self.choices.tell_me.connect(partial(self.act_wanted.emit, "tell_me"))
        self.choices.missed.connect(partial(self.act_wanted.emit, "wanted"))
        self.choices.only.connect(self._basket.set_quantity)
        self._shown: object = None
        self._about: object = None

    def show_line(self) -> None:
        """Show the chosen line as it is now."""
        basket, line = self._basket, self._basket.line
        if line is None or basket.shop is None:
            return
        missing, known = basket.missing(basket.selected), basket.availability(basket.selected)
        about = (basket.selected, line.product.sku)
        if about != self._about or not self.stepper.is_typing():  # an answer must not write over a half-typed number
            self.stepper.set_quantity(line.quantity)
        self._about = about
        self.stepper.setEnabled(line.fixed_total is None)
        self._later.setVisible(not missing)
        self._later.setEnabled(line.product.backorder != "stop")
        self._later.set_label(self.tr("Change order") if line.later else self.tr("Backorder"))
        self._show_price(line.product.price is None and line.price is None)
        state = (line, missing, known)
        if state != self._shown:
            self._shown = state
            self.choices.setVisible(bool(missing and known))
            if missing and known is not None:
                self.choices.show_for(line, missing, known, basket.shop, basket.person)
            self.resized.emit()

    def wanted_height(self, width: int) -> int:
        """How high it has to be at a width, in px."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        by_width = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0
        return max(layout.totalSizeHint().height(), by_width)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.wanted_height(self.width()))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.resized.emit()
        return super().event(event)

    def _show_price(self, wanted: bool) -> None:
        if wanted and self.price is None and self._basket.shop is not None:
            self.price = AmountField(self.tr("Price"), self._basket.shop.currency)
            self.price.accepted.connect(self._on_price)
            self._buttons.insertWidget(1, self.price)
        if self.price is not None:
            self.price.setVisible(wanted)

    def _on_price(self, price: Money) -> None:
        self._basket.set_price(price)

    def _sell_anyway(self) -> None:
        self._basket.sell_anyway(self._basket.selected, self.tr("In the customer's hand"))
