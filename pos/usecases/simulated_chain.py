"""A simulated chain of stores: customers, shelves, orders to suppliers, and goods that come as they come.

Nothing here knows how promises are made. A day goes: suppliers say what they know, customers come, goods come in and go
to those who wait (first come, first served) before the shelf, and orders go out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil, exp, sqrt
from random import Random

from pos.domain.calendar import OpeningDays
from pos.usecases.simulated_goods import Line, Place, Receipt, Wish
from pos.usecases.simulated_suppliers import SimulatedSupplier, delay, holidays, ship, suppliers_of, week_of

PRODUCTS_EACH = 9
"""Products of each supplier."""
_TO_ORDER_ONLY = 2
"""How many of them no store keeps."""
_ACCEPTS = 0.65
_CANCELS = 0.06


class Chain:
    """The world. `day` is today; `wishes` are those who came today and have to wait, `receipts` what came today,
    `settled` lines on which nothing is open any more."""

    def __init__(self, random: Random, *, stores: int, suppliers: int, start: date, days: int) -> None:
        self.random, self.start, self.day = random, start, start
        free_days = holidays(start, days)
        weekdays = (frozenset(range(6)), frozenset(range(6)), frozenset(range(7)), frozenset(range(1, 6)))
        self.stores = [OpeningDays(weekdays[place % 4], free_days) for place in range(stores)]
        self.suppliers = suppliers_of(random, suppliers, start, days // 7 + 1)
        self.places: list[Place] = []
        self._weights: list[list[float]] = [[] for _ in range(stores)]
        self._shelves: list[list[Place]] = [[] for _ in range(stores)]
        for supplier in self.suppliers:
            self._furnish(supplier)
        self._by_supplier: dict[str, list[Place]] = {}
        for place in self.places:
            self._by_supplier.setdefault(place.supplier.code, []).append(place)
        self._orders = self._wishes = 0
        self._news: dict[date, list[tuple[Line, date]]] = {}
        self._comes: dict[date, list[tuple[Line, int]]] = {}
        self._given_up: dict[date, list[Line]] = {}
        self._cancels: dict[date, list[Wish]] = {}
        self.receipts: list[Receipt] = []
        self.settled: list[Line] = []

    def _furnish(self, supplier: SimulatedSupplier) -> None:
        """A supplier's products in every store: rates of sale, and what is kept of them."""
        random = self.random
        for number in range(PRODUCTS_EACH):
            kept = number >= _TO_ORDER_ONLY
            rate = random.lognormvariate(-2.4, 0.6) if kept else random.lognormvariate(-3.9, 0.4)
            pack = random.choice((1, 1, 1, 2, 6)) if kept else 1
            for store in range(len(self.stores)):
                here = rate * random.uniform(0.5, 1.5)
                cover = 1.7 * here * (supplier.lead + 5)
                least = ceil(cover + 0.4 * sqrt(cover)) if kept else -1
                most = least + max(2, ceil(1.7 * here * 21)) if kept else 0
                place = Place(
                    f"{supplier.code}-{number:02}", supplier, store, least, most, pack, random.randint(0, max(0, most))
                )
                self.places.append(place)
                self._shelves[store].append(place)
                self._weights[store].append(here)

    # --- a day -------------------------------------------------------------------------------------------------------
    def morning(self) -> None:
        """Suppliers tell days and move them; customers and suppliers give up."""
        for line, day in self._news.pop(self.day, ()):
            if line.open:
                line.first_on, line.expected_on = line.first_on or day, day
        for line in self._given_up.pop(self.day, ()):
            if line.open:
                self._settle(line)
        for wish in self._cancels.pop(self.day, ()):
            if wish.ready_on is None:
                wish.cancelled_on = self.day
                wish.place.waiting.remove(wish)
                back = wish.quantity - wish.missing
                wish.place.free += back
                self._serve(wish.place, self.day)

    def customers(self) -> Iterator[Wish]:
        """Those who come today and have to wait; each has joined the queue when it is told of."""
        for store, opening in enumerate(self.stores):
            if not opening.is_open(self.day):
                continue
            weights = self._weights[store]
            busy = _poisson(self.random, sum(weights))
            for place in self.random.choices(self._shelves[store], weights, k=busy):
                quantity = self.random.choices((1, 2, 3, 5), (70, 18, 8, 4))[0]
                if place.free >= quantity:
                    place.free -= quantity
                elif self.random.random() < _ACCEPTS:
                    yield self._join(place, quantity)

    def _join(self, place: Place, quantity: int) -> Wish:
        self._wishes += 1
        wish = Wish(self._wishes, place, quantity, quantity - place.free, self.day)
        place.free = 0
        place.waiting.append(wish)
        if self.random.random() < _CANCELS:
            self._cancels.setdefault(self.day + timedelta(days=self.random.randint(2, 60)), []).append(wish)
        return wish

    def evening(self, *, ordering: bool = True) -> None:
        """Goods come in and are given out; orders go out; the day ends."""
        self.receipts = []
        for line, units in self._comes.pop(self.day, ()):
            self.receipts.append(Receipt(line, units, line.open, self.day))
            line.open -= units
            line.received += units
            line.place.free += units
            if not line.open:
                self._settle(line)
            self._serve(line.place, self._put_away(line.place.store))
        if ordering:
            for supplier in self.suppliers:
                if supplier.orders.is_open(self.day):
                    self._order(supplier)
        self.day += timedelta(days=1)

    def _put_away(self, store: int) -> date:
        """Goods are made ready the same day, on the next opening day, or now and then on the one after."""
        opening_days = self.random.choices((0, 1, 2), (30, 63, 7))[0]
        return self.stores[store].later_by(self.day, opening_days)

    def _serve(self, place: Place, ready_on: date) -> None:
        while place.free and place.waiting:
            wish = place.waiting[0]
            given = min(place.free, wish.missing)
            place.free -= given
            wish.missing -= given
            if not wish.missing:
                wish.ready_on = ready_on
                place.waiting.popleft()

    def _settle(self, line: Line) -> None:
        line.open = 0
        line.place.lines.remove(line)
        self.settled.append(line)

    # --- ordering ----------------------------------------------------------------------------------------------------
    def _order(self, supplier: SimulatedSupplier) -> None:
        """Every store orders what has run low, and what was promised from a new order."""
        wanted: dict[int, list[tuple[Place, int]]] = {}
        for place in self._by_supplier[supplier.code]:
            position = place.free - place.owed + sum(line.open for line in place.lines)
            units = place.most - position if position <= place.least else 0
            if units := max(units, place.to_order):
                wanted.setdefault(place.store, []).append((place, ceil(units / place.pack) * place.pack))
            place.to_order = 0
        for store, wishes in wanted.items():
            self._send(supplier, store, wishes)

    def _send(self, supplier: SimulatedSupplier, store: int, wishes: list[tuple[Place, int]]) -> None:
        random = self.random
        self._orders += 1
        planned = supplier.planned(self.day)
        told_on = self.day + timedelta(days=random.randint(1, 3)) if random.random() < supplier.told else None
        shipping = ship(random, supplier, planned, self.start, told_on)
        comes = max(self.day + timedelta(days=1), planned + timedelta(days=shipping.late))
        news = [(told_on, planned), *shipping.moves] if told_on else []
        for number, (place, units) in enumerate(wishes, start=1):
            line = Line(f"PO-{self._orders}", number, place, units, units, self.day)
            place.lines.append(line)
            for known_on, day in news:
                self._news.setdefault(known_on, []).append((line, day))
            self._fate(line, comes)

    def _fate(self, line: Line, comes: date) -> None:
        """When the units of a line come, if they do: with the shipment, in two parts, later than it, or never."""
        random, supplier = self.random, line.place.supplier
        luck = random.random()
        now, rest, gone = line.quantity, 0, False
        if luck < supplier.never:
            now, gone = 0, True
        elif luck < supplier.never + supplier.left_out:
            now, rest = 0, line.quantity
        elif luck < supplier.never + supplier.left_out + supplier.short and line.quantity > 1:
            now = random.randint(1, line.quantity - 1)
            gone = random.random() < 0.3
            rest = 0 if gone else line.quantity - now
        store = self.stores[line.place.store]
        if now:
            self._comes.setdefault(store.on_or_after(comes), []).append((line, now))
        if rest:
            later = store.on_or_after(
                comes + timedelta(days=delay(random, supplier, week_of(supplier, comes, self.start)))
            )
            self._comes.setdefault(later, []).append((line, rest))
            if random.random() < supplier.warned:
                said = later - timedelta(days=random.randint(0, 5))
                self._news.setdefault(comes + timedelta(days=random.randint(1, 4)), []).append((line, said))
        if gone:
            self._given_up.setdefault(comes + timedelta(days=random.randint(10, 60)), []).append(line)


def _poisson(random: Random, mean: float) -> int:
    count, chance, floor = 0, random.random(), exp(-mean)
    while chance > floor:
        chance *= random.random()
        count += 1
    return count
