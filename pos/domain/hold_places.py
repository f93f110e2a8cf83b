"""The hold shelf: places with room for so many bags, and the bags of orders that lie there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HoldPlace:
    """A place of the hold shelf. `capacity` is in bags, 0 where nobody counts; `bags` is how many lie there now. One
    that is not `active` takes no more."""

    place: str
    name: str = ""
    capacity: int = 0
    active: bool = True
    bags: int = 0

    @property
    def room(self) -> int | None:
        """How many bags still fit; None where nobody counts."""
        if not self.active:
            return 0
        return max(0, self.capacity - self.bags) if self.capacity else None

    def takes(self, bags: int) -> bool:
        """Whether so many more bags fit."""
        return self.active and (self.room is None or self.room >= bags)


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag of an order's goods; `tag` is what its label says, `since` the instant it was put there."""

    bag: str
    order: str
    place: str
    since: str
    tag: str
    is_open: bool
    customer: str = ""
    customer_name: str = ""
    language: str = ""


def place_for(places: Iterable[HoldPlace], bags: int, lies_in: Sequence[str] = ()) -> HoldPlace | None:
    """Where bags go: to the order's other bags when they fit there, else to the emptiest counted place with room, else
    to one that nobody counts; None when everything is full."""
    fitting = [place for place in places if place.takes(bags)]
    beside = [place for place in fitting if place.place in lies_in]
    if beside:
        return min(beside, key=lambda place: place.place)
    return min(fitting, key=lambda place: (place.room is None, -(place.room or 0), place.place), default=None)


def next_tags(order: str, known: Iterable[str], bags: int) -> list[str]:
    """The tags of an order's next bags: its number, a stroke, and the running number of the bag (S01-R1-A000123/2)."""
    ends = [tag.removeprefix(f"{order}/") for tag in known]
    last = max((int(end) for end in ends if end.isdecimal()), default=0)
    return [f"{order}/{last + nth}" for nth in range(1, bags + 1)]


def initials(name: str) -> str:
    """The first letters of a name's words, at most three, as a label may show them: "A. O."."""
    return " ".join(f"{word[0].upper()}." for word in name.split()[:3])
