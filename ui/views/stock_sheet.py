"""Stock in all stores for one product (F4): one sentence, a table with the age of each figure, and a backorder."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QWidget

from pos.domain.availability import Availability
from pos.domain.shop import Shop
from ui.theme import size
from ui.views.acting_sheet import ActingSheet
from ui.views.money_words import availability_pill, latest_text, quantity_text, seen_text
from ui.views.promise_words import ask_words, donor_words
from ui.views.stock_rows import FREE, FreePill, StoreTable, store_rows
from ui.widgets import (
    ActionButton,
    Card,
    ElidedLabel,
    EmptyState,
    Glyph,
    Pill,
    PrimaryButton,
    TextLabel,
    dress_table,
)


class StockSheet(ActingSheet):
    """`backorder` asks for the backorder panel, `closed` goes back. `now` is aware; the present by default."""

    backorder = Signal()
    closed = Signal()

    def __init__(
        self, *, availability: Availability, shop: Shop, now: datetime | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(self.tr("Stock in all stores"), parent=parent)
        self._availability, self._shop, self._now = availability, shop, now or datetime.now(UTC)
        self.table = QTableView()
        self.model = StoreTable(store_rows(availability, shop, self._now))
        self.sentence = TextLabel(self._in_a_sentence(), "large", wrap=True)
        self.main = PrimaryButton(self.tr("&Backorder"), key="F6")
        self.main.setEnabled(availability.product.backorder != "stop")
        back = ActionButton("", self.tr("Back to the basket"), key="Esc")
        self._lay_out()
        self.set_main(self.main, back)
        self.main.clicked.connect(self.press_main)
        back.clicked.connect(self.closed)
        self.back.connect(self.closed)

    def _lay_out(self) -> None:
        availability, shop = self._availability, self._shop
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(ElidedLabel(availability.product.name, role="heading"), 1)
        head.addWidget(Pill(*availability_pill(availability, shop)))
        top = Card()
        top.add(head, self.sentence, TextLabel(availability.product.sku, "small"))
        self.body.addWidget(top)
        if warning := self._age_warning():
            self.body.addWidget(self._warning(warning, "clock"))
        self.table.setModel(self.model)
        self.table.setItemDelegateForColumn(FREE, FreePill(self.table))
        dress_table(self.table, name=self.tr("Stock by store"))
        self.table.setFixedHeight(
            self.model.rowCount() * size("row") + self.table.horizontalHeader().sizeHint().height() + 6
        )
        self.table.selectRow(0)
        self.body.addWidget(self.table)
        if not availability.elsewhere:
            self.body.addWidget(EmptyState("store", self.tr("No other store keeps this product.")))
        for words in (ask_words(supply, availability.product, shop) for supply in availability.to_ask):
            self.body.addWidget(self._warning(words, "triangle-alert"))
        if availability.donors:
            self.body.addWidget(self._can_come())
        if availability.substitutes:
            self.body.addWidget(self._something_like_it())
        self.body.addStretch(1)

    def _in_a_sentence(self) -> str:
        found, shop = self._availability, self._shop
        words = (quantity_text(n, found.product, shop) for n in (found.here.available, found.short, found.on_order))
        here, short, coming = words
        if not found.short:
            return self.tr("{here} free to sell here now.").format(here=here)
        first = self.tr("{here} here today.").format(here=here) if found.here.available else self.tr("Not here today.")
        if found.product.backorder == "stop":
            return f"{first} {self.tr('It is not ordered any more.')}"
        if found.promise is None:
            return f"{first} {self.tr('Nothing says when more will come.')}"
        sure = found.promise.certainty == "confirmed"
        promise = self.tr("{short} ready to collect by {day}.") if sure else self.tr("{short} estimated for {day}.")
        parts = [first, promise.format(short=short, day=latest_text(found.promise, shop))]
        if found.on_order:
            parts.append(self.tr("{coming} on order.").format(coming=coming))
        if found.promise.queue_ahead:
            ahead = quantity_text(found.promise.queue_ahead, found.product, shop)
            parts.append(self.tr("{ahead} already promised to others.").format(ahead=ahead))
        return " ".join(parts)

    def _age_warning(self) -> str:
        """The age of the oldest figure of another store; empty where there is none."""
        ages = [level.as_of for level in self._availability.elsewhere if level.as_of is not None]
        if not ages:
            return ""
        seen = seen_text(min(ages), self._shop, self._now)
        return self.tr("Other stores' figures are as last {seen}. Call before you promise one.").format(seen=seen)

    def _warning(self, words: str, icon: str) -> Card:
        card = Card(tone="warn")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Glyph(icon, "warn"))
        row.addWidget(TextLabel(words, wrap=True), 1)
        card.add(row)
        card.setAccessibleName(words)
        return card

    def _can_come(self) -> Card:
        """What other stores could send of what is short, and how sure that is."""
        card = Card(self.tr("From other stores"), spacing=4)
        for donor in self._availability.donors:
            words = donor_words(donor, self._availability.product, self._shop)
            name = donor.level.store_name or donor.level.store
            card.add(TextLabel(f"{name}: {words[:1].lower()}{words[1:]}", wrap=True))
        return card

    def _something_like_it(self) -> Card:
        card = Card(self.tr("Something like it, here now"))
        for substitute in self._availability.substitutes:
            left = quantity_text(substitute.available, substitute.product, self._shop)
            row = QHBoxLayout()
            row.setSpacing(12)
            row.addWidget(ElidedLabel(substitute.product.name), 1)
            row.addWidget(Pill("in", self.tr("In stock {left}").format(left=left)))
            card.add(row, TextLabel(substitute.reason, "small", wrap=True))
        return card

    def act(self) -> None:
        """Ask for the backorder panel, where the product may be ordered."""
        if self.main.isEnabled():
            self.backorder.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_f6(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_f6(event):
            self.act()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.table.setFocus()


def _is_f6(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_F6 and not event.modifiers()
