"""What to offer for a product: sell, backorder, pre-order, waitlist or stop, each with its reasons in sentences.

The rules in their order, hard ones first; what an owner may switch off stands in `policy_rules.SWITCHES`:

1. discontinued, or nobody supplies it: stop
2. no date, or goods overdue and nobody knows: waiting list
3. perishable, or it comes after its season: stop, waiting list
4. the wait is longer than customers bear: waiting list
5. as many units wait as the shop can look after: waiting list
6. cancellations have risen: a shorter wait, the third time the waiting list
7. the supplier keeps too few dates: waiting list, unless a manager accepts that
8. something like it is here: offer that first

Goods that are not out yet are pre-ordered instead: the same rules are asked of them, and none is sold before its day.

A date is always told: without a promise nothing is ever advised as a backorder. (EU: Directive 2011/83 art. 18,
30 days unless agreed otherwise; US: 16 CFR 435, a reasonable basis for the time stated.)
"""

from __future__ import annotations

from datetime import date

from pos.domain.advice import PLAIN, Advice, Decision, Reason, Situation
from pos.domain.catalog import Product
from pos.domain.policy_rules import PolicyRules, Supplying
from pos.domain.promise import Promise

__all__ = ["Advice", "Decision", "Reason", "Situation", "advise", "advised_deposit", "bearable_wait", "worth"]


def advise(
    *,
    product: Product,
    quantity: int,
    available: int,
    promise: Promise | None,
    today: date,
    rules: PolicyRules,
    situation: Situation = PLAIN,
) -> Advice:
    """Hard rules first: what is here is sold, what is gone for good is stopped, no date, no order taken. Of the others
    every one that speaks against an order is told, or, where none does, every one that was asked."""
    longest, source = bearable_wait(product, rules, situation)
    held = product.held_on(today)
    if available >= quantity and held is None:
        return Advice("sell", longest, (Reason("in-stock", f"{available} free to sell here."),))
    percent, why = advised_deposit(product, promise, today=today, longest=longest, rules=rules, situation=situation)
    hard = _hard(product, promise, today, rules, situation)
    if hard is not None:
        decision, reason = hard
        return Advice(decision, longest, (reason, *_held(held)))
    assert promise is not None
    from pos.domain.policy_checks import Asked, checks

    asked = Asked(product, quantity - max(0, available), promise, today, rules, situation, longest, source)
    found = checks(asked)
    against = [(decision, reason) for decision, reason in found if decision is not None]
    if against:
        others = tuple(reason for decision, reason in found if decision is None and reason.rule == "substitute")
        return Advice(against[0][0], longest, (*(reason for _, reason in against), *_held(held), *others))
    reasons = (*_held(held), *(reason for _, reason in found))
    return Advice("backorder" if held is None else "preorder", longest, reasons, percent, why)


def _held(on: date | None) -> tuple[Reason, ...]:
    """The sentence about goods that are not out before a day."""
    return () if on is None else (Reason("not-released", f"It is released on {on.isoformat()}."),)


def _hard(
    product: Product, promise: Promise | None, today: date, rules: PolicyRules, situation: Situation
) -> tuple[Decision, Reason] | None:
    """Rules 1 and 2, and the product's own rule: the first that speaks decides alone."""
    if product.backorder == "stop":
        sentence = "This product is not ordered any more. Offer something like it."
        return "stop", Reason("discontinued", sentence)
    if rules.asks("no-supplier") and not situation.supplier_active and promise is None:
        return "stop", Reason("no-supplier", "Nobody supplies this product at present. Offer something like it.")
    if product.backorder == "waitlist":
        sentence = "The shop takes no orders for this product, but can tell the customer when it is back."
        return "waitlist", Reason("waitlist-only", sentence)
    if promise is None:
        sentence = "Nothing on order and no supplier covers all of it, so there is no honest date."
        asks = situation.ask_supplier and rules.asks("ask-supplier")
        if asks:
            sentence = "What is on order is overdue and nobody knows when it comes. Ask the supplier first."
        return "waitlist", Reason("ask-supplier" if asks else "no-date", sentence)
    if rules.asks("ask-supplier") and situation.ask_supplier:
        sentence = "What is on order is overdue and nobody knows when it comes. Ask the supplier first."
        return "waitlist", Reason("ask-supplier", sentence)
    return None


