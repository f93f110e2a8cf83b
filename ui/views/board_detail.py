"""The order beside the board: read anew whenever another line is chosen, as long as it can be seen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pos.domain.errors import PosError
from pos.domain.people import Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from ui.views.order_detail import OrderDetail, OrderShown, shown_of
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register


class BoardDetail(OrderDetail):
    """`detailed` carries the number that is shown now, `refused` a sentence on why none is."""

    detailed = Signal(str)
    refused = Signal(str)

    def __init__(
        self,
        *,
        register: Register,
        background: Background,
        shop: Shop,
        person: Person,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(shop=shop, person=person, parent=parent)
        self._register, self._background = register, background
        self._wanted = ""

    def ask(self, number: str) -> None:
        """Show this order as soon as it is read."""
        self._wanted = number
        if number:
            read = partial(shown_of, self._register, number)
            self._background.run(read, then=self._on_read, failed=self._on_refused)

    def focus_first(self) -> None:
        """Go to the first act on the order."""
        self.home().setFocus()

    def home(self) -> QWidget:
        """The first act on the order."""
        return next((one for one in self.acts.buttons.values() if not one.isHidden()), None) or self

    def _on_read(self, shown: OrderShown | None) -> None:
        if shown is None or shown.sale.number != self._wanted:  # an answer for a row that was left meanwhile
            return
        self.show_order(shown, today_in(self._shop, self._register.clock.now()))
        if self.hasFocus():
            self.focus_first()
        self.detailed.emit(self._wanted)

    def _on_refused(self, refusal: PosError) -> None:
        self.refused.emit(refusal.sentence)
