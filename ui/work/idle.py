"""Nobody there: tells when the window was left alone for so many minutes, so that it can be locked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

_SIGNS_OF_LIFE = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.Wheel)


class IdleWatch(QObject):
    """Watches the window's own input events only: a filter on the whole program would cost time at every event."""

    idle = Signal()

    def __init__(self, window: QWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        window.installEventFilter(self)

    def set_minutes(self, minutes: int) -> None:
        """Lock after so many minutes; 0 for never."""
        self._timer.stop()
        self._timer.setInterval(minutes * 60_000)
        if minutes:
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS_OF_LIFE and self._timer.interval():
            self._timer.start()
        return False
