"""The promise, large: by which day, how sure that is, and on request what it stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.catalog import Product
from pos.domain.promising import Peg, Promise
from pos.domain.shop import Shop
from ui.views.money_words import promise_text, quantity_text, short_date
from ui.widgets import ActionButton, Card, ElidedLabel, Glyph, TextLabel


class PromiseLabel(Card):
    """A tinted card; `show_promise` fills it anew whenever another quantity is to follow."""

    def __init__(self, shop: Shop, parent: QWidget | None = None) -> None:
        super().__init__(tone="later", spacing=4, parent=parent)
        self._shop = shop
        self._glyph = Glyph("calendar-clock", "later", px=24)
        self._lead, self._day = ElidedLabel(), TextLabel("", "total", wrap=True)
        self._sureness = TextLabel("", wrap=True)
        self._why = TextLabel("", "small", wrap=True)
        self._ask = ActionButton("circle-help", self.tr("&Why this date?"), flat=True)
        self._ask.setCheckable(True)
        self._ask.toggled.connect(self._why.setVisible)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._glyph)
        head.addWidget(self._lead, 1)
        head.addWidget(self._ask)
        self.add(head, self._day, self._sureness, self._why)
        self._why.hide()

    def show_promise(self, availability: Availability) -> None:
        """Say what may be told about the units that are short."""
        promise, product = availability.promise, availability.product
        self._ask.setVisible(promise is not None)
        self._why.setVisible(promise is not None and self._ask.isChecked())
        self.set_tone("later" if promise is not None else "warn")
        self._glyph.show_icon("calendar-clock" if promise else "circle-alert", "later" if promise else "warn")
        if promise is None:
            self._lead.setText(self.tr("No date yet"))
            self._day.setVisible(False)
            self._sureness.setText(availability.advice.reasons[0].sentence if availability.advice.reasons else "")
        else:
            self._lead.setText(self.tr("Ready to collect by"))
            self._day.setVisible(True)
            self._day.setText(promise_text(promise, self._shop))
            self._sureness.setText(
                self.tr("Firm: it rests on a confirmed order.") if promise.certainty == "confirmed"
                else self.tr("Estimated. The supplier has not confirmed.")
            )  # fmt: skip
            self._why.setText(self._reasons(promise, product))
        self.setAccessibleName(
            " ".join(label.text() for label in (self._lead, self._day, self._sureness) if not label.isHidden())
        )

    def _reasons(self, promise: Promise, product: Product) -> str:
        parts = [self._peg_words(peg, product) for peg in promise.basis]
        if promise.queue_ahead:
            ahead = quantity_text(promise.queue_ahead, product, self._shop)
            parts.append(self.tr("{ahead} are promised to others and go first.").format(ahead=ahead))
        days = self._shop.handling_days
        if days:
            parts.append(
                self.tr("One day to make it ready is counted in.") if days == 1
                else self.tr("{days} days to make it ready are counted in.").format(days=days)
            )  # fmt: skip
        return " ".join(parts)

    def _peg_words(self, peg: Peg, product: Product) -> str:
        units = quantity_text(peg.quantity, product, self._shop)
        if peg.kind == "supplier":
            return self.tr("{units} would be ordered anew from {supplier}.").format(units=units, supplier=peg.id)
        if peg.on is None:
            return self.tr("{units} come with order {order}, which has no date yet.").format(units=units, order=peg.id)
        return self.tr("{units} of order {order}, due {day}.").format(
            units=units, order=peg.id, day=short_date(peg.on, self._shop)
        )
