"""The rules of the waiting list: who gets arriving goods, fees, silence, credits, and what is kept how long."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QRegularExpression
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.domain.waiting_rules import CreditKind, Sharing, WaitingRules
from ui.views.settings_amounts import Amounts
from ui.views.settings_categories import CategoryClasses
from ui.views.settings_group import choice
from ui.views.settings_numbers import Numbers
from ui.views.settings_rules import ShopRules
from ui.widgets import QuantityStepper, SegmentedChoice
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

USUAL_RANK = WaitingRules().rank("")
"""The place of a class that nobody gave another."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("WaitingSettings", text)


def sharings() -> list[tuple[Sharing, str]]:
    """The ways of sharing arriving goods, as a choice shows them."""
    return [
        ("first_come", _tr("First come, first served")),
        ("wanted_by", _tr("By the day they are wanted")),
        ("class", _tr("By class of customer")),
        ("fair", _tr("Fair shares")),
        ("manual", _tr("As a person says")),
    ]


def _kinds() -> list[tuple[str, str]]:
    return [
        ("voucher", _tr("Voucher")), ("discount", _tr("Off the balance")), ("free_delivery", _tr("Free delivery")),
    ]  # fmt: skip


class CategorySharing(CategoryClasses):
    """Categories that are shared in another way than the shop's own."""

    def _on_typed(self, text: str) -> None:
        category = text.strip().casefold()
        if category in self.classes():
            self.belongs.setCurrentIndex(self.belongs.findData(self.classes()[category]))
        self.add_button.setEnabled(bool(category))


def class_ranks(shop: Shop) -> list[tuple[str, str]]:
    """The classes of customers that have a place in the queue, and those that every shop knows."""
    named = {"person": _tr("Private customers"), "business": _tr("Businesses")}
    return [(key, named.get(key, key)) for key in sorted({*named, *shop.waiting.rank_of})]


