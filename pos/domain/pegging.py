"""What a promise stands on: the supplies that its units come from, the parts in which they come, and whether its day is
one that suppliers confirmed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.promise import FARTHEST_DAYS, LATEST, LIKELY, Part, Peg

if TYPE_CHECKING:
    from pos.domain.arrivals import Arrival, Cover
    from pos.domain.prospect import Prospect


def parts_of(cover: Cover, prospect: Prospect, ahead: int, quantity: int) -> tuple[Part, ...]:
    """Units by the day on which they can be had at the latest: days never fall along the queue, so halves whose two
    ends agree need no further look."""
    latest: dict[int, int] = {}

    def day(unit: int) -> int:
        if unit not in latest:
            latest[unit] = cover.day(ahead + unit, LATEST) or 0
        return latest[unit]

    ends: list[int] = []

    def split(first: int, last: int) -> None:
        if prospect.ready_on(day(first)) == prospect.ready_on(day(last)):
            return
        if last - first == 1:
            ends.append(first)
            return
        middle = (first + last) // 2
        split(first, middle)
        split(middle, last)

    split(1, quantity)
    parts, before = [], 0
    for end in [*ends, quantity]:
        likely = cover.day(ahead + end, LIKELY) or 0
        parts.append(Part(end - before, prospect.ready_on(likely), prospect.ready_on(day(end))))
        before = end
    return tuple(parts)


def pegs_of(cover: Cover, prospect: Prospect, ahead: int, quantity: int) -> tuple[Peg, ...]:
    """Which supply each unit comes from: deliveries in the order in which they can be counted on, those ahead first;
    from the unit on for which ordering anew is sooner, the supplier."""
    from_orders = _from_orders(cover, ahead, quantity)
    pegs: list[Peg] = []
    passed, wanted = ahead, from_orders
    for arrival in prospect.arrivals:
        units = arrival.quantity or 0
        for_others = min(units, passed)
        passed -= for_others
        mine = min(units - for_others, wanted)
        wanted -= mine
        if mine:
            pegs += _pegs_in(arrival, for_others, mine, prospect)
        if not wanted:
            break
    if from_orders < quantity and prospect.to_order is not None:
        day = cover.ordered_day(LATEST) or 0
        mine = quantity - from_orders
        # The day is that of one order for all who are not served yet, so it has to be for that many.
        anew = prospect.to_order.id
        pegs.append(Peg("supplier", anew, mine, None, passed, passed + mine, prospect.ready_on(day), anew))
    return tuple(pegs)


def _from_orders(cover: Cover, ahead: int, quantity: int) -> int:
    """How many of the units are there sooner (or only) by what is on order already; a unit further back never sooner
    than one before it, so halving finds the border."""
    anew = cover.ordered_day(LATEST)
    low, high = 0, quantity
    while low < high:
        middle = (low + high + 1) // 2
        delivered = cover.delivered_day(ahead + middle, LATEST)
        if delivered is not None and (anew is None or delivered <= anew):
            low = middle
        else:
            high = middle - 1
    return low


def _pegs_in(arrival: Arrival, others: int, mine: int, prospect: Prospect) -> list[Peg]:
    """The purchase lines of one delivery that my units come from, after those of the others."""
    day = arrival.day_at(LATEST)
    latest = prospect.ready_on(day) if day is not None else None
    pegs: list[Peg] = []
    for supply in arrival.supplies:
        theirs = min(supply.quantity, others)
        others -= theirs
        units = min(supply.quantity - theirs, mine)
        mine -= units
        if units:
            peg = Peg(
                supply.kind, supply.id, units, supply.expected_on, theirs, supply.quantity, latest, supply.supplier
            )
            if pegs and (pegs[-1].kind, pegs[-1].id, pegs[-1].on) == (peg.kind, peg.id, peg.on):
                before = pegs.pop()
                peg = replace(
                    peg, quantity=before.quantity + units, others=before.others + theirs, of=before.of + peg.of
                )
            pegs.append(peg)
    return pegs


def reckoned_pegs(cover: Cover, need: int, basis: tuple[Peg, ...], prospect: Prospect) -> tuple[Peg, ...]:
    """The other supplies on which the days stand, none of whose units are for this promise."""
    if sum(len(arrival.supplies) for arrival in cover.arrivals) <= sum(peg.kind != "supplier" for peg in basis):
        return ()  # all that comes is named already, as mostly
    from pos.domain.reckoned import reckoned_with

    mine = {(peg.kind, peg.id, peg.on) for peg in basis}
    return tuple(
        Peg(supply.kind, supply.id, 0, supply.expected_on, others, open_, latest, supply.supplier)
        for supply, others, open_, latest in reckoned_with(cover, need, mine, (LATEST, LIKELY), prospect.ready_on)
    )


def by_then(peg: Peg, latest: date) -> Peg:
    """A unit may come with this delivery or with another: all together are here by the promise's own latest day."""
    return replace(peg, latest_on=latest) if peg.latest_on is None or peg.latest_on > latest else peg


def confirmed(prospect: Prospect, basis: tuple[Peg, ...], latest: date) -> bool:
    """Whether the latest day follows from what suppliers confirmed, and from nothing else: it is the day on which goods
    that come on the last day confirmed, not yet past, are made ready. A day that their record has moved, either way, is
    the shop's own reckoning; one beyond what may be told as a date is none."""
    if (latest - prospect.today).days > FARTHEST_DAYS or any(peg.kind == "supplier" for peg in basis):
        return False
    pegged = {(peg.kind, peg.id, peg.on) for peg in basis}
    days = []
    for arrival in prospect.arrivals:
        for supply in arrival.supplies:
            if (supply.kind, supply.id, supply.expected_on) in pegged:
                if not supply.confirmed or supply.expected_on is None or supply.expected_on < prospect.today:
                    return False
                days.append(supply.expected_on)
    return bool(days) and prospect.ready_on((max(days) - prospect.today).days) == latest
