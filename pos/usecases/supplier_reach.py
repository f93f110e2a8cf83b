"""How far a change of one purchase order reaches: goods that are given up, or found, late say something of their
supplier, and so of everything else that is promised from there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import islice

from pos.usecases.ports import Records

AT_ONCE = 200
"""Products of a supplier that are reckoned with in the step of the change itself, a millisecond or two each; the others
are reckoned with by the look of the day."""


def says_something(first_expected_on: date | None, ordered_on: date | None, today: date) -> bool:
    """Whether goods that are still to come count in their supplier's record already: they are overdue, or were ordered
    before today without a day."""
    if first_expected_on is not None:
        return first_expected_on < today
    return ordered_on is not None and ordered_on < today


def waiting_for(records: Records, suppliers: Iterable[str]) -> tuple[dict[str, str], int]:
    """The products that customers wait for and that come from these suppliers, at most `AT_ONCE`, each with its
    supplier, and how many there are in all."""
    found = {sku: supplier for supplier in sorted(suppliers) for sku in records.skus_waiting_for(supplier)}
    return dict(islice(sorted(found.items()), AT_ONCE)), len(found)


def left_for_the_day(count: int) -> list[str]:
    """The sentence on the products that were too many, if they were."""
    if count <= AT_ONCE:
        return []
    sentence = (
        f"Customers wait for {count} products of these suppliers; {AT_ONCE} were reckoned with at once, the others are "
        "by the look of the day."
    )
    return [sentence]
