"""The story of one order: everything that happened to it in words, its money, and what can be done for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.people import BY_RULE, OWNER
from pos.domain.step_words import step_words
from pos.usecases.availability import today_in
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.board import BoardLine
    from pos.domain.order_life import Step, TenderPart
    from pos.usecases.radar import Broken


@dataclass(frozen=True, slots=True)
class Told:
    """One step with its words and the name of who did it."""

    step: Step
    words: str
    person_name: str


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """The money of an order in minor units: what everything ever ordered costs, what of it was handed over, what was
    cancelled, the deposit held and the tenders it came by, and what is to pay when the rest is collected."""

    total: int
    handed_over: int
    cancelled: int
    deposit_held: int
    balance_due: int
    tenders: tuple[TenderPart, ...]


@dataclass(frozen=True, slots=True)
class OrderStory:
    """An order with its steps (the newest first), its money, and its open lines as the board has them. `broken` are
    its promises that do not hold, each with what can be done, the best first."""

    order: Order
    steps: tuple[Told, ...]
    money: OrderMoney
    lines: tuple[BoardLine, ...]
    broken: Sequence[Broken] = ()


def order_story(*, number: str, transactions: Transactions, clock: Clock) -> OrderStory:
    """Raises UnknownCode."""
    from pos.usecases.board import open_lines
    from pos.usecases.radar import lines_of, read_slips

    with transactions.reading() as records:
        shop = records.shop()
        order = records.order(number.strip())
        if order is None:
            raise errors.UnknownCode(
                f"There is no order {number[:40]} here. Look it up by the customer's name or phone.",
                number=number[:40],
            )
        names = {person.id: person.name for person in (*records.people(), OWNER, BY_RULE)}
        today = today_in(shop, clock.now())
        return OrderStory(
            order,
            tuple(
                Told(step, step_words(step, order, shop.currency), names.get(step.person, step.person))
                for step in reversed(records.steps(order.number))
            ),
            OrderMoney(
                order.total,
                sum(line.total * line.handed_over // line.ordered for line in order.lines),
                sum(line.total * line.cancelled // line.ordered for line in order.lines),
                order.order_deposit,
                order.balance_due,
                tuple(records.deposit_tenders(order.number)),
            ),
            tuple(open_lines(records, today, [order.number])),
            lines_of(read_slips(records, clock.now(), number=order.number)),
        )
