"""Which purchase order somebody means who writes its number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pos.domain import errors

if TYPE_CHECKING:
    from pos.usecases.ports import Records


def known_numbers(records: Records, numbers: Iterable[str], done: str = "booked") -> dict[str, str]:
    """Each number as somebody wrote it -> as the purchase order has it: spaces around it do not count, nor do capitals
    where only one is written so. Raises UnknownCode."""
    known = {number: number.strip() for number in numbers}
    wanted = sorted(set(known.values()))
    there = set(records.open_purchase_lines(wanted))
    if rest := [number for number in wanted if number not in there]:
        there |= {row["number"] for row in records.kept_purchase_lines(rest)}
    if there.issuperset(wanted):
        return known
    alike: dict[str, list[str]] = {}
    for number in records.purchase_numbers(""):
        alike.setdefault(number.casefold(), []).append(number)
    for given, number in known.items():
        if number not in there:
            found = alike.get(number.casefold(), [])
            if len(found) != 1:
                raise errors.UnknownCode(
                    f"There is no purchase order {number[:40]}. Nothing was {done}. "
                    + (f"Write one of {', '.join(found)}." if found else "Check its number."),
                    number=number[:40],
                )
            known[given] = found[0]
    return known
