"""Money that was taken at collecting an order which is not collected here after all: how each part of it goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from pos.domain.sale import Tender
from pos.domain.shop import Shop
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.order_act_sheet import WIDEST
from ui.views.orders_model import short_number
from ui.views.tender_words import gone_back_advice, taken_words
from ui.widgets import Card, PrimaryButton, TextLabel


def _tr(text: str) -> str:
    return QCoreApplication.translate("give_back", text)


class GiveBackSheet(ActingSheet):
    """`given` says in a sentence that hands have given everything back; leaving by `back` keeps it."""

    given = Signal(str)

    def __init__(self, number: str, parts: Sequence[Tender], shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Give back: {number}").format(number=short_number(number, shop)),
                         widest=text_px("base") * WIDEST, parent=parent)  # fmt: skip
        self._words = taken_words(parts, shop)
        why = Card(_tr("Taken at collecting, not booked"), tone="warn", spacing=8)
        why.add(
            TextLabel(self._words, "total", wrap=True),
            TextLabel(_tr("It stands in no receipt. Given back, nothing of it is left to book."), wrap=True),
        )
        todo = Card(_tr("To do now"), spacing=8)
        for part in parts:
            todo.add(TextLabel(gone_back_advice(part, shop), wrap=True))
        self.main = PrimaryButton(_tr("It was given back"), key="F12")
        for card in (why, todo):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.set_main(self.main)
        self.main.clicked.connect(self.press_main)

    def act(self) -> None:
        """Hands have done it."""
        self.given.emit(_tr("{parts}: given back. Nothing is kept for this order any more.").format(parts=self._words))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()
