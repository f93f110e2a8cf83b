"""Suppliers of a simulated chain: good ones and bad ones, none of which stays as it is.

Their lateness is shaped like that of a real record of deliveries (the health freight data of the design, 4.2 to 4.4):
most come on the day, and the share that does drifts, sinks more often than it rises (there from 0.98 to 0.77 within
three years) and changes at a stroke; who is late is late by 12 days at the median and by seven weeks one time in ten.
All lines of a shipment are late together; some lines are left out of it, come short, or never come.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from random import Random

from pos.domain.calendar import OpeningDays

DELAY_MEDIAN, DELAY_SPREAD = 12.0, 1.1
"""Days late, once late: lognormal; nine in ten come within 49 days."""
BEST_SHARE, WORST_SHARE = 0.985, 0.5
_LEADS = {"local": (2, 6), "national": (5, 14), "import": (21, 45)}
_LANE_DELAYS = {"local": 0.7, "national": 1.0, "import": 1.4}
_HOLIDAYS = ((1, 1), (1, 6), (4, 18), (5, 1), (5, 29), (8, 15), (10, 3), (11, 1), (12, 25), (12, 26))


@dataclass(frozen=True, slots=True)
class SimulatedSupplier:
    """One supplier: `lead` days from order to delivery as they say; `on_time` the share that keeps the day and `delays`
    the days late at the median once late, both week by week. The rest are shares: shipments that come `early`, orders
    whose day is `told`, delays of which one is `warned`, lines `left_out` of a shipment, come `short`, or `never`."""

    code: str
    lane: str
    lead: int
    orders: OpeningDays
    works: OpeningDays
    on_time: tuple[float, ...]
    delays: tuple[float, ...]
    early: float
    told: float
    warned: float
    left_out: float
    short: float
    never: float

    def planned(self, ordered_on: date) -> date:
        """The day on which the supplier means to deliver; its own holidays make it later."""
        day = ordered_on + timedelta(days=self.lead)
        closed = sum(ordered_on < off <= day for off in self.works.closed_on)
        return self.works.on_or_after(day + timedelta(days=closed))


@dataclass(frozen=True, slots=True)
class Shipping:
    """What becomes of one shipment: days late (below zero: early), and the days told later: (known on, new day)."""

    late: int
    moves: tuple[tuple[date, date], ...] = ()


def suppliers_of(random: Random, count: int, start: date, weeks: int) -> list[SimulatedSupplier]:
    """So many suppliers, with the weeks of their lives."""
    return [_supplier(random, place, start, weeks) for place in range(count)]


def holidays(start: date, days: int) -> frozenset[date]:
    """The public holidays from `start` on."""
    every = (start + timedelta(days=ahead) for ahead in range(days))
    return frozenset(day for day in every if (day.month, day.day) in _HOLIDAYS)


def ship(random: Random, supplier: SimulatedSupplier, planned: date, start: date, told_on: date | None) -> Shipping:
    """How late a shipment is, and what the supplier says of it meanwhile (nothing where no day was told)."""
    week = week_of(supplier, planned, start)
    if random.random() < supplier.on_time[week]:
        late = -random.randint(1, 3) if random.random() < supplier.early else 0
    else:
        late = delay(random, supplier, week)
    if told_on is None:
        return Shipping(late)
    if late <= 0:
        if random.random() > 0.03:
            return Shipping(late)
        scare = planned + timedelta(days=random.randint(3, 10))  # a warning about nothing
        return Shipping(late, ((max(told_on, planned - timedelta(days=random.randint(1, 5))), scare),))
    return Shipping(late, _warnings(random, supplier, planned, planned + timedelta(days=late), told_on))


def week_of(supplier: SimulatedSupplier, day: date, start: date) -> int:
    return min(len(supplier.on_time) - 1, max(0, (day - start).days // 7))


def delay(random: Random, supplier: SimulatedSupplier, week: int) -> int:
    """Days late of something that is late."""
    return max(1, round(random.lognormvariate(log(supplier.delays[week]), DELAY_SPREAD)))


def _warnings(
    random: Random, supplier: SimulatedSupplier, said: date, comes: date, not_before: date
) -> tuple[tuple[date, date], ...]:
    """New days told for a late shipment: seven in ten are honest, the rest hopes."""
    moves: list[tuple[date, date]] = []
    for _ in range(3):
        known = max(not_before, said + timedelta(days=random.randint(-6, 4)))
        if random.random() > supplier.warned or known >= comes:
            break
        if random.random() < 0.7:
            moves.append((known, comes + timedelta(days=random.choice((0, 0, 0, 1, 2)))))
            break
        said = max(known, said) + timedelta(days=max(1, round((comes - said).days * random.uniform(0.2, 0.8))))
        moves.append((known, said))
        not_before = known + timedelta(days=1)
    return tuple(moves)


def _supplier(random: Random, place: int, start: date, weeks: int) -> SimulatedSupplier:
    lane = random.choices(("local", "national", "import"), (3, 5, 2))[0]
    off = set(holidays(start, weeks * 7))
    if random.random() < 0.4:  # works holidays: two or three weeks a year
        first, length = random.randint(0, 350), random.choice((10, 14, 21))
        for year in range(weeks // 52 + 1):
            off |= {start + timedelta(days=year * 365 + first + day) for day in range(length)}
    closed = frozenset(off)
    taking = frozenset(random.sample(range(5), random.choice((1, 1, 2, 2, 5))))
    on_time, delays = _life(random, weeks, DELAY_MEDIAN * _LANE_DELAYS[lane] * exp(random.gauss(0.0, 0.3)))
    return SimulatedSupplier(
        code=f"SUP-{place + 1:02}",
        lane=lane,
        lead=random.randint(*_LEADS[lane]),
        orders=OpeningDays(taking, closed),
        works=OpeningDays(frozenset(range(5)), closed),
        on_time=on_time,
        delays=delays,
        early=random.uniform(0.0, 0.4),
        told=0.0 if random.random() < 0.12 else random.uniform(0.75, 1.0),
        warned=random.uniform(0.2, 0.9),
        left_out=random.uniform(0.0, 0.06),
        short=random.uniform(0.0, 0.08),
        never=random.uniform(0.001, 0.025),
    )


def _life(random: Random, weeks: int, delay: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The share on time and the delay once late, week by week: a start, a drift that is rather downwards, regimes, and
    weeks of trouble."""
    level, slope = _logit(random.uniform(0.88, BEST_SHARE)), random.gauss(-0.6, 0.5) / 52
    shares, delays, trouble = [], [], 0
    for _ in range(weeks):
        level += slope + random.gauss(0.0, 0.06)
        if random.random() < 0.6 / 52:  # another regime: a new warehouse, a new owner, a lost carrier
            level += random.gauss(-0.5, 1.0)
            delay *= exp(random.gauss(0.1, 0.5))
        level = min(_logit(BEST_SHARE), max(_logit(WORST_SHARE), level))
        if not trouble and random.random() < 0.7 / 52:
            trouble = random.randint(2, 5)
        trouble = max(0, trouble - 1)
        shares.append(max(WORST_SHARE / 2, 1 / (1 + exp(-level)) - (0.35 if trouble else 0.0)))
        delays.append(delay)
    return tuple(shares), tuple(delays)


def _logit(share: float) -> float:
    return log(share / (1 - share))