def bearable_wait(product: Product, rules: PolicyRules, situation: Situation = PLAIN) -> tuple[int, str]:
    """The longest wait in days that these customers bear for these goods, and where the number comes from.

    The class's own wait (or what the shop has learned for the category), times the customer's factor, cut for each
    alarm; whole days, rounded down. Perishable goods wait no longer for anybody.
    """
    goods = "perishable" if situation.perishable or product.perishable else rules.class_of(product.category)
    days, source = rules.longest_waits[goods], f"class:{goods}" if goods != "general" else "shop"
    if situation.learned_longest_wait is not None and rules.asks("learned") and goods != "perishable":
        days, source = situation.learned_longest_wait, "learned"
    percent = 100
    if goods != "perishable":
        percent = max(
            percent,
            rules.business_percent if situation.customer_class == "business" else 0,
            rules.repeat_percent if situation.repeat else 0,
        )
    cuts = min(situation.alarm_cuts, 2) if rules.asks("cancellations") else 0
    return days * percent * rules.alarm_percent**cuts // (100 * 100**cuts), source


def advised_deposit(
    product: Product,
    promise: Promise | None,
    *,
    today: date,
    longest: int,
    rules: PolicyRules,
    situation: Situation = PLAIN,
) -> tuple[int, str]:
    """The deposit in percent (0 to 50) that covers what the shop would lose, and its sentence.

    The greater of the floor and (what the goods lose when they come back + what the order costs) / price, rounded up to
    5 %. The floor is more when the wait is over half of the bearable one, and after a second alarm; business accounts
    are spared both.
    """
    business = situation.customer_class == "business"
    floor = rules.deposit_floors["business" if business else situation.supplying]
    kind = "a business account" if business else _KINDS[situation.supplying]
    notes = [f"at least {floor} % for {kind}"]
    if not business and promise is not None and 2 * (promise.latest_on - today).days > longest:
        floor += rules.deposit_long_wait
        notes.append(f"{rules.deposit_long_wait} % more for a long wait")
    if not business and situation.alarm_cuts >= 2 and rules.asks("cancellations"):
        floor += rules.deposit_long_wait
        notes.append(f"{rules.deposit_long_wait} % more because cancellations have risen")
    loss = 0
    if product.price is not None and product.cost is not None and product.price.minor > 0:
        lost = product.cost.minor * (100 - rules.salvage[situation.supplying]) + 100 * rules.order_cost
        loss = -(-lost // (5 * product.price.minor)) * 5
    if loss > floor:
        notes = [f"goods that come back would lose the shop up to {loss} % of the price"]
    percent = min(50, max(floor, loss, 0))
    return percent, f"Advised deposit: {percent} %, {' and '.join(notes)}."


_KINDS: dict[Supplying, str] = {
    "stocked": "goods kept in stock", "slow": "goods that sell slowly", "special": "a special order",
}  # fmt: skip


def worth(
    *,
    margin: int,
    handling: int,
    goodwill: int,
    cancel_percent: int = 10,
    late_percent: int = 10,
    return_percent: int = 30,
) -> tuple[int, int]:
    """What a backorder and what a place on the waiting list are worth, in the minor units of what is given.

    (1 - c) m - c h - l g, and r m: margin m, handling h of an order that is cancelled, goodwill g that a late one
    costs; c cancelled at that wait, l late, r of the waiting list that buy in the end. c and r begin as guesses (10 and
    30 percent) until the shop has measured its own.
    """
    from pos.domain.money import divide_half_up

    order = (100 - cancel_percent) * margin - cancel_percent * handling - late_percent * goodwill
    return divide_half_up(order, 100), divide_half_up(return_percent * margin, 100)
