"""What the shop knows of its suppliers, and of the order lines that wait for their goods."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from pos.domain.stock import Supply
from pos.store import sql
from pos.store.statements import Cursor, Row

if TYPE_CHECKING:
    from pos.domain.purchase_orders import PurchaseOrder, Supplier
    from pos.domain.purchasing import OpenLine, SupplierTerms
    from pos.domain.shop import Shop

Delivery = tuple[str, str, date | None, date | None, date | None, str, int | None, int | None, str]
"""(supplier, lane, ordered on, promised on, delivered on, SKU, quantity, received, shipment)"""
AwaitedLine = tuple[str, str, date | None, date | None, date | None, int, str, str, int, str]
"""(supplier, lane, ordered on, first expected on, expected on, open units, shipment, number, line, SKU)"""


class PurchaseReading:
    """Questions on suppliers and waiting lines, for a transaction that has a cursor."""

    _cursor: Cursor

    def shop(self) -> Shop:
        raise NotImplementedError

    def supplier_terms(self, supplier: str) -> SupplierTerms | None:
        """How a supplier works; None for one that nobody put into the records."""
        row = sql.SUPPLIER_TERMS.first(self._cursor, supplier=supplier)
        return None if row is None else _terms(row)

    def suppliers(self, today: date) -> Sequence[Supplier]:
        """Every supplier by name, with how many orders are open and late as of a day."""
        from pos.domain.purchase_orders import Supplier

        return [Supplier(_terms(row[:8]), *row[8:]) for row in sql.SUPPLIERS.all(self._cursor, today=today.isoformat())]

    def purchase_orders(self, supplier: str = "") -> Sequence[PurchaseOrder]:
        """Every purchase order, or those with one supplier, by number; without the changes of their days."""
        rows = (
            sql.PURCHASE_LINES_FROM.all(self._cursor, supplier=supplier)
            if supplier
            else sql.PURCHASE_LINES.all(self._cursor)
        )
        return [_purchase_order(list(lines)) for _, lines in groupby(rows, key=lambda row: row[0])]

    def whole_purchase_order(self, number: str) -> PurchaseOrder | None:
        """A purchase order with all its lines, settled ones too, and every change of its days."""
        rows = sql.PURCHASE_LINES_OF.all(self._cursor, po=number)
        return _purchase_order(rows, sql.PURCHASE_DATES.all(self._cursor, po=number)) if rows else None

    def purchase_numbers(self, start: str) -> Sequence[str]:
        """The numbers of purchase orders that begin so."""
        return [row[0] for row in sql.PURCHASE_NUMBERS.all(self._cursor, low=start, high=start + chr(0x10FFFF))]

    def learned_position(self) -> int:
        """The position of the last operation from which something may be learned of suppliers: it changed them, their
        deliveries, or more of purchase lines than a day given before; 0 before any. While it stays, so does whatever
        was concluded."""
        return int((sql.LEARNED.first(self._cursor) or (0,))[0])

    def supply_position(self) -> int:
        """The position of the last operation that changed what is to come, in any way; 0 before any."""
        return int((sql.SUPPLY_CHANGED.first(self._cursor) or (0,))[0] or 0)

    def deliveries(self) -> Iterator[Delivery]:
        """Every past delivery as a plain row, by the day of delivery; the lane is the delivery's own or its
        supplier's."""
        for supplier, lane, ordered, promised, delivered, *rest in sql.DELIVERIES.all(self._cursor):
            yield supplier, lane, _day(ordered), _day(promised), _day(delivered), *rest

    def awaited_lines(self) -> Sequence[AwaitedLine]:
        """Every open purchase line as a plain row, by supplier and number."""
        return [
            (supplier, lane, _day(ordered), _day(first), _day(expected), *rest)
            for supplier, lane, ordered, first, expected, *rest in sql.AWAITED_LINES.all(self._cursor)
        ]

    def never_came(self) -> Mapping[str, tuple[int, int]]:
        """Supplier -> (purchase lines that are settled, those of them on which nothing ever came)."""
        return {supplier: (lines, never) for supplier, lines, never in sql.NEVER_CAME.all(self._cursor)}

    def open_lines(self, sku: str) -> Sequence[OpenLine]:
        """The open order lines of a product, in the order in which they are served."""
        return [open_line(row) for row in sql.OPEN_LINES.all(self._cursor, sku=sku)]

    def skus_of_order(self, order: str) -> Sequence[str]:
        """The products that an order still waits for or has put aside."""
        return [row[0] for row in sql.SKUS_OF_ORDER.all(self._cursor, order=order)]

    def skus_with_open_lines(self) -> Sequence[str]:
        """The products that some order is still open for."""
        return [row[0] for row in sql.SKUS_WITH_OPEN_LINES.all(self._cursor)]

    def goods_in_marked(self, mark: str) -> tuple[str, str] | None:
        """(document, instant) of the goods that came in last under a mark of their own."""
        if kept := sql.GOODS_IN_MARKED.first(self._cursor, mark=f"goods_in:{mark}"):
            document, at = json.loads(kept[0])
            return document, at
        row = sql.GOODS_IN_NAMED.first(self._cursor, ends=f"GR-%-{mark}")
        return (row[0], row[1]) if row else None

    def skus_waiting_for(self, supplier: str) -> Sequence[str]:
        """The products among these that usually come from a supplier, or are on order there."""
        return [row[0] for row in sql.SKUS_WAITING_FOR.all(self._cursor, supplier=supplier)]

    def sales_rate(self, sku: str, store: str, since: date, until: date) -> float:
        """Units of a product sold a day in another store, from `since` up to the day before `until`, as far as its
        sales were brought in."""
        row = sql.SOLD_BEFORE.first(self._cursor, sku=sku, store=store, since=since.isoformat())
        return max(0, int(row[0] if row else 0)) / max(1, (until - since).days)


