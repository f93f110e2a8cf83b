"""One change of a purchase order: another day, a confirmation, a cancellation; what breaks is shown at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.purchase_orders import PurchaseOrder
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.acting_sheet import ActingSheet
from ui.views.broken_list import BrokenList
from ui.views.buying_words import line_pill
from ui.views.typed_day import day_row
from ui.widgets import ActionButton, Card, ElidedLabel, FormRow, PrimaryButton, QuantityStepper, TextLabel
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.purchasing import PurchaseChange

What = Literal["redate", "confirm", "cancel"]


def _tr(text: str) -> str:
    return QCoreApplication.translate("purchase_change", text)


def titles() -> dict[str, tuple[str, str]]:
    """What each change is called, and what its main button says."""
    return {
        "redate": (_tr("Move the day"), _tr("Move the day")),
        "confirm": (_tr("The supplier confirmed"), _tr("Keep the confirmation")),
        "cancel": (_tr("Cancel lines"), _tr("Cancel what was chosen")),
    }


class PurchaseChangeSheet(ActingSheet):
    """`done` carries the PurchaseChange once it is kept and what it breaks was seen; `mend_wanted` says that somebody
    wants to do something about that."""

    done = Signal(object)
    mend_wanted = Signal()
    cancelled = Signal()

    def __init__(
        self,
        *,
        what: What,
        order: PurchaseOrder,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        title, act = titles()[what]
        super().__init__(f"{title}: {order.number}", widest=760, parent=parent)
        self._what, self._order, self._register, self._background = what, order, register, background
        self._shop, self._person = shop, person
        self._today = today_in(shop, register.clock.now())
        self._change: PurchaseChange | None = None
        self.lines = FormRow(_tr("&Which lines"), QComboBox())
        hint = _tr("Empty: the day already expected. Else such as 3 Dec, 3.12., thu or +7.")
        self.day = day_row(_tr("New &day"), shop, self._today, hint=hint if what == "confirm" else "")
        self.units = FormRow(_tr("How &many units"), QuantityStepper(_tr("How many units"), 1, least=1))
        self.why = FormRow(_tr("Wh&y"), QLineEdit(), hint=_tr("Kept with the order: who said so, and what they said."))
        self.refusal = TextLabel("", wrap=True)
        self._refusal_card = Card(tone="stop")
        self.form = Card()
        self.main = PrimaryButton(act, key="F12", tone="stop" if what == "cancel" else "accent")
        self.mend = ActionButton("bell-ring", _tr("Mend the &promises"))
        self.mend.hide()
        self._build()
        self._on_line()
        self.lines.field.currentIndexChanged.connect(self._on_line)
        self.main.clicked.connect(self.press_main)
        self.mend.clicked.connect(self.mend_wanted)
        self.back.connect(self._leave)

    def _build(self) -> None:
        order = self._order
        open_lines = [line for line in order.lines if line.open]
        self.lines.field.addItem(_tr("All that is open ({n})").format(n=len(open_lines)), None)
        for line in open_lines:
            words = line_pill(line, self._shop, self._today)[1]
            self.lines.field.addItem(f"{line.line}: {line.open} × {line.name}, {words}", line.line)
        self.lines.field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.lines.field.setMinimumContentsLength(16)
        self.why.field.setMaxLength(200)
        self._refusal_card.add(self.refusal)
        self._refusal_card.hide()
        self.form.column.setSpacing(12)
        self.form.add(ElidedLabel(order.supplier_name or order.supplier, role="heading"), self.lines)
        if self._what == "cancel":
            self.form.add(self.units)
        else:
            self.form.add(self.day)
        self.form.add(self.why)
        self.body.addWidget(self._refusal_card)
        self.body.addWidget(self.form)
        self._after = QVBoxLayout()
        self._after.setSpacing(12)
        self.body.addLayout(self._after)
        self.body.addStretch(1)
        self.set_main(self.main, self.mend)

    def _on_line(self) -> None:
        """A part can be cancelled of one line only."""
        line = self._line()
        found = next((one for one in self._order.lines if one.line == line), None)
        self.units.setVisible(found is not None and self._what == "cancel")
        if found is not None:
            self.units.field.set_most(found.open)
            self.units.field.set_quantity(found.open)

    def _line(self) -> int | None:
        found: int | None = self.lines.field.currentData()
        return found

    def act(self) -> None:
        """Make the change; once it is made, leave."""
        if self._change is not None:
            self.done.emit(self._change)
            return
        make = self._call()
        if make is None:
            return
        self.main.setEnabled(False)
        self._background.run(make, then=self.show_change, failed=self._on_refused)

    def _call(self) -> Callable[[], PurchaseChange] | None:
        """What to ask of the register; None, with a sentence, where the day is missing."""
        buying, number, why = self._register.buying, self._order.number, self.why.field.text().strip()
        if self._what == "cancel":
            units = self.units.field.quantity() if self._line() is not None else None
            return partial(buying.cancel, number, line=self._line(), quantity=units, why=why, person=self._person)
        day = self.day.field.day()
        if day is None and (self._what == "redate" or self.day.field.text().strip()):
            self.day.refuse(self.day.field.words() or _tr("Which day did the supplier give?"))
            self.day.field.setFocus()
            return None
        if self._what == "confirm" or day is None:
            return partial(buying.confirm, number, day, line=self._line(), why=why, person=self._person)
        return partial(buying.redate, number, day, line=self._line(), why=why, person=self._person)

    def _on_refused(self, refusal: PosError) -> None:
        self.main.setEnabled(True)
        self.refusal.setText(refusal.sentence)
        self._refusal_card.setAccessibleName(refusal.sentence)
        self._refusal_card.show()

    def show_change(self, change: PurchaseChange) -> None:
        """What to mind and what breaks, before the sheet is left; nothing of either, and it is left at once."""
        self.main.setEnabled(True)
        self._change = change
        if not change.broken and not change.warnings:
            self.done.emit(change)
            return
        self._refusal_card.hide()
        self.form.hide()
        for warning in change.warnings:
            card = Card(tone="warn")
            card.add(TextLabel(warning, wrap=True))
            self._after.addWidget(card)
        if change.broken:
            self._after.addWidget(BrokenList(change.broken, self._shop))
            self.mend.setVisible(self._person.may("mend_promises"))
        self.main.set_label(_tr("Back to the order"))
        self.main.set_fill("accent")
        self.main.setFocus()

    def _leave(self) -> None:
        self.done.emit(self._change) if self._change is not None else self.cancelled.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.lines.field if self._what == "cancel" else self.day.field).setFocus()
