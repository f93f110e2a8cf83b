"""The lines of a sale: what goes now, what follows, and what may be promised of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from pos.domain import errors
from pos.domain.catalog import Product
from pos.domain.people import Customer, Person
from pos.domain.phrases import parted_words, partly_dated_words, phrase, together_words
from pos.domain.promise import FARTHEST_DAYS
from pos.domain.sale import BasketLine, PricedBasket
from pos.domain.shop import Shop
from pos.domain.ways import SHIPS
from pos.usecases.availability import Scanned, resolve
from pos.usecases.later_turns import free_till_wished, later_turn
from pos.usecases.ports import Records
from pos.usecases.sale_advice import foresee, override_of
from pos.usecases.sale_wishes import LineWish, PromisedPart

IN_THE_HAND = "pack in the hand"
"""The reason that is kept when a scale's pack goes although the record has less."""


def split_lines(
    records: Records,
    shop: Shop,
    wishes: Sequence[LineWish],
    person: Person,
    *,
    today: date,
    ship_complete: bool = False,
    kept: Mapping[str, int] | None = None,
) -> tuple[list[BasketLine], dict[str, str]]:
    """Resolve codes and decide what goes now and what follows, never promising one unit twice within a basket. `kept`
    is SKU -> units held for this customer, who asked to be told: theirs beside what is anybody's.

    Answers with the lines, and by line number with the reason for which goods that the record denies go now. Where the
    order goes `ship_complete` and something follows, so do the goods that are here, but for what was to be taken now.
    """
    left: dict[str, int] = {}
    reached: set[str] = set()
    lines: list[BasketLine] = []
    taken = []
    reasons = {}
    known = records.sellables([wish.code for wish in wishes])
    for number, wish in enumerate(wishes, start=1):
        if wish.kind == "layaway":
            wish = replace(wish, take="backorder", later=None)  # it leaves only when it is paid
        scanned = resolve(records, shop, wish.code, known)
        product, quantity = scanned.product, scanned.quantity or wish.quantity
        if scanned.quantity and wish.quantity not in (1, scanned.quantity):
            raise errors.BadQuantity(
                f"A scale's label stands for one pack of “{product.name}”. Nothing was sold. "
                "Scan each label by itself.",
                code=wish.code,
                quantity=wish.quantity,
            )
        if product.sku not in left:
            left[product.sku] = 0 if product.held_on(today) else scanned.available + (kept or {}).get(product.sku, 0)
        if quantity > left[product.sku] and product.sku not in reached and not product.held_on(today):
            reached.add(product.sku)
            left[product.sku] += free_till_wished(records, shop, product, today)
        free = left[product.sku]
        if (on := product.held_on(today)) is not None:
            _check_release(wish, product, quantity, on, person)
        if reason := wish.anyway or _pack_reason(wish, scanned, free, person):
            reasons[str(number)] = reason
            wish = replace(wish, anyway=reason)
        taken.append(wish)
        later = _later(wish, product, quantity, free, person)
        left[product.sku] = max(0, free - (quantity - later))
        whole = ship_complete or wish.kind == "layaway"
        if later and product.backorder == "stop" and not (whole and quantity <= free):
            raise errors.NotBackorderable(
                f"“{product.name}” is not ordered any more, so it cannot be promised. Nothing was sold. "
                "Offer something like it, or sell what is here.",
                sku=product.sku,
            )
        if (
            wish.price is not None
            and product.price is not None
            and wish.price != product.price
            and not person.may("open_price")
        ):
            raise errors.NotAllowed(
                f"The price of “{product.name}” is {product.price}. Nothing was sold. Changing it needs a right of "
                "its own.",
                sku=product.sku,
            )
        lines.append(BasketLine(product, quantity, later, wish.price, scanned.price))
    if ship_complete and any(line.later for line in lines):
        lines = [
            line if wish.take != "auto" or wish.later is not None or wish.anyway else replace(line, later=line.quantity)
            for wish, line in zip(taken, lines, strict=True)
        ]
    return lines, reasons


def takes(wish: LineWish) -> bool:
    """Whether a line is for what is here: taken now, or put aside; not an order for later."""
    return wish.kind == "layaway" or wish.take in ("now", "auto")


def _check_release(wish: LineWish, product: Product, quantity: int, on: date, person: Person) -> None:
    """Goods that are not out yet leave only with the right to it and a reason. Raises NotEnoughHere."""
    goes_now = wish.take == "now" or (wish.later is not None and wish.later < quantity)
    if goes_now and not (wish.anyway and person.may("sell_anyway")):
        raise errors.NotEnoughHere(
            f"“{product.name}” is released on {on.isoformat()} and not sold before. Nothing was sold. Take a "
            "pre-order, or ask somebody who may sell it all the same, with a reason.",
            sku=product.sku,
            wanted=quantity,
            available=0,
            release_on=on.isoformat(),
        )


