"""The promise: on which day a quantity that is not here can be had, what that rests on, and how sure it is.

The latest day is the first by which everything that has come in covers those ahead in the queue and this quantity with
a chance of nine in ten; the likely day the same with even chances (design, 3.4). It is not "the day of the purchase
line that covers it": two deliveries that are each on time nine times in ten are not both on time that often. Never
before today's next opening day, never a day on which the shop is closed, and no date at all where nothing speaks for
one (an honest "no date" hurts less than a hope).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from pos.domain.calendar import OpeningDays
from pos.domain.stock import Supply

if TYPE_CHECKING:
    from pos.domain.arrivals import Arrival, Cover, Habits, HabitsOf

LIKELY, LATEST = 0.5, 0.9
"""The chances that the two days of a promise stand for."""

Certainty = Literal["confirmed", "estimated"]
Standing = Literal["on_track", "at_risk", "late_expected", "overdue", "ready", "done"]


@dataclass(frozen=True, slots=True)
class Peg:
    """One thing the promise stands on: `quantity` units of supply `id` due `on`, of which `others` units go to those
    ahead, out of `of` that are still open; `latest_on` is when they can be had, made ready, at the latest. One of no
    units is only reckoned with: it may come first, or goes to those ahead, and without it the days would be others.
    `supplier` is who brings it."""

    kind: str
    id: str
    quantity: int
    on: date | None
    others: int = 0
    of: int = 0
    latest_on: date | None = None
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Units of a promise that can be had on their own day."""

    quantity: int
    likely_on: date
    latest_on: date


@dataclass(frozen=True, slots=True)
class Promise:
    """`quantity` units, likely on one day and at the latest on another, with what it stands on, as seen on `made_on`.
    `parts` split the quantity by the days on which it can be had; a date too far away to be told is looked at again
    on `review_on`. `release_on` is the day before which nobody gets it, where that is yet to come."""

    quantity: int
    likely_on: date
    latest_on: date
    certainty: Certainty
    basis: tuple[Peg, ...]
    queue_ahead: int = 0
    parts: tuple[Part, ...] = ()
    made_on: date | None = None
    review_on: date | None = None
    release_on: date | None = None

    @property
    def suppliers(self) -> tuple[str, ...]:
        """Whose goods it stands on, who brings most of them first; none where they are here, or nobody knows."""
        units: dict[str, int] = {}
        for peg in self.basis:
            if peg.supplier and peg.quantity:
                units[peg.supplier] = units.get(peg.supplier, 0) + peg.quantity
        return tuple(sorted(units, key=lambda supplier: -units[supplier]))


@dataclass(frozen=True, slots=True)
class Prospect:
    """All that is known of a product's goods to come: one truth for promises, allocation and the chart.

    `to_ask` are overdue supplies about which nobody knows enough; they promise nothing until the supplier was asked.
    """

    today: date
    arrivals: tuple[Arrival, ...]
    to_order: Arrival | None
    to_ask: tuple[Supply, ...]
    opening_days: OpeningDays
    handling_days: int = 1
    release_on: date | None = None

    @property
    def to_be_released(self) -> date | None:
        """The day of release while it is yet to come; None for goods that are out."""
        return self.release_on if self.release_on is not None and self.release_on > self.today else None

    def ready_on(self, day: int) -> date:
        """The opening day on which goods that come `day` days from today are made ready to be collected."""
        comes = self.today + timedelta(days=max(0, day))
        if self.release_on is not None:
            comes = max(comes, self.release_on)
        return self.opening_days.later_by(comes, self.handling_days)


FARTHEST_DAYS = 84
"""A latest day farther away than this is not told as a date."""
REVIEW_DAYS = 14
"""A date that is not settled is looked at again after so many days."""


def prospect(
    *,
    supplies: Iterable[Supply],
    habits_of: HabitsOf,
    to_order_from: Habits | None,
    today: date,
    opening_days: OpeningDays,
    handling_days: int = 1,
    release_on: date | None = None,
) -> Prospect:
    """What is to come of one product. `to_order_from` is None where nothing more will be ordered."""
    from pos.domain.arrivals import arrivals_of, not_ordered_yet  # not before the first product is asked for

    coming, to_ask = arrivals_of(supplies, habits_of, today)
    return Prospect(
        today, coming, not_ordered_yet(to_order_from, today), to_ask, opening_days, handling_days, release_on
    )


