"""Replays past deliveries day by day: what would have been promised, and was it kept? Ours beside what others do.

On each day only that is known which had come, and been written down, before it. The measures are those of the manager's
card: kept share, mean days added, pinball loss, and the supplier that came off worst.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pos.domain.backtest_baselines import Baselines
from pos.domain.backtest_cases import Case
from pos.domain.backtest_choice import QUANTILES, Choice, pinball
from pos.domain.backtest_ours import Answers, Ours

LEVELS = (0.5, 0.8, 0.9)
FEWEST_KNOWN = 10
"""Deliveries that must be known before a date is asked for."""
FEWEST_FOR_WORST = 20
OURS = "raincheck"


@dataclass(frozen=True, slots=True)
class Score:
    """How one method did at one level over `tests` dates: shares 0 to 1, the others in days.

    `worst` is the kept share of the supplier (`worst_supplier`) that came off worst among those with at least 20 tests,
    None where there is none.
    """

    method: str
    ours: bool
    level: float
    tests: int
    kept: float
    days_added: float
    pinball: float
    worst: float | None
    worst_supplier: str


class _Tally:
    def __init__(self) -> None:
        self.tests = self.kept = self.added = 0
        self.lost = 0.0
        self.by: dict[str, list[int]] = {}

    def add(self, supplier: str, days: int, told: int, level: float) -> None:
        kept = days <= told
        self.tests += 1
        self.kept += kept
        self.added += told
        self.lost += pinball(days - told, level)
        mine = self.by.setdefault(supplier, [0, 0])
        mine[0] += 1
        mine[1] += kept

    def score(self, method: str, ours: bool, level: float) -> Score:
        shares = [(kept / count, supplier) for supplier, (count, kept) in self.by.items() if count >= FEWEST_FOR_WORST]
        worst, supplier = min(shares, default=(None, ""))
        tests = self.tests
        return Score(
            method, ours, level, tests, self.kept / tests, self.added / tests, self.lost / tests, worst, supplier
        )


class _Ordered:
    """Places in the order of a day, handed out as time goes on."""

    def __init__(self, places: Iterable[int], day_of: Callable[[int], int]) -> None:
        self._day_of = day_of
        self._places = sorted(places, key=day_of)
        self._at = 0

    def before(self, day: int) -> list[int]:
        """Those not handed out yet whose day lies before this one."""
        start = self._at
        while self._at < len(self._places) and self._day_of(self._places[self._at]) < day:
            self._at += 1
        return self._places[start : self._at]


class Replay:
    """One run over a file's cases, which come in the order of asking."""

    def __init__(self, cases: Sequence[Case], *, promised: bool, levels: Sequence[float] = LEVELS) -> None:
        self._cases = cases
        self._levels = levels
        self._baselines = Baselines(promised=promised)
        self._ours = Ours(promised=promised)
        # Ours, and split conformal besides: where nothing changes, nothing does better.
        beliefs = (*self._ours.beliefs, 0.0)
        self._choices = [Choice(level, beliefs, promised=promised) for level in levels]
        self._promised = promised
        self._pending: dict[int, Answers] = {}
        self._said: dict[int, tuple[list[list[int]], list[int]]] = {}
        self._tallies: dict[tuple[str, bool], list[_Tally]] = {}
        self._known = 0

    def run(self, progress: Callable[[int], None] | None = None) -> list[Score]:
        """The scores of every method at every level, ours first; none where too little is known to ask.

        `progress` is called with the number of cases done.
        """
        places = range(len(self._cases))
        closing = _Ordered(places, lambda place: self._cases[place].known_on)
        counting = _Ordered(places, self._counts_from)
        opening = _Ordered(places, lambda place: self._cases[place].open_from)
        waiting: dict[int, Case] = {}
        closed: set[int] = set()
        for day, group in groupby(places, key=lambda place: self._cases[place].asked_on):
            for place in closing.before(day):
                self._learn(place)
                waiting.pop(place, None)
                closed.add(place)
            for place in opening.before(day):
                if place not in closed:
                    waiting[place] = self._cases[place]
            counted = [self._count(place) for place in counting.before(day)]
            if any(counted):
                for choice in self._choices:
                    choice.settle()
            if self._known >= FEWEST_KNOWN:
                self._ours.begin(day, waiting.values())
                for place in group:
                    self._ask(place)
                    if progress is not None:
                        progress(place + 1)
        return list(self._scores())

    def _learn(self, place: int) -> None:
        case = self._cases[place]
        self._known += 1
        self._baselines.add(case)
        self._ours.add(case)
        answers = self._pending.pop(place, None)
        if answers is not None:
            self._ours.learn(case, answers)

    def _counts_from(self, place: int) -> int:
        """The day from which an answer is judged: not before the promised day, even where the goods came early. Else
        all that is judged in a file's first weeks would be the early ones."""
        case = self._cases[place]
        return max(case.known_on, case.base_on) if self._promised else case.known_on

    def _count(self, place: int) -> bool:
        said = self._said.pop(place, None)
        if said is None:
            return False
        for choice, mine, told in zip(self._choices, *said, strict=True):
            choice.learn(mine, told, self._cases[place].days, self._counts_from(place))
        return True

    def _ask(self, place: int) -> None:
        case = self._cases[place]
        if case.delivered_on < case.asked_on:
            return  # it was here already; there is nothing to promise
        answers = self._ours.answers(case)
        self._pending[place] = answers
        days = [*answers.days, self._baselines.conformal(case, QUANTILES)]
        said = [choice.ways(days, case.asked_on - case.base_on) for choice in self._choices]
        told = [choice.told(mine) for choice, mine in zip(self._choices, said, strict=True)]
        self._said[place] = (said, told)
        self._note(OURS, True, case, told)
        for method, plain in self._ours.plain(answers, self._levels).items():
            self._note(method, True, case, plain)
        for method, others in self._baselines.answers(case, self._levels).items():
            self._note(method, False, case, others)

    def _note(self, method: str, ours: bool, case: Case, told: Iterable[int]) -> None:
        tallies = self._tallies.setdefault((method, ours), [_Tally() for _ in self._levels])
        for tally, level, days in zip(tallies, self._levels, told, strict=True):
            tally.add(case.supplier, case.days, days, level)

    def _scores(self) -> Iterator[Score]:
        for (method, ours), tallies in self._tallies.items():
            for tally, level in zip(tallies, self._levels, strict=True):
                yield tally.score(method, ours, level)