def supply_of(row: Sequence[Any]) -> Supply:
    """What is on order, of its row in `SUPPLIES`."""
    number, line, units, expected, confirmed, ordered, supplier, shipment = row
    return Supply(
        "purchase_order", number, units, _day(expected), bool(confirmed), _day(ordered), supplier, line, shipment
    )


def open_line(row: Sequence[Any]) -> OpenLine:
    """An open order line of its row in `OPEN_LINES`."""
    from pos.domain.purchasing import OpenLine

    order, line, key, waiting, allocated, *days, complete, who, name, taken, missing, told_of, taken_back = row[:-3]
    rank, clock, register, _ = key.split(":")
    likely, latest, now_likely, now_latest = map(_day, days)
    return OpenLine(
        order, line, (int(rank), clock, register, line), waiting, allocated, likely, latest, now_likely, now_latest,
        bool(complete), who, name, _day(taken), missing, told_of, bool(taken_back), row[-3], row[-2],
        _day(row[-1]),
    )  # fmt: skip


def _terms(row: Row) -> SupplierTerms:
    from pos.domain.purchasing import SupplierTerms

    code, name, lead, lane, order_days, closed_on, minimum, active = row
    closed = frozenset(date.fromisoformat(day) for day in json.loads(closed_on))
    return SupplierTerms(code, name, lead, lane, order_days, closed, minimum, bool(active))


def _purchase_order(rows: Sequence[Row], changes: Sequence[Row] = ()) -> PurchaseOrder:
    from pos.domain.purchase_orders import DayChange, PurchaseLine, PurchaseOrder

    lines = []
    for *_, line, sku, name, quantity, received, cancelled, expected, first, confirmed, store, shipment, gone in rows:
        lines.append(
            PurchaseLine(
                line, sku, name, quantity, received, cancelled, _day(expected), _day(first), bool(confirmed), store,
                shipment, _day(gone),
            )
        )  # fmt: skip
    moved = [
        DayChange(line, at, person, _day(before), _day(after), bool(confirmed), why)
        for line, at, person, before, after, confirmed, why in changes
    ]
    number, supplier, supplier_name, ordered_on = rows[0][:4]
    return PurchaseOrder(number, supplier, supplier_name, _day(ordered_on), tuple(lines), tuple(moved))


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
