"""The order of a run: make the shops, start the program, then the counter's own work, then how costs grow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import counter, goals, machine, promises, shops, starts, waiting_list, waiting_shop
from bench.figures import Figure

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure. `starts` of 0 leaves the program's start out; `growth` are catalogues to compare, smallest
    first, and `history` the past sales after which a sale is measured again, 0 for not. `waiting` are the products of
    the shops in which many wait: the first is measured whole, and all of them are compared. `delivered` are the
    products of one delivery for twice as many lines that wait, 0 for none."""

    products: int = 1_000_000
    runs: int = 1000
    starts: int = 20
    growth: tuple[int, ...] = (10_000, 100_000)
    history: int = 20_000
    waiting: tuple[int, ...] = (20_000, 5_000, 80_000)
    delivered: int = 10_000


_GROWING = ("ours.search_barcode", "floor.barcode", "ours.search_typeahead", "floor.search_typeahead", "ours.look_here")
QUICK = Plan(products=100_000, runs=400, starts=10, growth=(), history=0, waiting=(20_000,), delivered=2_000)
_IMPORTED_AGAIN = 20_000


def measure(plan: Plan, folder: Path, say: Say) -> list[Figure]:
    """Measure all of the plan in `folder` and say what comes out; answers with the figures in the order they came."""
    shops.keep_to(folder)
    say(machine.describe())
    figures = [machine.durable_write(folder)]
    say(f"\nMaking a shop of {plan.products:,} products …")
    figures += _prepare(folder, plan.products)
    place = _place(folder, plan.products)
    if plan.starts:
        say("Starting the program …")
        figures += starts.starts(place / "shop", plan.starts)
        figures += starts.weights(place / "shop", min(3, plan.starts))
    say("Working at the counter …\n")
    opened = counter.open_counter(place, plan.products)
    try:
        figures += counter.searches(opened, plan.runs)
        figures += counter.sales(opened, plan.runs)
        figures.append(counter.commits(opened))
        figures += counter.receipts(opened, plan.runs)
        if plan.history:
            _grown_history(opened, plan, say)
    finally:
        opened.close()
    if plan.waiting:
        figures += _promises(folder, plan, say)
    if plan.delivered:
        figures += _waiting_list(folder, plan, say)
    say("\n" + goals.table(figures))
    if plan.growth:
        _grown_catalogue(folder, plan, figures, say)
    return figures


def _promises(folder: Path, plan: Plan, say: Say) -> list[Figure]:
    """Looks at what is short, in shops where many wait; how they grow is said at once."""
    say(f"\nMaking shops in which many wait, of {', '.join(f'{count:,}' for count in plan.waiting)} products …")
    figures: list[Figure] = []
    grown: dict[int, promises.Growing] = {}
    for count in plan.waiting:
        place = folder / f"waiting-{count}"
        if not waiting_shop.is_complete(place):
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir(parents=True)
            waiting_shop.make(place, count)
        with promises.opened(place, count) as desk:
            if not figures:
                figures += promises.short_looks(desk, plan.runs)
                figures += promises.first_looks(desk, max(2, plan.runs // 20))
                figures += promises.cards(desk, max(2, plan.runs // 5))
            grown[count] = promises.growing(desk, max(2, plan.runs // 5))
            if len(grown) == 1:
                figures += promises.redates(desk, max(2, plan.runs // 20))
    say("Looks at what is short as shop and queue grow, medians in ms:")
    for line in promises.grown_table(grown):
        say("  " + line)
    return figures


def _waiting_list(folder: Path, plan: Plan, say: Say) -> list[Figure]:
    """The board of a long waiting list, and one delivery for all of it, in a shop that is made for it each time."""
    say(f"\nMaking a shop in which {2 * plan.delivered:,} lines wait for {plan.delivered:,} products …")
    place = folder / "waiting-list"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return waiting_list.figures(place, plan.delivered, max(2, min(20, plan.runs // 20)))


def _prepare(folder: Path, count: int) -> list[Figure]:
    """Make what is not there yet; where it is, a smaller shop tells the rate of an import."""
    place = _place(folder, count)
    if shops.is_complete(place / "shop"):
        again = folder / "import"
        shutil.rmtree(again, ignore_errors=True)
        again.mkdir()
        few = min(count, _IMPORTED_AGAIN)
        return [shops.make_shop(again / "shop", few), shops.make_bare(again / "bare.db", few)]
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    floor = shops.make_bare(place / "bare.db", count)
    shops.make_bare_sealed(place / "sealed.db", count)
    return [shops.make_shop(place / "shop", count), floor]


def _place(folder: Path, count: int) -> Path:
    return folder / f"products-{count}"


def _grown_history(opened: counter.Counter, plan: Plan, say: Say) -> None:
    before = counter.plain_sales(opened, plan.runs)
    counter.add_history(opened, plan.history)
    after = counter.plain_sales(opened, plan.runs)
    say(f"\nA sale before and after {plan.history:,} more past sales, median and p99 in ms:")
    for early, late in zip(before, after, strict=True):
        say(f"  {early.name:<24}{_pair(early, 'p99_ms')}   {_pair(late, 'p99_ms')}   {late.first / early.first:.2f}x")


def _grown_catalogue(folder: Path, plan: Plan, figures: Sequence[Figure], say: Say) -> None:
    sizes = {plan.products: figures}
    for count in plan.growth:
        _prepare(folder, count)
        opened = counter.open_counter(_place(folder, count), count)
        try:
            sizes[count] = counter.searches(opened, plan.runs)
        finally:
            opened.close()
    say("\nSearches as the catalogue grows, median and p95 in ms:")
    ordered = sorted(sizes)
    say("  " + " " * 24 + "".join(f"{count:>20,}" for count in ordered))
    for name in _GROWING:
        found = [next(figure for figure in sizes[count] if figure.name == name) for count in ordered]
        say(f"  {name:<24}" + "".join(f"{_pair(figure, 'p95_ms'):>20}" for figure in found))


def _pair(figure: Figure, other: str) -> str:
    return f"{figure.first:.4f} / {figure.values[other]:.4f}"
