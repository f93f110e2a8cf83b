"""What can be changed of an order, each as a small form that knows which verb it asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from pos.usecases.availability import today_in
from pos.usecases.checkout import TenderWish
from ui.views.customer_picker import CustomerPicker
from ui.views.customer_words import MOST_ASKED
from ui.views.money_words import money_text
from ui.views.order_act_sheet import ActedOn, At
from ui.views.order_line_row import when_words
from ui.views.product_search import ProductSearch
from ui.views.tender_words import tender_name
from ui.views.together_choice import TogetherChoice
from ui.views.typed_day import day_row
from ui.widgets import FormRow, QuantityStepper, SegmentedChoice, TextLabel

if TYPE_CHECKING:
    from datetime import date

    from pos.domain.availability import Availability
    from pos.domain.errors import PosError

MOST = 999_999
"""Grams, millimetres or millilitres of a line."""
MANY, MANY_TIMES = 20, 10
"""From so many units on, and so many times what was ordered, a number is asked about before it is taken."""
Ask = Callable[..., Any]


def _tr(text: str) -> str:
    return QCoreApplication.translate("change", text)


class Part(QWidget):
    """`ask` answers with the verb to call (person, version and reason are added), or with a sentence on what is
    missing, an empty one while that is being looked up; `foresee` with the one that says what it would do to the
    money, None where nothing of that is to be said yet. `changed` tells that the answers changed."""

    changed = Signal()
    reason_needed = False

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__()
        self.about, self.at = about, at
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)

    def ask(self) -> Ask | str:
        """What to call, or what is missing."""
        raise NotImplementedError

    def foresee(self) -> Ask | None:
        """What to ask for the money that this moves; None for nothing."""
        return None

    def _line_row(self) -> FormRow[QComboBox]:
        row = FormRow(_tr("&Line"), QComboBox())
        today = today_in(self.at.shop, self.at.register.clock.now())
        for line in self.about.order.lines:
            if line.open > 0:
                when = when_words(line, self.at.shop, today)
                row.field.addItem(f"{line.open} × {line.name}, {when}", line.line)
        row.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        row.field.setMinimumContentsLength(16)
        if row.field.count() < 2:
            row.hide()
        return row

    def _refund_row(self) -> FormRow[QComboBox]:
        row = FormRow(_tr("What is held beyond the price goes back &by"), QComboBox())
        row.field.addItem(_tr("The way it came"), "")
        for kind in ("card", "cash"):
            row.field.addItem(tender_name(kind), kind)
        if not self.about.order.order_deposit:
            row.hide()
        return row


def _tenders(row: FormRow[QComboBox]) -> list[TenderWish]:
    kind = row.field.currentData()
    return [TenderWish(kind)] if kind else []


class Quantity(Part):
    """Another quantity of a line."""

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__(about, at)
        self.line, self.back = self._line_row(), self._refund_row()
        self.units = FormRow(_tr("&How many to wait for"), QuantityStepper(_tr("How many to wait for"), least=1))
        for part in (self.line, self.units, self.back):
            self.column.addWidget(part)
        self.line.field.currentIndexChanged.connect(self._on_line)
        self.back.field.currentIndexChanged.connect(self.changed)
        for told in (self.units.field.changed, self.units.field.judged):
            told.connect(lambda *_: self._on_units())
        self._asked_about: tuple[int, int] | None = None
        self._on_line()

    def _open(self) -> int:
        nth = self.line.field.currentData()
        return next((line.open for line in self.about.order.lines if line.line == nth), 1)

    def _on_line(self) -> None:
        nth = self.line.field.currentData()
        pieces = any(line.unit == "pc" for line in self.about.order.lines if line.line == nth)
        self.units.field.set_most(max(MOST_ASKED, self._open()) if pieces else MOST)
        self.units.field.set_quantity(self._open())
        self._on_units()

    def _on_units(self) -> None:
        """Nothing goes back where more are wanted."""
        fewer = self.units.field.quantity() < self._open()
        self.back.setVisible(fewer and bool(self.about.order.order_deposit))
        self.changed.emit()

    def ask(self) -> Ask | str:
        units = self.units.field.quantity()
        if units == self._open():
            return _tr("It is {n} already. Say how many the customer waits for.").format(n=units)
        return self._with(self.at.register.waiting.change_quantity)

    def foresee(self) -> Ask | None:
        if self.units.field.is_refused or self.units.field.quantity() == self._open():
            return None
        return self._with(self.at.register.waiting.foresee_quantity)

    def question(self) -> str:
        """What is asked once before a number is taken that nobody would expect; empty for the others."""
        units, now = self.units.field.quantity(), self._open()
        if units < MANY or units < MANY_TIMES * now or (self.line.field.currentData(), units) == self._asked_about:
            return ""
        self._asked_about = (self.line.field.currentData(), units)
        words = _tr("{n} instead of {now}: is that right? Nothing was changed yet. F12 changes it.")
        return words.format(n=units, now=now)

    def _with(self, verb: Ask) -> Ask:
        return partial(verb, self.about.order.number, self.line.field.currentData(), self.units.field.quantity(),
                       tenders=_tenders(self.back))  # fmt: skip


class Product(Part):
    """Another product instead of a line."""

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__(about, at)
        self.found: Availability | None = None
        self.line, self.back = self._line_row(), self._refund_row()
        self.search = ProductSearch(register=at.register, background=at.background, shop=at.shop)
        self.chosen = TextLabel(_tr("Scan it, or type its code or name."), "muted", wrap=True)
        self.ours = QCheckBox(_tr("&We offer it because we are late: it keeps the place in the queue"))
        for part in (self.line, self.search, self.chosen, self.ours, self.back):
            self.column.addWidget(part)
        self.search.found.connect(self._on_found)
        self.search.refused.connect(self._on_refused)
        for row in (self.line, self.back):
            row.field.currentIndexChanged.connect(self.changed)
        self.ours.toggled.connect(self.changed)

    def take_scan(self, code: str) -> None:
        """A scan chooses the product."""
        self.search.take(code)

    def _on_found(self, found: Availability) -> None:
        self.found = found
        price = money_text(found.product.price, self.at.shop) if found.product.price else _tr("no price")
        self.chosen.setText(
            _tr("{name}, {price}, {n} free here").format(name=found.product.name, price=price, n=found.here.available)
        )
        self.changed.emit()

    def _on_refused(self, refusal: PosError) -> None:
        self.chosen.setText(refusal.sentence)

    def ask(self) -> Ask | str:
        if self.search.box.text().strip():
            self.search.enter()  # what is typed counts, and is seen with its price before it is done
            return ""
        if self.found is None:
            return _tr("No product is chosen. Scan it, or type its name.")
        return self._with(self.at.register.waiting.change_product, self.found.product.sku)

    def foresee(self) -> Ask | None:
        if self.found is None:
            return None
        return self._with(self.at.register.waiting.foresee_product, self.found.product.sku)

    def _with(self, verb: Ask, sku: str) -> Ask:
        return partial(verb, self.about.order.number, self.line.field.currentData(), sku, offered=self.ours.isChecked(),
                       tenders=_tenders(self.back))  # fmt: skip


class Way(Part):
    """How the goods reach the customer."""

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__(about, at)
        others = {store: name for store, name in at.shop.stores.items() if store != at.shop.store}
        ways = [("collect", _tr("Collected here")), ("other_store", _tr("Other store")), ("deliver", _tr("We deliver")),
                ("direct", _tr("From the supplier"))]  # fmt: skip
        now = next((line.route for line in about.order.lines if line.open), "collect")
        self.way = SegmentedChoice(_tr("How they get it"), [way for way in ways if others or way[0] != "other_store"],
                                   key=now if others or now != "other_store" else "collect")  # fmt: skip
        self.store = FormRow(_tr("Which &store"), QComboBox())
        for store, name in others.items():
            self.store.field.addItem(name, store)
        self.note = TextLabel("", "muted", wrap=True)
        for part in (self.way, self.store, self.note):
            self.column.addWidget(part)
        self.way.chosen.connect(self._on_way)
        self._on_way()

    def _on_way(self) -> None:
        self.store.setVisible(self.way.key() == "other_store")
        address = self.about.customer.address if self.about.customer else ""
        to = address or _tr("No address is known. Add it first: choose “How they are reached”.")
        self.note.setText(to if self.way.key() in ("deliver", "direct") else "")
        self.note.setVisible(bool(self.note.text()))

    def ask(self) -> Ask | str:
        to = self.store.field.currentData() if self.way.key() == "other_store" else ""
        return partial(self.at.register.waiting.change_route, self.about.order.number, self.way.key(), to=to)


class Days(Part):
    """The day the customer wishes for, and the last on which they still want it."""

    def __init__(self, about: ActedOn, at: At, today: date) -> None:
        super().__init__(about, at)
        hint = _tr("Empty: none. Such as 3 Dec, 3.12., thu or +7.")
        self.wish = day_row(_tr("&Wished for"), at.shop, today, hint=hint)
        self.last = day_row(_tr("Not a&fter"), at.shop, today, hint=hint)
        open_line = next((line for line in about.order.lines if line.open), None)
        if open_line is not None:
            self.wish.field.set_day(open_line.wanted_on)
            self.last.field.set_day(open_line.not_after)
        for part in (self.wish, self.last):
            self.column.addWidget(part)

    def ask(self) -> Ask | str:
        said: dict[str, Any] = {}
        forget = []
        for name, row in (("wanted_on", self.wish), ("not_after", self.last)):
            if not row.field.text().strip():
                forget.append(name)
            elif (day := row.field.day()) is None:
                row.refuse(row.field.words())
                return row.field.words()
            else:
                said[name] = day
        return partial(self.at.register.waiting.change_wishes, self.about.order.number, forget=forget, **said)


class Together(Part):
    """All at once, or each part as it comes."""

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__(about, at)
        self.choice = TogetherChoice(together=about.order.ship_complete)
        self.column.addWidget(self.choice)

    def ask(self) -> Ask | str:
        if self.choice.is_together() == self.about.order.ship_complete:
            return _tr("It is so already. Nothing was changed.")
        return partial(self.at.register.waiting.change_ship_complete, self.about.order.number,
                       self.choice.is_together())  # fmt: skip


class Customer(Part):
    """Somebody else takes the order over."""

    reason_needed = True

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__(about, at)
        self.picker = CustomerPicker(register=at.register, background=at.background)
        self.column.addWidget(self.picker)

    def ask(self) -> Ask | str:
        is_new = self.picker.is_new()
        taken, wish = self.picker.take_typed(), self.picker.wish()
        if not taken or wish is None:
            return (
                _tr("Nothing was changed. Say first who the new customer is.")
                if is_new or self.picker.is_new()
                else _tr("Nobody is chosen. Look for the name or phone.")
            )
        return partial(self.at.register.waiting.change_customer, self.about.order.number, wish)


class Note(Part):
    """Words for staff."""

    def __init__(self, about: ActedOn, at: At) -> None:
        super().__init__(about, at)
        self.words = FormRow(_tr("&What staff should know"), QLineEdit())
        self.words.field.setMaxLength(400)
        self.column.addWidget(self.words)

    def ask(self) -> Ask | str:
        return partial(self.at.register.waiting.note, self.about.order.number, self.words.field.text())
