"""Days, amounts and lines of an order as they are typed on the command line."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.money import Money

if TYPE_CHECKING:
    from pos.register import Register

LONGEST_CLOSED = timedelta(days=366)


def day(said: str) -> date:
    """A day in ISO. Raises BadDate."""
    try:
        return date.fromisoformat(said.strip())
    except ValueError as fault:
        raise errors.BadDate(
            f"“{said[:40]}” is no day. Nothing was changed. Write it as 2026-12-03.", day=said[:40]
        ) from fault


def days(said: list[str] | None) -> set[date]:
    """Single days and stretches FROM..TO, both ends included. Raises BadDate."""
    found: set[date] = set()
    for part in said or ():
        first, dots, last = part.partition("..")
        start = day(first)
        end = day(last) if dots else start
        if not timedelta() <= end - start <= LONGEST_CLOSED:
            raise errors.BadDate(
                f"“{part[:40]}” is no stretch of days within a year. Nothing was changed. Write the earlier day first.",
                days=part[:40],
            )
        found |= {start + timedelta(days=ahead) for ahead in range((end - start).days + 1)}
    return found


def least(said: str | None, register: Register) -> int | None:
    """An amount in minor units, -1 for “none”, None for nothing said. Raises BadAmount."""
    if said is None:
        return None
    return -1 if said.strip().casefold() in ("", "none") else Money.parse(said, register.shop().currency).minor


def line_wish(said: str) -> tuple[str, int]:
    """CODE=QUANTITY. Raises BadQuantity."""
    code, sign, quantity = said.rpartition("=")
    try:
        units = int(quantity)
    except ValueError:
        units = 0
    if not sign or not code.strip() or units < 1:
        raise errors.BadQuantity(
            f"“{said[:60]}” is no CODE=QUANTITY. Nothing was ordered. Write a product's code and a whole number.",
            line=said[:60],
        )
    return code.strip(), units
