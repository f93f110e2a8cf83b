"""Counting durable commits in SQLite's write-ahead log, without asking SQLite.

The file format is that of https://www.sqlite.org/fileformat2.html#walformat: a header of 32 bytes, then frames of a
24-byte header and one page. A frame that ends a transaction carries the size of the database in pages, all others
carry 0. SQLCipher encrypts the pages only, so the headers can be read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

_HEADER, _FRAME = 32, 24
_MAGIC = (0x377F0682, 0x377F0683)


@dataclass(frozen=True, slots=True)
class WalCount:
    """What a log holds since it was last begun anew; `salt` tells one beginning from another."""

    salt: bytes
    frames: int
    commits: int


def count(path: Path) -> WalCount:
    """Frames and commits in the log file `path`, none when it is empty or missing. Raises ValueError for another."""
    kept = path.read_bytes() if path.exists() else b""
    if len(kept) < _HEADER:
        return WalCount(b"", 0, 0)
    magic, _, page = struct.unpack_from(">III", kept)
    if magic not in _MAGIC:
        raise ValueError(f"{path} is no write-ahead log")
    salt = kept[16:24]
    frames = commits = 0
    for at in range(_HEADER, len(kept) - _FRAME - page + 1, _FRAME + page):
        if kept[at + 8 : at + 16] != salt:
            break  # what follows is left over from before the log was begun anew
        frames += 1
        commits += struct.unpack_from(">I", kept, at + 4)[0] != 0
    return WalCount(salt, frames, commits)


def commits_between(before: WalCount, after: WalCount) -> int:
    """Commits from one count to the next, at most one new beginning of the log between them."""
    return after.commits - before.commits if after.salt == before.salt else after.commits
