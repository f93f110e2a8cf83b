"""Looking into a shop's records past the doors that people use, and spoiling them on purpose."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pos.store import database, keys
from pos.store.statements import Cursor
from pos.store.transactions import Ledger
from pos.store.verify import Verdict, verify
from tests.builders import FixedClock


def bare_ledger(folder: Path) -> Ledger:
    """The records of a folder, opened as they are: no upgrade, no note of where the shop left off."""
    secrets = keys.load(folder, json.loads((folder / "shop.json").read_text())["shop"])
    return Ledger(database.Database(folder / database.FILE, secrets.database), secrets, FixedClock(), None)


class _Undo(Exception):
    """Takes a change back."""


@contextmanager
def undone(ledger: Ledger) -> Iterator[Cursor]:
    """A cursor whose changes are seen inside of the block, and are gone after it."""
    with contextlib.suppress(_Undo), ledger.database.writing() as cursor:
        yield cursor
        raise _Undo


def verdict_on(ledger: Ledger, spoil: Callable[[Cursor], None]) -> Verdict:
    """What `verify` says once the records were spoiled; the records are mended again afterwards."""
    found: list[Verdict] = []
    with undone(ledger) as cursor:
        spoil(cursor)
        found.append(verify(ledger))
    return found[0]


def rows(ledger: Ledger, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a question."""
    with ledger.database.reading() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
