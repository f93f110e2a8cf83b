"""The shop that is measured and the bare databases beside it, made in a folder; a finished one can be used again."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from bench.bare import Bare
from bench.figures import Figure, rate
from bench.goods import product_at, products
from pos.domain.incoming import IncomingCustomer, IncomingPurchaseLine, IncomingStock
from pos.domain.order_deposit import DepositRule
from pos.domain.shop import Shop, default_shop
from pos.register import Register

KEY = "5a" * 32
UNITS = 5_000_000
_SHELF = 20_000
_AWAITED = 500
_DONE = "bench-is-complete"
CUSTOMER = "Ada Osei"


def keep_to(folder: Path) -> None:
    """Let keys and notes of the shops made here, and of programs started from here, lie in `folder`."""
    os.environ["RAINCHECK_STATE"] = str(folder / "state")
    os.environ["RAINCHECK_KEY_STORE"] = "file"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def bench_shop() -> Shop:
    """A German shop with tax in its prices, a fifth of what is ordered paid ahead."""
    shop = default_shop(store="S01", store_name="Bench", register="R1", currency="EUR", country="DE")
    return replace(shop, timezone="Europe/Berlin", deposit=DepositRule(percent=20), address=("Mill Lane 4", "Bench"))


def shelf(count: int) -> list[int]:
    """Places of what is here, spread evenly over a catalogue of `count` products: about 20,000, none of the awaited."""
    away = set(awaited(count))
    return [place for place in range(0, count, max(1, count // _SHELF)) if place not in away]


def awaited(count: int) -> range:
    """Places of what is not here and on its way: about 500."""
    return range(1, count, max(2, count // _AWAITED))


def make_shop(folder: Path, count: int) -> Figure:
    """A shop with `count` products, stock, supplies on their way and a customer; answers with the rate of products."""
    register = Register.create(folder, bench_shop())
    try:
        began = time.perf_counter()
        report = register.import_rows("products", products(count))
        seconds = time.perf_counter() - began
        if report.created != count:
            raise RuntimeError(f"{report.created} of {count} products came in: {report.rejects[:3]}")
        _stock(register, count)
    finally:
        register.close()
    (folder / _DONE).touch()
    return rate("ours.import", count, seconds)


def _stock(register: Register, count: int) -> None:
    today = date.today()  # noqa: DTZ011 - any day will do, as long as it is the shop's today
    here = [IncomingStock(row, product_at(place).sku, None, UNITS) for row, place in enumerate(shelf(count), start=2)]
    ordered = [
        IncomingPurchaseLine(
            row, "PO-1", "SUP01", product_at(place).sku, UNITS, today - timedelta(days=3), today + timedelta(days=9),
            confirmed=True,
        )
        for row, place in enumerate(awaited(count), start=2)
    ]  # fmt: skip
    for kind, rows in (
        ("stock", here),
        ("purchase-orders", ordered),
        ("customers", [IncomingCustomer(2, CUSTOMER, phone="+49 30 901820", consent=True, language="de")]),
    ):
        report = register.import_rows(kind, rows)
        if report.created != len(rows):
            raise RuntimeError(f"{report.created} of {len(rows)} {kind} came in: {report.rejects[:3]}")


def is_complete(folder: Path) -> bool:
    """Whether a shop was made here to its end."""
    return (folder / _DONE).exists()


def make_bare(path: Path, count: int) -> Figure:
    """The plain database of the floors with the same products and stock; answers with the rate of products."""
    bare = Bare(path)
    try:
        bare.make()
        began = time.perf_counter()
        bare.put_products(count)
        seconds = time.perf_counter() - began
        bare.put_stock(_skus(count), UNITS)
    finally:
        bare.close()
    return rate("floor.import", count, seconds)


def make_bare_sealed(path: Path, count: int) -> None:
    """The keyed database of the sale's second floor: the same tables with the same stock, and no products."""
    bare = Bare(path, KEY)
    bare.make()
    bare.put_stock(_skus(count), UNITS)
    bare.close()


def _skus(count: int) -> list[str]:
    return [product_at(place).sku for place in shelf(count)]
