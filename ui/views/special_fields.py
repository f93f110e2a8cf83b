"""What is to be bought in: its name, from whom, for how much, how many, and when the supplier says that it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.catalog import TaxRate
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.sale_wishes import SpecialWish
from pos.usecases.special_orders import LONGEST_DETAILS, LONGEST_NAME
from ui.views.money_words import sign_of
from ui.views.percent_field import percent_row
from ui.views.typed_day import day_row
from ui.widgets import AmountField, FormRow, QuantityStepper, TextLabel, tab_through

if TYPE_CHECKING:
    from pos.domain.purchase_orders import Supplier
    from pos.register import Register
    from ui.work.background import Background

MOST = 9_999
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class SpecialTyped:
    """The fields as they stand, each as text; `supplier` is its code. An empty `tax` is the shop's usual one."""

    name: str = ""
    details: str = ""
    supplier: str = ""
    price: str = ""
    quantity: int = 1
    day: str = ""
    cost: str = ""
    tax: str = ""

    @classmethod
    def of(cls, wish: SpecialWish, quantity: int) -> SpecialTyped:
        """The fields of a thing that was agreed."""
        return cls(
            wish.name, wish.details, wish.supplier, str(wish.price), quantity,
            wish.expected_on.isoformat() if wish.expected_on else "", str(wish.cost) if wish.cost is not None else "",
            str(TaxRate(wish.tax_rate)) if wish.tax_rate is not None else "",
        )  # fmt: skip


