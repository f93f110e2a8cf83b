"""What a customer is given for waiting longer than told, or for agreeing to wait: how much, out of which budget, and
who has to agree.

The figures are the shop's own rules (`WaitingRules.credit_*` and `incentive_*`). Amounts are minor units.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pos.domain.backorder import OrderLine
from pos.domain.money import divide_half_up
from pos.domain.waiting_rules import CreditKind, WaitingRules
from pos.domain.ways import SHIPS

CreditState = Literal["proposed", "approved", "refused", "given"]
CreditCause = Literal["delay", "incentive"]
CREDIT_STATES: tuple[CreditState, ...] = ("proposed", "approved", "refused", "given")
SPENT: frozenset[CreditState] = frozenset({"approved", "given"})
"""What counts against the month's budget."""
MOVES: frozenset[tuple[CreditState, CreditState]] = frozenset(
    {("proposed", "approved"), ("proposed", "refused"), ("approved", "given"), ("approved", "refused")}
)
"""What a person may do with a credit; what was given stays given."""
DAYS_LATE = re.compile(r"Late: (\d+) days")
"""How the reason begins of a credit for a delay of so many days."""
UNHEARD = "The delay was over before they heard of it"
"""How the reason ends of a credit that was taken back; should the same promise break again, it is given again."""


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


class DayTold(NamedTuple):
    """A day that a customer was told of a line (None: that none is known): which telling it was, and why."""

    nth: int
    on: date | None
    why: str = ""


class Delay(NamedTuple):
    """A delay that nothing was given for yet: the newest promise that it breaks (0: none), and how many days it is
    (None: no day is known)."""

    nth: int
    days: int | None


NO_DELAY = Delay(0, 0)


def promised(told: Iterable[DayTold], own_choice: Collection[str]) -> list[DayTold]:
    """The days that count against the shop: since one was told that the customer brought about (`own_choice` are the
    reasons of such), the first first."""
    counting: list[DayTold] = []
    for one in told:
        if one.why in own_choice:
            counting = []
        counting.append(one)
    return [one for one in counting if one.on is not None]


def delay_of(
    told: Sequence[DayTold], given: int, now: date | None, today: date, *, last: date | None = None
) -> Delay:  # fmt: skip
    """How late goods that come `now` are against the days that were told, up to the telling `given` of which the
    customer has got something already. Hearing of a delay makes it no shorter: what counts is the first day left, and
    not before the `last` day that something was given for."""
    late = [one for one in told if one.on is not None and (now is None or one.on < max(now, today))]
    nth = max((one.nth for one in late), default=0)
    if nth <= given:
        return Delay(nth, 0)
    first = min(one.on for one in late if one.nth > given and one.on)
    return Delay(nth, days_late(first if last is None else max(first, last), now, today))


def given_up_to(told: Sequence[DayTold], given: Iterable[Credit]) -> date | None:
    """The day that was reckoned with when the newest of these credits was given; None where none says how many days."""
    last, before = None, 0
    for credit in sorted(given, key=nth_of):
        nth, days = nth_of(credit), DAYS_LATE.match(credit.why)
        covered = [one.on for one in told if before < one.nth <= nth and one.on is not None]
        before = nth
        if covered and days is not None:
            first = min(covered)
            last = (first if last is None else max(first, last)) + timedelta(days=int(days[1]))
    return last


def nth_of(credit: Credit) -> int:
    """Which of the days that its customer was told a credit is for; 0 where its name does not say."""
    last = credit.id.split(":")[-1].partition("+")[0]
    return int(last) if last.isdigit() else 0


def stands(credit: Credit) -> bool:
    """Whether a credit was given or decided on, so that its promise gives no other."""
    return not (credit.state == "refused" and credit.why.endswith(UNHEARD))


def late_goods(line: OrderLine, units: int) -> int:
    """What the last `units` of the open goods of a line cost: those that are late."""
    return line.price_of(line.open) - line.price_of(max(0, line.open - units))


def kind_for(kind: CreditKind, route: str) -> CreditKind:
    """The kind that is of use: who collects the goods gets a voucher of the same worth, not free delivery."""
    return "voucher" if kind == "free_delivery" and route not in SHIPS else kind


def long_enough(rules: WaitingRules, days: int | None) -> bool:
    """Whether a delay of so many days is worth anything; one without any day is as long as can be."""
    return days is None or days >= max(1, rules.credit_after_days)


def for_delay(rules: WaitingRules, goods: int, days: int | None) -> int:
    """What a delay of so many days is worth for goods of this price."""
    if not rules.credit_percent or goods <= 0 or not long_enough(rules, days):
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
