"""Goods that are here, or between two stores, past the day that their customer was told: on the radar, and mended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from pos.domain.shop import Shop
from ui.views.listed import Listed
from ui.views.money_words import short_date
from ui.views.orders_model import short_number
from ui.views.radar_order_row import OrderRow
from ui.widgets import Card, TextLabel

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.register import Register
    from pos.usecases.radar_unsent import Unsent


def _tr(text: str) -> str:
    return QCoreApplication.translate("radar", text)


def _days(one: Unsent) -> str:
    return _tr("1 day late") if one.days_late == 1 else _tr("{n} days late").format(n=one.days_late)


def _where(one: Unsent) -> str:
    words = {
        "ship": _tr("here, not shipped"), "send_on": _tr("here, not sent on to {store}"),
        "arrived_there": _tr("on the way to {store}"),
    }[one.remedy]  # fmt: skip
    return words.format(store=one.store)


def unsent_listed(one: Unsent, shop: Shop) -> Listed:
    """A broken promise of goods that did not go on, as the list shows it."""
    return Listed(
        f"unsent:{one.task}", one.customer_name or short_number(one.order, shop), ("late", _days(one)),
        note=f"{one.units} × {one.name}, {_where(one)}", beside=short_number(one.order, shop),
        words=f"{one.order} {one.sku}", kinds=frozenset({"broken"}),
    )  # fmt: skip


def mend_words(one: Unsent) -> str:
    """What the main button says."""
    return {
        "ship": _tr("Open the order to ship it"), "send_on": _tr("It was sent on"), "arrived_there": _tr("It is there"),
    }[one.remedy]  # fmt: skip


def mend(one: Unsent, register: Register, person: Person) -> Callable[[], object] | None:
    """What mends it, for the background; None where the order is opened for that."""
    verb = {"send_on": register.waiting.send_on, "arrived_there": register.waiting.arrived_there}.get(one.remedy)
    return partial(verb, one.order, lines={one.line: one.units}, person=person, version=one.version) if verb else None


def mended_words(one: Unsent) -> str:
    """What came of it."""
    words = {
        "send_on": _tr("{who}: on its way. They hear when it is there."),
        "arrived_there": _tr("{who}: is told that it is there."),
    }[one.remedy]  # fmt: skip
    return words.format(who=one.customer_name or one.order)


class UnsentCard(Card):
    """The promise, where its goods are, and what mends it; `order_wanted` carries the order's number."""

    order_wanted = Signal(str)

    def __init__(self, one: Unsent, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(tone="warn", spacing=8, parent=parent)
        told = _tr("Told {day}, {late}: {n} × {name}").format(
            day=short_date(one.told_latest, shop), late=_days(one), n=one.units, name=one.name
        )
        does = {
            "ship": _tr("Ship it today: hand it over to the carrier in the order."),
            "send_on": _tr("Send it on today; F12 notes that it left."),
            "arrived_there": _tr("Ask there whether it came; F12 notes that it did, and the customer hears of it."),
        }[one.remedy]  # fmt: skip
        where = _where(one)
        row = OrderRow(told, one.order, shop)
        row.wanted.connect(self.order_wanted)
        self.add(
            TextLabel(one.customer_name or _tr("A customer"), "title", wrap=True),
            TextLabel(where[:1].upper() + where[1:], "warning", wrap=True), row, TextLabel(does, wrap=True),
        )  # fmt: skip
        self.setAccessibleName(f"{one.customer_name}, {told}, {where}")
