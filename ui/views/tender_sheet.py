"""Paying: the sum due, how it is paid, the change, all on one page; Enter pays exactly in cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.sale import Tender
from pos.domain.shop import Shop
from pos.usecases.checkout import Quote, TenderWish
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.money_words import sign_of
from ui.views.tender_due import DueCard
from ui.views.tender_notes import NoteKeys
from ui.views.tender_rest import TenderRest
from ui.views.tender_words import act_words, advice_for, gone_back_advice, marked_name, nothing_left_advice
from ui.widgets import (
    ActionButton,
    AmountField,
    Card,
    FormRow,
    NumberPad,
    PrimaryButton,
    SegmentedChoice,
    TextLabel,
)

SIDE_BY_SIDE_FROM = 720  # px of the sheet's own width at 100 % text
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TenderSheet(ActingSheet):
    """`paid` carries a tuple of TenderWish. Less than what is due is a first part; the rest is asked for after it.

    `parts` were taken before, `parts_changed` carries them (a tuple of Tender) whenever one is taken or given back.
    """

    paid = Signal(object)
    parts_changed = Signal(object)
    cancelled = Signal()
    look_again = Signal()
    """What is paid for was changed meanwhile, and is to be seen as it is now."""
    refuses_scans = True

    def __init__(
        self,
        *,
        quote: Quote,
        shop: Shop,
        customer_label: str = "",
        parts: tuple[Tender, ...] = (),
        made_of: Sequence[tuple[str, Money]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Payment"), parent=parent)
        self._quote, self._shop = quote, shop
        self._sum = TenderRest(quote, shop, parts)
        self._busy = False
        self.due = DueCard(quote=quote, shop=shop, customer_label=customer_label, made_of=made_of)
        kinds = ["cash", "card", "voucher", *(["account"] if customer_label else [])]
        self.kind = SegmentedChoice(self.tr("Paid by"), [(kind, marked_name(kind)) for kind in kinds])
        self.field = AmountField(self.tr("Amount given"), shop.currency, symbol=sign_of(shop))
        self.reference = FormRow(self.tr("&Slip or voucher number"), QLineEdit(), hint=self.tr("Never a card number."))
        self._notes_row = NoteKeys(shop=shop)
        self.notes = self._notes_row.keys
        self._pad = NumberPad(field=self.field.line, decimal=shop.decimal)
        self._advice = TextLabel("", "muted", wrap=True)
        self._refusal, self._refusal_card = TextLabel("", wrap=True), Card(tone="stop", spacing=10)
        self.again = ActionButton("refresh-cw", self.tr("&Look at it again"))
        self.again.hide()
        self.main = PrimaryButton("", key="F12")
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self.kind.chosen.connect(self._begin)
        self._notes_row.picked.connect(self._hand_over)
        self.field.changed.connect(self._refresh)
        for line in (self.field.line, self.reference.field):
            line.textEdited.connect(lambda _: self.show_refusal(""))
        self.again.clicked.connect(self.look_again)
        self.due.taken_back.connect(self._take_back)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self._on_back)
        self._begin()

    def _lay_out(self) -> None:
        how = Card(spacing=10)
        how.add(self.kind, self.field, self._notes_row, self.reference, self._advice, self._pad)
        self._refusal_card.add(self._refusal, self.again)
        self._refusal_card.hide()
        self._columns.setSpacing(12)
        for part, stretch in ((self.due, 4), (how, 6)):
            column = QVBoxLayout()
            column.addWidget(part)
            column.addStretch(1)
            self._columns.addLayout(column, stretch)
        self.body.addWidget(self._refusal_card)
        self.body.addLayout(self._columns, 1)
        self.set_main(self.main)
        self.set_foot_text(self.tr("Type a smaller sum to take a part, then the rest by another means."))

    # --- what is due --------------------------------------------------------------------------------------------------
    def step(self) -> str:
        """The means now: what is chosen, unless a card has to be authorised first."""
        return self._sum.step(self.kind.key())

    def rest(self) -> Money:
        """What this step still has to bring."""
        return self._sum.rest(self.step())

    def _change(self) -> Money | None:
        return self._sum.change(self._with_this())

    def _with_this(self) -> tuple[Tender, ...]:
        return self._sum.with_tender(self.step(), self.field.amount(), self.reference.field.text().strip())

    # --- what happens ------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Pay, or take this part and ask for the rest."""
        if self._busy:
            return
        if self.field.amount() is None:
            self.field.refuse(self.tr("This is no amount. Nothing was taken. Type what was given."))
            self.field.setFocus()
        elif self._lacks_number():
            self.reference.refuse(self.tr("Nothing was taken. Type the number of the gift card."))
            self.reference.field.setFocus()
        elif self.step() == "authorisation" or self._is_part():
            self._keep(self._with_this())
            if not self.rest() and not self._quote.due_now:
                self._pay()
        else:
            self._pay()

    def _lacks_number(self) -> bool:
        """A gift card is money by its number; without one nobody could say later which it was."""
        counts = self.step() == "voucher" and bool(self.rest()) and bool(self.field.amount())
        return counts and not self.reference.field.text().strip()

    def _is_part(self) -> bool:
        amount = self.field.amount()
        return amount is not None and 0 < amount.minor < self.rest().minor

    def _pay(self) -> None:
        tenders = self._with_this()
        try:
            self._sum.settled(tenders)
        except PosError as refusal:
            self.show_refusal(refusal.sentence)
            return
        self.show_refusal("")
        self.paid.emit(tuple(TenderWish(one.kind, one.amount, one.reference) for one in tenders))

    def keep_card(self) -> None:
        """The terminal has charged the card although the sale was refused: it stays taken."""
        if self.step() == "card" and self.rest():
            self._keep(self._with_this())

    def show_refusal(self, sentence: str, *, stale: bool = False) -> None:
        """Say why it was not paid; an empty sentence takes it away. What was typed stays. Of a `stale` order nothing
        can be paid before it is looked at again."""
        self._refusal.setText(sentence)
        self.again.setVisible(stale)
        self._refusal_card.setVisible(bool(sentence))
        self._refusal_card.setAccessibleName(sentence)
        if sentence:
            self.show_part(self._refusal_card)
        if stale:
            self.again.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the sale is written nothing can be changed and nothing paid twice."""
        self._busy = busy
        for part in (self.due, self.kind, self.field, self._notes_row, self.reference, self._pad, self.main):
            part.setEnabled(not busy)
        if busy:
            self.main.set_label(self.tr("Saving the sale …"))
        else:
            self._refresh()
            self._focus()

    def _begin(self) -> None:
        """Another means, or the next part: what is due stands in the field, ready to be typed over."""
        step, cash = self.step(), self.step() == "cash"
        self._notes_row.show_for(self.rest())
        self._notes_row.setVisible(cash and bool(self.rest()))
        self._pad.setVisible(step != "authorisation" and bool(self.rest()))
        self.kind.setVisible(step != "authorisation" and bool(self.rest()))
        self.field.setVisible(bool(self.rest()))
        self.field.line.setReadOnly(step == "authorisation")
        self.reference.setVisible(step not in ("cash", "account") and bool(self.rest()))
        self.reference.field.clear()
        self.field.set_amount(self.rest())
        self._advice.setText(self._advice_for(step))
        self._advice.setVisible(bool(self._advice.text()))
        self._refresh()
        self._focus()

    def _advice_for(self, step: str) -> str:
        return (
            advice_for(step)
            if self.rest()
            else nothing_left_advice(parts=bool(self._sum.parts), fits=self._change() is not None)
        )

    def _hand_over(self, sum_of_notes: Money) -> None:
        self.field.set_amount(sum_of_notes)
        self._focus()

    def _take_back(self, number: int) -> None:
        if self._busy:
            return
        parts = self._sum.parts
        self._keep(parts[:number] + parts[number + 1 :])
        self._advice.setText(gone_back_advice(parts[number], self._shop))
        self._advice.show()

    def _keep(self, parts: tuple[Tender, ...]) -> None:
        self._sum = replace(self._sum, parts=parts)
        self.parts_changed.emit(parts)
        self.show_refusal("")
        self._begin()

    def _on_back(self) -> None:
        if not self._busy:
            self.cancelled.emit()

    def _refresh(self) -> None:
        """The change, the marked note and the main button, from what stands in the field."""
        amount = self.field.amount()
        part = amount if self._is_part() else None
        self._notes_row.mark(amount)
        too_much = self._sum.too_much(self.step())
        self.due.show_state(self._sum.to_pay(self.step()), self._sum.parts, self.rest(), self._change(), too_much)
        no_due = not self._quote.due_now
        if too_much is not None:
            self.main.set_label(self.tr("Give a part back first"))
            return
        self.main.set_label(
            *act_words(part or self.rest(), self._shop, step=self.step(), nothing_due=no_due, part=part is not None)
        )

    def _focus(self) -> None:
        target = self.field.line if self.field.isVisibleTo(self) else self.main
        target.setFocus()
        self.field.line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.press_main()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= SIDE_BY_SIDE_FROM * text_px("base") / 16
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
