"""How much is paid ahead: the rule's amount to begin with, quick shares, a pad, and a reason for less than the rule."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain import errors, order_deposit
from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.checkout import Quote
from ui.views.money_words import money_text, sign_of
from ui.views.quick_key import QuickKey
from ui.widgets import AmountField, FormRow, IconButton, NumberPad, SumRow, TextLabel, rule

SHARES = (10, 20, 50, 100)


class DepositChoice(QWidget):
    """`changed` says that another amount or reason was given. Show a quote first; all money comes from there."""

    changed = Signal()

    def __init__(self, *, shop: Shop, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop, self._person = shop, person
        self._least = self._most = Money(0, shop.currency)
        self.setAccessibleName(self.tr("Deposit"))
        self.field = AmountField(self.tr("Deposit"), shop.currency, symbol=sign_of(shop))
        self._rule = TextLabel("", "small", wrap=True)
        self.shares = {share: QuickKey(self.tr("{share} %").format(share=share)) for share in SHARES}
        self.reason = FormRow(self.tr("&Reason for the lower deposit"), QLineEdit())
        self._pad = NumberPad(field=self.field.line, decimal=shop.decimal)
        self._pad.hide()
        opener = IconButton("calculator", self.tr("Number pad"), flat=False)
        opener.clicked.connect(lambda: self._pad.setVisible(self._pad.isHidden()))
        self._later = SumRow(self.tr("Due on collection"))
        amount = QHBoxLayout()
        amount.setSpacing(8)
        amount.addWidget(self.field, 1)
        amount.addWidget(opener, 0, Qt.AlignmentFlag.AlignTop)  # a refusal stands below the field alone
        quick = QHBoxLayout()
        quick.setSpacing(8)
        for share, button in self.shares.items():
            quick.addWidget(button)
            button.clicked.connect(
                lambda checked=False, share=share: self.field.set_amount(self._most.times(share, 100))
            )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        label = TextLabel(self.tr("&Deposit, paid now"), "label")
        label.setBuddy(self.field.line)
        column.addWidget(label)
        column.addLayout(amount)
        column.addLayout(quick)
        for part in (self._pad, self._rule, self.reason, rule(), self._later):
            column.addWidget(part)
        self.reason.hide()
        self.field.changed.connect(self._on_amount)
        self.reason.field.textEdited.connect(self._on_reason)

    def show_quote(self, quote: Quote) -> None:
        """Take the rule's amount and the total of what follows from a quote made without a wish of one's own."""
        is_the_rules = not self.field.line.text().strip() or self.amount() == self._least
        self._least, self._most = quote.least_deposit, quote.basket.later_total
        self._rule.setText(
            self.tr("The shop asks for at least {least} of {total}.").format(
                least=money_text(self._least, self._shop), total=money_text(self._most, self._shop)
            )
        )
        if is_the_rules:
            self.field.set_amount(self._least)
        may_lower = self._person.may("lower_deposit")
        for share, button in self.shares.items():
            amount = self._most.times(share, 100)
            button.setEnabled(may_lower or amount.minor >= self._least.minor)
            button.setAccessibleName(
                self.tr("{share} percent, {amount}").format(share=share, amount=money_text(amount, self._shop))
            )
        self._judge()

    def go_on(self, amount: Money | None, reason: str) -> None:
        """Begin with what was agreed before; without an amount with the rule's own, as it stands."""
        if amount is not None:
            self.field.set_amount(amount)
            self.reason.field.setText(reason)

    def show_balance(self, balance: Money | None, *, sent: bool = False) -> None:
        """Say what is left to pay on collection, or when all of it is `sent`; None while the amount cannot be taken."""
        self._later.set_value(
            "–" if balance is None else money_text(balance, self._shop),
            self.tr("Due when it is sent") if sent else self.tr("Due on collection"),
        )

    def amount(self) -> Money | None:
        """The amount in the field; None while it is none."""
        return self.field.amount()

    def wish(self) -> Money | None:
        """The amount when somebody chose one, None for the rule's own."""
        return None if self.amount() == self._least else self.amount()

    def why(self) -> str:
        """The reason for less than the rule, empty when none is needed."""
        return self.reason.field.text().strip() if self.below_rule() else ""

    def below_rule(self) -> bool:
        """Whether the amount is less than the rule asks for."""
        amount = self.amount()
        return amount is not None and amount.minor < self._least.minor

    def _may_be_below(self) -> bool:
        return self.below_rule() and self._person.may("lower_deposit")

    def possible(self) -> bool:
        """Whether the amount can be taken, though a reason for it may still be missing."""
        amount = self.amount()
        return amount is not None and (not self.refusal() or self._may_be_below())

    def refusal(self) -> str:
        """Why this deposit cannot be taken; empty when it can."""
        amount = self.amount()
        if amount is None:
            return self.tr("The deposit is no amount. Nothing was taken. Type it like {example}.").format(
                example=str(self._least)
            )
        may_lower = self._person.may("lower_deposit")
        try:
            order_deposit.checked(
                amount, least=Money(0, amount.currency) if may_lower else self._least, total=self._most
            )
        except errors.PosError as refusal:
            return refusal.sentence
        if self.below_rule() and not self.why():
            return self.tr(
                "Less than the rule needs a reason. Nothing was taken. Write one line, or take {least}."
            ).format(least=money_text(self._least, self._shop))
        return ""

    def show_refusal(self) -> None:
        """Say the refusal in place and go to the field that it is about."""
        needs_reason = self._may_be_below()
        if needs_reason:
            self.reason.refuse(self.refusal())
        else:
            self.field.refuse(self.refusal())
        (self.reason.field if needs_reason else self.field.line).setFocus()

    def _on_amount(self) -> None:
        self._judge()
        self.changed.emit()

    def _on_reason(self) -> None:
        self.reason.refuse("")
        self.changed.emit()

    def _judge(self) -> None:
        """Mark the share that this is, and ask for a reason where one is needed."""
        amount = self.amount()
        for share, button in self.shares.items():
            button.setChecked(amount is not None and amount == self._most.times(share, 100))
        self.reason.setVisible(self._may_be_below())
        self.reason.refuse("")
