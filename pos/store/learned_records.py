"""What was concluded from the records, kept while they say the same; and goods like others."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from pos.domain.ways import day_by_way
from pos.store import sql
from pos.store.statements import Cursor, Row
from pos.usecases.ports import Found

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.domain.shop import Shop

_T = TypeVar("_T")
Memory = dict[str, tuple[Hashable, Any]]
"""Name -> (what it was concluded from, the conclusion)."""


class LearnedReading:
    """Questions whose answers are remembered, for a transaction that has a cursor and its register's memory."""

    _cursor: Cursor
    _memory: Memory

    def shop(self) -> Shop:
        raise NotImplementedError

    def _as_product(self, row: Row) -> Product:
        raise NotImplementedError

    def learned_settings(self) -> Mapping[str, Any]:
        """What the last look at the shop's own record settled; empty before the first."""
        row = sql.TUNED.first(self._cursor)
        return json.loads(row[0]) if row else {}

    def open_units(self) -> int:
        """Units that wait for customers in the whole shop; goods by measure count as one for each line."""
        row = sql.OPEN_UNITS.first(self._cursor)
        return int(row[0] or 0) if row else 0

    def promises_told(
        self, customer: str = ""
    ) -> Sequence[tuple[str, date, date | None, date, date | None, date | None, date | None, date | None]]:
        """(supplier, taken, told likely and latest first, told latest last, ready, cancelled, supplied) of each line of
        an order that was told a day and whose goods were not on the shelf; of one customer's orders, or of all. The
        supplier is the one whose goods the day stood on when it was told, else the product's; none of goods that were
        on the shelf here and had to go to another store. `supplied` is when goods for another store would be there by
        the way they have from here, had they gone on when they came in."""
        shop = self.shop()
        zone = ZoneInfo(shop.timezone)
        rows = sql.PROMISES_TOLD_TO.all(self._cursor, who=customer) if customer else sql.PROMISES_TOLD.all(self._cursor)
        return [
            (
                "" if here and here <= taken else _stood_on(basis) or supplier,
                date.fromisoformat(taken),
                _day(likely),
                date.fromisoformat(latest),
                _day(last),
                _day_at(ready, zone),
                _day(off),
                day_by_way(shop, "other_store", to, date.fromisoformat(here)) if here else None,
            )
            for supplier, basis, taken, likely, latest, last, ready, off, here, to in rows
        ]

    def lines_that_waited(self, since: date) -> Sequence[tuple[str, date, date | None, date | None, date | None]]:
        """(category, taken, told latest first, ready, given up by the customer) of each line of an order taken from
        `since` whose goods were not on the shelf; the oldest first."""
        return [
            (category, date.fromisoformat(taken), _day(promised), _day(ready), _day(off))
            for category, taken, promised, ready, off in sql.LINES_THAT_WAITED.all(
                self._cursor, since=since.isoformat()
            )
        ]

    def remembered(self, name: str, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, made once while `key` stays the same."""
        kept = self._memory.get(name)
        if kept is None or kept[0] != key:
            kept = self._memory[name] = (key, make())
        found: _T = kept[1]
        return found

    def like(self, product: Product, limit: int) -> Sequence[Found]:
        """Other products of its category with the same attributes that are here now, nearest in price first."""
        if not product.category or not product.attributes:
            return []
        return [
            Found(self._as_product(row[1:]), row[0])
            for row in sql.LIKE_THIS.all(
                self._cursor,
                store=self.shop().store,
                category=product.category,
                attributes=json.dumps(dict(product.attributes), sort_keys=True, ensure_ascii=False),
                sku=product.sku,
                price=product.price.minor if product.price else 0,
                most=limit,
            )
        ]


def _stood_on(basis: str) -> str:
    """Who brings most of what a promise was made from; empty where nothing of it had to come, or it is not known."""
    units: dict[str, int] = {}
    for kind, name, quantity, _, *supplier in json.loads(basis or "[]"):
        who = supplier[0] if supplier else name if kind == "supplier" else ""
        if who and quantity:
            units[who] = units.get(who, 0) + quantity
    return max(units, key=lambda who: units[who], default="")


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _day_at(kept: str | None, zone: ZoneInfo) -> date | None:
    """A day, or that of an instant."""
    if kept is None or len(kept) <= len("2026-11-24"):
        return _day(kept)
    return datetime.fromisoformat(kept).astimezone(zone).date()
