"""How goods that follow reach their customer, and by which days: agreed on the backorder panel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import BadDate, ContactNeeded, PosError
from pos.domain.ways import SHIPS
from pos.usecases.sale_wishes import CustomerWish, LineWish
from ui.views.typed_day import DayField, day_row
from ui.widgets import ActionButton, FormRow, SegmentedChoice, TextLabel

if TYPE_CHECKING:
    from datetime import date

    from pos.domain.promise import Promise
    from pos.domain.shop import Shop
    from pos.register import Register
    from pos.usecases.customer_history import CustomerHistory
    from ui.work.background import Background

USUAL = LineWish("")
"""Collected here, as it comes."""
_tr = QCoreApplication.translate


def lead_words(how: LineWish, shop: Shop, promise: Promise) -> str:
    """What stands above the day, by the way on which the goods go."""
    one_day = promise.likely_on == promise.latest_on
    if how.route == "collect":
        return _tr("PromiseLabel", "Ready to collect by") if one_day else _tr("PromiseLabel", "Expected")
    if how.route in SHIPS:
        return _tr("WayChoice", "Sent by") if one_day else _tr("WayChoice", "Sent, expected")
    words = _tr("WayChoice", "At {store} by") if one_day else _tr("WayChoice", "At {store}, expected")
    return words.format(store=shop.stores.get(how.route_to, how.route_to))


class WayChoice(QWidget):
    """The way in segments of which only those stand there that this shop has for these goods; beneath, what it needs to
    be known: which store, or the address. The days take no room until they are asked for. `changed` says that a person
    chose otherwise."""

    changed = Signal()
    typed = Signal()
    """Enter in the last of the fields."""

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, today: date, direct: bool,
        how: LineWish = USUAL, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._register, self._background, self._shop = register, background, shop
        self._customer: CustomerWish | None = None
        self._typed_for = self._known_address = ""
        others = {store: name for store, name in shop.stores.items() if store != shop.store}
        ways = [("collect", self.tr("&Collect here")), ("other_store", self.tr("&Other store")),
                ("deliver", self.tr("Deli&ver")), ("direct", self.tr("D&irect"))]  # fmt: skip
        has = {"collect": True, "other_store": bool(others), "deliver": True, "direct": direct}
        self.way = SegmentedChoice(
            self.tr("How they get it"), [way for way in ways if has[way[0]]],
            key=how.route if has[how.route] else "collect",
        )  # fmt: skip
        self.store = FormRow(self.tr("Which &store"), QComboBox())
        for store, name in others.items():
            self.store.field.addItem(name, store)
        self.store.field.setCurrentIndex(max(0, self.store.field.findData(how.route_to)))
        self.address = FormRow(self.tr("&Address"), QLineEdit())
        self.address.field.setMaxLength(200)
        self._where, self._refusal = TextLabel("", "muted", wrap=True), TextLabel("", "error", wrap=True)
        self._refusal.hide()
        hint = self.tr("Such as 3 Dec, 3.12., thu or +7.")
        self.wish = day_row(self.tr("Wis&hed for"), shop, today, hint=hint)
        self.last = day_row(self.tr("Not a&fter"), shop, today, hint=hint)
        self.days = QWidget()
        self.open_days = ActionButton("calendar", self.tr("A da&y they wish for"), flat=True)
        self._lay_out()
        self.wish.field.set_day(how.wanted_on)
        self.last.field.set_day(how.not_after)
        self.days.setVisible(bool(how.wanted_on or how.not_after))
        self.open_days.setHidden(not self.days.isHidden())
        self.way.chosen.connect(self._on_way)
        self.store.field.currentIndexChanged.connect(self._on_way)
        self.address.field.textEdited.connect(lambda: self.refuse(None))
        self.open_days.clicked.connect(self._show_days)
        self.wish.field.returnPressed.connect(self.last.field.setFocus)
        for end in (self.address.field, self.last.field):
            end.returnPressed.connect(self.typed)
        for row in (self.wish, self.last):
            row.field.textChanged.connect(self._on_day)
        self._show_way()

    def _lay_out(self) -> None:
        days = QHBoxLayout(self.days)
        days.setContentsMargins(0, 0, 0, 0)
        days.setSpacing(12)
        for row in (self.wish, self.last):
            days.addWidget(row, 1, Qt.AlignmentFlag.AlignTop)
        where = QHBoxLayout()
        where.addWidget(self._where, 1)
        where.addWidget(self.open_days)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.way)
        column.addLayout(where)
        for part in (self.store, self.address, self.days, self._refusal):
            column.addWidget(part)

    # --- what is known -----------------------------------------------------------------------------------------------
    def how(self) -> LineWish:
        """The way and the days, as a line of a sale says them."""
        way = self.way.key()
        to = self.store.field.currentData() if way == "other_store" else ""
        return LineWish("", route=way, route_to=to, wanted_on=self.wish.field.day(), not_after=self.last.field.day())

    def reached(self, wish: CustomerWish) -> CustomerWish:
        """The customer with the address that was typed for these goods, where it is another than the known one."""
        address = self.address.field.text().strip()
        return replace(wish, address=address) if self._ships() and address != self._known_address else wish

    def _ships(self) -> bool:
        return self.way.key() in SHIPS

    def misses(self) -> bool:
        """Say in place that the address is missing, and go there; False where nothing is missing."""
        if not self._ships() or self.address.field.text().strip():
            return False
        self.address.refuse(self.tr("Nothing says where the customer lives. Nothing was taken. Type the address."))
        self.address.field.setFocus()
        return True

    # --- what happens ------------------------------------------------------------------------------------------------
    def set_customer(self, wish: CustomerWish | None) -> None:
        """Another customer: their known address stands in the field, unless one was typed before anybody was chosen."""
        self._customer = wish
        who = "" if wish is None else wish.id or wish.name
        if wish is not None and who != self._typed_for:
            if self._typed_for:
                self.address.field.clear()  # it was somebody else's
            self._typed_for, self._known_address = who, ""
            if not wish.id and wish.address:
                self.address.field.setText(wish.address)
        self._ask_address()

    def refuse(self, refusal: PosError | None) -> None:
        """Say why it cannot go so, at the field that it is about; None takes it away."""
        meant = self._row_of(refusal)
        for row in (self.wish, self.last, self.address):
            if row is meant or row.field.property("refused"):
                row.refuse(refusal.sentence if refusal is not None and row is meant else "")
        self._refusal.setText(refusal.sentence if refusal is not None and meant is None else "")
        self._refusal.setVisible(bool(self._refusal.text()))

    def go_to_refused(self, refusal: PosError) -> None:
        """The refusal once more, and the cursor where it can be put right."""
        self.refuse(refusal)
        row = self._row_of(refusal)
        self.way.focus_chosen() if row is None else row.field.setFocus()

    def _row_of(self, refusal: PosError | None) -> FormRow[DayField] | FormRow[QLineEdit] | None:
        if isinstance(refusal, ContactNeeded):
            return self.address
        if isinstance(refusal, BadDate):
            return self.wish if str(self.wish.field.day()) == refusal.details.get("day") else self.last
        return self.last if refusal is not None and refusal.details.get("rule") == "not-after" else None

    def _show_days(self) -> None:
        self.open_days.hide()
        self.days.show()
        self.wish.field.setFocus()

    def _on_day(self) -> None:
        if not any(row.field.refusal() for row in (self.wish, self.last)):
            self.changed.emit()

    def _on_way(self) -> None:
        self._show_way()
        self._ask_address()
        self.changed.emit()
        if self._ships() and not self.address.field.text():
            self.address.field.setFocus()

    def _show_way(self) -> None:
        way, shop = self.way.key(), self._shop
        self.store.setVisible(way == "other_store" and self.store.field.count() > 1)
        self.address.setVisible(self._ships())
        store = self.store.field.currentData() if way == "other_store" else ""
        words = {"deliver": self.tr("We send it from here."), "direct": self.tr("The supplier sends it to them.")}
        self._where.setText(
            words[way] if way in words
            else self.tr("Collect at {store}").format(store=shop.place(store) if store else shop.store_name)
        )  # fmt: skip

    def _ask_address(self) -> None:
        who = self._customer.id if self._customer else ""
        if who and self._ships() and not self._known_address:
            self._background.run(
                lambda: self._register.waiting.customer_history(who), then=self._on_address, failed=lambda _: None
            )

    def _on_address(self, seen: CustomerHistory) -> None:
        """The field says the known address, unless somebody typed another one."""
        if self._customer is None or self._customer.id != seen.customer.id:
            return
        if self.address.field.text().strip() in ("", self._known_address):
            self.address.field.setText(self._customer.address or seen.customer.address)
            self.address.refuse("")
        self._known_address = seen.customer.address
