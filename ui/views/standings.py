"""How an order stands: the day its customer was told beside the day reckoned with today, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from pos.domain.promising import Standing, to_come
from pos.domain.purchasing import OpenLine
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.money_words import short_date

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.ports import SaleRow

_WORST_FIRST: tuple[Standing, ...] = ("overdue", "late_expected", "at_risk", "on_track", "ready", "done")


@dataclass(frozen=True, slots=True)
class Stands:
    """A line, or the worst line of an order, against what was told: both are latest days."""

    standing: Standing
    told_on: date | None
    now_on: date | None


def _tr(text: str) -> str:
    return QCoreApplication.translate("standing", text)


def stands_pill(stands: Stands) -> tuple[str, str]:
    """The kind of pill and its word."""
    return {
        "on_track": ("in", _tr("On track")),
        "at_risk": ("low", _tr("At risk")),
        "late_expected": ("late", _tr("Late expected")),
        "overdue": ("late", _tr("Overdue")),
        "ready": ("ready", _tr("Ready to collect")),
        "done": ("discontinued", _tr("Done")),
    }[stands.standing]


def days_words(stands: Stands, shop: Shop, today: date) -> str:
    """ "told Thu 3 Dec, now Thu 10 Dec", or "by Thu 3 Dec" where both are one day."""
    told, now = (None if day is None else short_date(day, shop, today=today) for day in (stands.told_on, stands.now_on))
    if told is None:
        return _tr("no day told, now {now}").format(now=now) if now else _tr("no day yet")
    if now is None:
        return _tr("told {told}, no day now").format(told=told)
    if told == now:
        return _tr("by {told}").format(told=told)
    return _tr("told {told}, now {now}").format(told=told, now=now)


def lines_of(register: Register, skus: Iterable[str]) -> dict[tuple[str, int], Stands]:
    """(order, line) -> how it stands today, for the waiting lines of these products; for the background."""
    desk = register.promises
    found: dict[tuple[str, int], Stands] = {}
    with register.ledger.reading() as records:
        today = today_in(records.shop(), register.clock.now())
        lines: list[OpenLine] = [line for sku in sorted(set(skus)) for line in records.open_lines(sku)]
    for line in lines:
        found[line.order, line.line] = Stands(
            desk.standing(line, today), line.told_latest, to_come(line.now_latest, today)
        )
    return found


def of_sales(register: Register, sales: Sequence[SaleRow]) -> dict[str, Stands]:
    """Number -> the worst of its lines, for the orders among these that wait; for the background."""
    numbers = {sale.number for sale in sales if sale.state == "waiting"}
    with register.ledger.reading() as records:
        orders = [order for number in sorted(numbers) if (order := records.order(number)) is not None]
    lines = lines_of(register, (line.sku for order in orders for line in order.lines if line.waiting > 0))
    found: dict[str, Stands] = {}
    for (number, _), stands in lines.items():
        if number in numbers:
            found[number] = worse(found[number], stands) if number in found else stands
    return found


def worse(one: Stands, other: Stands) -> Stands:
    """Of two lines the one to worry about; of two alike the one that is ready last."""
    places = [_WORST_FIRST.index(stands.standing) for stands in (one, other)]
    if places[0] != places[1]:
        return one if places[0] < places[1] else other
    return one if (one.now_on or date.max) >= (other.now_on or date.max) else other