def promise(*, quantity: int, queue_ahead: int, prospect: Prospect, here: int = 0) -> Promise | None:
    """When `quantity` units can be had after `queue_ahead` units that go to others first; None when nothing says so.

    `here` units are on the shelf and nobody's: they are put aside, and only the rest has to come.
    """
    if quantity <= 0:
        return None
    if here > 0:
        return _with_here(min(here, quantity), quantity, queue_ahead, prospect)
    from pos.domain.arrivals import Cover

    need = queue_ahead + quantity
    cover = Cover(prospect.arrivals, prospect.to_order, need)
    likely, latest = cover.day(need, LIKELY), cover.day(need, LATEST)
    if likely is None or latest is None:
        return None
    basis = _pegs(cover, prospect, queue_ahead, quantity)
    return Promise(
        quantity,
        prospect.ready_on(likely),
        prospect.ready_on(latest),
        "confirmed" if _confirmed(prospect, basis, prospect.ready_on(latest)) else "estimated",
        tuple(_by_then(peg, prospect.ready_on(latest)) for peg in (*basis, *_reckoned(cover, need, basis, prospect))),
        queue_ahead,
        _parts(cover, prospect, queue_ahead, quantity),
        prospect.today,
        prospect.opening_days.on_or_after(prospect.today + timedelta(days=REVIEW_DAYS)),
        prospect.to_be_released,
    )


def dated_part(*, quantity: int, queue_ahead: int, prospect: Prospect, here: int = 0) -> Promise | None:
    """The promise for as many units as have a date, where `quantity` units in all have none; None where none has.

    A unit further back never has a day without those before it having one, so halving finds how many.
    """
    from pos.domain.arrivals import Cover

    here = max(0, min(here, quantity - 1))
    cover = Cover(prospect.arrivals, prospect.to_order, max(1, queue_ahead + quantity - here))
    low, high = 0, quantity - here - 1
    while low < high:
        middle = (low + high + 1) // 2
        need = queue_ahead + middle
        if cover.day(need, LATEST) is None or cover.day(need, LIKELY) is None:
            high = middle - 1
        else:
            low = middle
    return promise(quantity=here + low, queue_ahead=queue_ahead, prospect=prospect, here=here)


def _with_here(here: int, quantity: int, queue_ahead: int, prospect: Prospect) -> Promise | None:
    day = prospect.ready_on(0)
    peg, part = Peg("stock", "", here, prospect.today, of=here, latest_on=day), Part(here, day, day)
    if here == quantity:
        return Promise(
            quantity, day, day, "confirmed", (peg,), 0, (part,), prospect.today, day, prospect.to_be_released
        )
    rest = promise(quantity=quantity - here, queue_ahead=queue_ahead, prospect=prospect)
    if rest is None:
        return None
    parts = rest.parts
    if parts[0].latest_on == day:
        part, parts = Part(here + parts[0].quantity, parts[0].likely_on, day), parts[1:]
    return replace(rest, quantity=quantity, basis=(peg, *rest.basis), parts=(part, *parts))


def queue_days(
    waiting: Sequence[int], prospect: Prospect, *, free: int = 0, first: Sequence[int] | None = None
) -> list[tuple[date, date] | None]:
    """The likely and latest day of every line of a queue, given how many units each waits for, front first; None for
    a line that nothing covers.

    `free` units are here already (below zero: missing after a wrong count); `first` says for how many of a line's units
    its days are asked, where not for all of them.

    Days never fall along a queue, so lines between two that have the same days have them too.
    """
    from pos.domain.arrivals import Cover

    needs = [units - free for units in accumulate(waiting)]
    if first is not None:
        needs = [need - units + min(units, some) for need, units, some in zip(needs, waiting, first, strict=True)]
    cover = Cover(prospect.arrivals, prospect.to_order, max(1, needs[-1] if needs else 1))
    found: list[tuple[date, date] | None] = [None] * len(needs)

    def days(place: int) -> tuple[date, date] | None:
        likely, latest = cover.day(needs[place], LIKELY), cover.day(needs[place], LATEST)
        return None if likely is None or latest is None else (prospect.ready_on(likely), prospect.ready_on(latest))

    def fill(first: int, last: int) -> None:
        if found[first] == found[last]:
            found[first + 1 : last] = [found[first]] * (last - first - 1)
        elif last - first > 1:
            middle = (first + last) // 2
            found[middle] = days(middle)
            fill(first, middle)
            fill(middle, last)

    if needs:
        found[0], found[-1] = days(0), days(-1)
        fill(0, len(needs) - 1)
    return found