def _pack_reason(wish: LineWish, scanned: Scanned, free: int, person: Person) -> str:
    """A scale's pack is in the hand and is one whole: more than the record has goes only with the right to it."""
    if scanned.quantity is None or scanned.quantity <= free or wish.take != "auto" or wish.later is not None:
        return ""
    if not person.may("sell_anyway"):
        raise errors.NotEnoughHere(
            f"The label says {scanned.quantity} of “{scanned.product.name}” and {free} are on record here. Nothing was "
            "sold. Ask somebody who may sell the pack anyway, or have the stock counted.",
            sku=scanned.product.sku,
            wanted=scanned.quantity,
            available=free,
        )
    return IN_THE_HAND


def _later(wish: LineWish, product: Product, quantity: int, free: int, person: Person) -> int:
    if wish.later is not None:
        later = wish.later
    elif wish.take in ("backorder", "later"):
        later = quantity
    elif wish.take == "now" or (wish.take == "auto" and wish.anyway and person.may("sell_anyway")):
        later = 0
    elif wish.take == "auto":
        later = max(0, quantity - free)
    else:
        raise errors.BadQuantity(f"A line can be taken now, backorder or auto, not “{wish.take}”. Nothing was sold.")
    if quantity - later > free and not (wish.anyway and person.may("sell_anyway")):
        raise errors.NotEnoughHere(
            f"{quantity - later} of “{product.name}” were to be taken now and {free} are free here. Nothing was sold. "
            f"Backorder the other {quantity - later - free}, or, with the goods in hand, sell anyway with a reason.",
            sku=product.sku,
            wanted=quantity - later,
            available=free,
        )
    return later


def promise_parts(
    records: Records,
    shop: Shop,
    basket: PricedBasket,
    *,
    today: date,
    language: str,
    person: Person,
    customer: Customer | None = None,
    wishes: Sequence[LineWish] = (),
    ship_complete: bool = False,
    kept: Mapping[str, int] | None = None,
) -> tuple[PromisedPart, ...]:
    """A promise for each part that follows; what of it is on the shelf, and nobody's, is put aside at once.

    What the advice is against only somebody with the right may order, with the reason that the line's wish gives;
    `wishes` are those of the lines, in their order. What is `kept` for this customer is put aside for them as well, but
    not for a line that they order for later. Raises NotBackorderable and BadText.
    """
    found = []
    wanted = {part.product.sku for part in basket.parts if wishes and takes(wishes[part.line - 1])}
    theirs = {sku: units for sku, units in (kept or {}).items() if sku in wanted}
    ways = {nth: (wish.route, wish.route_to) for nth, wish in enumerate(wishes, start=1) if wish.route != "collect"}
    later = {
        part.line for part in basket.taking("later") if wishes
        and later_turn(records, shop, part.product, wishes[part.line - 1].wanted_on, today) is not None
    }  # fmt: skip
    for seen in foresee(
        records, shop, basket, today=today, customer=customer, ship_complete=ship_complete, kept=theirs, ways=ways,
        later=later,
    ):  # fmt: skip
        wish = wishes[seen.part.line - 1] if wishes else LineWish(seen.part.product.sku)
        layaway = wish.kind == "layaway"
        release_on = seen.part.product.held_on(today)
        if layaway:
            words = phrase("put_aside_for_you", language)
        elif seen.dated is not None:
            words = partly_dated_words(seen.dated, seen.part.quantity, language)
        elif ship_complete:
            all_ship = bool(wishes) and all(one.route in SHIPS for one in wishes)
            words = together_words(seen.promise, language, ships=all_ship, release_on=release_on)
        else:
            ships = wish.route in SHIPS
            words = parted_words(seen.promise, language, ships=ships, release_on=release_on)
        # Goods on layaway are here, so no advice on waiting is about them.
        against = None if layaway else override_of(seen, wish.override, person, today)
        aside = min(seen.here, seen.part.quantity)
        promised = None if layaway else seen.promise  # nothing has to come, so there is no day to keep
        dated = seen.dated
        if dated is not None and (dated.latest_on - today).days > FARTHEST_DAYS:
            dated = None  # too far off to be told
        found.append(PromisedPart(seen.part, promised, words, aside, seen.deposit_percent, against, dated))
    return tuple(found)
