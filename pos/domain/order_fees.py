"""What a customer pays for changing their mind: the fee by the shop's rule, and when there is none.

What the ticket says holds: all money goes back when the shop cancels, and when the day moves and the customer does not
want to wait. Nobody owes a fee for goods that are late.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from pos.domain.backorder import OrderLine
from pos.domain.deposit_moves import leaving, open_goods, without
from pos.domain.money import divide_half_up
from pos.domain.order_deposit import Share
from pos.domain.waiting_rules import WaitingRules

CancelReason = Literal["too_long", "found_elsewhere", "changed_mind", "price", "mistake", "uncollected", "shop_cannot"]
CANCEL_REASONS: tuple[CancelReason, ...] = (
    "too_long", "found_elsewhere", "changed_mind", "price", "mistake", "uncollected", "shop_cannot",
)  # fmt: skip
"""Waited too long; has it from elsewhere; does not want it any more; too dear; ordered by mistake (the shop's or the
customer's); never collected; the shop cannot get it."""
FREE_REASONS: frozenset[str] = frozenset({"shop_cannot", "mistake"})
"""Where the shop cancels, or somebody mistyped, there is nothing to charge for."""

FeeWhy = Literal["rule", "no_rule", "shop_cancels", "late", "waived", "nothing_held"]
NO_DATE_DAYS = 30
"""Where no day was ever told, goods count as late after so long (Directive 2011/83/EU art. 18: 30 days)."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What is kept, in minor units; `asked` is what the rule says before it is held to the deposit; `late` the lines
    for which nothing is asked because the shop is late."""

    amount: int
    why: FeeWhy
    asked: int = 0
    late: tuple[int, ...] = ()


def is_late(line: OrderLine, today: date, taken_on: date) -> bool:
    """Whether the shop has not kept, or expects not to keep, what it told first of this line."""
    told = line.promised_on or taken_on + timedelta(days=NO_DATE_DAYS)
    if line.waiting <= 0:
        return line.ready_on is not None and line.ready_on > told
    expected = line.expected_ship_on if line.promised_on else None
    return today > told or (expected is not None and expected > told)


def fee_of(
    rules: WaitingRules,
    lines: Sequence[OrderLine],
    units: Mapping[int, int],
    held: Sequence[Share],
    *,
    reason: str,
    today: date,
    taken_on: date,
    waived: bool = False,
) -> Fee:
    """The fee for units given up (line -> units): `fee_percent` of their price, at least `fee_minimum`, at most the
    part of the deposit that belongs to them."""
    if not rules.fee_percent and not rules.fee_minimum:
        return Fee(0, "no_rule")
    if reason in FREE_REASONS:
        return Fee(0, "shop_cancels")
    late = tuple(
        line.line
        for line in lines
        if rules.fee_waived_when_late and units.get(line.line) and is_late(line, today, taken_on)
    )
    counted = {line: count for line, count in units.items() if count and line not in late}
    if not counted:
        return Fee(0, "late", late=late)
    before = sum(of.total for of in open_goods(lines).values())
    price = before - sum(of.total for of in open_goods(without(lines, counted)).values())
    asked = max(divide_half_up(price * rules.fee_percent, 100), rules.fee_minimum)
    if waived:
        return Fee(0, "waived", asked, late)
    most = sum(leaving(lines, counted, held).values())
    return Fee(min(asked, most), "rule" if most else "nothing_held", asked, late)
