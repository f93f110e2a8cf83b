"""A promise as it is told: the days on which a quantity can be had, in which parts, and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

LIKELY, LATEST = 0.5, 0.9
"""The chances that the two days of a promise stand for."""

FARTHEST_DAYS = 84
"""A latest day farther away than this is not told as a date."""
REVIEW_DAYS = 14
"""A date that is not settled is looked at again after so many days."""

Certainty = Literal["confirmed", "estimated"]


@dataclass(frozen=True, slots=True)
class Peg:
    """One thing the promise stands on: `quantity` units of supply `id` due `on`, of which `others` units go to those
    ahead, out of `of` that are still open; `latest_on` is when they can be had, made ready, at the latest. One of no
    units is only reckoned with: it may come first, or goes to those ahead, and without it the days would be others.
    `supplier` is who brings it."""

    kind: str
    id: str
    quantity: int
    on: date | None
    others: int = 0
    of: int = 0
    latest_on: date | None = None
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Units of a promise that can be had on their own day."""

    quantity: int
    likely_on: date
    latest_on: date


@dataclass(frozen=True, slots=True)
class Promise:
    """`quantity` units, likely on one day and at the latest on another, with what it stands on, as seen on `made_on`.
    `parts` split the quantity by the days on which it can be had; a date too far away to be told is looked at again
    on `review_on`. `release_on` is the day before which nobody gets it, where that is yet to come."""

    quantity: int
    likely_on: date
    latest_on: date
    certainty: Certainty
    basis: tuple[Peg, ...]
    queue_ahead: int = 0
    parts: tuple[Part, ...] = ()
    made_on: date | None = None
    review_on: date | None = None
    release_on: date | None = None

    @property
    def suppliers(self) -> tuple[str, ...]:
        """Whose goods it stands on, who brings most of them first; none where they are here, or nobody knows."""
        units: dict[str, int] = {}
        for peg in self.basis:
            if peg.supplier and peg.quantity:
                units[peg.supplier] = units.get(peg.supplier, 0) + peg.quantity
        return tuple(sorted(units, key=lambda supplier: -units[supplier]))
