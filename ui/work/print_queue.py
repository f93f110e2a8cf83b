"""The printing thread of the window: started after the shop is open, woken after each sale, heard from by a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ui.paper import ON_SCREEN, QueuedJobs
from ui.work.background import Background

if TYPE_CHECKING:
    from pos.store.print_jobs import StoredJobs
    from printing.worker import PrinterSetup, PrintWorker


class PrintQueue(QObject):
    """`stated` carries a receipt number, the state of its paper (see printing.worker) and a sentence about it.

    Without a printer no thread is started: jobs count as shown on the screen.
    """

    stated = Signal(str, str, str)
    _heard = Signal(str, str, str)

    def __init__(self, *, jobs: StoredJobs, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored, self._background = jobs, background
        self._jobs = QueuedJobs(jobs)
        self._worker: PrintWorker | None = None
        self._heard.connect(self.stated, Qt.ConnectionType.QueuedConnection)

    @property
    def on_screen(self) -> bool:
        """Whether receipts are shown only, because no printer was set up."""
        return self._worker is None

    def start(self, setup: PrinterSetup) -> None:
        """Begin with what waits already; a second call changes the printer."""
        self.stop()
        if setup.address != ON_SCREEN:
            from printing.worker import PrintWorker

            self._worker = PrintWorker(self._jobs, setup, self._on_state)
            self._worker.start()
        self.wake()

    def wake(self) -> None:
        """Something was committed that wants paper. Never waits."""
        if self._worker is not None:
            self._worker.wake()
        else:
            self._background.run(self._stored.shown_on_screen, then=None)

    def stop(self) -> None:
        """End the thread; a running job gets its last second."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def _on_state(self, job: str, state: str, sentence: str) -> None:
        """Called from the printing thread."""
        self._heard.emit(self._jobs.numbers.get(job, ""), state, sentence)
