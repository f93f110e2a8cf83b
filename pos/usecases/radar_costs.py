"""What lateness cost in a month, all together and order by order (R48): credits, what was paid for remedies such as an
express fee, and how often customers had to be written to or called about their days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain import credits as credit_rules
from pos.domain import errors
from pos.usecases.availability import today_in
from pos.usecases.credit_giving import month_of

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.usecases.ports import Clock, Records, Transactions


@dataclass(frozen=True, slots=True)
class OrderCosts:
    """The same for one order: credits and what remedies cost, in minor units, messages that went out and calls made."""

    number: str
    customer_name: str = ""
    credits: int = 0
    paid: int = 0
    messages: int = 0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class Costs:
    """What lateness cost in a month, in minor units: credits by kind, remedies paid for, and how many remedies of each
    kind were carried out; `orders` are those that cost anything, the dearest first, and all sums are theirs."""

    month: str
    credits: dict[str, int]
    paid: int
    remedies: dict[str, int]
    budget: int
    spent: int
    orders: tuple[OrderCosts, ...] = ()

    @property
    def messages(self) -> int:
        return sum(one.messages for one in self.orders)

    @property
    def calls(self) -> int:
        return sum(one.calls for one in self.orders)


def costs(*, transactions: Transactions, clock: Clock, month: str = "") -> Costs:
    """What lateness cost in a month ("2026-11"; by default this one). Raises BadDate."""
    with transactions.reading() as records:
        shop = records.shop()
        try:
            first = date.fromisoformat(f"{month}-01") if month else today_in(shop, clock.now())
        except ValueError as fault:
            raise errors.BadDate(f"“{month[:20]}” is no month. Write it as 2026-11.", month=month[:20]) from fault
        return _of_month(records, shop, first)


def _of_month(records: Records, shop: Shop, day: date) -> Costs:
    since, until = month_of(shop, day)
    orders: dict[str, OrderCosts] = {}
    by_kind: dict[str, int] = {}
    for credit in records.credits():
        if credit.state in credit_rules.SPENT and since <= credit.decided_at < until:
            by_kind[credit.kind] = by_kind.get(credit.kind, 0) + credit.amount
            of = orders.get(credit.number) or OrderCosts(credit.number)
            orders[credit.number] = replace(of, credits=of.credits + credit.amount)
    carried: dict[str, int] = {}
    for number, details in records.remedy_details(since, until):
        kind = str(details.get("remedy", "")).partition(":")[0]
        carried[kind] = carried.get(kind, 0) + 1
        if cost := int(details.get("cost") or 0):
            of = orders.get(number) or OrderCosts(number)
            orders[number] = replace(of, paid=of.paid + cost)
    for number, (messages, calls) in records.contacts(since, until).items():
        orders[number] = replace(orders.get(number) or OrderCosts(number), messages=messages, calls=calls)
    return Costs(
        day.isoformat()[:7], by_kind, sum(one.paid for one in orders.values()), carried, shop.waiting.credit_budget,
        records.credits_spent(since, until), _named(records, orders),
    )  # fmt: skip


def _named(records: Records, orders: Mapping[str, OrderCosts]) -> tuple[OrderCosts, ...]:
    named = []
    for one in orders.values():
        order = records.order(one.number)
        named.append(replace(one, customer_name=order.customer_name if order is not None else ""))
    return tuple(sorted(named, key=lambda one: (-one.credits - one.paid, -one.messages - one.calls, one.number)))
