"""What every act on one order has in common: the order above, a refusal in place, and what to do with a stale copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from pos.domain.backorder import Order
from pos.domain.errors import PosError, StaleOrder
from pos.domain.money import Money
from pos.domain.people import Customer, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.money_words import money_text
from ui.views.orders_model import short_number
from ui.widgets import ActionButton, Card, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.order_life import TenderPart
    from pos.register import Register

WIDEST = 46
"""The widest column of a form, in heights of text."""


@dataclass(frozen=True, slots=True)
class ActedOn:
    """An order as it was when an act on it was begun: its version is what the act is checked against."""

    order: Order
    customer: Customer | None
    came_by: tuple[TenderPart, ...]


def acted_on(register: Register, number: str) -> ActedOn | None:
    """Read it; for the background. None where there is no such order."""
    with register.ledger.reading() as records:
        order = records.order(number)
        if order is None:
            return None
        return ActedOn(order, records.customer(order.customer), tuple(records.deposit_tenders(order.number)))


@dataclass(frozen=True, slots=True)
class At:
    """What a sheet works with: the register, its lane, the shop, and who does it."""

    register: Register
    background: Background
    shop: Shop
    person: Person


def _tr(text: str) -> str:
    return QCoreApplication.translate("order_act", text)


class OrderActSheet(ActingSheet):
    """Subclasses fill `body` and say in `call` what the main button does (None: something is missing, and said).

    `done` carries a sentence about what was done, `cancelled` says that nothing was, `stale` that the order was changed
    by somebody else and should be looked at again.
    """

    done = Signal(str)
    cancelled = Signal()
    stale = Signal()

    def __init__(
        self, title: str, main: PrimaryButton, about: ActedOn, at: At, *, parent: QWidget | None = None
    ) -> None:
        order = about.order
        super().__init__(f"{title}: {short_number(order.number, at.shop)}", widest=text_px("base") * WIDEST,
                         parent=parent)  # fmt: skip
        self.about, self.at, self.main = about, at, main
        self.today = today_in(at.shop, at.register.clock.now())
        self._result = ""
        self._refused, self._refusal_card = TextLabel("", wrap=True), Card(tone="stop", spacing=10)
        self._reload = ActionButton("refresh-cw", _tr("&Look at it again"))
        self._reload.clicked.connect(self.stale)
        self._refusal_card.add(self._refused, self._reload)
        self._refusal_card.hide()
        who = TextLabel(order.customer_name or _tr("No name"), "heading", wrap=True)
        self.body.addWidget(who)
        self.body.addWidget(self._refusal_card)
        self.set_main(main)
        main.clicked.connect(self.act)
        self.back.connect(self._leave)

    # --- for the sheets ----------------------------------------------------------------------------------------------
    def call(self) -> Callable[[], Any] | None:
        """What to ask of the register; None where something is missing, which is said in place."""
        raise NotImplementedError

    def sentence(self, result: Any) -> str:
        """What was done, in one sentence."""
        raise NotImplementedError

    def after(self, result: Any) -> list[QWidget]:
        """What has to be seen before the sheet is left; nothing, and it is left at once."""
        return []

    def money(self, minor: int) -> str:
        """Minor units of the shop's currency, written out."""
        return money_text(Money(minor, self.at.shop.currency), self.at.shop)

    # --- what happens ------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Do it; once it is done and seen, leave."""
        if self._result:
            self.done.emit(self._result)
            return
        if not self.main.isEnabled():
            return
        asked = self.call()
        if asked is None:
            return
        self.refuse("")
        self.main.setEnabled(False)
        self.at.background.run(asked, then=self._on_done, failed=self.on_refused)

    def refuse(self, sentence: str, *, reload: bool = False) -> None:
        """Say why it was not done; an empty sentence takes it away."""
        self._refused.setText(sentence)
        self._refusal_card.setAccessibleName(sentence)
        self._refusal_card.setVisible(bool(sentence))
        self._reload.setVisible(reload)
        if sentence:
            self.show_part(self._refusal_card)

    def on_refused(self, refusal: PosError) -> None:
        """What was typed stays; a stale copy can only be looked at again."""
        is_stale = isinstance(refusal, StaleOrder)
        self.main.setEnabled(not is_stale)
        self.refuse(refusal.sentence, reload=is_stale)
        if is_stale:
            self._reload.setFocus()

    def _on_done(self, result: Any) -> None:
        self._result = self.sentence(result)
        parts = self.after(result)
        if not parts:
            self.done.emit(self._result)
            return
        while (old := self.body.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
        good = Card(tone="good")
        good.add(TextLabel(self._result, "strong", wrap=True))
        for part in (good, *parts):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.set_foot_text("")
        self.main.setEnabled(True)
        self.main.set_label(_tr("Back to the order"))
        self.main.setFocus()

    def _leave(self) -> None:
        self.done.emit(self._result) if self._result else self.cancelled.emit()


def changed_parts(result: Any, at: At) -> list[QWidget]:
    """Of a changed order (`Changed`): what the customer is told now, who gets the goods, whose promise breaks, and the
    slip to hand over."""
    from ui.views.broken_list import BrokenList
    from ui.views.receipt_preview import ReceiptPreview

    parts: list[QWidget] = []
    say = [*(f"{_name(result.order, one.line)}: {one.words}" for one in result.told), *result.remarks]
    if result.refunded is not None:
        back = money_text(-result.refunded.amount, at.shop)
        say.append(_tr("{sum} goes back, receipt {number}.").format(sum=back, number=result.refunded.number))
    say += [
        _tr("{n} × {sku} go to order {order} now.").format(n=one.units, sku=one.sku, order=one.order)
        for one in result.passed_on
    ]
    if say:
        card = Card(_tr("Say to the customer"), tone="later")
        for words in say:
            card.add(TextLabel(words, wrap=True))
        parts.append(card)
    if result.broken:
        parts.append(BrokenList(result.broken, at.shop))
    if result.slip is not None and parts:
        paper = ReceiptPreview()
        paper.set_receipt(result.slip)
        paper.setMinimumHeight(paper.paper.size().height() + 4)
        parts.append(paper)
    return parts


def _name(order: Order, nth: int) -> str:
    return next((line.name for line in order.lines if line.line == nth), "")
