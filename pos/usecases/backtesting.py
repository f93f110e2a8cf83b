"""Tries the promise on the past: sets aside what cannot be true in a file of deliveries and replays the rest."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low

from pos.domain.backtest import Replay, Score
from pos.domain.backtest_cases import PastDelivery, cases_of
from pos.domain.incoming import BadRow
from pos.domain.lateness_deliveries import shipments

FURTHEST_YEARS = 30
"""Years from the middle of the file beyond which a year is a slip."""
_FEWEST_FOR_SLIPS = 200
_MANY_TIMES = 5
_LONG = 200
_YEAR, _ABOUT = 365, 35


@dataclass(frozen=True, slots=True)
class Backtest:
    """What a replay showed. Of the file's `rows` some are `undelivered` and some in `quarantine`; all others were
    replayed as `shipments`. Without `promised` the file gives no promised day and days are counted from the order.
    """

    rows: int
    undelivered: int
    quarantine: tuple[BadRow, ...]
    shipments: int
    promised: bool
    scores: tuple[Score, ...]

    @property
    def quarantined(self) -> int:
        return len(self.quarantine)


def backtest(outcomes: Sequence[PastDelivery | BadRow], *, progress: Callable[[int], None] | None = None) -> Backtest:
    """Replay the deliveries of a file. `progress` is called with the number of shipments done."""
    bad = [outcome for outcome in outcomes if isinstance(outcome, BadRow)]
    rows = [outcome for outcome in outcomes if isinstance(outcome, PastDelivery)]
    promised = any(row.delivery.promised_on for row in rows)
    slips = {slip.row: slip for slip in _impossible(rows, promised=promised)}
    good = [row for row in rows if row.row not in slips]
    slips |= {slip.row: slip for slip in _year_slips(good)}
    undelivered = sum(row.delivery.delivered_on is None for row in good)
    lines = [row.delivery for row in good if row.row not in slips and row.delivery.delivered_on is not None]
    cases = cases_of(shipments(lines), promised=promised)
    quarantine = sorted([*bad, *slips.values()], key=lambda slip: slip.row)
    scores = Replay(cases, promised=promised).run(progress)
    return Backtest(len(outcomes), undelivered, tuple(quarantine), len(cases), promised, tuple(scores))


def _impossible(rows: Sequence[PastDelivery], *, promised: bool) -> Iterator[BadRow]:
    """Rows that contradict themselves or name a year far from all others."""
    years = [
        day.year for row in rows for day in (row.delivery.promised_on, row.delivery.delivered_on) if day is not None
    ]
    middle = median_low(years) if years else 0
    for row in rows:
        line = row.delivery
        days = [
            day for day in (line.ordered_on, line.promised_on, line.delivered_on, line.recorded_on) if day is not None
        ]
        far = next((day for day in days if abs(day.year - middle) > FURTHEST_YEARS), None)
        if far is not None:
            yield BadRow(row.row, f"{far} lies far from all other days of the file")
        elif promised and line.promised_on is None:
            yield BadRow(row.row, "no day was promised")
        elif not promised and line.ordered_on is None:
            yield BadRow(row.row, "the day of order is unknown")
        elif line.delivered_on is None:
            continue
        elif line.ordered_on is not None and line.delivered_on < line.ordered_on:
            yield BadRow(row.row, f"delivered on {line.delivered_on}, before it was ordered on {line.ordered_on}")
        elif row.shipped_on is not None and line.delivered_on < row.shipped_on:
            yield BadRow(row.row, f"delivered on {line.delivered_on}, before it was shipped on {row.shipped_on}")


def _year_slips(rows: Iterable[PastDelivery]) -> Iterator[BadRow]:
    """Deliveries that took about a year where those that had come before took a fraction of it: a wrong year.

    Judged by what was known when it came, never by what came later; other long waits are true, if sad.
    """
    took = sorted(
        (line.delivered_on, (line.delivered_on - line.ordered_on).days, row.row, line.promised_on)
        for row in rows
        if (line := row.delivery).delivered_on is not None and line.ordered_on is not None
    )
    before: list[int] = []
    for delivered_on, days, row, promised_on in took:
        if len(before) >= _FEWEST_FOR_SLIPS and abs(days - _YEAR) <= _ABOUT:
            usual = before[len(before) * 99 // 100]
            late = days if promised_on is None else (delivered_on - promised_on).days
            if days > _MANY_TIMES * usual and late > _LONG:
                yield BadRow(row, f"took {days} days, where 99 in 100 deliveries before it took at most {usual}")
                continue
        insort(before, days)
