"""What to offer for a product: sell, backorder, pre-order, waitlist or stop, each with its reasons in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pos.domain.catalog import Product
from pos.domain.promising import Promise

Decision = Literal["sell", "backorder", "preorder", "waitlist", "stop"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: the rule's short name, and the sentence that staff read."""

    rule: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to offer, how long a wait is bearable in days, and why."""

    decision: Decision
    longest_wait_days: int
    reasons: tuple[Reason, ...]


def advise(
    *, product: Product, quantity: int, available: int, promise: Promise | None, longest_wait_days: int, today: date
) -> Advice:
    """Hard rules first: what is here is sold; what is gone for good is stopped; no date, no order taken."""

    def say(decision: Decision, rule: str, sentence: str) -> Advice:
        return Advice(decision, longest_wait_days, (Reason(rule, sentence),))

    if available >= quantity:
        return say("sell", "in-stock", f"{available} free to sell here.")
    if product.backorder == "stop":
        return say("stop", "discontinued", "This product is not ordered any more. Offer something like it.")
    if product.release_on is not None and product.release_on > today:
        return say("preorder", "not-released", f"It is released on {product.release_on.isoformat()}.")
    if product.backorder == "waitlist":
        return say(
            "waitlist",
            "waitlist-only",
            "The shop takes no orders for this product, but can tell the customer when it is back.",
        )
    if promise is None:
        return say("waitlist", "no-date", "Nothing is on order and no supplier is known, so there is no honest date.")
    wait = (promise.latest_on - today).days
    if wait > longest_wait_days:
        return say(
            "waitlist",
            "too-long",
            f"The wait of {wait} days is longer than the {longest_wait_days} days the shop allows.",
        )
    return say(
        "backorder", "date-known", f"The wait of {wait} days is within the {longest_wait_days} days the shop allows."
    )
