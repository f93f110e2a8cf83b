"""A new customer in two fields: a name, and a phone or an e-mail; how to tell them, and whether they agreed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.usecases.checkout import CustomerWish
from ui.widgets import ActionButton, FormRow, SegmentedChoice, TextLabel

_FEWEST_FIGURES = 5


class NewCustomer(QWidget):
    """`made` carries a CustomerWish; `given_up` goes back to the search. Enter goes on to the next field."""

    made = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("New customer"))
        self.name = FormRow(self.tr("&Name"), QLineEdit())
        self.contact = FormRow(self.tr("Phone or &e-mail"), QLineEdit())
        self.tell_by = SegmentedChoice(
            self.tr("How to tell them"),
            [
                ("text", self.tr("Text")),
                ("e-mail", self.tr("E-mail")),
                ("call", self.tr("Call")),
                ("none", self.tr("Do not")),
            ],
        )
        self.consent = QCheckBox(self.tr("Agrees to be told about the order"))
        self.consent.setChecked(True)
        self._use = ActionButton("check", self.tr("Use this customer"), tone="accent")
        back = ActionButton("search", self.tr("Back to the search"), flat=True)
        fields = QGridLayout()
        fields.setHorizontalSpacing(12)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        fields.addWidget(self.name, 0, 0)
        fields.addWidget(self.contact, 0, 1)
        tell = QVBoxLayout()
        tell.setSpacing(4)
        tell.addWidget(TextLabel(self.tr("How to tell them"), "label"))
        tell.addWidget(self.tell_by)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        acts.addWidget(back)
        acts.addStretch(1)
        acts.addWidget(self._use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (fields, tell):
            column.addLayout(part)
        column.addWidget(self.consent)
        column.addLayout(acts)
        self.name.field.returnPressed.connect(self.contact.field.setFocus)
        self.contact.field.returnPressed.connect(self.take)
        self.contact.field.textEdited.connect(self._on_contact)
        self.tell_by.chosen.connect(lambda key: self.consent.setChecked(key != "none"))
        self._use.clicked.connect(self.take)
        back.clicked.connect(self.given_up)

    def begin(self, text: str) -> None:
        """Start with what was searched for: figures are a phone, an @ an e-mail, anything else a name."""
        is_contact = "@" in text or any(letter.isdigit() for letter in text)
        self.name.field.setText("" if is_contact else text.strip())
        self.contact.field.setText(text.strip() if is_contact else "")
        for row in (self.name, self.contact):
            row.refuse("")
        self._on_contact(self.contact.field.text())
        (self.name if is_contact or not text.strip() else self.contact).field.setFocus()

    def go_on(self) -> None:
        """Back at what was typed, as after the lock: the cursor goes to the field that had it."""
        last: QWidget | None = self.focusWidget()
        (last if last is not None else self.name.field).setFocus()

    def _on_contact(self, text: str) -> None:
        """Tell by what there is, until somebody chooses otherwise."""
        self.contact.refuse("")
        if text and self.tell_by.key() in ("text", "e-mail"):
            self.tell_by.set_key("e-mail" if "@" in text else "text")

    def take(self) -> None:
        """Give the customer out, or say in place what is missing."""
        name, contact = self.name.field.text().strip(), self.contact.field.text().strip()
        self.name.refuse("" if name else self.tr("A name is needed, so that the goods go to the right person."))
        self.contact.refuse("" if not contact or _can_be(contact) else self._no_contact_words())
        if not name or (contact and not _can_be(contact)):
            (self.name if not name else self.contact).field.setFocus()
            return
        mail = "@" in contact
        self.made.emit(
            CustomerWish(
                name=name, phone="" if mail else contact, email=contact if mail else "",
                consent=self.consent.isChecked(), tell_by=self.tell_by.key() if contact else "none",
            )
        )  # fmt: skip

    def _no_contact_words(self) -> str:
        return self.tr(
            "This is neither a phone number nor an e-mail address. Nothing was lost. Correct it, or leave it empty."
        )


def _can_be(contact: str) -> bool:
    """Whether somebody could be reached so: an address with a dot behind its @, or enough figures for a phone."""
    if "@" in contact:
        name, _, domain = contact.partition("@")
        return bool(name) and "." in domain.strip(".") and " " not in contact
    return sum(letter.isdigit() for letter in contact) >= _FEWEST_FIGURES and not any(map(str.isalpha, contact))
