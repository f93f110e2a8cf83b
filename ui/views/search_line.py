"""The search box with its results: where scans show, where a name, a code or an order number is typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos.domain.errors import BadQuantity
from pos.domain.sale import LARGEST_QUANTITY
from ui.keys import act_of
from ui.models.counter_basket import CounterBasket
from ui.widgets import SearchBox
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.usecases.ports import Found
    from ui.views.search_results import SearchResults

PAUSE_MS = 120
"""Typing that pauses this long is searched for."""
ORDER_NUMBER = re.compile(r"(?:BO1:[^:]+:)?([A-Z0-9]+-[A-Z0-9]+-[A-Z]{1,2}\d{6,})(?::[0-9A-F]{4})?", re.IGNORECASE)
_TIMES = re.compile(r"\s*(?:(\d{1,6})\s*x|([-+−.,\d\s]*)[*×])")
"""A quantity before a code; before "*" and "×" whatever looks like a number, so that a bad one is told of."""
_QUANTITY = re.compile(r"0*[1-9]\d{0,6}")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchLine(QWidget):
    """Typing searches as one types; Enter takes the marked hit, or what was typed as a code."""

    code = Signal(str, int)
    """A code with the quantity typed before it ("3*")."""
    order = Signal(str)
    key = Signal(object)
    """A key that means an act of the counter rather than text."""
    special = Signal()
    """What was searched for in vain is to be ordered specially."""

    def __init__(self, *, basket: CounterBasket, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._basket, self._background = basket, background
        self.box = SearchBox(self.tr("Scan, or type a name, code or order number"), icon="scan-barcode")
        self._results: SearchResults | None = None
        self.setFocusProxy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.search)
        self.box.textEdited.connect(self._on_typing)
        self.box.textChanged.connect(lambda text: None if text else self._hide_results())
        self.box.installEventFilter(self)

    @property
    def results(self) -> SearchResults:
        """What was found; made when something is first searched for."""
        if self._results is None:
            from ui.views.search_results import SearchResults

            self._results = SearchResults(parent=self)
            self._results.taken.connect(self._take_sku)
            self._results.meant.connect(self.type_anew)
            self._results.special.connect(self.special)
        return self._results

    def _hide_results(self) -> None:
        if self._results is not None:
            self._results.hide()

    def times(self) -> int:
        """The quantity typed before a scan ("3*"), 1 when there is none. Raises BadQuantity for "0*" or "-1*"."""
        found = _TIMES.match(self.box.text())
        if found is None:
            return 1
        typed = (found[1] or found[2] or "").strip()
        if not _QUANTITY.fullmatch(typed) or int(typed) > LARGEST_QUANTITY:
            raise BadQuantity(
                self.tr(
                    "“{typed}” is no quantity. Nothing was added and what you typed is still there. "
                    "Type a whole number before the star, like 3*, then scan again."
                ).format(typed=found[0].strip()[:20])
            )
        return int(typed)

    def _times_or_tell(self, code: str) -> int | None:
        try:
            return self.times()
        except BadQuantity as refusal:
            self._basket.not_found.emit(code, refusal)
            return None

    def scanned(self, code: str) -> None:
        """A code came in: an order's opens the order, anything else is a product; with a bad quantity nothing is."""
        if found := ORDER_NUMBER.fullmatch(code.strip()):
            self.clear()
            self.order.emit(found[1].upper())
        elif (quantity := self._times_or_tell(code)) is not None:
            self.clear()
            self.code.emit(code, quantity)

    def clear(self) -> None:
        """Empty the box and put the results away."""
        self._pause.stop()
        self.box.clear()
        self._hide_results()

    def type_text(self, text: str) -> None:
        """Go on with typing that began elsewhere."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.insert(text)
        self._on_typing()

    def type_anew(self, text: str) -> None:
        """Search for something else."""
        self.box.setText(text)
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search()

    def _on_typing(self) -> None:
        if self._results is not None:
            self._results.text = ""  # what is shown answers an older question
        self._pause.start()

    def wanted(self) -> str:
        """What stands in the box, without the quantity before it."""
        return _TIMES.sub("", self.box.text(), count=1).strip()

    def search(self) -> None:
        """Ask for what stands in the box."""
        text, register = self.wanted(), self._basket.register
        if register is None or len(text) < 2:
            self._hide_results()
            return

        def ask() -> tuple[str, tuple[Found, ...], str | None]:
            found = register.find(text)
            return text, found, None if found else register.did_you_mean(text)

        self._background.run(ask, then=self._show)

    def _show(self, answer: tuple[str, tuple[Found, ...], str | None]) -> None:
        text, found, suggestion = answer
        if text != self.wanted() or self._basket.shop is None:
            return  # more was typed meanwhile
        self._place_results()
        self.results.may_special = self._basket.person.may("special_order")
        self.results.show_found(text, found, suggestion, self._basket.shop)

    def _place_results(self) -> None:
        """The results lie over what is below the box, in the column's own width."""
        over = self.parentWidget()
        if over is not None and self.results.parentWidget() is not over:
            self.results.setParent(over)
        self.results.move(self.geometry().left(), self.geometry().bottom() + 5)
        self.results.setFixedWidth(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_open():
            self._place_results()

    def _take_sku(self, sku: str) -> None:
        quantity = self._times_or_tell(sku)
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)
        if quantity is not None:
            self.clear()
            self.code.emit(sku, quantity)

    def _is_open(self) -> bool:
        return self._results is not None and self._results.isVisible()

    def enter(self) -> None:
        """Enter was pressed in the box."""
        text = self.wanted()
        if not text:
            return
        if self._is_open() and self.results.text == text and self.results.take():
            return
        if " " in text or not any(sign.isdigit() for sign in text):
            self._pause.stop()
            self.search()  # a name: show what there is rather than guess
            return
        self.scanned(text)

    # --- keys --------------------------------------------------------------------------------------------------------
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.box or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return False

    def _is_ours(self, event: QKeyEvent) -> bool:
        act = act_of(event)
        return act is not None and not (act.typing and self.box.text())

    def _on_key(self, event: QKeyEvent) -> bool:
        key, open_list = event.key(), self._is_open()
        if key in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enter()
            return True
        if open_list and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.results.move_choice(-1 if key == Qt.Key.Key_Up else 1)
            return True
        if key == Qt.Key.Key_Escape and self.box.text():
            self.clear()
            return True
        if self._is_ours(event):
            self.key.emit(event)
            return True
        return False
