"""A printer that is a device file, and a folder that takes printed receipts as numbered files."""

from __future__ import annotations

import errno
import os
import select
import stat
import threading
import time
from pathlib import Path

from printing.transport.base import STALL_SECONDS, failed

_CAUSES = {
    errno.ENOENT: "no_device",
    errno.ENODEV: "no_device",
    errno.ENXIO: "no_device",
    errno.EISDIR: "no_device",
    errno.EACCES: "no_permission",
    errno.EPERM: "no_permission",
    errno.EBUSY: "busy",
    errno.ENOSPC: "no_paper",  # the kernel's word for a USB printer without paper
}
_SLICE = 0.1  # seconds between looks at a wish to stop


class DeviceTransport:
    """A device such as /dev/usb/lp0; never creates a file where a printer is missing."""

    def __init__(self, path: str, *, stall: float = STALL_SECONDS) -> None:
        self._path, self._stall = path, stall
        self._descriptor = -1
        self._stopped = threading.Event()

    def open(self) -> None:
        self._stopped.clear()
        try:
            # Without waiting: a printer that is switched off would hold us here for ever.
            self._descriptor = os.open(self._path, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
            # A regular file is no printer: a wrong path must not write into somebody's file.
            if stat.S_ISREG(os.fstat(self._descriptor).st_mode):
                self.close()
                raise failed("no_device", where=self._path)
        except OSError as error:
            raise failed(_CAUSES.get(error.errno or 0, "no_device"), where=self._path) from error

    def write(self, job: bytes) -> None:
        accepted = 0
        moved_at = time.monotonic()
        while accepted < len(job):
            if self._stopped.is_set():
                raise failed("stopped", bytes_accepted=accepted, where=self._path)
            if time.monotonic() - moved_at > self._stall:
                raise failed("timeout", bytes_accepted=accepted, where=self._path)
            try:
                if os.name != "nt" and not select.select([], [self._descriptor], [], _SLICE)[1]:
                    continue
                accepted += os.write(self._descriptor, job[accepted:])
                moved_at = time.monotonic()
            except BlockingIOError:
                continue
            except OSError as error:
                cause = _CAUSES.get(error.errno or 0, "dropped")
                raise failed(cause, bytes_accepted=accepted, where=self._path) from error

    def close(self) -> None:
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    def cancel(self) -> None:
        self._stopped.set()


class FolderTransport:
    """Each job a file of its own: receipt-000001.bin, .pdf or .txt by what the job is."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def open(self) -> None:
        if not self._folder.is_dir():
            raise failed("no_folder", where=str(self._folder))

    def write(self, job: bytes) -> None:
        """All or nothing: a file that could not be finished is removed again."""
        path: Path | None = None
        try:
            path = self._reserved(_suffix(job))
            path.write_bytes(job)
        except OSError as error:
            if path is not None:
                path.unlink(missing_ok=True)
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            cause = "disk_full" if full else "no_permission" if isinstance(error, PermissionError) else "no_folder"
            raise failed(cause, where=str(self._folder)) from error

    def _reserved(self, suffix: str) -> Path:
        """An empty file under the next free number, which nobody else can take."""
        taken = (path.stem.removeprefix("receipt-") for path in self._folder.glob("receipt-*.*"))
        number = max((int(text) for text in taken if text.isascii() and text.isdigit()), default=0)
        while True:
            number += 1
            path = self._folder / f"receipt-{number:06d}{suffix}"
            try:
                path.touch(exist_ok=False)
            except FileExistsError:
                continue
            return path

    def close(self) -> None:
        pass

    def cancel(self) -> None:
        pass


def _suffix(job: bytes) -> str:
    if job.startswith(b"%PDF"):
        return ".pdf"
    return ".bin" if job.startswith(b"\x1b@") else ".txt"
