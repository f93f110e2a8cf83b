"""Our own methods in a replay: mixtures of days late, of parts of the promised time, and of lead times."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from pos.domain.backtest_cases import Case
from pos.domain.backtest_choice import QUANTILES, pinball
from pos.domain.lateness import HALF_LIFE, Spread
from pos.domain.lateness_ledger import Awaited, Learner

HALF_LIVES = (90, 180, 365)
"""Those that the monthly re-tuning chooses from."""
LONGEST_MEMORY = 1460
"""A half-life besides, for files in which nothing changes."""
MIXTURE_OF = {"late": "mixture h=180 m=10", "scaled": "scaled mixture h=180", "lead": "lead-time mixture h=180"}
"""Names of the plain methods."""
RETUNED = "mixture re-tuned monthly"
_BELIEFS = {"late": 0.0, "scaled": -1.0, "lead": -2.0}
_PARTS = 400
"""Steps of a promised time; a delivery that took 1.5 times the promised time took 600."""
_LONGEST = 20 * _PARTS
_TUNED_AT = 0.9


@dataclass(frozen=True, slots=True)
class Answers:
    """For one case: the days each method would add, one for each of QUANTILES; by method in the order of `methods`.

    `half_life` is the place of the half-life that the monthly re-tuning has settled on.
    """

    days: list[list[int]]
    half_life: int


class Ours:
    """The books of our methods.

    `methods` are pairs of a kind and a half-life: "late" adds days to the base, "scaled" stretches the promised time,
    "lead" counts from the order. Without promises the base is the order's day, so that "late" is the lead time.
    `beliefs` says of each how much it weighs before anything is known, as an exponent.
    """

    def __init__(self, *, promised: bool) -> None:
        half_lives = (*HALF_LIVES, LONGEST_MEMORY)
        self.methods: tuple[tuple[str, int], ...] = tuple(("late", half_life) for half_life in half_lives)
        if promised:
            self.methods += (*(("scaled", half_life) for half_life in half_lives), ("lead", HALF_LIFE))
        self.beliefs = tuple(_BELIEFS[kind] for kind, _ in self.methods)
        self._promised = promised
        self._learners = [Learner(half_life, table=promised and kind == "late") for kind, half_life in self.methods]
        self._day = 0
        self._month = 0
        self._months: deque[tuple[int, list[float]]] = deque()
        self._tuned = HALF_LIVES.index(HALF_LIFE)
        self._spans: dict[tuple[int, str, str], list[int]] = {}

    def add(self, case: Case) -> None:
        """A delivery that became known."""
        for (kind, _), learner in zip(self.methods, self._learners, strict=True):
            days = _measure(kind, case, case.delivered_on)
            if days is not None:
                learner.add(case.supplier, case.lane, days, case.known_on)

    def begin(self, day: int, waiting: Iterable[Case]) -> None:
        """Answers are asked for as of a day on which these are waited for.

        What is not due yet counts as well: it is later than so many days before its day. Without it a record that has
        just begun would hold the early ones only, for the others are still to come.
        """
        self._day = day
        self._spans.clear()
        awaited: dict[str, list[Awaited]] = {"late": [], "scaled": [], "lead": []}
        for case in waiting:
            overdue = day - case.base_on
            for kind, ones in awaited.items():
                days = _measure(kind, case, day)
                if days is not None:
                    ones.append((case.supplier, case.lane, days, max(0, overdue) if kind != "lead" else days))
        for (kind, _), learner in zip(self.methods, self._learners, strict=True):
            learner.begin(day, awaited[kind])
        self._retune(day)

    def answers(self, case: Case) -> Answers:
        """What each method says about a case, never before the day of asking."""
        found: list[list[int]] = []
        soonest = self._day - case.base_on
        for place, (kind, half_life) in enumerate(self.methods):
            days = self._of(place, kind, case)
            if days is None:
                days = found[self.methods.index(("late", half_life))]
            found.append([max(soonest, day) for day in days])
        return Answers(found, self._tuned)

    def plain(self, answers: Answers, levels: Sequence[float]) -> dict[str, list[int]]:
        """The methods as they are, without a choice: for comparison."""
        places = [QUANTILES.index(level) for level in levels]
        names = MIXTURE_OF if self._promised else {"late": MIXTURE_OF["lead"]}
        told = {
            name: [answers.days[self.methods.index((kind, HALF_LIFE))][place] for place in places]
            for kind, name in names.items()
        }
        told[RETUNED] = [answers.days[answers.half_life][place] for place in places]
        return told

    def learn(self, case: Case, answers: Answers) -> None:
        """What the answers of that time were worth, for the re-tuning."""
        at = QUANTILES.index(_TUNED_AT)
        month = _month(case.known_on)
        if not self._months or self._months[-1][0] != month:
            self._months.append((month, [0.0] * len(HALF_LIVES)))
        for place, lost in enumerate(self._months[-1][1]):
            self._months[-1][1][place] = lost + pinball(case.days - answers.days[place][at], _TUNED_AT)

    def _of(self, place: int, kind: str, case: Case) -> list[int] | None:
        learner = self._learners[place]
        if kind == "late":
            return self._quantiles(place, case)
        if case.ordered_on is None or not learner.count:
            return None
        if kind == "scaled":
            if case.span <= 0:
                return None
            return [ceil(part * case.span / _PARTS) - case.span for part in self._quantiles(place, case)]
        spread = learner.spread(case.supplier, case.lane)
        gone = self._day - case.ordered_on
        if gone > 0:
            spread = spread.given_beyond(gone - 1) or spread
        return [day + case.ordered_on - case.base_on for day in _all_quantiles(spread)]

    def _quantiles(self, place: int, case: Case) -> list[int]:
        key = (place, case.supplier, case.lane)
        if key not in self._spans:
            self._spans[key] = _all_quantiles(self._learners[place].spread(case.supplier, case.lane))
        return self._spans[key]

    def _retune(self, day: int) -> None:
        """At the beginning of a month: the half-life that lost least in the twelve months before."""
        month = _month(day)
        if month == self._month:
            return
        self._month = month
        while self._months and self._months[0][0] < month - 12:
            self._months.popleft()
        if self._months:
            lost = [sum(losses[place] for _, losses in self._months) for place in range(len(HALF_LIVES))]
            self._tuned = min(range(len(lost)), key=lambda place: (lost[place], abs(HALF_LIVES[place] - HALF_LIFE)))


def _measure(kind: str, case: Case, on: int) -> int | None:
    """What a kind of method learns from a delivery on a day; None where the case has nothing to say to it."""
    if kind == "late":
        return on - case.base_on
    if case.ordered_on is None:
        return None
    if kind == "lead":
        return on - case.ordered_on
    return min(_LONGEST, ceil((on - case.ordered_on) * _PARTS / case.span)) if case.span > 0 else None


def _all_quantiles(spread: Spread) -> list[int]:
    return [spread.quantile(level) for level in QUANTILES]


def _month(day: int) -> int:
    on = date.fromordinal(day)
    return on.year * 12 + on.month
