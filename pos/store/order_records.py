"""Questions on the life of one order."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.store import sql
from pos.store.statements import Cursor

if TYPE_CHECKING:
    from pos.domain.order_life import Step, TenderPart


class OrderReading:
    """For a transaction that has a cursor."""

    _cursor: Cursor

    def steps(self, number: str) -> Sequence[Step]:
        """Everything that happened to an order, the first step first."""
        from pos.domain.order_life import Step

        return [
            Step(of, line, at, person, register, kind, reason, json.loads(details))
            for of, line, at, person, register, kind, reason, details in sql.STEPS.all(self._cursor, order=number)
        ]

    def left_elsewhere(self, number: str) -> Mapping[str, int]:
        """SKU -> units that left this store's stock because an order gave them up while they were in another store, and
        did not come back since. Of orders given up before this was written down there are none: they never left."""
        found: dict[str, int] = {}
        for _, content in sql.STOCK_MOVED_WITH.all(self._cursor, order=number):
            body = json.loads(content)["body"]
            if body["document"] == number and body["kind"] in ("left_there", "came_back"):
                for sku, _, units, *_ in body["moves"]:
                    found[sku] = found.get(sku, 0) - units
        return found

    def deposit_tenders(self, number: str) -> Sequence[TenderPart]:
        """By which tenders an order's deposit came, less what went back by each."""
        from pos.domain.order_life import TenderPart

        return [TenderPart(*row) for row in sql.DEPOSIT_TENDERS.all(self._cursor, order=number)]

    def preorders_dearer(self) -> Sequence[str]:
        """The open orders of goods that were pre-ordered for more than they cost now."""
        return [row[0] for row in sql.PREORDERS.all(self._cursor)]

    def cash_paid_back(self, number: str, day: date) -> int:
        """What was paid out in cash of an order's deposit on a business day, in minor units."""
        rows = sql.PAID_BACK_ON.all(self._cursor, order=number, day=day.isoformat())
        return sum(
            -int(tender["amount"]) for (tenders,) in rows for tender in json.loads(tenders) if tender["kind"] == "cash"
        )

    def authorisations(self) -> Sequence[tuple[str, str, str, int, date | None, date | None, date]]:
        """(order, customer's name, reference, amount, last day to charge, latest day of the order, day taken) of each
        open order for which a card was asked and not yet charged; no last day where nobody said one."""
        return [
            (number, name, reference, amount, _day(until), _day(latest), date.fromisoformat(taken))
            for number, name, reference, amount, until, latest, taken in sql.AUTHORISATIONS.all(self._cursor)
        ]

    def orders_of(self, customer: str) -> Sequence[tuple[str, bool]]:
        """(order, whether anything of it is still owed) of a customer, the newest first."""
        return [(number, bool(is_open)) for number, is_open in sql.ORDERS_OF.all(self._cursor, who=customer)]

    def has_ordered(self, customer: str, times: int) -> bool:
        """Whether a customer took at least so many orders; no more of them are looked at."""
        row = sql.COUNT_ORDERS_OF.first(self._cursor, who=customer, most=times)
        return row is not None and int(row[0]) >= times

    def notes_of(self, customer: str) -> Sequence[tuple[str, str, str, str]]:
        """(order, instant, person, words) of each thing that was noted about a customer, the newest first."""
        noted = [(*row, json.loads(kept)) for *row, kept in sql.NOTES_OF.all(self._cursor, who=customer)]
        return [
            (number, at, person, what["note"])
            for number, at, person, what in noted
            if what.get("of") == customer and what.get("note")  # not what was noted of somebody before, nor erased
        ]

    def ready_orders(self) -> Sequence[tuple[str, str, str, date | None, date | None]]:
        """(order, customer, their name, ready since, first put back on) of each open order that waits for nothing, or
        whose goods were put back."""
        return [
            (number, customer, name, _day(ready_on), _day(back and back[:10]))
            for number, customer, name, ready_on, back in sql.READY_ORDERS.all(self._cursor)
        ]


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
