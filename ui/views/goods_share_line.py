"""One line that waits for goods that have come: what it gets by the rule, and what a person gives it instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pos.domain.shop import Shop
from ui.views.goods_words import give_reasons
from ui.views.money_words import short_date
from ui.views.orders_model import short_number
from ui.views.reason_row import ReasonRow
from ui.widgets import Card, ElidedLabel, FormRow, QuantityStepper, TextLabel, rule

if TYPE_CHECKING:
    from pos.usecases.sharing import Gets


class ShareCard(Card):
    """`changed` carries the key of the row and the units it is to get."""

    changed = Signal(str, int)

    def __init__(self, shop: Shop, *, parent: QWidget | None = None) -> None:
        super().__init__(spacing=10, parent=parent)
        self._shop, self._key = shop, ""
        self._who, self._what = ElidedLabel(role="heading", lines=2), TextLabel("", wrap=True)
        self._place = TextLabel("", "muted", wrap=True)
        self.units = FormRow(self.tr("&Gets"), QuantityStepper(self.tr("Gets"), 0))
        self._rule = TextLabel("", "small", wrap=True)
        self.why = ReasonRow(self.tr("Wh&y another way"), give_reasons(), hint=self.tr("Kept with the delivery."))
        self.add(self._who, self._what, self._place, rule(), self.units, self._rule, self.why)
        self.why.hide()
        # Once typed: each answer shows the row anew, and must not write over a half-typed number.
        self.units.field.settled.connect(lambda units: self.changed.emit(self._key, units))

    def show_row(self, key: str, one: Gets, by_rule: int, *, may: bool) -> None:
        """Show a line; only who `may` share goods out can change it."""
        self._key = key
        number = short_number(one.order, self._shop)
        self._who.setText(f"{one.customer_name or self.tr('No name')} · {number}")
        self._what.setText(self.tr("waits for {n} × {name}").format(n=one.units + one.still, name=one.name))
        told = (
            self.tr("told {day}").format(day=short_date(one.told, self._shop)) if one.told else self.tr("told no day")
        )
        late = self.tr("that day is past") if one.late else ""
        place = self.tr("place {n} in the queue").format(n=one.place)
        self._place.setText(", ".join(part for part in (place, told, late) if part))
        self.setAccessibleName(f"{self._who.text()}, {self._what.text()}, {self._place.text()}")
        self.units.field.set_most(one.units + one.still)
        self.units.field.set_quantity(one.units)
        self.units.setEnabled(may)
        words = self.tr("By the shop's rule: {n}.").format(n=by_rule)
        self._rule.setText(words if may else f"{words} {self.tr('Giving otherwise needs a manager.')}")

    def show_why(self, asked: bool) -> None:
        """Ask for a reason, or do not."""
        self.why.setVisible(asked)

    def finish_typing(self) -> None:
        """A number that is still being typed counts."""
        focus = self.focusWidget()
        if isinstance(focus, QLineEdit):
            focus.editingFinished.emit()
