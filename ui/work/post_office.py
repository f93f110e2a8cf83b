"""The post of the window: what is queued goes out in the slow lane, and once in a while nobody is left without news."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from pos.domain.errors import PosError
from pos.domain.people import BY_RULE
from ui.work.background import Background, Report

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.news_sending import Sent

FIRST_MS = 15_000
SEND_MS = 60_000
ROUNDS_EVERY = 60
"""The round is made at the first sending and then at every sixtieth, about once an hour; it finds nothing twice."""


class PostOffice(QObject):
    """`went_out` carries what a sending did; `trouble` a way of sending that is down, and a sentence about it, once
    until it works again; `done` says that a round is over."""

    went_out = Signal(object)
    trouble = Signal(str, str)
    done = Signal()

    def __init__(self, *, register: Register, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._register, self._background = register, background
        self._times = 0
        self._busy = False
        self._told: dict[str, str] = {}
        self._timer = QTimer(self, interval=SEND_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._timer.timeout.connect(self.wake)
        self._first.timeout.connect(self.wake)

    def start(self) -> None:
        """Begin in a moment."""
        self._first.start()
        self._timer.start()

    def stop(self) -> None:
        """No more sending."""
        self._first.stop()
        self._timer.stop()

    def wake(self) -> None:
        """Send what is queued now, unless that is under way. Never waits."""
        if self._busy:
            return
        self._busy = True
        self._background.run_slow(self._work, then=self._done, failed=_quietly)

    def _work(self, report: Report) -> Sent:
        """Off the GUI thread."""
        try:
            if self._times % ROUNDS_EVERY == 0:
                self._register.waiting.put_back_due(person=BY_RULE)
                self._register.news.run(person=BY_RULE)
                report(1, 2)
            self._times += 1
            return self._register.send_news(person=BY_RULE)
        finally:
            self._busy = False

    def _done(self, sent: Sent) -> None:
        for channel, sentence in sent.trouble.items():
            if self._told.get(channel) != sentence:
                self.trouble.emit(channel, sentence)
        self._told = dict(sent.trouble)
        if sent.sent or sent.failed:
            self.went_out.emit(sent)
        self.done.emit()


def _quietly(error: PosError) -> None:
    """Nobody asked for it, and the next minute tries again."""
