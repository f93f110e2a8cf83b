"""Orders and sales (F5): found by number, phone or name, shown in full, printed again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from pos.domain.backorder import Order
from pos.domain.errors import PosError
from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.ports import SaleRow
from ui.views.money_words import money_text
from ui.views.order_act_bar import possible
from ui.views.order_detail import OrderDetail, OrderShown, order_shown
from ui.views.orders_model import order_row
from ui.views.searched_list import SearchedList
from ui.views.standings import Stands, of_sales
from ui.widgets import ActionButton, PrimaryButton
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

MOST = 100
Found = tuple[Sequence[SaleRow], Mapping[str, Stands]]
"""What a search found, and how the orders among it stand."""


class OrdersView(SearchedList):
    """`reprinted` carries the number whose duplicate waits for the printer now, `act_wanted` an act and an order."""

    reprinted = Signal(str)
    act_wanted = Signal(str, str)

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        kept: Callable[[str], tuple[str, int]] = lambda number: ("", 0),
        parent: QWidget | None = None,
    ) -> None:
        """`kept` says what was taken for an order and is not booked yet, in words and minor units."""
        detail = OrderDetail(shop=shop, person=person, elsewhere="collect")
        super().__init__(
            self.tr("Orders"),
            search=self.tr("Number, phone or name"),
            name=self.tr("Orders and sales, newest first"),
            icon="receipt-text",
            detail=detail,
            choose=self.tr("Choose an order to see it here"),
            parent=parent,
        )
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self.detail = detail
        self._kept = kept
        self._wanted = self._found = self._shown = self._after = ""
        self._to_show = ""
        self._sales: dict[str, SaleRow] = {}
        self._collects = False
        self._main = PrimaryButton(self.tr("Print again"), key="Ctrl+P")
        self._main.setEnabled(False)
        self._main.clicked.connect(self.press_main)
        self._again = ActionButton("printer", self.tr("Print again"), key="Ctrl+P")
        self._again.clicked.connect(self.reprint)
        self._again.hide()
        self.set_main(self._main, self._again)
        detail.act_wanted.connect(self._act_on_shown)
        self.search.textChanged.connect(self._find)
        self._find("")

    def show_order(self, number: str) -> None:
        """Open one order, as after a scan of its code."""
        self._to_show = number
        if self.search.text() == number:
            self._find(number)
        else:
            self.search.setText(number)

    def act(self) -> None:
        """Hand over what is put aside for the order that is shown; of any other print the receipt once more."""
        if self._waits_for_answer("main"):
            return
        if not self._collects:
            self.reprint()
        elif self._main.isEnabled():
            self.act_wanted.emit("collect", self.key())

    def reprint(self) -> None:
        """Print the receipt that is shown once more."""
        if self._waits_for_answer("print"):
            return
        number = self.key()
        if number and self._main.isEnabled():
            self._main.setEnabled(False)
            again = partial(self._register.reprint, number, person=self._person)
            self._background.run(again, then=partial(self._on_reprinted, number), failed=self._on_refused)

    def _act_on_shown(self, act: str) -> None:
        if not self._waits_for_answer(act) and self.detail.acts.buttons[act].isVisibleTo(self.detail):
            self.act_wanted.emit(act, self.key())

    def _waits_for_answer(self, act: str) -> bool:
        """Whether what is shown is not yet what was asked for; the act is done on that one, once it is there."""
        if self._found == self._wanted and self._shown == self.key():
            return False
        self._after = act
        return True

    def _do_after(self) -> None:
        act, self._after = self._after, ""
        if act == "main":
            self.press_main()
        elif act == "print":
            self.reprint()
        elif act:
            self._act_on_shown(act)

    def _find(self, text: str) -> None:
        wanted = self._wanted = text.strip()
        self._after = ""

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
        sales, stands = _nearest_first(found[0], wanted), found[1]
        self._found = wanted
        today = today_in(self._shop, self._register.clock.now())
        self._sales = {sale.number: sale for sale in sales}
        empty = self.tr("No sales yet"), ""
        if wanted:
            empty = (
                self.tr("Nothing matches “{text}”").format(text=wanted),
                self.tr("Look for a part of the number, the phone or the name."),
            )
        rows = [order_row(sale, self._shop, today, stands.get(sale.number)) for sale in sales]
        after = self._after
        # A search chooses what it most likely means, whatever was chosen before it.
        self.show_rows(rows, self._to_show or ("" if wanted else self.key()), empty)
        self._to_show, self._after = "", after if rows else ""

    def on_chosen(self, key: str) -> None:
        self._after = ""
        if not key:
            self._shown = ""
            self._main.setEnabled(False)
            return
        show = partial(order_shown, self._register, self._sales[key])
        self._background.run(show, then=self._show, failed=self._on_refused)

    def _show(self, shown: OrderShown) -> None:
        if shown.sale.number != self.key():  # an answer for a row that was left meanwhile
            return
        today = today_in(self._shop, self._register.clock.now())
        words, kept = self._kept(shown.sale.number)
        self.detail.show_order(shown, today, kept=words, kept_sum=kept)
        self._shown = shown.sale.number
        self._show_main(shown.order, kept)
        self._main.setEnabled(True)
        self.detail_filled()
        self._do_after()

    def _show_main(self, order: Order | None, kept: int) -> None:
        """Collecting is the main act where goods are put aside, printing elsewhere."""
        self._collects = order is not None and "collect" in possible(order, self._person)
        self._again.setVisible(self._collects)
        if not self._collects or order is None:
            self._main.set_label(self.tr("Print again"))
            self._main.set_key("Ctrl+P")
            return
        left = max(0, order.balance_due - kept)
        due = Money(left, self._shop.currency) if order.state == "ready" else None
        if due is None:
            self._main.set_label(self.tr("Collect what is here"))
        elif due:
            self._main.set_label(self.tr("Collect and pay"), money_text(due, self._shop))
        else:
            self._main.set_label(self.tr("Collect") if kept else self.tr("Hand over"))
        self._main.set_key("F12")

    def _on_reprinted(self, number: str, duplicate: int) -> None:
        self._main.setEnabled(bool(self.key()))
        words = (
            self.tr("Duplicate {n} of {number} goes to the printer.")
            if duplicate
            else self.tr("{number} goes to the printer.")
        )
        self.set_foot_text(words.format(n=duplicate, number=number))
        self.reprinted.emit(number)

    def _on_refused(self, refusal: PosError) -> None:
        self._main.setEnabled(bool(self.key()))
        self.set_foot_text(refusal.sentence)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.selectAll()

    def event(self, event: QEvent) -> bool:
        # Claimed here, so that the window's own Ctrl+P (the last receipt) does not get it.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_print(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_print(event):
            self.reprint()
            return
        super().keyPressEvent(event)


_OPEN_FIRST = {"ready": 1, "waiting": 3}


def _nearest_first(sales: Sequence[SaleRow], wanted: str) -> Sequence[SaleRow]:
    """What a search most likely means comes first: the very number, what is ready to collect, what is here in part,
    what waits; then, as without a search, the newest."""
    if not wanted:
        return sales
    number = wanted.casefold()

    def place(sale: SaleRow) -> int:
        if sale.number.casefold().endswith(number):
            return 0
        return _OPEN_FIRST.get(sale.state, 4) - (sale.state == "waiting" and sale.aside > 0)

    return sorted(sales, key=place)


def _is_print(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_P and event.modifiers() == Qt.KeyboardModifier.ControlModifier
