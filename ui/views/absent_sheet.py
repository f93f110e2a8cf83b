"""A customer who could not be reached, or did not come: noted, with a day to try again; and words for staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.views.money_words import short_date
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet
from ui.views.typed_day import day_row
from ui.widgets import Card, FormRow, PrimaryButton, SegmentedChoice

if TYPE_CHECKING:
    from pos.usecases.order_steps import Changed


def _tr(text: str) -> str:
    return QCoreApplication.translate("absent", text)


class AbsentSheet(OrderActSheet):
    """The day to try again stands there already: the next one on which the shop is open."""

    def __init__(self, about: ActedOn, at: At, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Customer not reached"), PrimaryButton(_tr("Keep, try again"), key="F12"), about, at,
                         parent=parent)  # fmt: skip
        self.how = SegmentedChoice(
            _tr("What was tried"),
            [
                ("called", _tr("Called, nobody answered")), ("did_not_come", _tr("Did not come")),
                ("visited", _tr("Nobody at the door")),
            ],
        )  # fmt: skip
        self.day = day_row(_tr("&Try again on"), at.shop, self.today)
        self.day.field.set_day(at.shop.opening_days.on_or_after(self.today + timedelta(days=1)))
        self.words = FormRow(_tr("A &note for staff"), QLineEdit(), hint=_tr("May stay empty."))
        self.words.field.setMaxLength(300)
        card = Card(spacing=12)
        card.add(self.how, self.day, self.words)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def call(self) -> Callable[[], Changed] | None:
        day, order = self.day.field.day(), self.about.order
        if day is None:
            self.day.refuse(self.day.field.words() or _tr("On which day is it tried again?"))
            self.day.field.setFocus()
            return None
        return partial(
            self.at.register.waiting.customer_absent, order.number, self.how.key(), again_on=day,
            words=self.words.field.text().strip(), person=self.at.person, version=order.version,
        )  # fmt: skip

    def sentence(self, result: Changed) -> str:
        """When it is tried again."""
        day = self.day.field.day()
        assert day is not None
        return _tr("Noted. It stands on the list of calls for {day}.").format(day=short_date(day, self.at.shop))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.words.field.setFocus()
