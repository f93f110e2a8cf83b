"""All that the slip radar shows, read in one go on the shop's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pos.domain.board import BoardLine
    from pos.domain.credits import Credit
    from pos.domain.shop import Shop
    from pos.register import Register
    from pos.usecases.radar import Lapsed, SlipRow, Unsecured
    from pos.usecases.radar_costs import Costs
    from pos.usecases.radar_unsent import Unsent


@dataclass(frozen=True, slots=True)
class OwedCredit:
    """A credit, whose it is, and for which goods."""

    credit: Credit
    customer_name: str
    goods: str


@dataclass(frozen=True, slots=True)
class RadarRead:
    """What broke promises, what is here and was not sent in time, what to ask suppliers, credits to decide and then
    those to give, what is promised beyond what is secured, and what lateness cost this month."""

    slips: tuple[SlipRow, ...]
    unsent: tuple[Unsent, ...]
    lapsed: tuple[Lapsed, ...]
    credits: tuple[OwedCredit, ...]
    unsecured: tuple[Unsecured, ...]
    costs: Costs


@dataclass(frozen=True, slots=True)
class CostsRead:
    """What lateness cost in a month, with the credits that it counts."""

    costs: Costs
    credits: tuple[OwedCredit, ...]


def read_radar(register: Register) -> RadarRead:
    """The radar as it is now."""
    radar = register.radar
    open_ones = [*radar.credits("proposed"), *radar.credits("approved")]
    return RadarRead(
        radar.slips(), radar.unsent(), radar.lapsed(), _owed(register, open_ones), radar.unsecured(), radar.costs()
    )  # fmt: skip


def read_costs(register: Register, shop: Shop, month: date) -> CostsRead:
    """A month's costs (any day of it), with the credits agreed to in it, the latest first."""
    from pos.domain.credits import SPENT
    from pos.usecases.credit_giving import month_of

    since, until = month_of(shop, month)
    counted = [one for one in register.radar.credits() if one.state in SPENT and since <= one.decided_at < until]
    counted.sort(key=lambda one: one.decided_at, reverse=True)
    return CostsRead(register.radar.costs(month.isoformat()[:7]), _owed(register, counted))


def read_waiting(register: Register, sku: str) -> tuple[BoardLine, ...]:
    """The lines that wait for a product, by their place in the queue."""
    found = [line for line in register.board.read().lines if line.sku == sku and line.waiting]
    return tuple(sorted(found, key=lambda line: (line.place or 0, line.order)))


def _owed(register: Register, credits: list[Credit]) -> tuple[OwedCredit, ...]:
    orders = {number: register.order(number) for number in {one.number for one in credits}}
    found = []
    for one in credits:
        order = orders[one.number]
        line = next((line for line in order.lines if line.line == one.line), None) if order else None
        goods = f"{line.ordered} × {line.name}" if line else ""
        found.append(OwedCredit(one, order.customer_name if order else "", goods))
    return tuple(found)
