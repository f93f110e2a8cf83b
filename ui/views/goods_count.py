"""Goods in, first step: the delivery counted by scanning, against purchase orders or against none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from pos.domain.counting import CountedLine, Counting
from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.purchase_orders import PurchaseOrder
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.theme import text_px
from ui.views.acting_sheet import ActingSheet
from ui.views.goods_line import CountedCard
from ui.views.goods_orders import OrderRow
from ui.views.goods_words import count_heads, count_row, count_sentence, is_strange, strange_words
from ui.views.pill_table import PillTable
from ui.views.product_search import ProductSearch
from ui.views.refusal_card import RefusalCard
from ui.widgets import ActionButton, EmptyState, PrimaryButton
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.register import Register

_BESIDE = 46
"""From this width on, in heights of text, what is chosen stands beside the count."""


class GoodsCount(ActingSheet):
    """`counted` carries the Counting when somebody wants to see who gets what; `counting` goes on with one.

    A scan counts; the first one chooses the purchase order on which its goods are due first, unless one is chosen.
    """

    counted = Signal(object)
    closed = Signal()
    shown = Signal()
    """What was asked of the register is on the screen."""

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        counting: Counting | None = None,
        orders: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(self.tr("Goods in"), parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self.counting, self.orders = counting, list(orders)
        self._confirmed: list[CountedLine] = []
        """Lines of which somebody said that there really are so many."""
        self.order = OrderRow(self.tr("&Against which purchase order"))
        self.search = ProductSearch(register=register, background=background, shop=shop)
        self.table = PillTable(self.tr("What was counted"), count_heads(), figures=(1,))
        self.card = CountedCard()
        self.none = EmptyState(
            "package-open", self.tr("Scan the first item, or choose the purchase order"),
            self.tr("A scan finds its purchase order by itself."),
        )  # fmt: skip
        self.all_here = ActionButton("check", self.tr("A&ll of it is here"))
        self.main = PrimaryButton(self.tr("Who gets what"), key="F12")
        self.refusal = RefusalCard()
        self._build()
        self._wire()
        self._show_count("")
        background.run(partial(register.buying.orders, state=""), then=self._on_orders)
        if counting is not None:
            self._ask(partial(register.shelf.as_it_stands, counting), self._on_as_it_stands)

    def _build(self) -> None:
        counted = QVBoxLayout()
        counted.setSpacing(8)
        counted.addWidget(self.search)
        counted.addWidget(self.none)
        counted.addWidget(self.table, 1)
        beside = QVBoxLayout()
        beside.addWidget(self.card)
        beside.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(16)
        self._row.addLayout(counted, 13)
        self._row.addLayout(beside, 7)
        self.body.addWidget(self.refusal)
        self.body.addWidget(self.order)
        self.body.addLayout(self._row, 1)
        self.table.setMinimumHeight(text_px("base") * 11)
        self.set_main(self.main, self.all_here)

    def _wire(self) -> None:
        self.order.chosen.connect(self.choose_order)
        self.search.found.connect(self._on_found)
        self.search.refused.connect(self._on_refused)
        self.table.moved.connect(self._show_line)
        self.card.counted.connect(lambda sku, units: self._change(lambda count: count.count(sku, units), sku))
        self.card.damaged.connect(lambda sku, n, why: self._change(lambda count: count.damage(sku, n, why), sku))
        self.card.settled.connect(
            lambda sku, why, back: self._change(lambda count: count.settle_over(sku, why, refuse=back), sku)
        )
        self.all_here.clicked.connect(self._take_all)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self._leave)

    # --- purchase orders ---------------------------------------------------------------------------------------------
    def _on_orders(self, orders: Sequence[PurchaseOrder]) -> None:
        self.order.show_orders(orders, self._shop, self._today)
        self.shown.emit()

    def choose_order(self, number: str) -> None:
        """Count against this purchase order; an empty number: against none."""
        wanted = [number] if number else []
        if wanted != self.orders or self.counting is None:
            self._ask(partial(self._recount, wanted), lambda _: self._show_count(self.table.key()))

    def _recount(self, orders: Sequence[str]) -> None:
        """On the register's thread, where the next scan already finds it."""
        desk, before = self._register.shelf, self.counting
        self.counting = desk.count(orders) if before is None else desk.count_again(before, orders)
        self.orders = list(orders)

    def _on_as_it_stands(self, counting: Counting) -> None:
        """A count that goes on, against what is open now: somebody may have booked goods in meanwhile."""
        if counting is not self.counting:
            self.counting = counting
            self._show_count(self.table.key())
            self.refusal.say(
                self.tr(
                    "Goods of this purchase order were booked in since the count began. See whether they are these."
                )
            )

    # --- counting ----------------------------------------------------------------------------------------------------
    def take_scan(self, code: str) -> None:
        """A scan counts one, wherever the cursor is."""
        self._ask(partial(self._scan, code), self._on_scanned)

    def _on_found(self, found: Availability) -> None:
        self.take_scan(found.product.sku)

    def _scan(self, code: str) -> CountedLine | None:
        """Count a code, on the register's thread, where the next scan already finds the count that the first began;
        answers with the line, None for all of them."""
        if self.counting is not None:
            return self._register.shelf.scan(self.counting, code)
        self.counting, number = self._register.shelf.count_from(code)
        self.orders = [number] if number else []
        return None

    def _on_scanned(self, line: CountedLine | None) -> None:
        QApplication.beep()
        if line is not None:
            self._show_counted(line)
        elif self.counting is not None:
            self._show_count(next((one.sku for one in self.counting.lines() if one.counted), ""))

    def _change(self, change: Callable[[Counting], CountedLine], sku: str) -> None:
        if self.counting is None:
            return
        try:
            self._show_counted(change(self.counting))
        except PosError as refusal:
            self._on_refused(refusal)
            self._show_line(sku)
        else:
            self.refusal.say("")

    def _take_all(self) -> None:
        """Everything that was ordered is here in order: for a delivery that is checked without a scanner."""
        if self.counting is not None:
            for line in self.counting.lines():
                if line.expected and not line.counted:
                    self.counting.count(line.sku, line.expected - line.damaged)
            self._show_count(self.table.key())

    def _show_counted(self, line: CountedLine) -> None:
        at = self.table.put_row(count_row(line))
        if self.table.currentIndex().row() == at:
            self._show_line(line.sku)
        else:
            self.table.choose(line.sku)
        self._count()

    def _show_count(self, sku: str) -> None:
        lines = self.counting.lines() if self.counting is not None else ()
        self.order.show_number(self.orders[0] if self.orders else "", self.counting is not None)
        self.table.rows.set_rows([count_row(line) for line in lines])
        self.table.setVisible(bool(lines))
        self.none.setVisible(not lines)
        self.card.setVisible(bool(lines))
        self.table.choose(sku)
        self._count()

    def _show_line(self, sku: str) -> None:
        lines = {one.sku: one for one in self.counting.lines()} if self.counting is not None else {}
        shown = self.card.sku()
        if shown in lines and sku != shown and not self.card.finish_typing():
            self.table.choose(shown)  # what is said of it comes first
            return
        if sku in lines and self.table.key() != sku:  # what was still being typed has gone back to its own row
            self.table.choose(sku)
            return
        line = lines.get(sku)
        if line is not None:
            self.card.show_line(line)

    def _count(self) -> None:
        lines = self.counting.lines() if self.counting is not None else ()
        self.set_foot_text(count_sentence(lines))
        self.main.setEnabled(any(line.counted or line.damaged for line in lines))
        self.all_here.setVisible(any(line.expected and not line.counted for line in lines))

    # --- what happens ------------------------------------------------------------------------------------------------
    def act(self) -> None:
        """Look who gets what, or go to what somebody has to decide first."""
        if self.counting is None or not self.main.isEnabled():
            return
        if self.card.isVisibleTo(self) and not self.card.finish_typing():
            return
        strange = next((one for one in self.counting.lines() if is_strange(one) and one not in self._confirmed), None)
        if strange is not None:
            self._confirmed.append(strange)
            self.table.choose(strange.sku)
            self.set_foot_text(strange_words(strange))
            QApplication.beep()
            return
        undecided = self.counting.undecided()
        if undecided:
            line = undecided[0]
            self.table.choose(line.sku)
            words = self.tr("{name}: {n} more came than was ordered. Take them in or send them back, with a reason.")
            self.set_foot_text(words.format(n=line.over, name=line.name))  # the foot cannot scroll away from its button
            self.card.go_to_over()
            QTimer.singleShot(0, self, partial(self.show_part, self.card.over_why))
            return
        self.counted.emit(self.counting)

    def _leave(self) -> None:
        """Leave; the count is kept, and so is what is still being typed."""
        if not self.card.isVisibleTo(self) or self.card.finish_typing():
            self.closed.emit()

    def _ask(self, call: Callable[[], object], then: Callable[..., object]) -> None:
        self._background.run(call, then=partial(self._answered, then), failed=self._on_refused)

    def _answered(self, then: Callable[..., object], answer: object) -> None:
        self.refusal.say("")
        then(answer)
        self.shown.emit()

    def _on_refused(self, refusal: PosError) -> None:
        QApplication.beep()
        self.refusal.say(refusal.sentence)
        self.shown.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= text_px("base") * _BESIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
