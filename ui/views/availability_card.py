"""The card about the chosen line: what is here, what other stores have and how old that is, and the promise."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.shop import Shop
from pos.domain.stock import StockLevel
from ui.views.money_words import level_pill, promise_text, quantity_text, seen_text
from ui.widgets import Card, ElidedLabel, Pill, TextLabel

MOST_STORES = 4


class AvailabilityCard(Card):
    """Shows one Availability, or what to do first while nothing is chosen."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=6, parent=parent)
        self._name = ElidedLabel(lines=1, role="strong")
        self._stores = QGridLayout()
        self._stores.setHorizontalSpacing(8)
        self._stores.setVerticalSpacing(4)
        self._stores.setColumnStretch(0, 1)
        self._sentence = TextLabel("", "muted", wrap=True)
        self.add(self._name, self._stores, self._sentence)
        self._shown: object = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """No line is chosen."""
        self._shown = None
        self._empty_stores()
        self._name.setText(self.tr("Availability"))
        self._sentence.setText(self.tr("Stock here and in other stores shows here for the line you choose."))
        self._sentence.show()
        self.setAccessibleName(self._name.text())

    def show_answer(self, known: Availability, shop: Shop, now: datetime) -> None:
        """Show what is known of a product; `now` tells how old other stores' figures are."""
        if (known, now) == self._shown:
            return
        self._shown = (known, now)
        self._empty_stores()
        self._name.setText(known.product.name)
        self._add_store(self.tr("Here"), "", known.here, known, shop)
        for level in sorted(known.elsewhere, key=lambda level: -level.spare)[:MOST_STORES]:
            self._add_store(level.store_name or level.store, seen_text(level.as_of, shop, now), level, known, shop)
        self._sentence.setText(promise_sentence(known, shop))
        self._sentence.setVisible(bool(self._sentence.text()))
        self.setAccessibleName(f"{known.product.name}. {self._sentence.text()}")

    def _add_store(self, name: str, seen: str, level: StockLevel, known: Availability, shop: Shop) -> None:
        row = self._stores.rowCount()
        pill = Pill(*level_pill(level, known.product, shop))
        self._stores.addWidget(ElidedLabel(name, lines=1), row, 0)
        self._stores.addWidget(TextLabel(seen, "small", side="trailing"), row, 1)
        self._stores.addWidget(pill, row, 2, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)

    def _empty_stores(self) -> None:
        while (old := self._stores.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _tr(text: str) -> str:
    return QCoreApplication.translate("availability", text)


def promise_sentence(known: Availability, shop: Shop) -> str:
    """ "Ready to collect by Thu 3 Dec. 12 on order, 3 already promised." """
    parts = []
    promise = known.promise
    if promise is not None:
        words = (
            _tr("Ready to collect by {day}.")
            if promise.certainty == "confirmed"
            else _tr("Estimated {day}; the supplier has not confirmed.")
        )
        parts.append(words.format(day=promise_text(promise, shop)))
    if known.on_order:
        units = quantity_text(known.on_order, known.product, shop)
        text = _tr("{units} on order").format(units=units)
        if known.here.owed:
            owed = quantity_text(known.here.owed, known.product, shop)
            text += _tr(", {owed} already promised").format(owed=owed)
        parts.append(text + ".")
    elif known.short and promise is None:
        parts.append(known.advice.reasons[0].sentence)
    return " ".join(parts)
