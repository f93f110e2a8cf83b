"""What is to pay for goods of an order that leave now: their price, less their part of the deposit and what was given
for waiting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain import order_deposit
from pos.domain.money import Money
from pos.usecases.incentives import discounts_of
from pos.usecases.order_documents import for_order

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.order_deposit import Share, TaxMode
    from pos.domain.paper_lines import HandedOver
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records


@dataclass(frozen=True, slots=True)
class HandOver:
    """What leaves (line -> units), and all money of it: the price of the goods with the tax in it, what of the deposit
    is set against it, what the customer was given for waiting, and what is to pay now. Where it is sent, `part` is
    which of the order's parts this is, of at most `parts_most` (0: any), and `part_cost` what one more costs."""

    number: str
    version: int
    units: Mapping[int, int]
    total: Money
    tax: Money
    deposit: Money
    credit: Money
    due: Money
    part: int = 0
    parts_most: int = 0
    part_cost: Money | None = None


def share_of(found: Order, parts: Sequence[HandedOver], held: Sequence[Share], mode: TaxMode) -> tuple[Share, ...]:
    """What of an order's deposit is set against parts of it that are handed over now."""
    now: dict[int, int] = {}
    taxes: dict[int, int] = {}
    for line, total, tax in parts:
        now[line.tax_rate] = now.get(line.tax_rate, 0) + total
        taxes[line.tax_rate] = taxes.get(line.tax_rate, 0) + tax
    still: dict[int, int] = {}
    for line in found.lines:
        still[line.tax_rate] = still.get(line.tax_rate, 0) + line.price_of(line.open)
    return order_deposit.share_of_open(held, now, still, mode, taxes)


def hand_over(
    records: Records, shop: Shop, found: Order, leaving: Sequence[OrderLine], held: Sequence[Share]
) -> HandOver:
    """All money of the units that are put aside of these lines of the order, of which so much is `held`. `shop` has the
    order's own tax rule."""
    parts = [(line, line.price_of(line.allocated), line.tax_of(line.allocated)) for line in leaving]
    shares = share_of(found, parts, held, shop.deposit.tax_mode)
    total = Money(sum(part[1] for part in parts), shop.currency)
    deposit = Money(sum(share.amount for share in shares), shop.currency)
    units = {line.line: line.allocated for line in leaving}
    credit = Money(
        sum(one.amount.minor for one in discounts_of(records, found, units, total - deposit)[0]), shop.currency
    )
    tax = Money(sum(part[2] for part in parts), shop.currency)
    return HandOver(found.number, found.version, units, total, tax, deposit, credit, total - deposit - credit)


def due_for(records: Records, shop: Shop, found: Order, units: Mapping[int, int], today: date) -> int:
    """What collecting these units (line -> units) of what is put aside for an order asks for today, in minor units:
    nothing where more is held than they cost now."""
    own = for_order(shop, found)
    found, held, beyond = to_pay(records, own, found, today)
    if beyond:
        return 0
    leaving = [replace(line, allocated=units[line.line]) for line in found.lines if units.get(line.line)]
    return hand_over(records, own, found, leaving, held).due.minor


def to_pay(records: Records, shop: Shop, found: Order, today: date) -> tuple[Order, Sequence[Share], int]:
    """An order with the prices that hold today, what is held for it, and how much of that is beyond those prices."""
    if not shop.waiting.preorder_lower_price:
        return found, records.deposit_shares(found.number), 0
    from pos.usecases.price_of_the_day import as_of_the_day

    return as_of_the_day(records, shop, found, today)
