"""A note outside the database of how far the log had come: with it, a restored or copied database is recognised.

The note is written after each commit, not synced: losing its last lines does no harm (a note that is behind says
nothing), and one durable write per sale is enough.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

from pos.store.oplog import Tip


@dataclass(frozen=True, slots=True)
class Note:
    """What the note says: the end of the chain, its epoch's letter, and which machine wrote it."""

    epoch: str
    letter: str
    seq: int
    hash: str
    machine: str


def machine() -> str:
    """A name for this machine that does not travel with a copied folder."""
    for place in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with contextlib.suppress(OSError):
            if text := Path(place).read_text().strip():
                return hashlib.sha256(text.encode()).hexdigest()[:16]
    node = uuid.getnode()
    invented = bool(node >> 40 & 1)  # no network card: the number would be another one at each start
    return "unnamed" if invented else hashlib.sha256(str(node).encode()).hexdigest()[:16]


_LENGTH = 512


def write(path: Path, tip: Tip, letter: str, machine_name: str) -> None:
    """Write the note over the old one, in one small write; a fault here never stops a sale, a torn note says nothing."""
    note = {"epoch": tip.epoch, "letter": letter, "seq": tip.seq, "hash": tip.hash.hex(), "machine": machine_name}
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, json.dumps(note).ljust(_LENGTH).encode())
        finally:
            os.close(descriptor)


def read(path: Path) -> Note | None:
    """The note, or None when there is none or it was torn."""
    try:
        return Note(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def must_open_new_epoch(note: Note | None, tip: Tip, known_hash: str | None, machine_name: str) -> bool:
    """Whether this database is not where this register left off: restored, rolled back or carried to another machine.

    `known_hash` is the hash that the database holds at the note's epoch and number, None when it holds none.
    """
    if note is None:
        return False
    return note.machine != machine_name or known_hash != note.hash
