"""Telling a customer when goods are back: who, how many, until when. Nothing is paid and nothing is promised."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pos.domain.catalog import Product
from pos.domain.errors import PosError
from pos.domain.people import Customer, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.checkout import CustomerWish
from ui.views.acting_sheet import ActingSheet
from ui.views.customer_picker import CustomerPicker
from ui.views.customer_words import MOST_ASKED
from ui.views.money_words import quantity_text
from ui.views.typed_day import day_row
from ui.widgets import Card, ElidedLabel, PrimaryButton, QuantityStepper, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.tell_me import Listed


class TellMeSheet(ActingSheet):
    """`done` carries a sentence once somebody is on the list."""

    done = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        product: Product,
        quantity: int,
        customer: Customer | CustomerWish | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Tell me when it is back"), widest=760, parent=parent)
        self._register, self._background, self._shop = register, background, shop
        self._person, self._product = person, product
        today = today_in(shop, register.clock.now())
        self.picker = CustomerPicker(register=register, background=background, customer=customer)
        self.quantity = QuantityStepper(self.tr("How many"), max(1, quantity), least=1, most=max(MOST_ASKED, quantity))
        self._measured = quantity if product.unit != "pc" else 0
        self.until = day_row(self.tr("Not after (&day)"), shop, today, hint=self.tr("Empty: until they say otherwise."))
        self.refusal, self._refused = TextLabel("", wrap=True), Card(tone="stop")
        self._refused.add(self.refusal)
        self._refused.hide()
        self.main = PrimaryButton(self.tr("Put on the list"), key="F12")
        what = Card(spacing=10)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(ElidedLabel(product.name, lines=2, role="strong"), 1)
        row.addWidget(TextLabel(quantity_text(quantity, product, shop)) if self._measured else self.quantity)
        days = shop.waiting.hold_days
        kept = self.tr("1 day") if days == 1 else self.tr("{n} days").format(n=days)
        says = self.tr(
            "No money, no promise. When goods are free they are held for them {days}, in the order of this list."
        ).format(days=kept)
        what.add(row, self.until, TextLabel(says, "muted", wrap=True))
        who = Card()
        who.add(TextLabel(self.tr("Who wants to know?"), "heading"), self.picker)
        for part in (self._refused, who, what):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.set_main(self.main)
        self.picker.chosen.connect(self._on_customer)
        self.main.clicked.connect(self.press_main)
        for line in self.findChildren(QLineEdit):
            line.textEdited.connect(lambda _: self._refuse(""))
        self.back.connect(self.cancelled)

    def act(self) -> None:
        """Put them on the list."""
        if not self.main.isEnabled():
            return
        if not self.picker.take_typed():
            if self.picker.wish() is None and not self.picker.is_new() and not self.picker.search.text().strip():
                self._refuse(self.tr("Who wants to know? Look for the name or phone, or add a new customer."))
            return
        wish, day = self.picker.wish(), self.until.field.day()
        if wish is None:
            return
        self.main.setEnabled(False)
        units = self._measured or self.quantity.quantity()
        ask = partial(self._register.tell_me.add, self._product.sku, wish, units, wanted_by=day, person=self._person)
        self._background.run(ask, then=self._on_listed, failed=self._on_refused)

    def _on_customer(self, wish: CustomerWish | None) -> None:
        self._refused.hide()
        if wish is not None:
            self.main.setFocus()

    def _on_listed(self, listed: Listed) -> None:
        entry = listed.entry
        place = self.tr("place {n} on the list").format(n=listed.place) if listed.place else self.tr("held for them")
        self.done.emit(
            self.tr("{who} hears when {what} is back ({place}).").format(
                who=entry.customer_name, what=entry.name, place=place
            )
        )

    def _on_refused(self, refusal: PosError) -> None:
        self._refuse(refusal.sentence)
        self.main.setEnabled(True)

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self._refused.setAccessibleName(sentence)
        self._refused.setVisible(bool(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.main.setFocus() if self.picker.wish() is not None else self.picker.go_on()
