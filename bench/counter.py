"""Ours and the floor, as pairs of works that do the same for the person at the counter."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

from bench import bare, goods, shops, wal
from bench.figures import Figure, timing
from bench.timing import Work, in_turns
from pos.domain.receipt import Receipt
from pos.register import Register
from pos.store.database import FILE
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from printing import render

_CASH = (TenderWish("cash", None),)
_SEED = 20_261_122


@dataclass(frozen=True, slots=True)
class Counter:
    """An opened shop and the two bare databases beside it, all with the same `count` products and the same stock."""

    register: Register
    floor: bare.Bare
    sealed: bare.Bare
    folder: Path
    count: int

    def close(self) -> None:
        self.register.close()
        self.floor.close()
        self.sealed.close()


def open_counter(folder: Path, count: int) -> Counter:
    """Open what `shops` made in `folder`."""
    return Counter(
        register=Register.open(folder / "shop"),
        floor=bare.Bare(folder / "bare.db"),
        sealed=bare.Bare(folder / "sealed.db", shops.KEY),
        folder=folder,
        count=count,
    )


def sales(counter: Counter, runs: int) -> list[Figure]:
    """A paid sale of five products, a mixed basket with a deposit, and the floor of the former, plain and keyed."""
    plain, mixed = _baskets(counter.count), _mixed_baskets(counter)
    skus, sealed_skus = _skus(counter.count), _skus(counter.count)
    return _timed(
        {
            "ours.sale": lambda: counter.register.sell(next(plain)),
            "ours.backorder": lambda: counter.register.sell(next(mixed)),
            "floor.sale": lambda: counter.floor.sell(next(skus)),
            "floor.sale_sqlcipher": lambda: counter.sealed.sell(next(sealed_skus)),
        },
        runs,
    )


def plain_sales(counter: Counter, runs: int) -> list[Figure]:
    """A paid sale of five products and its floor, nothing else."""
    plain, skus = _baskets(counter.count), _skus(counter.count)
    return _timed(
        {
            "ours.sale": lambda: counter.register.sell(next(plain)),
            "floor.sale": lambda: counter.floor.sell(next(skus)),
        },
        runs,
    )


def add_history(counter: Counter, sales: int) -> None:
    """So many past sales, in ours and on the floor."""
    plain, skus = _baskets(counter.count), _skus(counter.count)
    for _ in range(sales):
        counter.register.sell(next(plain))
        counter.floor.sell(next(skus))


def commits(counter: Counter, runs: int = 20) -> Figure:
    """Durable commits of one sale, counted in the write-ahead log: the most that any of the sales needed."""
    log = counter.folder / "shop" / f"{FILE}-wal"
    plain = _baskets(counter.count)
    counted = []
    for _ in range(runs):
        before = wal.count(log)
        counter.register.sell(next(plain))
        counted.append(wal.commits_between(before, wal.count(log)))
    if not all(counted):
        raise RuntimeError("a sale was answered before it was in the log")
    return Figure("ours.sale_commits", {"value": max(counted)}, runs)


def searches(counter: Counter, runs: int) -> list[Figure]:
    """Twenty rows as one types, a barcode to its priced product, and a whole look at what is here."""
    register, floor = counter.register, counter.floor
    texts, bare_texts = _again(lambda: goods.typed(4 * runs, counter.count, _SEED))
    codes, bare_codes = _again(lambda: _codes(4 * runs, counter.count))
    looked = cycle(_codes(4 * runs, counter.count))
    figures = _timed(
        {
            "ours.search_typeahead": lambda: register.find(next(texts), 20),
            "floor.search_typeahead": lambda: floor.search(next(bare_texts)),
            "ours.look_here": lambda: register.look_up(next(looked)),
        },
        runs,
    )
    with register.ledger.reading() as records:
        floor.cursor.execute("BEGIN")
        figures += _timed(
            {
                "ours.search_barcode": lambda: records.product_by_code(next(codes)),
                "floor.barcode": lambda: floor.by_barcode(next(bare_codes)),
            },
            2 * runs,
        )
        floor.cursor.execute("COMMIT")
    return figures


def receipts(counter: Counter, runs: int) -> list[Figure]:
    """A receipt of twenty lines to the bytes of a printer, bare bytes, and python-escpos where it is installed."""
    lines = [LineWish(goods.ean_at(place)) for place in shops.shelf(counter.count)[:20]]
    sold = counter.register.sell(Checkout(tuple(lines), _CASH))
    parts = [(part.product.name, part.quantity, part.unit_price.minor) for part in sold.taken_now]
    works: dict[str, Work] = {
        "ours.receipt": lambda: render(sold.receipt, form="escpos"),
        "floor.receipt": lambda: bare.receipt_bytes(parts),
    }
    if (peer := _peer(sold.receipt)) is not None:
        works["peer.receipt"] = peer
    return _timed(works, runs)


def _peer(receipt: Receipt) -> Work | None:
    """The same lines through python-escpos's printer that prints nowhere."""
    try:
        dummy: Callable[..., Any] = import_module("escpos.printer").Dummy
    except ImportError:
        return None
    lines = render(receipt, form="text").splitlines()

    def work() -> bytes:
        printer = dummy(profile="default")
        for line in lines:
            printer.text(line + "\n")
        printer.cut()
        return bytes(printer.output)

    return work


def _timed(works: dict[str, Work], runs: int) -> list[Figure]:
    return [timing(name, taken) for name, taken in in_turns(works, runs).items()]


def _baskets(count: int) -> Iterator[Checkout]:
    """Baskets of five different products that are here, paid in cash, each a payment of its own."""
    places, chance = shops.shelf(count), random.Random(_SEED)
    while True:
        lines = tuple(LineWish(goods.ean_at(place)) for place in chance.sample(places, 5))
        yield Checkout(lines, _CASH, request=str(uuid4()))


def _mixed_baskets(counter: Counter) -> Iterator[Checkout]:
    """Baskets of three products that are here and two that follow, for a known customer, the deposit paid in cash."""
    here, away = shops.shelf(counter.count), shops.awaited(counter.count)
    customer = CustomerWish(id=counter.register.find_customers(shops.CUSTOMER, 1)[0].id)
    chance = random.Random(_SEED)
    while True:
        places = chance.sample(here, 3) + chance.sample(away, 2)
        lines = tuple(LineWish(goods.ean_at(place)) for place in places)
        yield Checkout(lines, _CASH, customer, request=str(uuid4()))


def _skus(count: int) -> Iterator[list[str]]:
    """The SKUs of the same baskets, for the floor."""
    places, chance = shops.shelf(count), random.Random(_SEED)
    while True:
        yield [goods.product_at(place).sku for place in chance.sample(places, 5)]


def _codes(runs: int, count: int) -> list[str]:
    return [goods.ean_at(place) for place in goods.places(runs, count, _SEED)]


def _again(make: Callable[[], list[str]]) -> tuple[Iterator[str], Iterator[str]]:
    """The same texts twice, without end."""
    texts = make()
    return cycle(texts), cycle(texts)
