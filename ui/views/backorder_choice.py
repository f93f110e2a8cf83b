"""What is agreed about a backorder before it is paid for."""

from __future__ import annotations

from dataclasses import dataclass

from pos.domain.availability import Availability
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.sale import BasketLine
from pos.usecases.checkout import CustomerWish


@dataclass(frozen=True, slots=True)
class BackorderChoice:
    """What was agreed: `later` units of the line follow; `order_deposit` covers all lines that follow, None for the
    rule's own amount; `deposit_reason` is why it is less than the rule, `override` why the advice is set aside."""

    later: int
    customer: CustomerWish
    customer_label: str
    order_deposit: Money | None
    deposit_reason: str
    override: str = ""


def fewest_later(line: BasketLine, availability: Availability) -> int:
    """As many units have to follow as are not free here; at least one, and no more than were agreed before."""
    short = max(1, line.quantity - availability.here.available)
    return min(short, line.later) if line.later else min(short, line.quantity)


def other_lines(total: Money | None) -> tuple[BasketLine, ...]:
    """One line that stands for all others that follow when only their total is known: untaxed, as tax is in it."""
    if not total:
        return ()
    return (BasketLine(Product("", "…", total, TaxRate(0)), 1, later=1),)
