"""A supplier's terms to fill in or change: lead time, lane, days they take orders, days they are closed, minimum."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QShowEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.acting_sheet import ActingSheet
from ui.views.broken_list import BrokenList
from ui.views.buying_words import lanes
from ui.views.closed_days import ClosedDays
from ui.views.money_words import sign_of
from ui.widgets import AmountField, Card, FormRow, PrimaryButton, SegmentedChoice, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.purchase_orders import Supplier
    from pos.register import Register
    from pos.usecases.suppliers import SupplierChange, SupplierWish


class SupplierForm(ActingSheet):
    """For a new supplier, or for `supplier`. `kept` carries the code once everything is kept and read."""

    kept = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        supplier: Supplier | None = None,
        parent: QWidget | None = None,
    ) -> None:
        new = supplier is None
        super().__init__(self.tr("New supplier") if new else self.tr("Change the terms"), widest=880, parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._supplier, self._done = supplier, ""
        self.code = FormRow(self.tr("&Code"), QLineEdit(), hint=self.tr("Short and its own, such as LUMEN."))
        self.name = FormRow(self.tr("&Name"), QLineEdit())
        self.lead = FormRow(
            self.tr("&Lead time in days"), QLineEdit(), hint=self.tr("From order to receipt. Empty: not said.")
        )
        self.lane = FormRow(self.tr("Goods co&me"), SegmentedChoice(self.tr("Goods come"), _keyed(lanes())))
        self.days = FormRow(self.tr("&Takes orders on"), QLineEdit(), hint=self.tr("Such as Mon, Thu. Empty: any day."))
        self.minimum = FormRow(
            self.tr("&Smallest order"),
            AmountField(self.tr("Smallest order"), shop.currency, symbol=sign_of(shop)),
            hint=self.tr("Empty: none."),
        )
        today = today_in(shop, register.clock.now())
        self.closed = ClosedDays(shop, today)
        self.active = QCheckBox(self.tr("Orders are placed with t&hem"))
        self.email = FormRow(self.tr("&E-mail"), QLineEdit())
        self.phone = FormRow(self.tr("&Phone"), QLineEdit())
        self.country = FormRow(self.tr("Countr&y"), QLineEdit())
        self.refusal = TextLabel("", wrap=True)
        self._refusal_card = Card(tone="stop")
        self.main = PrimaryButton(self.tr("Add the supplier") if new else self.tr("Keep the terms"), key="F12")
        self._build()
        self._fill()
        self.main.clicked.connect(self.press_main)
        self.back.connect(self._leave)

    def _build(self) -> None:
        self.lead.field.setValidator(QIntValidator(0, 9999, self))
        self.code.field.setMaxLength(40)
        self._refusal_card.add(self.refusal)
        self._refusal_card.hide()
        who, how = Card(self.tr("Who")), Card(self.tr("How they work"))
        closed = FormRow(self.tr("Cl&osed on"), self.closed, hint=self.tr("One day, or a stretch: 24 Dec to 2 Jan."))
        for card, rows in (
            (who, (self.code, self.name, self.email, self.phone, self.country)),
            (how, (self.lead, self.minimum, self.days, self.lane, closed)),
        ):
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(12)
            at = 0
            for row in rows:
                whole = row in (self.lane, closed)
                at += at % 2 if whole else 0
                if row is self.code and self._supplier is not None:
                    continue
                grid.addWidget(row, at // 2, at % 2, 1, 2 if whole else 1, Qt.AlignmentFlag.AlignTop)
                at += 2 if whole else 1
            for column in (0, 1):
                grid.setColumnStretch(column, 1)
            card.add(grid)
        how.add(self.active)
        self.form = QWidget()
        cards = QGridLayout(self.form)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setVerticalSpacing(12)
        cards.addWidget(who, 0, 0)
        cards.addWidget(how, 1, 0)
        self.body.addWidget(self._refusal_card)
        self.body.addWidget(self.form)
        self.body.addStretch(1)
        self.set_main(self.main)

    def _fill(self) -> None:
        self.active.setChecked(True)
        if self._supplier is None:
            return
        one, terms = self._supplier, self._supplier.terms
        self.set_title(terms.name or terms.supplier)
        self.name.field.setText(terms.name)
        self.lead.field.setText("" if terms.lead_time_days is None else str(terms.lead_time_days))
        self.lane.field.set_key(terms.lane or "none")
        self.days.field.setText(terms.order_days)
        self.minimum.field.set_amount(None if terms.minimum is None else Money(terms.minimum, self._shop.currency))
        self.closed.show_days(terms.closed_on)
        self.active.setChecked(terms.active)
        for row, said in ((self.email, one.email), (self.phone, one.phone), (self.country, one.country)):
            row.field.setText(said)

    # --- what happens ------------------------------------------------------------------------------------------------
    def wish(self) -> SupplierWish:
        """What the fields say."""
        from pos.usecases.suppliers import SupplierWish

        lane, amount = self.lane.field.key(), self.minimum.field.amount()
        return SupplierWish(
            name=self.name.field.text().strip(),
            lead_time_days=int(self.lead.field.text() or -1),
            lane="" if lane == "none" else lane,
            order_days=self.days.field.text().strip(),
            closed_on=self.closed.days(),
            minimum=-1 if amount is None else amount.minor,
            active=self.active.isChecked(),
            country=self.country.field.text().strip(),
            email=self.email.field.text().strip(),
            phone=self.phone.field.text().strip(),
        )

    def act(self) -> None:
        """Keep what was filled in; once that is done, leave."""
        if self._done:
            self.kept.emit(self._done)
            return
        if not self.closed.finish():
            self.closed.setFocus()
            return
        buying, code = self._register.buying, self.code.field.text().strip()
        keep = partial(buying.add_supplier, code, self.wish(), person=self._person)
        if self._supplier is not None:
            code = self._supplier.terms.supplier
            keep = partial(buying.change_supplier, code, self.wish(), person=self._person)
        self.main.setEnabled(False)
        self._background.run(keep, then=self.show_change, failed=self._on_refused)

    def _on_refused(self, refusal: PosError) -> None:
        self.main.setEnabled(True)
        self.refusal.setText(refusal.sentence)
        self._refusal_card.setAccessibleName(refusal.sentence)
        self._refusal_card.show()
        self.show_part(self._refusal_card)

    def show_change(self, change: SupplierChange) -> None:
        """What breaks, before the form is left; nothing, and it is left at once."""
        self._done = change.supplier.terms.supplier
        self.main.setEnabled(True)
        if not change.broken:
            self.kept.emit(self._done)
            return
        self._refusal_card.hide()
        self.form.hide()
        self.body.insertWidget(0, BrokenList(change.broken, self._shop))
        self.main.set_label(self.tr("Back to the supplier"))
        self.main.setFocus()

    def _leave(self) -> None:
        self.kept.emit(self._done) if self._done else self.cancelled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.code if self._supplier is None else self.lead).field.setFocus()


def _keyed(options: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The options with a key for "not said", as a choice needs one for each."""
    return [(key or "none", label) for key, label in options]
