"""Buying: how a supplier works, what is on order, and the lines of orders that wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pos.domain.backorder import due_on

Lane = Literal["local", "national", "import", ""]
"""How far goods of a supplier travel; empty where nobody said."""
LANES: tuple[Lane, ...] = ("local", "national", "import")


@dataclass(frozen=True, slots=True)
class SupplierTerms:
    """How a supplier works: days from order to receipt as they say themselves (None: unknown), on which days they take
    orders (the shop's own words, "Mon, Thu"), on which dates they are closed, the smallest order in minor units. One
    that is not active is not ordered from any more."""

    supplier: str
    name: str = ""
    lead_time_days: int | None = None
    lane: Lane = ""
    order_days: str = ""
    closed_on: frozenset[date] = frozenset()
    minimum: int | None = None
    active: bool = True

    @property
    def order_weekdays(self) -> frozenset[int]:
        """The weekdays of `order_days`, 0 is Monday; all of them where none is named."""
        return weekdays_in(self.order_days)


@dataclass(frozen=True, slots=True)
class OpenLine:
    """A line of a customer's order that is not settled yet. `key` is its place in the queue, `waiting` the units for
    which no goods are put aside; told_… is what the customer heard last, now_… what is reckoned with today.

    Of an order that goes `ship_complete`, `missing` is what all its lines wait for: while it is above zero, none of
    them is ready, and all have the same days. Of any other it is the line's own `waiting`.
    Where not all of it had a date when it was told, all days are those of the next `told_of` units. `taken_back`: after
    a day, the customer was told that none is sure. Of a line that goes by `route` to `route_to` all days include the
    way."""

    order: str
    line: int
    key: tuple[int, str, str, int]
    waiting: int
    allocated: int
    told_likely: date | None
    told_latest: date | None
    now_likely: date | None
    now_latest: date | None
    ship_complete: bool = False
    customer: str = ""
    customer_name: str = ""
    taken_on: date | None = None
    missing: int = 0
    told_of: int | None = None
    taken_back: bool = False
    route: str = "collect"
    route_to: str = ""
    wanted_on: date | None = None

    @property
    def due_on(self) -> date | None:
        """The day after which it is late: the latest one told, or the one wished for where that is later."""
        return due_on(self.told_latest, self.wanted_on)


_WEEKDAYS = (
    ("monday", "montag"), ("tuesday", "dienstag"), ("wednesday", "mittwoch"), ("thursday", "donnerstag"),
    ("friday", "freitag"), ("saturday", "samstag"), ("sunday", "sonntag"),
)  # fmt: skip


def weekdays_in(words: str) -> frozenset[int]:
    """The weekdays that words such as "Mon, Thu" or "Mo Do" name (0 is Monday); the whole week where they name none.

    English and German, in full or by their first letters (two at least); a digit 1 to 7 counts from Monday (ISO 8601).
    """
    found = set()
    for word in "".join(ch if ch.isalnum() else " " for ch in words.casefold()).split():
        if len(word) == 1 and word in "1234567":
            found.add(int(word) - 1)
        found |= {
            day
            for day, names in enumerate(_WEEKDAYS)
            if len(word) > 1 and any(name.startswith((word, word.removesuffix("s"))) for name in names)
        }
    return frozenset(found) or frozenset(range(7))
