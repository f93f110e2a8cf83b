"""Questions of the slip radar: promises to mend, supply that lapsed, who else has goods, and credits."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import orjson

from pos.store import sql
from pos.store.statements import Cursor, Row

if TYPE_CHECKING:
    from pos.domain.credits import Credit, DayTold
    from pos.domain.shop import Shop


class RadarReading:
    """For a transaction that has a cursor."""

    _cursor: Cursor

    if TYPE_CHECKING:

        def shop(self) -> Shop: ...

    def recent_operation(self, op_id: str) -> tuple[str, Mapping[str, Any]] | None:
        """(kind, body) of an operation that was written a moment ago."""
        row = sql.RECENT_OPERATION.first(self._cursor, op_id=op_id)
        if row is None:
            return None
        content = orjson.loads(row[0])
        return content["kind"], content["body"]

    def promises_to_mend(self, state: str = "open") -> Sequence[tuple[str, str, int, str, str, str, str, str, str]]:
        """(task, order, line, opened at, state, outcome, who closed it, why, what broke it), the oldest first."""
        return [(*row,) for row in sql.PROMISES_TO_MEND.all(self._cursor, wanted=state)]

    def lapsed_lines(self, today: str, ordered_by: str) -> Sequence[tuple[Any, ...]]:
        """(purchase order, line, supplier, its name, SKU, product, units, expected on, confirmed, ordered on) of each
        open purchase line whose day is over, or that is still not confirmed and was ordered by then."""
        return sql.LAPSED_LINES.all(self._cursor, store=self.shop().store, today=today, ordered_by=ordered_by)

    def suppliers_of(self, sku: str) -> Sequence[str]:
        """Everybody who ever delivered a product, or was asked to."""
        return sorted(row[0] for row in sql.SUPPLIERS_OF.all(self._cursor, sku=sku))

    def units_told(self) -> Sequence[tuple[str, int, int, int, str]]:
        """(SKU, units that wait, free here, safety stock here, name) of each product that anybody waits for."""
        return [(*row,) for row in sql.UNITS_TOLD.all(self._cursor, store=self.shop().store)]

    def secured(self, today: str) -> Mapping[str, int]:
        """SKU -> units on order for this store that are confirmed for a day to come."""
        return dict(sql.SECURED.all(self._cursor, store=self.shop().store, today=today))

    def credit(self, credit: str) -> Credit | None:
        """A credit by its id."""
        row = sql.CREDIT.first(self._cursor, credit=credit)
        return _credit(row) if row else None

    def credits(self, state: str = "") -> Sequence[Credit]:
        """Credits in a state (all for an empty one), the oldest first."""
        return [_credit(row) for row in sql.CREDITS.all(self._cursor, wanted=state)]

    def credits_of(self, number: str) -> Sequence[Credit]:
        """The credits of an order, the oldest first."""
        return [_credit(row) for row in sql.CREDITS_OF.all(self._cursor, order=number)]

    def credits_spent(self, since: str, until: str) -> int:
        """What was approved from one instant up to another, in minor units."""
        row = sql.CREDITS_SPENT.first(self._cursor, since=since, until=until)
        return int(row[0]) if row else 0

    def remedy_details(self, since: str, until: str) -> Sequence[tuple[str, Mapping[str, Any]]]:
        """(order, what was noted) of each remedy carried out from one instant up to another."""
        return [(row[0], json.loads(row[1])) for row in sql.COSTS.all(self._cursor, since=since, until=until)]

    def days_told(self, number: str, line: int) -> Sequence[DayTold]:
        """What was told of a line of an order, the first first."""
        from pos.domain.credits import DayTold

        return [
            DayTold(nth, date.fromisoformat(on) if on else None, why)
            for nth, on, why in sql.DAYS_TOLD.all(self._cursor, order=number, order_line=line)
        ]

    def contacts(self, since: str, until: str) -> Mapping[str, tuple[int, int]]:
        """Order -> (messages that went out, calls that were made) about its days from one instant up to another."""
        return {row[0]: (row[1], row[2]) for row in sql.CONTACTS.all(self._cursor, since=since, until=until)}


def _credit(row: Row) -> Credit:
    from pos.domain.credits import Credit

    return Credit(*row)
