"""What protected insert must know (design, 3.7): by which day goods can be had, and by which each must be here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain.promise import LATEST
from pos.domain.prospect import Prospect, prospect
from pos.domain.ways import day_by_way
from pos.usecases.supplier_habits import habits_of

if TYPE_CHECKING:
    from pos.domain.allocation import Waiting
    from pos.domain.catalog import Product
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records


def outlook(
    records: Records, shop: Shop, product: Product, free: int, today: date, filled: Mapping[tuple[str, int], int]
) -> Callable[[int], date | None]:
    """The latest day by which so many units of a product in all can be had, `free` of which are here."""
    from pos.domain.arrivals import Cover

    of = habits_of(records, today)
    coming: Prospect = prospect(
        supplies=[
            replace(supply, quantity=supply.quantity - filled.get((supply.id, supply.line), 0))
            for supply in records.supplies(product.sku)
        ],
        habits_of=of,
        to_order_from=of(product.ordered_anew_from) if product.ordered_anew_from else None,
        today=today, opening_days=shop.opening_days, handling_days=shop.handling_days, release_on=product.release_on,
    )  # fmt: skip
    covers: dict[int, Cover] = {}

    def day_of(units: int) -> date | None:
        missing = units - free
        if missing <= 0:
            return coming.ready_on(0)
        size = max(64, 1 << missing.bit_length())
        if size not in covers:
            covers[size] = Cover(coming.arrivals, coming.to_order, size)
        day = covers[size].day(missing, LATEST)
        return None if day is None else coming.ready_on(day)

    return day_of


def needed_here(shop: Shop, line: Waiting) -> Waiting:
    """A line that goes on to another store, with the last day on which its goods can be here and still be there by the
    day told."""
    route, to = line.way
    if route != "other_store" or line.told is None:
        return line
    day = line.told
    while day_by_way(shop, route, to, day) > line.told:
        day -= timedelta(days=1)
    return replace(line, told=day)
