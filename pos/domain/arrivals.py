"""Goods to come as chances: for each delivery, how likely it is to be here by each day.

Rules of the design, section 3.2: a day that a supplier gave is read with that supplier's own record of lateness; goods
ordered without a day, and goods not ordered yet, with the record of days from order to receipt. What is overdue is
conditioned on not being here yet, and asked for more cautiously; where too little is known about goods so late, the
supplier has to be asked, and nothing is promised from them. Goods that are not due yet, but later than this supplier's
usually are, are not expected before the day given.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from pos.domain.calendar import WEEK, OpeningDays
from pos.domain.stock import Supply

if TYPE_CHECKING:
    from pos.domain.lateness import Spread

_FINE_BITS, _NEVER = 10, 1e-18
HORIZON = 365
"""Days ahead beyond which no promise is made."""


@dataclass(frozen=True, slots=True)
class Habits:
    """How a supplier delivers, as far as the shop knows. `lateness` in days after the day given, `lead` in days from
    order to receipt (None: nothing can be ordered there); `never` the share of lines that never come, `whole` the part
    of an ordered quantity that is safe to count on; `ordering` the days on which orders go out. `cautious` asks for
    more certainty than usual, because the promises made from this supplier were kept too seldom of late. `kept` of the
    last `due` deliveries (at most twenty) came by the day given; `active` is whether they are ordered from at all."""

    supplier: str
    lateness: Spread
    lead: Spread | None = None
    never: float = 0.0
    whole: float = 1.0
    ordering: OpeningDays = OpeningDays(WEEK)
    cautious: bool = False
    kept: int = 0
    due: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class Arrival:
    """One delivery: `quantity` usable units (None: as many as wanted), of which `days` (ascending, 0 is today) and
    `chances` say how likely they are here by then. `supplies` are the purchase lines that come in it together."""

    id: str
    quantity: int | None
    days: tuple[int, ...]
    chances: tuple[float, ...]
    supplies: tuple[Supply, ...] = ()

    def chance_by(self, day: int) -> float:
        """The chance that the goods are here by the end of `day`."""
        place = bisect_right(self.days, day)
        return self.chances[place - 1] if place else 0.0

    def due_in(self, today: date) -> int | None:
        """Days until the last of it is due by what its supplier said; None without such a day, and once it is over."""
        days = [supply.expected_on for supply in self.supplies]
        last = max((day for day in days if day is not None), default=None)
        return (last - today).days if last is not None and last >= today and None not in days else None

    def day_at(self, level: float) -> int | None:
        """The first day by which they are here with at least this chance; None when they never reach it."""
        place = bisect_left(self.chances, level)
        return self.days[place] if place < len(self.days) else None


HabitsOf = Callable[[str], Habits]
"""The habits of a supplier by its code; of a supplier nobody knows, what is true of all."""


def arrivals_of(
    supplies: Iterable[Supply], habits_of: HabitsOf, today: date
) -> tuple[tuple[Arrival, ...], tuple[Supply, ...]]:
    """The deliveries to come, and the supplies about which the supplier has to be asked (they promise nothing).

    Lines of one shipment with one day, and lines of one order with one day, come together or not at all; counting them
    as independent would understate the risk.
    """
    together: dict[tuple[str, ...], list[Supply]] = {}
    for supply in supplies:
        if supply.quantity > 0:
            together.setdefault(_load(supply), []).append(supply)
    coming, to_ask = [], []
    for lines in together.values():
        lines.sort(key=lambda line: (line.id, line.line))
        first = lines[0]
        habits = habits_of(first.supplier)
        units = sum(_safe_units(line.quantity, habits.whole) for line in lines)
        chances = _chances(first.expected_on, first.ordered_on, habits, today)
        if chances is None:
            to_ask += lines
        elif units and chances[0]:
            coming.append(Arrival(first.id, units, *chances, tuple(lines)))
    return tuple(sorted(coming, key=_soonest)), tuple(to_ask)


def not_ordered_yet(habits: Habits | None, today: date) -> Arrival | None:
    """Goods that would be ordered on the supplier's next order day, as many as wanted; None when they cannot be."""
    if habits is None or habits.lead is None:
        return None
    return Arrival(habits.supplier, None, *_anew(habits, today))


