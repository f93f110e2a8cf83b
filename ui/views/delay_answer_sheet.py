"""What the customer of a late order says: they wait, take something else, or want their money back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import PosError, StaleOrder
from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.cancel_shapes import CancelWish
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.cancel_money import CancelSums, cancelled_parts
from ui.views.change_money import money_back
from ui.views.money_words import money_text, short_date
from ui.views.order_act_sheet import At, changed_parts
from ui.views.radar_credits import credit_sum
from ui.views.radar_line import heard_words
from ui.views.radar_words import told_words, with_days
from ui.widgets import ActionButton, Card, FormRow, PrimaryButton, SegmentedChoice, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.cancel_shapes import Foreseen
    from pos.usecases.delay_answers import Answered
    from pos.usecases.radar import Broken


class DelayAnswerSheet(ActingSheet):
    """`done` carries a sentence; `stale` says that the order changed meanwhile. `kept` comes first, while its outcome
    is still being read: from now on a receipt may wait for the printer."""

    done = Signal(str)
    kept = Signal()
    cancelled = Signal()
    stale = Signal()

    def __init__(
        self,
        broken: Broken,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        who = broken.customer_name or self.tr("A customer")
        super().__init__(self.tr("What {name} says").format(name=who), widest=text_px("base") * 44, parent=parent)
        self._broken, self._register, self._background = broken, register, background
        self._shop, self._person = shop, person
        self.how = FormRow(self.tr("They said so"), SegmentedChoice(self.tr("They said so"), heard_words()))
        options = [
            ("wait", self.tr("They wait")), ("change", self.tr("Something else")), ("cancel", self.tr("Money back")),
        ]  # fmt: skip
        self.choice = FormRow(self.tr("What they want"), SegmentedChoice(self.tr("What they want"), options))
        self.product = FormRow(
            self.tr("&Product instead"), QLineEdit(),
            hint=self.tr("Scan it or type its code. Other routes and stores: change the order itself."),
        )  # fmt: skip
        self.note = FormRow(self.tr("A &note"), QLineEdit(), hint=self.tr("Kept with the order; may stay empty."))
        self.note.field.setMaxLength(200)
        self.means = TextLabel("", wrap=True)
        self.seen: Foreseen | None = None
        self._sums = CancelSums(lambda minor: money_text(Money(minor, shop.currency), shop))
        self._money = Card(self.tr("What happens to the money"), spacing=6)
        self._money.add(self._sums)
        self._asked = False
        self._result = ""
        self.refusal = TextLabel("", wrap=True)
        self._refused = Card(tone="stop")
        self._refused.add(self.refusal)
        self._refused.hide()
        self.main = PrimaryButton("", key="F12")
        self._offers = QVBoxLayout()
        self._build(today_in(shop, register.clock.now()))
        self.choice.field.chosen.connect(self._show)
        self.product.field.textChanged.connect(self._show)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self._leave)
        self._show()

    def _build(self, today: date) -> None:
        about = Card(spacing=4)
        about.add(
            TextLabel(f"{self._broken.waiting} × {self._broken.name} · {self._broken.order}", "strong", wrap=True),
            TextLabel(told_words(self._broken, self._shop), wrap=True),
        )
        form = Card(spacing=12)
        self._money.hide()
        self._offers.setSpacing(8)
        for remedy in self._broken.remedies:
            if remedy.kind == "substitute":
                offer = ActionButton("package", with_days(remedy.says, self._shop, today).replace("&", "&&"))
                offer.clicked.connect(partial(self._offer, remedy.of))
                self._offers.addWidget(offer)
        form.add(self.choice, self.product, self._offers, self.means, self.how, self.note)
        for part in (about, self._refused, form, self._money):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.set_main(self.main)

    def _offer(self, sku: str, checked: bool = False) -> None:
        self.product.field.setText(sku)

    def take_scan(self, code: str) -> None:
        """A scan is the product that they take instead."""
        if self._result:
            return
        self.choice.field.set_key("change")
        self.product.field.setText(code)

    def _show(self, *_: object) -> None:
        choice = self.choice.field.key()
        self.product.setVisible(choice == "change")
        for at in range(self._offers.count()):
            item = self._offers.itemAt(at)
            if item is not None and (widget := item.widget()) is not None:
                widget.setVisible(choice == "change")
        now = self._broken.now_latest
        day = short_date(now, self._shop) if now else ""
        words = {
            "wait": self.tr("They agree to {day}. That day counts from now on.").format(day=day) if day
            else self.tr("They wait without a day. Tell them as soon as one is known."),
            "change": self.tr("The order changes to it; what is paid stays paid."),
            "cancel": self.tr("What waits is cancelled without a fee; their money goes back the way it came."),
        }[choice]  # fmt: skip
        worth = next((one.cost for one in self._broken.remedies if one.kind == "wait"), 0) if choice == "wait" else 0
        if worth:
            amount = money_text(Money(worth, self._shop.currency), self._shop)
            words += " " + self.tr("For the delay they get a credit of {sum} by the shop's rule.").format(sum=amount)
        self.means.setText(words)
        labels = {
            "wait": self.tr("Keep their answer"), "change": self.tr("Change the order"),
            "cancel": self.tr("Cancel and refund"),
        }  # fmt: skip
        self.main.set_label(labels[choice])
        self.main.setEnabled(choice != "change" or bool(self.product.field.text().strip()))
        self.set_foot_text("")
        self._money.setVisible(choice == "cancel" and self.seen is not None)
        if choice == "cancel":
            self._show_money()

    def _show_money(self) -> None:
        """What goes back and by what; asked of the register once, and the main button waits for its answer."""
        seen = self.seen
        self.main.setEnabled(seen is not None)
        if seen is not None:
            back = self.tr("Cancel, give back") if seen.refund else self.tr("Cancel, nothing to give back")
            self.main.set_label(back, money_text(seen.refund, self._shop) if seen.refund else "")
        elif not self._asked:
            self._asked = True
            wish = CancelWish("too_long", "", {self._broken.line: self._broken.waiting})
            ask = partial(
                self._register.waiting.foresee_cancelling, self._broken.order, wish, person=self._person
            )  # fmt: skip
            self._background.run(ask, then=self._on_seen, failed=self._on_not_seen)

    def _on_seen(self, seen: Foreseen) -> None:
        self.seen = seen
        self._sums.show_seen(seen, held=bool(seen.deposit_part))
        self._show()
        if self.choice.field.key() == "cancel":
            self.seen_now()

    def _on_not_seen(self, refusal: PosError) -> None:
        self._asked = False
        self.set_foot_text("")
        if self.choice.field.key() == "cancel":
            self._refuse(refusal.sentence)

    def act(self) -> None:
        """Keep it, and do what it asks; once that is read, leave."""
        if self._result:
            self._leave()
            return
        if self.choice.field.key() == "cancel" and self.seen is None:
            self._show_money()
            self.too_early()
            return
        if not self.main.isEnabled():
            return
        self.main.setEnabled(False)
        choice = self.choice.field.key()
        product = self.product.field.text().strip() if choice == "change" else ""
        ask = partial(
            self._register.radar.answer, self._broken.order, choice, self.how.field.key(), lines=[self._broken.line],
            note=self.note.field.text().strip(), version=self._broken.version, product=product, person=self._person,
        )  # fmt: skip
        self._background.run(ask, then=self._on_done, failed=self._on_refused)

    def _on_done(self, result: Answered) -> None:
        back = result.cancelled.done.refund if result.cancelled is not None else None
        words = {
            "wait": self.tr("{name} waits. It stands in the order with your name."),
            "change": self.tr("The order of {name} is changed."),
            "cancel": self.tr("Cancelled for {name}; {sum} goes back. The receipt prints.") if back
            else self.tr("Cancelled for {name}. Nothing goes back. The receipt prints."),
        }[result.answer]  # fmt: skip
        self._result = words.format(
            name=self._broken.customer_name or self._broken.order, sum=money_text(back, self._shop) if back else ""
        )
        for credit in result.credits:
            agreed = credit.state == "approved"
            more = self.tr("{sum} for the delay.") if agreed else self.tr("{sum} for the delay, to be agreed.")
            self._result += " " + more.format(sum=credit_sum(credit, self._shop))
        self.kept.emit()
        if parts := self._to_do(result):
            self._show_to_do(parts)
        else:
            self._leave()

    def _to_do(self, result: Answered) -> list[QWidget]:
        """What has to be seen before the sheet is left: money and goods that hands have to move."""
        if result.cancelled is not None:
            shop = self._shop
            return cancelled_parts(result.cancelled, shop, lambda minor: money_text(Money(minor, shop.currency), shop))
        if result.changed is not None and money_back(result.changed):
            return changed_parts(result.changed, At(self._register, self._background, self._shop, self._person))
        return []

    def _show_to_do(self, parts: list[QWidget]) -> None:
        self.show_outcome(self._result, parts)
        self.main.setEnabled(True)
        self.main.set_label(self.tr("Done"))
        self.main.setFocus()

    def _leave(self) -> None:
        self.done.emit(self._result) if self._result else self.cancelled.emit()

    def _on_refused(self, refusal: PosError) -> None:
        if isinstance(refusal, StaleOrder):
            self.stale.emit()
            return
        self.seen, self._asked = None, False
        self._refuse(refusal.sentence)
        self._show()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self._refused.setAccessibleName(sentence)
        self._refused.show()
        self.show_part(self._refused)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choice.field.focus_chosen()
