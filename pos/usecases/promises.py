"""Promises as they stand today: what is to come of a product, and what a change does to those who were told a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.catalog import Product
from pos.domain.promising import Prospect, breaks, prospect, queue_days
from pos.domain.shop import Shop
from pos.usecases.ports import Records
from pos.usecases.supplier_habits import habits_of

if TYPE_CHECKING:
    from pos.domain.purchasing import OpenLine

Row = tuple[str, int, str | None, str | None]
"""(order, line, likely day, latest day): how a line is reckoned with now, for the log."""


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """A line whose told day was still likely to be kept before a change, and is not after it."""

    order: str
    line: int
    sku: str
    customer_name: str
    told_latest: date | None
    was_latest: date | None
    now_latest: date | None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a change does: the lines whose days moved, and the promises that it breaks, of so many lines."""

    rows: tuple[Row, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()
    looked_at: int = 0


@dataclass(frozen=True, slots=True)
class View:
    """The days of every open line of some products: (order, line) -> (line, likely, latest)."""

    today: date
    lines: Mapping[tuple[str, int], tuple[str, OpenLine, date | None, date | None]] = field(default_factory=dict)


def prospect_of(records: Records, shop: Shop, product: Product, today: date) -> Prospect:
    """What is to come of one product to this store."""
    of = habits_of(records, today)
    return prospect(
        supplies=records.supplies(product.sku),
        habits_of=of,
        to_order_from=of(product.supplier) if product.supplier and product.backorder != "stop" else None,
        today=today,
        opening_days=shop.opening_days,
        handling_days=shop.handling_days,
        release_on=product.release_on,
    )


def view(records: Records, skus: Iterable[str], today: date) -> View:
    """How the open lines of these products stand today, reckoned anew from supplies and queue."""
    shop = records.shop()
    found: dict[tuple[str, int], tuple[str, OpenLine, date | None, date | None]] = {}
    for sku in sorted(set(skus)):
        lines = records.open_lines(sku)
        waiting = [line for line in lines if line.waiting > 0]
        if not waiting:
            continue
        product = records.product(sku)
        if product is None:
            continue
        free = records.stock_here(sku).free
        days = queue_days([line.waiting for line in waiting], prospect_of(records, shop, product, today), free=free)
        for line, day in zip(waiting, days, strict=True):
            found[line.order, line.line] = (sku, line, *(day or (None, None)))
    return View(today, found)


def revise(records: Records, skus: Iterable[str], *, today: date, before: View | None = None) -> Revision:
    """What became of the promises on these products since `before` (where it is not given: since they were last
    reckoned with); ask inside the transaction of the change, after it."""
    before = before or View(today)
    after = view(records, skus, today)
    rows, broken = [], []
    for (order, number), (sku, line, likely, latest) in after.lines.items():
        if (likely, latest) != (line.now_likely, line.now_latest):
            rows.append((order, number, _iso(likely), _iso(latest)))
        was = before.lines.get((order, number))
        was_latest = was[3] if was is not None else line.now_latest
        if line.told_latest and breaks(line.told_latest, latest) and not breaks(line.told_latest, was_latest):
            broken.append(BrokenPromise(order, number, sku, line.customer_name, line.told_latest, was_latest, latest))
    return Revision(tuple(rows), tuple(broken), len(after.lines))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
