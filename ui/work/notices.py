"""Where messages to the person meet, and the one door through which every unforeseen failure goes.

Anyone may say something; one view (the toast lane) shows it. A failure of ours is written to the log with its trace,
excused once in a sentence, and selling goes on.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from pos.domain.errors import PosError

log = logging.getLogger("raincheck")
APOLOGY = (
    "Something went wrong inside the program. What was paid and saved is safe. Go on working; "
    "if it happens again, send the details to whoever looks after your registers."
)
# Said by Qt on machines with few fonts or an odd desktop; nothing is wrong then.
HARMLESS = ("OpenType support missing", "propagateSizeHints", "QFont::setPointSize", "Could not register app ID")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Notices(QObject):
    """`said` carries the text, its kind ("plain", "good", "warn", "error") and details to copy (may be empty).

    Make it on the GUI thread; it may be used from any thread.
    """

    said = Signal(str, str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._excused: set[str] = set()

    def say(self, text: str, kind: str = "plain", details: str = "") -> None:
        """Say something to whoever stands at the register."""
        self.said.emit(text, kind, details)

    def refused(self, error: PosError) -> None:
        """Say a foreseen failure in its own sentence."""
        self.say(error.sentence, "error", error.kind)

    def broke(self, error: BaseException) -> None:
        """Log an unforeseen failure with its trace; excuse it the first time it comes from that place."""
        if isinstance(error, PosError):
            self.refused(error)
            return
        trace = "".join(traceback.format_exception(error))
        log.error("unforeseen failure: %s", error, exc_info=error)
        place = _place_of(error)
        if place not in self._excused:
            self._excused.add(place)
            self.say(APOLOGY, "error", trace)


def _place_of(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}" if frames else type(error).__name__


def install(notices: Notices) -> Callable[[], None]:
    """Lead what nobody caught, in slots, timers and threads, to `notices`; returns what undoes it."""
    before, before_in_threads = sys.excepthook, threading.excepthook

    def uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            before(kind, error, trace)
        else:
            notices.broke(error)

    def uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            notices.broke(args.exc_value)

    sys.excepthook, threading.excepthook = uncaught, uncaught_in_thread
    qt_before = qInstallMessageHandler(log_qt_message)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before, before_in_threads
        qInstallMessageHandler(qt_before)

    return undo


def log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Qt's own messages go to the log, without its harmless noise."""
    if not any(noise in text for noise in HARMLESS):
        log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", text)
