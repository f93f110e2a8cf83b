"""The basket as rows: goods taken now and goods ordered, each under a heading of its own when both are there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from pos.domain.money import Money
from pos.domain.sale import BasketLine, PricedPart
from pos.domain.shop import Shop
from ui.models.counter_basket import CounterBasket
from ui.models.together import promise_of
from ui.views.money_words import availability_pill, latest_text, money_text, quantity_text

Tone = Literal["", "later", "short"]
_AnyIndex = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class BasketRow:
    """One row. A heading has `line` -1, its title as `name` and its subtotal as `total`."""

    line: int
    name: str
    total: str
    quantity: str = ""
    unit: str = ""
    pill: tuple[str, str] = ("", "")
    tone: Tone = ""

    @property
    def spoken(self) -> str:
        """The row as a screen reader says it."""
        return ", ".join(part for part in (self.name, self.quantity, self.pill[1], self.unit, self.total) if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("basket", text)


def rows_of(basket: CounterBasket) -> list[BasketRow]:
    """All rows, in the order in which they stand."""
    shop, quote = basket.shop, basket.quote()
    if shop is None:
        return []
    if quote is None:
        return [_unpriced(basket, index, shop) for index in range(len(basket.lines))]
    priced = quote.basket
    now, later = priced.taking("now"), priced.taking("later")
    rows: list[BasketRow] = []
    if now and later:
        rows.append(BasketRow(-1, _tr("Taken now"), money_text(priced.now_total, shop)))
    rows += [_row(basket, part, shop) for part in now]
    if later:
        rows.append(BasketRow(-1, _tr("Ordered"), money_text(priced.later_total, shop)))
    return rows + [_row(basket, part, shop) for part in later]


def _row(basket: CounterBasket, part: PricedPart, shop: Shop) -> BasketRow:
    index = part.line - 1
    short = part.take == "now" and basket.missing(index) > 0
    return BasketRow(
        line=index,
        name=part.product.name,
        quantity=quantity_text(part.quantity, part.product, shop),
        unit=_unit(part.unit_price, part.product.priced_per, shop),
        total=money_text(part.total, shop),
        pill=_pill(basket, index, part.take, shop),
        tone="short" if short else "later" if part.take == "later" else "",
    )


def _unit(price: Money, per: int, shop: Shop) -> str:
    return money_text(price, shop) if per == 1 else _tr("{price} per 1,000").format(price=money_text(price, shop))


def _unpriced(basket: CounterBasket, index: int, shop: Shop) -> BasketRow:
    line: BasketLine = basket.lines[index]
    price = line.price or line.product.price
    return BasketRow(
        line=index,
        name=line.product.name,
        quantity=quantity_text(line.quantity, line.product, shop),
        unit=money_text(price, shop) if price else "",
        total=money_text(line.gross_of(line.quantity), shop) if price else "–",
        pill=_pill(basket, index, "now", shop) if price else ("low", _tr("No price yet")),
    )


def _pill(basket: CounterBasket, index: int, take: str, shop: Shop) -> tuple[str, str]:
    line, known = basket.lines[index], basket.availability(index)
    if known is None:
        return ("", "")
    if take == "later":
        how = basket.how_of(line)
        if how is not None and how.kind == "layaway":
            return ("in", _tr("Put aside, layaway"))
        if how is not None and how.route == "direct":
            return ("backorder", _tr("From the supplier"))
        if (promise := promise_of(basket, index)) is None:
            return ("waiting", _tr("Ordered, no date yet")) if known.short else ("in", _tr("Put aside"))
        sure = _tr("Sent by {day}") if how is not None and how.route == "deliver" else _tr("Ready by {day}")
        words = sure if promise.certainty == "confirmed" else _tr("Estimated {day}")
        return ("backorder", words.format(day=latest_text(promise, shop)))
    if line.product.sku in basket.anyway:
        return ("low", _tr("Sold anyway"))
    if basket.missing(index):
        return availability_pill(known, shop)
    left = known.here.available - basket.history.now.now_of(line.product.sku)
    if left <= 0:
        return ("low", _tr("None left after this"))
    if left <= max(2, known.here.safety_stock):
        return ("low", _tr("{left} left after this").format(left=quantity_text(left, line.product, shop)))
    return ("in", _tr("Take now"))


class BasketModel(QAbstractListModel):
    """The rows for the list; `ROW` gives the row itself, the display role what is spoken."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[BasketRow] = ()

    def set_rows(self, rows: Sequence[BasketRow]) -> None:
        """Show other rows; only what differs is told to the list."""
        if [row.line for row in rows] == [row.line for row in self.rows]:
            before, self.rows = self.rows, rows
            for at, (old, new) in enumerate(zip(before, rows, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(at), self.index(at))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def row_of_line(self, line: int) -> int:
        """The row that stands for a line of the basket (the first part of it), -1 when there is none."""
        return next((at for at, row in enumerate(self.rows) if row.line == line and line >= 0), -1)

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.rows[index.row()].line < 0:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return None
