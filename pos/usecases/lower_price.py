"""A pre-order costs no more than the goods cost once they are out: by the shop's rule its open units get the price of
the day where that is lower. The deposit stays, shared anew over the new prices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pos.domain.backorder import Order, OrderLine
from pos.domain.deposit_moves import balance_of
from pos.domain.deposit_resplit import resplit
from pos.domain.money import Money
from pos.domain.people import Person
from pos.usecases.order_documents import for_order, tax_mode_of
from pos.usecases.order_steps import again, deposit_parts, head, slip_of, write_change
from pos.usecases.outbox import Outbox
from pos.usecases.price_of_the_day import price_of_the_day

if TYPE_CHECKING:
    from pos.domain.receipt import Receipt
    from pos.domain.shop import Shop
    from pos.usecases.ports import Transaction

STEP = "price_lowered"
GIVE_BACK = "ask:lower_price:"
"""How the name of a task begins to give back what was paid beyond the lower price."""


def order_at_lower_price(tx: Transaction, number: str, *, now: datetime, today: date, person: Person) -> Order:
    """An order that is about to be paid or handed over, once it got the lower price of the day where it may."""
    found = again(tx, number)
    if not tx.shop().waiting.preorder_lower_price:
        return found
    lower_in(tx, found, now=now, today=today, person=person)
    return again(tx, number)


def lower_in(tx: Transaction, found: Order, *, now: datetime, today: date, person: Person) -> Receipt | None:
    """Give an order the price of the day where that is lower, in somebody else's transaction; answers with the slip
    that says so. Where more is held than the goods cost then, the price stays until a person gave the rest back, which
    is a task of theirs."""
    shop = for_order(tx.shop(), found)
    lowered = {line.line: line for line in price_of_the_day(tx, shop, found, today)}
    held = tx.deposit_shares(found.number)
    after = [lowered.get(line.line, line) for line in found.lines]
    beyond = -balance_of(after, held) if lowered else 0
    _ask_to_give_back(tx, found, max(0, beyond), shop, list(lowered.values()), today=today, person=person)
    if not lowered or beyond > 0:
        return None
    move = resplit(found.number, after, held, tax_mode_of(shop, found))
    was = {line.line: line for line in found.lines}
    first = next(iter(lowered.values()))
    write_change(
        tx, found, STEP, now=now, person=person, line=first.line if len(lowered) == 1 else 0,
        what={"lines": [[line.line, was[line.line].unit_price, line.unit_price] for line in lowered.values()]},
        head=head(found),
        reprice=[
            [line.line, line.unit_price, line.total, line.tax, was[line.line].total - line.total]
            for line in lowered.values()
        ],
        **deposit_parts(move),
    )  # fmt: skip
    return slip_of(tx, again(tx, found.number), STEP, now=now, person=person, shares=move.shares)


def lower_preorders(tx: Transaction, numbers: Sequence[str], *, now: datetime, today: date, person: Person) -> None:
    """The same of many orders; what is not pre-ordered is left as it is."""
    for number in numbers:
        if (found := tx.order(number)) is not None:
            lower_in(tx, found, now=now, today=today, person=person)


def _ask_to_give_back(
    tx: Transaction, found: Order, beyond: int, shop: Shop, lowered: Sequence[OrderLine], *, today: date, person: Person
) -> None:
    box = Outbox(tx, person, today)
    name = f"{GIVE_BACK}{found.number}:{beyond}"
    for task in tx.tasks_of(found.number):
        if task.state == "open" and task.id.startswith(GIVE_BACK) and (not beyond or task.id != name):
            box.close(task.id, "over")
    if beyond:
        goods = ", ".join(line.name for line in lowered)
        box.task(
            "ask", name.partition(":")[2], order=found, customer=found.customer, due_on=today,
            why=f"Give {Money(beyond, shop.currency)} {shop.currency} of the deposit back: {goods} costs less now than "
            "was pre-ordered. Then the order gets the lower price.",
        )  # fmt: skip
    box.flush()
