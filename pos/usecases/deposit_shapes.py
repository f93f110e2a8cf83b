"""What is said of an order's deposit that changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.domain.money import Money
    from pos.domain.receipt import Receipt


@dataclass(frozen=True, slots=True)
class DepositChanged:
    """A document about an order's deposit: `amount` came (positive) or went back (negative), `paid` in tenders after
    rounding to coins; what is `held` and due now."""

    number: str
    order: str
    amount: Money
    paid: Money
    change_due: Money
    held: Money
    balance_due: Money
    tenders: tuple[tuple[str, Money], ...]
    receipt: Receipt
