"""Several amounts of money that belong together, in two columns, each with its own small label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pos.domain.money import Money
from pos.domain.shop import Shop
from ui.views.money_words import sign_of
from ui.widgets import AmountField, TextLabel


class Amounts(QWidget):
    """`wanted` are (key, label); `changed` says that a person changed one of them."""

    changed = Signal()

    def __init__(self, wanted: Sequence[tuple[str, str]], shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = shop.currency
        self._kept: dict[str, int] = {}
        self.fields: dict[str, AmountField] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for at, (key, label) in enumerate(wanted):
            field = self.fields[key] = AmountField(label, shop.currency, symbol=sign_of(shop))
            field.changed.connect(self.changed)
            cell = QVBoxLayout()
            cell.setSpacing(4)
            words = TextLabel(label, "muted", wrap=True)
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            cell.addWidget(words)
            cell.addWidget(field)
            grid.addLayout(cell, at // 2, at % 2, Qt.AlignmentFlag.AlignBottom)
        self.setFocusProxy(self.fields[wanted[0][0]])
        for column in (0, 1):
            grid.setColumnStretch(column, 1)

    def amounts(self) -> dict[str, int]:
        """Minor units; what is no amount yet stays as it was."""
        typed = {key: field.amount() for key, field in self.fields.items()}
        return {key: self._kept[key] if one is None else one.minor for key, one in typed.items()}

    def show_amounts(self, amounts: Mapping[str, int]) -> None:
        """Show these without saying that anything changed."""
        self._kept = {key: amounts[key] for key in self.fields}
        for key, field in self.fields.items():
            field.line.blockSignals(True)
            field.set_amount(Money(amounts[key], self._currency))
            field.line.blockSignals(False)
