"""The promise engine tried on a simulated chain: told a day with what was known that day, judged by what came.

Beside it the rules that shops use instead are judged on the same customers. See the design, section 9.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from random import Random
from statistics import fmean

from pos.domain.arrivals import HabitsOf
from pos.domain.promise import LATEST, LIKELY
from pos.domain.promise_quality import Quality, Told, report
from pos.domain.promising import promise
from pos.domain.prospect import Prospect, prospect
from pos.domain.stock import Supply
from pos.usecases.simulated_chain import Chain
from pos.usecases.simulated_goods import Line, Place, Wish
from pos.usecases.simulated_habits import SimulatedRecord

START = date(2023, 1, 2)
HANDLING_DAYS = 1
FEWEST_TO_JUDGE = 30
"""Promises from which on one supplier's share counts for the bar."""
_RUN_OUT = 200
"""Days after the last customer, in which goods still come."""
OURS, OURS_LIKELY = "Raincheck, latest day", "Raincheck, likely day"
AS_IS, MEAN, FIXED, TOMORROW = (
    "supplier's day as it is",
    "supplier's day + mean lateness",
    "fixed lead time",
    "tomorrow if overdue",
)


@dataclass(frozen=True, slots=True)
class MethodResult:
    """A way to tell a day: the share of customers served by it, the mean days it adds to the supplier's own day, and
    its worst supplier with enough promises. `level` is the chance it is meant to have, None where it means none."""

    method: str
    ours: bool
    level: float | None
    kept: float
    days_added: float
    worst: float | None
    worst_supplier: str


@dataclass(frozen=True, slots=True)
class Simulation:
    """`promises` judged of `asked` customers who would wait; `suppliers` are the engine's results, worst first."""

    seed: int
    asked: int
    promises: int
    methods: tuple[MethodResult, ...]
    suppliers: tuple[Quality, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one customer was told by each method."""

    wish: Wish
    days: Mapping[str, date]


def simulate(seed: int = 1, *, years: int = 2, stores: int = 5, suppliers: int = 40) -> Simulation:
    """The chain of a seed, from its first day to the last promise."""
    return judged(seed, run(seed, years=years, stores=stores, suppliers=suppliers))


def run(seed: int, *, years: int = 2, stores: int = 5, suppliers: int = 40) -> tuple[int, list[Answer]]:
    """Every customer who was promised a day, and how many asked for one."""
    selling = 365 * years
    chain = Chain(Random(seed), stores=stores, suppliers=suppliers, start=START, days=selling + _RUN_OUT)
    record = SimulatedRecord(chain)
    asked, answers = 0, []
    for day in range(selling + _RUN_OUT):
        chain.morning()
        if day < selling:
            habits_of = record.as_of(chain.day)
            for wish in chain.customers():
                asked += 1
                answer = _answer(chain, record, habits_of, wish)
                if answer is not None:
                    answers.append(answer)
        chain.evening()
        record.learn(chain.receipts, chain.settled)
        chain.settled.clear()
    return asked, answers


def judged(seed: int, answered: tuple[int, Sequence[Answer]]) -> Simulation:
    """The methods beside each other, on the customers whom our engine gave a day."""
    asked, answers = answered
    until = START + timedelta(days=10_000)
    levels = {OURS: LATEST, OURS_LIKELY: LIKELY}
    methods: list[MethodResult] = []
    promises = 0
    suppliers: tuple[Quality, ...] = ()
    for method in (OURS, OURS_LIKELY, AS_IS, MEAN, FIXED, TOMORROW):
        found = report((_told(answer, method) for answer in answers), until)
        if method == OURS:
            promises, suppliers = found.overall.n, found.suppliers
        enough = [one for one in found.suppliers if one.n >= FEWEST_TO_JUDGE]
        worst = min(enough, key=lambda one: (one.kept_share or 0.0, one.supplier), default=None)
        added = [(answer.days[method] - answer.days[AS_IS]).days for answer in answers]
        methods.append(
            MethodResult(
                method, method in levels, levels.get(method), found.overall.kept_share or 0.0,
                fmean(added) if added else 0.0, worst.kept_share if worst else None, worst.supplier if worst else "",
            )
        )  # fmt: skip
    return Simulation(seed, asked, promises, tuple(methods), suppliers)


def _told(answer: Answer, method: str) -> Told:
    wish, day = answer.wish, answer.days[method]
    return Told(wish.place.supplier.code, wish.taken_on, day, day, day, wish.ready_on, wish.cancelled_on)


def _answer(chain: Chain, record: SimulatedRecord, habits_of: HabitsOf, wish: Wish) -> Answer | None:
    """What this customer is told today; None where our engine gives no day."""
    place, today = wish.place, chain.day
    ahead = place.owed - wish.missing
    what = prospect(
        supplies=[_supply(line) for line in place.lines],
        habits_of=habits_of,
        to_order_from=habits_of(place.supplier.code),
        today=today,
        opening_days=chain.stores[place.store],
        handling_days=HANDLING_DAYS,
    )
    ours = promise(quantity=wish.missing, queue_ahead=ahead, prospect=what)
    if ours is None:
        return None
    place.to_order += sum(peg.quantity for peg in ours.basis if peg.kind == "supplier")
    days = _by_other_rules(what, record, place, ahead + wish.missing, today)
    return Answer(wish, {OURS: ours.latest_on, OURS_LIKELY: ours.likely_on, **days})


def _supply(line: Line) -> Supply:
    return Supply(
        "purchase_order", line.order, line.open, line.expected_on, line.expected_on is not None, line.ordered_on,
        line.place.supplier.code, line.number, line.order,
    )  # fmt: skip


def _by_other_rules(what: Prospect, record: SimulatedRecord, place: Place, need: int, today: date) -> dict[str, date]:
    """The day of the purchase line that covers the need (else of goods ordered next), by each of the usual rules."""
    supplier = place.supplier
    usual = ceil(record.mean_late(supplier.code))
    due = supplier.orders.on_or_after(today) + timedelta(days=supplier.lead)
    came = 0
    for day, units in sorted((_said(line), line.open) for line in place.lines):
        came += units
        if came >= need:
            due = day
            break
    days = (due - today).days
    return {
        AS_IS: what.ready_on(days),
        MEAN: what.ready_on(days + usual),
        TOMORROW: what.ready_on(days if days >= 0 else 1),
        FIXED: what.ready_on(supplier.lead),
    }


def _said(line: Line) -> date:
    return line.expected_on or line.ordered_on + timedelta(days=line.place.supplier.lead)
