"""The backorder panel (F6): what follows and when, for whom, and how much is paid ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.people import Customer, Person
from pos.domain.sale import BasketLine
from pos.domain.shop import Shop
from pos.register import Register
from pos.usecases.checkout import CustomerWish, Quote
from ui.models.together import may_go_together, with_the_last
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.against_advice import AgainstAdvice
from ui.views.backorder_choice import BackorderChoice, fewest_later, other_lines, split_words
from ui.views.backorder_guards import impossible, untold
from ui.views.customer_picker import CustomerPicker
from ui.views.deposit_choice import DepositChoice
from ui.views.money_words import money_text
from ui.views.promise_label import PromiseLabel
from ui.views.receipt_draft import Draft, backorder_draft, short_words
from ui.views.receipt_preview import ReceiptPreview
from ui.views.together_choice import TogetherChoice
from ui.views.why_below import WhyBelow
from ui.widgets import Card, ElidedLabel, PrimaryButton, QuantityStepper, TextLabel
from ui.work.background import Background

TWO_COLUMNS_FROM, THREE_COLUMNS_FROM = 780, 1280  # px of the panel's own width at 100 % text

__all__ = ["BackorderChoice", "BackorderSheet"]


class BackorderSheet(ActingSheet):
    """`confirmed` carries a BackorderChoice. `basket_later` is the total of the other lines that follow; their own
    shares of deposit are known only when `others`, the other lines of the basket, are given too. `override` is
    the reason given before for taking this product against the advice. `beside` are all other lines with what is
    known of their goods, which go along when the order is handed over `together`."""

    confirmed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        line: BasketLine,
        availability: Availability,
        basket_later: Money | None = None,
        customer: Customer | CustomerWish | None = None,
        person: Person,
        others: Sequence[BasketLine] = (),
        override: str = "",
        beside: Sequence[tuple[BasketLine, Availability | None]] = (),
        together: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Backorder"), parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._line, self._availability = line, availability
        self._others = tuple(others) or other_lines(basket_later)
        self._beside = tuple(beside)
        least = fewest_later(line, availability)
        self._later = max(line.later, least)
        self.stepper = QuantityStepper(self.tr("Units that follow later"), self._later, least=least, most=line.quantity)
        self._has_split = least < line.quantity
        self._split, self._says = TextLabel("", "muted", wrap=True), TextLabel("", "muted", wrap=True)
        self.together = TogetherChoice(together=together)
        self.promise = PromiseLabel(shop)
        self.why = WhyBelow(register=register, background=background, shop=shop)
        self.against = AgainstAdvice(person=person, reason=override)
        self.picker = CustomerPicker(register=register, background=background, customer=customer)
        self._untold = TextLabel("", "warning", wrap=True)
        self._untold.hide()
        self.deposit = DepositChoice(shop=shop, person=person)
        self.refusal = TextLabel("", wrap=True)
        self._refusal_card = Card(tone="stop")
        self.preview = ReceiptPreview()
        self.main = PrimaryButton("", key="F12")
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self.main.clicked.connect(self.press_main)
        self.promise.asked.connect(lambda wanted: self.why.open(wanted, self._availability))
        self.why.shown.connect(lambda: self.show_part(self.why))
        self.back.connect(self.cancelled)
        self.stepper.changed.connect(self._on_later)
        self.together.changed.connect(self._on_together)
        self.picker.chosen.connect(self._on_customer)
        self.deposit.changed.connect(self._refresh)
        self._on_later(self._later)

    def _lay_out(self) -> None:
        what = Card(self.tr("1  What"))
        what.add(ElidedLabel(self._line.product.name, role="strong"), self._split, self.stepper)
        when = Card(self.tr("2  When and where"))
        where = TextLabel(self.tr("Collect at {store}").format(store=self._shop.store_name))
        when.add(self.together, self.promise, self.against, self.why, where)
        who = Card(self.tr("3  Who, and how much now"), spacing=10)
        who.add(self.picker, self._untold, self.deposit)
        self.deposit.setVisible(self._shop.deposit.mode != "authorise")
        self._refusal_card.add(self.refusal)
        self._refusal_card.hide()
        self._columns.setSpacing(12)
        for parts in ((what, when), (who,)):
            column = QVBoxLayout()
            column.setSpacing(12)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._paper = QWidget()
        paper = QVBoxLayout(self._paper)
        paper.setContentsMargins(0, 0, 0, 0)
        paper.addWidget(TextLabel(self.tr("What the receipt will say"), "label"))
        paper.addWidget(self.preview, 1)
        self._columns.addWidget(self._paper)
        self._paper.hide()
        self.body.addWidget(self._refusal_card)
        self.body.addLayout(self._columns, 1)
        self.body.addWidget(self._says)
        self.set_main(self.main)

    # --- what is known -----------------------------------------------------------------------------------------------
    def choice(self) -> BackorderChoice | None:
        """What is agreed so far; None while the customer is missing."""
        wish = self.picker.wish()
        if wish is None:
            return None
        deposit = self.deposit
        return BackorderChoice(
            self._following(), wish, wish.name, deposit.wish(), deposit.why(), self.against.why(),
            self.together.is_together(),
        )  # fmt: skip

    def _following(self) -> int:
        """Units of the line that follow: all of them when the order is handed over together."""
        return self._line.quantity if self.together.is_together() else self._later

    def _told(self) -> tuple[Availability, str]:
        """What may be told: this product's own promise, or that of the whole order and what it waits for."""
        if not self.together.is_together():
            return self._availability, ""
        return with_the_last(self._availability, [known for _, known in self._beside if known is not None])

    def _wanted(self) -> int:
        """The quantity to look up: as many are short as follow, less what is put aside of an order that goes whole."""
        if self.together.is_together():
            return self._line.quantity
        return self._availability.here.available + self._later

    def _quote(self, order_deposit: Money | None) -> Quote:
        line, others = replace(self._line, later=self._following()), self._others
        if self.together.is_together() and self._beside:
            others = tuple(replace(other, later=other.quantity) for other, _ in self._beside)
        return self._register.quote(
            (line, *others), order_deposit=order_deposit, shop=self._shop, customer=self.picker.wish()
        )

    # --- what happens ------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Take the backorder, or go to what is missing."""
        if self.picker.is_new():
            asked = self.deposit.amount()
            if not self.picker.take_typed() or self.deposit.amount() != asked:
                return  # in place it is said what is missing, or another deposit is asked of them: to be seen first
        wish, choice = self.picker.wish(), self.choice()
        if refusal := impossible(self._told()[0], self._person):
            self.show_refusal(refusal)
        elif wish is None or choice is None:
            self.show_refusal(self.tr("Who is it for? Choose the customer, or add a new one."))
            self.picker.focus_search()
        elif (warning := untold(wish, self._person)) and not self._person.may("no_contact"):
            self.show_refusal(warning)
        elif self.against.refuses():
            self.show_part(self.against)
        elif self.deposit.isVisibleTo(self) and self.deposit.refusal():
            self.deposit.show_refusal()
        else:
            self.show_refusal("")
            self.confirmed.emit(choice)

    def show_refusal(self, sentence: str) -> None:
        """Say why the order could not be taken; an empty sentence takes it away."""
        self.refusal.setText(sentence)
        self._refusal_card.setVisible(bool(sentence))
        self._refusal_card.setAccessibleName(sentence)
        if sentence:
            self.show_part(self._refusal_card)

    def _on_later(self, later: int) -> None:
        """Another split: ask for the promise of that many, where it is not the one at hand."""
        self._later = later
        self._ask_rule()
        self._refresh()
        if self._availability.quantity != (wanted := self._wanted()):
            sku = self._line.product.sku
            self._background.run(lambda: self._register.look_up(sku, wanted), then=self._on_availability)

    def _on_together(self) -> None:
        self.show_refusal("")
        self._on_later(self._later)

    def _ask_rule(self) -> None:
        """The deposit that the shop asks for this split and this customer."""
        try:
            self.deposit.show_quote(self._quote(None))
        except PosError as refusal:
            self.show_refusal(refusal.sentence)

    def _on_availability(self, availability: Availability) -> None:
        if availability.quantity == self._wanted():  # else the answer to an earlier split
            self._availability = availability
            self._refresh()
            self.why.follow(availability)

    def _on_customer(self, wish: CustomerWish | None) -> None:
        self.show_refusal("")
        self._ask_rule()
        self._refresh()
        if wish is not None:
            self.main.setFocus()

    def _refresh(self) -> None:
        """Write everything anew from the quote, the promise and the customer."""
        (told, last), together = self._told(), self.together.is_together()
        wish, refusal = self.picker.wish(), impossible(told, self._person)
        self.stepper.setVisible(self._has_split and not together)
        self.together.setVisible(together or may_go_together(self._line, self._availability, self._beside))
        self.together.show_last(last)
        self.promise.show_promise(told, together=together)
        self.against.show_advice(self._availability)
        self._untold.setText(untold(wish, self._person))
        self._untold.setVisible(bool(self._untold.text()))
        self.main.setEnabled(not refusal)
        if refusal:
            self.show_refusal(refusal)
        try:
            self._split.setText(split_words(self._line, self._following(), self._shop))
            quote = self._quote(self.deposit.amount())
        except PosError:
            self.deposit.show_balance(None)
            self.main.set_label(self.tr("Take backorder"))
            return
        self.deposit.show_balance(quote.balance_due)
        self._say(quote, wish)

    def _say(self, quote: Quote, wish: CustomerWish | None) -> None:
        """The main button's act and sum, and what the receipt will say."""
        deposit = money_text(quote.order_deposit, self._shop)
        self.main.set_label(
            self.tr("&Take backorder, {deposit} deposit").format(deposit=deposit) if quote.order_deposit
            else self.tr("&Take backorder")
        )  # fmt: skip
        draft = Draft(self._shop, wish, quote, self._told()[0], self.together.is_together())
        words = self.tr("The receipt says: {words}").format(words=short_words(draft))
        beside = self._columns.direction() != QBoxLayout.Direction.TopToBottom
        self.set_foot_text(words if beside else "")
        self._says.setText(words)
        self._says.setHidden(beside)
        if self._paper.isVisibleTo(self):
            self.preview.set_receipt(backorder_draft(draft, now=self._register.clock.now(), person=self._person))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.promise.ask()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grown = text_px("base") / 16
        side_by_side = self.width() >= TWO_COLUMNS_FROM * grown
        wide = self.width() >= THREE_COLUMNS_FROM * grown
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        if direction != self._columns.direction() or wide != self._paper.isVisibleTo(self):
            self._columns.setDirection(direction)
            self._paper.setVisible(wide)
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # coming back to the window leaves everything as it was
            self.main.setFocus() if self.picker.wish() is not None else self.picker.go_on()
