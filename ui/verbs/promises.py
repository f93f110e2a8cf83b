"""The promise: when a product can be had, and how such promises would have been kept in the past."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from pos.domain import errors
from ui.verbs import promise_record, promise_simulation, selling
from ui.verbs.common import say, verb

if TYPE_CHECKING:
    from pos.domain.backtest import Score
    from pos.files.deliveries_history import History
    from pos.usecases.backtesting import Backtest

SHOWN = 200
"""Rows set aside that an answer names; the count is always whole."""
_SHOWN_IN_WORDS = 10


class CodeOrVerb(TyperGroup):
    """`promise CODE` is `promise show CODE`: what is not one of the verbs is a product's code."""

    # Typer brings a Context of its own, without a public name for this one.
    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["show", *args]
        return super().parse_args(ctx, args)


promise_app = typer.Typer(
    cls=CodeOrVerb, help="When a product can be had, and how such promises are kept.", no_args_is_help=True
)
promise_app.command("show")(selling.promise)
promise_app.command("quality")(promise_record.quality)
promise_app.command("review")(promise_record.review)
promise_app.command("simulate")(promise_simulation.simulate)


@promise_app.command("backtest")
@verb
def backtest(
    file: Annotated[Path, typer.Argument(help="Deliveries of the past, as a CSV or XLSX file of any kind.")],
    map_: Annotated[list[str] | None, typer.Option("--map", help="FIELD=COLUMN; may be repeated.")] = None,
) -> None:
    """Replay deliveries of the past: which dates would have been promised, and how many kept."""
    from pos.files.deliveries_history import read_history
    from pos.usecases.backtesting import backtest as replay

    history = read_history(file, _mapping(map_ or []))
    tried = replay(history.outcomes)
    say(_answer(history, tried), *_words(history, tried))


def _mapping(pairs: Sequence[str]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, sign, column = pair.partition("=")
        if not sign or not field.strip() or not column.strip():
            raise errors.BadSetting(f"“{pair}” is no --map FIELD=COLUMN. Nothing was replayed.")
        mapping[field.strip()] = column.strip()
    return mapping


def _answer(history: History, tried: Backtest) -> dict[str, Any]:
    return {
        "rows": tried.rows,
        "quarantined": tried.quarantined,
        "undelivered": tried.undelivered,
        "shipments": tried.shipments,
        "methods": [_score(score) for score in tried.scores],
        "counted_from": "promised_on" if tried.promised else "ordered_on",
        "columns": dict(history.columns),
        "notes": list(history.notes),
        "quarantine": [{"row": bad.row, "reason": bad.reason} for bad in tried.quarantine[:SHOWN]],
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "method": score.method,
        "ours": score.ours,
        "level": score.level,
        "kept": round(score.kept, 4),
        "days_added": round(score.days_added, 3),
        "pinball": round(score.pinball, 4),
        "worst": None if score.worst is None else round(score.worst, 4),
        "worst_supplier": score.worst_supplier or None,
        "n": score.tests,
    }


def _words(history: History, tried: Backtest) -> Iterator[str]:
    yield (
        f"{tried.rows} rows: {tried.shipments} shipments replayed, {tried.undelivered} rows not delivered, "
        f"{tried.quarantined} set aside."
    )
    for bad in tried.quarantine[:_SHOWN_IN_WORDS]:
        yield f"  row {bad.row}: {bad.reason}"
    if tried.quarantined > _SHOWN_IN_WORDS:
        yield f"  and {tried.quarantined - _SHOWN_IN_WORDS} more; --json names up to {SHOWN}."
    taken = ", ".join(f"{column} as {field}" for field, column in history.columns.items() if column != field)
    if taken:
        yield f"Columns taken: {taken}."
    yield from history.notes
    if not tried.scores:
        yield "Too few deliveries to ask for a date: more than ten must be known on the day of asking."
        return
    base = "the given date" if tried.promised else "the day of order"
    for level in dict.fromkeys(score.level for score in tried.scores):
        yield ""
        name = {0.5: "The likely day", 0.9: "The latest day"}.get(level, "The day between")
        yield f"{name}: to be kept {level:.0%} of the time. Days are added to {base}; a lower loss is better."
        yield f"  {'method':<28} {'kept':>6} {'days added':>11} {'loss':>8} {'worst supplier':>15} {'tests':>7}"
        for score in tried.scores:
            if score.level == level:
                yield _line(score)
    yield ""
    yield "* ours. The counter promises by the mixture; raincheck weighs many ways, each by what was known on its day."


def _line(score: Score) -> str:
    worst = "-" if score.worst is None else f"{score.worst:.1%}"
    mark = "*" if score.ours else " "
    return (
        f"{mark} {score.method:<28} {score.kept:>6.1%} {score.days_added:>11.1f} {score.pinball:>8.2f} {worst:>15} "
        f"{score.tests:>7}"
    )
