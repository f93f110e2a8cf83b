"""A special order (Ctrl+O): what is bought in for this customer, when it can be here, for whom, and how much now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.sale import BasketLine
from pos.domain.shop import Shop
from pos.register import Register
from pos.usecases.checkout import CustomerWish, Quote
from pos.usecases.sale_wishes import SpecialWish
from ui.models.together import with_the_last
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.against_advice import AgainstAdvice
from ui.views.backorder_guards import impossible, untold
from ui.views.customer_picker import CustomerPicker
from ui.views.deposit_choice import DepositChoice
from ui.views.money_words import money_text
from ui.views.promise_label import PromiseLabel
from ui.views.receipt_draft import Draft, backorder_draft, short_words
from ui.views.receipt_preview import ReceiptPreview
from ui.views.refusal_card import RefusalCard
from ui.views.special_fields import SpecialFields, SpecialTyped
from ui.views.special_foreseen import SpecialForeseen
from ui.widgets import Card, PrimaryButton, TextLabel
from ui.work.background import Background

TWO_COLUMNS_FROM, THREE_COLUMNS_FROM = 780, 1400  # px of the sheet's own width at 100 % text


@dataclass(frozen=True, slots=True)
class SpecialChoice:
    """What was agreed: the thing, with what is foreseen of so many of it (`known`); the rest is as in a backorder's
    choice."""

    wish: SpecialWish
    known: Availability
    customer: CustomerWish
    order_deposit: Money | None
    deposit_reason: str
    override: str = ""


class SpecialSheet(ActingSheet):
    """`confirmed` carries a SpecialChoice. `sku` is what the counter calls the thing until it is sold; `others` are the
    other lines that follow, `specials` what those of them are that the catalogue does not know. `beside` is what is
    known of their goods in an order that is handed over `together`, `ways` their ways, each with where to."""

    confirmed = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        sku: str,
        typed: SpecialTyped,
        customer: CustomerWish | None = None,
        others: Sequence[BasketLine] = (),
        specials: Mapping[str, SpecialWish] | None = None,
        beside: Sequence[Availability] = (),
        together: bool = False,
        ways: Sequence[tuple[str, str]] = (),
        override: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Special order"), parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._others, self._specials = tuple(others), dict(specials or {})
        self._beside, self._together, self._ways = tuple(beside), together, tuple(ways)
        self.foreseen = SpecialForeseen(register=register, background=background, sku=sku, parent=self)
        self.fields = SpecialFields(register=register, background=background, shop=shop, person=person, typed=typed)
        self.promise = PromiseLabel(shop, asks=False)
        self._first = TextLabel(self.tr("The day shows here once supplier and price are known."), "muted", wrap=True)
        self.against = AgainstAdvice(person=person, reason=override)
        self.picker = CustomerPicker(register=register, background=background, customer=customer)
        self._untold = TextLabel("", "warning", wrap=True)
        self.deposit = DepositChoice(shop=shop, person=person)
        self.refusal = RefusalCard()
        self.preview = ReceiptPreview()
        self._says = TextLabel("", "muted", wrap=True)
        self.main = PrimaryButton("", key="F12")
        self._columns = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._lay_out()
        self.main.clicked.connect(self.press_main)
        self.back.connect(self.cancelled)
        self.fields.changed.connect(self._on_fields)
        self.foreseen.came.connect(self._on_foreseen)
        self.foreseen.refused.connect(lambda refusal: self.refusal.say(refusal.sentence))
        self.picker.chosen.connect(self._on_customer)
        self.deposit.changed.connect(self._refresh)
        self._refresh()

    def _lay_out(self) -> None:
        what, when = Card(self.tr("1  What")), Card(self.tr("2  When and where"))
        what.add(self.fields)
        where = TextLabel(self.tr("Collect at {store}").format(store=self._shop.store_name))
        when.add(self._first, self.promise, self.against, where)
        who = Card(self.tr("3  Who, and how much now"), spacing=10)
        who.add(self.picker, self._untold, self.deposit)
        self._columns.setSpacing(12)
        for parts in ((what,), (when, who)):
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
        self.body.addWidget(self.refusal)
        self.body.addLayout(self._columns, 1)
        self.body.addWidget(self._says)
        self.set_main(self.main)
        self.tab_to_foot_last(self.fields, self.against, self.picker, self.deposit)

    # --- what is known -----------------------------------------------------------------------------------------------
    def _told(self) -> Availability | None:
        """What may be told: the thing's own days, or those of the whole order."""
        known = self.foreseen.known
        return with_the_last(known, self._beside)[0] if known is not None and self._together else known

    def _quote(self, known: Availability, order_deposit: Money | None) -> Quote:
        line = BasketLine(known.product, known.quantity, later=known.quantity)
        wish = self.foreseen.wish
        specials = self._specials if wish is None else {**self._specials, known.product.sku: wish}
        return self._register.quote(
            (line, *self._others), order_deposit=order_deposit, shop=self._shop, customer=self.picker.wish(),
            specials=specials,
        )  # fmt: skip

    def _ask(self) -> None:
        """Ask what can be told of the thing as it stands; while it is none yet, nothing is known of it."""
        who = self.picker.wish()
        self.foreseen.ask(self.fields.wish(), self.fields.quantity.quantity(), who.id if who is not None else "")

    def _on_foreseen(self) -> None:
        self.refusal.say("")
        self._ask_rule()
        self._refresh()
        self.seen_now()

    def _ask_rule(self) -> None:
        """The deposit that the shop asks for this thing and this customer."""
        if (known := self.foreseen.known) is None:
            return
        try:
            self.deposit.show_quote(self._quote(known, None))
        except PosError as refusal:
            self.refusal.say(refusal.sentence)

    # --- what happens ------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Take the order, or go to what is missing."""
        if self.fields.refuse():
            self.show_part(self.fields)
            return
        if self.picker.is_new():
            asked = self.deposit.amount()
            if not self.picker.take_typed() or self.deposit.amount() != asked:
                return  # in place it is said what is missing, or another deposit is asked of them: to be seen first
        wish, told, known, thing = self.picker.wish(), self._told(), self.foreseen.known, self.foreseen.wish
        if wish is None:
            self._refuse(self.tr("Who is it for? Choose the customer, or add a new one."))
            self.picker.focus_search()
        elif self.foreseen.pending:
            self.too_early()
        elif told is None or known is None or thing is None:
            self.show_part(self.refusal)  # the register's own, which says why
        elif refusal := impossible(told, self._person):
            self._refuse(refusal)
        elif (warning := untold(wish, self._person)) and not self._person.may("no_contact"):
            self._refuse(warning)
        elif self.against.refuses():
            self.show_part(self.against)
        elif self.deposit.isVisibleTo(self) and self.deposit.refusal():
            self.deposit.show_refusal()
        else:
            self._refuse("")
            deposit = self.deposit
            self.confirmed.emit(SpecialChoice(thing, known, wish, deposit.wish(), deposit.why(), self.against.why()))

    def _refuse(self, sentence: str) -> None:
        self.refusal.say(sentence)
        if sentence:
            self.show_part(self.refusal)

    def _on_fields(self) -> None:
        self.refusal.say("")
        self._ask()
        self._refresh()

    def _on_customer(self, wish: CustomerWish | None) -> None:
        self.refusal.say("")
        self._ask()
        self._ask_rule()
        self._refresh()
        if wish is not None and self.fields.wish() is not None:
            self.main.setFocus()

    def _refresh(self) -> None:
        """Write everything anew from the quote, the promise and the customer."""
        told, wish = self._told(), self.picker.wish()
        self._untold.setText(untold(wish, self._person))
        self._untold.setVisible(bool(self._untold.text()))
        self._first.setVisible(told is None)
        self.promise.setHidden(told is None)
        self.deposit.setVisible(told is not None and self._shop.deposit.mode != "authorise")
        quote = None
        if told is not None:
            self.promise.show_promise(told, together=self._together)
            self.against.show_advice(told)
            try:
                asked = not self.deposit.isVisibleTo(self) or self.deposit.possible()
                quote = self._quote(told, self.deposit.amount()) if asked else None
            except PosError:
                quote = None
        self.deposit.show_balance(quote.balance_due if quote is not None else None)
        self._say(quote, told, wish)

    def _say(self, quote: Quote | None, told: Availability | None, wish: CustomerWish | None) -> None:
        """The main button's act and sum, and what the receipt will say."""
        if quote is None or told is None:
            self.main.set_label(self.tr("&Take special order"))
            self.set_foot_text("")
            self._says.clear()
            return
        self.main.set_label(
            self.tr("&Take special order, {deposit} deposit").format(
                deposit=money_text(quote.order_deposit, self._shop)
            ) if quote.order_deposit else self.tr("&Take special order")
        )  # fmt: skip
        draft = Draft(self._shop, wish, quote, told, self._together, beside=self._ways)
        words = self.tr("The receipt says: {words}").format(words=short_words(draft))
        beside = self._columns.direction() != QBoxLayout.Direction.TopToBottom
        self.set_foot_text(words if beside else "")
        self._says.setText(words)
        self._says.setHidden(beside)
        if self._paper.isVisibleTo(self):
            self.preview.set_receipt(backorder_draft(draft, now=self._register.clock.now(), person=self._person))

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
            self.fields.begin()
