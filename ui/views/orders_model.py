"""Sales and orders as rows of a list: each written out once, painted by a delegate, read aloud as one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pos.domain.money import Money
from pos.domain.shop import Shop
from pos.usecases.ports import SaleRow
from ui.views.money_words import money_text, short_date
from ui.views.row_paint import at_end, at_start, paint_ground, row_font
from ui.views.standings import Stands, days_words, stands_pill
from ui.widgets import paint_pill, pill_size

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrdersModel", text)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A sale or order as the list shows it. `pill` is a kind of ui.widgets.KINDS and its words, `days` the day that was
    told and today's, of an order that waits."""

    number: str
    title: str
    pill: tuple[str, str]
    when: str
    short: str
    total: str
    due: str
    days: str = ""

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        return ", ".join(
            part for part in (self.title, self.number, self.pill[1], self.days, self.total, self.due) if part
        )


def order_row(row: SaleRow, shop: Shop, today: date, stands: Stands | None = None) -> OrderRow:
    """What the list says of a sale or order, in the shop's language; `today` is the shop's own date, `stands` how an
    order that waits stands against what was told."""
    at = row.sold_at.astimezone(ZoneInfo(shop.timezone))
    when = f"{at:%H:%M}" if at.date() == today else short_date(at.date(), shop, today=today)
    owes = row.state in ("waiting", "ready") and row.balance_due
    due = _tr("{sum} due").format(sum=money_text(Money(row.balance_due, shop.currency), shop)) if owes else ""
    return OrderRow(
        number=row.number,
        title=row.customer_name or _tr("Walk-in"),
        pill=state_pill(row, shop, today) if stands is None else stands_pill(stands),
        when=when,
        short=short_number(row.number, shop),
        total=money_text(Money(row.total, shop.currency), shop),
        due=due,
        days="" if stands is None else days_words(stands, shop, today),
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
        "refund": ("unknown", _tr("Refund")),
        "cancellation": ("unknown", _tr("Cancelled")),
    }.get(row.state, ("in", _tr("Sold")))


class OrdersModel(QAbstractListModel):
    """`set_rows` shows another result; a row's `sale` is what it was made from."""

    def __init__(self, shop: Shop) -> None:
        super().__init__()
        self._shop = shop
        self._sales: tuple[SaleRow, ...] = ()
        self._rows: tuple[OrderRow, ...] = ()

    def set_rows(
        self, sales: Sequence[SaleRow], today: date, stands: Mapping[str, Stands] = MappingProxyType({})
    ) -> None:
        """Show another result as seen on `today`; `stands` tells of the orders among them that wait."""
        self.beginResetModel()
        self._sales = tuple(sales)
        self._rows = tuple(order_row(sale, self._shop, today, stands.get(sale.number)) for sale in sales)
        self.endResetModel()

    def sale(self, row: int) -> SaleRow:
        """What a row was made from. Raises IndexError."""
        return self._sales[row]

    def shown(self, row: int) -> OrderRow:
        """What a row says. Raises IndexError."""
        return self._rows[row]

    def row_of(self, number: str) -> int:
        """The row of a number; -1 where it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.number == number), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.number
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return row if role == Qt.ItemDataRole.UserRole else None


class OrderDelegate(QStyledItemDelegate):
    """Two lines: who and how much; state, when and number, and what is still to pay."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = QFontMetrics(row_font(option, strong=True)).lineSpacing() + pill_size("x").height()
        return QSize(300, lines + 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        direction: Qt.LayoutDirection = option.direction
        state: QStyle.StateFlag = option.state
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        row: OrderRow = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        paint_ground(painter, rect, state, mirrored)
        above = rect.adjusted(16, 10, -16, -10)
        below = QRect(above)
        strong, plain = row_font(option, strong=True), row_font(option)
        above.setHeight(QFontMetrics(strong).lineSpacing())
        below.setTop(above.bottom() + 6)
        room = at_end(painter, above, row.total, strong, "text", mirrored)
        room = at_start(painter, room, row.title, strong, "text", mirrored)
        at_start(painter, room, row.short if row.days else "", plain, "muted", mirrored)
        room = at_end(painter, below, row.due, plain, "muted", mirrored)
        pill = paint_pill(painter, room, *row.pill, right_to_left=mirrored)
        if mirrored:
            room.setRight(pill.left() - 10)
        else:
            room.setLeft(pill.right() + 10)
        at_start(painter, room, row.days or f"{row.when} · {row.short}", plain, "muted", mirrored)
        painter.restore()
