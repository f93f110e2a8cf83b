"""What handing goods over would cost, before anything is paid: reads only, by the steps that `collect` takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from pos.domain.money import Money
from pos.usecases.availability import today_in
from pos.usecases.due_now import HandOver, hand_over, to_pay
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
        today = today_in(shop, clock.now())
        found, held, beyond = to_pay(records, shop, found, today)
        chosen = going(records, found, lines, today=today)
        before = sent_before(records, found, chosen, shop.waiting.parts_most)
        if beyond:
            from pos.usecases.price_of_the_day import check_given_back

            check_given_back(records, shop, known_order(records, found.number), today)
        seen = hand_over(records, shop, found, chosen, held)
        if before is None:
            return seen
        rules = shop.waiting
        cost = Money(rules.part_cost, shop.currency) if rules.part_cost else None
        return replace(seen, part=before + 1, parts_most=rules.parts_most, part_cost=cost)
