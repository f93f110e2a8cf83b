"""After part of an order was handed over: what is still owed of it, by when, what is held and what will be due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.backorder import Order, OrderLine
from pos.domain.money import Money
from pos.usecases.availability import today_in
from pos.usecases.order_documents import all_sent
from ui.views.money_words import money_text, quantity_text
from ui.views.standings import Stands, days_words, lines_of, stands_pill
from ui.widgets import Card, ElidedLabel, Pill, SumRow, TextLabel

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.register import Register


@dataclass(frozen=True, slots=True)
class Follows:
    """An order of which something is owed, and how each of its lines that wait stands."""

    order: Order
    stands: dict[int, Stands]
    today: date


def _tr(text: str) -> str:
    return QCoreApplication.translate("collect", text)


def follows_of(register: Register, number: str) -> Follows | None:
    """The order as it is now; None where nothing of it is owed. For the background."""
    with register.ledger.reading() as records:
        order = records.order(number)
        today = today_in(records.shop(), register.clock.now())
    owed = [line for line in order.lines if line.open > 0] if order else []
    if order is None or not owed:
        return None
    stands = lines_of(register, (line.sku for line in owed if line.waiting > 0))
    return Follows(order, {line.line: stands[number, line.line] for line in owed if (number, line.line) in stands},
                   today)  # fmt: skip


class FollowsCard(Card):
    """What waits and what is put aside are rows of their own; below them the money that is held and due."""

    def __init__(self, follows: Follows, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("What follows of this order"), spacing=6, parent=parent)
        order = follows.order
        for line in order.lines:
            if line.allocated:
                self._row(line, line.allocated, shop, ("ready", _tr("Put aside")), "")
            if line.waiting > 0:
                stands = follows.stands.get(line.line)
                pill = stands_pill(stands) if stands else ("waiting", _tr("No date yet"))
                self._row(line, line.waiting, shop, pill, days_words(stands, shop, follows.today) if stands else "")
        held, due = (money_text(Money(sum_, shop.currency), shop) for sum_ in (order.order_deposit, order.balance_due))
        self.add(SumRow(_tr("Deposit still held"), held))
        self.add(
            SumRow(_tr("Due when it is sent") if all_sent(order) else _tr("Due on collection"), due, kind="strong")
        )

    def _row(self, line: OrderLine, units: int, shop: Shop, pill: tuple[str, str], days: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(ElidedLabel(f"{quantity_text(units, line, shop)} × {line.name}"), 1)
        if days:
            row.addWidget(TextLabel(days, "small"))
        row.addWidget(Pill(*pill))
        self.add(row)
