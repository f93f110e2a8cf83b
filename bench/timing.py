"""Timing ours and its floor in turns, so that whatever else the machine does hits both alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from time import perf_counter_ns

Work = Callable[[], object]
"""One thing to time; it takes what it works on from an iterator of its own."""


def in_turns(works: Mapping[str, Work], runs: int, *, warm: int = 20, block: int = 25) -> dict[str, list[int]]:
    """Nanoseconds of `runs` runs of each work, by its name, after `warm` runs that do not count.

    The works take turns in blocks, each second round backwards; the first run of a block finds the caches as the other
    work left them, and does not count. The collector runs before each block and stays on within it, as it does in the
    shop: garbage that a work makes is that work's cost, and what the bench itself keeps is out of its sight.
    """
    for work in works.values():
        for _ in range(warm):
            work()
    gc.collect()
    gc.freeze()
    taken: dict[str, list[int]] = {name: [] for name in works}
    order = list(works)
    try:
        for start in range(0, runs, block):
            for name in order:
                taken[name] += _block(works[name], min(block, runs - start))
            order.reverse()
    finally:
        gc.unfreeze()
    return taken


def _block(work: Work, runs: int) -> list[int]:
    gc.collect()
    work()
    taken = []
    for _ in range(runs):
        began = perf_counter_ns()
        work()
        taken.append(perf_counter_ns() - began)
    return taken
