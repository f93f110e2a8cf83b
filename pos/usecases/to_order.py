"""Goods that customers were told a day for, and that nobody has ordered yet: somebody is asked to order them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.usecases.outbox import Outbox

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.domain.news import Task
    from pos.domain.people import Person
    from pos.domain.prospect import Prospect
    from pos.domain.purchasing import OpenLine
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records, Transaction

ORDER = "ask:order:"
"""How the name of a task begins to order goods from a supplier; it ends with how many."""
AT_ONCE = 25
"""Products looked at in the step of a change; the daily round looks at all."""
_NOT_DONE = ("over", "overtaken")


def ask_to_order(tx: Transaction, skus: Iterable[str], *, today: date, person: Person) -> None:
    """One task for each of these products of which days stand on goods that would have to be ordered now: so many, from
    its supplier. It is over when purchase orders cover what waits; another number takes its place. What somebody ticked
    off and did not write down as ordered is asked for again the next day."""
    skus = sorted(set(skus))
    if not skus:
        return
    box = Outbox(tx, person, today)
    asked = [one for one in tx.tasks_of("") if one.id.startswith(ORDER)]
    for sku in skus:
        known = [one for one in asked if _sku_of(one) == sku]
        product = tx.product(sku)
        units = units_to_order(tx, box.shop, product, today) if product is not None else 0
        still = [one for one in known if one.state == "open"]
        supplier = product.supplier if product is not None else ""
        name = f"{supplier}:{sku}"
        if any(_ends(one) == (name, units) for one in still):
            continue
        for one in still:
            box.close(one.id, "overtaken" if units else "over")
        if not units or product is None or _ticked_off(known, name, units, today):
            continue
        terms = tx.supplier_terms(supplier)
        box.task(
            "ask", f"{ORDER.partition(':')[2]}{name}:{len(known) + 1}:{units}", due_on=today,
            why=f"Order {units} × {product.name} from {(terms.name if terms else '') or supplier}: "
            "customers were told a day, and nothing on order comes in time for them.",
        )  # fmt: skip
    box.flush()


def all_to_look_at(records: Records) -> list[str]:
    """The products that somebody waits for, and those that somebody was asked to order."""
    asked = {_sku_of(one) for one in records.tasks_of("") if one.state == "open" and one.id.startswith(ORDER)}
    return sorted(asked.union(records.skus_with_open_lines()))


def units_to_order(records: Records, shop: Shop, product: Product, today: date) -> int:
    """How many units of a product somebody has to order so that the days of those who wait can be kept: what no
    purchase order covers, and what one brings after the day told though a new order would come before it. What is due
    by the day told is not ordered twice, even where its supplier is often late."""
    from pos.usecases.promises import prospect_of

    if not product.ordered_anew_from:
        return 0
    lines = [one for one in records.open_lines(product.sku) if one.waiting > 0 and one.route != "direct"]
    if not lines:
        return 0
    coming = prospect_of(records, shop, product, today)
    if coming.to_order is None:
        return 0  # no day stands on it
    wanted = _uncovered(shop, lines, coming, records.stock_here(product.sku).free)
    return max(0, wanted - sum(one.quantity for one in coming.to_ask))


def _uncovered(shop: Shop, lines: Sequence[OpenLine], coming: Prospect, free: int) -> int:
    from pos.domain.arrivals import Cover
    from pos.domain.promise import LATEST
    from pos.domain.ways import day_by_way

    ordered = Cover((), coming.to_order, 1).ordered_day(LATEST)
    if ordered is None:
        return 0
    anew = coming.ready_on(ordered)
    cover = Cover(coming.arrivals, None, max(1, sum(one.waiting for one in lines) - free))
    before, to_order = -free, 0
    for line in lines:
        told = line.due_on

        def is_covered(
            units: int, need: int = before - to_order, line: OpenLine = line, told: date | None = told
        ) -> bool:  # fmt: skip
            day = cover.delivered_day(need + units, LATEST)
            if day is None or told is None or (line.told_of is not None and units > line.told_of):
                return day is not None
            ready = coming.ready_on(day)
            if day_by_way(shop, line.route, line.route_to, ready) <= told or ready <= anew:
                return True
            due = (one for one in coming.arrivals if (days := one.due_in(coming.today)) is not None
                   if day_by_way(shop, line.route, line.route_to, coming.ready_on(days)) <= told)  # fmt: skip
            return need + units <= sum(one.quantity or 0 for one in due)

        low, high = 0, line.waiting
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if is_covered(middle) else (low, middle - 1)
        to_order += line.waiting - low
        before += line.waiting
    return to_order


def _ends(task: Task) -> tuple[str, int]:
    """(supplier and SKU, units) of a task to order."""
    name, _, units = task.id.removeprefix(ORDER).rpartition(":")
    return name.rpartition(":")[0], int(units)


def _sku_of(task: Task) -> str:
    return _ends(task)[0].partition(":")[2]


def _ticked_off(known: Sequence[Task], name: str, units: int, today: date) -> bool:
    """Whether somebody said today that so many are ordered."""
    return any(
        one.state == "closed" and one.outcome not in _NOT_DONE and _ends(one) == (name, units)
        and one.closed_at[:10] >= today.isoformat()
        for one in known
    )  # fmt: skip
