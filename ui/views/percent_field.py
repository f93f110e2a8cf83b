"""A line for a tax in percent, that says below itself what it cannot take."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit

from ui.widgets import FormRow
from ui.widgets.amount_field import plain_decimal


class PercentField(QLineEdit):
    """`refused` carries why the text is no tax, when it was asked for."""

    refused = Signal(str)

    def thousandths(self) -> int | None:
        """The tax in thousandths of a percent; None for nothing, and for what is no tax."""
        try:
            found = Decimal(plain_decimal(self.text().strip().removesuffix("%").strip())) * 1000
        except InvalidOperation:
            return None
        return int(found) if found.is_finite() and found == int(found) and 0 <= found < 100_000 else None

    def refusal(self) -> str:
        """Why the text cannot be taken; empty when it can, and while there is none."""
        text = self.text().strip()
        if not text or self.thousandths() is not None:
            return ""
        return QCoreApplication.translate("PercentField", "“{text}” is no tax.").format(text=text)

    def say_refusal(self) -> None:
        """Say it below the field."""
        self.refused.emit(self.refusal())


def percent_row(label: str, text: str) -> FormRow[PercentField]:
    """The field with its label, and `text` in it."""
    field = PercentField(text)
    field.setMaxLength(12)
    row = FormRow(label, field)
    field.refused.connect(row.refuse)
    return row
