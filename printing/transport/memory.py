"""Transports without a printer: one that keeps jobs to be looked at, one for shops that show receipts on screen."""

from __future__ import annotations

from pos.domain.errors import PrinterFailed


class MemoryTransport:
    """Keeps every job; the next `refusal`, if set, is raised by `open` instead."""

    def __init__(self) -> None:
        self.jobs: list[bytes] = []
        self.refusal: PrinterFailed | None = None

    def open(self) -> None:
        if self.refusal is not None:
            raise self.refusal

    def write(self, job: bytes) -> None:
        self.jobs.append(job)

    def close(self) -> None:
        pass

    def cancel(self) -> None:
        pass


class ScreenTransport:
    """Prints nothing: the receipt is on the screen already."""

    def open(self) -> None:
        pass

    def write(self, job: bytes) -> None:
        pass

    def close(self) -> None:
        pass

    def cancel(self) -> None:
        pass
