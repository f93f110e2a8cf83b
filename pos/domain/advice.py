"""The advisor's words: what it is told of an order's situation, and what it answers, with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from pos.domain.policy_rules import Supplying

Decision = Literal["sell", "backorder", "preorder", "waitlist", "stop"]
_SPOKEN: dict[Decision, str] = {
    "sell": "Sell", "backorder": "Backorder", "preorder": "Pre-order", "waitlist": "Waiting list", "stop": "No order",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule's short name, and the sentence that staff read; where the rule compares two numbers, both, and
    where the second one comes from (`shop`, `class:appliance`, `learned`)."""

    rule: str
    sentence: str
    value: int | None = None
    threshold: int | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to offer, how long a wait is bearable in days, and why: the deciding reason first. `deposit_percent` is what
    the advisor would ask for and `deposit_why` its sentence; what is charged stays the shop's deposit rule."""

    decision: Decision
    longest_wait_days: int
    reasons: tuple[Reason, ...]
    deposit_percent: int = 0
    deposit_why: str = ""

    @property
    def spoken(self) -> str:
        """The decision in words: "Waiting list"."""
        return _SPOKEN[self.decision]

    @property
    def sentence(self) -> str:
        """All of it in one line, to be read out: "Backorder: the wait of 24 days is within …; … places are used." """
        clauses = [one.sentence.removesuffix(".") for one in self.reasons]
        return f"{_SPOKEN[self.decision]}: {'; '.join(clause[:1].lower() + clause[1:] for clause in clauses)}."


class Situation(NamedTuple):
    """What the advisor must know besides the product and its promise.

    `ask_supplier`: the goods on order are overdue and nobody knows when they come. `supplier_kept`: (kept dates, dates
    that were due), of the last 20. `alarm_cuts`: how often the watch on cancellations has cut the wait, 3 for "no more
    orders" (`cancellations.Reaction`). `accept_unreliable`: a manager took the supplier's record into account. A named
    tuple, because the program starts sooner with it.
    """

    ask_supplier: bool = False
    supplier_kept: tuple[int, int] | None = None
    supplier_active: bool = True
    open_backorder_units: int = 0
    customer_class: str = "person"
    repeat: bool = False
    alarm_cuts: int = 0
    substitutes_in_stock: int = 0
    season_ends_on: date | None = None
    perishable: bool = False
    learned_longest_wait: int | None = None
    accept_unreliable: bool = False
    supplying: Supplying = "stocked"


PLAIN = Situation()
"""Nothing is known besides the product and its promise."""
