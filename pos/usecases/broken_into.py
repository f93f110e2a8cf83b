"""What a sale "anyway" took of goods that were put aside for others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.usecases.promises import BrokenPromise


@dataclass(frozen=True, slots=True)
class TakenFrom:
    """Goods that were put aside for an order and are sold to somebody else."""

    order: str
    line: int
    sku: str
    units: int
    customer_name: str


@dataclass(frozen=True, slots=True)
class BrokenInto:
    """Whose goods a sale took, and the promises that it breaks."""

    taken: tuple[TakenFrom, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()
