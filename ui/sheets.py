"""The sheet over the counter, and what the lock does to it: one at a time, kept for whoever worked on it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.focus import FocusKeeper
from ui.frame import Scans
from ui.views.counter import CounterView
from ui.widgets import SheetFrame
from ui.work.scanner import Scanner

SIDE_BY_SIDE = 1366
"""From this width on a sheet leaves the basket in sight; below it would be too narrow for its own content."""


@dataclass(frozen=True, slots=True)
class _PutAway:
    """A sheet under the lock: it comes back to the person who worked on it, and to nobody else."""

    sheet: QWidget
    scans: Scans
    person: str


class Sheets:
    """Which sheet is open over `counter`, beside it or over everything, and how it takes scans (`scans`). While
    `locked` the open one is the lock's; what was open before waits below it."""

    def __init__(self, window: QWidget, counter: CounterView, scanner: Scanner | None) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(counter)
        self.sheet: QWidget | None = None
        self.scans: Scans = "close"
        self.locked = False
        self._window, self._counter, self._scanner = window, counter, scanner
        self._put_away: _PutAway | None = None
        self._steps_back = False
        self._focus = FocusKeeper(window, lambda: self.sheet or self._counter)

    def open(self, sheet: QWidget, person: str, *, whole: bool = False, scans: Scans = "close") -> None:
        """Show a sheet beside the basket, or over everything (`whole`, or too little width); the one before it goes.
        Under the lock it waits for `person`: it is an answer that came meanwhile, and seen by whoever may see it."""
        if self.locked:
            self._drop_put_away()
            self.pages.addWidget(sheet)
            self._put_away = _PutAway(sheet, scans, person)
            return
        self._drop()
        self._show(sheet, scans, whole=whole)

    def close(self) -> None:
        """Back to the counter; under the lock only what waits below it goes."""
        if self.locked:
            self._drop_put_away()
            return
        self._drop()
        self._to_counter()

    def _to_counter(self) -> None:
        self.pages.setCurrentWidget(self._counter)
        if self._scanner is not None:
            self._scanner.refuse(False)
        self._counter.search.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def step_back(self) -> bool:
        """Esc, wherever the cursor is: the open sheet goes one step back in its own way. `False` where it knows none,
        or nothing is open, so that it is to be closed."""
        sheet = self.sheet
        if sheet is None or self._steps_back:
            return False
        self._steps_back = True
        try:
            key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
            QCoreApplication.sendEvent(self._focus.last() or sheet, key)
        finally:
            self._steps_back = False
        return True

    def lock(self, view: QWidget, person: str) -> None:
        """Cover everything with `view`; an open sheet is kept for `person`, who worked on it."""
        if self.locked:
            self._drop()
        elif self.sheet is not None:
            self._put_away = _PutAway(self.sheet, self.scans, person)
        self.locked = True
        self._show(view, "refuse", whole=True)

    def unlock(self, person: str) -> bool:
        """`person` signed in: their own sheet is there again as they left it (True), else the counter."""
        self.locked = False
        away, self._put_away = self._put_away, None
        self._drop()
        if away is not None and away.person == person:
            self._take_out(away)
            return True
        self.sheet = away.sheet if away is not None else None
        self._drop()
        self._to_counter()
        return False

    def room_for_messages(self) -> int:
        """Pixels beside the buttons in the foot of a sheet that covers everything."""
        sheet = self.pages.currentWidget()
        return sheet.foot_room() if isinstance(sheet, SheetFrame) else self._window.width()

    def foot_height(self) -> int:
        """Pixels of the foot of a sheet that covers everything; 0 without one."""
        sheet = self.pages.currentWidget()
        return sheet.foot_height() if isinstance(sheet, SheetFrame) else 0

    def _show(self, sheet: QWidget, scans: Scans, *, whole: bool) -> None:
        self.sheet, self.scans = sheet, scans
        if whole or self._window.width() < SIDE_BY_SIDE:
            self.pages.addWidget(sheet)
            self.pages.setCurrentWidget(sheet)
        else:
            self._counter.show_side(sheet)
        self._taken_up(sheet)

    def _take_out(self, away: _PutAway) -> None:
        self.sheet, self.scans = away.sheet, away.scans
        whole = self.pages.indexOf(away.sheet) >= 0
        self.pages.setCurrentWidget(away.sheet if whole else self._counter)
        if not whole:
            self._counter.show_side(away.sheet)
        self._taken_up(away.sheet)

    def _taken_up(self, sheet: QWidget) -> None:
        if self._scanner is not None:
            self._scanner.refuse(self.scans == "refuse")
        last: QWidget | None = sheet.focusWidget()
        inside = sheet if last is None else last
        if inside is sheet and sheet.focusPolicy() == Qt.FocusPolicy.NoFocus and sheet.focusProxy() is None:
            sheet.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        inside.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        sheet, self.sheet = self.sheet, None
        if sheet is not None:
            self._forget(sheet)

    def _drop_put_away(self) -> None:
        away, self._put_away = self._put_away, None
        if away is not None:
            self._forget(away.sheet)

    def _forget(self, sheet: QWidget) -> None:
        self.pages.removeWidget(sheet)
        self._counter.show_side(None)
        sheet.hide()
        sheet.deleteLater()
