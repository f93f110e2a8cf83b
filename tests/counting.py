"""How much work something is, counted and not timed: the same on every machine, busy or not."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def steps(work: Callable[[], Any]) -> int:
    """How many lines of Python text some work runs through."""
    count, before = 0, sys.gettrace()

    def tick(_frame: FrameType, event: str, _more: Any) -> Any:
        nonlocal count
        count += event == "line"
        return tick

    sys.settrace(tick)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
