"""Questions on who wants to hear when goods are back, and on what was wanted and not bought."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.store import sql
from pos.store.statements import Cursor, Row

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.domain.tell_me import Entry

_OF_SKUS = sql.TELL_ME_OF_SKU.sql.replace("tell_me.sku = :sku", "tell_me.sku IN (SELECT value FROM json_each(:skus))")
_LEVELS = (
    "SELECT l.sku, l.on_hand, l.allocated, CASE WHEN l.owed > 0 THEN l.owed - coalesce((SELECT sum(o.ordered - "
    "o.allocated - o.handed_over - o.cancelled) FROM order_line AS o WHERE o.sku = l.sku AND o.is_open = 1 AND "
    "o.route = 'direct'), 0) ELSE 0 END FROM json_each(?2) AS j JOIN stock_level AS l ON l.sku = j.value "
    "AND l.store = ?1"
)


class TellMeReading:
    """For a transaction that has a cursor."""

    _cursor: Cursor

    if TYPE_CHECKING:

        def shop(self) -> Shop: ...

    def tell_me_entry(self, entry: str) -> Entry | None:
        """One entry, open or not."""
        row = sql.TELL_ME_ENTRY.first(self._cursor, entry=entry)
        return _entry(row) if row else None

    def tell_me_open(self) -> Sequence[Entry]:
        """Everybody who waits to hear, or has goods held, in this store: by product, who asked first first."""
        return [_entry(row) for row in sql.TELL_ME_OPEN.all(self._cursor, store=self.shop().store)]

    def tell_me_of_customer(self, customer: str) -> Sequence[Entry]:
        """The open entries of one customer."""
        store = self.shop().store
        return [_entry(row) for row in sql.TELL_ME_OF_CUSTOMER.all(self._cursor, who=customer, store=store)]

    def tell_me_of_skus(self, skus: Sequence[str]) -> Sequence[Entry]:
        """The open entries for these products, who asked first first; one question however many they are."""
        self._cursor.execute(_OF_SKUS, {"skus": json.dumps(list(skus)), "store": self.shop().store})
        return [_entry(row) for row in self._cursor.fetchall()]

    def tell_me_ended(self, since: str, limit: int) -> Sequence[Entry]:
        """Entries that were served or ended from an instant on, the newest first."""
        store = self.shop().store
        rows = sql.TELL_ME_ENDED.all(self._cursor, since=since, store=store, most=limit)
        return [_entry(row) for row in rows]

    def tell_me_skus(self) -> Sequence[str]:
        """The products that somebody waits to hear of."""
        return [row[0] for row in sql.TELL_ME_SKUS.all(self._cursor, store=self.shop().store)]

    def levels_here(self, skus: Sequence[str]) -> Mapping[str, tuple[int, int, int]]:
        """SKU -> (on hand, put aside, owed) in this store, of those that have a level; one question."""
        self._cursor.execute(_LEVELS, (self.shop().store, json.dumps(list(skus))))
        return {sku: (on_hand, aside, owed) for sku, on_hand, aside, owed in self._cursor.fetchall()}

    def lost_demand(self, since: str) -> Sequence[tuple[Any, ...]]:
        """(instant, SKU, product's name, words, quantity, cause, price, unit) of each thing wanted and not bought."""
        return sql.LOST_DEMAND.all(self._cursor, since=since)

    def unserved(self, since: str) -> Sequence[str]:
        """The products that somebody asked for from a day on, and neither bought nor ordered."""
        return [row[0] for row in sql.WANTED_SIGNS.all(self._cursor, since=since, lately=since)]

    def demand_rows(self, sku: str, since: str) -> Sequence[tuple[str, str, int]]:
        """(kind, day or instant, units) of all that was wanted of a product from a day on."""
        return [(kind, at, units) for kind, at, units in sql.DEMAND_OF.all(self._cursor, sku=sku, since=since)]


def _entry(row: Row) -> Entry:
    from pos.domain.tell_me import Entry

    id_, customer, who, sku, name, quantity, since, person, state, held, until, told_at, wanted_by, *more = row
    last_news_at, key, why, ended_at, price, category = more
    return Entry(
        id_, customer, who, sku, name, quantity, since, person, state, held, _day(until), told_at, _day(wanted_by),
        last_news_at, key, why, ended_at, price, category,
    )  # fmt: skip


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
