"""What a change of an order does to its money, before it is done: the fee and why, what goes back, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pos.domain.money import Money
from ui.views.cancel_money import fee_words
from ui.views.money_words import money_text
from ui.widgets import Card, SumRow, TextLabel

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.usecases.order_steps import Changed


def _tr(text: str) -> str:
    return QCoreApplication.translate("change", text)


class ChangeMoney(Card):
    """Empty and hidden until something is known."""

    def __init__(self, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("What happens to the money"), spacing=6, parent=parent)
        self._shop = shop
        self._rows: list[QWidget] = []
        self.hide()

    def show_change(self, seen: Changed | None) -> None:
        """What a change would do (None: nothing to say)."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        if seen is not None:
            fee = seen.fee
            self._rows.append(SumRow(_tr("Fee kept"), self._money(fee.amount if fee else 0)))
            if fee is not None:
                self._rows.append(TextLabel(fee_words(fee.why), "small", wrap=True))
            self._rows += [
                SumRow(_tr("Goes back to the customer"), self._money(money_back(seen)), kind="strong"),
                SumRow(_tr("Deposit still held"), self._money(seen.order.order_deposit)),
                SumRow(_tr("Due on collection"), self._money(seen.order.balance_due)),
            ]
        self.add(*self._rows)
        self.setVisible(bool(self._rows))

    def _money(self, minor: int) -> str:
        return money_text(Money(minor, self._shop.currency), self._shop)


def money_back(done: Changed) -> int:
    """What goes back to the customer by a change, in minor units."""
    if done.ended is not None:
        return done.ended.done.refund.minor
    return -done.refunded.amount.minor if done.refunded is not None else 0
