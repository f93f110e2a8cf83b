"""Who gets arriving goods: those who wait, before the shelf does, by a rule that can be explained to each of them.

Rules of the design, 3.7. Fair shares go by Webster's divisors and not by largest remainders, because there more goods
may give somebody less.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from pos.domain.fair_shares import websters

if TYPE_CHECKING:
    from pos.domain.waiting_rules import Sharing

Rule = Literal["first_come", "wanted_by", "fair"]
"""First come, first served; by the day it is wanted, then first come; or shares by weight."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line in the queue for one product. `key` orders the queue: (rank of class, taken at, register, line). A line
    that goes only `complete` gets all of its quantity or nothing yet; `weight` counts for fair shares. `rank` is that
    of the customer's class (lower is served first), `told` the latest day their customer was told, `taken` the instant
    at which the order was, `way` how they get the goods (route, where to)."""

    key: tuple[int, str, str, int]
    order: str
    line: int
    quantity: int
    wanted_by: date | None = None
    complete: bool = False
    weight: int = 1
    rank: int = 50
    told: date | None = None
    customer_name: str = ""
    taken: str = ""
    way: tuple[str, str] = ("collect", "")


@dataclass(frozen=True, slots=True)
class Allocation:
    """`quantity` units put aside for a line of an order."""

    order: str
    line: int
    quantity: int


PassedWhy = Literal["wanted_by", "class", "fair", "manual", "by_hand"]
"""Why somebody behind got goods first: the rule of these goods, or a person's own numbers."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A line that still waits for `units` although an order `by` behind it got goods."""

    order: str
    line: int
    units: int
    by: str
    why: PassedWhy


@dataclass(frozen=True, slots=True)
class Shared:
    """Who gets what; `held` units wait for the rest of a complete line, or for a person to say who gets them; `left` go
    to the shelf. `passed` names everybody who was passed over."""

    given: tuple[Allocation, ...]
    held: int
    left: int
    passed: tuple[Passed, ...] = field(default=())


def allocate(free: int, queue: Sequence[Waiting]) -> tuple[Allocation, ...]:
    """Share `free` units over the queue in the order of its keys; what is left goes to the shelf."""
    return share(free, queue).given


def share(free: int, queue: Sequence[Waiting], rule: Rule = "first_come") -> Shared:
    """Share `free` units over the queue. More units never give anybody less.

    Units that do not suffice for a complete line are held for it and not given to those behind: passing it over would
    make a bigger delivery take from them what a smaller one gave.
    """
    if rule == "fair":
        return _fairly(max(0, free), queue)
    return _walk(max(0, free), sorted(queue, key=_by_wish if rule == "wanted_by" else _by_turn))


def share_by(
    rule: Sharing,
    free: int,
    queue: Sequence[Waiting],
    *,
    day_of: Callable[[int], date | None] | None = None,
    by_hand: Mapping[tuple[str, int], int] | None = None,
) -> Shared:
    """Share `free` units over the queue by the shop's rule for these goods, and say who was passed over and why.

    `day_of(units)` is the latest day by which so many units in all can be had; by class nobody is passed over who was
    told a day that would break by it (without `day_of`: nobody who was told one). `by_hand` are a person's own numbers
    for (order, line): these lines get exactly that, before the others; by the rule "manual" nobody else gets anything,
    and what is not given stays until somebody says whose it is.

    The answer depends on what is handed in and on nothing else. For one outlook `day_of` and the same numbers by hand,
    more units never give anybody less (P9). By class what is here is part of the outlook, so P9 has an exception there:
    one unit more may be what lets a better class pass without breaking a day told, and whoever is passed gets less now,
    and all of it by their day.
    """
    said = by_hand or {}
    left = max(0, free)
    given: list[Allocation] = []
    unserved = 0
    rest = [line for line in queue if (line.order, line.line) not in said] if said else queue
    for line in sorted(queue, key=_by_turn) if said else ():
        if (wanted := said.get((line.order, line.line))) is None:
            continue
        units = max(0, min(left, line.quantity, wanted))
        unserved += line.quantity - units
        left -= units
        if units:
            given.append(Allocation(line.order, line.line, units))
    if rule == "manual":
        waiting = unserved + sum(line.quantity for line in rest)
        shared = Shared((), min(left, waiting), left - min(left, waiting))
    elif rule == "class":
        shared = _by_class(left, queue, given, said, day_of)
    else:
        shared = share(left, rest, rule)
    kept = min(shared.left, unserved) if rule != "manual" else 0
    everybody = (*given, *shared.given)
    return Shared(everybody, shared.held + kept, shared.left - kept, _passed_over(queue, everybody, rule, said))


