"""The card about the chosen line: what is here, what other stores have and how old that is, and the promise."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.shop import Shop
from pos.domain.stock import StockLevel
from ui.views.money_words import level_pill, quantity_text, ready_words, seen_text
from ui.widgets import Card, ElidedLabel, IconButton, Pill, TextLabel

MOST_STORES, MOST_SUBSTITUTES, SIDE = 4, 2, 16


class AvailabilityCard(Card):
    """Shows one Availability, or what to do first while nothing is chosen. `why` asks what the date stands on."""

    why = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=6, parent=parent)
        self._name = ElidedLabel(lines=1, role="strong")
        self._stores = QGridLayout()
        self._stores.setHorizontalSpacing(8)
        self._stores.setVerticalSpacing(4)
        self._stores.setColumnStretch(0, 1)
        self._sentence = TextLabel("", "muted", wrap=True)
        self._then, self._last = QVBoxLayout(), QVBoxLayout()
        for part in (self._then, self._last):
            part.setSpacing(4)
        self.add(self._name, self._stores, self._sentence, self._then)
        self._below: QWidget | None = None
        self._extras: list[QWidget] = []
        self._room = 0
        self._shown: object = None
        self.show_nothing()

    def show_nothing(self) -> None:
        """No line is chosen."""
        self._shown = None
        self._empty_stores()
        self._show_below("", False)
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
        self._add_extras(known, shop)
        said = [known.product.name + ".", self._sentence.text(), *(label.accessibleName() for label in self._extras)]
        said.append(self._basis.text() if known.short else "")
        self.setAccessibleName(" ".join(part for part in said if part))
        self.fit(self._room)

    def _add_store(self, name: str, seen: str, level: StockLevel, known: Availability, shop: Shop) -> None:
        row = self._stores.rowCount()
        end = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
        parts = (ElidedLabel(name, lines=1), TextLabel(seen, "small", side="trailing"))
        for at, label in enumerate(parts):
            self._stores.addWidget(label, row, at)
        pill = Pill(*level_pill(level, known.product, shop))
        self._stores.addWidget(pill, row, 2, end)
        for part in (*parts, pill):
            part.show()  # now and not with the next event: `fit` counts what is shown
        donor = next((one for one in known.donors if one.level.store == level.store), None)
        if donor is not None:
            from ui.views.promise_words import donor_words

            text = donor_words(donor, known.product, shop)
            label = self._extra(text, f"{name}: {text}")
            self._stores.addWidget(label, row + 1, 0, 1, 3)

    def _extra(self, text: str, spoken: str = "", role: str = "small") -> TextLabel:
        label = TextLabel(text, role, wrap=True)
        label.setAccessibleName(spoken or text)
        label.hide()
        label.ensurePolished()
        self._extras.append(label)
        return label

    def _add_extras(self, known: Availability, shop: Shop) -> None:
        """What only matters when something is short; the first of these go last when room is scarce."""
        self._show_below("", False)
        if not known.short:
            return
        from ui.views import promise_words as words

        donors, self._extras = self._extras, []
        self._show_below(words.basis_in_short(known, shop), True)
        if split := words.split_in_short(known, shop):
            self._then.addWidget(self._extra(split, role="strong"))
        for supply in known.to_ask[:1]:
            self._then.addWidget(self._extra(words.ask_words(supply, known.product, shop), role="warning"))
        self._extras += donors
        for other in known.substitutes[:MOST_SUBSTITUTES]:
            left = quantity_text(other.available, other.product, shop)
            text = self.tr("Or {name} ({left} here): {reason}").format(
                name=other.product.name, left=left, reason=other.reason[:1].lower() + other.reason[1:]
            )
            self._last.addWidget(self._extra(text))

    def _show_below(self, basis: str, asks: bool) -> None:
        """The basis in few words, with the way to all of it beside it."""
        if self._below is None:
            if not asks:
                return
            self._below = self._make_below()
            self.add(self._below, self._last)
        self._basis.setText(basis or self.tr("Why there is no date"))
        self._below.setVisible(asks)
        if asks:
            self._extras.append(self._below)

    def _make_below(self) -> QWidget:
        below = QWidget()
        self._basis = TextLabel("", "small", wrap=True)
        self._basis.ensurePolished()  # else it would first be measured in a larger type
        ask = IconButton("circle-help", self.tr("Why this date?"))
        ask.clicked.connect(self.why)
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._basis, 1)
        row.addWidget(ask)
        for part in (self._basis, ask):
            part.show()
        return below

    def fit(self, room: int) -> None:
        """Keep to so many px of height (0: as it likes): what F4 and Shift+F6 tell as well makes way first.

        Worked out before anything is shown, for a window grows at once with what stands in it and never shrinks back.
        """
        self._room = room
        inside = self.contentsRect().width() - 2 * SIDE
        heights = [max(extra.heightForWidth(inside), extra.minimumSizeHint().height()) + 6 for extra in self._extras]
        for part in (self._stores, self._then, self._last, self.column):
            part.invalidate()  # what was shown or hidden just now counts
        shown = sum(at for extra, at in zip(self._extras, heights, strict=True) if not extra.isHidden())
        taken = max(self.column.totalHeightForWidth(self.width()), self.column.totalSizeHint().height()) - shown
        for extra, height in zip(self._extras, heights, strict=True):
            taken += height
            extra.setVisible(not room or taken <= room)

    def _empty_stores(self) -> None:
        self._extras = []
        for place in (self._stores, self._then, self._last):
            while (old := place.takeAt(0)) is not None:
                if (widget := old.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()


def _tr(text: str) -> str:
    return QCoreApplication.translate("availability", text)


def promise_sentence(known: Availability, shop: Shop) -> str:
    """ "Ready to collect by Thu 3 Dec." or, where nothing is short, "12 on order, 3 already promised." """
    parts = []
    promise = known.promise
    if promise is not None:
        parts.append(ready_words(promise, shop))
    elif known.on_order and not known.short:
        units = quantity_text(known.on_order, known.product, shop)
        text = _tr("{units} on order").format(units=units)
        if known.here.owed:
            owed = quantity_text(known.here.owed, known.product, shop)
            text += _tr(", {owed} already promised").format(owed=owed)
        parts.append(text + ".")
    elif known.short:
        parts.append(known.advice.reasons[0].sentence)
    return " ".join(parts)
