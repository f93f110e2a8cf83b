"""The promise: on which day a quantity that is not here can be had, what that rests on, and how sure it is.

The latest day is the first by which everything that has come in covers those ahead in the queue and this quantity with
a chance of nine in ten; the likely day the same with even chances (design, 3.4). It is not "the day of the purchase
line that covers it": two deliveries that are each on time nine times in ten are not both on time that often. Never
before today's next opening day, never a day on which the shop is closed, and no date at all where nothing speaks for
one (an honest "no date" hurts less than a hope).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal

from pos.domain.promise import LATEST, LIKELY, REVIEW_DAYS, Certainty, Part, Peg, Promise
from pos.domain.prospect import Prospect

Standing = Literal["on_track", "at_risk", "late_expected", "overdue", "ready", "done"]


def promise(*, quantity: int, queue_ahead: int, prospect: Prospect, here: int = 0) -> Promise | None:
    """When `quantity` units can be had after `queue_ahead` units that go to others first; None when nothing says so.

    `here` units are on the shelf and nobody's: they are put aside, and only the rest has to come.
    """
    if quantity <= 0:
        return None
    if here > 0:
        return _with_here(min(here, quantity), quantity, queue_ahead, prospect)
    from pos.domain.arrivals import Cover
    from pos.domain.pegging import by_then, confirmed, parts_of, pegs_of, reckoned_pegs

    need = queue_ahead + quantity
    cover = Cover(prospect.arrivals, prospect.to_order, need)
    likely, latest = cover.day(need, LIKELY), cover.day(need, LATEST)
    if likely is None or latest is None:
        return None
    basis = pegs_of(cover, prospect, queue_ahead, quantity)
    return Promise(
        quantity,
        prospect.ready_on(likely),
        prospect.ready_on(latest),
        "confirmed" if confirmed(prospect, basis, prospect.ready_on(latest)) else "estimated",
        tuple(
            by_then(peg, prospect.ready_on(latest)) for peg in (*basis, *reckoned_pegs(cover, need, basis, prospect))
        ),
        queue_ahead,
        parts_of(cover, prospect, queue_ahead, quantity),
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


def to_come(day: date | None, today: date) -> date | None:
    """A day that is reckoned with, as it may be said today: one that has passed is none any more."""
    return day if day is None or day >= today else None


def breaks(told_latest: date | None, latest_on: date | None) -> bool:
    """Whether today's view no longer keeps what was told."""
    return told_latest is not None and (latest_on is None or latest_on > told_latest)
