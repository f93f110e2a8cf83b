"""The first pages of the first start; each shows the answers so far and gives back what was changed."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from ui.theme import text_px
from ui.views.first_run_answers import COUNTRIES, LANGUAGES, Answers, currency_of, with_country, zones_of
from ui.widgets import Card, FormRow, TextLabel

_CODE = re.compile(r"[A-Za-z0-9]{1,8}")


def tr(text: str) -> str:
    """A text of the first start in the language of the screens."""
    return QCoreApplication.translate("FirstRun", text)


class Page(Card):
    """One page: `answers` gives the answers with this page's own, or None once it has said what is missing."""

    def __init__(self, title: str, about: str) -> None:
        super().__init__(spacing=16)
        self.column.setContentsMargins(28, 24, 28, 28)
        self.add(TextLabel(title, "title"), TextLabel(about, "muted", wrap=True))
        self.setAccessibleName(title)

    def answers(self, before: Answers) -> Answers | None:
        """The answers after this page."""
        raise NotImplementedError

    def first_field(self) -> QWidget:
        """Where typing begins."""
        raise NotImplementedError


class PlacePage(Page):
    """Language, country and money."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(
            tr("Where is the shop?"), tr("This sets language, money and tax. Money stays as it is chosen here.")
        )
        self._answers = answers
        self.language = QComboBox()
        for tag, name in LANGUAGES:
            self.language.addItem(name, tag)
        self.language.setCurrentIndex(max(0, self.language.findData(answers.language)))
        self.country = QComboBox()
        names = {code: QLocale.territoryToString(QLocale.codeToTerritory(code)) for code in COUNTRIES}
        for code in sorted(COUNTRIES, key=names.__getitem__):
            self.country.addItem(names[code], code)
        self.country.setCurrentIndex(self.country.findData(answers.country))
        self.currency, self.zone = QComboBox(), QComboBox()
        for code in sorted({currency_of(country) for country in COUNTRIES}):
            self.currency.addItem(code, code)
        self._suit(answers)
        self.country.activated.connect(self._on_country)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        rows = (
            FormRow(tr("&Language on receipts"), self.language),
            FormRow(tr("&Country"), self.country),
            FormRow(tr("C&urrency"), self.currency),
            FormRow(tr("&Time zone"), self.zone),
        )
        for at, row in enumerate(rows):
            grid.addWidget(row, at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        self.add(grid)

    def _suit(self, answers: Answers) -> None:
        self.currency.setCurrentIndex(max(0, self.currency.findData(answers.currency)))
        self.zone.clear()
        for zone in zones_of(answers.country):
            self.zone.addItem(zone.replace("_", " "), zone)
        self.zone.setCurrentIndex(max(0, self.zone.findData(answers.timezone)))

    def _on_country(self) -> None:
        self._answers = with_country(self._answers, self.country.currentData())
        self._suit(self._answers)

    def answers(self, before: Answers) -> Answers:
        country = self.country.currentData()
        if country != before.country:  # what the country makes likely, now that it is another one
            before = with_country(before, country)
        return replace(
            before,
            language=self.language.currentData(),
            currency=self.currency.currentData(),
            timezone=self.zone.currentData(),
        )

    def first_field(self) -> QWidget:
        return self.language


class StorePage(Page):
    """The store's name, address and codes."""

    def __init__(self, answers: Answers) -> None:
        super().__init__(tr("Your store"), tr("As it shall stand on receipts. All but the codes can be changed later."))
        self.name = FormRow(tr("&Name of the store"), QLineEdit(answers.store_name))
        self.address = FormRow(
            tr("&Address"), QPlainTextEdit(answers.address), hint=tr("As on receipts, one line under the other.")
        )
        self.address.field.setTabChangesFocus(True)
        self.address.field.setFixedHeight(text_px("base") * 4 + 20)
        self.tax_id = FormRow(tr("&VAT or tax number"), QLineEdit(answers.tax_id), hint=tr("May stay empty."))
        self.store = FormRow(tr("&Store code"), QLineEdit(answers.store))
        self.register = FormRow(tr("&Register code"), QLineEdit(answers.register))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(16)
        grid.addWidget(self.name, 0, 0, 1, 4)
        grid.addWidget(self.address, 1, 0, 1, 4)
        top = Qt.AlignmentFlag.AlignTop
        for row, at, columns in ((self.tax_id, 0, 2), (self.store, 2, 1), (self.register, 3, 1)):
            grid.addWidget(row, 2, at, 1, columns, top)
        number = f"{answers.store}-{answers.register}-A000001"
        self.add(
            grid,
            TextLabel(tr("Both codes begin every receipt number: {number}.").format(number=number), "small", wrap=True),
        )

    def answers(self, before: Answers) -> Answers | None:
        name = self.name.field.text().strip()
        store, register = (row.field.text().strip().upper() for row in (self.store, self.register))
        self.name.refuse("" if name else tr("The store's name is still missing."))
        for row, code in ((self.store, store), (self.register, register)):
            row.refuse("" if _CODE.fullmatch(code) else tr("A code is 1 to 8 letters and figures, such as S01."))
        for row in (self.name, self.store, self.register):
            if row.field.property("refused"):
                row.field.setFocus()
                return None
        return replace(
            before,
            store_name=name,
            address=self.address.field.toPlainText().strip(),
            tax_id=self.tax_id.field.text().strip(),
            store=store,
            register=register,
        )

    def first_field(self) -> QWidget:
        return self.name.field