def _safe_units(ordered: int, whole: float) -> int:
    """What of an ordered quantity is safe to count on; a single unit comes or does not, it is never short."""
    return max(1, int(ordered * whole + 1e-9)) if ordered > 0 else 0


def _load(supply: Supply) -> tuple[str, ...]:
    day = f"due {supply.expected_on}" if supply.expected_on else f"ordered {supply.ordered_on}"
    return (supply.kind, supply.shipment or supply.id, supply.supplier, day)


def _soonest(arrival: Arrival) -> tuple[int, int, str]:
    safe, likely = arrival.day_at(0.9), arrival.day_at(0.5)
    return (HORIZON + 1 if safe is None else safe, HORIZON + 1 if likely is None else likely, arrival.id)


_Chances = tuple[tuple[int, ...], tuple[float, ...]]
"""The days from today, and the chance by each."""


# A purchase order has thousands of lines with one day: what is to be expected of that day is reckoned once.
@lru_cache(maxsize=512)
def _chances(expected_on: date | None, ordered_on: date | None, habits: Habits, today: date) -> _Chances | None:
    """What is to be expected of one delivery; None when the supplier has to be asked."""
    if expected_on is not None:
        due, spread = (expected_on - today).days, habits.lateness
    elif habits.lead is not None:
        due, spread = ((ordered_on or today) - today).days, habits.lead
    else:
        return None
    overdue = due + spread.quantile(0.5) < 0 if expected_on is None else due < 0
    yet_to_come = -due - 1  # it is not here by the end of yesterday, so it comes later than this many days after
    if spread.days[0] > yet_to_come:
        return _from(spread, due, habits)
    beyond = spread.given_beyond(yet_to_come)
    if beyond is not None:
        return _from(beyond, due, habits, overdue=overdue)
    if overdue:
        return None
    from pos.domain.lateness_little import rather_late  # seldom wanted

    # Too few ever came so late: what was usual says nothing any more, and a day that was given is not beaten.
    return _from(rather_late(spread, yet_to_come, 0 if expected_on is not None else spread.quantile(0.5)), due, habits)


@lru_cache(maxsize=128)
def _anew(habits: Habits, today: date) -> _Chances:
    """What is to be expected of goods ordered on the supplier's next order day."""
    assert habits.lead is not None
    return _from(habits.lead, (habits.ordering.on_or_after(today) - today).days, habits)


def _from(spread: Spread, start: int, habits: Habits, *, overdue: bool = False) -> _Chances:
    chances: list[tuple[int, float]] = []
    for day in spread.days:
        chance = spread.chance_by(day)
        if overdue or habits.cautious:
            chance = _asked_harder(chance)
        chance *= 1.0 - habits.never
        at = max(0, start + day)
        if chances and chances[-1][0] == at:
            chances[-1] = (at, chance)
        elif not chances or chance > chances[-1][1]:
            chances.append((at, chance))
    return tuple(day for day, _ in chances), tuple(chance for _, chance in chances)


def _asked_harder(chance: float) -> float:
    """A chance as seen by somebody who wants 0.95 where 0.9 is asked for; up to evens it stays. Overdue goods kept
    their conditional 0.9 in 0.83 to 0.85 of cases only (design, 4.4)."""
    if chance <= 0.5:
        return chance
    if chance <= 0.95:
        return 0.5 + (chance - 0.5) * (0.4 / 0.45)
    return 0.9 + (chance - 0.95) * 2.0


