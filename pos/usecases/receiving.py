"""Goods that come in: what was counted, and what became of it. They are booked by `goods_in`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.allocation import Allocation, Passed
from pos.usecases.ports import Records, Transactions

if TYPE_CHECKING:
    from datetime import date

    from pos.usecases.promises import BrokenPromise
    from pos.usecases.sharing import Gets


@dataclass(frozen=True, slots=True)
class Arrival:
    """`quantity` sellable units of a product that came in; `purchase_order` when it is known against which order.

    `damaged` more came and cannot be sold, for a reason; `refused` more went back with the driver. `over_why` is why
    more than was ordered is taken in, or was refused. None of a product may be counted against a purchase order.
    `was_open` is how many were open on it when the count began, where it was counted: a count of goods that somebody
    else booked meanwhile is not booked again."""

    code: str
    quantity: int
    purchase_order: str = ""
    damaged: int = 0
    damaged_why: str = ""
    refused: int = 0
    over_why: str = ""
    was_open: int | None = None


@dataclass(frozen=True, slots=True)
class ShortLine:
    """A purchase line on which something is still open: so much was, `came` of it came in order, and `damaged` more
    came and cannot be sold, so that the supplier still owes them. `missing` is all that it still lacks, `due_on` the
    day after today on which the supplier still owes it; None where it was due by today, or nobody knows when."""

    purchase_order: str
    line: int
    sku: str
    was_open: int
    came: int
    damaged: int = 0
    due_on: date | None = None

    @property
    def missing(self) -> int:
        return self.was_open - self.came

    @property
    def not_come(self) -> int:
        """Units that did not come at all."""
        return self.missing - self.damaged


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Units that do not go the usual way: more than ordered, damaged, or sent back, with the reason."""

    sku: str
    units: int
    purchase_order: str
    why: str


@dataclass(frozen=True, slots=True)
class Telling:
    """A message that goods coming in caused: about which event, to whom, by which way ("call" and "none" are for a
    person to say); `order` is empty for somebody on the tell-me list."""

    news: str
    event: str
    order: str
    customer_name: str
    channel: str


@dataclass(frozen=True, slots=True)
class Received:
    """What came in, who gets it, what goes to the shelf, and the promises that are broken all the same; `held` units
    wait for the rest of a line of an order that goes only whole, or for somebody to say who gets them.

    `gets` are the allocations for people to read; `short` what the purchase orders still lack; `over`, `damaged` and
    `refused` the goods that went another way; `passed` who was passed over and why; `waits`, of a dry run only, who
    waits for the same goods and gets none of them. `told` is who hears of it; nobody of a dry run. `notes` are
    sentences on what is left for later."""

    document: str
    received: Mapping[str, int]
    allocations: tuple[tuple[str, Allocation], ...]
    to_shelf: Mapping[str, int]
    broken: tuple[BrokenPromise, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    gets: tuple[Gets, ...] = ()
    short: tuple[ShortLine, ...] = ()
    over: tuple[Unplanned, ...] = ()
    damaged: tuple[Unplanned, ...] = ()
    refused: tuple[Unplanned, ...] = ()
    passed: tuple[tuple[str, Passed], ...] = ()
    waits: tuple[Gets, ...] = ()
    told: tuple[Telling, ...] = ()
    notes: tuple[str, ...] = ()


def arrivals_of(*, purchase_order: str, transactions: Transactions) -> tuple[Arrival, ...]:
    """Everything that is still open on a purchase order. Raises UnknownCode."""
    from pos.usecases.purchase_numbers import known_numbers

    with transactions.reading() as records:
        number = known_numbers(records, [purchase_order])[purchase_order]
        lines = records.purchase_order(number)
    if not lines:
        raise errors.UnknownCode(
            f"Nothing is open on a purchase order {number[:40]}. Nothing was booked. Check its number.",
            number=number[:40],
        )
    return tuple(Arrival(line["sku"], line["open"], number) for line in lines)


def tellings_of(records: Records, news: Sequence[str]) -> tuple[Telling, ...]:
    """Who hears of goods that came in, by the ids of the messages that were written just now (empty ones are none)."""
    names: dict[str, str] = {}
    found = []
    for message in filter(None, (records.message(one) for one in dict.fromkeys(news) if one)):
        if message.customer not in names:
            customer = records.customer(message.customer) if message.customer else None
            names[message.customer] = customer.name if customer else ""
        found.append(
            Telling(message.id, message.event, message.number, names[message.customer], message.channel)
        )  # fmt: skip
    return tuple(found)
