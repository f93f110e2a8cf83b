"""What a change of an order does to its money and its day, before it is done: the fee and why, what goes back or is
asked for, what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pos.domain.money import Money
from pos.usecases.order_documents import all_sent
from ui.views.cancel_money import fee_words
from ui.views.money_words import money_text, short_date
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
            self._rows += self._of_more(seen) if adds_units(seen) else self._of_fewer(seen)
            self._rows += [
                SumRow(_tr("Deposit still held"), self._money(seen.order.order_deposit)),
                SumRow(
                    _tr("Due when it is sent") if all_sent(seen.order) else _tr("Due on collection"),
                    self._money(seen.order.balance_due),
                ),
            ]
        self.add(*self._rows)
        self.setVisible(bool(self._rows))

    def _of_more(self, seen: Changed) -> list[QWidget]:
        """The price and the day of an order to which units come."""
        total = sum(line.price_of(line.open) for line in seen.order.lines)
        days = [one.latest_on for one in seen.told]
        known = [day for day in days if day is not None]
        day = short_date(max(known), self._shop) if known and None not in days else _tr("no date is sure")
        here = not any(line.waiting for line in seen.order.lines if line.line in {one.line for one in seen.told})
        rows: list[QWidget] = [
            SumRow(_tr("The order comes to"), self._money(total)),
            SumRow(_tr("What is added can be had by"), _tr("now: it is here") if here else day),
        ]
        if seen.asks:
            rows += [
                SumRow(_tr("Deposit asked for what is added"), self._money(seen.asks), kind="strong"),
                TextLabel(_tr("It is taken after the change, with “Deposit” on the order."), "small", wrap=True),
            ]
        return rows

    def _of_fewer(self, seen: Changed) -> list[QWidget]:
        fee = seen.fee
        rows: list[QWidget] = [SumRow(_tr("Fee kept"), self._money(fee.amount if fee else 0))]
        if fee is not None:
            rows.append(TextLabel(fee_words(fee.why), "small", wrap=True))
        return [*rows, SumRow(_tr("Goes back to the customer"), self._money(money_back(seen)), kind="strong")]

    def _money(self, minor: int) -> str:
        return money_text(Money(minor, self._shop.currency), self._shop)


def adds_units(seen: Changed) -> bool:
    """Whether a change adds to what is ordered, and gives nothing up."""
    return bool(seen.told) and seen.fee is None and seen.ended is None


def money_back(done: Changed) -> int:
    """What goes back to the customer by a change, in minor units."""
    if done.ended is not None:
        return done.ended.done.refund.minor
    return -done.refunded.amount.minor if done.refunded is not None else 0
