"""Carrying out what was chosen on the radar: what each gets, who hears how, who is left out, before it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.board_acts_sheet import rows_card, skipped_card, whose
from ui.views.money_words import money_text
from ui.views.radar_words import remedy_words
from ui.widgets import Card, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.remedies import Remedy
    from pos.register import Register
    from pos.usecases.remedying import CarriedOut, Done
    from ui.views.radar_line import Chosen


class RadarSheet(ActingSheet):
    """`done` carries a sentence once everything is carried out."""

    done = Signal(str)
    cancelled = Signal()
    ready = Signal()

    def __init__(
        self,
        chosen: Chosen,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(chosen.title, widest=text_px("base") * 52, parent=parent)
        self._chosen, self._register, self._background = chosen, register, background
        self._shop, self._person = shop, person
        self._today = today_in(shop, register.clock.now())
        self.seen: CarriedOut | None = None
        self._waits = False
        self.tell = QCheckBox(self.tr("&Tell the customers"))
        self.tell.setChecked(True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.main = PrimaryButton(self.tr("Carry out"), key="F12")
        self.main.setEnabled(False)
        how = Card()
        hint = self.tr("Each by the way they wish; without a contact it becomes a task.")
        how.add(self.tell, TextLabel(hint, "muted", wrap=True))
        self.body.addWidget(how)
        self.body.addLayout(self._cards)
        self.body.addStretch(1)
        self.set_main(self.main)
        self.main.clicked.connect(self.press_main)
        self.tell.toggled.connect(self.ask)
        self.back.connect(self.cancelled)
        self.ask()

    def ask(self) -> None:
        """Ask what it would do."""
        self.seen, self._waits = None, True
        self.main.setEnabled(False)
        self._background.run(self._call(dry_run=True), then=self._on_seen, failed=self._on_refused)

    def _call(self, *, dry_run: bool) -> partial[CarriedOut]:
        return partial(
            self._register.radar.carry_out, self._chosen.choices, tell=self.tell.isChecked(), dry_run=dry_run,
            versions=self._chosen.versions, person=self._person,
        )  # fmt: skip

    def _on_seen(self, seen: CarriedOut) -> None:
        self.seen, self._waits = seen, False
        while (old := self._cards.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if seen.done:
            rows = [(whose(one.customer_name, one.order, self._shop), self._words(one)) for one in seen.done]
            title = self.tr("One is helped") if len(rows) == 1 else self.tr("{n} are helped").format(n=len(rows))
            self._cards.addWidget(rows_card(title, rows))
        for card in skipped_card(seen.skipped, self._shop, self._today):
            self._cards.addWidget(card)
        self.main.setEnabled(bool(seen.done))
        told = seen.told
        words = self.tr("Carry out")
        if told:
            words = self.tr("Carry out and tell 1") if told == 1 else self.tr("Carry out and tell {n}").format(n=told)
        self.main.set_label(words)
        if self.focusWidget() in (None, self):
            self.main.setFocus()
        self.set_foot_text("" if seen.done else self.tr("Nothing of it can be done now."))
        if seen.done:
            self.seen_now()
        self.ready.emit()

    def _words(self, one: Done) -> str:
        news = {
            "e-mail": self.tr("hears by e-mail"), "text": self.tr("hears by text message"),
            "call": self.tr("to be called"), "none": self.tr("is told when they come"),
        }.get(one.news, self.tr("hears nothing: the told day holds") if one.remedy.keeps else "")  # fmt: skip
        credit = ""
        if one.credit:
            amount = money_text(Money(one.credit, self._shop.currency), self._shop)
            agreed = one.credit_state == "approved"
            credit = (self.tr("{sum} credit") if agreed else self.tr("{sum} credit, to be agreed")).format(sum=amount)
        return "; ".join(part for part in (remedy_words(one.remedy, self._shop, self._today), news, credit) if part)

    def act(self) -> None:
        """Do what is shown; while that is still asked for, it is said."""
        if self._waits:
            self.too_early()
        elif self.main.isEnabled():
            self.main.setEnabled(False)
            self._background.run(self._call(dry_run=False), then=self._on_done, failed=self._on_refused)

    def _on_done(self, result: CarriedOut) -> None:
        n = len(result.done)
        asks = sum(_only_asks(one.remedy) for one in result.done)
        n -= asks
        mended = self.tr("1 promise mended.") if n == 1 else self.tr("{n} promises mended.").format(n=n)
        asked = (
            self.tr("1 has to be asked for first: it stands under Calls and tasks.")
            if asks == 1
            else self.tr("{n} have to be asked for first: they stand under Calls and tasks.").format(n=asks)
        )
        words = " ".join(part for part, shown in ((mended, n or not asks), (asked, asks)) if shown)
        if result.told:
            words += " " + self.tr("Customers who hear of it: {n}.").format(n=result.told)
        if result.skipped:
            left = result.skipped[0]
            words += " " + self.tr("Left out: {n} ({who}: {why}).").format(
                n=len(result.skipped), who=left.customer_name or left.order, why=left.why
            )
        self.done.emit(words)

    def _on_refused(self, refusal: PosError) -> None:
        self._waits = False
        self.set_foot_text(refusal.sentence)
        self.main.setEnabled(bool(self.seen and self.seen.done))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.main.setFocus()


def _only_asks(remedy: Remedy) -> bool:
    """Whether all that is done is a call to make: to hurry, or to look whether the goods are still there."""
    return remedy.kind == "expedite" or (remedy.kind == "other_store" and not remedy.sure)
