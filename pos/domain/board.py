"""The board: every open line of every order as one row, how it stands, and the filters under which it is found.

Ageing as in the design, 7.3. Days are the store's calendar days, money minor units, quantities base units.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from pos.domain.backorder import LineKind, OrderState, Route, due_on
from pos.domain.catalog import Unit
from pos.domain.promising import Standing

Filter = Literal[
    "all", "late", "at_risk", "due_this_week", "ready_not_collected", "no_supply", "needs_a_call", "unfilled",
    "unfilled_no_stock", "to_ship", "to_send_on", "on_the_way",
]  # fmt: skip


class BoardLine(NamedTuple):
    """One open line. `quantity` is what is still owed, `waiting` of it has no goods put aside, `allocated` has.

    `told_first` is the latest day told first, `told_latest` the one told last (where it was taken back, because nobody
    knows the day, the latest one told before), `told_on` when the customer heard a day last; `now_likely` and
    `now_latest` is what is reckoned with.
    A wish is no promise: `wanted_on` is what the customer asked for, and moves only when the line is late (`due_on`).
    `days_late` is how much later than that it is, or will be as things stand; `days_past` how long that day is over.
    `uncollected_since` is the day from which goods put aside wait to be collected: None before they are out, and for
    goods on layaway, which are paid in parts. `longest_wait` are the days that customers bear for such goods.
    `deposit_held` is the whole order's. `place` is the order's among those that wait for the product. `lacks_stock`:
    what is free here does not reach to its place; `no_supply`: nor does what is on order. `call` says that somebody has
    to call, and why. `to_go` units are here and have to be shipped or sent on, `under_way` ones are between two stores.
    A named tuple, because twenty thousand of them are made at once."""

    order: str
    line: int
    version: int
    customer: str
    customer_name: str
    sku: str
    name: str
    unit: Unit
    quantity: int
    waiting: int
    allocated: int
    state: OrderState
    standing: Standing
    kind: LineKind
    route: Route
    route_to: str
    store: str
    taken_on: date
    told_first: date | None
    told_latest: date | None
    told_on: date | None
    now_likely: date | None
    now_latest: date | None
    wanted_on: date | None
    not_after: date | None
    days_waited: int
    longest_wait: int
    days_late: int
    days_past: int
    deposit_held: int
    news_due_on: date
    place: int | None
    uncollected_since: date | None
    ship_complete: bool
    lacks_stock: bool
    no_supply: bool
    call: str
    free: int
    on_order: int
    key: str
    to_go: int = 0
    under_way: int = 0

    @property
    def due_on(self) -> date | None:
        """The day after which it is late: `told_latest`, or the day wished for where that is later."""
        return due_on(self.told_latest, self.wanted_on)

    @property
    def patience(self) -> float:
        """The part of the longest bearable wait that is used up; 1.0 and more is beyond it."""
        return self.days_waited / self.longest_wait if self.longest_wait else float(self.days_waited > 0)


@dataclass(frozen=True, slots=True)
class Product:
    """The lines of one product together: units that wait, goods put aside, what is free here, what is on order, and
    what neither covers."""

    sku: str
    name: str
    lines: int
    waiting: int
    allocated: int
    free: int
    on_order: int
    late: int

    @property
    def short(self) -> int:
        """Units that wait and that nothing here or on order covers."""
        return max(0, self.waiting - max(0, self.free) - self.on_order)


AGES: tuple[tuple[str, int, int | None], ...] = (
    ("0-7", 0, 7), ("8-14", 8, 14), ("15-30", 15, 30), ("31-60", 31, 60), (">60", 61, None),
)  # fmt: skip
"""Bands of days since an order was taken: name, first day, last day."""
PASTS: tuple[tuple[str, int, int | None], ...] = (("1-7", 1, 7), *AGES[1:])
"""Bands of days past the told day."""
_RANK: Mapping[Standing, int] = {
    "overdue": 0, "late_expected": 1, "at_risk": 2, "ready": 3, "on_track": 4, "done": 5,
}  # fmt: skip


def band_of(days: int, bands: Sequence[tuple[str, int, int | None]] = AGES) -> str:
    """The band that a number of days falls into; empty where it is before the first."""
    for name, first, last in bands:
        if days >= first and (last is None or days <= last):
            return name
    return ""


def in_order(lines: Iterable[BoardLine]) -> list[BoardLine]:
    """Late ones first, then those at risk, ready ones, the rest; within each the earliest told day, then the queue."""
    return sorted(lines, key=lambda line: (_RANK[line.standing], line.due_on or date.max, line.key, line.order))


def filters(today: date) -> Mapping[Filter, Callable[[BoardLine], bool]]:
    """The saved filters; a week ends on its Sunday."""
    sunday = today + timedelta(days=6 - today.weekday())
    return {
        "all": lambda line: True,
        "late": lambda line: line.standing in ("overdue", "late_expected"),
        "at_risk": lambda line: line.standing == "at_risk",
        "due_this_week": lambda line: line.waiting > 0 and (due := line.due_on) is not None and today <= due <= sunday,
        "ready_not_collected": lambda line: line.state == "ready" and line.uncollected_since is not None,
        "no_supply": lambda line: line.no_supply,
        "needs_a_call": lambda line: bool(line.call),
        "unfilled": lambda line: line.waiting > 0,
        "unfilled_no_stock": lambda line: line.lacks_stock,
        "to_ship": lambda line: line.route == "deliver" and line.to_go > 0,
        "to_send_on": lambda line: line.route == "other_store" and line.to_go > 0,
        "on_the_way": lambda line: line.under_way > 0,
    }


_VALUES: Mapping[str, Callable[[BoardLine], object]] = {
    "age": lambda line: band_of(line.days_waited),
    "past": lambda line: band_of(line.days_past, PASTS),
    "product": lambda line: line.sku,
    "order": lambda line: line.order,
    "customer": lambda line: line.customer,
    "store": lambda line: line.store,
    "state": lambda line: line.state,
    "standing": lambda line: line.standing,
    "kind": lambda line: line.kind,
    "route": lambda line: line.route,
}


def rule_of(key: str, today: date) -> Callable[[BoardLine], bool] | None:
    """The rule behind a filter's key: the name of a saved filter, or "age:8-14", "past:1-7", "product:SKU",
    "order:NUMBER", "customer:ID", "store:S01", "state:ready", "standing:overdue", "kind:preorder",
    "route:deliver". None for no key."""
    for name, rule in filters(today).items():
        if name == key:
            return rule
    of, sign, wanted = key.partition(":")
    value_of = _VALUES.get(of)
    if not sign or value_of is None:
        return None
    return lambda line: str(value_of(line)) == wanted


def counts(lines: Sequence[BoardLine], today: date) -> dict[str, int]:
    """How many lines each saved filter finds."""
    return {name: sum(map(rule, lines)) for name, rule in filters(today).items()}


def ages(lines: Sequence[BoardLine]) -> dict[str, int]:
    """Open lines by the days since they were ordered; every band is named."""
    return _banded(((line.days_waited, 1) for line in lines), AGES)


def pasts(lines: Sequence[BoardLine]) -> dict[str, int]:
    """Lines that wait past their told day, by how many days."""
    return _banded(((line.days_past, 1) for line in lines if line.waiting > 0), PASTS)


def money_by_age(held: Iterable[tuple[date, int]], today: date) -> dict[str, int]:
    """Amounts by the days since the day beside each; they add up to the sum of all."""
    return _banded(((max(0, (today - day).days), amount) for day, amount in held), AGES)


def _banded(rows: Iterable[tuple[int, int]], bands: Sequence[tuple[str, int, int | None]]) -> dict[str, int]:
    found = dict.fromkeys((name for name, _, _ in bands), 0)
    for days, amount in rows:
        if name := band_of(days, bands):
            found[name] += amount
    return found


def by_product(lines: Iterable[BoardLine]) -> list[Product]:
    """Rows of one product together, in the order in which the products first come up; free stock beside demand."""
    found: dict[str, list[BoardLine]] = {}
    for line in lines:
        found.setdefault(line.sku, []).append(line)
    return [
        Product(
            sku, rows[0].name, len(rows), sum(row.waiting for row in rows), sum(row.allocated for row in rows),
            rows[0].free, rows[0].on_order, sum(row.standing in ("overdue", "late_expected") for row in rows),
        )
        for sku, rows in found.items()
    ]  # fmt: skip
