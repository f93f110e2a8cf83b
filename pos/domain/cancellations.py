"""The watch on cancellations: how often customers give up waiting, whether that has risen, and what to do about it.

Counted is the open order in a week, not the closed order: orders that wait long are cancelled late, and counting only
what is closed would learn of it last. Only cancellations by the customer count; the shop's own do not.

The alarm is a Bernoulli CUSUM (Reynolds and Stoumbos, Journal of Quality Technology 31, 1999): every order-week adds
ln(p1/p0) when it ended in a cancellation and ln((1-p1)/(1-p0)) when it did not, never below 0, with p0 the usual rate
and p1 twice that. At h = 4, a usual rate of 8 % and twice that from now on, half of the alarms come within 80 orders,
and of shops where nothing changed 6 to 7 % hear a false one within 200.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, lgamma, log

BANDS = ((0, 7), (8, 14), (15, 28), (29, 56), (57, None))
"""Promised waits in days, from and up to."""
USUAL, PSEUDO_ORDERS = 0.10, 25.0
"""The rate that is supposed before anything is known, and how many orders what was usual counts for."""
ALARM_AT = 4.0
RELEASE_AFTER = 100
"""Orders below the usual rate after which the shop goes back to its own waits."""
FEWEST_CLOSED, MOST_CANCELLED = 50, 0.15


@dataclass(frozen=True, slots=True)
class WatchedLine:
    """One ordered line: since when it waits, the wait that was promised (None: the customer was told no day), and how
    it ended (None: it still waits)."""

    category: str
    promised_wait: int | None
    taken_on: date
    ended_on: date | None = None
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """Cancellations by customers and the days that orders were open for."""

    cancelled: int
    order_days: int

    @property
    def per_100_order_weeks(self) -> float:
        return 700 * self.cancelled / self.order_days if self.order_days else 0.0


@dataclass(frozen=True, slots=True)
class Reaction:
    """What the alarms so far ask for: how often the longest wait is cut (3: no orders, the waiting list only) and what
    the deposit is more by. `told` is the sentence for the manager, empty while all is well."""

    cuts: int = 0
    deposit_more: int = 0
    told: str = ""


def band_of(promised_wait: int | None) -> str:
    """The band of a promised wait: "0-7", "8-14", "15-28", "29-56" or ">56"; "no date" where none was promised."""
    if promised_wait is None:
        return "no date"
    return next(
        f"{low}-{high}" if high is not None else f">{low - 1}"
        for low, high in BANDS
        if high is None or promised_wait <= high
    )


def rates(lines: Iterable[WatchedLine], *, since: date, today: date) -> Mapping[tuple[str, str], Rate]:
    """For each (category, band of the promised wait): what was cancelled from `since` to `today`, both included, and
    for how many days lines were open then. A line counts on the day it was taken."""
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for line in lines:
        first, last = max(line.taken_on, since), min(line.ended_on or today, today)
        if last < first:
            continue
        key = (line.category, band_of(line.promised_wait))
        cancelled, days = sums.get(key, (0, 0))
        ended = line.cancelled and line.ended_on is not None and line.ended_on <= today
        sums[key] = (cancelled + ended, days + (last - first).days + 1)
    return {key: Rate(*both) for key, both in sums.items()}


def order_weeks(lines: Iterable[WatchedLine], *, today: date) -> tuple[bool, ...]:
    """Every week of every line in the order of the days on which it ended: True where the customer cancelled in it.

    The last week of a line may be a short one; the week that is running is not told yet.
    """
    told: list[tuple[date, date, bool]] = []
    for line in lines:
        week_ends = line.taken_on + timedelta(days=6)
        last = min(line.ended_on or today, today)
        ended = line.ended_on is not None and line.ended_on <= today
        while week_ends < last or (week_ends == last and not ended):
            told.append((week_ends, line.taken_on, False))
            week_ends += timedelta(days=7)
        if ended:
            told.append((last, line.taken_on, line.cancelled))
    return tuple(cancelled for _, _, cancelled in sorted(told))


def usual_rate(cancelled: int, orders: int) -> float:
    """What is usual, from the last twelve months: drawn towards USUAL by 25 orders, so that a few do not decide it."""
    return (cancelled + USUAL * PSEUDO_ORDERS) / (orders + PSEUDO_ORDERS)


def usual_weekly(cancelled: int, weeks: int, *, weeks_each: float) -> float:
    """The same for order-weeks, where an order takes `weeks_each` of them: the 25 orders count for as many weeks."""
    return (cancelled + USUAL * PSEUDO_ORDERS) / (weeks + PSEUDO_ORDERS * max(1.0, weeks_each))


def rising(cancelled: int, orders: int, usual: float) -> tuple[float, str]:
    """How sure it is that the rate has risen above the usual one (0 to 1), and the sentence to show.

    The rate is Beta(a0 + cancelled, b0 + orders - cancelled), where a0 and b0 are the usual rate as 25 orders.
    Raises ValueError unless 0 < usual < 1 and 0 <= cancelled <= orders.
    """
    if not (0 < usual < 1 and 0 <= cancelled <= orders):
        raise ValueError("a usual rate is between 0 and 1, and no more is cancelled than was ordered")
    a = usual * PSEUDO_ORDERS + cancelled
    b = (1 - usual) * PSEUDO_ORDERS + orders - cancelled
    sure = 1 - _beta_share(usual, a, b)
    words = f"{min(99, round(100 * sure))} % sure it rose" if sure >= 0.5 else "nothing says that it rose"
    return sure, f"{cancelled} of {orders} cancelled, usual {round(100 * usual)} %: {words}."


def _beta_share(x: float, a: float, b: float) -> float:
    """The share of a Beta(a, b) below x: the incomplete beta function by its continued fraction (Lentz; Press et al.,
    Numerical Recipes, 6.4)."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 300):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d, c = 1 / (1 + step * d), 1 + step / c
            fraction *= c * d
        if abs(c * d - 1) < 1e-12:
            break
    return front * fraction / a


