"""What handing goods over would cost, before anything is paid: reads only, by the steps that `collect` takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos.domain.money import Money
from pos.usecases.availability import today_in
from pos.usecases.backorders import share_of
from pos.usecases.handing_over import going
from pos.usecases.incentives import discounts_of
from pos.usecases.order_documents import for_order, known_order

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transactions


@dataclass(frozen=True, slots=True)
class HandOver:
    """What leaves (line -> units), and all money of it: the price of the goods with the tax in it, what of the deposit
    is set against it, what the customer was given for waiting, and what is to pay now."""

    number: str
    version: int
    units: Mapping[int, int]
    total: Money
    tax: Money
    deposit: Money
    credit: Money
    due: Money


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
        parts = [(line, line.price_of(line.allocated), line.tax_of(line.allocated)) for line in chosen]
        shares = share_of(found, parts, records.deposit_shares(found.number), shop.deposit.tax_mode)
        total = Money(sum(part[1] for part in parts), shop.currency)
        deposit = Money(sum(share.amount for share in shares), shop.currency)
        credit = Money(
            sum(one.amount.minor for one in discounts_of(records, found.number, total - deposit)[0]), shop.currency
        )
        units = {line.line: line.allocated for line in chosen}
        tax = Money(sum(part[2] for part in parts), shop.currency)
    return HandOver(found.number, found.version, units, total, tax, deposit, credit, total - deposit - credit)
