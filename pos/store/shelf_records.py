"""Questions on the hold shelf and on goods coming in, many products at once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.domain.allocation import Waiting
from pos.domain.ways import where_is
from pos.store import sql
from pos.store.statements import Cursor, Row

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.catalog import Product
    from pos.domain.hold_places import Bag, HoldPlace
    from pos.domain.order_life import Step
    from pos.domain.purchasing import OpenLine
    from pos.domain.shop import Shop
    from pos.domain.stock import StockLevel, Supply


_END = "~"
"""Behind every place in the queue."""


class ShelfReading:
    """For a transaction that has a cursor."""

    _cursor: Cursor

    def shop(self) -> Shop:
        raise NotImplementedError

    def _as_product(self, row: Row) -> Product:
        raise NotImplementedError

    if TYPE_CHECKING:

        def order(self, number: str) -> Order | None: ...
        def steps(self, number: str) -> Sequence[Step]: ...

    def _as_level(self, row: Row, gone: int = 0) -> StockLevel:
        raise NotImplementedError

    def queue(self, sku: str) -> Sequence[Waiting]:
        """Who waits for a product, the first first."""
        return self._queues(sql.QUEUE_OF.all(self._cursor, sku=sku)).get(sku, [])

    def orders_waiting(self, sku: str, before: str = _END) -> int:
        """How many orders wait for a product, of those before a place in the queue."""
        row = sql.ORDERS_WAITING.first(self._cursor, sku=sku, before=before)
        return int(row[0]) if row else 0

    def units_from(self, sku: str, place: str) -> int:
        """How many units of a product the lines wait for that stand at this place in the queue or behind it."""
        row = sql.UNITS_FROM.first(self._cursor, sku=sku, place=place)
        return int(row[0]) if row else 0

    def queues(self, skus: Sequence[str]) -> Mapping[str, Sequence[Waiting]]:
        """The same for many at once, of those that anybody waits for."""
        return self._queues(sql.QUEUES.all(self._cursor, skus=json.dumps(list(skus))))

    def _queues(self, rows: Sequence[Row]) -> dict[str, list[Waiting]]:
        rules = self.shop().waiting
        found: dict[str, list[Waiting]] = {}
        for sku, key, order, line, units, wanted_on, complete, customer_class, told, name, taken, route, to, *_ in rows:
            rank, clock, register, _ = key.split(":")
            found.setdefault(sku, []).append(
                Waiting(
                    (int(rank), clock, register, line), order, line, units, _day(wanted_on), bool(complete), units,
                    rules.rank(customer_class), _day(told), name, taken, (route, to),
                )
            )  # fmt: skip
        return found

    def open_lines_of(self, skus: Sequence[str]) -> Mapping[str, Sequence[OpenLine]]:
        """The open order lines of many products, each in the order in which they are served."""
        from pos.store.purchase_records import open_line

        found: dict[str, list[OpenLine]] = {}
        for *row, sku in sql.OPEN_LINES_OF_MANY.all(self._cursor, skus=json.dumps(list(skus))):
            found.setdefault(sku, []).append(open_line(row))
        return found

    def supplies_of(self, skus: Sequence[str]) -> Mapping[str, Sequence[Supply]]:
        """What is on order of many products for this store, the soonest first."""
        from pos.store.purchase_records import supply_of

        rows = sql.SUPPLIES_OF_MANY.all(self._cursor, skus=json.dumps(list(skus)), store=self.shop().store)
        found: dict[str, list[Supply]] = {}
        for *row, sku in rows:
            found.setdefault(sku, []).append(supply_of(row))
        return found

    def levels_of(self, skus: Sequence[str]) -> Mapping[str, StockLevel]:
        """The levels of this store of many products, of those that ever were here."""
        rows = sql.LEVELS_OF_MANY.all(self._cursor, skus=json.dumps(list(skus)), store=self.shop().store)
        elsewhere = self.sent_on([row[-1] for row in rows if row[2] > 0])
        return {sku: self._as_level(tuple(row), sum(elsewhere.get(sku, {}).values())) for *row, sku in rows}

    def _gone(self, row: Row, sku: str) -> int:
        """Units of a level that cannot be counted here: what is put aside and was sent on to another store is neither
        on hand nor put aside here, until it is handed over there or comes back."""
        store, _, allocated, *_ = row
        return sum(self.sent_on([sku]).get(sku, {}).values()) if allocated and store == self.shop().store else 0

    def sent_on(self, skus: Sequence[str]) -> Mapping[str, Mapping[tuple[str, int], int]]:
        """SKU -> (order, line) -> units put aside that were sent on to another store: they are the order's, and nobody
        can count them here."""
        rows = sql.SENT_ON.all(self._cursor, skus=json.dumps(list(skus))) if skus else []
        found: dict[str, dict[tuple[str, int], int]] = {}
        for number in dict.fromkeys(row[1] for row in rows):
            order = self.order(number)
            steps = self.steps(number) if order is not None else ()
            for line in order.lines if order is not None else ():
                at = where_is(line, steps)
                if (line.sku, number, line.line) in rows and at.under_way + at.there:
                    found.setdefault(line.sku, {})[number, line.line] = at.under_way + at.there
        return found

    def products_of(self, skus: Sequence[str]) -> Mapping[str, Product]:
        """Many products by their SKUs, of those that are known."""
        rows = sql.PRODUCTS_OF_MANY.all(self._cursor, skus=json.dumps(list(skus)))
        return {sku: self._as_product(tuple(row)) for *row, sku in rows}

    def skus_of_barcodes(self, codes: Sequence[str]) -> Mapping[str, str]:
        """Barcode -> SKU, of those that are known as they are written."""
        rows = sql.SKUS_OF_BARCODES.all(self._cursor, codes=json.dumps(list(codes)))
        return {code: sku for code, sku, _ in rows}

    def open_purchase_lines(self, numbers: Sequence[str]) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """Purchase order -> its open lines, as receiving needs them."""
        names = (
            "number", "line", "supplier", "sku", "open", "ordered_on", "expected_on", "shipment", "first_expected_on",
        )  # fmt: skip
        found: dict[str, list[Mapping[str, Any]]] = {}
        for *row, number in sql.PURCHASE_ORDERS_OF_MANY.all(self._cursor, pos=json.dumps(list(numbers))):
            found.setdefault(number, []).append(dict(zip(names, row, strict=True)))
        return found

    def held_for_who_asked(self, sku: str) -> int:
        """Units kept for people on the tell-me list."""
        return int((sql.TELL_ME_HELD_OF.first(self._cursor, sku=sku) or (0,))[0])

    def hold_places(self) -> Sequence[HoldPlace]:
        """Every place of the hold shelf with the bags that lie there."""
        from pos.domain.hold_places import HoldPlace

        return [
            HoldPlace(place, name, capacity, bool(active), bags)
            for place, name, capacity, active, bags in sql.HOLD_PLACES.all(self._cursor)
        ]

    def bags(self, order: str = "") -> Sequence[Bag]:
        """Every bag that lies on the hold shelf, by place; or all there ever were of one order, the first first."""
        rows = sql.BAGS_OF_ORDER.all(self._cursor, order=order) if order else sql.OPEN_BAGS.all(self._cursor)
        return [_bag(row) for row in rows]

    def bag_by_tag(self, order: str, tag: str) -> Bag | None:
        """The bag whose label says so; the last one where a tag was used again."""
        row = sql.BAG_BY_TAG.first(self._cursor, order=order, tag=tag)
        return None if row is None else _bag(row)


def _bag(row: Row) -> Bag:
    from pos.domain.hold_places import Bag

    bag, order, place, since, tag, is_open, customer, name, language = row
    return Bag(bag, order, place, since, tag, bool(is_open), customer, name, language)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
