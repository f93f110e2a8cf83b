"""What every way to a printer does, and how its failures are told."""

from __future__ import annotations

from typing import Protocol

from pos.domain.errors import PrinterFailed

CONNECT_SECONDS = 2.0
STALL_SECONDS = 10.0
"""How long a printer may take no byte at all before we stop waiting; a full buffer drains within a few."""


class Transport(Protocol):
    """One job: open, write, close. A transport may be opened again after it was closed.

    `open` and `write` raise PrinterFailed with `cause` and `bytes_accepted`. As long as `open` has not returned,
    nothing can have reached the printer.
    """

    def open(self) -> None:
        """Reach the printer, within CONNECT_SECONDS where waiting can be limited."""

    def write(self, job: bytes) -> None:
        """Hand over every byte; gives up after STALL_SECONDS without progress."""

    def close(self) -> None:
        """Let go of the printer; harmless when it is not held."""

    def cancel(self) -> None:
        """Make a running `open` or `write` fail soon; the one call allowed from another thread."""


_WHAT = {
    "refused": "The printer is switched off or not at this address",
    "unreachable": "The printer cannot be reached over the network",
    "timeout": "The printer takes no more data",
    "dropped": "The connection to the printer broke",
    "no_device": "The printer is not plugged in",
    "no_permission": "This computer does not let the program use the printer",
    "busy": "Another program is using the printer",
    "no_paper": "The printer has no paper",
    "no_folder": "The folder for printed receipts does not exist",
    "disk_full": "The disk has no room for the printed receipt",
    "no_queue": "The system's printing does not know this printer",
    "stopped": "The program was closed while printing",
}
_NEXT = {
    "refused": "Switch it on and check its cable; it prints by itself then.",
    "unreachable": "Check the network cable; it prints by itself then.",
    "no_device": "Plug it in and switch it on; it prints by itself then.",
    "no_permission": "Ask whoever looks after the computer for the right to print.",
    "busy": "Close the other program; it prints by itself then.",
    "no_paper": "Load paper.",
    "no_folder": "Create the folder or choose another one in the settings.",
    "disk_full": "Make room on the disk.",
    "no_queue": "Choose the printer again in the settings.",
}


def failed(cause: str, *, bytes_accepted: int = 0, where: str = "") -> PrinterFailed:
    """The error of a cause, its sentence saying what is safe and what to do."""
    what = _WHAT.get(cause, "The printer failed")
    if bytes_accepted:
        then = "The sale is safe. Look whether the receipt came out, and print it again if not."
    else:
        then = f"The sale is safe and nothing was printed. {_NEXT.get(cause, 'Check the printer.')}"
    return PrinterFailed(f"{what}. {then}", cause=cause, bytes_accepted=bytes_accepted, where=where)
