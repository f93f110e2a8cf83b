"""What the shop asks for when goods follow later, and how it reckons dates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QWidget

from pos.domain.money import Money
from pos.domain.order_deposit import PaymentMode, TaxMode
from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.views.money_words import sign_of
from ui.views.settings_group import choice
from ui.views.settings_rules import ShopRules
from ui.widgets import AmountField, QuantityStepper
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register


def _tr(text: str) -> str:
    return QCoreApplication.translate("DepositSettings", text)


def payment_modes() -> list[tuple[str, str]]:
    """The ways of paying ahead, as a choice shows them."""
    return [
        ("deposit", _tr("A deposit")),
        ("full", _tr("The whole price")),
        ("authorise", _tr("Card authorised")),
        ("none", _tr("Nothing")),
    ]


class DepositSettings(ShopRules):
    """Deposits, dates and opening days."""

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, parent: QWidget | None = None
    ) -> None:
        about = _tr("Rules of the shop. They hold for new orders; what was promised before stays as it was.")
        super().__init__(
            "hand-coins",
            _tr("Deposits and dates"),
            about,
            register=register,
            background=background,
            shop=shop,
            person=person,
            parent=parent,
        )
        self._build(shop)
        self.show_shop(shop)
        self.mode.chosen.connect(self.on_change)
        self.tax_mode.activated.connect(self.on_change)
        self.minimum.changed.connect(self.on_change)
        for stepper in (self.percent, self.handling, self.longest, self.keep):
            stepper.settled.connect(self.on_change)
        for day in self.days:
            day.clicked.connect(self.on_change)

    def _build(self, shop: Shop) -> None:
        self.mode = choice(_tr("Paid ahead"), payment_modes(), "")
        self.percent = QuantityStepper(_tr("Deposit in percent"), most=100)
        self.minimum = AmountField(_tr("Smallest deposit"), shop.currency, symbol=sign_of(shop))
        self.tax_mode = QComboBox()
        for key, words in (
            ("on_payment", _tr("When the deposit is paid (EU, UK)")),
            ("on_delivery", _tr("When the goods are handed over")),
            ("at_sale", _tr("In full, when the order is taken")),
            ("security", _tr("Not at all: the deposit is a security")),
        ):
            self.tax_mode.addItem(words, key)
        self.handling = QuantityStepper(_tr("Days to make goods ready"), most=60)
        self.longest = QuantityStepper(_tr("Longest wait in days"), least=1, most=730)
        self.keep = QuantityStepper(_tr("Days that goods are kept"), least=1, most=365)
        locale = QLocale(shop.language.replace("-", "_"))
        self.days = [QCheckBox(locale.dayName(number + 1, QLocale.FormatType.ShortFormat)) for number in range(7)]
        week = QWidget()
        grid = QGridLayout(week)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        for number, day in enumerate(self.days):
            day.setAccessibleName(locale.dayName(number + 1, QLocale.FormatType.LongFormat))
            grid.addWidget(day, number // 4, number % 4)
        grid.setColumnStretch(4, 1)
        self.add_row(_tr("What is paid &ahead?"), self.mode, words=_tr("deposit prepay authorise card"))
        self._percent_row = self.add_row(
            _tr("&Percent of the price"), self.percent, hint=_tr("A product may have its own percentage.")
        )
        self._minimum_row = self.add_row(
            _tr("&Smallest deposit"), self.minimum, hint=_tr("Never more than the goods cost.")
        )
        self.add_row(_tr("When is &tax due on a deposit?"), self.tax_mode, words=_tr("vat accounting"))
        self.add_row(
            _tr("Days to make goods &ready"),
            self.handling,
            hint=_tr("From arrival to collection."),
            words=_tr("handling"),
        )
        self.add_row(
            _tr("&Longest wait, in days"),
            self.longest,
            hint=_tr("Beyond it an order needs a manager."),
            words=_tr("limit"),
        )
        self.add_row(
            _tr("Days that goods are &kept"), self.keep, hint=_tr("Printed on the receipt."), words=_tr("collect hold")
        )
        self.add_row(_tr("The shop is &open on"), week, words=_tr("opening days week closed calendar"))

    def show_shop(self, shop: Shop) -> None:
        """Show the rules of a shop; nothing is saved by it."""
        self._shop = shop
        self.mode.set_key(shop.deposit.mode)
        self.percent.set_quantity(shop.deposit.percent)
        self.minimum.line.blockSignals(True)
        self.minimum.set_amount(Money(shop.deposit.minimum, shop.currency))
        self.minimum.line.blockSignals(False)
        self.tax_mode.setCurrentIndex(self.tax_mode.findData(shop.deposit.tax_mode))
        self.handling.set_quantity(shop.handling_days)
        self.longest.set_quantity(shop.longest_wait_days)
        self.keep.set_quantity(shop.keep_days)
        for number, day in enumerate(self.days):
            day.setChecked(number in shop.opening_days.weekdays)
        self._suit()

    def _suit(self) -> None:
        for part in (self.percent, self.minimum):
            part.setEnabled(self.mode.key() == "deposit")

    def changes(self) -> dict[str, Any]:
        """What differs from the shop as it is, by the names of `Shop`."""
        minimum = self.minimum.amount()
        rule = replace(
            self._shop.deposit,
            mode=cast(PaymentMode, self.mode.key()),
            percent=self.percent.quantity(),
            minimum=self._shop.deposit.minimum if minimum is None else minimum.minor,
            tax_mode=cast(TaxMode, self.tax_mode.currentData()),
        )
        weekdays = frozenset(number for number, day in enumerate(self.days) if day.isChecked())
        wanted = {
            "deposit": rule,
            "handling_days": self.handling.quantity(),
            "longest_wait_days": self.longest.quantity(),
            "keep_days": self.keep.quantity(),
            "opening_days": replace(self._shop.opening_days, weekdays=weekdays),
        }
        return {name: value for name, value in wanted.items() if value != getattr(self._shop, name)}

    def on_change(self, *_: object) -> None:
        self._suit()
        super().on_change()