class SpecialFields(QWidget):
    """`changed` says that the thing is another one now, or none yet; Enter goes on to the next field."""

    changed = Signal()

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, person: Person, typed: SpecialTyped,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._shop, self._typed = shop, typed
        self._today = today_in(shop, register.clock.now())
        self.name = FormRow(_tr("&What it is"), QLineEdit(typed.name))
        self.details = FormRow(_tr("Their n&umber, size, colour"), QLineEdit(typed.details))
        self.supplier = FormRow(_tr("&Supplier"), QComboBox())
        self.price = AmountField(_tr("Price each"), shop.currency, symbol=sign_of(shop))
        self.quantity = QuantityStepper(_tr("How many"), typed.quantity, least=1, most=MOST)
        self.day = day_row(_tr("Supplier says it comes &on"), shop, self._today, hint=_tr("Empty: nobody said."))
        self.cost = AmountField(_tr("Cost each"), shop.currency, symbol=sign_of(shop))
        self.tax = percent_row(_tr("Ta&x in percent"), typed.tax or str(TaxRate(shop.standard_tax_rate)))
        self._price_part = _labelled(_tr("Pr&ice each"), self.price)
        self._cost_part = _labelled(_tr("&Cost each, for us"), self.cost)
        self._lay_out()
        self._cost_part.setVisible(person.may("purchase"))
        self._fill(typed)
        self._wire()
        background.run(register.buying.suppliers, then=self._on_suppliers)

    def _lay_out(self) -> None:
        self.name.field.setMaxLength(LONGEST_NAME - LONGEST_DETAILS)
        self.details.field.setMaxLength(LONGEST_DETAILS)
        self.supplier.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.supplier.field.setMinimumContentsLength(12)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self.name, 0, 0, 1, 2)
        pairs: tuple[tuple[QWidget, QWidget], ...] = (
            (self.supplier, self.details),
            (self._price_part, _labelled(_tr("&How many"), self.quantity)),
            (self.day, self.tax),
        )
        for row, pair in enumerate(pairs, start=1):
            for column, part in enumerate(pair):
                grid.addWidget(part, row, column, Qt.AlignmentFlag.AlignTop)
                grid.setColumnStretch(column, 1)
        grid.addWidget(self._cost_part, 4, 0, Qt.AlignmentFlag.AlignTop)
        tab_through(
            self.name, self.supplier, self.details, self.price, self.quantity, self.day, self.tax, self._cost_part
        )

    def _fill(self, typed: SpecialTyped) -> None:
        self.price.line.setText(typed.price)
        self.cost.line.setText(typed.cost)
        self.day.field.setText(typed.day)

    def _wire(self) -> None:
        for line in (self.name.field, self.details.field, self.day.field, self.tax.field):
            line.textChanged.connect(self.changed)
        self.day.field.textChanged.connect(self._on_day)
        self.supplier.field.currentIndexChanged.connect(self.changed)
        for field in (self.price, self.cost, self.quantity):
            field.changed.connect(self.changed)

    def _on_suppliers(self, suppliers: Sequence[Supplier]) -> None:
        box = self.supplier.field
        for one in suppliers:
            if one.terms.active:
                box.addItem(one.terms.name or one.terms.supplier, one.terms.supplier)
        box.setCurrentIndex(0 if box.count() == 1 else box.findData(self._typed.supplier))
        if box.hasFocus() and box.currentIndex() >= 0:
            self.begin()  # the cursor waited here for what is known now
        if not box.count():
            self.supplier.refuse(_tr("No supplier is known yet. A manager adds one under Suppliers."))

    def _on_day(self) -> None:
        day = self.day.field.day()
        if day is not None and day < self._today:
            self.day.refuse(_tr("That day is past. Type one from today on, or leave it empty."))

    # --- what is asked -----------------------------------------------------------------------------------------------
    def begin(self) -> None:
        """The cursor goes to the first field that is still empty."""
        fields: tuple[tuple[QWidget, bool], ...] = (
            (self.name.field, bool(self.name.field.text().strip())),
            (self.supplier.field, self.supplier.field.currentIndex() >= 0),
            (self.price.line, bool(self.price.line.text())),
        )
        next((field for field, filled in fields if not filled), self.name.field).setFocus()

    def typed(self) -> SpecialTyped:
        """What stands in the fields."""
        usual = str(TaxRate(self._shop.standard_tax_rate))
        tax = self.tax.field.text().strip()
        return SpecialTyped(
            self.name.field.text().strip(), self.details.field.text().strip(),
            self.supplier.field.currentData() or self._typed.supplier, self.price.line.text().strip(),
            self.quantity.quantity(), self.day.field.text().strip(), self.cost.line.text().strip(),
            "" if tax == usual else tax,
        )  # fmt: skip

    def wish(self) -> SpecialWish | None:
        """The thing as it stands; None while something about it is missing or cannot be taken."""
        name, price, supplier = self.name.field.text().strip(), self.price.amount(), self.supplier.field.currentData()
        day, rate = self.day.field.day(), self.tax.field.thousandths()
        typed = (self.price, self.cost, self.quantity, self.day.field, self.tax.field)
        if not name or price is None or not supplier or any(one.refusal() for one in typed):
            return None
        if day is not None and day < self._today:
            return None
        return SpecialWish(
            name, price, supplier, None if rate == self._shop.standard_tax_rate else rate, self.cost.amount(), day,
            self.details.field.text().strip(),
        )  # fmt: skip

    def refuse(self) -> bool:
        """Say in place what is missing and go there; False where nothing is."""
        missing: tuple[tuple[QWidget, bool], ...] = (
            (self.name.field, not self.name.field.text().strip()),
            (self.supplier.field, not self.supplier.field.currentData()),
            (self.price.line, self.price.amount() is None),
        )
        for field, lacks in missing:
            if not lacks:
                continue
            if field is self.name.field:
                self.name.refuse(_tr("What is it? The supplier and the receipt say it as you type it."))
            elif field is self.supplier.field:
                self.supplier.refuse(_tr("From which supplier?"))
            else:
                self.price.refuse(_tr("For how much?"))
            field.setFocus()
            return True
        if self.wish() is None:  # all others said it as they were typed
            self._on_day()
            self.day.field.setFocus()
            return True
        return False

    def _go_on(self) -> None:
        """To the next field, past the buttons between them."""
        fields: tuple[QWidget, ...] = (
            self.name.field, self.supplier.field, self.details.field, self.price.line, self.quantity.line,
            self.day.field, self.tax.field, self.cost.line,
        )  # fmt: skip
        left = [field for field in fields if field.isVisibleTo(self)]
        at = next((at for at, field in enumerate(left) if field.hasFocus()), len(left))
        if at + 1 < len(left):
            left[at + 1].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._go_on()
            return
        super().keyPressEvent(event)


def _labelled(label: str, field: AmountField | QuantityStepper) -> QWidget:
    part = QWidget()
    words = TextLabel(label, "label")
    words.setBuddy(field.line)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(words)
    column.addWidget(field)
    return part


def _tr(text: str) -> str:
    return QCoreApplication.translate("SpecialSheet", text)
