"""Cards that were asked for an order and not yet charged: whom to ask anew before the bank lets go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.money import Money

if TYPE_CHECKING:
    from pos.usecases.ports import Records

SOON_DAYS = 3
"""An authorisation that ends within so many days is to be renewed, whatever the goods do."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An authorisation that cannot be charged any more when the goods come: it ends `until`, they are expected by
    `expected_on` (None: nobody knows, or they are here)."""

    order: str
    customer_name: str
    reference: str
    amount: Money
    until: date
    expected_on: date | None
    days_left: int


def authorisations_ending(records: Records, today: date, soon: int = SOON_DAYS) -> tuple[Ending, ...]:
    """Those that ended, end within `soon` days, or end before their goods are expected; the first to end first."""
    currency = records.shop().currency
    return tuple(
        Ending(order, name, reference, Money(amount, currency), until, expected, (until - today).days)
        for order, name, reference, amount, until, expected in records.authorisations()
        if (until - today).days <= soon or (expected is not None and expected > until)
    )