class Worth(QWidget):
    """What something is worth to a customer: after how many days, how much, as what."""

    def __init__(self, name: str, keys: tuple[str, str]) -> None:
        super().__init__()
        self.numbers = Numbers([(keys[0], _tr("After so many days")), (keys[1], _tr("Percent of these goods"))])
        self.numbers.steppers[keys[0]].set_most(730)
        self.kind: SegmentedChoice = choice(name, _kinds(), "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.numbers)
        column.addWidget(self.kind)
        self.setFocusProxy(self.numbers)


class WaitingSettings(ShopRules):
    """Rules for orders that wait."""

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, parent: QWidget | None = None
    ) -> None:
        about = _tr("What holds for customers who wait. Changes hold from now on.")
        super().__init__(
            "clock", _tr("Waiting list"), about, register=register, background=background, shop=shop, person=person,
            parent=parent,
        )  # fmt: skip
        self.sharing = QComboBox()
        for key, words in sharings():
            self.sharing.addItem(words, key)
        self.sharing_of = CategorySharing(cast("Any", sharings()))
        self.ranks = Numbers(class_ranks(shop), most=99)
        self.fee_percent = QuantityStepper(_tr("Fee in percent"), most=100)
        self.fees = Amounts(
            [("fee_minimum", _tr("Smallest fee")), ("cash_refund_most", _tr("Cash back without a manager; 0: any"))],
            shop,
        )
        self.waived = QCheckBox(_tr("No fee when we are late"))
        self.silence = QuantityStepper(_tr("Longest time without news, in days"), least=1, most=365)
        self.apart = QuantityStepper(_tr("Least days between two messages"), most=60)
        self.reminders = QLineEdit()
        self.reminders.setValidator(
            QRegularExpressionValidator(QRegularExpression(r"\s*(\d{1,3}\s*([,;]\s*\d{1,3}\s*)*)?"), self)
        )
        self.expire = QuantityStepper(_tr("Days until uncollected goods go back"), most=730)
        self.hold = QuantityStepper(_tr("Days that goods are held"), least=1, most=60)
        self.credit = Worth(_tr("A credit is"), ("credit_after_days", "credit_percent"))
        self.budget = Amounts(
            [
                ("credit_most", _tr("At most; 0: no limit")), ("credit_budget", _tr("Budget of a month")),
                ("credit_approve_above", _tr("A manager agrees above")),
            ],
            shop,
        )  # fmt: skip
        self.incentive = Worth(_tr("It is"), ("incentive_after_days", "incentive_percent"))
        self.on_paper = QCheckBox(_tr("Print the place in the queue on the order"))
        self._build()
        self.show_shop(shop)
        self._wire()

    def _build(self) -> None:
        self.add_row(_tr("Arriving &goods go"), self.sharing, words=_tr("sharing allocation first come fair class"))
        self.add_row(_tr("Categories &shared otherwise"), self.sharing_of, words=_tr("sharing category department"))
        self.add_row(
            _tr("&Places of classes of customers"), self.ranks,
            hint=_tr("Lower is served first, where goods go by class; 50 is usual."),
            words=_tr("rank class queue business"),
        )  # fmt: skip
        self.add_row(
            _tr("&Fee for cancelling, in percent"), self.fee_percent, hint=_tr("Of what is given up. 0: none."),
            words=_tr("cancel charge"),
        )  # fmt: skip
        self.add_row(_tr("A&mounts when money goes back"), self.fees, words=_tr("refund cash minimum fee"))
        self.add_found(self.waived, _tr("no fee when we are late waive"))
        self.add_row(
            _tr("&Longest time without news, in days"), self.silence,
            hint=_tr("Before it is over everybody who waits hears of us, even if nothing moved."), words=_tr("silence"),
        )  # fmt: skip
        self.add_row(
            _tr("Least days &between two messages"), self.apart, hint=_tr("Unless it got worse."), words=_tr("news")
        )
        self.add_row(
            _tr("&Remind of goods put aside after days"), self.reminders, hint=_tr("Such as 3, 7. Empty: never."),
            words=_tr("reminder collect uncollected"),
        )  # fmt: skip
        self.add_row(
            _tr("Days until &uncollected goods go back"), self.expire,
            hint=_tr("After the last day that they are kept. 0: never."), words=_tr("expire shelf keep"),
        )  # fmt: skip
        self.add_row(
            _tr("Days that goods are &held for who asked to be told"), self.hold, words=_tr("tell-me hold back")
        )
        self.add_row(_tr("&Credit when we are late"), self.credit, words=_tr("compensation delay voucher"))
        self.add_row(_tr("Limits of cr&edits"), self.budget, words=_tr("budget approve compensation"))
        self.add_row(
            _tr("Thanks for &taking a backorder"), self.incentive, hint=_tr("0 percent: nothing."),
            words=_tr("incentive voucher"),
        )  # fmt: skip
        self.add_found(self.on_paper, _tr("place in the queue on paper receipt print"))

    def _wire(self) -> None:
        for part in (self.sharing_of, self.ranks, self.fees, self.budget, self.fee_percent, self.silence, self.apart,
                     self.expire, self.hold, self.credit.numbers, self.incentive.numbers):  # fmt: skip
            (part.settled if isinstance(part, QuantityStepper) else part.changed).connect(self.on_change)
        self.sharing.activated.connect(self.on_change)
        self.reminders.textEdited.connect(self.on_change)
        for worth in (self.credit, self.incentive):
            worth.kind.chosen.connect(self.on_change)
        for box in (self.waived, self.on_paper):
            box.clicked.connect(self.on_change)

    def take_shop(self, shop: Shop) -> None:
        """Rules that another group changed."""
        self._shop = shop

    def show_shop(self, shop: Shop) -> None:
        """Show the rules of a shop; nothing is saved by it."""
        self._shop, rules = shop, shop.waiting
        self.sharing.setCurrentIndex(self.sharing.findData(rules.sharing))
        self.sharing_of.show_classes(cast("Any", rules.sharing_of))
        self.ranks.show_numbers({key: rules.rank(key) for key in self.ranks.steppers})
        for part in (self.fees, self.budget):
            part.show_amounts({key: getattr(rules, key) for key in part.fields})
        for worth in (self.credit, self.incentive):
            worth.numbers.show_numbers({key: getattr(rules, key) for key in worth.numbers.steppers})
        self.credit.kind.set_key(rules.credit_kind)
        self.incentive.kind.set_key(rules.incentive_kind)
        for stepper, days in (
            (self.fee_percent, rules.fee_percent), (self.silence, rules.silence_days),
            (self.apart, rules.news_apart_days), (self.expire, rules.expire_days), (self.hold, rules.hold_days),
        ):  # fmt: skip
            stepper.set_quantity(days)
        self.reminders.setText(", ".join(map(str, rules.reminders)))
        self.waived.setChecked(rules.fee_waived_when_late)
        self.on_paper.setChecked(rules.place_on_paper)

    def rules(self) -> WaitingRules:
        """The rules as the fields say."""
        days = [int(word) for word in self.reminders.text().replace(";", ",").split(",") if word.strip()]
        # Fields by their names in the rules, which are all whole numbers.
        numbers: dict[str, Any] = {
            **self.fees.amounts(), **self.budget.amounts(), **self.credit.numbers.numbers(),
            **self.incentive.numbers.numbers(),
        }  # fmt: skip
        known = self._shop.waiting.rank_of
        ranks = {key: rank for key, rank in self.ranks.numbers().items() if key in known or rank != USUAL_RANK}
        return replace(
            self._shop.waiting,
            rank_of={**known, **ranks},
            sharing=cast("Sharing", self.sharing.currentData()),
            sharing_of=cast("dict[str, Sharing]", self.sharing_of.classes()),
            fee_percent=self.fee_percent.quantity(),
            fee_waived_when_late=self.waived.isChecked(),
            silence_days=self.silence.quantity(),
            news_apart_days=self.apart.quantity(),
            reminders=tuple(sorted(set(days))),
            expire_days=self.expire.quantity(),
            hold_days=self.hold.quantity(),
            credit_kind=cast("CreditKind", self.credit.kind.key()),
            incentive_kind=cast("CreditKind", self.incentive.kind.key()),
            place_on_paper=self.on_paper.isChecked(),
            **numbers,
        )

    def changes(self) -> dict[str, Any]:
        rules = self.rules()
        return {} if rules == self._shop.waiting else {"waiting": rules}
