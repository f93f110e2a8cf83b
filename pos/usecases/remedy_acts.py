"""Each remedy for a broken promise as a step inside an open transaction, and what is kept of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pos.domain.money import Money
from pos.domain.people import Person
from pos.domain.remedies import Remedy
from pos.usecases.asking import ask
from pos.usecases.availability import today_in
from pos.usecases.outbox import Outbox
from pos.usecases.remedy_ways import store_code
from pos.usecases.within import Within

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.credits import Credit
    from pos.usecases.ports import Clock, Transaction

HEARD = ("phone", "counter", "message")
"""How a customer said so: on the telephone, here in the shop, or in answer to a message."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be done for a line: the key of a remedy, or its kind for the best of that kind. `agreed` says how the
    customer agreed (one of HEARD), for what is not done without them; `cost` is what it costs the shop besides, in
    minor units, such as an express fee."""

    order: str
    line: int
    remedy: str
    agreed: str = ""
    cost: int = 0


def note(
    tx: Transaction, number: str, line: int, remedy: Remedy, choice: Choice, credit: Credit | None, *, now: datetime,
    person: Person,
) -> None:  # fmt: skip
    """Keep with the order what was done for it, by whom, and what it cost."""
    what: dict[str, Any] = {"remedy": remedy.key, "units": remedy.units}
    if remedy.day is not None:
        what["day"] = remedy.day.isoformat()
    if cost := choice.cost + (remedy.cost or 0 if remedy.kind == "substitute" else 0):
        what["cost"] = cost
    if choice.agreed:
        what["agreed"] = choice.agreed
    if credit is not None:
        what["credit"] = credit.id
    body = {
        "order": number, "line": line, "step": "remedy", "what": what,
        "at": now.isoformat(timespec="microseconds"), "business_date": today_in(tx.shop(), now).isoformat(),
    }  # fmt: skip
    tx.append("order_noted", body, person=person.id)


def mended(tx: Transaction, number: str, line: int, outcome: str, *, today: date, person: Person) -> None:
    """Close the tasks to mend the promises of a line (0: of the whole order)."""
    box = Outbox(tx, person, today)
    for task in tx.tasks_of(number):
        if task.kind == "promise" and task.state == "open" and line in (0, task.line):
            box.close(task.id, outcome)
    box.flush()


def _part_now(
    tx: Transaction, order: Order, line: OrderLine, remedy: Remedy, choice: Choice, clock: Clock, person: Person
) -> None:
    from pos.usecases.moving_goods import give

    if units := remedy.units - line.allocated:
        give(
            order=order.number, line=line.line, units=units, why="part of a late order", transactions=Within(tx),
            clock=clock, person=person,
        )  # fmt: skip


def _other_store(
    tx: Transaction, order: Order, line: OrderLine, remedy: Remedy, choice: Choice, clock: Clock, person: Person
) -> None:
    """The goods are on their way from there as from a supplier; somebody calls, because figures grow old."""
    shop = tx.shop()
    code = store_code(remedy.of)
    today = today_in(shop, clock.now())
    if not any(one.terms.supplier == code for one in tx.suppliers(today)):
        row = {
            "supplier": code, "name": shop.stores.get(remedy.of, remedy.of), "lead_time_days": shop.transfer_days,
            "country": "", "order_days": "", "minimum": None, "email": "", "phone": "", "lane": "local",
        }  # fmt: skip
        tx.append("suppliers_put", {"suppliers": [row]}, person=person.id)
    transfer = _order_from(tx, code, line, remedy, clock, person)
    why = f"Ask {shop.stores.get(remedy.of, remedy.of)} to send {remedy.units} of {line.name}."
    ask(tx, f"{code}:{order.number}:{line.line}:{transfer}", order, line, why, today, person)


def _other_supplier(
    tx: Transaction, order: Order, line: OrderLine, remedy: Remedy, choice: Choice, clock: Clock, person: Person
) -> None:
    _order_from(tx, remedy.of, line, remedy, clock, person)


def _order_from(tx: Transaction, supplier: str, line: OrderLine, remedy: Remedy, clock: Clock, person: Person) -> str:
    """Answers with the number of the purchase order."""
    from pos.usecases.ordering import PurchaseWish, order_goods

    made = order_goods(
        supplier=supplier, wishes=[PurchaseWish(line.sku, remedy.units)],
        expected_on=remedy.day if remedy.kind == "other_store" else None, transactions=Within(tx), clock=clock,
        person=person,
    )  # fmt: skip
    return made.order.number


def _substitute(
    tx: Transaction, order: Order, line: OrderLine, remedy: Remedy, choice: Choice, clock: Clock, person: Person
) -> None:
    """At the price that was agreed on, where what is offered is dearer."""
    from pos.usecases.order_changes import change_product

    product = tx.product(remedy.of)
    old = Money(line.unit_price, tx.shop().currency)
    dearer = product is not None and product.price is not None and product.price.minor > old.minor
    change_product(
        number=order.number, line=line.line, code=remedy.of, offered=True, price=old if dearer else None,
        reason=f"late; agreed by {choice.agreed}", transactions=Within(tx), clock=clock, person=person,
    )  # fmt: skip


def _expedite(
    tx: Transaction, order: Order, line: OrderLine, remedy: Remedy, choice: Choice, clock: Clock, person: Person
) -> None:
    today = today_in(tx.shop(), clock.now())
    ask(tx, f"{remedy.of}:{today.isoformat()}", None, line, remedy.says, today, person)


def _wait(
    tx: Transaction, order: Order, line: OrderLine, remedy: Remedy, choice: Choice, clock: Clock, person: Person
) -> None:
    """Nothing moves; the customer is told and credited."""


def _cancel(
    tx: Transaction, order: Order, line: OrderLine, remedy: Remedy, choice: Choice, clock: Clock, person: Person
) -> None:
    from pos.usecases.order_cancelling import CancelWish, cancel

    wish = CancelWish("shop_cannot", f"late; agreed by {choice.agreed}", {line.line: line.waiting})
    cancel(number=order.number, wish=wish, transactions=Within(tx), clock=clock, person=person)


DO = {
    "part_now": _part_now, "other_store": _other_store, "other_supplier": _other_supplier, "substitute": _substitute,
    "expedite": _expedite, "wait": _wait, "cancel": _cancel,
}  # fmt: skip
