"""When somebody with the right decides against the advice: what was advised, what was done instead, why and by whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pos.domain import errors
from pos.domain.advice import Advice, Decision
from pos.domain.people import Person

RIGHT = "sell_anyway"
"""The right that deciding against the advice takes."""
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Override:
    """One decision against the advice, as it goes into the log. `rules` are the reasons that were set aside;
    `agreed_on` the day that the person agreed with the customer, where nothing else gave one."""

    advised: Decision
    taken: Decision
    reason: str
    person: str
    rules: tuple[str, ...]
    agreed_on: date | None = None


def overridden(
    advice: Advice,
    decision: Decision,
    reason: str,
    person: Person,
    *,
    agreed_on: date | None = None,
    told: bool = False,
) -> Override:
    """The override itself. `told`: the customer is told a day, or in so many words that none is known yet.

    Raises NotAllowed without the right, BadText without a reason, NotBackorderable for an order to which nobody gives a
    date, BadSetting for what is no other decision: an order is never taken without the customer being told when, or
    that nobody knows.
    """
    if not person.may(RIGHT):
        raise errors.NotAllowed(
            "Deciding against the advice needs a manager. Nothing was changed. Ask one to sign in, or offer what is "
            "advised.",
            right=RIGHT,
        )
    reason = " ".join(reason.split())
    if not reason:
        raise errors.BadText(
            f"The advice is against it: {_clause(advice)} Going on needs a reason, which is kept with the order. "
            "Nothing was changed. Say in a few words why.",
            rule=advice.reasons[0].rule if advice.reasons else "",
        )
    if len(reason) > LONGEST_REASON:
        raise errors.BadText(
            f"The reason has {len(reason)} characters and {LONGEST_REASON} are kept. Nothing was changed. Shorten it.",
            length=len(reason),
        )
    if decision == advice.decision:
        raise errors.BadSetting("That is what is advised already. Nothing was changed. Go on without a reason.")
    if decision == "sell":
        raise errors.BadSetting(
            "Goods that the stock does not show are not sold by deciding against the advice. Nothing was changed. "
            "Choose “Sell anyway”, which corrects the stock."
        )
    rules = tuple(one.rule for one in advice.reasons if one.rule != "substitute")
    undated = {"no-date", "ask-supplier"} & set(rules)
    if undated and decision in ("backorder", "preorder") and agreed_on is None and not told:
        raise errors.NotBackorderable(
            "An order needs a date, and nothing gives one here. Nothing was changed. Ask the supplier for a date and "
            "enter it, or put the customer on the waiting list."
        )
    return Override(advice.decision, decision, reason, person.id, rules, agreed_on)


def _clause(advice: Advice) -> str:
    """The deciding reason, to go on with after a colon."""
    sentence = advice.reasons[0].sentence if advice.reasons else "no reason was given."
    return sentence[:1].lower() + sentence[1:]
