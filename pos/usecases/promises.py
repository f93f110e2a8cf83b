"""Promises as they stand today: what is to come of a product, and what a change does to those who were told a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pos.domain.catalog import Product
from pos.domain.promising import breaks, last_of, queue_days
from pos.domain.prospect import Prospect, prospect
from pos.domain.shop import Shop
from pos.domain.stock import Supply
from pos.usecases.ports import Records
from pos.usecases.supplier_habits import habits_of

if TYPE_CHECKING:
    from pos.domain.news import ToldLine
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
    name: str = ""
    """The product's."""


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
        to_order_from=of(product.ordered_anew_from) if product.ordered_anew_from else None,
        today=today,
        opening_days=shop.opening_days,
        handling_days=shop.handling_days,
        release_on=product.release_on,
    )


def prospect_of_direct(
    records: Records, shop: Shop, product: Product, supplier: str, today: date, line: OpenLine | None = None
) -> Prospect:
    """What a supplier sends of a product to a customer itself: goods ordered for them on the day on which it was asked
    to (of a `line`), or that would be ordered now. What was bought in for one customer is on order already."""
    of = habits_of(records, today)
    supplies: list[Supply] = []
    if not product.ordered_anew_from:
        from pos.domain.ways import left_for_direct

        others = sum(one.waiting for one in records.open_lines(product.sku) if one.route != "direct")
        free = records.stock_here(product.sku).free
        supplies = left_for_direct(records.supplies(product.sku), supplier, others, free)
    elif line is not None:
        asked = [
            one.opened_at
            for one in records.tasks_of(line.order)
            if one.kind == "ask" and one.line == line.line and one.id.startswith("ask:direct:")
        ]
        if asked:
            # More than is wanted, for of this nothing is left over for the next.
            supplies = [
                Supply(
                    "purchase_order", line.order, line.waiting * 10, None,
                    ordered_on=_local_day(max(asked), shop), supplier=supplier,
                )
            ]  # fmt: skip
    anew = of(supplier) if product.ordered_anew_from and not supplies else None
    return prospect(
        supplies=supplies, habits_of=of, to_order_from=anew, today=today, opening_days=shop.opening_days,
        handling_days=shop.handling_days, release_on=product.release_on,
    )  # fmt: skip


def _local_day(instant: str, shop: Shop) -> date:
    return datetime.fromisoformat(instant).astimezone(ZoneInfo(shop.timezone)).date()


def view(records: Records, skus: Iterable[str], today: date) -> View:
    """How the open lines of these products stand today, reckoned anew from supplies and queue; with them the other
    lines of orders that go only whole, whatever their product: all lines of such an order have the last one's days."""
    shop = records.shop()
    found: dict[tuple[str, int], tuple[str, OpenLine, date | None, date | None]] = {}
    own: dict[str, _Own] = {}
    whole: set[str] = set()
    for sku in sorted(set(skus)):
        own[sku] = _own_days(records, shop, sku, today)
        for order, lines in own[sku].items():
            if lines[0][0].ship_complete:
                whole.add(order)
                continue
            for line, days in lines:
                found[order, line.line] = (sku, line, *(days or (None, None)))
    for order in sorted(whole):
        together = []
        for sku in records.skus_of_order(order):
            if sku not in own:
                own[sku] = _own_days(records, shop, sku, today)
            together += [(sku, line, days) for line, days in own[sku].get(order, ())]
        last = last_of([days for _, line, days in together if line.waiting > 0]) or (None, None)
        for sku, line, _ in together:
            found[order, line.line] = (sku, line, *last)
    return View(today, found)


_Own = dict[str, "list[tuple[OpenLine, tuple[date, date] | None]]"]


def _own_days(records: Records, shop: Shop, sku: str, today: date) -> _Own:
    """By order, the lines of one product that are not ready, each with the days on which its own goods can be had;
    those that are put aside and wait for the rest of their order have none."""
    found: _Own = {}
    lines = [line for line in records.open_lines(sku) if line.waiting > 0 or line.missing > 0]
    waiting = [line for line in lines if line.waiting > 0 and line.route != "direct"]
    direct = [line for line in lines if line.waiting > 0 and line.route == "direct"]
    product = records.product(sku) if lines else None
    if product is None:
        return found
    days: dict[tuple[str, int], tuple[date, date] | None] = {}
    if waiting:
        free = records.stock_here(sku).free
        days = _in_turn(waiting, prospect_of(records, shop, product, today), free)
    for line in direct:
        days |= _in_turn([line], prospect_of_direct(records, shop, product, line.route_to, today, line))
    for line in lines:
        own = days.get((line.order, line.line))
        if own is not None and line.route == "other_store":
            from pos.domain.ways import days_by_way

            own = days_by_way(shop, line.route, line.route_to, own)
        found.setdefault(line.order, []).append((line, own))
    return found


def _in_turn(
    waiting: list[OpenLine], coming: Prospect, free: int = 0
) -> dict[tuple[str, int], tuple[date, date] | None]:
    """The days of lines that are served one after the other. Where only some units of a line have a date that was
    told, its days are theirs."""
    first = None
    if any(line.told_of is not None for line in waiting):
        first = [line.waiting if line.told_of is None else line.told_of for line in waiting]
    found = queue_days([line.waiting for line in waiting], coming, free=free, first=first)
    return {(line.order, line.line): days for line, days in zip(waiting, found, strict=True)}


def reckoned(records: Records, lines: Iterable[ToldLine], today: date) -> list[ToldLine]:
    """Open lines with the days of this moment, whenever they were last looked at."""
    lines = list(lines)
    days = view(records, {line.sku for line in lines}, today).lines
    return [
        replace(line, now_likely=found[2], now_latest=found[3])
        if (found := days.get((line.order, line.line)))
        else line
        for line in lines
    ]


def revise(
    records: Records, skus: Iterable[str], *, today: date, before: View | None = None, only_these: bool = False
) -> Revision:
    """What became of the promises on these products since `before` (where it is not given: since they were last
    reckoned with); ask inside the transaction of the change, after it.

    `only_these` leaves lines of other products, in orders that go only whole, to the look at those products.
    """
    before = before or View(today)
    these = set(skus)
    after = view(records, these, today)
    rows, broken, looked_at = [], [], 0
    names: dict[str, str] = {}
    for (order, number), (sku, line, likely, latest) in after.lines.items():
        if only_these and sku not in these:
            continue
        looked_at += 1
        if (likely, latest) != (line.now_likely, line.now_latest):
            rows.append((order, number, _iso(likely), _iso(latest)))
        if not breaks(line.due_on, latest):
            continue
        was = before.lines.get((order, number))  # asked for no more often than needed: it may be reckoned only then
        was_latest = was[3] if was is not None else line.now_latest
        if not breaks(line.due_on, was_latest):
            if sku not in names:
                product = records.product(sku)
                names[sku] = product.name if product else ""
            broken.append(
                BrokenPromise(order, number, sku, line.customer_name, line.told_latest, was_latest, latest, names[sku])
            )
    return Revision(tuple(rows), tuple(broken), looked_at)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
