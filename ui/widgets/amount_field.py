"""A field for money: reads what people type and says in place why an entry is refused."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.errors import BadAmount
from pos.domain.money import Money
from ui.widgets.text_label import TextLabel, side_of
from ui.widgets.typed_field import TypedField

# A mark between figures stands for the decimals, once, or before each three figures; in India before two, and the last
# three. Anything else may be a slip of the hand: what it would count as is never guessed.
_ONE_POINT = re.compile(r"[+-]?\d+\.\d+")
_ONE_COMMA = re.compile(r"[+-]?\d+,\d+")
_BY_THREE = re.compile(
    r"(?P<whole>[+-]?[1-9]\d{0,2}(?P<mark>[,.' ])\d{3}(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,](?P<part>\d+))?"
)
_BY_TWO = re.compile(r"(?P<whole>[+-]?[1-9]\d?(?:,\d{2})+,\d{3})(?:\.(?P<part>\d+))?")


class AmountField(TypedField):
    """A line with its currency in front; `changed` carries the Money typed, or None while it is no amount. A sum below
    zero is none: which way money goes is said beside it."""

    changed = Signal(object)
    accepted = Signal(object)

    def __init__(self, name: str, currency: str, *, symbol: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._currency = currency
        self.line.setAlignment(side_of(self.line, "trailing"))
        self.line.setMinimumWidth(120)
        self._symbol = TextLabel(symbol or currency)
        self._symbol.setObjectName("symbol")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._symbol)
        row.addWidget(self.line, 1)
        self.column.addLayout(row)
        self.column.addWidget(self._refusal)
        self.line.textChanged.connect(self._on_typing)
        self.line.editingFinished.connect(self.say_refusal)
        self.line.returnPressed.connect(self._on_return)

    def amount(self) -> Money | None:
        """What was typed; None when the line is empty or holds no amount."""
        try:
            amount = Money.parse(plain_decimal(self.line.text()), self._currency)
        except BadAmount:
            return None
        return amount if amount.minor >= 0 else None

    def set_amount(self, amount: Money | None) -> None:
        """Write an amount into the line; None empties it."""
        self.line.setText("" if amount is None else str(amount))

    def refusal(self) -> str:
        """Why the text is no sum; empty when it is one, and while there is none."""
        text = self.line.text().strip()
        if not text:
            return ""
        try:
            amount = Money.parse(plain_decimal(text), self._currency)
        except BadAmount as refusal:
            return refusal.sentence
        if amount.minor < 0:
            return self.tr("“{text}” is less than nothing. Nothing was changed. Type it without the minus.").format(
                text=text
            )
        return ""

    def finish(self) -> None:
        """What was typed is taken, as by Enter."""
        self._on_return()

    def _on_typing(self) -> None:
        self.refuse("")
        self.changed.emit(self.amount())

    def _on_return(self) -> None:
        if (amount := self.amount()) is not None:
            self.accepted.emit(amount)


def plain_decimal(text: str) -> str:
    """ "1 234,50", "1,234.50" and "1.234,50" as "1234.50"; what is written in no such way ("5,5,5") as it is.

    With three digits after a single mark ("1,234") people mean thousands, except after a point, which stays a point.
    """
    plain = " ".join(text.split()).replace("\u2019", "'")
    if found := not _ONE_POINT.fullmatch(plain) and (_BY_THREE.fullmatch(plain) or _BY_TWO.fullmatch(plain)):
        whole = "".join(sign for sign in found["whole"] if sign not in ",.' ")
        return f"{whole}.{found['part']}" if found["part"] else whole
    return plain.replace(",", ".") if _ONE_COMMA.fullmatch(plain) else plain
