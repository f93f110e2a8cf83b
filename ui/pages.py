"""The pages on promises, suppliers and purchase orders, and the ways between them; imported when first opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal, TypedDict

from PySide6.QtCore import QObject

from ui.frame import Frame
from ui.models.counter_basket import CounterBasket
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.purchase_orders import PurchaseOrder, Supplier
    from pos.domain.shop import Shop
    from pos.register import Register
    from pos.usecases.promise_desk import Explanation
    from pos.usecases.purchasing import PurchaseChange
    from pos.usecases.suppliers import SupplierCard
    from ui.views.purchase_change import What


class Common(TypedDict):
    """What every page is made with."""

    register: Register
    background: Background
    shop: Shop


class Pages(QObject):
    """`open(name)` shows the page of an act of ui.keys."""

    def __init__(
        self, *, window: Frame, basket: CounterBasket, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._window, self._basket, self._background = window, basket, background
        self._pages: dict[str, Callable[[], object]] = {
            "why": self.why,
            "suppliers": self.suppliers,
            "purchases": self.purchases,
            "quality": self.quality,
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

        sheet = QualityView(**self._common())
        sheet.back.connect(self._window.close_sheet)
        sheet.supplier_opened.connect(self.suppliers)
        self._window.open_sheet(sheet, whole=True)

    # --- suppliers ---------------------------------------------------------------------------------------------------
    def suppliers(self, code: str = "") -> None:
        """All suppliers, with one of them chosen if it is named."""
        from ui.views.suppliers_view import SuppliersView

        sheet = SuppliersView(**self._common(), person=self._basket.person)
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

        sheet = SupplierForm(**self._common(), person=self._basket.person, supplier=supplier)
        code = supplier.terms.supplier if supplier is not None else ""
        sheet.kept.connect(self.suppliers)
        sheet.cancelled.connect(partial(self.suppliers, code))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    # --- purchase orders ---------------------------------------------------------------------------------------------
    def purchases(self, number: str = "") -> None:
        """All purchase orders, with one of them chosen if it is named."""
        from ui.views.purchases_view import PurchasesView

        sheet = PurchasesView(**self._common(), person=self._basket.person)
        sheet.closed.connect(self._window.close_sheet)
        sheet.new_wanted.connect(self._purchase_form)
        sheet.change_wanted.connect(self._change_purchase)
        sheet.supplier_opened.connect(self.suppliers)
        self._window.open_sheet(sheet, whole=True)
        if number:
            sheet.choose(number)

    def _purchase_form(self, supplier: str = "", order: PurchaseOrder | None = None) -> None:
        from ui.views.purchase_form import PurchaseForm

        sheet = PurchaseForm(**self._common(), person=self._basket.person, supplier=supplier, order=order)
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

        sheet = PurchaseChangeSheet(what=what, order=order, **self._common(), person=self._basket.person)
        sheet.done.connect(self._changed)
        sheet.cancelled.connect(partial(self.purchases, order.number))
        self._window.open_sheet(sheet, whole=True, scans="refuse")

    def _changed(self, change: PurchaseChange) -> None:
        self.purchases(change.order.number)
        if not change.broken:
            words = self.tr("{number} is changed. No promise breaks.").format(number=change.order.number)
            self._window.say(words)

    def _common(self) -> Common:
        register, shop = self._basket.register, self._basket.shop
        assert register is not None
        assert shop is not None
        return {"register": register, "background": self._background, "shop": shop}
