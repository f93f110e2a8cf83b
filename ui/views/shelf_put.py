"""An order's goods put onto the hold shelf: the order scanned or typed, the place proposed, labels printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from pos.domain.errors import PosError
from pos.domain.hold_places import Bag, HoldPlace
from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.orders_model import short_number
from ui.views.refusal_card import RefusalCard
from ui.widgets import Card, FormRow, PrimaryButton, QuantityStepper, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.register import Register

_MOST_BAGS = 50
_WIDEST = 46


class ShelfPut(ActingSheet):
    """`done` carries the place and a sentence; a scan is the order's number."""

    done = Signal(str, str)
    cancelled = Signal()
    shown = Signal()
    """What was asked of the register is on the screen."""

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, place: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(self.tr("Put goods away"), widest=text_px("base") * _WIDEST, parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._wanted = place
        hint = self.tr("Scan a receipt of the order, or type its number.")
        self.order = FormRow(self.tr("&Order"), QLineEdit(), hint=hint)
        self.about = TextLabel("", "strong", wrap=True)
        self.place = FormRow(self.tr("&Place"), QComboBox())
        self.bags = FormRow(self.tr("&Bags"), QuantityStepper(self.tr("Bags"), 1, least=1, most=_MOST_BAGS))
        self.main = PrimaryButton(self.tr("Put away and print the label"), key="F12")
        self.refusal = RefusalCard()
        self.about.hide()
        card = Card(spacing=12)
        card.add(self.order, self.about, self.place, self.bags)
        self.body.addWidget(self.refusal)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.order.field.setMaxLength(40)
        self.set_main(self.main)
        self.order.field.editingFinished.connect(self._look)
        self.bags.field.changed.connect(self._label)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self.cancelled)
        background.run(register.shelf.places, then=self._on_places)

    def _on_places(self, places: Sequence[HoldPlace]) -> None:
        box = self.place.field
        box.addItem(self.tr("Where there is room"), "")
        for place in places:
            if place.active:
                room = "" if place.room is None else self.tr(", room for {n}").format(n=place.room)
                box.addItem(f"{place.place} {place.name}".strip() + room, place.place)
        box.setCurrentIndex(max(0, box.findData(self._wanted)))
        self.shown.emit()

    def take_scan(self, code: str) -> None:
        """The order's code."""
        self.order.field.setText(code)
        self._look()

    def _look(self) -> None:
        """Whose goods these are, and where the order's other bags lie."""
        number = self._number()
        if not number:
            return
        look = partial(_of_order, self._register, number)
        self._background.run(look, then=partial(self._on_order, number), failed=self._on_refused)

    def _number(self) -> str:
        text = self.order.field.text().strip().upper()  # as every number is written
        own = f"{self._shop.store}-{self._shop.register}-"
        return f"{own}{text}" if text and "-" not in text else text

    def _on_order(self, number: str, found: tuple[Order, Sequence[Bag]] | None) -> None:
        if number != self._number():
            return
        self.order.refuse("" if found else self.tr("There is no such order here."))
        self.about.setVisible(found is not None)
        if found is not None:
            order, bags = found
            here = sum(line.allocated for line in order.lines)
            words = [order.customer_name or self.tr("No name"), self.tr("{n} put aside").format(n=here)]
            words += [self.tr("{tag} lies in {place}").format(tag=bag.tag, place=bag.place) for bag in bags]
            self.about.setText(", ".join(words))
            if bags and not self._wanted:
                self.place.field.setCurrentIndex(max(0, self.place.field.findData(bags[-1].place)))
        self.refusal.say("")
        self.shown.emit()

    def _label(self, bags: int) -> None:
        words = self.tr("Put away and print {n} labels").format(n=bags)
        self.main.set_label(self.tr("Put away and print the label") if bags == 1 else words)

    def act(self) -> None:
        """Put them there and print."""
        if not self._number():
            self.order.refuse(self.tr("Which order?"))
            self.order.field.setFocus()
            return
        if not self.main.isEnabled():
            return
        self.main.setEnabled(False)
        put = partial(
            self._register.shelf.bag, self._number(), place=str(self.place.field.currentData() or ""),
            bags=self.bags.field.quantity(), person=self._person,
        )  # fmt: skip
        self._background.run(put, then=self._on_put, failed=self._on_refused)

    def _on_put(self, bags: Sequence[Bag]) -> None:
        order, place = short_number(bags[0].order, self._shop), bags[0].place
        self.done.emit(place, self.tr("For order {order}: place {place}.").format(order=order, place=place))

    def _on_refused(self, refusal: PosError) -> None:
        self.main.setEnabled(True)
        self.refusal.say(refusal.sentence)
        self.shown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.order.field.setFocus()


def _of_order(register: Register, number: str) -> tuple[Order, Sequence[Bag]] | None:
    """The order and its bags; for the background."""
    order = register.order(number)
    return None if order is None else (order, register.shelf.where(number))
