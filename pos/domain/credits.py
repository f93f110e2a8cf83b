"""What a customer is given for waiting longer than told, or for agreeing to wait: how much, out of which budget, and
who has to agree.

The figures are the shop's own rules (`WaitingRules.credit_*` and `incentive_*`). Amounts are minor units.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pos.domain.backorder import OrderLine
from pos.domain.money import divide_half_up
from pos.domain.waiting_rules import CreditKind, WaitingRules

CreditState = Literal["proposed", "approved", "refused", "given"]
CreditCause = Literal["delay", "incentive"]
CREDIT_STATES: tuple[CreditState, ...] = ("proposed", "approved", "refused", "given")
SPENT: frozenset[CreditState] = frozenset({"approved", "given"})
"""What counts against the month's budget."""
MOVES: frozenset[tuple[CreditState, CreditState]] = frozenset(
    {("proposed", "approved"), ("proposed", "refused"), ("approved", "given"), ("approved", "refused")}
)
"""What a person may do with a credit; what was given stays given."""


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit of an order's line. Its id is made from the promise that broke, so that one gives one credit;
    `decided_at` is when it was approved or refused, which is also the month whose budget it came from."""

    id: str
    number: str
    line: int
    at: str
    person: str
    kind: CreditKind
    amount: int
    why: str
    state: CreditState
    decided_at: str
    decided_by: str
    cause: CreditCause


def days_late(told: date | None, now: date | None, today: date) -> int | None:
    """How many days later than told goods come as things stand; None where no day is known, 0 where nothing was told.
    Goods that are not here on a day that is over are late by today at least."""
    if told is None:
        return 0
    if now is None:
        return None
    return max(0, (max(now, today) - told).days)


def late_goods(line: OrderLine) -> int:
    """What the goods cost that are not here yet."""
    put_aside = line.price_of(line.allocated)
    return line.price_of(line.open) - put_aside


def for_delay(rules: WaitingRules, goods: int, days: int | None) -> int:
    """What a delay of so many days is worth for goods of this price; goods without any day are as late as can be."""
    if not rules.credit_percent or goods <= 0 or (days is not None and days < max(1, rules.credit_after_days)):
        return 0
    amount = divide_half_up(goods * rules.credit_percent, 100)
    return min(amount, rules.credit_most) if rules.credit_most else amount


def for_taking(rules: WaitingRules, goods: int, days: int | None) -> int:
    """What agreeing to a wait of so many days is worth at the sale (None: no day is known)."""
    if not rules.incentive_percent or goods <= 0 or (days is not None and days <= rules.incentive_after_days):
        return 0
    return divide_half_up(goods * rules.incentive_percent, 100)


def fits(rules: WaitingRules, spent: int, amount: int) -> bool:
    """Whether the month's budget bears it; a shop without a budget gives nothing."""
    return spent + amount <= rules.credit_budget


def approved_at_once(rules: WaitingRules, spent: int, amount: int, *, manager: bool) -> bool:
    """Whether nobody else has to agree: it fits the budget, and it is small or a manager is here."""
    return fits(rules, spent, amount) and (manager or amount <= rules.credit_approve_above)
