"""What can be done about goods that are not here: the choices, in the line itself, no pop-up."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.people import Person
from pos.domain.sale import BasketLine
from pos.domain.shop import Shop
from ui.views.money_words import promise_text, quantity_text
from ui.widgets import ActionButton, TextLabel


class ShortageChoices(QWidget):
    """Offers what the shop's advice allows; each choice is one signal, the counter does the rest."""

    backorder = Signal(int)
    """How many units are to follow later."""
    elsewhere = Signal()
    anyway = Signal()
    only = Signal(int)
    """Take just what is here."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = TextLabel("", "strong", wrap=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addLayout(self._row)

    def show_for(self, line: BasketLine, missing: int, known: Availability, shop: Shop, person: Person) -> None:
        """Say what is missing of a line and offer what can be done about it."""
        self._sentence.setText(sentence_of(missing, known, shop))
        while (old := self._row.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        decision, here = known.advice.decision, line.now - missing

        def words(units: int) -> str:
            return quantity_text(units, line.product, shop)

        may_order = decision in ("backorder", "preorder") or (decision == "waitlist" and person.may("sell_anyway"))
        if may_order and here > 0:
            label = self.tr("Take {now}, backorder {later}").format(now=words(here), later=words(missing))
            self._offer("split", label, "accent", lambda: self.backorder.emit(missing))
        if may_order:
            later = self.tr("Backorder {later}").format(later=words(line.quantity))
            self._offer("clock", later, "" if here else "accent", lambda: self.backorder.emit(line.quantity))
        if not may_order and here > 0:
            self._offer("check", self.tr("Take {now} only").format(now=words(here)), "", lambda: self.only.emit(here))
        if other := next((level for level in known.elsewhere if level.spare), None):
            label = self.tr("{store} has {left}").format(
                store=other.store_name or other.store, left=words(other.spare)
            )
            self._offer("truck", label, "", self.elsewhere.emit)
        if person.may("sell_anyway"):
            self._offer("hand-coins", self.tr("Sell anyway"), "", self.anyway.emit)

    def _offer(self, icon: str, label: str, tone: str, act: object) -> None:
        button = ActionButton(icon, label, tone=tone)
        button.clicked.connect(lambda: act())  # type: ignore[operator]
        self._row.addWidget(button, 1)


def sentence_of(missing: int, known: Availability, shop: Shop) -> str:
    """What is missing and what is known about it, in one or two sentences."""
    here = known.here.available
    start = ShortageChoices.tr("Not here today.") if not here else ShortageChoices.tr("{here} here, {missing} missing.").format(
        here=quantity_text(here, known.product, shop), missing=quantity_text(missing, known.product, shop)
    )  # fmt: skip
    if known.promise is not None and known.advice.decision in ("backorder", "preorder"):
        day = promise_text(known.promise, shop)
        words = (
            ShortageChoices.tr("Ready to collect by {day}.")
            if known.promise.certainty == "confirmed"
            else ShortageChoices.tr("Estimated {day}. The supplier has not confirmed.")
        )
        return f"{start} {words.format(day=day)}"
    return f"{start} {known.advice.reasons[0].sentence}"
