"""A customer as staff should see them when they are chosen: how they like to hear of us, what they wait for, what was
noted, and how often we kept our word to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.news import channel_of
from pos.usecases.availability import today_in
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.news import Channel
    from pos.domain.people import Customer
    from pos.domain.tell_me import Entry

MOST_PAST = 20
"""Orders that are over and still shown, the newest first; the promises are judged over all of them."""


@dataclass(frozen=True, slots=True)
class CustomerNote:
    """Words for staff about a customer, noted with an order at an instant (ISO, UTC)."""

    order: str
    at: str
    person_name: str
    words: str


@dataclass(frozen=True, slots=True)
class CustomerHistory:
    """`tell_by` is the way in which they hear of us (none: not at all). `open` and `past` are their orders, the newest
    first, of the `past_count` that are over up to `MOST_PAST`; `listed` is what they want to hear of. Of `judged`
    promises made to them `kept` were kept by the day told first; one whose day has not come yet is not judged."""

    customer: Customer
    tell_by: Channel
    open: tuple[Order, ...]
    past: tuple[Order, ...]
    past_count: int
    listed: tuple[Entry, ...]
    notes: tuple[CustomerNote, ...]
    judged: int
    kept: int

    @property
    def kept_share(self) -> float | None:
        """0 to 1; None while no promise could be judged."""
        return self.kept / self.judged if self.judged else None


def customer_history(*, customer: str, transactions: Transactions, clock: Clock) -> CustomerHistory:
    """Everything to know of one customer, by id. Raises UnknownCode."""
    from pos.domain.promise_quality import report
    from pos.usecases.promise_desk import told_lines

    with transactions.reading() as records:
        found = records.customer(customer)
        if found is None:
            raise errors.UnknownCode(
                f"No customer has the id “{customer[:40]}”. Look them up by name or phone.", customer=customer[:40]
            )
        today = today_in(records.shop(), clock.now())
        names = {person.id: person.name for person in records.people()}
        orders = records.orders_of(customer)
        waiting = [number for number, is_open in orders if is_open]
        over = [number for number, is_open in orders if not is_open]
        quality = report(told_lines(records, customer), today).overall
        return CustomerHistory(
            found,
            channel_of(found),
            tuple(order for number in waiting if (order := records.order(number))),
            tuple(order for number in over[:MOST_PAST] if (order := records.order(number))),
            len(over),
            tuple(entry for entry in records.tell_me_of_customer(customer) if entry.is_open),
            tuple(
                CustomerNote(order, at, names.get(person, person), words)
                for order, at, person, words in records.notes_of(customer)
            ),
            quality.n,
            quality.kept,
        )
