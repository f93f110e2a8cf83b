"""What can be done about goods that are not here: the choices, in the line itself, no pop-up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.people import Person
from pos.domain.sale import BasketLine
from pos.domain.shop import Shop
from ui.views.money_words import quantity_text, ready_words
from ui.widgets import ActionButton, TextLabel


class ShortageChoices(QWidget):
    """Offers what the shop's advice allows; each choice is one signal, the counter does the rest."""

    backorder = Signal(int)
    """How many units are to follow later."""
    elsewhere = Signal()
    anyway = Signal()
    only = Signal(int)
    """Take just what is here."""
    tell_me = Signal()
    missed = Signal()
    """Wanted, and not bought."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = TextLabel("", "strong", wrap=True)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._offers: list[ActionButton] = []
        self._across = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._sentence)
        column.addLayout(self._grid)

    def show_for(self, line: BasketLine, missing: int, known: Availability, shop: Shop, person: Person) -> None:
        """Say what is missing of a line and offer what can be done about it."""
        self._sentence.setText(sentence_of(missing, known, shop))
        for old in self._offers:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._offers, self._across = [], 0
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
            label = self.tr("{store} has {left}").format(store=other.store_name or other.store, left=words(other.spare))
            self._offer("truck", label, "", self.elsewhere.emit)
        if person.may("tell_me") and not known.is_gone:
            self._offer("bell", self.tr("Tell me when it is back"), "" if may_order else "accent", self.tell_me.emit)
        if person.may("tell_me"):
            self._offer("shopping-basket", self.tr("Wanted, not bought"), "", self.missed.emit)
        if person.may("sell_anyway"):
            self._offer("hand-coins", self.tr("Sell anyway"), "", self.anyway.emit)
        self._arrange()

    def _offer(self, icon: str, label: str, tone: str, act: Callable[[], object]) -> None:
        button = ActionButton(icon, label, tone=tone)
        button.clicked.connect(lambda: act())
        self._offers.append(button)

    def _arrange(self) -> None:
        """All side by side where their words fit, else in three or two columns."""
        widths = [button.full_width() + 8 for button in self._offers]
        across = len(widths) if sum(widths) <= self.width() or len(widths) < 3 else 2
        if across == 2 and len(widths) > 4 and 3 * max(widths) <= self.width():
            across = 3
        if across == self._across:
            return
        self._across = across
        for at, button in enumerate(self._offers):
            self._grid.addWidget(button, at // across, at % across)
        for column in range(7):
            self._grid.setColumnStretch(column, 1 if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _tr(text: str) -> str:
    return QCoreApplication.translate("shortage", text)


def sentence_of(missing: int, known: Availability, shop: Shop) -> str:
    """What is missing and what is known about it, in one or two sentences."""
    here = known.here.available
    start = _tr("Not here today.")
    if here:
        units = (quantity_text(number, known.product, shop) for number in (here, missing))
        start = _tr("{here} here, {missing} missing.").format(**dict(zip(("here", "missing"), units, strict=True)))
    if known.promise is not None and known.advice.decision in ("backorder", "preorder"):
        return f"{start} {ready_words(known.promise, shop)}"
    return f"{start} {known.advice.reasons[0].sentence}"
