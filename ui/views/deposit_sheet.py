"""Money for an order while it waits: some of what is due paid now, or some of the deposit given back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pos.domain.money import Money
from pos.usecases.checkout import TenderWish
from ui.views.money_words import money_text, sign_of
from ui.views.order_act_sheet import ActedOn, At, OrderActSheet
from ui.views.tender_words import advice_for, tender_name
from ui.widgets import AmountField, Card, FormRow, PrimaryButton, SegmentedChoice, SumRow, TextLabel

if TYPE_CHECKING:
    from pos.usecases.deposit_shapes import DepositChanged


def _tr(text: str) -> str:
    return QCoreApplication.translate("deposit", text)


class DepositSheet(OrderActSheet):
    """The sum stands in the field already: all that is due; the change is said after."""

    def __init__(self, about: ActedOn, at: At, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Deposit"), PrimaryButton("", key="F12"), about, at, parent=parent)
        shop, order = at.shop, about.order
        self._pressed: Money | None = None
        self.way = SegmentedChoice(_tr("Which way"), [("in", _tr("Pay towards it")), ("back", _tr("Give some back"))])
        self.amount = FormRow(_tr("&Sum"), AmountField(_tr("Sum"), shop.currency, symbol=sign_of(shop)))
        kinds = ["cash", "card", "voucher", "account"]
        self.percent = FormRow(_tr("Pe&rcent"), QLineEdit(), hint=_tr("Empty: the sum above."))
        self.of = SegmentedChoice(_tr("Of"), [("left", _tr("Of what is left")), ("total", _tr("Of the total"))])
        self.kind = SegmentedChoice(_tr("By"), [(kind, tender_name(kind)) for kind in kinds])
        self.back_by = SegmentedChoice(
            _tr("Goes back by"), [("", _tr("The way it came")), *((kind, tender_name(kind)) for kind in kinds[:2])]
        )
        self.given = FormRow(_tr("Cash &given"), AmountField(_tr("Cash given"), shop.currency, symbol=sign_of(shop)),
                             hint=_tr("Empty: exactly the sum."))  # fmt: skip
        self.reference = FormRow(_tr("Slip or voucher &number"), QLineEdit(), hint=_tr("Never a card number."))
        self.why = FormRow(_tr("Wh&y"), QLineEdit(), hint=_tr("Kept with the order."))
        self._advice = TextLabel("", "muted", wrap=True)
        figures = Card(spacing=6)
        figures.add(SumRow(_tr("Deposit held"), self.money(order.order_deposit)))
        figures.add(SumRow(_tr("Due on collection"), self.money(order.balance_due), kind="strong"))
        how = Card(spacing=10)
        how.add(self.way, self.amount, self.percent, self.of, self.kind, self.back_by, self.given, self.reference)
        how.add(self.why, self._advice)
        for part in (figures, how):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.way.setVisible(order.order_deposit > 0 and at.person.may("refund_deposit"))
        if not order.balance_due and order.order_deposit:
            self.way.set_key("back")
        self.way.chosen.connect(self._begin)
        self.percent.field.textEdited.connect(self._reckon)
        self.of.chosen.connect(self._reckon)
        self.amount.field.line.textEdited.connect(self._sum_typed)
        self.kind.chosen.connect(self._refresh)
        self.back_by.chosen.connect(self._refresh)
        for field in (self.amount.field, self.given.field):
            field.changed.connect(self._refresh)
        self._begin()

    def _comes_in(self) -> bool:
        return self.way.key() == "in"

    def _most(self) -> int:
        return self.about.order.balance_due if self._comes_in() else self.about.order.order_deposit

    def _begin(self) -> None:
        self.percent.field.clear()
        self.percent.refuse("")
        self.amount.field.set_amount(Money(self._most(), self.at.shop.currency))
        self._refresh()

    def _reckon(self) -> None:
        """The sum of a percentage; it stands in its field, where it can be changed. None of what is no percentage."""
        from pos.usecases.order_deposits import percent_of

        text, percent = self.percent.field.text().strip(), self._percent()
        if percent is not None:
            order, currency = self.about.order, self.at.shop.currency
            self.amount.field.set_amount(percent_of(order, percent, self.of.key(), currency))
        elif text:
            self.amount.field.set_amount(None)
        self.percent.refuse(self._no_percent() if text and percent is None else "")
        self._refresh()

    def _percent(self) -> int | None:
        """The percentage that was typed; None for nothing, and for what is none."""
        typed = self.percent.field.text().strip().removesuffix("%").strip()
        return int(typed) if typed.isdecimal() and 1 <= int(typed) <= 100 else None

    def _no_percent(self) -> str:
        words = _tr("“{text}” is no percentage from 1 to 100. Nothing was taken. Type another, or the sum above.")
        return words.format(text=self.percent.field.text().strip()[:20])

    def _sum_typed(self) -> None:
        """Who types a sum means that and no percentage."""
        self.percent.field.clear()
        self.percent.refuse("")
        self._refresh()

    def _refresh(self) -> None:
        comes_in, kind = self._comes_in(), self.kind.key() if self._comes_in() else self.back_by.key()
        self.kind.setVisible(comes_in)
        self.percent.setVisible(comes_in)
        self.of.setVisible(comes_in and bool(self.percent.field.text().strip()))
        self.back_by.setVisible(not comes_in)
        self.given.setVisible(comes_in and kind == "cash")
        self.reference.setVisible(kind in ("card", "voucher"))
        self.why.setVisible(not comes_in)
        self._advice.setText(advice_for(kind) if comes_in else "")
        self._advice.setVisible(bool(self._advice.text()))
        amount = self.amount.field.amount()
        words = _tr("Take") if comes_in else _tr("Give back")
        self.main.set_label(words, money_text(amount, self.at.shop) if amount is not None else "")
        if amount is not None and comes_in:
            left = self.about.order.balance_due - amount.minor
            self.set_foot_text(_tr("{sum} is due then.").format(sum=self.money(max(0, left))))
        else:
            self.set_foot_text("")

    def call(self) -> Callable[[], DepositChanged] | None:
        order, amount, desk = self.about.order, self.amount.field.amount(), self.at.register.waiting
        if self._comes_in() and self.percent.field.text().strip() and self._percent() is None:
            self.percent.refuse(self._no_percent())
            self.percent.field.setFocus()
            return None
        if amount is None or not amount:
            self.amount.field.refuse(_tr("This is no sum. Nothing was taken. Type how much."))
            self.amount.field.setFocus()
            return None
        reference = self.reference.field.text().strip()
        if self._comes_in() and self.kind.key() == "voucher" and not reference:
            self.reference.refuse(_tr("Nothing was taken. Type the number of the gift card."))
            self.reference.field.setFocus()
            return None
        if self._comes_in():
            given = self.given.field.amount() if self.kind.key() == "cash" else amount
            tender = TenderWish(self.kind.key(), given, reference if self.kind.key() != "cash" else "")
            return partial(desk.add_deposit, order.number, [tender], amount, person=self.at.person,
                           version=order.version)  # fmt: skip
        kind = self.back_by.key()
        back = [TenderWish(kind, None, reference)] if kind else []
        return partial(desk.refund_deposit, order.number, self.why.field.text().strip(), amount, back,
                       person=self.at.person, version=order.version)  # fmt: skip

    def sentence(self, result: DepositChanged) -> str:
        """What was paid or given back, and the change."""
        total = money_text(result.amount if result.amount.minor > 0 else -result.amount, self.at.shop)
        if result.amount.minor < 0:
            return _tr("{sum} given back. Receipt {number}.").format(sum=total, number=result.number)
        words = _tr("{sum} paid, {due} is still due. Receipt {number}.")
        return words.format(sum=total, due=money_text(result.balance_due, self.at.shop), number=result.number)

    def after(self, result: DepositChanged) -> list[QWidget]:
        """The change, or by which tender the money goes back: it stays until it was seen."""
        card = Card()
        if result.change_due:
            card.add(SumRow(_tr("Change"), money_text(result.change_due, self.at.shop), kind="total"))
            return [card]
        if result.amount.minor < 0:
            for kind, amount in result.tenders:
                shown = amount if amount.minor > 0 else -amount
                card.add(SumRow(_tr("Back: {tender}").format(tender=tender_name(kind)),
                                money_text(shown, self.at.shop), kind="strong"))  # fmt: skip
            return [card]
        return []

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.amount.field.setFocus()
        self.amount.field.line.selectAll()
