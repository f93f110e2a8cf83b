"""The daily look at all promises: once a day, in the slow lane, and one quiet word about those that will be late."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from pos.domain.errors import PosError
from pos.domain.people import BY_RULE
from ui.work.background import Background, Report

if TYPE_CHECKING:
    from pos.register import Register

FIRST_MS = 2000
AGAIN_MS = 5 * 60_000
SAY_LATER_MS = 7000
PAUSE_S = 0.01


class DailyLook(QObject):
    """`say` shows a message, and answers False while it cannot be shown to anybody: it is tried again later."""

    def __init__(
        self, *, register: Register, background: Background, say: Callable[[str], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._register, self._background, self._say = register, background, say
        self._words = ""
        self._timer = QTimer(self, interval=AGAIN_MS, timerType=Qt.TimerType.VeryCoarseTimer)
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._telling = QTimer(self, singleShot=True, interval=SAY_LATER_MS)
        for timer, then in ((self._timer, self.look), (self._first, self.look), (self._telling, self._tell)):
            timer.timeout.connect(then)

    def start(self) -> None:
        """Look in a moment, and whenever a day has begun since."""
        self._first.start()
        self._timer.start()

    def stop(self) -> None:
        """No more looks."""
        for timer in (self._first, self._timer, self._telling):
            timer.stop()

    def look(self) -> None:
        """Look now, unless it was done on this day, here or by another hand."""
        # What fails troubles nobody, for nobody asked for it: the next round tries again.
        self._background.run_slow(self._review, then=self._on_reviewed, failed=_quietly)

    def _review(self, report: Report) -> int:
        """How many promises broke. Off the GUI thread."""
        promises = self._register.promises

        def progress(done: int, total: int) -> None:
            report(done, total)
            time.sleep(PAUSE_S)  # a sale that waits for the records gets them now

        return 0 if promises.reviewed_today() else len(promises.review(person=BY_RULE, progress=progress).broken)

    def _on_reviewed(self, broken: int) -> None:
        if broken:
            self._words = (
                self.tr("1 promise will be late: see Orders.") if broken == 1
                else self.tr("{count} promises will be late: see Orders.").format(count=broken)
            )  # fmt: skip
            self._tell()

    def _tell(self) -> None:
        if not self._say(self._words):
            self._telling.start()


def _quietly(error: PosError) -> None:
    """Nothing is said."""
