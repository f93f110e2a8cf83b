"""A new purchase order, or more lines on an open one: products scanned, typed or searched, each with its quantity."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.catalog import Product
from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.purchase_orders import PurchaseOrder, Supplier
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.acting_sheet import ActingSheet
from ui.views.product_search import ProductSearch
from ui.views.typed_day import day_row
from ui.widgets import Card, ElidedLabel, EmptyState, FormRow, IconButton, PrimaryButton, QuantityStepper, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.register import Register
    from pos.usecases.ordering import PurchaseWish
    from pos.usecases.purchasing import PurchaseChange

MOST = 100_000


class _Line(QWidget):
    """One product to order."""

    removed = Signal(str)

    def __init__(self, product: Product, units: int) -> None:
        super().__init__()
        self.product = product
        self.stepper = QuantityStepper(self.tr("Units of {name}").format(name=product.name), units, least=1, most=MOST)
        remove = IconButton("x", self.tr("Remove {name}").format(name=product.name))
        remove.clicked.connect(lambda: self.removed.emit(product.sku))
        words = QVBoxLayout()
        words.setSpacing(0)
        unit = "" if product.unit == "pc" else self.tr(", in {unit}").format(unit=product.unit)
        pack = self.tr(", packs of {n}").format(n=product.pack) if product.pack > 1 else ""
        words.addWidget(ElidedLabel(product.name, role="strong"))
        words.addWidget(TextLabel(f"{product.sku}{unit}{pack}", "small"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.stepper)
        row.addWidget(remove)


class PurchaseForm(ActingSheet):
    """`done` carries the PurchaseChange. `supplier` is chosen beforehand; with `order` the lines are added to it."""

    done = Signal(object)
    cancelled = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        supplier: str = "",
        order: PurchaseOrder | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("New purchase order")
        if order is not None:
            title = self.tr("Add lines: {number}").format(number=order.number)
        super().__init__(title, widest=880, parent=parent)
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._order, self._first = order, order.supplier if order is not None else supplier
        self._lines: dict[str, _Line] = {}
        self.supplier = FormRow(self.tr("&Supplier"), QComboBox())
        self.number = FormRow(self.tr("&Number"), QLineEdit(), hint=self.tr("Empty: the shop's own next number."))
        self.day = day_row(self.tr("Expected &on"), shop, today_in(shop, register.clock.now()))
        self.confirmed = QCheckBox(self.tr("The supplier has con&firmed this day"))
        self.search = ProductSearch(register=register, background=background, shop=shop)
        self.refusal = TextLabel("", wrap=True)
        self._refusal_card = Card(tone="stop")
        self._rows = QVBoxLayout()
        self._none = EmptyState("scan-barcode", self.tr("Scan or type the first product"))
        self.main = PrimaryButton("", key="F12")
        self._build()
        self.search.found.connect(self._on_product)
        self.search.refused.connect(self._say)
        self.main.clicked.connect(self.press_main)
        self.back.connect(self.cancelled)
        self._count()
        background.run(register.buying.suppliers, then=self._on_suppliers)

    def _build(self) -> None:
        self.number.field.setMaxLength(40)
        self.supplier.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.supplier.field.setMinimumContentsLength(14)
        self._refusal_card.add(self.refusal)
        self._refusal_card.hide()
        who = Card(self.tr("From whom, and when"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        rows: tuple[QWidget, ...] = (self.supplier, self.number, self.day)
        for at, row in enumerate(rows):
            grid.addWidget(row, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(at % 2, 1)
        grid.addWidget(self.confirmed, 1, 1, Qt.AlignmentFlag.AlignVCenter)
        who.add(grid)
        self._goods = Card(self.tr("What"), spacing=10)
        self._rows.setSpacing(10)
        self._goods.add(self.search, self._rows, self._none)
        self.supplier.setEnabled(self._order is None)
        self.number.setEnabled(self._order is None)
        if self._order is not None:
            self.number.field.setText(self._order.number)
        for part in (self._refusal_card, who, self._goods):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.set_main(self.main)

    def _on_suppliers(self, suppliers: Sequence[Supplier]) -> None:
        for one in suppliers:
            if one.terms.active or one.terms.supplier == self._first:
                self.supplier.field.addItem(one.terms.name or one.terms.supplier, one.terms.supplier)
        self.supplier.field.setCurrentIndex(max(0, self.supplier.field.findData(self._first)) if self._first else -1)

    # --- products ----------------------------------------------------------------------------------------------------
    def take_scan(self, code: str) -> None:
        """A scan adds a product, wherever the cursor is."""
        self.search.take(code)

    def _on_product(self, found: Availability) -> None:
        self._say(None)
        product = found.product
        if (line := self._lines.get(product.sku)) is not None:
            line.stepper.set_quantity(line.stepper.quantity() + 1)
        else:
            line = self._lines[product.sku] = _Line(product, max(1, product.pack))
            line.removed.connect(self._remove)
            self._rows.addWidget(line)
        if self.supplier.field.currentIndex() < 0 and product.supplier:
            self.supplier.field.setCurrentIndex(self.supplier.field.findData(product.supplier))
        self._count()
        line.stepper.setFocus()
        line.stepper.line.selectAll()

    def _remove(self, sku: str) -> None:
        line = self._lines.pop(sku)
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._count()
        self.search.setFocus()

    def _count(self) -> None:
        n = len(self._lines)
        self._none.setVisible(not n)
        if self._order is not None:
            label = self.tr("Add one line") if n == 1 else self.tr("Add {n} lines").format(n=n)
        else:
            label = self.tr("Order one line") if n == 1 else self.tr("Order {n} lines").format(n=n)
        self.main.set_label(label if n else self.tr("Order"))
        self.main.setEnabled(bool(n))

    # --- ordering ----------------------------------------------------------------------------------------------------
    def wishes(self) -> list[PurchaseWish]:
        """What the lines say."""
        from pos.usecases.ordering import PurchaseWish

        return [PurchaseWish(sku, line.stepper.quantity()) for sku, line in self._lines.items()]

    def act(self) -> None:
        """Place the order, or go to what is missing."""
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit):
            focus.editingFinished.emit()  # a number that is still being typed counts
        supplier = self.supplier.field.currentData()
        if not self._lines or supplier is None:
            self.supplier.refuse("" if supplier else self.tr("From which supplier?"))
            (self.search if supplier else self.supplier.field).setFocus()
            return
        day = self.day.field.day()
        if day is None and self.day.field.text().strip():
            self.day.refuse(self.day.field.words())
            self.day.field.setFocus()
            return
        self.main.setEnabled(False)
        order = partial(
            self._register.buying.order_goods, supplier, self.wishes(), person=self._person,
            number=self.number.field.text().strip(), expected_on=day,
            confirmed=self.confirmed.isChecked() and day is not None,
        )  # fmt: skip
        self._background.run(order, then=self._on_ordered, failed=self._on_refused)

    def _on_ordered(self, change: PurchaseChange) -> None:
        self.done.emit(change)

    def _on_refused(self, refusal: PosError) -> None:
        self.main.setEnabled(True)
        self._say(refusal)
        self.show_part(self._refusal_card)

    def _say(self, refusal: PosError | None) -> None:
        self.refusal.setText(refusal.sentence if refusal is not None else "")
        self._refusal_card.setAccessibleName(self.refusal.text())
        self._refusal_card.setVisible(refusal is not None)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.search.setFocus()
