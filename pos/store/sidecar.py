"""A note outside the database of how far the log had come: with it, a restored or copied database is recognised.

The note is written after each commit, not synced: losing its last lines does no harm (a note that is behind says
nothing), and one durable write per sale is enough.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

import orjson

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
    import uuid

    node = uuid.getnode()
    invented = bool(node >> 40 & 1)  # no network card: the number would be another one at each start
    return "unnamed" if invented else hashlib.sha256(str(node).encode()).hexdigest()[:16]


_LENGTH = 512


class NoteFile:
    """The note, held open: one small write over the old one after each commit. A fault here never stops a sale, and a
    note that was torn says nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._machine = machine()
        self._descriptor: int | None = None

    def write(self, tip: Tip, letter: str) -> None:
        note = {
            "epoch": tip.epoch, "letter": letter, "seq": tip.seq, "hash": tip.hash.hex(), "machine": self._machine,
        }  # fmt: skip
        with contextlib.suppress(OSError):
            if self._descriptor is None:
                self._descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            os.write(self._descriptor, orjson.dumps(note).ljust(_LENGTH))

    def read(self) -> Note | None:
        return read(self.path)

    def says_other_register(self, note: Note | None, known_hash: str | None) -> bool:
        """Whether this database is not where this register left off: restored, rolled back or carried to another
        machine. `known_hash` is the hash that the database holds at the note's place, None when it holds none."""
        return note is not None and (note.machine != self._machine or known_hash != note.hash)

    def close(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def read(path: Path) -> Note | None:
    """The note, or None when there is none or it was torn."""
    try:
        return Note(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None
