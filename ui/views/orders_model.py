"""Sales and orders as rows of a list, in the shop's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from pos.domain.money import Money
from pos.domain.shop import Shop
from pos.usecases.ports import SaleRow
from ui.views.listed import Listed
from ui.views.money_words import money_text, short_date
from ui.views.standings import Stands, days_words, stands_pill


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrdersModel", text)


@dataclass(frozen=True, slots=True)
class OrderRow(Listed):
    """A sale or order as the list shows it. `when` is its time or day, `days` the day that was told and today's, of an
    order that waits."""

    when: str = ""
    days: str = ""

    @property
    def number(self) -> str:
        """The whole number, as it is printed."""
        return self.key

    def _parts(self) -> tuple[str, ...]:
        return self.title, self.number, self.pill[1], self.days, self.total, self.due


def order_row(row: SaleRow, shop: Shop, today: date, stands: Stands | None = None) -> OrderRow:
    """What the list says of a sale or order, in the shop's language; `today` is the shop's own date, `stands` how an
    order that waits stands against what was told."""
    at = row.sold_at.astimezone(ZoneInfo(shop.timezone))
    when = f"{at:%H:%M}" if at.date() == today else short_date(at.date(), shop, today=today)
    owes = row.state in ("waiting", "ready") and row.balance_due
    due = _tr("{sum} due").format(sum=money_text(Money(row.balance_due, shop.currency), shop)) if owes else ""
    short, days = short_number(row.number, shop), "" if stands is None else days_words(stands, shop, today)
    if days and row.aside and row.state == "waiting":
        days = _tr("part is here, {days}").format(days=days)
    return OrderRow(
        key=row.number,
        title=row.customer_name or _tr("Walk-in"),
        pill=state_pill(row, shop, today) if stands is None else stands_pill(stands),
        beside=short if days else "",
        note=days or f"{when} · {short}",
        total=money_text(Money(row.total, shop.currency), shop),
        due=due,
        when=when,
        days=days,
    )


def short_number(number: str, shop: Shop) -> str:
    """The number without this register's own beginning: "A000042" here, the whole of it when it is another's."""
    return number.removeprefix(f"{shop.store}-{shop.register}-")


def state_pill(row: SaleRow, shop: Shop, today: date) -> tuple[str, str]:
    """The kind of pill and the words for the state of a sale or order."""
    if row.state == "waiting":
        if row.expected_ship_on is None:
            return "waiting", _tr("Waiting, no date yet")
        day = short_date(row.expected_ship_on, shop, today=today)
        if row.expected_ship_on < today:
            return "late", _tr("Late, was due {day}").format(day=day)
        return "backorder", _tr("By {day}").format(day=day)
    return {
        "ready": ("ready", _tr("Ready to collect")),
        "collection": ("in", _tr("Collected")),
        "closed": ("discontinued", _tr("Closed")),
        "deposit": ("in", _tr("Deposit")),
        "deposit_refund": ("unknown", _tr("Refund")),
        "refund": ("unknown", _tr("Refund")),
        "cancellation": ("unknown", _tr("Cancelled")),
    }.get(row.state, ("in", _tr("Sold")))
