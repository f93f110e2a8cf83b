"""The customer of this basket (F3): choose one, change it, or go on without."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from pos.domain.people import Customer
from pos.register import Register
from pos.usecases.checkout import CustomerWish
from ui.views.acting_sheet import ActingSheet
from ui.views.customer_picker import CustomerPicker
from ui.widgets import ActionButton, Card, PrimaryButton, TextLabel
from ui.work.background import Background


class CustomerSheet(ActingSheet):
    """`chosen` carries the CustomerWish as soon as one is taken, or None for no customer."""

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        customer: Customer | CustomerWish | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Customer"), widest=760, parent=parent)
        self.picker = CustomerPicker(register=register, background=background, customer=customer)
        card = Card()
        card.add(TextLabel(self.tr("Who is this for?"), "heading"), self.picker)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self._main = PrimaryButton(self.tr("Use this customer"), key="F12")
        without = ActionButton("x", self.tr("No customer"))
        without.setEnabled(customer is not None)
        self.set_main(self._main, without)
        self._main.clicked.connect(self.press_main)
        without.clicked.connect(lambda: self.chosen.emit(None))
        self.picker.chosen.connect(self._on_chosen)
        self.back.connect(self.cancelled)

    def act(self) -> None:
        """Take who is chosen, or who is being typed."""
        wish, was_new = self.picker.wish(), self.picker.is_new()
        if self.picker.take_typed() and not was_new and wish is not None:  # a new one was told of when it was taken
            self.chosen.emit(wish)

    def _on_chosen(self, wish: CustomerWish | None) -> None:
        if wish is not None:
            self.chosen.emit(wish)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # coming back to the window leaves everything as it was
            self._main.setFocus() if self.picker.wish() is not None else self.picker.go_on()
