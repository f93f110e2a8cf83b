"""What handing goods over would cost, before anything is paid: reads only, by the steps that `collect` takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pos.domain.money import Money
from pos.usecases.availability import today_in
from pos.usecases.due_now import HandOver, hand_over
from pos.usecases.handing_over import going, sent_before
from pos.usecases.order_documents import for_order, known_order

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transactions


def foresee_collecting(
    *,
    number: str,
    transactions: Transactions,
    clock: Clock,
    lines: Mapping[int, int] | None = None,
    version: int | None = None,
) -> HandOver:
    """What collecting units of lines (line -> units; without them all that may leave) would ask for. Raises
    UnknownCode, StaleOrder, OrderNotReady, WrongState, BadQuantity."""
    with transactions.reading() as records:
        found = known_order(records, number, version)
        shop = for_order(records.shop(), found)
        chosen = going(records, found, lines, today=today_in(shop, clock.now()))
        before = sent_before(records, found, chosen, shop.waiting.parts_most)
        seen = hand_over(records, shop, found, chosen)
        if before is None:
            return seen
        rules = shop.waiting
        cost = Money(rules.part_cost, shop.currency) if rules.part_cost else None
        return replace(seen, part=before + 1, parts_most=rules.parts_most, part_cost=cost)