def rings(cancelled: Iterable[bool], usual: float, *, alarm_at: float = ALARM_AT) -> Iterator[bool]:
    """For each order-week (or order), oldest first, whether the alarm rings at it; True is a cancellation. Each alarm
    begins the sum anew. The usual rate is taken as 0.5 % to 45 %."""
    p0 = min(max(usual, 0.005), 0.45)
    up, down = log(2), log((1 - 2 * p0) / (1 - p0))
    total = 0.0
    for given_up in cancelled:
        total = max(0.0, total + (up if given_up else down))
        yield total >= alarm_at
        if total >= alarm_at:
            total = 0.0


def reaction(cancelled: Sequence[bool], usual: float) -> Reaction:
    """What the alarms ask for after these order-weeks (or orders), oldest first; True is a cancellation.

    The first alarm cuts the wait, the second cuts it again and asks for more deposit, the third stops orders. All of it
    ends once the last 100 since the alarm are below the usual rate.
    """
    alarms = 0
    since: list[bool] = []
    for given_up, rang in zip(cancelled, rings(cancelled, usual), strict=True):
        since.append(given_up)
        if rang:
            alarms, since = min(len(LADDER) - 1, alarms + 1), []
        elif len(since) >= RELEASE_AFTER and sum(since[-RELEASE_AFTER:]) < usual * RELEASE_AFTER:
            alarms, since = 0, []
    return LADDER[alarms]


LADDER = (
    Reaction(),
    Reaction(1, 0, "Cancellations have risen. Longest waits are cut; check that customers hear of delays in time."),
    Reaction(2, 10, "Cancellations rose again. Longest waits are cut a second time and more deposit is advised."),
    Reaction(3, 10, "Cancellations rose a third time. No orders are advised, only the waiting list."),
)


def learned_longest_wait(lines: Sequence[WatchedLine], *, today: date) -> int | None:
    """The longest wait in days by which at most 15 % of the customers gave up, from one category's lines; None before
    50 lines are closed, and while the record does not show where 15 % would be.

    Kaplan and Meier's estimate of the time to cancelling (Journal of the American Statistical Association 53, 1958):
    lines that were delivered, or still wait, only say that the customer had not given up by then.
    """
    waits: list[tuple[int, bool]] = []  # (days, served or still waiting): who cancelled comes first on the same day
    closed = 0
    for line in lines:
        ended = line.ended_on if line.ended_on is not None and line.ended_on <= today else None
        closed += ended is not None
        waits.append((((ended or today) - line.taken_on).days, ended is None or not line.cancelled))
    if closed < FEWEST_CLOSED:
        return None
    staying, at_risk = 1.0, len(waits)
    for days, stayed in sorted(waits):
        if not stayed:
            staying *= 1 - 1 / at_risk
            if 1 - staying > MOST_CANCELLED + 1e-12:
                return max(0, days - 1)
        at_risk -= 1
    return None
