"""After the way of goods changed that are here already: when they are at its end."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.backorder import Order
from pos.domain.people import Person
from pos.domain.ways import goes_on
from pos.usecases.order_documents import language_of
from pos.usecases.order_steps import Retold, words_for

if TYPE_CHECKING:
    from pos.usecases.ports import Transaction


def tell_way(
    tx: Transaction, found: Order, lines: Collection[int], *, today: date, person: Person
) -> tuple[Retold, ...]:
    """Say when goods that are here, and have a way to go now, are at its end; kept beside what was told before."""
    shop = tx.shop()
    language = language_of(shop, found, tx.customer(found.customer))
    told = []
    for line in found.lines:
        if line.line not in lines or line.waiting or not line.allocated or line.route not in ("deliver", "other_store"):
            continue
        product = tx.product(line.sku)
        out = product.held_on(today) if product is not None else None
        day = goes_on(shop, line.route, line.route_to, out or today)
        told.append((Retold(line.line, day, day, words_for(shop, line, day, day, today, language)), day))
    if told:
        body = {
            "told": [
                {
                    "order": found.number, "line": one.line, "likely_on": day.isoformat(), "latest_on": day.isoformat(),
                    "words": one.words, "why": "route_changed",
                }
                for one, day in told
            ]
        }  # fmt: skip
        tx.append("customers_told", body, person=person.id)
    return tuple(one for one, _ in told)
