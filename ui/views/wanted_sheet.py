"""Wanted, not bought: what it was, and why it was not bought, on one key each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from pos.domain.catalog import Product
from pos.domain.demand import LOST_CAUSES
from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.shop import Shop
from ui.views.customer_words import MOST_ASKED
from ui.views.money_words import quantity_text
from ui.widgets import ActionButton, Card, ElidedLabel, FormRow, QuantityStepper, SheetFrame, TextLabel, all_taken
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.wanted import Missed


def _tr(text: str) -> str:
    return QCoreApplication.translate("wanted", text)


def cause_words() -> dict[str, str]:
    """Why somebody did not buy, as the buttons say it."""
    words = {
        "too_long_wait": _tr("The wait is too long"),
        "too_dear": _tr("Too dear"),
        "not_carried": _tr("We do not carry it"),
        "out_of_stock_no_date": _tr("Out of stock, no date"),
        "wrong_variant": _tr("Another colour or size"),
        "just_looking": _tr("Just looking"),
        "other": _tr("Something else"),
    }
    return {cause: words[cause] for cause in LOST_CAUSES}


class WantedSheet(SheetFrame):
    """`done` carries a sentence. The keys 1 to 7 are the causes, unless something is being typed."""

    done = Signal(str)
    cancelled = Signal()

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        product: Product | None = None,
        quantity: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        """Without a product it is asked for in words."""
        super().__init__(_tr("Wanted, not bought"), widest=760, parent=parent)
        self._register, self._background, self._person, self._product = register, background, person, product
        self._busy = False
        self._measured = quantity if product is not None and product.unit != "pc" else 0
        self.what = FormRow(
            _tr("What was &wanted"), QLineEdit(), hint=_tr("Scan it, or say it in a few words. Then Enter.")
        )
        self.what.field.setMaxLength(200)
        self.quantity = QuantityStepper(_tr("How many"), max(1, quantity), least=1, most=max(MOST_ASKED, quantity))
        self.refusal = TextLabel("", "error", wrap=True)
        self.refusal.hide()
        self.causes: dict[str, ActionButton] = {}
        card, why = Card(spacing=10), Card(_tr("Why not?"), spacing=8)
        row = QHBoxLayout()
        row.setSpacing(12)
        if product is not None:
            row.addWidget(ElidedLabel(product.name, lines=2, role="strong"), 1)
        else:
            row.addWidget(TextLabel(_tr("How many"), "label"), 1)
            card.add(self.what)
        row.addWidget(TextLabel(quantity_text(quantity, product, shop)) if product is not None and self._measured
                      else self.quantity)  # fmt: skip
        card.add(row, self.refusal)
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, (cause, words) in enumerate(cause_words().items()):
            button = self.causes[cause] = ActionButton("", words, key=str(at + 1))
            button.clicked.connect(partial(self.keep, cause))
            grid.addWidget(button, at // 2, at % 2)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        says = _tr("Figures go into “How many” now. Enter, then 1 to 7 for the cause.")
        self.typing = TextLabel(says, "small", wrap=True)
        self.typing.hide()
        kept = _tr("Kept for ordering: it counts as demand. No customer, no money.")
        why.add(self.typing, grid, TextLabel(kept, "muted", wrap=True))
        self.body.addWidget(card)
        self.body.addWidget(why)
        self.body.addStretch(1)
        self.what.field.returnPressed.connect(self._to_causes)
        self.quantity.line.returnPressed.connect(self._to_causes)
        self.quantity.line.installEventFilter(self)
        self.what.field.textEdited.connect(self._no_refusal)
        self.quantity.changed.connect(self._no_refusal)
        self.back.connect(self.cancelled)

    def take_scan(self, code: str) -> None:
        """A scan is what was wanted."""
        if self._product is None:
            self.what.field.setText(code)
            self._to_causes()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the cursor is in the number, the figures belong to it: that is said."""
        if watched is self.quantity.line and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.typing.setVisible(event.type() == QEvent.Type.FocusIn)
        return False

    def _no_refusal(self, *_: object) -> None:
        self.refusal.hide()

    def _to_causes(self) -> None:
        if self._product is not None or self.what.field.text().strip():
            self.causes["too_long_wait"].setFocus(Qt.FocusReason.TabFocusReason)

    def keep(self, cause: str, checked: bool = False) -> None:
        """Keep it with this cause."""
        if not all_taken(self):
            return
        what = self._product.sku if self._product is not None else self.what.field.text().strip()
        if not what:
            self.what.refuse(_tr("Say what was wanted first."))
            self.what.field.setFocus()
            return
        if self._busy:
            return
        self._busy = True
        units = self._measured or self.quantity.quantity()
        ask = partial(self._register.tell_me.wanted_not_bought, what, units, cause=cause, person=self._person)
        self._background.run(ask, then=self._on_kept, failed=self._on_refused)

    def _on_kept(self, missed: Missed) -> None:
        words = cause_words()[missed.cause]
        self.done.emit(
            _tr("Kept: {name}, not bought ({why}).").format(name=missed.name, why=words[:1].lower() + words[1:])
        )

    def _on_refused(self, refusal: PosError) -> None:
        self._busy = False
        self.refusal.setText(refusal.sentence)
        self.refusal.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        typing = self.what.field.hasFocus() or self.quantity.line.hasFocus()
        if plain and 0 <= at < len(self.causes) and not typing:
            self.keep(list(self.causes)[at])
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            (self.what.field if self._product is None else self.causes["too_long_wait"]).setFocus()
