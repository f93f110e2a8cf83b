"""Questions on all open orders at once: three, however many lines there are."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pos.store import sql
from pos.store.statements import Cursor

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.domain.shortages import Signs

_LINES_WITH = sql.BOARD_LINES.sql.replace(
    "WHERE order_line.is_open = 1",
    "WHERE order_line.is_open = 1 AND order_line.sku IN (SELECT of.sku FROM json_each(:orders) AS wanted "
    "JOIN order_line AS of ON of.number = wanted.value)",
)

_SUPPLIERS_OF = "SELECT p.sku, p.supplier FROM json_each(:skus) AS j JOIN product AS p ON p.sku = j.value"


class BoardReading:
    """For a transaction that has a cursor."""

    _cursor: Cursor

    if TYPE_CHECKING:

        def shop(self) -> Shop: ...

    def board_lines(self, orders: Sequence[str] | None = None) -> Sequence[tuple[Any, ...]]:
        """Every open line, by product and in the order of its queue; where `orders` are named, only those of products
        that are in them, since a line's place depends on all who wait. The columns are those of `BOARD_LINES`."""
        store = self.shop().store
        if orders is None:
            return sql.BOARD_LINES.all(self._cursor, store=store)
        self._cursor.execute(_LINES_WITH, {"store": store, "orders": json.dumps(list(orders))})
        return self._cursor.fetchall()

    def on_order(self) -> Mapping[str, int]:
        """SKU -> units that are on order for this store and have not come."""
        return {sku: int(units) for sku, units in sql.ON_ORDER.all(self._cursor, store=self.shop().store)}

    def open_tasks(self) -> Sequence[tuple[str, int, str]]:
        """(order, line, kind) of every open task of an order; line 0 is the whole of it."""
        return [(number, line, kind) for number, line, kind in sql.OPEN_TASKS.all(self._cursor)]

    def deposits_held(self) -> Sequence[tuple[str, str, int]]:
        """(order, day it was taken, deposit held in minor units) of each order that holds one."""
        return [(number, day, held) for number, day, held in sql.DEPOSITS_HELD.all(self._cursor) if held]

    def deposits_in_the_books(self) -> int:
        """What the shop owes for deposits as its books say, in minor units."""
        row = sql.DEPOSITS_IN_THE_BOOKS.first(self._cursor)
        return int(row[0]) if row else 0

    def sales_saved(self, since: date) -> int:
        """The price of what customers ordered from a day on because it was not here, less what was given up, in minor
        units."""
        row = sql.SALES_SAVED.first(self._cursor, since=since.isoformat())
        return int(row[0]) if row else 0

    def shortage_signs(self, skus: Sequence[str], today: date) -> Mapping[str, Signs]:
        """What the records show of products that are short; what is on order is for the caller to add."""
        from pos.domain.shortages import Signs

        store = self.shop().store
        days = {
            "month": _before(today, 30), "lately": _before(today, 28), "before": _before(today, 28 + 84),
        }  # fmt: skip
        bought = {
            sku: (late, moved)
            for sku, late, moved in sql.PURCHASE_SIGNS.all(self._cursor, store=store, today=today.isoformat())
        }
        moves = {row[0]: row[1:] for row in sql.MOVE_SIGNS.all(self._cursor, store=store, **days)}
        ordered = {
            row[0]: row[1:] for row in sql.ORDERED_SIGNS.all(self._cursor, lately=days["lately"], before=days["before"])
        }
        asked = {
            row[0]: row[1:] for row in sql.WANTED_SIGNS.all(self._cursor, since=days["before"], lately=days["lately"])
        }
        self._cursor.execute(_SUPPLIERS_OF, {"skus": json.dumps(list(skus))})
        supplier_of: dict[str, str] = dict(self._cursor.fetchall())
        leads = {row[0]: row[1:] for row in sql.LEAD_SIGNS.all(self._cursor, half_year=_before(today, 182))}
        found = {}
        for sku in skus:
            late, moved = bought.get(sku, (0, 0))
            missing, sold, sold_before = moves.get(sku, (0, 0, 0))
            lately, before = ordered.get(sku, (0, 0))
            missed, missed_before = asked.get(sku, (0, 0))
            agreed, took = leads.get(supplier_of.get(sku, ""), (None, None))
            found[sku] = Signs(
                late or 0, moved or 0, missing or 0, (sold or 0) + lately + missed,
                (sold_before or 0) + before + missed_before, 0, agreed, took,
            )  # fmt: skip
        return found


def _before(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()
