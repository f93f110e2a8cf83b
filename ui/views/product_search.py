"""A box that finds products: a code goes through at once, a name shows what there is below the box."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.errors import BadBarcode, UnknownCode
from pos.domain.shop import Shop
from ui.views.search_results import SearchResults
from ui.widgets import SearchBox
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.register import Register
    from pos.usecases.ports import Found

    Answer = Availability | tuple[tuple[Found, ...], str | None]

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ProductSearch(QWidget):
    """`found` carries the Availability of a product, `refused` the PosError of a code that led nowhere."""

    found = Signal(object)
    refused = Signal(object)

    def __init__(
        self, *, register: Register, background: Background, shop: Shop, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background, self._shop = register, background, shop
        self.box = SearchBox(self.tr("Scan a product, or type its code or name"), icon="scan-barcode")
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(5)
        column.addWidget(self.box)
        self.results = SearchResults(parent=self)
        column.addWidget(self.results)
        self.results.taken.connect(self.take)
        self.results.meant.connect(self.box.setText)
        self.box.installEventFilter(self)
        self.box.textChanged.connect(self.results.hide)

    def take(self, code: str) -> None:
        """A scan, or a hit that was chosen."""
        self.box.clear()
        self._background.run(partial(self._register.look_up, code), then=self.found.emit, failed=self.refused.emit)

    def enter(self) -> None:
        """Enter was pressed in the box."""
        text = self.box.text().strip()
        if self.results.isVisible() and self.results.text == text and self.results.take():
            return
        if text:
            ask = partial(_look, self._register, text)
            self._background.run(ask, then=partial(self._on_answer, text), failed=self.refused.emit)

    def _on_answer(self, text: str, answer: Answer) -> None:
        if not isinstance(answer, tuple):
            self.box.clear()
            self.found.emit(answer)
        elif text == self.box.text().strip():
            self.results.show_found(text, answer[0], answer[1], self._shop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.box or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enter()
            return True
        if not self.results.isVisible():
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.results.move_choice(-1 if event.key() == Qt.Key.Key_Up else 1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.results.hide()
            return True
        return False


def _look(register: Register, text: str) -> Answer:
    """The product of a code, or what a search for a name finds; for the background."""
    try:
        return register.look_up(text)
    except (UnknownCode, BadBarcode):
        found = register.find(text)
        return found, None if found else register.did_you_mean(text)
