"""The counter: scan or search at the start, the basket below; beside it what is known, what to do and what it costs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.money import Money
from ui.keys import key_text
from ui.models.counter_basket import CounterBasket
from ui.views.availability_card import AvailabilityCard
from ui.views.money_words import money_text
from ui.views.search_line import SearchLine
from ui.views.totals_card import TotalsCard
from ui.widgets import ActionButton, Card, EmptyState, PrimaryButton
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.usecases.ports import SaleRow
    from ui.views.basket_list import BasketPane
    from ui.views.context_column import ContextColumn

WIDE, WIDEST, GAP = 1280, 1600, 12
_BUTTONS = (
    ("backorder", "clock", "Backorder"),
    ("customer", "user", "Customer"),
    ("stock", "package", "Stock"),
    ("orders", "receipt-text", "Orders"),
    ("reprint", "printer", "Reprint"),
    ("undo", "undo-2", "Undo"),
)


class CounterView(QWidget):
    """`wanted` carries the name of an act of ui.keys that a button stands for; the window does it."""

    wanted = Signal(str)
    open_order = Signal(str)

    def __init__(self, *, basket: CounterBasket, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.basket = basket
        self.search = SearchLine(basket=basket, background=background)
        self.search.special.connect(lambda: self.wanted.emit("special"))
        self._pane: BasketPane | None = None
        self.empty = EmptyState(
            "scan-barcode", self.tr("Scan an item to start"), self.tr("or type a name, a code or an order number")
        )
        self._basket_card = Card(spacing=0)
        self._basket_card.column.setContentsMargins(2, 2, 2, 2)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.empty)
        self._basket_card.add(self._pages)
        self.availability = AvailabilityCard()
        self.availability.why.connect(lambda: self.wanted.emit("why"))
        self.totals = TotalsCard()
        self.pay = PrimaryButton(self.tr("Pay"), key=key_text("pay"))
        self.pay.clicked.connect(lambda: self.wanted.emit("pay"))
        self._context: ContextColumn | None = None
        self.buttons: dict[str, ActionButton] = {}
        self._side: QWidget | None = None
        self._lay_out()
        basket.changed.connect(self.show_basket)
        self.show_basket()

    # --- what the first picture does not show ------------------------------------------------------------------------
    @property
    def pane(self) -> BasketPane:
        """The basket's list."""
        return self._pane or self._make_pane()

    def prepare(self) -> None:
        """Make the basket's list before its first line comes."""
        if self._pane is None:
            self._make_pane()

    def _make_pane(self) -> BasketPane:
        from ui.views.basket_list import BasketPane

        self._pane = pane = BasketPane(basket=self.basket)
        controls = pane.view.controls
        controls.backorder.connect(lambda: self.wanted.emit("backorder"))
        controls.stock.connect(lambda: self.wanted.emit("stock"))
        controls.act_wanted.connect(self.wanted)
        controls.removed.connect(lambda: self.wanted.emit("remove"))
        pane.view.typed.connect(self.search.type_text)
        self._pages.addWidget(pane)
        pane.view.open_chosen(self._side is None)
        pane.view.show_basket()
        return pane

    def _make_context(self) -> None:
        from ui.views.context_column import ContextColumn

        self._context = ContextColumn(basket=self.basket)
        self._context.customer_wanted.connect(lambda: self.wanted.emit("customer"))
        self._place(self._context, 1)

    # --- layout ------------------------------------------------------------------------------------------------------
    def _lay_out(self) -> None:
        start = QVBoxLayout()
        start.setSpacing(GAP)
        start.addWidget(self.search)
        start.addWidget(self._basket_card, 1)
        self._start = QWidget()
        self._start.setLayout(start)
        end = QVBoxLayout()
        end.setSpacing(GAP)
        self._grid = self._button_grid()
        end.addWidget(self.availability)
        end.addLayout(self._grid)
        end.addStretch(1)
        end.addWidget(self.totals)
        end.addWidget(self.pay)
        self._end = QWidget()
        self._end.setLayout(end)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(0)
        self._place(self._start, 0)
        self._place(self._end, 1)
        self._share_width()

    def _place(self, part: QWidget, at: int) -> None:
        layout = part.layout()
        assert layout is not None
        layout.setContentsMargins(GAP // 2, GAP, GAP // 2, GAP)
        # The columns share the width by the figures below, not by how much their texts would like.
        part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row.insertWidget(at, part)

    def _button_grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, (name, icon, label) in enumerate(_BUTTONS):
            button = ActionButton(icon, self.tr(label), key=key_text(name))
            button.clicked.connect(lambda checked=False, name=name: self.wanted.emit(name))
            self.buttons[name] = button
            grid.addWidget(button, at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        return grid

    # --- showing -----------------------------------------------------------------------------------------------------
    def show_basket(self) -> None:
        """Show what the basket says now."""
        basket, shop = self.basket, self.basket.shop
        self._pages.setCurrentWidget(self.pane if basket.lines else self.empty)
        line = basket.line
        known = basket.availability(basket.selected) if line is not None else None
        if known is None or shop is None or basket.register is None:
            self.availability.show_nothing()
        else:
            self.availability.show_answer(known, shop, basket.register.clock.now())
        # What is not ordered any more may still go on layaway while it is here.
        here = known is not None and line is not None and known.here.available >= line.quantity
        self.buttons["backorder"].setEnabled(line is not None and (line.product.backorder != "stop" or here))
        self.buttons["stock"].setEnabled(line is not None)
        self.buttons["undo"].setEnabled(bool(basket.history.past))
        self.buttons["customer"].set_label(basket.customer_label or self.tr("Customer"))
        self._show_sums()
        self._fit_card()

    def _show_sums(self) -> None:
        basket, shop = self.basket, self.basket.shop
        try:
            quote = basket.quote()
        except PosError as refusal:
            self.totals.show_quote(None, shop)
            self.pay.set_label(refusal.sentence.split(". ")[0])
            self.pay.setEnabled(False)
            return
        if self.totals.grows_with(quote):
            self.availability.fit(1)  # makes room first, for a window grows at once
        self.totals.show_quote(quote, shop)
        self.pay.setEnabled(quote is not None)
        undecided = basket.undecided()
        if quote is None or shop is None:
            self.pay.set_label(self.tr("Type the price first") if basket.lines else self.tr("Pay"))
        elif undecided is not None and basket.availability(undecided) is not None:
            self.pay.set_label(self.tr("Decide on what is missing"))
        else:
            self.pay.set_label(self.tr("Pay"), money_text(quote.due_now, shop))

    def show_day(self, sales: tuple[SaleRow, ...]) -> None:
        """What waits and what was last sold, under the call to scan."""
        shop = self.basket.shop
        if shop is None:
            return
        ready = sum(row.state == "ready" for row in sales)
        acts: list[tuple[str, str, Callable[[], object]]] = []
        if ready:
            label = self.tr("One order is ready to collect")
            if ready > 1:
                label = self.tr("{ready} orders are ready to collect").format(ready=ready)
            acts.append(("package-check", label, lambda: self.wanted.emit("orders")))
        for row in sales[:3]:
            label = f"{row.customer_name or row.number}   {money_text(Money(row.total, shop.currency), shop)}"
            acts.append(("receipt", label, partial(self.open_order.emit, row.number)))
        self.empty.set_acts(acts)
        for button in self.empty.findChildren(ActionButton):
            button.setFixedWidth(min(420, max(280, self._pages.width() - 64)))

    # --- columns and side sheets -------------------------------------------------------------------------------------
    def show_side(self, sheet: QWidget | None) -> None:
        """Put a sheet in place of the columns at the end, so that the basket stays in sight; None brings them back."""
        if self._side is not None:
            self._row.removeWidget(self._side)
            self._side.hide()
        self._side = sheet
        if sheet is not None:
            sheet.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._row.addWidget(sheet)
            sheet.show()
        self._start.setEnabled(sheet is None)
        if self._pane is not None:
            self._pane.view.open_chosen(sheet is None)
        self._share_width()

    def _share_width(self) -> None:
        width, side = self.width(), self._side
        self._end.setVisible(side is None)
        if width >= WIDEST and self._context is None:
            self._make_context()
        if self._context is not None:
            self._context.setVisible(side is None and width >= WIDEST)
        start, middle, end = (48, 24, 28) if width >= WIDEST else (57, 0, 43) if width >= WIDE else (59, 0, 41)
        for part, share in ((self._start, start), (self._context, middle), (self._end, end)):
            if part is not None:
                self._row.setStretchFactor(part, share if side is None or part is self._start else 0)
        # A sheet reaches the window's edge; the columns keep their distance from it.
        edge = 0 if side is not None else GAP // 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._row.setContentsMargins(*((edge, 0, GAP // 2, 0) if mirrored else (GAP // 2, 0, edge, 0)))
        if side is not None:
            start = 44 if width < WIDEST else 50
            self._row.setStretch(0, start)
            self._row.setStretch(self._row.indexOf(side), 100 - start)

    def _fit_card(self) -> None:
        """The card about the line gets what the buttons, the sums and the main button leave."""
        others = (self._grid, self.totals, self.pay)
        taken = sum(part.sizeHint().height() for part in others) + 6 * GAP
        self.availability.fit(max(1, self.height() - taken))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()
        self._fit_card()
