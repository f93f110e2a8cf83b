"""Several amounts of money that belong together, in two columns, each with its own small label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos.domain.money import Money
from pos.domain.shop import Shop
from ui.views.money_words import sign_of
from ui.views.settings_pairs import lay_in_pairs
from ui.widgets import AmountField


class Amounts(QWidget):
    """`wanted` are (key, label); `changed` says that a person changed one of them."""

    changed = Signal()

    def __init__(self, wanted: Sequence[tuple[str, str]], shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = shop.currency
        self._kept: dict[str, int] = {}
        self.fields: dict[str, AmountField] = {}
        for key, label in wanted:
            self.fields[key] = AmountField(label, shop.currency, symbol=sign_of(shop))
            self.fields[key].changed.connect(self.changed)
        lay_in_pairs(self, [(label, self.fields[key]) for key, label in wanted])

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
