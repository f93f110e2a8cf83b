"""The shop's own rules for its waiting list: who is served first, what cancelling costs, how long nobody may be left
without news, what a late order is worth, and the words of its messages.

The figures a shop begins with are there to be changed. Percentages are whole numbers, amounts minor units.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

Sharing = Literal["first_come", "wanted_by", "class", "fair", "manual"]
"""Who gets arriving goods: first come first served; by the day they are wanted, then first come; by class of customer
with a protected place (nobody's promise breaks for it); fair shares; or as a person says, line by line."""
SHARINGS: tuple[Sharing, ...] = ("first_come", "wanted_by", "class", "fair", "manual")
CreditKind = Literal["voucher", "discount", "free_delivery"]
CREDIT_KINDS: tuple[CreditKind, ...] = ("voucher", "discount", "free_delivery")
CHANNELS = ("e-mail", "text", "call")


@dataclass(frozen=True, slots=True)
class WaitingRules:
    """`sharing` is the shop's rule for arriving goods, `sharing_of` that of single categories; `rank_of` the class of
    customer -> rank (lower is served first, 50 without one).

    `fee_percent` of what is given up is kept when a customer cancels, at least `fee_minimum`, at most the deposit;
    nothing when `fee_waived_when_late` and the shop is late. A cash refund above `cash_refund_most` (0: any) needs a
    manager.

    `silence_days` is the longest a customer goes without news; `news_apart_days` the least time between two messages of
    one order unless its state got worse; `reminders` the days after which goods put aside are called for again, and
    goods not collected `expire_days` after the last day they are kept go back to the shelf (0: never).

    A delay of `credit_after_days` is worth `credit_percent` of the late goods (at most `credit_most`, 0: no limit) as
    `credit_kind`, out of `credit_budget` a month; above `credit_approve_above` a manager agrees first.
    `incentive_percent` is what taking a backorder is worth, as `incentive_kind`, for waits longer than
    `incentive_after_days`; 0: nothing.

    An order that is sent goes in at most `parts_most` parts (0: any); sending one more costs the shop `part_cost`.

    With `preorder_lower_price` a pre-order gets the price of the day from its release on, where that is lower.

    `hold_days` is how long goods are kept for somebody on the tell-me list. `templates` holds the owner's own words:
    event -> language -> {"subject", "text", "short"}; what is missing is said as the product says it. `news_off` are
    events nobody is told of."""

    sharing: Sharing = "first_come"
    sharing_of: Mapping[str, Sharing] = field(default_factory=dict)
    rank_of: Mapping[str, int] = field(default_factory=dict)
    fee_percent: int = 0
    fee_minimum: int = 0
    fee_waived_when_late: bool = True
    cash_refund_most: int = 0
    silence_days: int = 14
    news_apart_days: int = 3
    reminders: tuple[int, ...] = (3, 7)
    expire_days: int = 14
    credit_after_days: int = 7
    credit_percent: int = 0
    credit_most: int = 0
    credit_kind: CreditKind = "voucher"
    credit_budget: int = 0
    credit_approve_above: int = 0
    incentive_percent: int = 0
    incentive_kind: CreditKind = "voucher"
    incentive_after_days: int = 14
    hold_days: int = 2
    parts_most: int = 0
    part_cost: int = 0
    place_on_paper: bool = False
    preorder_lower_price: bool = False
    templates: Mapping[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    news_off: frozenset[str] = frozenset()

    def sharing_for(self, category: str) -> Sharing:
        """The rule for goods of a category."""
        return self.sharing_of.get(category.strip().casefold(), self.sharing)

    def rank(self, customer_class: str) -> int:
        """The place of a class of customers in the queue: lower is served first."""
        return self.rank_of.get(customer_class.strip().casefold(), 50)


def waiting_to_json(rules: WaitingRules) -> dict[str, Any]:
    """The rules as plain values, for the log."""
    return {
        **{name: getattr(rules, name) for name in _SINGLE},
        "sharing_of": dict(rules.sharing_of),
        "rank_of": dict(rules.rank_of),
        "reminders": list(rules.reminders),
        "templates": {
            event: {language: dict(words) for language, words in of.items()} for event, of in rules.templates.items()
        },
        "news_off": sorted(rules.news_off),
    }


def waiting_from_json(kept: Mapping[str, Any]) -> WaitingRules:
    """The rules back from their plain values; what an older version did not know keeps its default."""
    values: dict[str, Any] = {name: kept[name] for name in (*_SINGLE, *_TABLES) if name in kept}
    if "reminders" in kept:
        values["reminders"] = tuple(kept["reminders"])
    return WaitingRules(**values, news_off=frozenset(kept.get("news_off", ())))


def wrong_in_waiting(rules: WaitingRules) -> list[str]:
    """A sentence for each thing that no shop can work with; empty when all is well."""
    percents = (rules.fee_percent, rules.credit_percent, rules.incentive_percent)
    amounts = (
        rules.fee_minimum, rules.cash_refund_most, rules.credit_most, rules.credit_budget, rules.credit_approve_above,
        rules.part_cost,
    )  # fmt: skip
    days = (
        rules.news_apart_days, rules.expire_days, rules.credit_after_days, rules.incentive_after_days, *rules.reminders,
    )  # fmt: skip
    wrong = []
    if rules.templates:
        from pos.domain.news_text import wrong_in_templates

        wrong = wrong_in_templates(rules.templates)
    if rules.news_off:
        from pos.domain.news import EVENTS

        wrong += [f"“{event}” is nothing that customers are told of." for event in sorted(rules.news_off - {*EVENTS})]
    return wrong + [
        sentence
        for holds, sentence in (
            (
                {rules.sharing, *rules.sharing_of.values()} <= set(SHARINGS),
                f"Goods are shared by one of {', '.join(SHARINGS)}.",
            ),
            (all(0 <= rank <= 99 for rank in rules.rank_of.values()), "A rank in the queue is 0 to 99."),
            (all(0 <= percent <= 100 for percent in percents), "A fee or a credit is 0 to 100 percent."),
            (all(amount >= 0 for amount in amounts), "An amount of money in these rules is not below zero."),
            (1 <= rules.silence_days <= 365, "Nobody waits more than 1 to 365 days for news."),
            (
                rules.news_apart_days <= rules.silence_days or rules.silence_days < 1,
                f"News is due within {rules.silence_days} days, not {rules.news_apart_days} days apart or more.",
            ),
            (all(0 <= day <= 730 for day in days), "A number of days in these rules is 0 to 730."),
            (1 <= rules.hold_days <= 60, "Goods are kept for who asked to be told for 1 to 60 days."),
            (0 <= rules.parts_most <= 99, "An order is sent in 1 to 99 parts; 0: any."),
            ({rules.credit_kind, rules.incentive_kind} <= set(CREDIT_KINDS), "A credit is one of those that exist."),
        )
        if not holds
    ]


_TABLES = ("sharing_of", "rank_of", "templates")
_SINGLE = tuple(one.name for one in fields(WaitingRules) if one.name not in (*_TABLES, "reminders", "news_off"))
