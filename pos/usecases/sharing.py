"""Who gets what of goods that are free: each product by the shop's rule for its category, or by a person's own numbers.

What is said here before a delivery is booked is what the booking does: both ask the same function.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.domain.allocation import Passed, Shared, Waiting, share_soon_first
from pos.domain.backorder import due_on
from pos.domain.people import Person
from pos.usecases.later_turns import later_lines
from pos.usecases.protecting import needed_here, outlook

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.domain.shop import Shop
    from pos.domain.waiting_rules import Sharing
    from pos.usecases.ports import Records


@dataclass(frozen=True, slots=True)
class Give:
    """A person's own number: so many units for an order; `line` 0 means its only line that waits for these goods."""

    order: str
    units: int
    line: int = 0


@dataclass(frozen=True, slots=True)
class Gets:
    """One line that gets goods: `place` is its place in the queue before (1 is the front), `still` what it waits for
    afterwards, `told` the latest day its customer was told, `late` whether that day is past."""

    order: str
    line: int
    sku: str
    name: str
    units: int
    still: int
    place: int
    customer_name: str
    told: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Portion:
    """What becomes of the free goods of one product, by which rule; `queue` is who waited, the first first."""

    sku: str
    rule: Sharing
    queue: Sequence[Waiting]
    shared: Shared

    @property
    def still_waits(self) -> bool:
        """Whether somebody gets less than they wait for."""
        return sum(line.quantity for line in self.queue) > sum(one.quantity for one in self.shared.given)

    def allocated(self) -> list[list[Any]]:
        """[order, line, SKU, units] of each line that gets goods, as the log writes it."""
        return [[one.order, one.line, self.sku, one.quantity] for one in self.shared.given]


def share_out(
    records: Records,
    free: Mapping[str, int],
    *,
    products: Mapping[str, Product],
    today: date,
    person: Person,
    give: Sequence[Give] = (),
    why: str = "",
    filled: Mapping[tuple[str, int], int] | None = None,
    but: tuple[str, int] | None = None,
) -> list[Portion]:
    """Share the `free` units of many products over those who wait for them; nothing is written.

    `give` are numbers of a person with the right to share goods out, against the rule only with the reason `why`.
    `filled` are units of purchase lines, (number, line), that come in with these goods and so are no more to come;
    `but` is a line, (order, line), that gets nothing this time.
    Raises NotAllowed, BadText, BadQuantity and UnknownCode for numbers that cannot be.
    """
    shop = records.shop()
    queues = records.queues(list(free))
    rules = {sku: _rule_of(shop, products, sku) for sku in queues}
    by_hand = _checked(queues, free, rules, give, why, person)
    portions = []
    for sku, units in free.items():
        queue = [line for line in queues.get(sku, ()) if (line.order, line.line) != but]
        if not queue:
            continue
        day_of = None
        sharing = queue
        if rules[sku] == "class" and sku in products and len({line.rank for line in queue}) > 1:
            # Who gets nothing this time waits on, in front of whoever is behind.
            others = sum(line.quantity for line in queues[sku]) - sum(line.quantity for line in queue)
            day_of = outlook(records, shop, products[sku], units - others, today, filled or {})
            sharing = [needed_here(shop, line) for line in queue]
        later = later_lines(shop, queue, today)
        shared = share_soon_first(rules[sku], units, sharing, later, day_of=day_of, by_hand=by_hand.get(sku))
        portions.append(Portion(sku, rules[sku], queue, shared))
    return portions


def gets_of(
    portions: Sequence[Portion], products: Mapping[str, Product], today: date, *, without: bool = False
) -> tuple[Gets, ...]:
    """Every line that gets goods, for people to read, product by product; or those `without` any, who wait on."""
    found = []
    for portion in portions:
        if not portion.shared.given and not without:
            continue
        places = {(line.order, line.line): (place, line) for place, line in enumerate(portion.queue, start=1)}
        product = products.get(portion.sku)
        given = {(one.order, one.line): one.quantity for one in portion.shared.given}
        meant = [(key, 0) for key in places if key not in given] if without else list(given.items())
        for key, units in meant:
            place, line = places[key]
            found.append(
                Gets(
                    *key, portion.sku, product.name if product else portion.sku, units, line.quantity - units, place,
                    line.customer_name, line.told, _is_late(line, today),
                )
            )  # fmt: skip
    return tuple(found)


def passed_body(sku: str, passed: Sequence[Passed], reason: str) -> list[list[Any]]:
    """[order, line, SKU, units, by, why] of each that was passed over; a person's own numbers carry their reason."""
    return [
        [one.order, one.line, sku, one.units, one.by, (reason or one.why) if one.why == "by_hand" else one.why]
        for one in passed
    ]


def _rule_of(shop: Shop, products: Mapping[str, Product], sku: str) -> Sharing:
    product = products.get(sku)
    return shop.waiting.sharing_for(product.category if product else "")


def _checked(
    queues: Mapping[str, Sequence[Waiting]],
    free: Mapping[str, int],
    rules: Mapping[str, Sharing],
    give: Sequence[Give],
    why: str,
    person: Person,
) -> dict[str, dict[tuple[str, int], int]]:
    """SKU -> (order, line) -> units, once the numbers hold."""
    if not give:
        return {}
    if not person.may("share_goods"):
        raise errors.NotAllowed(
            "Giving goods out by hand needs a manager. Nothing was booked. Ask one to sign in, or let the shop's rule "
            "share them out."
        )
    where: dict[str, list[tuple[str, Waiting]]] = {}
    for sku, queue in queues.items():
        for line in queue:
            where.setdefault(line.order, []).append((sku, line))
    said: dict[str, dict[tuple[str, int], int]] = {}
    for one in give:
        sku, line = _meant(where.get(one.order, []), one)
        if not 0 <= one.units <= line.quantity:
            raise errors.BadQuantity(
                f"Order {one.order} waits for {line.quantity} of these goods, so it cannot get {one.units}. Nothing "
                f"was booked. Give it 0 to {line.quantity}.",
                order=one.order, line=line.line, most=line.quantity,
            )  # fmt: skip
        said.setdefault(sku, {})[line.order, line.line] = one.units
    for sku, numbers in said.items():
        if sum(numbers.values()) > max(0, free[sku]):
            raise errors.BadQuantity(
                f"{sum(numbers.values())} of {sku} were given out by hand and {max(0, free[sku])} are there. Nothing "
                "was booked. Give out less.",
                sku=sku, given=sum(numbers.values()), free=max(0, free[sku]),
            )  # fmt: skip
        if rules[sku] != "manual" and not why.strip():
            raise errors.BadText(
                "Goods are given out otherwise than by the shop's rule only with a reason. Nothing was booked. Say "
                "why.",
                sku=sku,
            )
    return said


def _meant(lines: Sequence[tuple[str, Waiting]], one: Give) -> tuple[str, Waiting]:
    found = [(sku, line) for sku, line in lines if one.line in (0, line.line)]
    if not found:
        raise errors.UnknownCode(
            f"Order {one.order[:40]} does not wait for any of these goods. Nothing was booked. Look at its number.",
            number=one.order[:40],
        )
    if len(found) > 1:
        raise errors.BadQuantity(
            f"Order {one.order} waits for these goods in {len(found)} lines. Nothing was booked. Name the line, as in "
            f"{one.order}/{found[0][1].line}.",
            order=one.order, lines=[line.line for _, line in found],
        )  # fmt: skip
    return found[0]


def _is_late(line: Waiting, today: date) -> bool:
    due = due_on(line.told, line.wanted_by)
    return due is not None and due < today
