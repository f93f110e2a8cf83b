"""What the shop knows, read from the rows: one short statement per question, indexed, never the whole shop."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pos.domain.backorder import Order, OrderLine
from pos.domain.catalog import Product, TaxRate, barcode_forms
from pos.domain.money import Money
from pos.domain.order_deposit import Share
from pos.domain.paper import with_customer
from pos.domain.people import Customer, Person
from pos.domain.receipt import Receipt
from pos.domain.shop import Shop, shop_from_json
from pos.domain.stock import StockLevel, Supply
from pos.store import search, sql
from pos.store.applied import Unseal
from pos.store.board_records import BoardReading
from pos.store.import_records import BatchReading, customer_of
from pos.store.learned_records import LearnedReading, Memory
from pos.store.news_records import NewsReading
from pos.store.order_records import OrderReading
from pos.store.purchase_records import PurchaseReading, supply_of
from pos.store.radar_records import RadarReading
from pos.store.shelf_records import ShelfReading
from pos.store.statements import Cursor, Row
from pos.store.tell_me_records import TellMeReading
from pos.usecases.ports import Found, KeptReceipt, SaleRow

_SELLABLES = (
    f"SELECT {search.LEVELS}, {search.COLUMNS} FROM json_each(?2) AS j JOIN product AS p ON p.sku = j.value "
    "LEFT JOIN stock_level AS l ON l.sku = p.sku AND l.store = ?1"
)


class StoredRecords(
    PurchaseReading,
    LearnedReading,
    BatchReading,
    OrderReading,
    ShelfReading,
    NewsReading,
    TellMeReading,
    BoardReading,
    RadarReading,
):
    """The records seen through one open cursor. `unseal` opens personal words, empty where they were erased."""

    def __init__(self, cursor: Cursor, unseal: Unseal, memory: Memory) -> None:
        self._cursor = cursor
        self._unseal = unseal
        self._memory = memory
        self._shop: Shop | None = None

    def shop(self) -> Shop:
        if self._shop is None:
            row = sql.SHOP.first(self._cursor)
            assert row is not None, "a shop without its settings"
            self._shop = shop_for(row[0])
        return self._shop

    def product(self, sku: str) -> Product | None:
        row = sql.PRODUCT.first(self._cursor, sku=sku)
        return self._as_product(row) if row else None

    def product_by_code(self, code: str) -> Product | None:
        """The product of a barcode in any of its written forms, or of a SKU."""
        cursor = self._cursor
        row = sql.PRODUCT_BY_BARCODE.first(cursor, code=code) or sql.PRODUCT.first(cursor, sku=code)
        if row is None:
            for form in barcode_forms(code)[1:]:
                if row := sql.PRODUCT_BY_BARCODE.first(cursor, code=form):
                    break
        return self._as_product(row) if row else None

    def sellable(self, code: str) -> Found | None:
        cursor, store = self._cursor, self.shop().store
        row = sql.SELLABLE.first(cursor, sku=code, store=store)
        if row is None:
            product = self.product_by_code(code)
            return Found(product, self.stock_here(product.sku).available) if product else None
        return Found(self._as_product(row[3:]), max(0, row[0] - row[1] - row[2]))

    def sellables(self, skus: Sequence[str]) -> Mapping[str, Found]:
        self._cursor.execute(_SELLABLES, (self.shop().store, json.dumps(skus)))
        return {
            row[3]: Found(self._as_product(row[3:]), max(0, row[0] - row[1] - row[2]))
            for row in self._cursor.fetchall()
        }

    def _as_product(self, row: Row) -> Product:
        sku, name, price, rate, codes, unit, category, supplier, rule, percent, pack, release_on, *more = row
        substitutes, cost, attributes, season_ends_on, perishable = more
        return Product(
            sku=sku,
            name=name,
            price=None if price is None else Money(price, self.shop().currency),
            tax_rate=TaxRate(rate),
            barcodes=() if codes == "[]" else tuple(json.loads(codes)),
            unit=unit,
            category=category,
            supplier=supplier,
            backorder=rule,
            deposit_percent=percent,
            pack=pack,
            release_on=_day(release_on),
            substitutes=() if substitutes == "[]" else tuple(json.loads(substitutes)),
            cost=None if cost is None else Money(cost, self.shop().currency),
            attributes=() if attributes == "{}" else tuple(sorted(json.loads(attributes).items())),
            season_ends_on=_day(season_ends_on),
            perishable=bool(perishable),
        )

    def find(self, text: str, limit: int) -> Sequence[Found]:
        return [
            Found(self._as_product(row[3:]), max(0, row[0] - row[1] - row[2]))
            for row in search.find(self._cursor, text, self.shop().store, limit)
        ]

    def did_you_mean(self, text: str) -> str | None:
        return search.did_you_mean(self._cursor, text)

    def stock_here(self, sku: str) -> StockLevel:
        store = self.shop().store
        row = sql.LEVEL.first(self._cursor, sku=sku, store=store)
        if row is None:
            return StockLevel(store, 0, store_name=self.shop().store_name)
        return self._as_level(row, self._gone(row, sku))

    def stock_everywhere(self, sku: str) -> Sequence[StockLevel]:
        return [self._as_level(row, self._gone(row, sku)) for row in sql.LEVELS.all(self._cursor, sku=sku)]

    def _as_level(self, row: Row, gone: int = 0) -> StockLevel:
        store, on_hand, allocated, owed, safety, as_of = row
        at = None if as_of is None else datetime.fromisoformat(as_of)
        name = self.shop().stores.get(store, store)
        return StockLevel(store, on_hand - gone, allocated - gone, owed, safety, at, name)

    def supplies(self, sku: str) -> Sequence[Supply]:
        rows = sql.SUPPLIES.all(self._cursor, sku=sku, store=self.shop().store)
        return [supply_of(row) for row in rows]

    def customer(self, customer: str) -> Customer | None:
        row = sql.CUSTOMER.first(self._cursor, who=customer)
        return customer_of(row) if row else None

    def find_customers(self, text: str, limit: int) -> Sequence[Customer]:
        plain = re.sub(r"([\\%_])", r"\\\1", text.strip())
        digits = "".join(ch for ch in text if ch.isdigit())
        if len(digits) > 6:
            digits = digits.lstrip("0")  # the trunk prefix, which a number with its country code has not
        rows = sql.CUSTOMERS.all(
            self._cursor, start=f"{plain}%", inside=f"% {plain}%", digits=digits if len(digits) >= 3 else "",
            digits_inside=f"%{digits}%", most=limit,
        )  # fmt: skip
        return [customer_of(row) for row in rows]

    def person(self, person: str) -> Person | None:
        row = sql.PERSON.first(self._cursor, who=person)
        return Person(*row) if row else None

    def people(self) -> Sequence[Person]:
        return [Person(*row) for row in sql.PEOPLE.all(self._cursor)]

    def order(self, number: str) -> Order | None:
        head = sql.ORDER.first(self._cursor, order=number)
        if head is None:
            return None
        lines = tuple(_as_line(row) for row in sql.ORDER_LINES.all(self._cursor, order=number))
        held = sum(share.amount for share in self.deposit_shares(number))
        number, customer, name, taken_on, total, version, mode, tax_mode, language, taken_at, complete, news = head
        return Order(
            number, customer, name or "", date.fromisoformat(taken_on), lines, held, total, version, mode, tax_mode,
            language, taken_at, bool(complete), news,
        )  # fmt: skip

    def orders(self) -> Sequence[Order]:
        numbers = [row[0] for row in sql.ORDER_NUMBERS.all(self._cursor)]
        return [order for number in numbers if (order := self.order(number))]

    def deposit_shares(self, number: str) -> Sequence[Share]:
        return [Share(*row) for row in sql.DEPOSIT_SHARES.all(self._cursor, order=number)]

    def receipt(self, number: str) -> KeptReceipt | None:
        row = sql.RECEIPT.first(self._cursor, number=number)
        if row is None:
            return None
        kept, at, customer = row
        body = json.loads(kept)["body"]
        document = Receipt.from_json(body["receipt"])
        words = self._unseal(customer, body["sealed"]) if customer else {}
        return KeptReceipt(with_customer(document, words), datetime.fromisoformat(at), self._asked_for(number, "paper"))

    def _asked_for(self, number: str, form: str) -> int:
        row = sql.PRINTS.first(self._cursor, number=number, form=form)
        return int(row[0]) if row else 0

    def prints(self, number: str, form: str) -> int:
        original = form == "paper" and sql.ORIGINAL.first(self._cursor, job=f"{number}/0") is not None
        return self._asked_for(number, form) + original

    def sales(self, text: str, limit: int) -> Sequence[SaleRow]:
        return search.sales(self._cursor, text, limit)

    def voucher_spent(self, number: str) -> int:
        written = json.dumps(number, ensure_ascii=False)
        found = sql.TENDERS_NAMING.all(self._cursor, reference=written)
        tenders = (one for row in found for one in json.loads(row[0]))
        return sum(one["amount"] for one in tenders if (one["kind"], one.get("reference")) == ("voucher", number))

    def sale_by_request(self, request: str) -> Mapping[str, Any] | None:
        row = sql.SALE_BY_REQUEST.first(self._cursor, request=request)
        if row is None:
            return None
        body: dict[str, Any] = json.loads(row[0])["body"]
        return body

    def purchase_order(self, number: str) -> Sequence[Mapping[str, Any]]:
        names = (
            "number", "line", "supplier", "sku", "open", "ordered_on", "expected_on", "shipment", "first_expected_on",
        )  # fmt: skip
        return [dict(zip(names, row, strict=True)) for row in sql.PURCHASE_ORDER.all(self._cursor, po=number)]


def _as_line(row: Row) -> OrderLine:
    line, sku, name, ordered, allocated, handed_over, cancelled, total, tax, rate, promised, expected, *more = row
    words, unit_price, unit, kind, route, route_to, wanted_on, not_after, ready_on, queue_key, told_units = more
    return OrderLine(
        line, sku, name, ordered, allocated, handed_over, cancelled, total, tax, rate, _day(promised), _day(expected),
        words, unit_price, unit, kind, route, route_to, _day(wanted_on), _day(not_after), _day(ready_on), queue_key,
        told_units,
    )  # fmt: skip


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


_shops: dict[str, Shop] = {}


def shop_for(kept: str) -> Shop:
    """The shop of its kept text; read once per text, since it is asked for at every step."""
    if kept not in _shops:
        _shops.clear()
        _shops[kept] = shop_from_json(json.loads(kept))
    return _shops[kept]
