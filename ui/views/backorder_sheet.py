"""The backorder panel (F6): what follows and when, for whom, and how much is paid ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pos.domain.availability import Availability
from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.people import Customer, Person
from pos.domain.sale import BasketLine
from pos.domain.shop import Shop
from pos.register import Register
from pos.usecases.availability import today_in
from pos.usecases.checkout import CustomerWish, Quote
from pos.usecases.sale_wishes import LineWish, SpecialWish
from ui.models.together import may_go_together
from ui.views.acting_sheet import ActingSheet
from ui.views.against_advice import AgainstAdvice
from ui.views.backorder_choice import BackorderChoice, fewest_later, other_lines, split_words
from ui.views.backorder_columns import BackorderColumns
from ui.views.backorder_foreseen import Foreseen, dry_run, told
from ui.views.backorder_guards import impossible, untold
from ui.views.backorder_layaway import LayawayChoice, may_be_put_aside
from ui.views.backorder_way import USUAL, WayChoice, lead_words
from ui.views.customer_picker import CustomerPicker
from ui.views.deposit_choice import DepositChoice
from ui.views.money_words import money_text
from ui.views.promise_label import PromiseLabel
from ui.views.receipt_draft import Draft, backorder_draft, short_words
from ui.views.together_choice import TogetherChoice
from ui.views.why_below import WhyBelow
from ui.widgets import Card, ElidedLabel, PrimaryButton, QuantityStepper, TextLabel
from ui.work.background import Background

__all__ = ["BackorderChoice", "BackorderSheet"]


class BackorderSheet(ActingSheet):
    """`confirmed` carries a BackorderChoice. `basket_later` is the total of the other lines that follow; their own
    shares of deposit are known only when `others`, the other lines of the basket, are given too. `override` is
    the reason given before for taking this product against the advice. `beside` are all other lines with what is
    known of their goods, which go along when the order is handed over `together`; `ways` are those of the other lines
    that follow, each with where to. `how` is what was agreed of these goods before, `specials`
    what is known of lines that the catalogue does not know."""

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
        how: LineWish = USUAL,
        specials: Mapping[str, SpecialWish] | None = None,
        ways: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Backorder"), parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._line, self._availability = line, availability
        self._others = tuple(others) or other_lines(basket_later)
        self._beside, self._ways, self._specials = tuple(beside), tuple(ways), specials
        least = fewest_later(line, availability)
        self._later = max(line.later, least)
        self.stepper = QuantityStepper(self.tr("Units that follow later"), self._later, least=least, most=line.quantity)
        self._has_split = least < line.quantity
        self._split, self._says = TextLabel("", "muted", wrap=True), TextLabel("", "muted", wrap=True)
        self.layaway = LayawayChoice(chosen=how.kind == "layaway")
        self._aside = TextLabel(
            self.tr("Put aside at {store} now. They pay any amount at any time; the goods leave when all is paid.")
            .format(store=shop.store_name), wrap=True,
        )  # fmt: skip
        self.together = TogetherChoice(together=together)
        self.way = WayChoice(
            register=register, background=background, shop=shop, today=today_in(shop, register.clock.now()),
            direct=bool(line.product.supplier), how=how,
        )  # fmt: skip
        self.foreseen = Foreseen(
            register=register, background=background, shop=shop, person=person, parent=self
        )  # fmt: skip
        self.promise = PromiseLabel(shop)
        self.why = WhyBelow(register=register, background=background, shop=shop)
        self.against = AgainstAdvice(person=person, reason=override)
        self.picker = CustomerPicker(register=register, background=background, customer=customer)
        self._untold = TextLabel("", "warning", wrap=True)
        self._untold.hide()
        self.deposit = DepositChoice(shop=shop, person=person)
        self.refusal = TextLabel("", wrap=True)
        self._refusal_card = Card(tone="stop")
        self.main = PrimaryButton("", key="F12")
        self._lay_out()
        self.main.clicked.connect(self.press_main)
        self.promise.asked.connect(lambda wanted: self.why.open(wanted, self._availability))
        self.why.shown.connect(lambda: self.show_part(self.why))
        self.back.connect(self.cancelled)
        self.stepper.changed.connect(self._on_later)
        for choice in (self.together, self.layaway, self.way):
            choice.changed.connect(self._on_choice)
        self.way.typed.connect(self._go_on)
        self.foreseen.came.connect(self._on_foreseen)
        self.picker.chosen.connect(self._on_customer)
        self.deposit.changed.connect(self._refresh)
        self.way.set_customer(self.picker.wish())
        self._on_later(self._later)

    def _lay_out(self) -> None:
        what = Card(self.tr("1  What"))
        what.add(ElidedLabel(self._line.product.name, role="strong"), self._split, self.stepper, self.layaway)
        when = Card(self.tr("2  When and where"))
        when.add(self.together, self._aside, self.promise, self.against, self.why, self.way)
        who = Card(self.tr("3  Who, and how much now"), spacing=10)
        who.add(self.picker, self._untold, self.deposit)
        self.deposit.setVisible(self._shop.deposit.mode != "authorise")
        self._refusal_card.add(self.refusal)
        self._refusal_card.hide()
        self.body.addWidget(self._refusal_card)
        self._columns = BackorderColumns(((what, when), (who,)), heading=self.tr("What the receipt will say"))
        self.preview = self._columns.preview
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
            self._following(), self.way.reached(wish), wish.name, deposit.wish(), deposit.why(), self.against.why(),
            self._goes_together(), self._how(),
        )  # fmt: skip

    def _how(self) -> LineWish:
        return self.layaway.how() if self.layaway.is_chosen() else self.way.how()

    def _goes_together(self) -> bool:
        return self.together.is_together() and not self.layaway.is_chosen()

    def _goes_whole(self) -> bool:
        return self.together.is_together() or self.layaway.is_chosen()

    def _following(self) -> int:
        """Units of the line that follow: all of them when the order is handed over together, or goes on layaway."""
        return self._line.quantity if self._goes_whole() else self._later

    def _told(self) -> tuple[Availability, str]:
        """What may be told: this product's own promise, or that of the whole order and what it waits for."""
        others = [other for _, other in self._beside if other is not None]
        return told(self._availability, others, self.foreseen.part, together=self._goes_together())

    def _foresee(self) -> None:
        """Ask the register itself where more is to be known than when goods are here that are not: of another way, of
        days that were wished for, and of goods that are on the shelf and are put aside at once."""
        how, together = self._how(), self._goes_together()
        aside = not together and self._availability.here.available > self._line.quantity - self._later
        if how == USUAL and not aside:
            self.foreseen.ask(None)
            return
        beside = [other for other, _ in self._beside] if together else []
        self.foreseen.ask(
            dry_run(how, replace(self._line, later=self._following()), beside, self.picker.wish(), self.against.why())
        )

    def _wanted(self) -> int:
        """The quantity to look up: as many are short as follow, less what is put aside of an order that goes whole."""
        if self._goes_whole():
            return self._line.quantity
        return self._availability.here.available + self._later

    def _quote(self, order_deposit: Money | None) -> Quote:
        line, others = replace(self._line, later=self._following()), self._others
        if self._goes_together() and self._beside:
            others = tuple(replace(other, later=other.quantity) for other, _ in self._beside)
        return self._register.quote(
            (line, *others), order_deposit=order_deposit, shop=self._shop, customer=self.picker.wish(),
            specials=self._specials,
        )  # fmt: skip

    # --- what happens ------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Take the backorder, or go to what is missing."""
        if self.picker.is_new():
            asked = self.deposit.amount()
            if not self.picker.take_typed() or self.deposit.amount() != asked:
                return  # in place it is said what is missing, or another deposit is asked of them: to be seen first
        wish, choice = self.picker.wish(), self.choice()
        if refusal := self._impossible():
            self.show_refusal(refusal)
        elif (not_so := self.foreseen.refusal) is not None:
            self.way.go_to_refused(not_so)
            self.show_part(self.way)
        elif wish is None or choice is None:
            self.show_refusal(self.tr("Who is it for? Choose the customer, or add a new one."))
            self.picker.focus_search()
        elif not self.layaway.is_chosen() and self.way.misses():
            self.show_part(self.way)
        elif (warning := untold(wish, self._person)) and not self._person.may("no_contact"):
            self.show_refusal(warning)
        elif self.against.refuses():
            self.show_part(self.against)
        elif self.deposit.isVisibleTo(self) and self.deposit.refusal():
            self.deposit.show_refusal()
        elif self.foreseen.pending:
            self.too_early()
        else:
            self.show_refusal("")
            self.confirmed.emit(choice)

    def _impossible(self) -> str:
        """Goods on layaway are here, whatever becomes of the product."""
        return "" if self.layaway.is_chosen() else impossible(self._told()[0], self._person)

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
        self._foresee()
        self._refresh()
        if self._availability.quantity != (wanted := self._wanted()):
            sku = self._line.product.sku
            self._background.run(lambda: self._register.look_up(sku, wanted), then=self._on_availability)

    def _on_choice(self) -> None:
        self.show_refusal("")
        if self.layaway.is_chosen() and not self.why.isHidden():
            self.promise.ask()  # what is here has no date to explain
        self._on_later(self._later)

    def _on_foreseen(self) -> None:
        self.way.refuse(self.foreseen.refusal)
        self._refresh()
        self.seen_now()

    def _ask_rule(self) -> None:
        """The deposit that the shop asks for this split and this customer."""
        try:
            self.deposit.show_quote(self._quote(None))
        except PosError as refusal:
            self.show_refusal(refusal.sentence)

    def _on_availability(self, availability: Availability) -> None:
        if availability.quantity == self._wanted():  # else the answer to an earlier split
            self._availability = availability
            self._foresee()
            self._refresh()
            self.why.follow(availability)

    def _on_customer(self, wish: CustomerWish | None) -> None:
        self.show_refusal("")
        self.way.set_customer(wish)
        self._ask_rule()
        self._foresee()
        self._refresh()
        if wish is not None:
            self.main.setFocus()

    def _refresh(self) -> None:
        """Write everything anew from the quote, the promise and the customer."""
        (known, last), together, how = self._told(), self._goes_together(), self._how()
        wish, refusal, aside = self.picker.wish(), self._impossible(), how.kind == "layaway"
        self.stepper.setVisible(self._has_split and not self._goes_whole())
        self.layaway.setVisible(aside or may_be_put_aside(self._line, self._availability))
        may = may_go_together(self._line, self._availability, self._beside)
        self.together.setVisible(not aside and (together or may))
        self.together.show_last(last)
        self._aside.setVisible(aside)
        self.promise.setHidden(aside)
        own_way = self.foreseen.part is not None and (how.route != "collect" or not together)
        lead = lead_words(how, self._shop, known.promise) if own_way and known.promise is not None else ""
        self.promise.show_promise(known, together=together, lead=lead)
        self.against.show_advice(self._availability)
        self.way.setHidden(aside)
        self._untold.setText(untold(wish, self._person))
        self._untold.setVisible(bool(self._untold.text()))
        self.main.setEnabled(not refusal)
        if refusal:
            self.show_refusal(refusal)
        try:
            self._split.setText(split_words(self._line, self._following(), self._shop, aside=aside))
            asked = not self.deposit.isVisibleTo(self) or self.deposit.possible()
            quote = self._quote(self.deposit.amount()) if asked else None
        except PosError:
            quote = None
        self._say(quote, wish)

    def _say(self, quote: Quote | None, wish: CustomerWish | None) -> None:
        """The main button's act and sum, and what the receipt will say; a dash while the deposit cannot be taken."""
        take = self.tr("Pu&t aside on layaway") if self.layaway.is_chosen() else self.tr("&Take backorder")
        deposit = money_text(quote.order_deposit, self._shop) if quote is not None else "–"
        self.main.set_label(
            self.tr("{act}, {deposit} deposit").format(act=take, deposit=deposit)
            if quote is None or quote.order_deposit else take
        )  # fmt: skip
        words, receipt, sent, part = "–", None, False, self.foreseen.part
        if quote is not None:
            draft = Draft(
                self._shop, wish, quote, self._told()[0], self._goes_together(), self._how(),
                part.words if part is not None else "", self._ways,
            )  # fmt: skip
            words, sent = short_words(draft), draft.is_sent
            receipt = backorder_draft(draft, now=self._register.clock.now(), person=self._person)
        self.deposit.show_balance(quote.balance_due if quote is not None else None, sent=sent)
        words, beside = self.tr("The receipt says: {words}").format(words=words), self._columns.are_beside()
        self.set_foot_text(words if beside else "")
        self._says.setText(words)
        self._says.setHidden(beside)
        self._columns.show_receipt(receipt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.promise.ask()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns.fit(self.width()):
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():  # coming back to the window leaves everything as it was
            self._go_on()

    def _go_on(self) -> None:
        """The cursor goes to the customer, or to the main button where it is known who it is for."""
        self.main.setFocus() if self.picker.wish() is not None else self.picker.go_on()
