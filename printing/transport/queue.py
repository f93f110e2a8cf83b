"""A printer of the system's own printing (CUPS): jobs go raw to `lp`, which keeps them until they are printed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from printing.transport.base import STALL_SECONDS, failed


class QueueTransport:
    """The system queue of that name. `command` is the program that takes the job."""

    def __init__(self, name: str, *, command: Sequence[str] = ("lp",), stall: float = STALL_SECONDS) -> None:
        self._name, self._command, self._stall = name, tuple(command), stall
        self._running: subprocess.Popen[bytes] | None = None
        self._cancelled = False

    def open(self) -> None:
        """Start the program; raises PrinterFailed where the system has no printing."""
        self._cancelled = False
        if self._name.startswith("-"):
            raise failed("no_queue", where=self._name)
        try:
            self._running = subprocess.Popen(
                (*self._command, "-d", self._name, "-o", "raw"),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={**os.environ, "LC_ALL": "C"},
            )
        except PermissionError as error:
            raise failed("no_permission", where=self._name) from error
        except OSError as error:
            raise failed("no_queue", where=self._name) from error

    def write(self, job: bytes) -> None:
        """Hand over the job; a queue that says no has taken nothing, one that falls silent may have."""
        running = self._running
        if running is None:
            raise failed("no_queue", where=self._name)
        try:
            _, complaint = running.communicate(job, timeout=self._stall)
        except subprocess.TimeoutExpired as error:
            running.kill()
            running.communicate()
            raise failed("timeout", bytes_accepted=len(job), where=self._name) from error
        if running.returncode == 0:
            return
        if running.returncode < 0:
            cause = "stopped" if self._cancelled else "dropped"
            raise failed(cause, bytes_accepted=len(job), where=self._name)
        denied = b"denied" in complaint.lower() or b"not authorized" in complaint.lower()
        raise failed("no_permission" if denied else "no_queue", where=self._name)

    def close(self) -> None:
        running, self._running = self._running, None
        if running is None:
            return
        if running.poll() is None:
            running.kill()
        # communicate() reaps and closes; after a finished write this returns at once.
        for pipe in (running.stdin, running.stderr):
            if pipe is not None:
                pipe.close()
        running.wait()

    def cancel(self) -> None:
        self._cancelled = True
        running = self._running
        if running is not None:
            running.kill()
