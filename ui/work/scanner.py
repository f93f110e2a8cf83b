"""The scanner that types like a keyboard: wherever the focus is, a scan arrives as one signal and nothing else happens.

The first key of a burst goes to the focused field as any key does. The keys that follow it too fast for fingers are
held back: as a scan they never reach the field, and if they were typing after all they are handed on in order. Keys
are judged by the time the system stamped on them, so a busy moment of the window does not tear a scan apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.work.scan_rules import ETX, GROUP, STX, Burst, ScanRules, clean
from ui.work.typed_text import kept_of

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_BARE = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
LATE_MS = 15


class Scanner(QObject):
    """`scanned` carries each code, in order; `refused` says that one came while scans are not taken here.

    It watches the window that has the focus. A widget with `refuses_scans = True`, or any widget inside of it, takes
    no scans while it has the focus; `refuse(True)` stops them everywhere. Other sources hand their codes to `accept`.
    """

    scanned = Signal(str)
    refused = Signal()
    seen = Signal(object)
    """For the test box of the settings: the (key, gap in ms) pairs of each scan."""
    _taken = Signal(str)

    def __init__(
        self,
        app: QApplication,
        rules: ScanRules | None = None,
        *,
        clock_ms: Callable[[], float] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.rules = rules or ScanRules()
        self._clock = clock_ms or (lambda: time.monotonic() * 1000)
        self._window: QWindow | None = None
        self._burst: Burst | None = None
        self._restore: Callable[[], None] = lambda: None
        self._held: list[QKeyEvent] = []
        self._swallowed: set[int] = set()
        self._ended_at = float("-inf")
        self._handing_on = self._refusing = False
        self._armed_at = 0.0
        self._silence = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._on_silence)
        # Queued, so that a slow or modal answer to one scan never keeps the next one out of the queue.
        self._taken.connect(self.scanned, Qt.ConnectionType.QueuedConnection)
        app.focusWindowChanged.connect(self._watch)
        self._watch(app.focusWindow())

    def refuse(self, refusing: bool) -> None:
        """Take no scans at all while paying or while a PIN is asked for."""
        self._refusing = refusing

    def accept(self, raw: str) -> None:
        """A code from another source (serial line, HID): cleaned and sent the same way."""
        if code := clean(raw, self.rules):
            self._send(code)

    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None and isValid(self._window):
            self._window.removeEventFilter(self)
        self._give_up()
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._handing_on or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._on_press(event)
        if event.type() == QEvent.Type.KeyRelease and not event.isAutoRepeat() and event.key() in self._swallowed:
            self._swallowed.discard(event.key())
            return True
        if event.type() == QEvent.Type.ShortcutOverride and self._would_take(event):
            event.accept()  # a "-" inside a code is no shortcut
            return True
        return False

    def _now(self, event: QKeyEvent) -> float:
        return float(event.timestamp()) or self._clock()

    def _would_take(self, event: QKeyEvent) -> bool:
        burst = self._burst
        if burst is None or not burst.goes_on(self._now(event), self.rules):
            return False
        return _is_sign(event) or (_is_end(event) and burst.is_scan(self.rules))

    def _on_press(self, event: QKeyEvent) -> bool:
        if event.key() in _BARE:
            return False
        now = self._now(event)
        goes_on = self._burst is not None and self._burst.goes_on(now, self.rules) and not event.isAutoRepeat()
        if not goes_on:
            self._give_up()
        if _is_end(event):
            return self._on_end(event, now)
        if not _is_sign(event) or event.isAutoRepeat():
            self._give_up()
            return False
        if self._burst is None:
            self._restore = kept_of(QApplication.focusWidget())
            self._burst = Burst(began=now, last=now)
            self._burst.add(event.text(), now)
            return False
        self._burst.add(event.text(), now)
        self._held.append(_copy(event))
        self._swallow(event)
        self._armed_at = time.monotonic()
        self._silence.start(self.rules.silence_ms if self.rules.terminator == "none" else self.rules.gap_ms + 5)
        return True

    def _on_end(self, event: QKeyEvent, now: float) -> bool:
        if self._burst is not None and self._burst.is_scan(self.rules):
            self._take(now)
        elif now - self._ended_at > self.rules.gap_ms:  # else it is the LF of a CR LF
            self._give_up()
            return False
        self._swallow(event)
        return True

    def _swallow(self, event: QKeyEvent) -> None:
        self._swallowed.add(event.key())

    def _take(self, now: float) -> None:
        """The burst was a scan: the field gets its text back and the code goes out."""
        burst, self._burst = self._burst, None
        assert burst is not None
        self._silence.stop()
        self._held.clear()
        self._ended_at = now
        self._restore()
        self.seen.emit(tuple(zip(burst.keys, burst.gaps, strict=True)))
        self._send(clean(burst.text(), self.rules))

    def _send(self, code: str) -> None:
        if self._refusing or _refuses(QApplication.focusWidget()):
            QApplication.beep()
            self.refused.emit()
        else:
            self._taken.emit(code)

    def _on_silence(self) -> None:
        late = (time.monotonic() - self._armed_at) * 1000 - self._silence.interval()
        if late > LATE_MS:  # the window was busy: keys may already wait in the queue, let them in first
            self._armed_at = time.monotonic()
            self._silence.start(LATE_MS)
        elif self.rules.terminator == "none" and self._burst is not None and self._burst.is_scan(self.rules):
            self._take(self._burst.last)
        else:
            self._hand_on()

    def _give_up(self) -> None:
        """It was typing: hand on what was held and begin anew."""
        self._hand_on()
        self._burst = None

    def _hand_on(self) -> None:
        """Give the held keys to the window, in order; the burst itself may still go on."""
        self._silence.stop()
        held, self._held = self._held, []
        if not held or self._window is None or not isValid(self._window):
            return
        self._handing_on = True
        try:
            for press in held:
                QCoreApplication.sendEvent(self._window, press)
                release = QKeyEvent(QEvent.Type.KeyRelease, press.key(), press.modifiers(), press.text())
                QCoreApplication.sendEvent(self._window, release)
        finally:
            self._handing_on = False


def _is_sign(event: QKeyEvent) -> bool:
    """Whether the key writes something a code may hold."""
    text = event.text()
    return text in (STX, ETX, GROUP) or (len(text) == 1 and text.isprintable() and not event.modifiers() & _COMMANDS)


def _is_end(event: QKeyEvent) -> bool:
    return event.key() in _ENDS and not event.modifiers() & (_COMMANDS | Qt.KeyboardModifier.ShiftModifier)


def _copy(event: QKeyEvent) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, event.key(), event.modifiers(), event.text())


def _refuses(widget: QWidget | None) -> bool:
    while widget is not None:
        if getattr(widget, "refuses_scans", False):
            return True
        widget = widget.parentWidget()
    return False
