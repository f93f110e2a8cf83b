"""Hands at a counter: the whole window over real records, worked by keys and scans alone, with a clock to move on."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ui.window import CounterWindow
from ui.work.background import Background
from ui.work.notices import Notices
from ui.work.post_office import PostOffice
from ui.work.print_queue import PrintQueue
from ui.work.scanner import Scanner

if TYPE_CHECKING:
    from collections.abc import Callable

    from pos.register import Register
    from ui.samples import FixedClock

PATIENCE_MS = 10_000
_APART_MS, _SCAN_MS = 1000.0, 8.0
Kind = TypeVar("Kind", bound=QWidget)
Key = Qt.Key
Held = Qt.KeyboardModifier
NONE, ALT, CTRL, SHIFT = Held.NoModifier, Held.AltModifier, Held.ControlModifier, Held.ShiftModifier


class Hands:
    """`presses` counts the keys that hands pressed; scans do not count. Nothing here calls the register but through
    what a key does, except for the post, which goes out when `post` says that its minute has come."""

    def __init__(
        self, app: QApplication, register: Register, clock: FixedClock, *, size: tuple[int, int] = (1024, 768)
    ) -> None:
        from ui.paper import printer_setup

        self.register, self.clock, self.presses, self._ms = register, clock, 0, 1000.0
        self.notices = Notices()
        self.background = Background(self.notices)
        self.scanner = Scanner(app, clock_ms=lambda: self._ms)
        self.window = CounterWindow(background=self.background, scanner=self.scanner, notices=self.notices)
        self.window.begin(register, register.shop())
        self.window.lock_wanted.connect(self._sign_in)
        self.paper = PrintQueue(jobs=register.jobs, background=self.background)
        self.paper.stated.connect(self.window.paying.on_paper)
        self.window.paying.paper = self.paper
        self.paper.start(printer_setup(register.device_settings()))
        self.office = PostOffice(register=register, background=self.background)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        self.window.counter.search.box.setFocus()
        self.settle()

    def _sign_in(self) -> None:
        """As the program does it (ui.program)."""
        from ui.views.sign_in import SignInView

        view = SignInView(register=self.register, background=self.background)
        view.signed_in.connect(self.window.unlock)
        self.window.open_locked(view)

    # --- keys --------------------------------------------------------------------------------------------------------
    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE, *, times: int = 1) -> None:
        """One key of a person, wherever the focus is; waits for what it set going."""
        for _ in range(times):
            self.presses += 1
            self._ms += _APART_MS
            sign = {Key.Key_Return: "\r", Key.Key_Space: " ", Key.Key_Tab: "\t"}.get(key, "")
            self._send(key, sign, modifier)
        self.settle()

    def alt(self, letter: str) -> None:
        """Alt and a letter, as it is underlined on a button or a field."""
        self.presses += 1
        self._ms += _APART_MS
        handle = self.window.windowHandle()
        QTest.keyClick(handle, Key(ord(letter.upper())), ALT)  # by way of the shortcuts, which a sent event passes by
        QCoreApplication.processEvents()
        # Qt shows the button pressed for a moment before it acts.
        self.until(lambda: not any(one.isDown() for one in self.window.findChildren(QAbstractButton)))
        self.settle()

    def write(self, text: str) -> None:
        """Typing at a person's pace."""
        for sign in text:
            self.presses += 1
            self._ms += _APART_MS
            self._send(ord(sign.upper()), sign, NONE)
            QCoreApplication.processEvents()
        self.settle()

    def scan(self, code: str) -> None:
        """What a scanner does: keys 8 ms apart, then Enter."""
        self._ms += _APART_MS
        for sign in code:
            self._ms += _SCAN_MS
            self._send(ord(sign.upper()) if sign.isalnum() else 0, sign, NONE)
        self._ms += _SCAN_MS
        self._send(Key.Key_Return, "\r", NONE)
        self._ms += _APART_MS
        QCoreApplication.processEvents()
        self.settle()

    def _send(self, key: int, text: str, modifier: Qt.KeyboardModifier) -> None:
        """A key without a time stamp of its own, so that the scanner goes by the clock of these hands."""
        handle = self.window.windowHandle()
        if handle is None:
            raise RuntimeError("the window is not open")
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, modifier, text))

    # --- waiting -----------------------------------------------------------------------------------------------------
    def settle(self, times: int = 4) -> None:
        """Wait until every question, and those that followed from its answer, are answered and painted."""
        for _ in range(times):
            loop = QEventLoop()
            self.background.run(lambda: None, then=partial(_end, loop))
            QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
            loop.exec()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            QCoreApplication.processEvents()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds. Raises TimeoutError."""
        timer = QElapsedTimer()
        timer.start()
        while not holds():
            if timer.elapsed() > PATIENCE_MS:
                raise TimeoutError("what was waited for did not come")
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)

    def post(self) -> None:
        """The minute has come in which the post goes out; waits until it is gone."""
        loop = QEventLoop()
        self.office.done.connect(loop.quit)
        QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
        self.office.wake()
        loop.exec()
        self.settle()

    def printed(self) -> None:
        """Wait until no paper waits any more."""
        self.until(lambda: self.register.jobs.next_row() is None)
        self.settle()

    def days_pass(self, days: int) -> None:
        """The same hour, days later; a message of six seconds has long gone."""
        self.clock.pass_time(timedelta(days=days))
        self.window.toasts.clear()
        self.settle()

    # --- seeing ------------------------------------------------------------------------------------------------------
    @property
    def toast(self) -> str:
        """What the message lane says now; empty when it is away."""
        lane = self.window.toasts
        return lane.message.text() if lane.isVisible() else ""

    def sheet(self, kind: type[Kind]) -> Kind:
        """The open sheet, which must be of this kind. Raises TypeError."""
        if isinstance(self.window.sheet, kind):
            return self.window.sheet
        found = type(self.window.sheet).__name__
        raise TypeError(f"{kind.__name__} should be open, not {found}; the lane says: {self.toast}")

    def close(self) -> None:
        """End the threads; the register stays open."""
        self.window.toasts.clear()
        self.office.stop()
        self.paper.stop()
        self.background.close()
        self.window.close()
        self.window.deleteLater()
        self.scanner.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _end(loop: QEventLoop, nothing: None) -> None:
    loop.quit()
