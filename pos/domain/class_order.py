"""The queue as it is served by class: protected insert (design, 3.7), for a queue of any length.

A line has slack: so many units more may go before it without its told day breaking. Kept in rows of rows, each with the
least slack and the best rank in it, a newcomer passes a whole row at a look, so that its place costs as much as the
queue's length has digits, and not a look at each line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Queued(Protocol):
    """What of a line that waits counts here; as in `allocation.Waiting`."""

    @property
    def key(self) -> tuple[int, str, str, int]: ...
    @property
    def quantity(self) -> int: ...
    @property
    def rank(self) -> int: ...
    @property
    def told(self) -> date | None: ...


_Line = TypeVar("_Line", bound=Queued)

_ROW = 8
"""How many stand in a row at least, once there are two rows."""


def in_class_order(queue: Sequence[_Line], day_of: Callable[[int], date | None] | None = None) -> list[_Line]:
    """The queue as it is served by class: each line as far to the front as its rank and the promises behind allow.

    Who comes later never stands before somebody of an equal or better rank who came earlier, and nobody moves ahead of
    a line whose told day would break by it, or is broken already. `day_of(units)` is the latest day by which so many
    units in all can be had, and never falls as units rise; without it nobody is passed who was told a day.
    """
    in_turn = sorted(queue, key=lambda line: line.key)
    if len({line.rank for line in in_turn}) < 2:
        return in_turn
    total = sum(line.quantity for line in in_turn)
    reach: dict[date | None, int] = {None: 2 * total}  # told nothing, so nothing breaks
    for line in in_turn:
        if line.told is not None and line.told not in reach:
            reach[line.told] = _units_by(line.told, total, day_of) if day_of is not None else 0
    standing = _Row(())
    need = 0
    for nth, line in enumerate(in_turn):
        need += line.quantity
        behind = standing.insert(_Stand(nth, line.rank, line.quantity, reach[line.told] - need))
        if behind is not None:
            standing = _Row((standing, behind))
    return [in_turn[nth] for nth in standing.places()]


def _units_by(told: date, total: int, day_of: Callable[[int], date | None]) -> int:
    """How many units, of so many at most, can be had by this day; by halving, for no unit comes before an earlier."""
    low, high = 0, total
    while low < high:
        middle = (low + high + 1) // 2
        day = day_of(middle)
        if day is not None and day <= told:
            low = middle
        else:
            high = middle - 1
    return low


class _Stand:
    """A line where it stands: which one it is in turn, its rank, its units, and its `least` slack: how many units more
    may go before it."""

    __slots__ = ("best", "least", "nth", "units")

    def __init__(self, nth: int, rank: int, units: int, slack: int) -> None:
        self.nth, self.best, self.units, self.least = nth, rank, units, slack

    def wait_for(self, units: int) -> None:
        self.least -= units

    def places(self) -> Iterator[int]:
        yield self.nth


class _Row:
    """Some that stand one behind the other: lines, or rows of them. The `least` slack and the `best` rank among them
    say whether a newcomer may pass them all; `late` units passed all of them since, which their own slacks do not
    count."""

    __slots__ = ("best", "late", "least", "stands", "units")

    def __init__(self, stands: Sequence[_Stand | _Row], late: int = 0) -> None:
        self.late = late
        self._hold(list(stands))

    def _hold(self, stands: list[_Stand | _Row]) -> None:
        self.stands = stands
        self.units: int = sum([one.units for one in stands])
        self.least: int = min([one.least for one in stands], default=0) - self.late
        self.best: int = min([one.best for one in stands], default=0)

    def wait_for(self, units: int) -> None:
        """All of them wait for so many units more."""
        self.late += units
        self.least -= units

    def insert(self, newcomer: _Stand, late: int = 0) -> _Row | None:
        """As far to the front as it may, where its slack is that behind the last of them and `late` is what the slacks
        here do not count yet; answers with a second half where too many stand here now."""
        stands, units, rank = self.stands, newcomer.units, newcomer.best
        late += self.late
        enough = units + late
        place = len(stands)
        of_rows = place > 0 and isinstance(stands[0], _Row)
        while place > of_rows and (one := stands[place - 1]).best > rank and one.least >= enough:
            one.wait_for(units)
            newcomer.least += one.units
            place -= 1
        if of_rows:
            row = stands[place - 1]
            assert isinstance(row, _Row)
            half = row.insert(newcomer, late)
            if half is not None:
                stands.insert(place, half)
        else:
            newcomer.least += late
            stands.insert(place, newcomer)
        if len(stands) > 2 * _ROW:
            self._hold(stands[:_ROW])
            return _Row(stands[_ROW:], self.late)
        self._hold(stands)
        return None

    def places(self) -> Iterator[int]:
        for one in self.stands:
            yield from one.places()
