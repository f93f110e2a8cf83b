"""The promise, large: by which day, how sure that is, what it stands on, and on request all about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.shop import Shop
from ui.views.money_words import promise_text
from ui.views.promise_words import basis_in_short, split_in_short
from ui.widgets import ActionButton, Card, ElidedLabel, Glyph, TextLabel


class PromiseLabel(Card):
    """A tinted card; `show_promise` fills it anew whenever another quantity is to follow. `asked` says whether a person
    wants to know all about the date, where there is more to know (`asks`)."""

    asked = Signal(bool)

    def __init__(self, shop: Shop, parent: QWidget | None = None, *, asks: bool = True) -> None:
        super().__init__(tone="later", spacing=4, parent=parent)
        self._shop = shop
        self._glyph = Glyph("calendar-clock", "later", px=24)
        self._lead, self._day = ElidedLabel(), TextLabel("", "total", wrap=True)
        self._sureness, self._split = TextLabel("", wrap=True), TextLabel("", "strong", wrap=True)
        self._why = TextLabel("", "small", wrap=True)
        self._ask = ActionButton("circle-help", self.tr("&Why this date?"), flat=True)
        self._ask.setCheckable(True)
        self._ask.setToolTip(self.tr("Why this date? (Shift+F6)"))
        self._ask.toggled.connect(self.asked)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._glyph)
        head.addWidget(self._lead, 1)
        head.addWidget(self._ask)
        self.add(head, self._day, self._sureness, self._split, self._why)
        self._ask.setHidden(not asks)  # now that it has a place: shown alone it would be a window

    def ask(self) -> None:
        """Ask why, or have it put away again."""
        self._ask.toggle()

    def show_promise(self, availability: Availability, *, together: bool = False, lead: str = "") -> None:
        """Say what may be told about the units that are short; of an order that goes `together`, about all of it. On
        another way than to our own counter `lead` says what happens by that day."""
        promise = availability.promise
        self._split.setText("" if together or lead else split_in_short(availability, self._shop))
        self._why.setText(basis_in_short(availability, self._shop))
        for label in (self._split, self._why):
            label.setVisible(bool(label.text()))
        self.set_tone("later" if promise is not None else "warn")
        self._glyph.show_icon("calendar-clock" if promise else "circle-alert", "later" if promise else "warn")
        if promise is None:
            self._lead.setText(self.tr("No date yet"))
            self._day.setVisible(False)
            self._sureness.setText(availability.advice.reasons[0].sentence if availability.advice.reasons else "")
        else:
            one_day = promise.likely_on == promise.latest_on
            if lead:
                self._lead.setText(lead)
            elif together:
                self._lead.setText(self.tr("All together by") if one_day else self.tr("All together, expected"))
            else:
                self._lead.setText(self.tr("Ready to collect by") if one_day else self.tr("Expected"))
            self._day.setVisible(True)
            self._day.setText(promise_text(promise, self._shop))
            self._sureness.setText(
                self.tr("It is here, and put aside at once.") if {peg.kind for peg in promise.basis} == {"stock"}
                else self.tr("Firm: it rests on a confirmed order.") if promise.certainty == "confirmed"
                else self.tr("Estimated. The supplier has not confirmed.")
            )  # fmt: skip
        said = (self._lead, self._day, self._sureness, self._split, self._why)
        self.setAccessibleName(" ".join(label.text() for label in said if not label.isHidden()))
