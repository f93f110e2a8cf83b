"""The shop's paper jobs as printing asks for them, and the printer as this device's settings name it. No Qt here."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pos.register import Register
    from pos.store.print_jobs import StoredJobs
    from printing.worker import PrinterSetup, PrintJob

ON_SCREEN = "screen:"


def printer_setup(settings: Mapping[str, Any]) -> PrinterSetup:
    """The receipt printer of this device; without one, receipts are shown on the screen only."""
    from printing.worker import PrinterSetup

    return PrinterSetup(
        name=settings.get("printer_name") or "the receipt printer",
        address=settings.get("printer_address") or ON_SCREEN,
        profile=settings.get("printer_profile") or "generic-80",
        columns=int(settings.get("printer_columns") or 48),
    )


class QueuedJobs:
    """The kept jobs as printing asks for them, each with its document."""

    def __init__(self, jobs: StoredJobs) -> None:
        self._jobs = jobs
        self.numbers: dict[str, str] = {}
        """The receipt number of each job that was handed out."""

    def next_queued(self) -> PrintJob | None:
        """The oldest job that waits, None when there is none."""
        from printing.worker import PrintJob

        row = self._jobs.next_row()
        if row is None:
            return None
        document = self._jobs.document(row.number)
        if document is None:  # its sale was erased: nothing to print, and nothing behind it may wait for it
            self._jobs.mark(row.id, "failed", cause="no_document")
            return self.next_queued()
        self.numbers[row.id] = row.number
        return PrintJob(
            id=row.id,
            number=row.number,
            receipt=document,
            copies=document.copies if not row.duplicate else document.copies[:1],
            duplicate=row.duplicate,
            printed_by=row.printed_by,
            printed_at=row.printed_at,
            state=row.state,
            attempts=row.attempts,
        )

    def mark(
        self, job_id: str, state: str, *, cause: str = "", bytes_total: int = 0, bytes_accepted: int = 0,
        sha256: str = "",
    ) -> None:  # fmt: skip
        """Keep what became of a job."""
        self._jobs.mark(
            job_id, state, cause=cause, bytes_total=bytes_total, bytes_accepted=bytes_accepted, sha256=sha256
        )


def print_now(register: Register, *, seconds: float = 15.0) -> str:
    """Print what waits, and wait for it at most `seconds`; answers with a sentence when something did not print.

    For the command line, where no window prints beside the sale.
    """
    from printing.worker import PrintWorker

    setup = printer_setup(register.device_settings())
    if setup.address == ON_SCREEN:
        register.jobs.shown_on_screen()
        return ""
    if register.jobs.next_row() is None:
        return ""
    trouble: list[str] = []
    settled = threading.Event()

    def on_state(job: str, state: str, sentence: str) -> None:
        if state in ("queued", "failed", "uncertain"):
            trouble.append(sentence)
            settled.set()
        elif state == "sent" and register.jobs.next_row() is None:
            settled.set()

    worker = PrintWorker(QueuedJobs(register.jobs), setup, on_state)
    worker.start()
    answered = settled.wait(seconds)
    worker.stop()
    if trouble:
        return trouble[-1]
    return "" if answered else "The printer has not answered yet; the receipt waits for it."
