"""An operation as the making of rows sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Unseal = Callable[[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Applied:
    """An operation as the rows need it. `unseal(customer, sealed)` opens personal words; none when they were erased."""

    position: int
    store: str
    register: str
    hlc: int
    person: str
    body: Mapping[str, Any]
    unseal: Unseal

    @property
    def instant(self) -> str:
        """When it happened, as it says itself, else from its clock reading: ISO, UTC, whole seconds."""
        return self.body.get("at") or datetime.fromtimestamp((self.hlc >> 16) // 1000, UTC).isoformat()
