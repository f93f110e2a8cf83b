"""Work off the GUI thread: one lane for the shop's database, a second one for what is slow.

These are the only threads of the window. Each lane has one worker, so that writes come one after the other; results
come home by a signal of an object that was made on the GUI thread, so that `then` may touch widgets.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from pos.domain.errors import PosError
from ui.work.notices import Notices

BUSY_AFTER_MS = 300
Result = TypeVar("Result")
Report = Callable[[int, int], None]
"""Tells how much is done, of how much (0 when that is not known)."""


class Cancelled(Exception):
    """Raised inside long work at its next report once a person cancelled it; the work's transaction rolls back."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """Where the result of one call goes."""

    then: Callable[[Any], object] | None
    failed: Callable[[PosError], object] | None


class Lane(QObject):
    """One worker; `busy` says True when somebody has waited for 300 ms and False when nothing is under way."""

    busy = Signal(bool)
    _came_home = Signal(object, object)

    def __init__(self, name: str, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices = notices
        self._under_way = 0
        self._said_busy = self._closed = False
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._patience = QTimer(self, singleShot=True, interval=BUSY_AFTER_MS)
        self._patience.timeout.connect(lambda: self._say_busy(True))
        self._came_home.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        call: Callable[[], Result],
        *,
        then: Callable[[Result], object] | None,
        failed: Callable[[PosError], object] | None = None,
    ) -> None:
        """Call `call` on the lane's thread and `then` with its result on the GUI thread.

        A PosError goes to `failed`, or as a notice when there is none; any other exception to the failure door.
        Nothing is called for a widget that is gone by then. Raises RuntimeError after `close`.
        """
        errand = _Errand(then, failed)
        future = self._worker.submit(call)
        self._under_way += 1
        if self._under_way == 1:
            self._patience.start()
        future.add_done_callback(lambda done: self._came_home.emit(errand, done))

    def close(self, *, drop_waiting: bool = False) -> None:
        """Wait for the worker and end it; calls still in the queue are done first unless they may be dropped."""
        self._closed = True
        self._worker.shutdown(wait=True, cancel_futures=drop_waiting)
        self._came_home.disconnect(self._receive)
        self._patience.stop()

    def _receive(self, errand: _Errand, future: Future[object]) -> None:
        if self._closed:
            return  # was on its way home when the window closed: nobody may begin anything new
        self._under_way -= 1
        if self._under_way == 0:
            self._patience.stop()
            self._say_busy(False)
        if future.cancelled() or isinstance(error := future.exception(), Cancelled):
            return
        if error is None:
            if errand.then is not None and still_there(errand.then):
                errand.then(future.result())
        elif not isinstance(error, PosError):
            self._notices.broke(error)
        elif errand.failed is None:
            self._notices.refused(error)
        elif still_there(errand.failed):
            errand.failed(error)

    def _say_busy(self, busy: bool) -> None:
        if busy != self._said_busy:
            self._said_busy = busy
            self.busy.emit(busy)


class LongWork(QObject):
    """A call that reports how far it is and can be cancelled; `progressed` carries done and total."""

    progressed = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next report; `then` is not called."""
        self._cancelled.set()

    def report(self, done: int, total: int) -> None:
        """Called by the work, on its thread. Raises Cancelled once a person cancelled."""
        if self._cancelled.is_set():
            raise Cancelled
        self.progressed.emit(done, total)


class Background(QObject):
    """Both lanes. `busy` is that of the shop's lane; make it on the GUI thread and `close` it before leaving."""

    busy = Signal(bool)

    def __init__(self, notices: Notices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shop = Lane("shop", notices, self)
        self.slow = Lane("slow", notices, self)
        self.shop.busy.connect(self.busy)

    def run(
        self,
        call: Callable[[], Result],
        *,
        then: Callable[[Result], object] | None,
        failed: Callable[[PosError], object] | None = None,
    ) -> None:
        """Quick work on the shop's database; see `Lane.run`."""
        self.shop.run(call, then=then, failed=failed)

    def run_slow(
        self,
        call: Callable[[Report], Result],
        *,
        then: Callable[[Result], object] | None,
        failed: Callable[[PosError], object] | None = None,
    ) -> LongWork:
        """Import, backup or network: `call` is given a report to call now and then; the answer can cancel it."""
        work = LongWork(self)
        self.slow.run(lambda: call(work.report), then=then, failed=failed)
        return work

    def close(self) -> None:
        """Finish what is queued for the database, drop what waits in the slow lane, and end both threads."""
        for work in self.findChildren(LongWork):
            work.cancel()
        self.slow.close(drop_waiting=True)
        self.shop.close()


def still_there(call: Callable[..., object]) -> bool:
    """Whether the widget whose method this is (or is called partially) lives; True for plain functions."""
    while isinstance(call, partial):
        call = call.func
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
