"""A shop in which much is on order and many wait, made beside a bare database with the same rows.

Who waits is spread unevenly, as in a shop: a few products have most of the queue. Three products have a queue of a
length that is known (`QUEUES`), so that the cost of a look can be held against the length of the queue alone.
"""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from uuid import uuid4

from bench import shops
from bench.goods import product_at
from pos.domain.incoming import (
    Incoming,
    IncomingCustomer,
    IncomingDelivery,
    IncomingProduct,
    IncomingPurchaseLine,
    IncomingStock,
    IncomingSupplier,
)
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish

QUEUES = (5, 50, 500)
"""How many lines wait for the first three products."""
MOVED = "PO-MOVED"
"""A purchase order of ten lines that people wait for; the one whose day is moved."""
OUTSIDE = 6
"""Places of products, from 0, that nothing but what is said here waits for."""
_STORES = ("S01", "S02", "S03")
_SUPPLIERS = 40
_SEED = 20_261_122
_TABLES = """
CREATE TABLE product (sku TEXT PRIMARY KEY, code TEXT UNIQUE, name TEXT, price INTEGER, category TEXT, kind TEXT,
                      supplier TEXT) WITHOUT ROWID;
CREATE INDEX product_kind ON product (category, kind);
CREATE TABLE stock_level (sku TEXT, store TEXT, on_hand INTEGER, allocated INTEGER, owed INTEGER,
                          PRIMARY KEY (sku, store)) WITHOUT ROWID;
CREATE TABLE purchase_line (number TEXT, line INTEGER, sku TEXT, units INTEGER, expected TEXT, confirmed INTEGER,
                            ordered TEXT, supplier TEXT, PRIMARY KEY (number, line)) WITHOUT ROWID;
CREATE INDEX purchase_line_sku ON purchase_line (sku);
CREATE TABLE order_line (queue_key TEXT PRIMARY KEY, sku TEXT, number TEXT, line INTEGER, waiting INTEGER,
                         told_likely TEXT, told_latest TEXT, now_likely TEXT, now_latest TEXT) WITHOUT ROWID;
CREATE INDEX order_line_sku ON order_line (sku, queue_key);
CREATE TABLE delivery (id INTEGER PRIMARY KEY, supplier TEXT, ordered TEXT, promised TEXT, delivered TEXT);
"""


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is in a shop of so many products: one open order line for four of them, a delivery remembered for
    five, a purchase line open for ten."""

    products: int

    @property
    def lines(self) -> int:
        return self.products // 4 - sum(QUEUES[: self.queues])

    @property
    def queues(self) -> int:
        """How many of the known queues fit into the shop; a tiny one has none of the long ones."""
        return sum(1 for length in QUEUES if 2 * length <= self.products // 4) or 1

    @property
    def wanted(self) -> range:
        """Places of the products that people wait for."""
        return range(OUTSIDE, OUTSIDE + max(12, self.products // 16))


def make(folder: Path, products: int) -> None:
    """The shop in `folder`/shop and the bare database of its floor beside it."""
    size = Size(products)
    register = Register.create(folder / "shop", shops.bench_shop())
    try:
        _bring_in(register, "suppliers", list(_suppliers()))
        _bring_in(register, "products", [_product(place) for place in range(products)])
        _bring_in(register, "stock", list(_stock(size)))
        _bring_in(register, "purchase-orders", list(_purchase_lines(size)))
        _bring_in(register, "deliveries", list(_deliveries(size)))
        _bring_in(register, "customers", _customers())
        _take_orders(register, size)
        _make_bare(register, folder / "bare.db", size)
    finally:
        register.close()
    (folder / "complete").touch()


def is_complete(folder: Path) -> bool:
    return (folder / "complete").exists()


def _bring_in(register: Register, kind: str, rows: Sequence[Incoming]) -> None:
    report = register.import_rows(kind, rows)
    if report.rejects:
        raise RuntimeError(f"{len(report.rejects)} of {len(rows)} {kind} did not come in: {report.rejects[:3]}")


def _product(place: int) -> IncomingProduct:
    """As in the other shops, with what makes goods alike: what it is, and its colour."""
    plain = product_at(place)
    words = plain.name.lower().split()
    return replace(plain, attributes=(("colour", words[0]), ("kind", words[1])))


def _suppliers() -> Iterator[IncomingSupplier]:
    holidays = (date(2026, 12, 24), date(2026, 12, 31))
    for n in range(_SUPPLIERS):
        yield IncomingSupplier(
            n + 2, f"SUP{n:02d}", f"Supplier {n}", lead_time_days=5 + n, order_days=("Mon, Thu", "Wed", "")[n % 3],
            lane=("local", "national", "import")[n % 3], closed_on=holidays,
        )  # fmt: skip


def _stock(size: Size) -> Iterator[IncomingStock]:
    """Nothing here of what people wait for, some of it in other stores; some of all else."""
    chance, row = random.Random(_SEED), 1
    away = {*range(OUTSIDE), *size.wanted}
    for place in range(size.products):
        sku = product_at(place).sku
        for store in _STORES if place % 4 == 0 else _STORES[:1]:
            row += 1
            here = store == _STORES[0]
            yield IncomingStock(row, sku, store, 0 if here and place in away else chance.randint(0, 30))


def _purchase_lines(size: Size) -> Iterator[IncomingPurchaseLine]:
    """Open lines: one or more deliveries of all that people wait for; some are overdue, some have no day."""
    chance, today = random.Random(_SEED + 1), _today()
    for place in range(min(10, size.wanted.stop)):
        yield _line(place + 2, MOVED, place, 8 + 40 * (place == 1), today + timedelta(days=12))
    places = [place for place in range(size.queues) for _ in range(8)] + list(size.wanted)
    sure = len(places)
    places += chance.choices(size.wanted, k=max(0, size.products // 10 - sure))
    for n, place in enumerate(places):
        # Each product has a delivery to come: of what is only overdue, the supplier has to be asked first.
        days = (2, 4, 6, 9, 9, 13, 17, 21, 30, 45, 60) + (() if n < sure else (-12, -3, -1))
        day = today + timedelta(days=chance.choice(days))
        number = f"PO-{product_at(place).supplier}-{day:%m%d}-{n // 200}"
        units = chance.randint(2, 24) * (1 if place >= OUTSIDE else QUEUES[place] // 5)
        yield _line(n + 12, number, place, units, day if n < sure or chance.random() < 0.8 else None)


def _line(row: int, number: str, place: int, units: int, day: date | None) -> IncomingPurchaseLine:
    product, ordered = product_at(place), _today() - timedelta(days=20)
    supplier = "SUP00" if number == MOVED else product.supplier or ""
    return IncomingPurchaseLine(row, number, supplier, product.sku, units, ordered, day, confirmed=day is not None)


def _deliveries(size: Size) -> Iterator[IncomingDelivery]:
    """Two years of deliveries; each supplier has its own lateness, and a few drift."""
    chance, today = random.Random(_SEED + 2), _today()
    for n in range(size.products // 5):
        supplier, age = chance.randrange(_SUPPLIERS), chance.randint(1, 730)
        late = max(-2, int(chance.expovariate(1 / (0.5 + supplier % 7))) - 1 + (supplier % 5 == 0) * (730 - age) // 120)
        delivered = today - timedelta(days=age)
        promised = delivered - timedelta(days=late)
        ordered = promised - timedelta(days=5 + supplier)
        yield IncomingDelivery(
            n + 2, f"SUP{supplier:02d}", ordered, promised, delivered, product_at(n % 50).sku, 10, 10
        )


def wishes(size: Size) -> list[tuple[int, int]]:
    """(place of a product, units) of every line that waits, in the order in which they are taken."""
    chance = random.Random(_SEED + 3)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(size.wanted))))
    lines = [(place, chance.randint(1, 4)) for place in chance.choices(size.wanted, cum_weights=weights, k=size.lines)]
    for place, length in enumerate(QUEUES[: size.queues]):
        lines += [(place, 1)] * length
    chance.shuffle(lines)
    return lines


def _customers() -> list[IncomingCustomer]:
    return [IncomingCustomer(n, f"Customer {n}", phone=f"+49 30 9018 {n:03d}", consent=True) for n in range(2, 42)]


def _take_orders(register: Register, size: Size) -> None:
    """The orders of all who wait, each as the counter takes it."""
    who = [customer.id for customer in register.find_customers("Customer", 40)]
    cash = (TenderWish("cash", None),)
    for n, basket in enumerate(_baskets(wishes(size))):
        lines = tuple(LineWish(product_at(place).sku, units, "backorder") for place, units in basket.items())
        register.sell(Checkout(lines, cash, CustomerWish(id=who[n % len(who)]), request=str(uuid4())))


def _baskets(wanted: Sequence[tuple[int, int]]) -> list[dict[int, int]]:
    """Baskets of about ten lines, each product once in a basket."""
    asked = Counter(place for place, _ in wanted)
    baskets: list[dict[int, int]] = [{} for _ in range(max(*asked.values(), len(wanted) // 10))]
    nth = Counter[int]()
    for place, units in wanted:
        baskets[(place * 37 + nth[place]) % len(baskets)][place] = units
        nth[place] += 1
    return [basket for basket in baskets if basket]


def _make_bare(register: Register, path: Path, size: Size) -> None:
    """The same rows as plain tables, with the settings of ours."""
    with closing(sqlite3.connect(path, isolation_level=None)) as bare:
        bare.execute("PRAGMA journal_mode = WAL")
        bare.executescript(_TABLES)
        bare.execute("BEGIN")
        goods = [_product(place) for place in range(size.products)]
        bare.executemany(
            "INSERT INTO product VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(p.sku, p.barcodes[0], p.name, p.price, p.category, str(p.attributes), p.supplier) for p in goods],
        )
        bare.executemany(
            "INSERT INTO delivery (supplier, ordered, promised, delivered) VALUES (?, ?, ?, ?)",
            [(d.supplier, str(d.ordered_on), str(d.promised_on), str(d.delivered_on)) for d in _deliveries(size)],
        )
        with register.ledger.reading() as records:
            for p in goods:
                levels = [
                    (p.sku, at.store, at.on_hand, at.allocated, at.owed) for at in records.stock_everywhere(p.sku)
                ]
                bare.executemany("INSERT INTO stock_level VALUES (?, ?, ?, ?, ?)", levels)
            for place in (*range(OUTSIDE), *size.wanted):
                sku = product_at(place).sku
                bare.executemany(
                    "INSERT INTO purchase_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        (s.id, s.line, sku, s.quantity, s.expected_on and str(s.expected_on), s.confirmed,
                         s.ordered_on and str(s.ordered_on), s.supplier)
                        for s in records.supplies(sku)
                    ],
                )  # fmt: skip
                bare.executemany(
                    "INSERT INTO order_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        (str(one.key), sku, one.order, one.line, one.waiting, str(one.told_likely),
                         str(one.told_latest), str(one.now_likely), str(one.now_latest))
                        for one in records.open_lines(sku)
                    ],
                )  # fmt: skip
        bare.execute("COMMIT")


def _today() -> date:
    return date.today()  # noqa: DTZ011 - any day will do, as long as it is the shop's today
