"""A place of the hold shelf: its name, how many bags it takes, and whether it is in use."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from pos.domain.errors import PosError
from pos.domain.hold_places import HoldPlace
from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.refusal_card import RefusalCard
from ui.widgets import Card, FormRow, PrimaryButton, QuantityStepper
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

_WIDEST = 46


class ShelfPlace(ActingSheet):
    """`done` carries the place and a sentence."""

    done = Signal(str, str)
    cancelled = Signal()

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, place: HoldPlace | None = None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        title = self.tr("New place") if place is None else self.tr("Place {place}").format(place=place.place)
        super().__init__(title, widest=text_px("base") * _WIDEST, parent=parent)
        self._register, self._background, self._person, self._place = register, background, person, place
        known = place or HoldPlace("", capacity=10)
        self.place = FormRow(self.tr("&Place"), QLineEdit(known.place), hint=self.tr("As it stands on the shelf: B2."))
        self.name = FormRow(self.tr("&Name"), QLineEdit(known.name), hint=self.tr("May stay empty."))
        self.capacity = FormRow(
            self.tr("Takes so many &bags"),
            QuantityStepper(self.tr("Takes so many bags"), known.capacity, most=100_000),
            hint=self.tr("0: nobody counts."),
        )  # fmt: skip
        self.active = QCheckBox(self.tr("In &use"))
        self.active.setChecked(known.active)
        self.main = PrimaryButton(self.tr("Keep"), key="F12")
        self.refusal = RefusalCard()
        card = Card(spacing=12)
        card.add(self.place, self.name, self.capacity, self.active)
        self.body.addWidget(self.refusal)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.place.setEnabled(place is None)
        for field in (self.place.field, self.name.field):
            field.setMaxLength(40)
        self.set_main(self.main)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self.cancelled)

    def act(self) -> None:
        """Keep it."""
        place = self.place.field.text().strip()
        if not place:
            self.place.refuse(self.tr("What is the place called?"))
            self.place.field.setFocus()
            return
        if not self.main.isEnabled():
            return
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit):
            focus.editingFinished.emit()  # a number that is still being typed counts
        self.main.setEnabled(False)
        wanted = replace(
            self._place or HoldPlace(place), name=self.name.field.text().strip(),
            capacity=self.capacity.field.quantity(), active=self.active.isChecked(),
        )  # fmt: skip
        put = partial(self._register.shelf.put_places, [wanted], person=self._person)
        self._background.run(put, then=partial(self._on_kept, place), failed=self._on_refused)

    def _on_kept(self, place: str, places: object) -> None:
        self.done.emit(place, self.tr("Place {place} is kept.").format(place=place))

    def _on_refused(self, refusal: PosError) -> None:
        self.main.setEnabled(True)
        self.refusal.say(refusal.sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.place.field if self._place is None else self.name.field).setFocus()
