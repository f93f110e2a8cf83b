"""What was measured, in the shapes that a table and a file of JSON lines want."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. `values` are named with their units: `median_ms`, `p95_ms`, `p99_ms`, `per_s`, or `value`
    (megabytes of memory, or a count); the first one is what ratios are made of. `n` is the number of measurements."""

    name: str
    values: Mapping[str, float]
    n: int

    @property
    def first(self) -> float:
        return next(iter(self.values.values()))

    def to_json(self) -> str:
        rounded = {key: round(value, 5) for key, value in self.values.items()}
        return json.dumps({"name": self.name, **rounded, "n": self.n})


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile of values in rising order; `percent` is 0 to 100."""
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(0, int(rank) - 1)]


def timing(name: str, nanoseconds: Sequence[float]) -> Figure:
    """Median, p95 and p99 of durations, in milliseconds."""
    ordered = sorted(duration / 1e6 for duration in nanoseconds)
    values = {f"p{percent}_ms": percentile(ordered, percent) for percent in (95, 99)}
    return Figure(name, {"median_ms": percentile(ordered, 50), **values}, len(ordered))


def rate(name: str, count: int, seconds: float) -> Figure:
    """So many of something a second."""
    return Figure(name, {"per_s": count / seconds}, count)


def write_lines(path: Path, figures: Sequence[Figure]) -> Path:
    """One JSON line for each figure into `path`, or into `bench.jsonl` where that is a folder; answers which file."""
    if path.is_dir():
        path = path / "bench.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(figure.to_json() + "\n" for figure in figures), encoding="utf-8")
    return path