def share_soon_first(
    rule: Sharing,
    free: int,
    queue: Sequence[Waiting],
    far: Collection[tuple[str, int]],
    *,
    day_of: Callable[[int], date | None] | None = None,
    by_hand: Mapping[tuple[str, int], int] | None = None,
) -> Shared:
    """As `share_by`, but lines (order, line) whose wish is so `far` away that their turn is still to come take what
    those leave who want theirs sooner, by every rule: as the promises have it. A person's own numbers go before that,
    and so does the rule "manual"."""
    apart = set(far).difference(by_hand or {})
    later = [line for line in queue if (line.order, line.line) in apart]
    if not later or rule == "manual":
        return share_by(rule, free, queue, day_of=day_of, by_hand=by_hand)
    soon = [line for line in queue if (line.order, line.line) not in apart]
    first = share_by(rule, free, soon, day_of=day_of, by_hand=by_hand)
    ahead = sum(line.quantity for line in soon)
    rest = share_by(rule, first.left, later, day_of=day_of and (lambda units: day_of(ahead + units)))
    given = (*first.given, *rest.given)
    passed = _passed_over(queue, given, "wanted_by", by_hand or {}, by=_by_taken)
    behind = tuple(one for one in passed if (one.order, one.line) in apart)
    return Shared(given, first.held + rest.held, rest.left, (*first.passed, *behind))


def _by_class(
    free: int,
    queue: Sequence[Waiting],
    given: Sequence[Allocation],
    said: Mapping[tuple[str, int], int],
    day_of: Callable[[int], date | None] | None,
) -> Shared:
    """What a line was given by hand is gone; for the rest of it that line waits on, ahead of whoever stands behind."""
    from pos.domain.class_order import in_class_order

    if not said:
        return _walk(free, in_class_order(queue, day_of))
    gone = {(one.order, one.line): one.quantity for one in given}
    spent = sum(gone.values())
    waits_on = [replace(line, quantity=line.quantity - gone.get((line.order, line.line), 0)) for line in queue]
    order = in_class_order(
        [line for line in waits_on if line.quantity > 0], day_of and (lambda units: day_of(units + spent))
    )
    return _walk(free, [line for line in order if (line.order, line.line) not in said])


def _by_turn(line: Waiting) -> tuple[int, str, str, int]:
    return line.key


def _by_taken(line: Waiting) -> tuple[str, str, tuple[int, str, str, int]]:
    """Who came first, whenever their turn is; of one instant by number."""
    return (line.taken, line.order if line.taken else "", line.key)


def _by_wish(line: Waiting) -> tuple[date, tuple[int, str, str, int]]:
    """Whoever wishes for no day wants the goods at once."""
    return (line.wanted_by or date.min, line.key)


def _walk(free: int, in_order: Sequence[Waiting]) -> Shared:
    """From the front of the queue to its end, as long as there is something left."""
    left = free
    given: list[Allocation] = []
    for waiting in in_order:
        if not left:
            break
        quantity = min(left, waiting.quantity)
        if waiting.complete and quantity < waiting.quantity:
            return Shared(tuple(given), left, 0)
        if quantity > 0:
            given.append(Allocation(waiting.order, waiting.line, quantity))
            left -= quantity
    return Shared(tuple(given), 0, left)


def _passed_over(
    queue: Sequence[Waiting],
    given: Sequence[Allocation],
    rule: Sharing,
    said: Mapping[tuple[str, int], int],
    by: Callable[[Waiting], Any] | None = None,
) -> tuple[Passed, ...]:
    """Every line that still waits while a line behind it got goods, front first, with the nearest that did."""
    if rule == "first_come" and not said:
        return ()
    got = {(one.order, one.line): one.quantity for one in given}
    passed: list[Passed] = []
    behind: Waiting | None = None
    for line in sorted(queue, key=by or _by_turn, reverse=True):
        mine = (line.order, line.line)
        units = line.quantity - got.get(mine, 0)
        if units > 0 and behind is not None:
            hand = mine in said or (behind.order, behind.line) in said
            why: PassedWhy = "by_hand" if hand or rule == "first_come" else rule
            passed.append(Passed(line.order, line.line, units, behind.order, why))
        if mine in got:
            behind = line
    return tuple(reversed(passed))


def _fairly(free: int, queue: Sequence[Waiting]) -> Shared:
    """Each unit to the line with the greatest weight / (2 * given + 1), the earlier key first, never beyond its need.

    Complete lines have no fair part of a whole; they take their turn as the others do and keep what they have got so
    far until it is all, so the units they hold are counted as held.
    """
    lines = sorted((line for line in queue if line.quantity > 0), key=_by_turn)
    got = websters(free, [line.quantity for line in lines], [line.weight for line in lines])
    short = {place for place, line in enumerate(lines) if line.complete and got[place] < line.quantity}
    return Shared(
        tuple(
            Allocation(line.order, line.line, got[place])
            for place, line in enumerate(lines)
            if got[place] and place not in short
        ),
        sum(got[place] for place in short),
        free - sum(got),
    )