def complete(promises: Sequence[Promise | None]) -> tuple[date, date] | None:
    """The days of an order that is handed over only whole: the last of its lines', or None when one has none."""
    return last_of([None if found is None else (found.likely_on, found.latest_on) for found in promises])


def last_of(days: Sequence[tuple[date, date] | None]) -> tuple[date, date] | None:
    """The last of pairs of a likely and a latest day; None when there are none, or one is not known."""
    known = [pair for pair in days if pair is not None]
    if not known or len(known) < len(days):
        return None
    return max(likely for likely, _ in known), max(latest for _, latest in known)


def all_together(promises: Sequence[Promise | None]) -> tuple[Promise | None, ...]:
    """The promises of the lines of an order that is handed over only whole: each has the days of all of them, none
    comes in parts, and they are confirmed only where all are. No line has a date when one of them has none."""
    days = complete(promises)
    known = [found for found in promises if found is not None]
    if days is None:
        return (None,) * len(promises)
    likely, latest = days
    certainty: Certainty = "confirmed" if all(found.certainty == "confirmed" for found in known) else "estimated"
    reviews = [found.review_on for found in known if found.review_on is not None]
    releases = [found.release_on for found in known if found.release_on is not None]
    return tuple(
        replace(
            found, likely_on=likely, latest_on=latest, certainty=certainty,
            parts=(Part(found.quantity, likely, latest),), review_on=max(reviews, default=None),
            release_on=max(releases, default=None),
        )
        for found in known
    )  # fmt: skip


def standing(
    *, told_latest: date | None, likely_on: date | None, latest_on: date | None, today: date, waiting: int, open_: int
) -> Standing:
    """How a line stands against what its customer was told (design, 3.5): what was told never moves by itself."""
    if open_ <= 0:
        return "done"
    if waiting <= 0:
        return "ready"
    if told_latest is None:
        return "on_track"
    if today > told_latest:
        return "overdue"
    if likely_on is None or likely_on > told_latest:
        return "late_expected"
    return "at_risk" if latest_on is None or latest_on > told_latest else "on_track"


def breaks(told_latest: date | None, latest_on: date | None) -> bool:
    """Whether today's view no longer keeps what was told."""
    return told_latest is not None and (latest_on is None or latest_on > told_latest)


def _parts(cover: Cover, prospect: Prospect, ahead: int, quantity: int) -> tuple[Part, ...]:
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


def _pegs(cover: Cover, prospect: Prospect, ahead: int, quantity: int) -> tuple[Peg, ...]:
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


def _reckoned(cover: Cover, need: int, basis: tuple[Peg, ...], prospect: Prospect) -> tuple[Peg, ...]:
    """The other supplies on which the days stand, none of whose units are for this promise."""
    if sum(len(arrival.supplies) for arrival in cover.arrivals) <= sum(peg.kind != "supplier" for peg in basis):
        return ()  # all that comes is named already, as mostly
    from pos.domain.reckoned import reckoned_with

    mine = {(peg.kind, peg.id, peg.on) for peg in basis}
    return tuple(
        Peg(supply.kind, supply.id, 0, supply.expected_on, others, open_, latest, supply.supplier)
        for supply, others, open_, latest in reckoned_with(cover, need, mine, (LATEST, LIKELY), prospect.ready_on)
    )


def _by_then(peg: Peg, latest: date) -> Peg:
    """A unit may come with this delivery or with another: all together are here by the promise's own latest day."""
    return replace(peg, latest_on=latest) if peg.latest_on is None or peg.latest_on > latest else peg


def _confirmed(prospect: Prospect, basis: tuple[Peg, ...], latest: date) -> bool:
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
