"""What lateness cost in a month: credits against the budget, each with its order, what remedies cost, and all of it
order by order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.theme import text_px
from ui.views.money_words import money_text, month_name
from ui.views.radar_credits import credit_pill, credit_sum
from ui.views.radar_order_row import OrderRow
from ui.widgets import ActionButton, Card, SheetFrame, SumRow, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.radar_costs import OrderCosts
    from ui.views.radar_read import CostsRead, OwedCredit

MOST_CREDITS = 200
MOST_ORDERS = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("radar", text)


def remedy_kind_words(kind: str) -> str:
    """A kind of remedy, as the costs count it; a kind nobody knows any more as it was kept."""
    words = {
        "part_now": _tr("A part handed over"), "other_store": _tr("From another store"),
        "other_supplier": _tr("From another supplier"), "substitute": _tr("Something else instead"),
        "expedite": _tr("Supplier asked to hurry"), "wait": _tr("Waits longer"), "cancel": _tr("Cancelled"),
    }  # fmt: skip
    return words.get(kind, kind)


def counted(n: int, one: str, many: str) -> str:
    """ "1 call", "3 calls", and nothing for none."""
    return one if n == 1 else many.format(n=n) if n else ""


class CostsSheet(SheetFrame):
    """`order_opened` carries an order's number, `ready` says that a month was read."""

    order_opened = Signal(str)
    ready = Signal()

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, parent: QWidget | None = None
    ) -> None:
        super().__init__(_tr("What lateness cost"), widest=text_px("base") * 48, parent=parent)
        self._register, self._background, self._shop = register, background, shop
        self._this_month = self._month = today_in(shop, register.clock.now()).replace(day=1)
        self.before = ActionButton("chevron-left", _tr("&Month before"))
        self.after = ActionButton("chevron-right", _tr("Month &after"))
        self._name = TextLabel("", "title")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._name, 1)
        row.addWidget(self.before)
        row.addWidget(self.after)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.body.addLayout(row)
        self.body.addLayout(self._cards)
        self.body.addStretch(1)
        self.before.clicked.connect(lambda: self.show_month(self._month - timedelta(days=1)))
        self.after.clicked.connect(lambda: self.show_month(self._month + timedelta(days=31)))
        self.show_month(self._month)

    def show_month(self, day: date) -> None:
        """Read the month of a day."""
        from ui.views.radar_read import read_costs

        self._month = day.replace(day=1)
        self._name.setText(month_name(self._month, self._shop, with_year=True))
        self.after.setEnabled(self._month < self._this_month)
        ask = partial(read_costs, self._register, self._shop, self._month)
        self._background.run(ask, then=partial(self._show, self._month), failed=self._refuse)

    def _show(self, month: date, read: CostsRead) -> None:
        if month != self._month:
            return
        while (old := self._cards.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for card in (self._credits(read), self._remedies(read), self._orders(read)):
            self._cards.addWidget(card)
        self.ready.emit()

    def _money(self, minor: int) -> str:
        return money_text(Money(minor, self._shop.currency), self._shop)

    def _credits(self, read: CostsRead) -> Card:
        costs = read.costs
        card = Card(_tr("Given or agreed for waiting"), spacing=8)
        card.add(SumRow(_tr("All together"), self._money(costs.spent), kind="strong"))
        if costs.budget:
            card.add(
                SumRow(_tr("Budget of a month"), self._money(costs.budget)),
                SumRow(_tr("Left of it"), self._money(max(0, costs.budget - costs.spent))),
            )
        rows = [(self._words(one), one.credit.number) for one in read.credits]
        self._list(card, rows, MOST_CREDITS, _tr("{n} more count in this month."))
        return card

    def _list(self, card: Card, rows: Sequence[tuple[str, str]], most: int, more: str) -> None:
        """Rows of (words, order), each opening its order; how many more there are than fit; or that there are none."""
        for words, number in rows[:most]:
            row = OrderRow(words, number, self._shop)
            row.wanted.connect(self.order_opened)
            card.add(row)
        if len(rows) > most:
            card.add(TextLabel(more.format(n=len(rows) - most), "muted"))
        if not rows:
            card.add(TextLabel(_tr("Nothing in this month."), "muted"))

    def _words(self, one: OwedCredit) -> str:
        who, pill = one.customer_name or _tr("A customer"), credit_pill(one.credit)[1]
        return f"{who}: {credit_sum(one.credit, self._shop)}. {one.credit.why}. {pill}."

    def _remedies(self, read: CostsRead) -> Card:
        card = Card(_tr("Done to keep promises"), spacing=8)
        card.add(SumRow(_tr("Paid for it"), self._money(read.costs.paid), kind="strong"))
        for kind, count in read.costs.remedies.items():
            card.add(SumRow(remedy_kind_words(kind), _tr("{n} times").format(n=count) if count > 1 else _tr("once")))
        if not read.costs.remedies:
            card.add(TextLabel(_tr("Nothing in this month."), "muted"))
        return card

    def _orders(self, read: CostsRead) -> Card:
        """Each order with what it cost, by what it was."""
        costs = read.costs
        card = Card(_tr("By order"), spacing=8)
        card.add(
            SumRow(_tr("Messages about their days"), str(costs.messages)),
            SumRow(_tr("Calls about their days"), str(costs.calls)),
        )
        rows = [(self._order_words(one), one.number) for one in costs.orders]
        self._list(card, rows, MOST_ORDERS, _tr("{n} more cost something in this month."))
        return card

    def _order_words(self, one: OrderCosts) -> str:
        parts = [
            _tr("credits {sum}").format(sum=self._money(one.credits)) if one.credits else "",
            _tr("paid {sum}").format(sum=self._money(one.paid)) if one.paid else "",
            counted(one.messages, _tr("1 message"), _tr("{n} messages")),
            counted(one.calls, _tr("1 call"), _tr("{n} calls")),
        ]
        return f"{one.customer_name or _tr('A customer')}: {', '.join(part for part in parts if part)}."

    def _refuse(self, refusal: PosError) -> None:
        self.set_foot_text(refusal.sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.before.setFocus()
