"""Suppliers: who is late first, how each keeps their word, on what terms they work, and what is open with them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from pos.domain.lateness_record import SupplierRecord
from pos.domain.people import Person
from pos.domain.purchase_orders import PurchaseOrder, Supplier
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.buying_words import order_pill, record_words, supplier_listed, supplier_pill, terms_rows
from ui.views.list_page import ListPage
from ui.views.share_bar import ShareBar
from ui.widgets import ActionButton, Card, ElidedLabel, Pill, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.suppliers import SupplierCard

_AIM = 0.9


class SuppliersView(ListPage):
    """`new_wanted`, `change_wanted` (a SupplierCard), `order_wanted` (a supplier's code) and `order_opened` (a purchase
    order's number) are done by others."""

    new_wanted = Signal()
    change_wanted = Signal(object)
    order_wanted = Signal(str)
    order_opened = Signal(str)

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Suppliers"),
            search=self.tr("Name, code or e-mail"),
            name=self.tr("Suppliers, those who are late first"),
            filters=[("", self.tr("All")), ("late", self.tr("Late")), ("left", self.tr("Not ordered from"))],
            icon="truck",
            parent=parent,
        )
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self._card: SupplierCard | None = None
        self.main = PrimaryButton(self.tr("&Order from them"), key="F12")
        self.new_button = ActionButton("plus", self.tr("&New supplier"))
        self.set_main(self.main, self.new_button)
        self.main.setEnabled(False)
        self.new_button.setEnabled(person.may("purchase"))
        self.main.clicked.connect(self.press_main)
        self.new_button.clicked.connect(self.new_wanted)
        background.run(register.buying.suppliers, then=self._on_suppliers)

    def act(self) -> None:
        """Order from the supplier that is shown."""
        if self._card is not None and self.main.isEnabled():
            self.order_wanted.emit(self._card.supplier.terms.supplier)

    def _on_suppliers(self, suppliers: Sequence[Supplier]) -> None:
        ranked = sorted(suppliers, key=lambda one: (-one.late_orders, not one.terms.active, one.terms.name.casefold()))
        empty = self.tr("No supplier yet"), self.tr("Add the first one, or bring a list in with “raincheck import”.")
        self.set_rows([supplier_listed(one) for one in ranked], empty)

    def on_chosen(self, key: str) -> None:
        self._card = None
        self.main.setEnabled(False)
        if key:
            self._background.run(partial(self._register.buying.supplier, key), then=self._show, failed=self.refuse)

    def _show(self, card: SupplierCard) -> None:
        terms = card.supplier.terms
        if terms.supplier != self.key():  # an answer for a row that was left meanwhile
            return
        self._card = card
        may = self._person.may("purchase")
        self.main.setEnabled(may and terms.active)
        if not may:
            self.set_foot_text(self.tr("Ordering and changing need a manager. Let one sign in."))
        parts = [self._head(card), self._record(card.record), self._terms(card), self._open(card.orders)]
        self.show_detail(parts, f"{terms.name}, {supplier_pill(card.supplier)[1]}")

    # --- the cards ---------------------------------------------------------------------------------------------------
    def _head(self, found: SupplierCard) -> Card:
        card, supplier = Card(), found.supplier
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(ElidedLabel(supplier.terms.name or supplier.terms.supplier, role="title"), 1)
        top.addWidget(Pill(*supplier_pill(supplier)))
        reach = (supplier.terms.supplier, supplier.country, supplier.email, supplier.phone)
        card.add(top, TextLabel(" · ".join(part for part in reach if part), "small", wrap=True))
        return card

    def _record(self, record: SupplierRecord) -> Card:
        card = Card(self.tr("How they keep their word"), spacing=6)
        finding, *rest = record_words(record)
        card.add(TextLabel(finding, "strong", wrap=True))
        if record.kept_share is not None and record.kept_between is not None:
            card.add(ShareBar(record.kept_share, record.kept_between, words=" ".join((finding, *rest)), aim=_AIM))
        for sentence in rest:
            card.add(TextLabel(sentence, "small", wrap=True))
        return card

    def _terms(self, found: SupplierCard) -> Card:
        card = Card(self.tr("Terms"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for at, (label, said) in enumerate(terms_rows(found.supplier, self._shop, self._today)):
            grid.addWidget(TextLabel(label, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(TextLabel(said, wrap=True), at, 1)
        change = ActionButton("pencil", self.tr("&Change the terms"))
        change.setEnabled(self._person.may("purchase"))
        change.clicked.connect(lambda: self.change_wanted.emit(found))
        card.add(grid, change)
        return card

    def _open(self, orders: Sequence[PurchaseOrder]) -> Card:
        card = Card(self.tr("Open orders"), spacing=6)
        if not orders:
            card.add(TextLabel(self.tr("Nothing is open with them."), "muted", wrap=True))
        for order in orders:
            words = order_pill(order, self._shop, self._today)
            button = ActionButton("clipboard-list", order.number, flat=True)
            button.setAccessibleName(f"{order.number}, {words[1]}")
            button.clicked.connect(partial(self.order_opened.emit, order.number))
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(button, 1)
            row.addWidget(Pill(*words))
            card.add(row)
        return card
