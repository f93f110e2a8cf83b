"""The one thread that takes queued print jobs after their sale is committed and hands them to the printer.

Exactly once cannot be had on paper. A job is sent again by itself only when nothing of it can have reached the printer;
once a byte was taken and then something failed it is `uncertain`, and a person decides.
"""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from pos.domain.errors import PosError, PrinterFailed
from pos.domain.receipt import Copy, Receipt
from printing import Form, render
from printing.transport import open_transport
from printing.transport.base import Transport

log = logging.getLogger(__name__)

State = Literal["queued", "sending", "sent", "uncertain", "failed"]
OnState = Callable[[str, str, str], None]
RETRY_SECONDS = (1.0, 2.0, 5.0, 10.0, 30.0)
HOLD_SECONDS = 600.0
"""A receipt that waited longer than this no longer prints by surprise when the printer comes back."""
_AFTER_TROUBLE = 5.0


@dataclass(frozen=True, slots=True)
class PrinterSetup:
    """A printer as the shop set it up. `profile` is a key of profiles.toml, or "pdf" or "text" for a folder."""

    name: str
    address: str
    profile: str = "generic-80"
    columns: int = 48


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One receipt to print. `duplicate` 0 is the original; `printed_at` (ISO 8601) and `printed_by` mark a reprint."""

    id: str
    number: str
    receipt: Receipt
    copies: tuple[Copy, ...]
    duplicate: int = 0
    printed_by: str = ""
    printed_at: str = ""
    state: str = "queued"
    attempts: int = 0


class PrintJobs(Protocol):
    """Where the jobs are kept. Called from the worker's thread only."""

    def next_queued(self) -> PrintJob | None:
        """The oldest job that is `queued`, or `sending`: the latter was left behind by a run that ended in it."""

    def mark(
        self,
        job_id: str,
        state: str,
        *,
        cause: str = "",
        bytes_total: int = 0,
        bytes_accepted: int = 0,
        sha256: str = "",
    ) -> None:
        """Keep what became of a job, durably before it returns."""


def job_bytes(job: PrintJob, setup: PrinterSetup) -> bytes:
    """What goes to the printer; only an original opens the drawer. Raises BadSetting for an unknown profile."""
    form: Form = "text" if setup.profile == "text" else "pdf" if setup.profile == "pdf" else "escpos"
    body = render(
        job.receipt,
        form=form,
        columns=setup.columns,
        profile=setup.profile,
        copies=job.copies,
        duplicate=job.duplicate,
        printed_at=job.printed_at,
        printed_by=job.printed_by,
    )
    return body.encode("utf-8") if isinstance(body, str) else body


class PrintWorker:
    """Prints the jobs of one printer, one after the other, off the caller's thread.

    `on_state(job_id, state, sentence)` is called from the worker's thread.
    """

    def __init__(
        self,
        jobs: PrintJobs,
        setup: PrinterSetup,
        on_state: OnState,
        *,
        connect: Callable[[str], Transport] = open_transport,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
        hold_seconds: float = HOLD_SECONDS,
    ) -> None:
        self._jobs, self._setup, self._on_state = jobs, setup, on_state
        self._connect, self._retry_seconds, self._hold_seconds = connect, retry_seconds, hold_seconds
        self._wakes, self._stopping = threading.Event(), threading.Event()
        self._transport: Transport | None = None
        self._tries = 0
        self._blocked_since: float | None = None
        self._thread = threading.Thread(target=self._run, name=f"print {setup.name}", daemon=True)

    def start(self) -> None:
        """Begin with what is queued already."""
        self._thread.start()

    def wake(self) -> None:
        """Look for jobs now; to be called after a commit. Never waits."""
        self._wakes.set()

    def stop(self) -> bool:
        """End within 2 s: a running job gets one second to finish. False if the printer still holds the thread."""
        self._stopping.set()
        self._wakes.set()
        if not self._thread.is_alive():
            return True
        self._thread.join(1.0)
        transport = self._transport
        if self._thread.is_alive() and transport is not None:
            transport.cancel()
        self._thread.join(0.9)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                pause = self._turn()
            except Exception:
                # The shop's records are out of reach, or a bug of ours: the next sale must still find a printer.
                log.exception("printing paused")
                pause = _AFTER_TROUBLE
            if pause != 0:
                self._wakes.wait(pause)
                self._wakes.clear()

    def _turn(self) -> float | None:
        """One job; answers how many seconds to wait before the next, None for until somebody wakes us."""
        job = self._jobs.next_queued()
        if job is None:
            self._tries, self._blocked_since = 0, None
            return None
        if job.state == "sending":
            return self._left_behind(job)
        try:
            body = job_bytes(job, self._setup)
            self._transport = self._connect(self._setup.address)
        except PosError as error:
            return self._fail(job, error.kind, error.sentence)
        except Exception:
            log.exception("receipt %s cannot be laid out", job.number)
            sentence = f"Receipt {job.number} could not be prepared for this printer. The sale is safe. Save it as PDF."
            return self._fail(job, "unprintable", sentence)
        return self._print(job, body, self._transport)

    def _print(self, job: PrintJob, body: bytes, transport: Transport) -> float:
        size, digest = len(body), hashlib.sha256(body).hexdigest()
        try:
            transport.open()
            # Kept before the first byte leaves: whatever ends us now, this job is never sent twice unseen.
            self._mark(job, "sending", f"Receipt {job.number} is printing.", bytes_total=size, sha256=digest)
            transport.write(body)
        except PrinterFailed as error:
            if not error.bytes_accepted:
                return self._not_reached(job, error)
            self._mark(job, "uncertain", error.sentence, cause=error.cause, bytes_total=size,
                       bytes_accepted=error.bytes_accepted, sha256=digest)  # fmt: skip
        else:
            self._mark(job, "sent", f"Receipt {job.number} was sent to {self._setup.name}.", bytes_total=size,
                       bytes_accepted=size, sha256=digest)  # fmt: skip
        finally:
            transport.close()
        self._tries, self._blocked_since = 0, None
        return 0

    def _not_reached(self, job: PrintJob, error: PrinterFailed) -> float:
        now = time.monotonic()
        self._blocked_since = self._blocked_since or now
        if now - self._blocked_since >= self._hold_seconds:
            return self._fail(job, error.cause, error.sentence)
        self._mark(job, "queued", error.sentence, cause=error.cause)
        pause = self._retry_seconds[min(self._tries, len(self._retry_seconds) - 1)]
        self._tries += 1
        return pause

    def _left_behind(self, job: PrintJob) -> float:
        sentence = (
            f"The program ended while receipt {job.number} was printing. The sale is safe. "
            "Look whether the receipt came out, and print it again if not."
        )
        self._mark(job, "uncertain", sentence, cause="interrupted")
        return 0

    def _fail(self, job: PrintJob, cause: str, sentence: str) -> float:
        self._mark(job, "failed", sentence, cause=cause)
        return 0

    def _mark(
        self, job: PrintJob, state: State, sentence: str, *, cause: str = "", bytes_total: int = 0,
        bytes_accepted: int = 0, sha256: str = "",
    ) -> None:  # fmt: skip
        self._jobs.mark(
            job.id, state, cause=cause, bytes_total=bytes_total, bytes_accepted=bytes_accepted, sha256=sha256
        )
        try:
            self._on_state(job.id, state, sentence)
        except Exception:
            log.exception("nobody heard that receipt %s is %s", job.number, state)
