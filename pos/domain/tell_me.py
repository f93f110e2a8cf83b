"""Who wants to hear when goods are back, without money: a list of its own beside the orders, served after them.

Goods that are really free (nobody's order waits for them) are held for those on the list in the order in which they
asked, for a set time; whoever does not come makes room for the next. Quantities are base units of the product.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

TellMeState = Literal["waiting", "told", "served", "ended"]
"""Waits, with or without goods held; was told that goods are held; has bought them; wants or gets them no more."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody on the list of one product. `key` orders the list: who asked first. `held` units are kept for them up
    to and with the day `held_until`; `told_at` is when they were told of these, `last_news_at` when they heard of us
    last (instants in ISO UTC). `price` is the tag in minor units, None where there is none."""

    id: str
    customer: str
    customer_name: str
    sku: str
    name: str
    quantity: int
    since: str
    person: str
    state: TellMeState
    held: int
    held_until: date | None
    told_at: str
    wanted_by: date | None
    last_news_at: str
    key: str
    why: str = ""
    ended_at: str = ""
    price: int | None = None
    category: str = ""

    @property
    def is_open(self) -> bool:
        """Whether they still want to hear, or goods are held for them."""
        return self.state in ("waiting", "told")

    @property
    def missing(self) -> int:
        """Units that they want and that are not held for them."""
        return max(0, self.quantity - self.held) if self.is_open else 0


def to_hold(available: int, entries: Sequence[Entry], passed: frozenset[str] = frozenset()) -> dict[str, int]:
    """Entry -> units to hold for it besides those it has, who asked first first. `available` is what is free here after
    all who have ordered; more of it never gives anybody less. Those `passed` had their turn and let it go by."""
    left = max(0, available)
    found: dict[str, int] = {}
    for entry in sorted(entries, key=lambda one: one.key):
        units = 0 if entry.id in passed else min(left, entry.missing)
        if units:
            found[entry.id] = units
            left -= units
    return found


def to_release(missing: int, entries: Sequence[Entry]) -> dict[str, int]:
    """Entry -> units no longer held for it, because `missing` units that were held are not there: who asked last gives
    them up first."""
    found: dict[str, int] = {}
    for entry in sorted(entries, key=lambda one: one.key, reverse=True):
        units = min(missing, entry.held)
        if units > 0:
            found[entry.id] = units
            missing -= units
    return found


def ran_out(entry: Entry, today: date) -> bool:
    """Whether the time for which goods are held has passed; they are held to the end of the day that was said."""
    return entry.held > 0 and entry.held_until is not None and today > entry.held_until


def too_late(entry: Entry, today: date) -> bool:
    """Whether the day by which they wanted the goods has passed with nothing held for them."""
    return entry.is_open and not entry.held and entry.wanted_by is not None and today > entry.wanted_by


def places(entries: Sequence[Entry]) -> dict[str, int]:
    """Entry -> its place on the list of its product among those with something still missing; 1 is next."""
    found: dict[str, int] = {}
    counted: dict[str, int] = {}
    for entry in sorted(entries, key=lambda one: one.key):
        if entry.missing:
            counted[entry.sku] = found[entry.id] = counted.get(entry.sku, 0) + 1
    return found