class Cover:
    """By which day a number of units is there, from all deliveries together: exact, as independent events.

    `most` is the largest number that will be asked for. Beyond a thousand units (goods by the gram) they are counted in
    steps of 2, 4, 8 …, deliveries rounded down and needs up: never too early, and as quick as for a few pieces.
    """

    def __init__(self, arrivals: Sequence[Arrival], to_order: Arrival | None, most: int) -> None:
        self.arrivals, self.to_order = tuple(arrivals), to_order
        self._step = 1 << max(0, (most - 1).bit_length() - _FINE_BITS)
        self._most = -(-most // self._step)
        self._days = sorted({day for arrival in arrivals for day in arrival.days if day <= HORIZON})
        self._sums: dict[int, tuple[list[int], list[float]]] = {}
        self._ordered: dict[float, int | None] = {}
        self._delivered: dict[tuple[int, float], int | None] = {}

    @property
    def days(self) -> Sequence[int]:
        """The days, rising, on which something may come."""
        return self._days

    @property
    def step(self) -> int:
        """How many units are counted as one."""
        return self._step

    def surely(self, day: int, level: float) -> int:
        """The most units of which so many or more have come by the end of `day` with this chance."""
        came, at_least = self._sums_by(day)
        falling = zip(reversed(came), at_least[-2::-1], strict=True)
        return self._step * next((units for units, chance in falling if chance >= level - 1e-12), 0)

    def chance(self, day: int, units: int) -> float:
        """The chance that deliveries of at least `units` have come by the end of `day`."""
        came, at_least = self._sums_by(day)
        return at_least[bisect_left(came, -(-units // self._step))]

    def day(self, units: int, level: float) -> int | None:
        """The first day by which `units` are there with this chance, from deliveries or by ordering them anew."""
        ordered = self.ordered_day(level)
        delivered = self.delivered_day(units, level)
        return min((day for day in (ordered, delivered) if day is not None), default=None)

    def ordered_day(self, level: float) -> int | None:
        """The day by which goods that are ordered only now are there."""
        if level not in self._ordered:
            day = self.to_order.day_at(level) if self.to_order is not None else None
            self._ordered[level] = None if day is None or day > HORIZON else day
        return self._ordered[level]

    def delivered_day(self, units: int, level: float) -> int | None:
        """The same from what is on order alone; None too where ordering anew is sooner."""
        if units <= 0:
            return 0
        if (units, level) not in self._delivered:
            self._delivered[units, level] = self._first_day(units, level - 1e-12, self.ordered_day(level))
        return self._delivered[units, level]

    def _first_day(self, units: int, level: float, until: int | None) -> int | None:
        if len(self.arrivals) == 1:  # as mostly, and then nothing has to be added up
            only = self.arrivals[0]
            day = only.day_at(level) if units <= (only.quantity or 0) else None
            return None if day is None or day > HORIZON else day
        low = 0
        last = high = len(self._days) if until is None else bisect_right(self._days, until)
        while low < high:
            middle = (low + high) // 2
            if self.chance(self._days[middle], units) >= level:
                high = middle
            else:
                low = middle + 1
        return self._days[low] if low < last else None

    def _sums_by(self, day: int) -> tuple[list[int], list[float]]:
        """How many units may have come by then, rising, and the chance of at least so many (one entry more: 0.0);
        everything from `most` on counts as one."""
        if (kept := self._sums.get(day)) is not None:
            return kept
        sums = {0: 1.0}
        for arrival in self.arrivals:
            chance = arrival.chance_by(day)
            if not chance:
                continue
            quantity = (arrival.quantity or 0) // self._step
            more: dict[int, float] = {}
            most, missed = self._most, 1.0 - chance
            for came, share in sums.items():
                if share < _NEVER:  # with hundreds of deliveries most sums are out of reach: they count as no goods
                    continue
                here = came + quantity
                if here > most:
                    here = most
                more[here] = more.get(here, 0.0) + share * chance
                if missed > 0.0:
                    more[came] = more.get(came, 0.0) + share * missed
            sums = more
        totals = sorted(sums)
        at_least = [*accumulate((sums[units] for units in reversed(totals)), initial=0.0)][::-1]
        self._sums[day] = totals, at_least
        return totals, at_least


def days_after(today: date, days: int | None) -> date | None:
    return None if days is None else today + timedelta(days=days)
