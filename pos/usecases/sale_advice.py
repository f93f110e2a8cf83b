"""What the advisor says of each part of a basket that follows later, and what it takes to order against it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from pos.domain import errors
from pos.domain.advice import Advice
from pos.domain.people import OWNER, Customer, Person
from pos.domain.policy import advise, advised_deposit
from pos.domain.promise import Promise
from pos.domain.promising import all_together, dated_part, promise
from pos.domain.sale import PricedBasket, PricedPart
from pos.domain.shop import Shop
from pos.domain.ways import promise_by_way
from pos.usecases.availability import situation_of
from pos.usecases.later_turns import later_units
from pos.usecases.ports import Records
from pos.usecases.promises import prospect_of, prospect_of_direct

if TYPE_CHECKING:
    from pos.domain.overrides import Override

UNSAID = "The owner's decision, no reason given"
"""The reason that is kept where the owner of the folder orders against the advice and says none."""


class Foreseen(NamedTuple):
    """A part that follows: `here` of its units are on the shelf and nobody's; when the whole of it can be had, what is
    advised, and the deposit in percent that the advisor would ask for, also for an order against its advice. `dated` is
    the promise for as many of them as have a date, where not all have one."""

    part: PricedPart
    here: int
    promise: Promise | None
    advice: Advice
    deposit_percent: int
    dated: Promise | None = None


def foresee(
    records: Records,
    shop: Shop,
    basket: PricedBasket,
    *,
    today: date,
    customer: Customer | None,
    ship_complete: bool = False,
    kept: Mapping[str, int] | None = None,
    ways: Mapping[int, tuple[str, str]] | None = None,
    later: Collection[int] = (),
) -> Iterator[Foreseen]:
    """Each part that follows, in the basket's order: no unit of supply is counted twice within a basket, and every
    part takes its places among the goods that wait. `kept` is SKU -> units held for this customer: theirs first.
    `ways` is line number -> (route, where to) of those that are not collected here: their days are those on that way.
    `later` are the lines with a wish whose turn is to come (`later_turns`): they go behind all, the others before such.

    In an order that goes `ship_complete` every part is promised for the day of the last; what is advised of each rests
    on its own wait all the same.
    """
    seen = _each(records, shop, basket, today, customer, ship_complete, kept or {}, ways or {}, later)
    if not ship_complete:
        return seen
    parts = list(seen)
    days = all_together([part.promise for part in parts])
    return (part._replace(promise=found) for part, found in zip(parts, days, strict=True))


def _each(
    records: Records, shop: Shop, basket: PricedBasket, today: date, customer: Customer | None, whole: bool,
    kept: Mapping[str, int], ways: Mapping[int, tuple[str, str]], later: Collection[int],
) -> Iterator[Foreseen]:  # fmt: skip
    left: dict[str, int] = {}  # on the shelf and nobody's; below zero it is the queue
    behind: dict[str, int] = {}  # units of that queue whose turn comes later
    theirs: dict[str, int] = {}
    waiting = 0
    for part in basket.taking("later"):
        product, sku = part.product, part.product.sku
        if sku not in left:
            level = records.stock_here(sku)
            now = sum(taken.quantity for taken in basket.taking("now") if taken.product.sku == sku)
            theirs[sku] = max(0, kept.get(sku, 0) - now)
            left[sku] = level.free - level.owed - max(0, now - kept.get(sku, 0))
            behind[sku] = later_units(records, shop, product, today) if level.owed > 0 else 0
        own = min(theirs[sku], part.quantity)
        here = own + max(0, left[sku])
        prospect = prospect_of(records, shop, product, today)
        before = max(0, -left[sku] - (0 if part.line in later else behind[sku]))
        route, to = ways.get(part.line, ("collect", ""))
        if route == "direct" and not here:
            prospect = prospect_of_direct(records, shop, product, to or product.supplier, today)
            before = 0
        found = promise(quantity=part.quantity, queue_ahead=before, prospect=prospect, here=here)
        if route == "other_store":
            found = promise_by_way(shop, route, to, found)
        situation = situation_of(records, shop, product, prospect, found, today, customer=customer)
        situation = situation._replace(open_backorder_units=situation.open_backorder_units + waiting)
        advice = advise(
            product=product,
            quantity=part.quantity,
            # What the shop takes no orders for it does not put aside either, but to go with the rest of an order.
            available=0 if product.backorder == "waitlist" and not whole else here,
            promise=found,
            today=today,
            rules=shop.policy,
            situation=situation,
        )
        percent, _ = advised_deposit(
            product, found, today=today, longest=advice.longest_wait_days, rules=shop.policy, situation=situation
        )
        theirs[sku] -= own
        if route != "direct" or here:
            left[sku] -= part.quantity - own
            behind[sku] += part.quantity - own if part.line in later else 0
        if part.quantity > here:
            waiting += part.quantity - here if product.unit == "pc" else 1
        dated = None
        if found is None and part.quantity > 1 and not whole:
            dated = dated_part(quantity=part.quantity, queue_ahead=before, prospect=prospect, here=here)
            if route == "other_store":
                dated = promise_by_way(shop, route, to, dated)
        yield Foreseen(part, here, found, advice, percent, dated)


def override_of(seen: Foreseen, reason: str, person: Person, today: date) -> Override | None:
    """The decision against the advice, None where the advice is to order or to sell.

    Raises NotBackorderable for somebody without the right to it, BadText where no reason is given; the owner of the
    folder may leave it out.
    """
    if seen.advice.decision not in ("waitlist", "stop"):
        return None
    from pos.domain.overrides import RIGHT, overridden

    if not person.may(RIGHT):
        raise _refusal(seen, today)
    if not reason.strip() and person.id == OWNER.id:
        reason = UNSAID
    # The receipt says the latest day, or that none is confirmed.
    return overridden(seen.advice, "backorder", reason, person, told=True)


def _refusal(seen: Foreseen, today: date) -> errors.NotBackorderable:
    name, reason = seen.part.product.name, seen.advice.reasons[0]
    said = f"“{name}” cannot be ordered now. {reason.sentence}"
    if reason.rule == "no-date":
        said = f"Nothing says when “{name}” can be here, so no date can be promised."
    elif seen.promise is None:
        said += " So no date can be promised."
    wait = {} if seen.promise is None else {"wait_days": (seen.promise.latest_on - today).days}
    return errors.NotBackorderable(
        f"{said} Nothing was sold. Offer to tell the customer when it is back, or ask somebody who may take the order "
        "all the same.",
        sku=seen.part.product.sku,
        rule=reason.rule,
        **wait,
    )
