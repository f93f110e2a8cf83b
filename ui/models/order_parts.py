"""Money that was taken at collecting an order and is not booked yet, as this device keeps it over a crash."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pos.domain.money import Money
from pos.domain.sale import Tender, kept_reference

Parts = Mapping[str, tuple[Tender, ...]]
"""Number of an order -> what was taken for it."""


def plain_parts(parts: Parts) -> dict[str, Any]:
    """The parts as plain values: kind, minor units and slip of each, by the number of their order."""
    return {
        number: [[part.kind, part.amount.minor, kept_reference(part.reference)] for part in taken]
        for number, taken in parts.items()
        if taken
    }


def parts_of(plain: Mapping[str, Any], currency: str) -> dict[str, tuple[Tender, ...]]:
    """The same parts again, in the shop's currency."""
    return {
        number: tuple(Tender(kind, Money(minor, currency), slip) for kind, minor, slip in taken)
        for number, taken in plain.items()
    }
