"""Cancelling an order or units of it: what goes back, by which tender, and what is kept and why, before it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from pos.domain.errors import PosError
from pos.domain.order_fees import CANCEL_REASONS
from pos.usecases.checkout import TenderWish
from pos.usecases.order_cancelling import CancelWish
from ui.views.cancel_money import CancelSums, cancelled_parts
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet
from ui.views.order_line_row import when_words
from ui.views.tender_words import tender_name
from ui.widgets import Card, ElidedLabel, FormRow, PrimaryButton, QuantityStepper, TextLabel

if TYPE_CHECKING:
    from pos.usecases.order_cancelling import Cancelled, Foreseen


def _tr(text: str) -> str:
    return QCoreApplication.translate("cancel", text)


def reason_names() -> dict[str, str]:
    """What each reason is called."""
    return {
        "changed_mind": _tr("Does not want it any more"),
        "too_long": _tr("Takes too long"),
        "found_elsewhere": _tr("Has it from elsewhere"),
        "price": _tr("Too dear"),
        "mistake": _tr("Ordered by mistake"),
        "uncollected": _tr("Never collected"),
        "shop_cannot": _tr("We cannot get it"),
    }


class CancelSheet(OrderActSheet):
    """What is shown is asked of the register anew with each change; the main button waits for its answer."""

    def __init__(self, about: ActedOn, at: At, *, parent: QWidget | None = None) -> None:
        main = PrimaryButton(_tr("Cancel the order"), key="F12", tone="stop")
        super().__init__(_tr("Cancel and refund"), main, about, at, parent=parent)
        self.seen: Foreseen | None = None
        self._waits = False
        self._asked: CancelWish | None = None
        self.steppers: dict[int, QuantityStepper] = {}
        self.reason = FormRow(_tr("&Why"), QComboBox())
        self.tender = FormRow(_tr("Money goes back &by"), QComboBox())
        self.words = FormRow(_tr("A &note"), QLineEdit(), hint=_tr("Kept with the order; may stay empty."))
        self.reference = FormRow(_tr("&Slip or voucher number"), QLineEdit(), hint=_tr("Never a card number."))
        self.keep = QCheckBox(_tr("The deposit stays for the &rest"))
        self.no_fee = QCheckBox(_tr("&Waive the fee"))
        self.why_no_fee = FormRow(_tr("Why the &fee is waived"), QLineEdit())
        self._sums = CancelSums(self.money)
        self._build()
        self.ask()

    def _build(self) -> None:
        lines = Card(_tr("What is cancelled"), spacing=10)
        for line in self.about.order.lines:
            if line.open <= 0:
                continue
            stepper = QuantityStepper(_tr("How many of {name}").format(name=line.name), line.open, most=line.open)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(ElidedLabel(line.name, role="strong"), 1)
            when = when_words(line, self.at.shop, self.today)
            row.addWidget(TextLabel(_tr("of {n}, {when}").format(n=line.open, when=when), "muted"))
            row.addWidget(stepper)
            lines.add(row)
            self.steppers[line.line] = stepper
            for told in (stepper.changed, stepper.judged):
                told.connect(self.ask)
        for reason in ("changed_mind", *(one for one in CANCEL_REASONS if one != "changed_mind")):
            self.reason.field.addItem(reason_names()[reason], reason)
        self.tender.field.addItem(_tr("The way it came"), "")
        for kind in ("card", "cash", "voucher", "account"):
            self.tender.field.addItem(tender_name(kind), kind)
        self.words.field.setMaxLength(200)
        how = Card(spacing=10)
        why_and_how = QHBoxLayout()  # side by side: with two lines, too, both are in sight at 1024 x 768
        why_and_how.setSpacing(12)
        for choice in (self.reason, self.tender):
            choice.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.field.setMinimumContentsLength(10)
            why_and_how.addWidget(choice, 1)
        how.add(why_and_how, self.reference, self.words, self.keep, self.no_fee, self.why_no_fee)
        money = Card(_tr("What happens to the money"), spacing=6)
        money.add(self._sums)
        for part in (lines, money, how):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.no_fee.setVisible(self.at.person.may("waive_fee"))
        self.tender.setVisible(self.about.order.order_deposit > 0)
        for hidden in (self.reference, self.why_no_fee, self.keep):
            hidden.hide()
        self.reason.field.currentIndexChanged.connect(self.ask)
        self.tender.field.currentIndexChanged.connect(self.ask)
        self.keep.toggled.connect(self.ask)
        self.no_fee.toggled.connect(self.ask)
        self.why_no_fee.field.textChanged.connect(self.ask)

    # --- what would happen -------------------------------------------------------------------------------------------
    def wish(self) -> CancelWish:
        """What is chosen now."""
        lines = {line: stepper.quantity() for line, stepper in self.steppers.items() if stepper.quantity()}
        kind = self.tender.field.currentData()
        tenders = (TenderWish(kind, None, self.reference.field.text().strip()),) if kind else ()
        waived = self.why_no_fee.field.text().strip() if self.no_fee.isChecked() else ""
        return CancelWish(
            self.reason.field.currentData(), self.words.field.text().strip(), lines, tenders,
            self.keep.isVisibleTo(self) and self.keep.isChecked(), waived,
        )  # fmt: skip

    def ask(self) -> None:
        """Ask what this would give back; the main button waits for the answer."""
        rest = any(self.steppers[one.line].quantity() < one.open for one in self.about.order.lines if one.open > 0)
        self.keep.setVisible(rest and self.about.order.order_deposit > 0)
        self.reference.setVisible(self.tender.field.currentData() in ("card", "voucher"))
        self.why_no_fee.setVisible(self.no_fee.isChecked())
        wish = self._asked = self.wish()
        if any(stepper.is_refused for stepper in self.steppers.values()):
            self._dash()
            return
        self.main.setEnabled(False)
        self._waits = bool(wish.lines)
        if not wish.lines:
            self._sums.show_seen(None)
            self.set_foot_text(_tr("Nothing is chosen. Say how many are cancelled."))
            return
        foresee = partial(self.at.register.waiting.foresee_cancelling, self.about.order.number, wish,
                          person=self.at.person)  # fmt: skip
        self.at.background.run(foresee, then=partial(self._on_seen, wish), failed=partial(self._on_not_foreseen, wish))

    def _dash(self) -> None:
        """The sums of the number before are none of a number that cannot be taken; F12 says why it cannot."""
        self._waits = False
        self._sums.dash()
        self.main.set_label(_tr("Cancel, give back"), "–")
        self.set_foot_text(_tr("Nothing is reckoned while a number cannot be taken."))

    def _on_seen(self, wish: CancelWish, seen: Foreseen) -> None:
        if wish is not self._asked:
            return
        self.seen, self._waits = seen, False
        self.refuse("")
        self.no_fee.setVisible(self.at.person.may("waive_fee") and (bool(seen.fee) or seen.fee_why == "waived"
                                                                    or self.no_fee.isChecked()))  # fmt: skip
        self._sums.show_seen(seen, held=bool(self.about.order.order_deposit))
        label = _tr("Cancel, give back") if seen.refund else _tr("Cancel, nothing to give back")
        self.main.set_label(label, self.money(seen.refund.minor) if seen.refund else "")
        waits = self.no_fee.isChecked() and not wish.no_fee
        self.main.setEnabled(not waits)
        self.set_foot_text(_tr("Say why the fee is waived.") if waits else "")
        if not waits:
            self.seen_now()

    def _on_not_foreseen(self, wish: CancelWish, refusal: PosError) -> None:
        if wish is self._asked:
            self._waits = False
            self._sums.show_seen(None)
            self.set_foot_text("")
            self.on_refused(refusal)
            self.main.setEnabled(False)

    # --- doing it ----------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Cancel what is shown; while its sum is still asked for, that is said."""
        if self._waits:
            self.too_early()
        elif self.no_fee.isChecked() and not self.why_no_fee.field.text().strip():
            self.why_no_fee.field.setFocus()
        else:
            super().act()

    def call(self) -> Callable[[], Cancelled] | None:
        order, wish = self.about.order, self.wish()
        return partial(self.at.register.waiting.cancel, order.number, wish, person=self.at.person,
                       version=order.version)  # fmt: skip

    def sentence(self, result: Cancelled) -> str:
        """What was cancelled and what went back."""
        units, back = sum(result.done.units.values()), result.done.refund
        if not back:
            return _tr("{n} cancelled. Nothing goes back. Receipt {number}.").format(n=units, number=result.number)
        words = _tr("{n} cancelled. {sum} goes back. Receipt {number}.")
        return words.format(n=units, sum=self.money(back.minor), number=result.number)

    def after(self, result: Cancelled) -> list[QWidget]:
        """What hands still have to do, who gets the goods, whose promise breaks all the same."""
        return cancelled_parts(result, self.at.shop, self.money, self.away)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reason.field.setFocus()
