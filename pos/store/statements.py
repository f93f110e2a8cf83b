"""SQL written once with SQLAlchemy Core, run on the driver's own cursor.

Core composes and checks the statements; running them through its execution layer costs 25 microseconds each where the
driver needs 6, which on the path of a sale is the difference between two and four times the cost of bare SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Table, bindparam, insert
from sqlalchemy.dialects.sqlite import dialect

_DIALECT = dialect(paramstyle="named")
_POSITIONAL = dialect(paramstyle="qmark")
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
    """One statement, built and compiled at first use: a counter must be ready before all its questions are.

    Parameters are named like the statement's bind parameters.
    """

    __slots__ = ("_clause", "_defaults", "_keys", "_sql")

    def __init__(self, clause: Callable[[], ClauseElement], keys: Sequence[str] | None = None) -> None:
        self._clause, self._keys = clause, keys
        self._sql = ""
        self._defaults: Mapping[str, Any] = {}

    @property
    def sql(self) -> str:
        if not self._sql:
            compiled = self._clause().compile(
                dialect=_DIALECT, column_keys=self._keys, compile_kwargs={"render_postcompile": True}
            )
            self._sql = str(compiled)
            self._defaults = {key: value for key, value in compiled.params.items() if value is not None}
        return self._sql

    def run(self, cursor: Cursor, **values: Any) -> None:
        sql = self._sql or self.sql
        cursor.execute(sql, {**self._defaults, **values} if self._defaults else values)

    def run_many(self, cursor: Cursor, rows: Iterable[Mapping[str, Any]]) -> None:
        if self._sql and not self._defaults:
            cursor.executemany(self._sql, rows)
            return
        sql = self.sql
        cursor.executemany(sql, rows if not self._defaults else [{**self._defaults, **row} for row in rows])

    def first(self, cursor: Cursor, **values: Any) -> Row | None:
        self.run(cursor, **values)
        return cursor.fetchone()

    def all(self, cursor: Cursor, **values: Any) -> list[Row]:
        self.run(cursor, **values)
        return cursor.fetchall()


class Many:
    """A statement for many rows at once, each a tuple in the order of `columns`: the cheapest way into the database."""

    __slots__ = ("_clause", "_columns", "_sql")

    def __init__(self, clause: Callable[[], ClauseElement], columns: Sequence[str]) -> None:
        self._clause, self._columns = clause, list(columns)
        self._sql = ""

    @property
    def sql(self) -> str:
        if not self._sql:
            compiled = self._clause().compile(dialect=_POSITIONAL, column_keys=self._columns)
            named = getattr(compiled, "positiontup", None)
            if named != self._columns:
                raise ValueError(f"the statement wants {named}")
            self._sql = str(compiled)
        return self._sql

    def run(self, cursor: Cursor, rows: Sequence[tuple[Any, ...]]) -> None:
        cursor.executemany(self._sql or self.sql, rows)


def inserting(table: Table, *columns: str) -> Statement:
    """INSERT of the named columns (all when none is named)."""
    return Statement(lambda: insert(table), columns or [column.name for column in table.columns])


def inserting_many(table: Table, *columns: str) -> Many:
    """INSERT of the named columns, for many rows."""
    return Many(lambda: insert(table), columns)


def putting(table: Table, *columns: str) -> Statement:
    """INSERT that replaces the other columns of the row with the same key."""
    names = columns or tuple(column.name for column in table.columns)
    return Statement(lambda: _putting(table, names), names)


def _putting(table: Table, names: Sequence[str]) -> ClauseElement:
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    keys = [column.name for column in table.primary_key]
    clause = sqlite_insert(table)
    changed = {name: clause.excluded[name] for name in names if name not in keys}
    if not changed:
        return clause.on_conflict_do_nothing(index_elements=keys)
    return clause.on_conflict_do_update(index_elements=keys, set_=changed)


def adding_to(table: Table, *sums: str, latest: Sequence[str] = ()) -> Statement:
    """INSERT that adds the named figures to the row with the same key; `latest` columns take the new value."""
    return Statement(lambda: _adding(table, sums, latest), _added(table, sums, latest))


def many_adding_to(table: Table, *sums: str, latest: Sequence[str] = ()) -> Many:
    """The same for many rows: key, sums, latest, in this order."""
    return Many(lambda: _adding(table, sums, latest), _added(table, sums, latest))


def _added(table: Table, sums: Sequence[str], latest: Sequence[str]) -> list[str]:
    return [*(column.name for column in table.primary_key), *sums, *latest]


def _adding(table: Table, sums: Sequence[str], latest: Sequence[str]) -> ClauseElement:
    from sqlalchemy.dialects.sqlite import insert as sqlite_insert

    keys = [column.name for column in table.primary_key]
    clause = sqlite_insert(table)
    changed = {name: table.c[name] + clause.excluded[name] for name in sums}
    changed |= {name: clause.excluded[name] for name in latest}
    return clause.on_conflict_do_update(index_elements=keys, set_=changed)


__all__ = [
    "Cursor",
    "Many",
    "Row",
    "Statement",
    "adding_to",
    "bindparam",
    "inserting",
    "inserting_many",
    "many_adding_to",
    "putting",
]
