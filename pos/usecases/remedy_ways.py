"""What is known of how a late line could be helped: goods here and elsewhere, other suppliers, what is on order, and
what waiting or cancelling is worth."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pos.domain.promising import promise
from pos.domain.prospect import prospect
from pos.domain.remedies import Instead, LateLine, Remedy, Seller, Sender, ToHurry, Ways, remedies
from pos.usecases.availability import donors_of, substitutes_of
from pos.usecases.delay_credits import worth_of
from pos.usecases.supplier_habits import habits_of

if TYPE_CHECKING:
    from pos.domain.availability import Substitute
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.catalog import Product
    from pos.domain.news import ToldLine
    from pos.domain.purchase_orders import Supplier
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records

STORE = "STORE-"
"""How the code of another store begins where it stands for a supplier."""
_MOST_TO_HURRY = 3
_T = TypeVar("_T")


def store_code(store: str) -> str:
    """A store as a supplier of this one."""
    return f"{STORE}{store}"


class Looking:
    """Finds the remedies of many lines at one moment; what does not depend on the line is asked once for all."""

    def __init__(self, records: Records, shop: Shop, now: datetime, today: date) -> None:
        self._records, self._shop, self._now, self._today = records, shop, now, today
        self._suppliers: dict[str, Supplier] = {one.terms.supplier: one for one in records.suppliers(today)}
        self._known: dict[tuple[object, ...], Any] = {}
        self._spoken_for: dict[tuple[str, str, str], int] = {}

    def speak_for(self, line: OrderLine, remedy: Remedy) -> None:
        """From now on the goods of this remedy are another line's: a store has each unit only once."""
        if remedy.kind in ("other_store", "substitute"):
            key = (remedy.kind, line.sku if remedy.kind == "other_store" else "", remedy.of)
            self._spoken_for[key] = self._spoken_for.get(key, 0) + remedy.units

    def _left(self, units: int, kind: str, sku: str, of: str) -> int:
        return max(0, units - self._spoken_for.get((kind, sku, of), 0))

    def _once(self, find: Callable[..., _T], *about: Hashable) -> _T:
        """What `find` answers about a product and a number of units, asked once."""
        key = (find.__name__, *about)
        if key not in self._known:
            self._known[key] = find(*about)
        found: _T = self._known[key]
        return found

    def remedies(self, order: Order, line: OrderLine, told: ToldLine) -> tuple[Remedy, ...]:
        """The remedies of one line, the best first."""
        late = LateLine(
            order.number, line.line, line.sku, line.name, line.waiting, line.allocated, told.due_on,
            told.now_latest, order.ship_complete, line.not_after,
        )  # fmt: skip
        return remedies(late, self._ways(order, line, told), self._today)

    def _ways(self, order: Order, line: OrderLine, told: ToldLine) -> Ways:
        records, shop, sku = self._records, self._shop, line.sku
        credit = worth_of(records, shop, line, told, self._today)
        product = self._once(self._product, sku)
        if product is None:
            return Ways(credit=credit)
        supplier = self._suppliers.get(product.supplier)
        contact = (supplier.phone or supplier.email) if supplier else ""
        if line.route == "direct":  # goods that come in here do not go to them
            return Ways(instead=self._instead(line), credit=credit, contact=contact)
        free, ahead = self._once(self._queue, sku)
        return Ways(
            free=max(0, free - ahead.get((order.number, line.line), 0)),
            senders=[
                replace(one, units=self._left(one.units, "other_store", sku, one.store))
                for one in self._once(self._senders, sku, line.waiting)
            ],
            sellers=self._once(self._sellers, sku, line.waiting),
            instead=self._instead(line),
            to_hurry=self._once(self._to_hurry, sku),
            credit=credit,
            contact=contact,
        )

    def _instead(self, line: OrderLine) -> list[Instead]:
        return [
            Instead(
                one.product.sku,
                one.product.name,
                self._left(one.available, "substitute", "", one.product.sku),
                one.reason,
                _dearer(one.product, line),
            )
            for one in self._once(self._substitutes, line.sku)
        ]

    def _product(self, sku: str) -> Product | None:
        return self._records.product(sku)

    def _substitutes(self, sku: str) -> Sequence[Substitute]:
        return substitutes_of(self._records, self._on_sale(sku))

    def _on_sale(self, sku: str) -> Product:
        found = self._once(self._product, sku)
        assert found is not None, "a product that was there a moment ago"
        return found

    def _queue(self, sku: str) -> tuple[int, Mapping[tuple[str, int], int]]:
        """Units here that are nobody's, and for each line how many wait in front of it."""
        ahead: dict[tuple[str, int], int] = {}
        upto = 0
        for one in self._records.open_lines(sku):
            ahead[one.order, one.line] = upto
            upto += one.waiting if one.route != "direct" else 0
        return self._records.stock_here(sku).free, ahead

    def _to_hurry(self, sku: str) -> Sequence[ToHurry]:
        found = []
        for one in self._records.supplies(sku):
            if not one.supplier.startswith(STORE):
                known = self._suppliers.get(one.supplier)
                name = known.terms.name if known else one.supplier
                found.append(ToHurry(one.id, one.line, one.supplier, name, one.quantity, one.expected_on))
        return found[:_MOST_TO_HURRY]

    def _senders(self, sku: str, units: int) -> Sequence[Sender]:
        records, shop = self._records, self._shop
        on_the_way: dict[str, int] = {}
        for supply in records.supplies(sku):
            if supply.supplier.startswith(STORE):
                store = supply.supplier.removeprefix(STORE)
                on_the_way[store] = on_the_way.get(store, 0) + supply.quantity
        found = []
        for one in donors_of(records, shop, records.stock_everywhere(sku), self._on_sale(sku), units, self._now):
            asked = on_the_way.get(one.level.store, 0)
            if one.level.spare > asked:
                name = one.level.store_name or one.level.store
                chance = None if asked else one.chance  # the figure may be from before these left
                found.append(
                    Sender(one.level.store, name, one.level.spare - asked, chance, one.by, self._seen(one.level.as_of))
                )
        return found

    def _seen(self, as_of: datetime | None) -> str:
        if as_of is None:
            return "nobody knows as of when"
        hours = max(0, int((self._now - as_of).total_seconds() // 3600))
        if hours < 1:
            return "counted within the hour"
        return f"counted {hours} hours ago" if hours < 48 else f"counted {hours // 24} days ago"

    def _sellers(self, sku: str, units: int) -> Sequence[Seller]:
        """Everybody who ever delivered this product, but for who delivers it now; by their own record of days."""
        records, today, shop, product = self._records, self._today, self._shop, self._on_sale(sku)
        found = []
        cost = -(-product.cost.minor * units // product.priced_per) if product.cost is not None else None
        for code in records.suppliers_of(product.sku):
            known = self._suppliers.get(code)
            if code == product.supplier or code.startswith(STORE) or known is None or not known.terms.active:
                continue
            habits = habits_of(records, today)(code)
            made = promise(
                quantity=units, queue_ahead=0,
                prospect=prospect(
                    supplies=(), habits_of=habits_of(records, today), to_order_from=habits, today=today,
                    opening_days=shop.opening_days, handling_days=shop.handling_days, release_on=product.release_on,
                ),
            )  # fmt: skip
            if made is not None:
                found.append(Seller(code, known.terms.name, made.latest_on, cost, habits.due))
        return found


def _dearer(product: Product, line: OrderLine) -> int | None:
    if product.price is None or product.unit != line.unit:
        return None
    per = 1 if line.unit == "pc" else 1000
    return (product.price.minor - line.unit_price) * line.waiting // per
