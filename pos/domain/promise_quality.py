"""How good the shop's promises were: kept as often as was said, and not padded.

Measures as in the design, 4.5. A line that was cancelled before it was due says nothing; one cancelled after its latest
day counts as broken, and so does one that is past it and still not ready.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import comb
from statistics import fmean, median

LEVEL = 0.9
"""The chance that the latest day of a promise stands for."""
LOOKED_AT, ALARM = 50, 0.05
"""The alarm looks at the last so many promises, and rings when so few kept ones would be this unlikely."""
FEWEST = 20
"""Promises from which on a supplier has a line of its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of an order, judged as of a day: the days told first (`latest_on` is the one that counts) and the latest
    day told last, when its goods were ready, or when it was cancelled before they were. `supplied_on` is when goods for
    another store would be ready there had we sent them on at once, where they came here; what we took longer is not
    their supplier's lateness."""

    supplier: str
    taken_on: date
    likely_on: date
    latest_on: date
    last_latest_on: date
    ready_on: date | None = None
    cancelled_on: date | None = None
    supplied_on: date | None = None

    def of_supplier(self) -> Told:
        """The same as the supplier has to answer for it."""
        return self if self.supplied_on is None else replace(self, ready_on=self.supplied_on)

    def judged_on(self, today: date) -> date | None:
        """The day on which it became known whether the promise was kept; None when it is still open or says nothing."""
        if self.ready_on is not None:
            return self.ready_on
        if self.cancelled_on is not None:
            return self.cancelled_on if self.cancelled_on > self.latest_on else None
        return self.latest_on if today > self.latest_on else None

    def kept(self) -> bool:
        return self.ready_on is not None and self.ready_on <= self.latest_on

    def kept_last(self) -> bool:
        return self.ready_on is not None and self.ready_on <= self.last_latest_on


@dataclass(frozen=True, slots=True)
class Quality:
    """Promises of one supplier (or of all, where `supplier` is empty): `n` judged, `kept` by the day told first,
    `kept_last` by the day told last, `early` ready before the likely day. Days: `slack` is latest told less ready
    (mean and median over those that became ready), `width` likely to latest, `pinball` the loss at the latest day.
    `bands` are shares ready by the likely day, by the latest, and after it; 0.5, 0.4, 0.1 would be perfect."""

    supplier: str
    n: int
    kept: int
    kept_last: int
    early: int
    slack_mean: float | None
    slack_median: float | None
    width_mean: float | None
    pinball: float | None
    bands: tuple[float, float, float] | None
    alarm: bool
    kept_between: tuple[float, float]

    @property
    def kept_share(self) -> float | None:
        return self.kept / self.n if self.n else None


@dataclass(frozen=True, slots=True)
class Month:
    """The promises that were judged in one month; `month` is its first day."""

    month: date
    n: int
    kept: int


@dataclass(frozen=True, slots=True)
class Report:
    """All promises, each supplier with enough of them (worst first), and the months in order."""

    overall: Quality
    suppliers: tuple[Quality, ...]
    months: tuple[Month, ...]
    cancelled_before_due: int


def report(lines: Iterable[Told], today: date) -> Report:
    """The report as of `today`."""
    lines = list(lines)
    judged = _judged(lines, today)
    by_supplier: dict[str, list[Told]] = {}
    for _, line in _judged((line.of_supplier() for line in lines), today):
        by_supplier.setdefault(line.supplier, []).append(line)
    suppliers = [
        _quality(supplier, promises)
        for supplier, promises in by_supplier.items()
        if supplier and len(promises) >= FEWEST
    ]
    months: dict[date, list[Told]] = {}
    for day, line in judged:
        months.setdefault(day.replace(day=1), []).append(line)
    early_cancelled = sum(line.ready_on is None and line.cancelled_on is not None for line in lines)
    early_cancelled -= sum(line.ready_on is None and line.cancelled_on is not None for _, line in judged)
    return Report(
        _quality("", [line for _, line in judged]),
        tuple(sorted(suppliers, key=lambda quality: (quality.kept_share or 0.0, quality.supplier))),
        tuple(Month(month, len(these), sum(line.kept() for line in these)) for month, these in sorted(months.items())),
        early_cancelled,
    )


def _judged(lines: Iterable[Told], today: date) -> list[tuple[date, Told]]:
    found = ((day, line) for line in lines if (day := line.judged_on(today)) is not None)
    return sorted(found, key=lambda pair: pair[0])


def alarmed(kept: Sequence[bool]) -> bool:
    """Whether the last promises were kept too seldom for the level told, oldest first: the binomial chance of so few
    is below the alarm's."""
    last = kept[-LOOKED_AT:]
    return bool(last) and at_most(sum(last), len(last), LEVEL) < ALARM


def at_most(hits: int, of: int, chance: float) -> float:
    """The binomial chance of at most `hits` of `of` when each has this chance."""
    return sum(comb(of, k) * chance**k * (1 - chance) ** (of - k) for k in range(hits + 1))


def _quality(supplier: str, promises: Sequence[Told]) -> Quality:
    from pos.domain.lateness_record import wilson

    kept = [line.kept() for line in promises]
    ready = [line for line in promises if line.ready_on is not None]
    slack = [(line.latest_on - line.ready_on).days for line in ready if line.ready_on is not None]
    n = len(promises)
    by_likely = sum(line.ready_on is not None and line.ready_on <= line.likely_on for line in promises)
    return Quality(
        supplier,
        n,
        sum(kept),
        sum(line.kept_last() for line in promises),
        sum(line.ready_on is not None and line.ready_on < line.likely_on for line in promises),
        fmean(slack) if slack else None,
        float(median(slack)) if slack else None,
        fmean((line.latest_on - line.likely_on).days for line in promises) if promises else None,
        fmean(max(LEVEL * -days, (LEVEL - 1) * -days) for days in slack) if slack else None,
        (by_likely / n, (sum(kept) - by_likely) / n, (n - sum(kept)) / n) if n else None,
        alarmed(kept),
        wilson(sum(kept), n),
    )
