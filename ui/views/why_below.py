"""The panel on why a date is the date, opened below the date itself and kept in step with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.availability import Availability
from pos.domain.shop import Shop
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.promise_desk import Explanation


class WhyBelow(QWidget):
    """Takes no room until `open` is called; `shown` says that the panel stands."""

    shown = Signal()

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background, self._shop = register, background, shop
        self._is_open, self._asked = False, 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def open(self, wanted: bool, availability: Availability) -> None:
        """Show all about the date of this many, or put it away."""
        self._is_open = wanted
        self.setVisible(wanted)
        if wanted:
            self.follow(availability)
        else:
            self._empty()

    def follow(self, availability: Availability) -> None:
        """Another split: the open panel has to tell of that one."""
        if self._is_open:
            self._asked += 1
            explain = partial(self._register.promises.explain, availability.product.sku, availability.quantity)
            self._background.run(explain, then=partial(self._on_explained, self._asked))

    def _on_explained(self, asked: int, explanation: Explanation) -> None:
        if not self._is_open or asked != self._asked:
            return  # put away meanwhile, or the answer to another split
        from ui.views.why_panel import WhyPanel

        self._empty()
        self._column.addWidget(WhyPanel(explanation, self._shop))
        self.shown.emit()

    def _empty(self) -> None:
        while (old := self._column.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
