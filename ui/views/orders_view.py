"""Orders and sales (F5): found by number, phone or name, shown in full, printed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.ports import SaleRow
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.order_detail import OrderDetail, OrderShown, order_shown
from ui.views.orders_model import OrderDelegate, OrdersModel
from ui.views.standings import Stands, of_sales
from ui.widgets import EmptyState, PrimaryButton, SearchBox
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

MOST = 100
Found = tuple[Sequence[SaleRow], Mapping[str, Stands]]
"""What a search found, and how the orders among it stand."""


class OrdersView(ActingSheet):
    """`closed` on Esc or the arrow; `reprinted` carries the number whose duplicate waits for the printer now."""

    closed = Signal()
    reprinted = Signal(str)
    shown = Signal(str)
    """The number whose detail has just been filled."""

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Orders"), parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._wanted = ""
        self._to_show = ""
        self.search = SearchBox(self.tr("Number, phone or name"))
        self.model = OrdersModel(shop)
        self.list = QListView()
        self.detail = OrderDetail(shop=shop)
        self._nothing = EmptyState("receipt-text", self.tr("No sales yet"))
        self._choose = EmptyState("arrow-left", self.tr("Choose an order to see it here"))
        self._main = PrimaryButton(self.tr("Print again"), key="Ctrl+P")
        self._build()
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._main.clicked.connect(self.act)
        self.back.connect(self.closed)
        self._find("")

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(OrderDelegate(self.list))
        self.list.setAccessibleName(self.tr("Orders and sales, newest first"))
        self.list.setMouseTracking(True)
        self.list.setUniformItemSizes(True)
        self.list.setMinimumWidth(320)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._listed, self._detailed = QStackedWidget(), QStackedWidget()
        for stack, parts in ((self._listed, (self.list, self._nothing)), (self._detailed, (self._choose, self.detail))):
            for part in parts:
                stack.addWidget(part)
        start = QVBoxLayout()
        start.setSpacing(12)
        start.addWidget(self.search)
        start.addWidget(self._listed, 1)
        row = QHBoxLayout()
        row.setSpacing(16)
        aside = QWidget()
        aside.setLayout(start)
        aside.setMaximumWidth(text_px("base") * 38)
        start.setContentsMargins(0, 0, 0, 0)
        row.addWidget(aside, 9)
        row.addWidget(self._detailed, 11)
        self.body.addLayout(row, 1)
        self.set_main(self._main)
        self._main.setEnabled(False)

    def show_order(self, number: str) -> None:
        """Open one order, as after a scan of its code."""
        self._to_show = number
        if self.search.text() == number:
            self._find(number)
        else:
            self.search.setText(number)

    def number(self) -> str:
        """The number that is shown now; empty when none is."""
        index = self.list.currentIndex()
        return self.model.sale(index.row()).number if index.isValid() else ""

    def act(self) -> None:
        """Print the receipt that is shown once more."""
        number = self.number()
        if number and self._main.isEnabled():
            self._main.setEnabled(False)
            again = partial(self._register.reprint, number, person=self._person)
            self._background.run(again, then=partial(self._on_reprinted, number), failed=self._on_refused)

    def _find(self, text: str) -> None:
        wanted = self._wanted = text.strip()

        def find() -> Found | None:
            # A letter that was typed over meanwhile is not worth a search.
            if wanted != self._wanted:
                return None
            sales = self._register.sales(wanted, MOST)
            return sales, of_sales(self._register, sales)

        self._background.run(find, then=partial(self._on_found, wanted))

    def _on_found(self, wanted: str, found: Found | None) -> None:
        if found is None or wanted != self._wanted:
            return
        sales, stands = found
        before = self._to_show or self.number()
        self.model.set_rows(sales, today_in(self._shop, self._register.clock.now()), stands)
        self._listed.setCurrentWidget(self.list if sales else self._nothing)
        self._nothing.show_text(
            self.tr("Nothing matches “{text}”").format(text=wanted) if wanted else self.tr("No sales yet"),
            self.tr("Look for a part of the number, the phone or the name.") if wanted else "",
        )
        if sales:
            self.list.setCurrentIndex(self.model.index(max(0, self.model.row_of(before))))
        else:
            self._on_current(QModelIndex())
        self._to_show = ""

    def _on_current(self, index: QModelIndex, before: QModelIndex | None = None) -> None:
        self.set_foot_text("")
        if not index.isValid():
            self._main.setEnabled(False)
            self._detailed.setCurrentWidget(self._choose)
            return
        sale = self.model.sale(index.row())
        self._background.run(partial(order_shown, self._register, sale), then=self._show, failed=self._on_refused)

    def _show(self, shown: OrderShown) -> None:
        if shown.sale.number != self.number():  # an answer for a row that was left meanwhile
            return
        self.detail.show_order(shown, today_in(self._shop, self._register.clock.now()))
        self._detailed.setCurrentWidget(self.detail)
        self._main.setEnabled(True)
        self.shown.emit(shown.sale.number)

    def _on_reprinted(self, number: str, duplicate: int) -> None:
        self._main.setEnabled(bool(self.number()))
        words = (
            self.tr("Duplicate {n} of {number} goes to the printer.")
            if duplicate
            else self.tr("{number} goes to the printer.")
        )
        self.set_foot_text(words.format(n=duplicate, number=number))
        self.reprinted.emit(number)

    def _on_refused(self, refusal: PosError) -> None:
        self._main.setEnabled(bool(self.number()))
        self.set_foot_text(refusal.sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()
        self.search.selectAll()

    def event(self, event: QEvent) -> bool:
        # Claimed here, so that the window's own Ctrl+P (the last receipt) does not get it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_print(event):
            event.accept()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and Down in the search box walk through the list."""
        if watched is not self.search or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        row = self.list.currentIndex().row() + step
        if step and 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))
        return bool(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_print(event):
            self.act()
            return
        super().keyPressEvent(event)


def _is_print(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier
