"""A field for money: reads what people type and says in place why an entry is refused."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import BadAmount
from pos.domain.money import Money
from ui.widgets.dress import set_state
from ui.widgets.text_label import TextLabel, side_of


class AmountField(QWidget):
    """A line with its currency in front; `changed` carries the Money typed, or None while it is no amount."""

    changed = Signal(object)
    accepted = Signal(object)

    def __init__(self, name: str, currency: str, *, symbol: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = currency
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setAlignment(side_of(self.line, "trailing"))
        self.line.setMinimumWidth(120)
        self._symbol = TextLabel(symbol or currency)
        self._symbol.setObjectName("symbol")
        self._refusal = TextLabel("", "error", wrap=True)
        self._refusal.hide()
        self.setFocusProxy(self.line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._symbol)
        row.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._refusal)
        self.line.textChanged.connect(self._on_typing)
        self.line.editingFinished.connect(self._say_refusal)
        self.line.returnPressed.connect(self._on_return)

    def amount(self) -> Money | None:
        """What was typed; None when the line is empty or holds no amount."""
        try:
            return Money.parse(plain_decimal(self.line.text()), self._currency)
        except BadAmount:
            return None

    def set_amount(self, amount: Money | None) -> None:
        """Write an amount into the line; None empties it."""
        self.line.setText("" if amount is None else str(amount))

    def refuse(self, sentence: str) -> None:
        """Say why the amount cannot be taken (a rule of the shop); the next keystroke takes it away."""
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))
        self.line.setAccessibleDescription(sentence)
        set_state(self.line, "refused", bool(sentence))

    def _on_typing(self) -> None:
        self.refuse("")
        self.changed.emit(self.amount())

    def _on_return(self) -> None:
        if (amount := self.amount()) is not None:
            self.accepted.emit(amount)

    def _say_refusal(self) -> None:
        if not self.line.text().strip():
            return
        try:
            Money.parse(plain_decimal(self.line.text()), self._currency)
        except BadAmount as refusal:
            self.refuse(refusal.sentence)


def plain_decimal(text: str) -> str:
    """ "1 234,50", "1,234.50" and "1.234,50" as "1234.50": the last mark is the decimal one when 1 or 2 digits follow.

    With three digits after a single mark ("1,234") people mean thousands, except after a point, which stays a point.
    """
    text = "".join(text.split()).replace("\u2019", "").replace("'", "")
    last = max(text.rfind(","), text.rfind("."))
    if last < 0:
        return text
    whole, mark, part = text[:last], text[last], text[last + 1 :]
    if mark == "," and len(part) == 3 and part.isdigit():
        return text.replace(",", "")
    return f"{whole.replace(',', '').replace('.', '')}.{part}" if mark not in whole else text.replace(",", "")
