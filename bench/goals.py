"""Which figure is held against which, and how far apart they may be: the table at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.figures import Figure


@dataclass(frozen=True, slots=True)
class Goal:
    """`figure` divided by `reference` is at most `must`, better `good`. Without a reference the goal is for the value
    of the figure named `value`. A figure without `must` is only shown beside its reference."""

    figure: str
    reference: str = ""
    must: float = 0.0
    good: float = 0.0
    value: str = ""


GOALS = (
    Goal("ours.sale", "floor.sale", 3.0, 2.0),
    Goal("ours.sale", "floor.sale_sqlcipher"),
    Goal("ours.sale_commits", must=1, good=1, value="value"),
    Goal("ours.backorder", "floor.sale", 5.0, 3.0),
    Goal("ours.search_typeahead", must=10.0, good=5.0, value="p95_ms"),
    Goal("ours.search_typeahead", "floor.search_typeahead"),
    Goal("ours.search_barcode", "floor.barcode", 20.0, 10.0),
    Goal("ours.look_here", "floor.barcode"),
    Goal("ours.look", must=20.0, good=5.0, value="p95_ms"),
    Goal("ours.look", "floor.look"),
    Goal("ours.first_look", "floor.first_look"),
    Goal("ours.shortage_card", must=150.0, good=50.0, value="p95_ms"),
    Goal("ours.shortage_explained", "floor.shortage"),
    Goal("ours.redate", "floor.redate"),
    Goal("ours.share", must=1000.0, good=500.0, value="median_ms"),
    Goal("ours.share", "floor.share"),
    Goal("ours.board", "floor.board"),
    Goal("ours.board_shown", "floor.board_shown"),
    Goal("ours.receive", "floor.receive"),
    Goal("ours.receipt", "peer.receipt", 1.5, 1.0),
    Goal("ours.receipt", "floor.receipt"),
    Goal("ours.import", "floor.import"),
    Goal("ours.start.first_paint", "floor.window", 1.5, 1.3),
    Goal("ours.start.ready", "floor.window", 3.5, 2.0),
    Goal("ours.rss", "floor.rss", 3.0, 2.0),
)
_HEAD = ("figure", "median", "p95", "p99", "n", "reference", "ratio", "goal", "")


def ratio(figure: Figure, reference: Figure) -> float:
    """How many times as much `figure` costs; for rates, how many times slower it is."""
    if "per_s" in figure.values:
        return reference.first / figure.first
    return figure.first / reference.first


def verdict(goal: Goal, reached: float) -> str:
    """`good`, `ok` or `short`; empty where no goal was set."""
    if not goal.must:
        return ""
    return "good" if reached <= goal.good else "ok" if reached <= goal.must else "short"


def table(figures: Sequence[Figure]) -> str:
    """All figures as lines of aligned columns, those that have a goal first."""
    by_name = {figure.name: figure for figure in figures}
    rows = [_HEAD, *_compared(by_name)]
    told = {row[0] for row in rows}
    rows += [(*_measured(figure), "", "", "", "") for figure in figures if figure.name not in told]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "\n".join(
        "  ".join(cell.ljust(width) if place in (0, 5, 8) else cell.rjust(width)
                  for place, (cell, width) in enumerate(zip(row, widths, strict=True))).rstrip()
        for row in rows
    )  # fmt: skip


def _compared(by_name: Mapping[str, Figure]) -> Iterator[tuple[str, ...]]:
    for goal in GOALS:
        figure, reference = by_name.get(goal.figure), by_name.get(goal.reference)
        if figure is None or (goal.reference and reference is None):
            continue
        if reference is not None:
            reached = ratio(figure, reference)
            asked = f"<= {goal.must:g}x, good {goal.good:g}x" if goal.must else ""
            yield (*_measured(figure), goal.reference, f"{reached:.2f}x", asked, verdict(goal, reached))
        else:
            reached = figure.values[goal.value]
            asked = f"{goal.value} <= {goal.must:g}, good {goal.good:g}"
            yield (*_measured(figure), "", "", asked, verdict(goal, reached))


def _measured(figure: Figure) -> tuple[str, ...]:
    values = figure.values
    first = f"{figure.first:,.0f}/s" if "per_s" in values else _short(figure.first)
    others = (_short(values[name]) if name in values else "" for name in ("p95_ms", "p99_ms"))
    return (figure.name, first, *others, f"{figure.n:,}")


def _short(value: float) -> str:
    return f"{value:.4f}" if value < 0.1 else f"{value:.3f}" if value < 10 else f"{value:.1f}"
