"""Promises tried on a simulated chain of stores, beside the rules that shops use instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.verbs.common import say, verb

if TYPE_CHECKING:
    from pos.usecases.simulating import MethodResult, Simulation

_SHOWN = 5


@verb
def simulate(
    seed: Annotated[int, typer.Option(help="Another number, another chain; the same number, the same one.")] = 1,
    years: Annotated[int, typer.Option(min=1, max=10, help="Years of customers.")] = 2,
    stores: Annotated[int, typer.Option(min=1, max=50, help="Stores of the chain.")] = 5,
    suppliers: Annotated[int, typer.Option(min=1, max=400, help="Suppliers, whose habits change as they go.")] = 40,
) -> None:
    """Try the promises on a made-up chain: which dates its customers would have been told, and how many kept."""
    from pos.usecases.simulating import simulate as tried_on

    tried = tried_on(seed, years=years, stores=stores, suppliers=suppliers)
    say(_answer(tried), *_words(tried, years, stores, suppliers))


def _answer(tried: Simulation) -> dict[str, Any]:
    return {
        "seed": tried.seed,
        "asked": tried.asked,
        "promises": tried.promises,
        "methods": [
            {
                "method": one.method,
                "ours": one.ours,
                "level": one.level,
                "kept": round(one.kept, 4),
                "days_added": round(one.days_added, 3),
                "worst": None if one.worst is None else round(one.worst, 4),
                "worst_supplier": one.worst_supplier or None,
            }
            for one in tried.methods
        ],
        "suppliers": [
            {
                "supplier": one.supplier,
                "promises": one.n,
                "kept": round(one.kept_share or 0.0, 4),
                "kept_between": [round(end, 4) for end in one.kept_between],
            }
            for one in tried.suppliers
        ],
    }


def _words(tried: Simulation, years: int, stores: int, suppliers: int) -> Iterator[str]:
    yield (
        f"Chain {tried.seed}: years {years}, stores {stores}, suppliers {suppliers}. {tried.asked} customers had to "
        f"wait; {tried.promises} promises judged."
    )
    yield ""
    yield f"  {'what they are told':<30} {'meant':>6} {'kept':>6} {'days added':>11} {'worst supplier':>15}"
    yield from (_line(one) for one in tried.methods)
    yield ""
    if tried.suppliers:
        worst = (f"{one.supplier} {one.kept_share or 0.0:.1%} of {one.n}" for one in tried.suppliers[:_SHOWN])
        yield f"Our latest day by supplier, worst first: {', '.join(worst)}."
    yield "* ours. Days are added to the supplier's own day; the same customers are asked about every time."


def _line(one: MethodResult) -> str:
    mark = "*" if one.ours else " "
    meant = "-" if one.level is None else f"{one.level:.0%}"
    worst = "-" if one.worst is None else f"{one.worst:.1%}"
    return f"{mark} {one.method:<30} {meant:>6} {one.kept:>6.1%} {one.days_added:>11.1f} {worst:>15}"
