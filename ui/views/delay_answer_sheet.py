"""What the customer of a late order says: they wait, take something else, or want their money back."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import PosError, StaleOrder
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.money_words import short_date
from ui.views.radar_line import heard_words
from ui.views.radar_words import told_words, with_days
from ui.widgets import ActionButton, Card, FormRow, PrimaryButton, SegmentedChoice, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.delay_answers import Answered
    from pos.usecases.radar import Broken


class DelayAnswerSheet(ActingSheet):
    """`done` carries a sentence; `stale` says that the order changed meanwhile."""

    done = Signal(str)
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
        self.back.connect(self.cancelled)
        self._show()

    def _build(self, today: date) -> None:
        about = Card(spacing=4)
        about.add(
            TextLabel(f"{self._broken.waiting} × {self._broken.name} · {self._broken.order}", "strong", wrap=True),
            TextLabel(told_words(self._broken, self._shop), wrap=True),
        )
        form = Card(spacing=12)
        self._offers.setSpacing(8)
        for remedy in self._broken.remedies:
            if remedy.kind == "substitute":
                offer = ActionButton("package", with_days(remedy.says, self._shop, today).replace("&", "&&"))
                offer.clicked.connect(partial(self._offer, remedy.of))
                self._offers.addWidget(offer)
        form.add(self.choice, self.product, self._offers, self.means, self.how, self.note)
        for part in (about, self._refused, form):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.set_main(self.main)

    def _offer(self, sku: str, checked: bool = False) -> None:
        self.product.field.setText(sku)

    def take_scan(self, code: str) -> None:
        """A scan is the product that they take instead."""
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
        self.means.setText(words)
        labels = {
            "wait": self.tr("Keep their answer"), "change": self.tr("Change the order"),
            "cancel": self.tr("Cancel and refund"),
        }  # fmt: skip
        self.main.set_label(labels[choice])
        self.main.setEnabled(choice != "change" or bool(self.product.field.text().strip()))

    def act(self) -> None:
        """Keep it, and do what it asks."""
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
        self.done.emit(
            {
                "wait": self.tr("{name} waits. It stands in the order with your name."),
                "change": self.tr("The order of {name} is changed."),
                "cancel": self.tr("Cancelled for {name}; the money goes back. The receipt prints."),
            }[result.answer].format(name=self._broken.customer_name or self._broken.order)
        )

    def _on_refused(self, refusal: PosError) -> None:
        if isinstance(refusal, StaleOrder):
            self.stale.emit()
            return
        self.refusal.setText(refusal.sentence)
        self._refused.setAccessibleName(refusal.sentence)
        self._refused.show()
        self.show_part(self._refused)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.choice.field.focus_chosen()
