"""What a customer pays for changing their mind: the fee by the shop's rule, and when there is none.

What the ticket says holds: all money goes back when the shop cancels, and when the day moves and the customer does not
want to wait. Nobody owes a fee for goods that are late.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
"""Where the shop cancels, or somebody mistyped, there is nothing to charge for; since anybody could say so, they free
from a fee only where the records say the same, or a person says it who may waive the fee."""
GRACE_MINUTES = 15
"""How long after taking an order a slip of the hand is put right for nothing, by who took it, on the same register."""

FeeWhy = Literal[
    "rule", "no_rule", "shop_cancels", "late", "cannot", "grace", "offered", "as_much", "waived", "nothing_held"
]
"""By the shop's rule; it has none; the shop cancels, or it was a mistake; the goods are late; they cannot be had any
more; put right at once; the shop offered the other goods because it is late; what comes instead costs as much; waived
with right and reason; nothing is held to take it from."""
NO_DATE_DAYS = 30
"""Where no day was ever told, goods count as late after so long (Directive 2011/83/EU art. 18: 30 days)."""


@dataclass(frozen=True, slots=True)
class Fee:
    """What is kept, in minor units; `asked` is what the rule says before it is held to the deposit; `late` the lines
    for which nothing is asked because the shop is late or cannot get the goods."""

    amount: int
    why: FeeWhy
    asked: int = 0
    late: tuple[int, ...] = ()


def is_late(line: OrderLine, today: date, taken_on: date) -> bool:
    """Whether the shop has not kept, or expects not to keep, what it told first of this line. What was ready in time
    was kept, though nobody collected it, and nothing is late before the day that the customer wishes for. `ready_on` is
    the day on which the goods were at the end of their way."""
    told = max(line.promised_on or taken_on + timedelta(days=NO_DATE_DAYS), line.wanted_on or date.min)
    if line.ready_on is not None:
        return line.ready_on > told
    expected = line.expected_ship_on if line.promised_on and line.waiting > 0 else None
    return today > told or (expected is not None and expected > told)


def cannot_come(line: OrderLine, *, ended: bool) -> bool:
    """Whether the records themselves say that goods which are waited for cannot be had: the product has `ended` (it is
    not ordered any more and nothing of it is on its way), or there is no day any more where one was told."""
    return line.waiting > 0 and (ended or (line.promised_on is not None and line.expected_ship_on is None))


def in_grace(taken_at: str, now: datetime) -> bool:
    """Whether an order was taken so short a time ago that a slip of the hand is put right for nothing."""
    return bool(taken_at) and now - datetime.fromisoformat(taken_at) <= timedelta(minutes=GRACE_MINUTES)


def fee_of(
    rules: WaitingRules,
    lines: Sequence[OrderLine],
    units: Mapping[int, int],
    held: Sequence[Share],
    *,
    late: Collection[int] = (),
    excused: FeeWhy | None = None,
    cannot: Collection[int] = (),
    instead: int = 0,
) -> Fee:
    """The fee for units given up (line -> units): `fee_percent` of their price, at least `fee_minimum`, at most the
    part of the deposit that belongs to them.

    `late` are the lines that the shop has not kept (`is_late`), `cannot` those that it cannot serve, `excused` is why
    nothing is asked whatever the rule says, `instead` the price of other goods that the customer takes in the same
    step: only what these cost less is given up."""
    if not rules.fee_percent and not rules.fee_minimum:
        return Fee(0, "no_rule")
    if excused is not None and excused != "waived":
        return Fee(0, excused)
    free = tuple(
        line.line
        for line in lines
        if units.get(line.line) and (line.line in cannot or (rules.fee_waived_when_late and line.line in late))
    )
    counted = {line: count for line, count in units.items() if count and line not in free}
    if not counted:
        return Fee(0, "cannot" if {*free} <= {*cannot} else "late", late=free)
    before = sum(of.total for of in open_goods(lines).values())
    price = before - sum(of.total for of in open_goods(without(lines, counted)).values()) - instead
    if price <= 0:
        return Fee(0, "as_much" if instead else "rule", late=free)
    asked = min(price, max(divide_half_up(price * rules.fee_percent, 100), rules.fee_minimum))
    if excused == "waived":
        return Fee(0, "waived", asked, free)
    most = sum(leaving(lines, counted, held).values())
    return Fee(min(asked, most), "rule" if most else "nothing_held", asked, free)
