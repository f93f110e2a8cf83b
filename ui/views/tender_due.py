"""The sum due and what it is made of, what was taken so far, and the change: the part of the payment that is read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos.domain.money import Money
from pos.domain.sale import Tender
from pos.domain.shop import Shop
from pos.usecases.checkout import Quote
from ui.views.money_words import money_text
from ui.views.tender_words import give_back_words, tender_name
from ui.widgets import ActionButton, Card, ElidedLabel, SumRow, TextLabel, rule


class DueCard(QWidget):
    """Two cards: what is to pay, and the change. `taken_back` carries the number of a part that is to go again."""

    taken_back = Signal(int)

    def __init__(
        self,
        *,
        quote: Quote,
        shop: Shop,
        customer_label: str = "",
        made_of: Sequence[tuple[str, Money]] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`made_of` are labels and amounts of what the sum is made of, where it is no sale's."""
        super().__init__(parent)
        self._quote, self._shop, self._given = quote, shop, made_of
        self.due = TextLabel("", "total")
        self._rounding = SumRow(self.tr("Rounded to coins"))
        self._parts = QVBoxLayout()
        self._parts.setSpacing(4)
        self._rest = SumRow(self.tr("Still to pay"), kind="strong")
        self.change = SumRow(self.tr("Change"), kind="total")
        self._change_card = Card(tone="good")
        self._change_card.add(self.change)
        card = Card(spacing=6)
        card.add(TextLabel(self.tr("To pay now"), "muted"), self.due)
        if customer_label:
            card.add(ElidedLabel(customer_label, lines=2, role="strong"))
        card.add(rule(), *self._made_of(), self._rounding, self._parts, self._rest)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self._change_card)

    def _made_of(self) -> list[SumRow]:
        quote = self._quote
        if self._given:
            return [SumRow(label, money_text(amount, self._shop)) for label, amount in self._given]
        sums = [(self.tr("Goods taken now"), quote.basket.now_total), (self.tr("Deposit"), quote.order_deposit)]
        if not quote.basket.later_total:
            return [SumRow(self.tr("Tax in it"), money_text(quote.basket.tax, self._shop))]
        rows = [SumRow(label, money_text(amount, self._shop)) for label, amount in sums if amount]
        return [*rows, SumRow(self.tr("Due on collection"), money_text(quote.balance_due, self._shop))]

    def show_state(
        self, due: Money, parts: Sequence[Tender], rest: Money, change: Money | None, too_much: Money | None = None
    ) -> None:
        """Show what is due in the end, the parts taken so far, what is left, and the change (None: not enough yet, or
        `too_much` was taken)."""
        self.due.setText(money_text(due, self._shop))
        rounding = due - self._quote.due_now
        self._rounding.set_value(money_text(rounding, self._shop))
        self._rounding.setVisible(bool(rounding))
        while (old := self._parts.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, part in enumerate(parts):
            self._parts.addWidget(self._part_row(number, part))
        self._rest.set_value(money_text(rest, self._shop))
        self._rest.setVisible(bool(parts) and too_much is None)
        self._change_card.set_tone("good" if change is not None else "sunken")
        if too_much is not None:
            self.change.set_value(money_text(too_much, self._shop), self.tr("Taken too much"))
            return
        self.change.set_value(
            money_text(change, self._shop) if change is not None else "–",
            self.tr("Change") if change is not None else self.tr("Not enough yet"),
        )

    def _part_row(self, number: int, part: Tender) -> QWidget:
        words = f"{tender_name(part.kind)} {part.reference}".strip()
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(SumRow(words, money_text(part.amount, self._shop)), 1)
        away = ActionButton("", give_back_words(part, self._shop))
        away.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        away.clicked.connect(lambda: self.taken_back.emit(number))
        line.addWidget(away)
        return row
