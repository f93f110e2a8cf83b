"""The sums of cash people are likely to hand over: the exact one and the next round ones, each with a key."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.money import Money, digits_of
from pos.domain.sale import largest_note
from pos.domain.shop import Shop
from ui.views.money_words import money_text
from ui.views.quick_key import QuickKey

# Whole units of currency in which round sums are handed over; the others use 5, 10, 20 and 50.
_ROUND = {
    "CHF": (10, 20, 50, 100), "CZK": (100, 200, 500, 1000), "DKK": (50, 100, 200, 500), "HUF": (500, 1000, 5000, 10000),
    "INR": (50, 100, 200, 500), "ISK": (500, 1000, 5000, 10000), "JPY": (500, 1000, 5000, 10000),
    "KRW": (1000, 5000, 10000, 50000), "NOK": (50, 100, 200, 500), "PLN": (10, 20, 50, 100), "SEK": (50, 100, 200, 500),
}  # fmt: skip
_PLAIN = (5, 10, 20, 50)
MOST = 4


def likely_cash(due: Money) -> tuple[Money, ...]:
    """The sum due, then up to three larger round sums in rising order, none of which gives an unlikely change."""
    sums = [due]
    for units in _ROUND.get(due.currency, _PLAIN):
        note = units * 10 ** digits_of(due.currency)
        rounded = Money(-(-due.minor // note) * note, due.currency)
        if rounded not in sums and rounded.minor - due.minor < largest_note(due.currency):
            sums.append(rounded)
    return tuple(sorted(sums)[:MOST])


class NoteKeys(QWidget):
    """A row of likely sums; `picked` carries the Money of the key that was pressed."""

    picked = Signal(object)

    def __init__(self, *, shop: Shop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop = shop
        self.keys = [QuickKey("") for _ in range(MOST)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for key in self.keys:
            row.addWidget(key)
            key.clicked.connect(lambda checked=False, key=key: self.picked.emit(key.answer))

    def show_for(self, due: Money) -> None:
        """Offer the sums for what is due."""
        for key, amount in zip(self.keys, (*likely_cash(due), *[None] * MOST), strict=False):
            key.setVisible(amount is not None)
            if amount is not None:
                key.show_answer(money_text(amount, self._shop), amount)

    def mark(self, amount: Money | None) -> None:
        """Mark the key of the sum that stands in the field, if there is one."""
        for key in self.keys:
            key.setChecked(key.answer == amount)
