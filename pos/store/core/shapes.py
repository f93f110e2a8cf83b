"""The shapes of writing statements that come back at many tables, and what a statement's parameters are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ClauseElement, ColumnElement, Table, case, insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos.store.schema import order_line


@dataclass(frozen=True, slots=True)
class Named:
    """A clause that takes the named columns, each as a parameter of that name."""

    clause: ClauseElement
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ordered:
    """A clause for many rows at once, each a tuple in the order of `columns`."""

    clause: ClauseElement
    columns: tuple[str, ...]


Source = ClauseElement | Named | Ordered


def not_before_wished(day: ColumnElement[str]) -> ColumnElement[str]:
    """A day told of an order's line as it counts: nobody is late before the day that the customer wishes for."""
    wished = order_line.c.wanted_on
    return case((day < wished, wished), else_=day)


def inserting(table: Table, *columns: str) -> Named:
    """INSERT of the named columns (all when none is named)."""
    return Named(insert(table), columns or _names(table))


def inserting_many(table: Table, *columns: str) -> Ordered:
    """INSERT of the named columns, for many rows."""
    return Ordered(insert(table), columns)


def putting(table: Table, *columns: str) -> Named:
    """INSERT that replaces the other columns of the row with the same key."""
    names = columns or _names(table)
    keys = _keys(table)
    clause = sqlite_insert(table)
    changed = {name: clause.excluded[name] for name in names if name not in keys}
    if not changed:
        return Named(clause.on_conflict_do_nothing(index_elements=keys), names)
    return Named(clause.on_conflict_do_update(index_elements=keys, set_=changed), names)


def inserting_once(table: Table) -> Named:
    """INSERT of all columns; where the key is known already, the row stays as it is."""
    return Named(sqlite_insert(table).on_conflict_do_nothing(index_elements=_keys(table)), _names(table))


def adding_to(table: Table, *sums: str, latest: Sequence[str] = ()) -> Named:
    """INSERT that adds the named figures to the row with the same key; `latest` columns take the new value."""
    return Named(_adding(table, sums, latest), (*_keys(table), *sums, *latest))


def many_adding_to(table: Table, *sums: str, latest: Sequence[str] = ()) -> Ordered:
    """The same for many rows: key, sums, latest, in this order."""
    return Ordered(_adding(table, sums, latest), (*_keys(table), *sums, *latest))


def _adding(table: Table, sums: Sequence[str], latest: Sequence[str]) -> ClauseElement:
    clause = sqlite_insert(table)
    changed = {name: table.c[name] + clause.excluded[name] for name in sums}
    changed |= {name: clause.excluded[name] for name in latest}
    return clause.on_conflict_do_update(index_elements=_keys(table), set_=changed)


def _keys(table: Table) -> list[str]:
    return [column.name for column in table.primary_key]


def _names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns)
