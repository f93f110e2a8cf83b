"""The pages on the waiting list, promises and buying, and the ways between them; imported when first opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject

from ui.frame import Frame
from ui.models.counter_basket import CounterBasket
from ui.page_parts import Around, Common
from ui.paying import Paying
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.purchase_orders import PurchaseOrder, Supplier
    from pos.usecases.promise_desk import Explanation
    from pos.usecases.purchasing import PurchaseChange
    from pos.usecases.suppliers import SupplierCard
    from ui.board_pages import BoardPages
    from ui.collecting import Collecting
    from ui.goods import Goods
    from ui.order_acts import OrderActs
    from ui.views.purchase_change import What
    from ui.waiting_pages import WaitingPages


_MOVES_MONEY = ("change", "deposit", "answer", "cancel", "reinstate")
"""Acts that change what an order costs: not while a payment for it has begun."""


class Pages(QObject):
    """`open(name)` shows the page of an act of ui.keys."""

    def __init__(
        self,
        *,
        window: Frame,
        basket: CounterBasket,
        background: Background,
        paying: Paying,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = Around(window, basket, background, paying)
        self._window, self._basket, self._background = window, basket, background
        self._order_acts: OrderActs | None = None
        self._collecting: Collecting | None = None
        self._goods: Goods | None = None
        self._waiting: WaitingPages | None = None
        self._board: BoardPages | None = None
        self._pages: dict[str, Callable[[], object]] = {
            "why": self.why,
            "suppliers": self.suppliers,
            "purchases": self.purchases,
            "quality": self.quality,
            "goods_in": lambda: self.goods.receive(),
            "hold_shelf": lambda: self.goods.shelf(),
            "board": self.board,
            "radar": lambda: self.waiting.radar(),
            "tasks": lambda: self.waiting.tasks(),
            "tell_me": lambda: self.waiting.tell_me(),
            "wanted": lambda: self.waiting.wanted(),
            "tell_me_list": lambda: self.waiting.tell_me_list(),
        }

    def open(self, name: str) -> None:
        """Show a page. Raises KeyError for one that nobody knows."""
        if self._basket.register is not None and self._basket.shop is not None:
            self._pages[name]()

    # --- promises ----------------------------------------------------------------------------------------------------
    def why(self) -> None:
        """What the chosen line's date stands on."""
        basket, register = self._basket, self._basket.register
        known = basket.availability(basket.selected) if basket.line is not None else None
        if known is None or register is None:
            self._window.say(self.tr("Choose a line first: scan it, or go to it with the arrow keys."))
            return
        ask = partial(register.promises.explain, known.product.sku, known.quantity)
        self._background.run(ask, then=self._explained)

    def _explained(self, explanation: Explanation) -> None:
        from ui.views.why_panel import WhySheet

        if self._basket.shop is None:
            return
        sheet = WhySheet(explanation, self._basket.shop)
        sheet.back.connect(self._window.close_sheet)
        self._window.open_sheet(sheet, scans="close")

    def quality(self) -> None:
        """How promises were kept; for those who answer for them."""
        if not self._basket.person.may("purchase"):
            self._window.say(self.tr("How promises were kept is for managers. Let one sign in."), "warn")
            return
        from ui.views.quality_view import QualityView

        sheet = QualityView(**self.common())
        sheet.back.connect(self._window.close_sheet)
        sheet.supplier_opened.connect(self.suppliers)
        self._window.open_sheet(sheet, whole=True)

    # --- the waiting list --------------------------------------------------------------------------------------------
    def board(self) -> None:
        """The manager's board."""
        if self._board is None:
            from ui.board_pages import BoardPages

            self._board = BoardPages(self._around, act_on_order=self.act_on_order, parent=self)
        self._board.board()

    def act_on_order(self, act: str, number: str, back: Callable[[], object]) -> None:
        """An act on one order; `back` shows the page again on which it was asked for."""
        if act == "collect":
            self.collecting.open(number, back)
            return
        if act == "give_back":
            self.collecting.give_back(number, back)
            return
        if act in _MOVES_MONEY and (kept := self.kept_words(number)):
            self._window.say(kept, "warn")
            return
        if self._order_acts is None:
            from ui.order_acts import OrderActs

            self._order_acts = OrderActs(self._around, parent=self)
        self._order_acts.open(act, number, back)

    def kept_words(self, number: str) -> str:
        """What was taken at collecting an order and waits for the rest; empty where nothing was."""
        return self.collecting.kept_words(number) if self._around.paying.for_orders else ""

    def kept_sum(self, number: str) -> int:
        """The same in minor units."""
        return self.collecting.kept_sum(number) if self._around.paying.for_orders else 0

    @property
    def waiting(self) -> WaitingPages:
        """The pages on slips, calls and who only asked, imported when the first of them is opened."""
        if self._waiting is None:
            from ui.waiting_pages import WaitingPages

            self._waiting = WaitingPages(self._around, purchases=self.purchases, parent=self)
        return self._waiting

    @property
    def collecting(self) -> Collecting:
        """Handing goods over; imported when first asked for."""
        if self._collecting is None:
            from ui.collecting import Collecting

            self._collecting = Collecting(self._around, parent=self)
        return self._collecting

    @property
    def goods(self) -> Goods:
        """Goods in and the hold shelf; imported when first asked for."""
        if self._goods is None:
            from ui.goods import Goods

            self._goods = Goods(self._around, open_page=self.open, parent=self)
        return self._goods

    # --- suppliers ---------------------------------------------------------------------------------------------------
    def suppliers(self, code: str = "") -> None:
        """All suppliers, with one of them chosen if it is named."""
        from ui.views.suppliers_view import SuppliersView

        sheet = SuppliersView(**self.common(), person=self._basket.person)
        sheet.closed.connect(self._window.close_sheet)
        sheet.new_wanted.connect(self._supplier_form)
        sheet.change_wanted.connect(self._change_supplier)
        sheet.order_wanted.connect(self._purchase_form)
        sheet.order_opened.connect(self.purchases)
        self._window.open_sheet(sheet, whole=True)
        if code:
            sheet.choose(code)

    def _change_supplier(self, card: SupplierCard) -> None:
        self._supplier_form(card.supplier)

    def _supplier_form(self, supplier: Supplier | None = None) -> None:
        from ui.views.supplier_form import SupplierForm

        sheet = SupplierForm(**self.common(), person=self._basket.person, supplier=supplier)
        code = supplier.terms.supplier if supplier is not None else ""
        sheet.kept.connect(self.suppliers)
        sheet.cancelled.connect(partial(self.suppliers, code))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    # --- purchase orders ---------------------------------------------------------------------------------------------
    def purchases(self, number: str = "") -> None:
        """All purchase orders, with one of them chosen if it is named."""
        from ui.views.purchases_view import PurchasesView

        sheet = PurchasesView(**self.common(), person=self._basket.person)
        sheet.closed.connect(self._window.close_sheet)
        sheet.new_wanted.connect(self._purchase_form)
        sheet.change_wanted.connect(self._change_purchase)
        sheet.supplier_opened.connect(self.suppliers)
        self._window.open_sheet(sheet, whole=True)
        if number:
            sheet.choose(number)

    def _purchase_form(self, supplier: str = "", order: PurchaseOrder | None = None) -> None:
        from ui.views.purchase_form import PurchaseForm

        sheet = PurchaseForm(**self.common(), person=self._basket.person, supplier=supplier, order=order)
        back = partial(self.suppliers, supplier) if supplier else self.purchases
        sheet.done.connect(self._ordered)
        sheet.cancelled.connect(partial(self.purchases, order.number) if order is not None else back)
        self._window.open_sheet(sheet, whole=True, scans=sheet.take_scan)

    def _ordered(self, change: PurchaseChange) -> None:
        self.purchases(change.order.number)
        words = self.tr("{number} is on order.").format(number=change.order.number)
        self._window.say(" ".join((words, *change.warnings)), "warn" if change.warnings else "plain")

    def _change_purchase(self, what: What | Literal["add"], order: PurchaseOrder) -> None:
        if what == "add":
            self._purchase_form(order=order)
            return
        from ui.views.purchase_change import PurchaseChangeSheet

        sheet = PurchaseChangeSheet(what=what, order=order, **self.common(), person=self._basket.person)
        sheet.done.connect(self._changed)
        sheet.mend_wanted.connect(self.waiting.radar)
        sheet.cancelled.connect(partial(self.purchases, order.number))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    def _changed(self, change: PurchaseChange) -> None:
        self.purchases(change.order.number)
        if not change.broken:
            words = self.tr("{number} is changed. No promise breaks.").format(number=change.order.number)
            self._window.say(words)

    def common(self) -> Common:
        """What every page is made with; not before a shop is open."""
        return self._around.common()
