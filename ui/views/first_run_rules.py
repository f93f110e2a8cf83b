"""The later pages of the first start: tax and deposits, the printer, the first person."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from ui.views.first_run_answers import Answers
from ui.views.first_run_pages import Page, tr
from ui.views.settings_deposits import payment_modes
from ui.views.settings_group import choice
from ui.views.settings_people import pin_line
from ui.views.settings_printer_fields import PrinterFields
from ui.widgets import FormRow, QuantityStepper


class RulesPage(Page):
    """Tax in prices, and the deposit."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(tr("Tax and deposits"), tr("What most shops in your country do is chosen already."))
        self.included = choice(
            tr("Prices"),
            [("yes", tr("Prices include tax")), ("no", tr("Tax is added at the till"))],
            "yes" if answers.prices_include_tax else "no",
        )
        self.rate = FormRow(
            tr("Usual tax &rate in percent"),
            QLineEdit(f"{answers.tax_rate / 1000:g}"),
            hint=tr("For products without a rate of their own."),
        )
        self.mode = choice(tr("Paid ahead"), payment_modes(), answers.deposit_mode)
        self.percent = QuantityStepper(tr("Deposit in percent"), answers.percent, most=100)
        self._percent_row = FormRow(tr("&Percent of the price"), self.percent)
        self.mode.chosen.connect(self._suit)
        self.add(
            FormRow(tr("Price &tags"), self.included),
            self.rate,
            FormRow(tr("When goods follow later, what is paid &ahead?"), self.mode),
            self._percent_row,
        )
        self._suit()

    def _suit(self) -> None:
        self._percent_row.setEnabled(self.mode.key() == "deposit")

    def answers(self, before: Answers) -> Answers | None:
        rate = thousandths(self.rate.field.text())
        self.rate.refuse("" if rate is not None else tr("A tax rate is 0 to 100 percent, such as 20 or 8.1."))
        if rate is None:
            self.rate.field.setFocus()
            return None
        return replace(
            before,
            prices_include_tax=self.included.key() == "yes",
            tax_rate=rate,
            deposit_mode=self.mode.key(),
            percent=self.percent.quantity(),
        )

    def first_field(self) -> QWidget:
        return self.rate.field


class PrinterPage(Page):
    """A printer, or the screen."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(tr("Receipts"), tr("Without a printer yet, go on with the screen: it can be set up any time."))
        self.fields = PrinterFields(answers.printer())
        self.add(self.fields)

    def answers(self, before: Answers) -> Answers | None:
        return replace(before, **self.fields.values()) if self.fields.check() else None

    def first_field(self) -> QWidget:
        segments = self.fields.way.findChildren(QPushButton)
        return next((segment for segment in segments if segment.isChecked()), self.fields.way)


class PersonPage(Page):
    """The first person, who may do everything."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(tr("You"), tr("The first person is the owner, who may do everything and add the others."))
        self.name = FormRow(
            tr("Your &name"), QLineEdit(answers.person_name), hint=tr("Stands on receipts as who served.")
        )
        self.pin = FormRow(tr("&PIN"), pin_line(), hint=tr("6 figures or more, not easy to guess."))
        self.again = FormRow(tr("PIN &again"), pin_line())
        pins = QGridLayout()
        pins.setHorizontalSpacing(16)
        for at, row in enumerate((self.pin, self.again)):
            pins.addWidget(row, 0, at, Qt.AlignmentFlag.AlignTop)
            pins.setColumnStretch(at, 1)
        self.add(self.name, pins)

    def answers(self, before: Answers) -> Answers | None:
        name, pin, again = (row.field.text().strip() for row in (self.name, self.pin, self.again))
        self.name.refuse("" if name else tr("Your name is still missing."))
        self.pin.refuse("" if len(pin) >= 6 else tr("A PIN of an owner has at least 6 figures."))
        self.again.refuse("" if pin == again else tr("The two PINs differ. Type the same one again."))
        for row in (self.name, self.pin, self.again):
            if row.field.property("refused"):
                row.field.setFocus()
                return None
        return replace(before, person_name=name)

    def refuse(self, sentence: str) -> None:
        """Say why the PIN was not taken, and ask for another."""
        self.again.field.clear()
        self.pin.refuse(sentence)
        self.pin.field.setFocus()
        self.pin.field.selectAll()

    def first_field(self) -> QWidget:
        return self.name.field


def thousandths(text: str) -> int | None:
    """ "8.1" or "8,1" percent as 8100; None when it is no rate from 0 to 100."""
    match = re.fullmatch(r"\s*(\d{1,3})(?:[.,](\d{1,3}))?\s*%?\s*", text)
    if match is None:
        return None
    rate = int(match[1]) * 1000 + int((match[2] or "").ljust(3, "0"))
    return rate if rate <= 100_000 else None
