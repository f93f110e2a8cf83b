"""One sale or order in full: who, its money, its lines with their dates, and the receipt as it was printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.domain.backorder import Order, OrderLine
from pos.domain.money import Money
from pos.domain.shop import Shop
from pos.usecases.ports import KeptReceipt, SaleRow
from ui.theme import text_px
from ui.views.money_words import money_text
from ui.views.orders_model import order_row
from ui.views.receipt_preview import ReceiptPreview
from ui.views.standings import Stands, days_words, lines_of, stands_pill, worse
from ui.widgets import Card, ElidedLabel, Pill, SumRow, TextLabel, rule

if TYPE_CHECKING:
    from pos.register import Register

_FIGURES = 24
"""The least width of the figures, in heights of text; with that much beside it the receipt stands beside them."""


@dataclass(frozen=True, slots=True)
class OrderShown:
    """What the detail shows: the row, its order (None for a plain sale), its receipt, and how each line that is open
    stands against what was told."""

    sale: SaleRow
    order: Order | None
    kept: KeptReceipt
    stands: Mapping[int, Stands] = field(default_factory=dict)


def order_shown(register: Register, sale: SaleRow) -> OrderShown:
    """Read what belongs to a row; for the background. Raises UnknownCode."""
    order = register.order(sale.number)
    found = lines_of(register, (line.sku for line in order.lines if line.open)) if order is not None else {}
    stands = {line: stands for (number, line), stands in found.items() if number == sale.number}
    return OrderShown(sale, order, register.receipt(sale.number), stands)


class OrderDetail(QScrollArea):
    """Shows one `OrderShown` at a time."""

    def __init__(self, *, shop: Shop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shop = shop
        self.setAccessibleName(self.tr("Order"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._who, self._number = ElidedLabel(role="title"), TextLabel("", "small")
        self._pill = Pill("waiting", "")
        self._sums = QVBoxLayout()
        self._lines = QVBoxLayout()
        self._lines_card = Card(self.tr("What follows"))
        self.preview = ReceiptPreview()
        self._prints = TextLabel("", "small", side="centre")
        inner = QWidget()
        inner.setObjectName("sheet_body")
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, inner)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        figures = QVBoxLayout()
        figures.setSpacing(12)
        figures.addWidget(self._head())
        self._lines.setSpacing(8)
        self._lines_card.add(self._lines)
        figures.addWidget(self._lines_card)
        figures.addStretch(1)
        paper = QVBoxLayout()
        paper.setSpacing(8)
        paper.addWidget(self.preview, 1)
        paper.addWidget(self._prints)
        self._row.addLayout(figures, 1)
        self._row.addLayout(paper, 1)
        self.setWidget(inner)

    def _head(self) -> Card:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self._who, 1)
        top.addWidget(self._pill)
        self._sums.setSpacing(6)
        card.add(top, self._number, rule(), self._sums)
        return card

    def show_order(self, shown: OrderShown, today: date) -> None:
        """Show another one, as seen on `today`."""
        waiting = [stands for stands in shown.stands.values() if stands.standing not in ("ready", "done")]
        row = order_row(shown.sale, self._shop, today, reduce(worse, waiting) if waiting else None)
        self._who.setText(row.title)
        self._pill.show_state(*row.pill)
        together = self.tr("All together") if shown.order is not None and shown.order.ship_complete else ""
        self._number.setText(" · ".join(part for part in (row.when, row.number, row.days, together) if part))
        self.setAccessibleName(", ".join(part for part in (row.spoken, together) if part))
        _empty(self._sums)
        for label, amount, kind in money_rows(shown.order, shown.sale.total):
            self._sums.addWidget(SumRow(label, money_text(Money(amount, self._shop.currency), self._shop), kind=kind))
        _empty(self._lines)
        self._lines_card.setVisible(shown.order is not None)
        for line in shown.order.lines if shown.order else ():
            self._lines.addWidget(_LineRow(line, self._shop, today, shown.stands.get(line.line)))
        self.preview.set_receipt(shown.kept.document)
        self._prints.setText(self.tr("Printed again %n time(s)", "", shown.kept.prints) if shown.kept.prints else "")
        self._prints.setVisible(bool(shown.kept.prints))
        self._arrange()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The receipt beside the figures, scrolling by itself, or whole below them."""
        paper = self.preview.paper.size()
        wide = self.viewport().width() >= paper.width() + 36 + text_px("base") * _FIGURES
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._row.setStretch(0, 1 if wide else 0)
        self.preview.setMinimumWidth(paper.width() + 24 if wide else 0)
        self.preview.setMinimumHeight(0 if wide else paper.height() + 4)


class _LineRow(QWidget):
    """One ordered line: how many, what, and by when."""

    def __init__(self, line: OrderLine, shop: Shop, today: date, stands: Stands | None) -> None:
        super().__init__()
        # A line of an order that goes together is not ready before the others are, though it is put aside.
        told = stands if line.waiting or (stands is not None and stands.standing not in ("ready", "done")) else None
        kind, word = self._state(line) if told is None else stands_pill(told)
        days = "" if told is None else days_words(told, shop, today)
        if line.open and line.allocated and told is not None:
            days += self.tr("; {ready} of {ordered} put aside").format(ready=line.allocated, ordered=line.ordered)
        name = ElidedLabel(f"{line.ordered} × {line.name}", role="strong")
        pill = Pill(kind, word)
        amount = TextLabel(money_text(Money(line.total, shop.currency), shop), side="trailing")
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(name, 1)
        first.addWidget(amount)
        second = QHBoxLayout()
        second.setSpacing(12)
        second.addWidget(pill)
        second.addWidget(ElidedLabel(days, role="small"), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addLayout(first)
        column.addLayout(second)
        said = (line.name, str(line.ordered), word, days, amount.text())
        self.setAccessibleName(", ".join(part for part in said if part))

    def _state(self, line: OrderLine) -> tuple[str, str]:
        if not line.open:
            return ("in", self.tr("Handed over")) if line.handed_over else ("discontinued", self.tr("Cancelled"))
        return ("waiting", self.tr("No date yet")) if line.waiting else ("ready", self.tr("Put aside, ready"))


def money_rows(order: Order | None, total: int) -> list[tuple[str, int, str]]:
    """Label, minor units and kind of SumRow; what stands below the total adds up to it, less what is to give back."""
    if order is None:
        return [(_tr("Total"), total, "strong")]
    still_open = sum(line.price_of(line.open) for line in order.lines)
    handed_over = sum(line.total * line.handed_over // line.ordered for line in order.lines)
    cancelled = sum(line.total for line in order.lines) - still_open - handed_over
    return [
        (_tr("Total"), total, "plain"),
        *_if_any(_tr("Paid for goods taken"), total - still_open - cancelled),
        *_if_any(_tr("Cancelled"), cancelled),
        (_tr("Deposit held"), order.order_deposit, "plain"),
        *_if_any(_tr("To give back"), order.order_deposit + order.balance_due - still_open),
        (_tr("Due on collection"), order.balance_due, "strong"),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrderDetail", text)


def _if_any(label: str, amount: int) -> list[tuple[str, int, str]]:
    return [(label, amount, "plain")] if amount else []


def _empty(column: QVBoxLayout) -> None:
    while (old := column.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.deleteLater()
