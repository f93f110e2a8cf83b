"""After a delivery: where the goods of each order that got some are put, and whether its customer hears of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.usecases.hold_shelf import bag_goods

if TYPE_CHECKING:
    from pos.domain.hold_places import Bag
    from pos.usecases.ports import Clock, Records, Transactions

Told = Literal["message", "call", "later", ""]
"""A message is on its way; somebody has to call; the daily round tells them; nobody wants to hear of it."""


@dataclass(frozen=True, slots=True)
class PutAway:
    """An order's goods after a delivery: the bag they are in, or why they are in none, and how the customer is told."""

    order: str
    customer_name: str
    bag: Bag | None
    refused: str
    told: Told


def put_away(
    *,
    orders: Sequence[str],
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    report: Callable[[int, int], object] | None = None,
) -> tuple[PutAway, ...]:
    """Put the goods of each of these orders into a bag with a label, one after the other: an order for which there is
    no place is said, and the others go on. `report` hears how many of how many are done. Raises NotAllowed."""
    found: list[PutAway] = []
    numbers = list(dict.fromkeys(orders))
    for done, number in enumerate(numbers, start=1):
        bag, refused = None, ""
        try:
            bag = bag_goods(order=number, transactions=transactions, clock=clock, person=person)[-1]
        except (errors.PlaceFull, errors.OrderNotReady, errors.UnknownCode) as refusal:
            refused = refusal.sentence
        with transactions.reading() as records:
            order = records.order(number)
            found.append(PutAway(number, order.customer_name if order else "", bag, refused, _told(records, number)))
        if report is not None:
            report(done, len(numbers))
    return tuple(found)


def _told(records: Records, number: str) -> Told:
    """How the customer hears that goods are here, by the newest message about that."""
    ready = [message for message in records.news_of(number) if message.event == "ready"]
    if not ready:
        order = records.order(number)
        if order is None or not any(
            line.allocated and line.route == "collect" and line.kind != "layaway" for line in order.lines
        ):
            return ""
        # Who stood at the counter when goods were put aside knows it.
        return "later" if records.last_aside_of(number) != order.taken_at else ""
    if ready[-1].channel in ("e-mail", "text"):
        return "message"
    return "call" if ready[-1].channel == "call" else ""
