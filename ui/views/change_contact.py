"""How the customer of an order is reached, changed."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from ui.views.change_parts import Ask, Part
from ui.views.order_act_sheet import ActedOn, At
from ui.widgets import FormRow


def _tr(text: str) -> str:
    return QCoreApplication.translate("change", text)


class Contact(Part):
    """Name, phone, e-mail, address, and by which way they wish to hear."""

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__(about, at)
        known = about.customer
        self.fields = {
            "name": FormRow(_tr("&Name"), QLineEdit(known.name if known else "")),
            "phone": FormRow(_tr("&Phone"), QLineEdit(known.phone if known else "")),
            "email": FormRow(_tr("&E-mail"), QLineEdit(known.email if known else "")),
            "address": FormRow(_tr("&Address"), QLineEdit(known.address if known else "")),
        }
        self.tell_by = FormRow(_tr("How we &tell them"), QComboBox())
        for key, words in (
            ("", _tr("What fits best")), ("text", _tr("Text message")), ("e-mail", _tr("E-mail")),
            ("call", _tr("Call")), ("none", _tr("Not at all")),
        ):  # fmt: skip
            self.tell_by.field.addItem(words, key)
        self.tell_by.field.setCurrentIndex(max(0, self.tell_by.field.findData(known.tell_by if known else "")))
        self.consent = QCheckBox(_tr("Agrees to be told about the &order"))
        self.consent.setChecked(bool(known and known.consent))
        for field in self.fields.values():
            self.column.addWidget(field)
        self.column.addWidget(self.tell_by)
        self.column.addWidget(self.consent)

    def ask(self) -> Ask | str:
        said = {name: row.field.text().strip() for name, row in self.fields.items()}
        return partial(
            self.at.register.waiting.change_contact, self.about.order.number, **said,
            tell_by=self.tell_by.field.currentData(), consent=self.consent.isChecked(),
        )  # fmt: skip
