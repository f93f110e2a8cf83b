"""The board of the waiting list with thousands of open lines: the whole of it, its figures, and one order's story.

`python -m bench.waiting_board [PRODUCTS]` makes a shop with two lines waiting for each product in a temporary folder
and prints what it measured.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.big_delivery import make
from pos.register import Register


@dataclass(frozen=True, slots=True)
class Measured:
    """Median seconds, and how many lines were on the board."""

    lines: int
    board: float
    figures: float
    shortages: float
    story: float


def measure(register: Register, times: int = 5) -> Measured:
    """Read the board of a shop several times."""
    board = register.board
    lines = board.read().lines
    number = lines[len(lines) // 2].order
    return Measured(
        len(lines),
        _seconds(board.read, times),
        _seconds(board.figures, times),
        _seconds(board.shortages, times),
        _seconds(lambda: board.story(number), times),
    )


def _seconds(step: Callable[[], object], times: int) -> float:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        step()
        took.append(time.perf_counter() - start)
    return median(took)


def main() -> None:
    """Measure and print."""
    products = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory(prefix="raincheck-bench-") as folder:
        register = make(Path(folder) / "shop", products)
        found = measure(register)
        register.close()
    print(f"{found.lines:,} open lines")
    for name in ("board", "figures", "shortages", "story"):
        print(f"  {name:10} {getattr(found, name) * 1000:8.1f} ms")


if __name__ == "__main__":
    main()
