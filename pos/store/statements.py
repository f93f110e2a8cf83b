"""Statements as the counter runs them: SQL text straight on the driver's own cursor.

SQLAlchemy Core composes them (`pos.store.core`) and `write_sql` writes them out. The counter reads the text alone: it
waits neither for SQLAlchemy when it starts, nor for its execution layer (25 microseconds a statement where the driver
needs 6) when it sells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Row = tuple[Any, ...]


class Cursor(Protocol):
    """What the statements need of a database cursor (DB-API 2.0)."""

    def execute(self, sql: str, parameters: Any = ..., /) -> Any: ...
    def executemany(self, sql: str, parameters: Any, /) -> Any: ...
    def fetchone(self) -> Row | None: ...
    def fetchall(self) -> list[Row]: ...
    @property
    def rowcount(self) -> int: ...
    @property
    def lastrowid(self) -> int | None: ...


class Statement:
    """One statement whose parameters have names."""

    __slots__ = ("sql",)

    def __init__(self, sql: str) -> None:
        self.sql = sql

    def run(self, cursor: Cursor, **values: Any) -> None:
        cursor.execute(self.sql, values)

    def run_many(self, cursor: Cursor, rows: Iterable[Mapping[str, Any]]) -> None:
        cursor.executemany(self.sql, rows)

    def first(self, cursor: Cursor, **values: Any) -> Row | None:
        cursor.execute(self.sql, values)
        return cursor.fetchone()

    def all(self, cursor: Cursor, **values: Any) -> list[Row]:
        cursor.execute(self.sql, values)
        return cursor.fetchall()


class Many:
    """A statement for many rows at once, each a tuple in the order of its columns: the cheapest way in."""

    __slots__ = ("sql",)

    def __init__(self, sql: str) -> None:
        self.sql = sql

    def run(self, cursor: Cursor, rows: Sequence[tuple[Any, ...]]) -> None:
        cursor.executemany(self.sql, rows)
