"""Products of which more is promised than is here or confirmed to come, with the orders that stand on nothing yet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from pos.domain.shop import Shop
from ui.views.listed import Listed
from ui.views.money_words import short_date
from ui.views.radar_order_row import OrderRow
from ui.widgets import ActionButton, Card, ElidedLabel, SumRow, TextLabel

if TYPE_CHECKING:
    from pos.domain.board import BoardLine
    from pos.usecases.radar import Unsecured

MOST_ORDERS = 40


def _tr(text: str) -> str:
    return QCoreApplication.translate("radar", text)


def unsecured_listed(one: Unsecured) -> Listed:
    """A product as the list shows it."""
    pill = ("none", _tr("{n} not secured").format(n=one.short)) if one.short else ("low", _tr("Ran out"))
    promised = _tr("{n} promised").format(n=one.waiting)
    note = _tr("{promised}, should always be here").format(promised=promised) if one.stocked else promised
    return Listed(f"short:{one.sku}", one.name, pill, note=note, words=one.sku, kinds=frozenset({"short"}))


class UnsecuredCard(Card):
    """What is promised of a product against what is sure; `purchases_wanted` asks for the purchase orders."""

    purchases_wanted = Signal()

    def __init__(self, one: Unsecured, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=8, parent=parent)
        self.add(ElidedLabel(one.name, lines=2, role="title"))
        if one.stocked:
            words = _tr("This should always be here, and customers wait for it.")
            self.add(TextLabel(words, "warning", wrap=True))
        self.add(
            SumRow(_tr("Promised to customers"), str(one.waiting)),
            SumRow(_tr("Free here"), str(max(0, one.free))),
            SumRow(_tr("Confirmed to come"), str(one.secured)),
            SumRow(_tr("Not secured"), str(one.short), kind="strong"),
        )
        if one.short:
            self.add(TextLabel(_tr("Order more, or have the supplier confirm what is on order."), "muted", wrap=True))
        look = ActionButton("clipboard-list", _tr("Open purchase orders"))
        look.clicked.connect(self.purchases_wanted)
        self.add(look)


class WaitingCard(Card):
    """The orders that wait for a product, first in the queue first; `order_wanted` carries an order's number."""

    order_wanted = Signal(str)

    def __init__(self, lines: Sequence[BoardLine], shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Who waits for it, in order"), spacing=8, parent=parent)
        for line in lines[:MOST_ORDERS]:
            day = short_date(line.told_latest, shop) if line.told_latest else _tr("no day")
            words = _tr("{name}: {n}, told {day}").format(
                name=line.customer_name or _tr("A customer"), n=line.waiting, day=day
            )
            row = OrderRow(words, line.order, shop)
            row.wanted.connect(self.order_wanted)
            self.add(row)
        if (more := len(lines) - MOST_ORDERS) > 0:
            self.add(TextLabel(_tr("{n} more are on the board.").format(n=more), "muted"))
        if not lines:
            self.add(TextLabel(_tr("Nobody any more."), "muted"))
