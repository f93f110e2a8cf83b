"""A register at work for tests: the real window over real records, a scanner that types, and hands that press keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos.domain.backorder import Order
from pos.register import Register
from tests.builders import FixedClock, sample_register
from ui.widgets import ToastLane
from ui.window import CounterWindow
from ui.work.background import Background
from ui.work.notices import Notices
from ui.work.scanner import Scanner

Kind = TypeVar("Kind", bound=QWidget)


def _any(came: list[bool]) -> bool:
    return bool(came)


class Desk:
    """The window with what it stands on; `presses` counts the keys that hands pressed, scans do not count."""

    def __init__(self, qtbot: QtBot, folder: Path, *, size: tuple[int, int] = (1024, 768)) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.qtbot, self.presses, self._ms = qtbot, 0, 1000.0
        self.clock = FixedClock()
        self.register: Register = sample_register(folder, clock=self.clock)
        self.notices = Notices()
        self.background = Background(self.notices)
        self.scanner = Scanner(app, clock_ms=lambda: self._ms)
        self.window = CounterWindow(background=self.background, scanner=self.scanner, notices=self.notices)
        self.window.begin(self.register, self.register.shop())
        qtbot.addWidget(self.window)
        self.window.resize(*size)
        self.window.show()
        self.window.activateWindow()
        qtbot.waitActive(self.window).__enter__()
        self.window.counter.search.box.setFocus()
        self.settle()

    def order(self, number: str) -> Order:
        """An order that is on file."""
        found = self.register.order(number)
        assert found is not None
        return found

    def settle(self, times: int = 2) -> None:
        """Wait until the background has answered, and the questions that followed from its answers too."""
        for _ in range(times):
            came: list[bool] = []
            self.background.run(lambda: True, then=came.append)
            self.qtbot.waitUntil(partial(_any, came))
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def scan(self, code: str) -> None:
        """What a scanner does: keys 8 ms apart, then Enter."""
        self._ms += 1000
        for sign in code:
            self._ms += 8
            self._send(0, sign)
        self._ms += 8
        self._send(Qt.Key.Key_Return, "\r")
        self._ms += 1000
        QCoreApplication.processEvents()
        self.settle()

    def _send(self, key: int, text: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key without a time stamp of its own, so that the scanner goes by the clock of this desk."""
        handle = self.window.windowHandle()
        assert handle is not None
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(handle, QKeyEvent(kind, key, modifier, text))

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key of a person, wherever the focus is; waits for what it set going."""
        self.presses += 1
        self._ms += 1000
        self._send(key, "\r" if key == Qt.Key.Key_Return else "", modifier)
        self.settle()

    def write(self, text: str) -> None:
        """Typing at a person's pace."""
        for sign in text:
            self.presses += 1
            self._ms += 1000
            self._send(ord(sign.upper()), sign)
            QCoreApplication.processEvents()

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        self.qtbot.waitUntil(holds, timeout=5000)

    @property
    def toast(self) -> str:
        """What the message lane says now; empty when it is away."""
        lane: ToastLane = self.window.toasts
        return lane.message.text() if lane.isVisible() else ""

    def expect(self, kind: type[Kind]) -> Kind:
        """The open sheet, which must be of this kind."""
        sheet = self.window.sheet
        if isinstance(sheet, kind):
            return sheet
        raise AssertionError(f"{type(sheet).__name__} is open; the lane says: {self.toast}")

    def has_sheet(self) -> bool:
        """Whether any sheet is open."""
        return self.window.sheet is not None

    def close(self) -> None:
        """End the threads and close the records."""
        self.window.toasts.clear()
        self.background.close()
        self.register.close()
        self.window.close()
        self.scanner.deleteLater()  # else it would listen in on the next test's window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A desk in a shop of its own."""
    monkeypatch.setenv("RAINCHECK_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("RAINCHECK_KEY_STORE", "file")
    made = Desk(qtbot, tmp_path / "shop")
    yield made
    made.close()
