"""The promises that a change breaks, each with who was told which day and what it is now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.promising import breaks
from pos.domain.shop import Shop
from ui.views.money_words import short_date
from ui.widgets import Card, ElidedLabel, TextLabel, rule

if TYPE_CHECKING:
    from pos.usecases.promises import BrokenPromise
    from pos.usecases.radar import Broken


def _tr(text: str) -> str:
    return QCoreApplication.translate("broken", text)


def broken_title(count: int) -> str:
    """How many promises a change breaks."""
    return _tr("One promise breaks") if count == 1 else _tr("{n} promises break").format(n=count)


def broken_words(promise: BrokenPromise | Broken, shop: Shop) -> str:
    """ "told Thu 3 Dec, now Thu 10 Dec". Where the day still holds it is the goods that went: they were here before."""
    told, now = (None if day is None else short_date(day, shop) for day in (promise.told_latest, promise.now_latest))
    if now is None:
        return _tr("told {told}, no day any more").format(told=told)
    if told is not None and not breaks(promise.told_latest, promise.now_latest):
        return _tr("was told it is here; by {told} as before").format(told=told)
    return _tr("told {told}, now {now}").format(told=told, now=now)


class BrokenList(Card):
    """Shows what a change has broken; the messages and tasks about it are written with the change."""

    def __init__(self, broken: Sequence[BrokenPromise], shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(broken_title(len(broken)), tone="warn", spacing=8, parent=parent)
        self.add(
            TextLabel(
                _tr("The change is kept. Who can be written to hears of it; for the others there is a task."), wrap=True
            )
        )
        for promise in broken:
            row = QWidget()
            column = QVBoxLayout(row)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            who = promise.customer_name or _tr("A customer")
            days = broken_words(promise, shop)
            column.addWidget(ElidedLabel(f"{who}: {days}", role="strong"))
            below = _tr("Order {order}, {name}").format(order=promise.order, name=promise.name or promise.sku)
            column.addWidget(TextLabel(below, "small", wrap=True))
            row.setAccessibleName(f"{who}, {days}. {below}")
            self.add(rule(), row)
