"""Standing elsewhere in the queue: keys that lie between those of two neighbours, so that nobody else's changes.

A key is (rank, clock, register, line), as text with fixed widths; the queue goes by it (design, 3.3). Only a person
with the right to it moves a line, with a reason that is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

Key = tuple[int, str, str, int]
_ROOM = 1 << 36
"""How far ahead of the first in the queue a newcomer is put, in readings of the clock: there is room for more."""


def key_text(key: Key) -> str:
    """A key as the records keep it."""
    rank, clock, register, line = key
    return f"{rank:02d}:{clock}:{register}:{line:04d}"


def keys_between(before: Key | None, after: Key | None, lines: Sequence[int], *, now: int) -> tuple[Key, ...] | None:
    """Keys for these line numbers behind `before` (None: nobody) and ahead of `after` (None: the end of the queue, up
    to the clock reading `now`), in this order; None where two neighbours leave no room."""
    rank, register = (after or before or (0, "", "", 0))[0], "moved"
    if after is not None:
        high = int(after[1])
        low = int(before[1]) if before is not None and before[0] == rank else max(0, high - _ROOM)
    else:
        low = int(before[1]) if before is not None else 0
        high = max(now, low + len(lines) + 1)
    step = (high - low) // (len(lines) + 1)
    if step < 1:
        return None
    return tuple((rank, f"{low + step * nth:020d}", register, line) for nth, line in enumerate(lines, start=1))


def reordered(keys: Sequence[Key], moved: Sequence[int], to: int) -> list[int]:
    """The places of a queue after those `moved` (places, front first) were put ahead of the place `to` (the length of
    the queue: to its end)."""
    moving = set(moved)
    ahead = [place for place in range(min(to, len(keys))) if place not in moving]
    behind = [place for place in range(to, len(keys)) if place not in moving]
    return [*ahead, *moved, *behind]


def clock_of(day: date, timezone: str) -> int:
    """The clock reading with which a day begins, in a shop's own time."""
    begins = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone))
    return int(begins.timestamp() * 1000) << 16


def turn_clock(day: int, taken: int) -> int:
    """The clock reading for a turn that comes with the day that begins at the reading `day`: within that day, and among
    all of that day in the order in which they were `taken` (a clock reading too)."""
    return day + (taken >> 16)


def turn_of(wished: date, *, kept_days: int, anew_days: int) -> date:
    """The day on which a wish takes its place in the queue: from then on goods put aside for it are kept until the day
    wished for, or could not be had again in time (`anew_days` from ordering them). Until then whoever wants theirs
    sooner goes first (design, 1: a far order does not grab what is here)."""
    return wished - timedelta(days=max(kept_days, anew_days))
