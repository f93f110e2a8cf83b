"""Once a month: which half-life would have promised best in the year before, and what to ask for of goods overdue.

At the beginning of each of the past twelve months the latest day (P90) of every supplier is read off from what was
known then, and held against what came in that month.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from pos.domain.lateness import HALF_LIFE, Outcome, Spread
from pos.domain.lateness_ledger import Learner

HALF_LIVES = (90, 180, 365)
LEVEL = 0.9
OVERDUE_LEVELS = (0.9, 0.925, 0.95, 0.975)
OVERDUE_LEVEL = 0.95
"""What to ask for where too little is known of goods overdue to choose; the plain P90 fell short in every trial."""
FEWEST = 30
_MONTHS = 12
_CLEARLY = 0.99
_OVERDUE_BY = (1, 7, 14)


def best_half_life(outcomes: Sequence[Outcome], as_of: date) -> int:
    """The one of HALF_LIVES that lost least over the past year (pinball loss at 0.9).

    180 stays where little is known, or where another would have lost less by a hair only.
    `outcomes` are all suppliers' receipts; what is awaited has no outcome yet and is left out.
    """
    lost = {}
    for half_life in HALF_LIVES:
        tests = [_pinball(one.days - spread.quantile(LEVEL)) for one, spread in _replayed(outcomes, as_of, half_life)]
        if len(tests) < FEWEST:
            return HALF_LIFE
        lost[half_life] = sum(tests)
    best = min(HALF_LIVES, key=lost.__getitem__)
    return best if lost[best] < _CLEARLY * lost[HALF_LIFE] else HALF_LIFE


def best_overdue_level(outcomes: Sequence[Outcome], as_of: date, half_life: float = HALF_LIFE) -> float:
    """The least level at which goods overdue came by the day told nine times in ten; 0.95 where little is known.

    Goods are looked at when they were one day, one week and two weeks overdue.
    """
    kept = [0] * len(OVERDUE_LEVELS)
    tests = 0
    for one, spread in _replayed(outcomes, as_of, half_life):
        for overdue in _OVERDUE_BY:
            beyond = spread.given_beyond(overdue) if one.days > overdue else None
            if beyond is None:
                continue
            tests += 1
            for place, level in enumerate(OVERDUE_LEVELS):
                kept[place] += one.days <= beyond.quantile(level)
    if tests < FEWEST:
        return OVERDUE_LEVEL
    enough = (level for level, hits in zip(OVERDUE_LEVELS, kept, strict=True) if hits >= LEVEL * tests)
    return next(enough, OVERDUE_LEVELS[-1])


def _replayed(outcomes: Sequence[Outcome], as_of: date, half_life: float) -> Iterator[tuple[Outcome, Spread]]:
    """Each outcome of the past twelve months with what was known of its supplier when its month began."""
    known = sorted((one for one in outcomes if not one.awaited and one.on <= as_of), key=lambda one: one.on)
    learner = Learner(half_life)
    added = 0
    first = as_of.year * 12 + as_of.month - 1 - _MONTHS
    for month in range(first, first + _MONTHS + 1):
        begins = date(month // 12, month % 12 + 1, 1)
        ends = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
        while added < len(known) and known[added].on < begins:
            one = known[added]
            learner.add(one.supplier, one.lane, one.days, one.on.toordinal())
            added += 1
        if learner.count < FEWEST:
            continue
        learner.begin(begins.toordinal(), ())
        at = added
        while at < len(known) and known[at].on < ends:
            yield known[at], learner.spread(known[at].supplier, known[at].lane)
            at += 1


def _pinball(error: int) -> float:
    return LEVEL * error if error > 0 else (LEVEL - 1.0) * error
