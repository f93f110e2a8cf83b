"""A use case as a part of another one: what it reads and writes belongs to the transaction that is open already."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pos.usecases.ports import Records, Transaction


class Within:
    """The door to the records, leading back into an open transaction: both commit together, or neither does."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    @contextmanager
    def reading(self) -> Iterator[Records]:
        yield self._tx

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        yield self._tx
