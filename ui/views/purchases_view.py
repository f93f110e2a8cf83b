"""Purchase orders: what is longest overdue first, each with its lines, the days that moved, and what can be changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.people import Person
from pos.domain.purchase_orders import DayChange, PurchaseLine, PurchaseOrder
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.buying_words import line_note, line_pill, order_listed, order_pill
from ui.views.list_page import ListPage
from ui.views.money_words import short_date
from ui.widgets import ActionButton, Card, ElidedLabel, Pill, PrimaryButton, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register

MOST_CHANGES = 12


class PurchasesView(ListPage):
    """`new_wanted` asks for a new order, `change_wanted` carries what to do ("confirm", "redate", "cancel", "add") and
    the PurchaseOrder, `supplier_opened` a supplier's code."""

    new_wanted = Signal()
    change_wanted = Signal(str, object)
    supplier_opened = Signal(str)

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
            self.tr("Purchase orders"),
            search=self.tr("Number, supplier or product"),
            name=self.tr("Purchase orders, the latest first"),
            filters=[
                ("", self.tr("All")), ("late", self.tr("Late")), ("open", self.tr("Open")), ("done", self.tr("Done")),
            ],
            icon="clipboard-list",
            parent=parent,
        )  # fmt: skip
        self._register, self._background, self._shop, self._person = register, background, shop, person
        self._today = today_in(shop, register.clock.now())
        self._people: dict[str, str] = {}
        self.main = PrimaryButton(self.tr("&New purchase order"), key="F12")
        self.set_main(self.main)
        self.main.setEnabled(person.may("purchase"))
        self.main.clicked.connect(self.press_main)
        background.run(lambda: {one.id: one.name for one in register.people()}, then=self._people.update)
        background.run(register.buying.orders, then=self._on_orders)

    def act(self) -> None:
        """Order goods."""
        if self.main.isEnabled():
            self.new_wanted.emit()

    def _on_orders(self, orders: Sequence[PurchaseOrder]) -> None:
        empty = self.tr("No purchase order yet"), self.tr("F12 makes the first one.")
        self.set_rows([order_listed(order, self._shop, self._today) for order in orders], empty)

    def on_chosen(self, key: str) -> None:
        if key:
            self._background.run(partial(self._register.buying.order, key), then=self._show, failed=self.refuse)

    def _show(self, order: PurchaseOrder) -> None:
        if order.number != self.key():  # an answer for a row that was left meanwhile
            return
        if not self._person.may("purchase"):
            self.set_foot_text(self.tr("Ordering and changing need a manager. Let one sign in."))
        parts = [self._head(order), self._lines(order)]
        if order.changes:
            parts.append(self._changes(order))
        who = order.supplier_name or order.supplier
        self.show_detail(parts, f"{order.number}, {who}, {order_pill(order, self._shop, self._today)[1]}")

    # --- the cards ---------------------------------------------------------------------------------------------------
    def _head(self, order: PurchaseOrder) -> Card:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(ElidedLabel(order.number, role="title"), 1)
        top.addWidget(Pill(*order_pill(order, self._shop, self._today)))
        who = ActionButton("truck", (order.supplier_name or order.supplier).replace("&", "&&"), flat=True)
        who.clicked.connect(lambda: self.supplier_opened.emit(order.supplier))
        ordered = ""
        if order.ordered_on is not None:
            ordered = self.tr("ordered {day}").format(day=short_date(order.ordered_on, self._shop, today=self._today))
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(who, 1)
        below.addWidget(TextLabel(ordered, "small", side="trailing"))
        card.add(top, below)
        if any(line.open for line in order.lines):
            card.add(self._acts(order))
        return card

    def _acts(self, order: PurchaseOrder) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(8)
        acts = (
            ("redate", "calendar-clock", self.tr("&Move the day")),
            ("confirm", "circle-check", self.tr("Con&firmed")),
            ("add", "plus", self.tr("&Add lines")),
            ("cancel", "ban", self.tr("&Cancel lines")),
        )
        for at, (what, icon, label) in enumerate(acts):
            button = ActionButton(icon, label)
            button.setEnabled(self._person.may("purchase"))
            button.clicked.connect(partial(self._want, what, order))
            grid.addWidget(button, at // 2, at % 2)
            grid.setColumnStretch(at % 2, 1)
        return grid

    def _want(self, what: str, order: PurchaseOrder, checked: bool = False) -> None:
        self.change_wanted.emit(what, order)

    def _lines(self, order: PurchaseOrder) -> Card:
        card = Card(self.tr("What was ordered"), spacing=10)
        for line in order.lines:
            card.add(self._line(line))
        return card

    def _line(self, line: PurchaseLine) -> QWidget:
        row = QWidget()
        name, pill = ElidedLabel(f"{line.quantity} × {line.name}", role="strong"), Pill(*self._pill(line))
        note = line_note(line, self._shop, self._today)
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(name)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(pill)
        below.addWidget(ElidedLabel(note, role="small"), 1)
        column.addLayout(below)
        said = (f"{line.line}", name.text(), pill.text, note)
        row.setAccessibleName(", ".join(part for part in said if part))
        return row

    def _pill(self, line: PurchaseLine) -> tuple[str, str]:
        return line_pill(line, self._shop, self._today)

    def _changes(self, order: PurchaseOrder) -> Card:
        card = Card(self.tr("How the days moved"), spacing=6)
        for change in sorted(order.changes, key=lambda one: one.at, reverse=True)[:MOST_CHANGES]:
            card.add(TextLabel(self._change(change), "small", wrap=True))
        return card

    def _change(self, change: DayChange) -> str:
        at = datetime.fromisoformat(change.at).astimezone(ZoneInfo(self._shop.timezone))
        before, after = (
            self.tr("no day") if day is None else short_date(day, self._shop, today=self._today)
            for day in (change.before, change.after)
        )
        if change.before == change.after:
            what = self.tr("confirmed for {day}") if change.confirmed else self.tr("no longer confirmed for {day}")
            what = what.format(day=after)
        elif change.before is None:
            what = self.tr("set to {day}").format(day=after)
        else:
            what = self.tr("{before} became {after}").format(before=before, after=after)
        day = short_date(at.date(), self._shop, today=self._today)
        who = self._people.get(change.person, "")
        head = self.tr("{day} {time}, line {line}: {what}").format(
            day=day, time=f"{at:%H:%M}", line=change.line, what=what
        )
        return ", ".join(part for part in (head, who, change.why) if part)
