"""One sale or order in full: who, its money, its lines, what can be done, what happened, its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pos.domain.backorder import Order
from pos.domain.money import Money
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.usecases.ports import KeptReceipt, SaleRow
from ui.theme import text_px
from ui.views.money_words import money_text
from ui.views.order_act_bar import OrderActBar, possible
from ui.views.order_away import away_of
from ui.views.order_line_row import LineRow
from ui.views.order_timeline import Timeline, promise_history
from ui.views.orders_model import order_row
from ui.views.receipt_preview import ReceiptPreview
from ui.views.standings import Stands, lines_of, worse
from ui.widgets import Card, ElidedLabel, Pill, SumRow, TextLabel, rule

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.order_story import OrderStory

_FIGURES = 24
"""The least width of the figures, in heights of text; with that much beside it the receipt stands beside them."""


@dataclass(frozen=True, slots=True)
class OrderShown:
    """What the detail shows: the row, its order (None for a plain sale), its receipt, how each line that is open stands
    against what was told, everything that happened to it, its place in the queue, and how its customer is reached."""

    sale: SaleRow
    order: Order | None
    kept: KeptReceipt
    stands: Mapping[int, Stands] = field(default_factory=dict)
    story: OrderStory | None = None
    place: int | None = None
    contact: str = ""


def order_shown(register: Register, sale: SaleRow) -> OrderShown:
    """Read what belongs to a row; for the background. Raises UnknownCode."""
    order = register.order(sale.number)
    if order is None:
        return OrderShown(sale, None, register.receipt(sale.number))
    customer = register.customer(order.customer)
    story = register.board.story(sale.number)
    stands = {line.line: Stands(line.standing, line.told_latest, line.now_latest) for line in story.lines}
    waiting = lines_of(register, (line.sku for line in order.lines if line.waiting > 0))  # as the list says it
    stands |= {line: how for (number, line), how in waiting.items() if number == sale.number}
    return OrderShown(
        sale, order, register.receipt(sale.number), stands, story,
        register.place_in_queue(order), " · ".join(part for part in (customer.phone, customer.email) if part)
        if customer else "",
    )  # fmt: skip


def shown_of(register: Register, number: str) -> OrderShown | None:
    """The same for an order's number; None where it is not found."""
    sale = next((sale for sale in register.sales(number, 5) if sale.number == number), None)
    return order_shown(register, sale) if sale is not None else None


class OrderDetail(QScrollArea):
    """Shows one `OrderShown` at a time; `act_wanted` carries the name of an act on it."""

    act_wanted = Signal(str)

    def __init__(
        self, *, shop: Shop, person: Person = OWNER, elsewhere: str = "", parent: QWidget | None = None
    ) -> None:
        """The act `elsewhere` stands on the page around it and so not among the others."""
        super().__init__(parent)
        self._shop, self._person, self._elsewhere = shop, person, elsewhere
        self.setAccessibleName(self.tr("Order"))
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._who, self._number = ElidedLabel(role="title"), TextLabel("", "small")
        self._contact = TextLabel("", "small", wrap=True)
        self._pill = Pill("waiting", "")
        self.acts = OrderActBar()
        self.acts.wanted.connect(self.act_wanted)
        self._happened = QVBoxLayout()
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
        figures.addWidget(self.acts)
        figures.addLayout(self._happened)
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
        card.add(top, self._number, self._contact, rule(), self._sums)
        return card

    def show_order(self, shown: OrderShown, today: date, *, kept: str = "", kept_sum: int = 0) -> None:
        """Show another one, as seen on `today`; `kept` is what was taken for it and is not booked yet, `kept_sum` the
        same in minor units."""
        waiting = [stands for stands in shown.stands.values() if stands.standing not in ("ready", "done")]
        row = order_row(shown.sale, self._shop, today, reduce(worse, waiting) if waiting else None)
        self._who.setText(row.title)
        self._pill.show_state(*row.pill)
        together = self.tr("All together") if shown.order is not None and shown.order.ship_complete else ""
        self._number.setText(" · ".join(part for part in (row.when, row.number, row.days, together) if part))
        self.setAccessibleName(", ".join(part for part in (row.spoken, together) if part))
        _empty(self._sums)
        for label, amount, kind in money_rows(shown.order, shown.sale.total, kept_sum):
            self._sums.addWidget(SumRow(label, money_text(Money(amount, self._shop.currency), self._shop), kind=kind))
        if kept:
            self._sums.addWidget(TextLabel(kept, "warning", wrap=True))
        _empty(self._lines)
        self._lines_card.setVisible(shown.order is not None)
        for line in shown.order.lines if shown.order else ():
            history = promise_history(shown.story.steps, line, self._shop, today) if shown.story else ""
            self._lines.addWidget(LineRow(line, self._shop, today, shown.stands.get(line.line), history=history))
        place = self.tr("place {n} in the queue").format(n=shown.place) if shown.place else ""
        self._contact.setText(" · ".join(part for part in (shown.contact, place) if part))
        self._contact.setVisible(bool(self._contact.text()))
        late = shown.story is not None and bool(shown.story.broken)
        acts: list[str] = []
        if shown.order is not None:
            steps = [told.step for told in reversed(shown.story.steps)] if shown.story is not None else []
            away = bool(away_of(shown.order, steps))
            acts = possible(shown.order, self._person, late=late, away=away, kept=bool(kept_sum))
        self.acts.show_acts([act for act in acts if act != self._elsewhere])
        _empty(self._happened)
        if shown.story is not None:
            self._happened.addWidget(Timeline(shown.story, self._shop, today))
        self.preview.set_receipt(shown.kept.document)
        self._prints.setText(_printed(shown.kept.prints) if shown.kept.prints else "")
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


def money_rows(order: Order | None, total: int, kept: int = 0) -> list[tuple[str, int, str]]:
    """Label, minor units and kind of SumRow; what stands below the total adds up to it, less what is to give back.
    `kept` was taken at collecting and is not booked yet: it is no longer due."""
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
        *_if_any(_tr("Taken at collecting, kept"), kept),
        (_tr("Due on collection"), max(0, order.balance_due - kept), "strong"),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("OrderDetail", text)


def _printed(times: int) -> str:
    return _tr("Printed again once") if times == 1 else _tr("Printed again {times} times").format(times=times)


def _if_any(label: str, amount: int) -> list[tuple[str, int, str]]:
    return [(label, amount, "plain")] if amount else []


def _empty(column: QVBoxLayout) -> None:
    while (old := column.takeAt(0)) is not None:
        if (widget := old.widget()) is not None:
            widget.deleteLater()
