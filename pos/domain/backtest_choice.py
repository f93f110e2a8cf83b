"""Which of our own methods answers, chosen from how each did so far in the same file; never from what is still to come.

For each level three things are settled again with every delivery that becomes known:

- which quantile to ask of a method for that share of kept promises to come out (a kept share cannot be asked for
  directly: most lateness is exactly 0 days, and times change),
- which method lost least so far (pinball loss),
- whether a date earlier than the supplier's own is told in full. As a rule only a fifth of the way is gone: earlier
  dates win a little in quiet months and lose much in a bad season, which a record of quiet months does not show. The
  full way has to have lost a fifth less, for the latest day; for the likely day it need only be better.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

ASKED: dict[float, tuple[float, ...]] = {
    0.5: (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7),
    0.8: (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.875, 0.9),
    0.9: (0.7, 0.75, 0.8, 0.825, 0.85, 0.875, 0.9, 0.925, 0.95, 0.97),
}
"""Quantiles that may be asked for to keep the share."""
QUANTILES = tuple(sorted({asked for grid in ASKED.values() for asked in grid}))
MEMORY = 730.0
"""Half-life, in days, of what is known about the methods."""
BELIEF = 100.0
"""Deliveries that the belief “a quantile keeps what it says” counts for."""
SHY = 200.0
"""Deliveries for which all methods are believed to be equal."""
EARLIER_BY = 5
_AS_GOOD = 1.03
_CLEARLY = 0.98


def pinball(error: int, level: float) -> float:
    """What a promise costs that is missed by `error` days (below zero: came earlier), in days."""
    return level * error if error > 0 else (level - 1.0) * error


def gain_needed(level: float) -> float:
    """By which part the full way must have lost less than the short one."""
    return max(0.0, 2.0 * level - 1.6)


def part_way(days: int) -> int:
    """An earlier date by a fifth of the way, a later one as it is."""
    return days if days >= 0 else -(-days // EARLIER_BY)


class Choice:
    """The choice for one level among `methods` methods, each in two forms: part of the way, and in full.

    Answers of a method are lists of days, ascending, one for each of QUANTILES. Without `promised` there is no date of
    the supplier's and only the full form.
    """

    def __init__(self, level: float, methods: int, *, promised: bool, default: int) -> None:
        self.level = level
        self._forms = methods * 2 if promised else methods
        self._methods, self._promised, self._default = methods, promised, default
        self._places = [bisect_left(QUANTILES, asked) for asked in ASKED[level]]
        self._kept = [[BELIEF * asked for asked in ASKED[level]] for _ in range(self._forms)]
        self._lost = [[0.0] * len(ASKED[level]) for _ in range(self._forms)]
        self._known = BELIEF
        self._made_lost = [0.0] * self._forms
        self._made = 0.0
        self._since: int | None = None
        self._now = 0.0
        self._asked: list[int] = []
        self._settle()

    def made(self, answers: Sequence[Sequence[int]]) -> list[int]:
        """What each form would promise by its present asking; kept by the caller until the outcome is known."""
        return [self._form(answers, form, self._places[self._asked[form]]) for form in range(self._forms)]

    def chosen(self) -> int:
        """The form that answers now."""
        best = self._default
        if self._made <= 0.0:
            return best
        # Weights in the books grow with time; `now` is what one delivery of today weighs.
        pad = SHY * self._now * self._made_lost[best] / self._made
        form = min(range(self._methods), key=self._made_lost.__getitem__)
        pad *= self._now
        if self._made_lost[form] + pad < _CLEARLY * (self._made_lost[best] + pad):
            best = form
        if self._promised:
            form = min(range(self._methods, self._forms), key=self._made_lost.__getitem__)
            if self._made_lost[form] + pad < (1.0 - gain_needed(self.level)) * (self._made_lost[best] + pad):
                best = form
        return best

    def learn(self, answers: Sequence[Sequence[int]], made: Sequence[int], days: int, on: int) -> None:
        """A delivery became known on day `on`: `days` after its base, of which the forms had `made` this."""
        if self._since is None:
            self._since = on
        self._now = weight = 2.0 ** ((on - self._since) / MEMORY)
        self._known += weight
        self._made += weight
        for form in range(self._forms):
            self._made_lost[form] += weight * pinball(days - made[form], self.level)
            kept, lost = self._kept[form], self._lost[form]
            for at, place in enumerate(self._places):
                told = self._form(answers, form, place)
                if days <= told:
                    kept[at] += weight
                lost[at] += weight * pinball(days - told, self.level)

    def settle(self) -> None:
        """Choose the asking again, once what became known was learned."""
        self._settle()

    def _settle(self) -> None:
        self._asked = []
        for form in range(self._forms):
            lost = self._lost[form]
            bar = min(lost) * _AS_GOOD + 1e-9
            good = [at for at in range(len(lost)) if lost[at] <= bar]
            self._asked.append(min(good, key=lambda at: abs(self._kept[form][at] / self._known - self.level)))

    def _form(self, answers: Sequence[Sequence[int]], form: int, place: int) -> int:
        if self._promised and form < self._methods:
            return part_way(answers[form][place])
        return answers[form % self._methods][place]
