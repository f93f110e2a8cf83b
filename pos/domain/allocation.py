"""Who gets arriving goods: those who wait, first come first served, before the shelf does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line in the queue for one product. `key` orders the queue: (rank of class, taken at, register, line)."""

    key: tuple[int, str, str, int]
    order: str
    line: int
    quantity: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """`quantity` units put aside for a line of an order."""

    order: str
    line: int
    quantity: int


def allocate(free: int, queue: Sequence[Waiting]) -> tuple[Allocation, ...]:
    """Share `free` units over the queue in the order of its keys; what is left goes to the shelf."""
    given = []
    for waiting in sorted(queue, key=lambda line: line.key):
        quantity = min(max(0, free), waiting.quantity)
        if quantity:
            given.append(Allocation(waiting.order, waiting.line, quantity))
            free -= quantity
    return tuple(given)
