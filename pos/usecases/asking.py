"""Who has to be asked for goods, as tasks: another store, or a supplier."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos.usecases.outbox import Outbox
from pos.usecases.remedy_ways import STORE

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.people import Person
    from pos.usecases.ports import Transaction


def ask(
    tx: Transaction, cause: str, order: Order | None, line: OrderLine, why: str, today: date, person: Person
) -> None:
    """Somebody has to ask for goods of a line, of all of its product where `order` is None; once for each `cause`."""
    box = Outbox(tx, person, today)
    box.task("ask", cause, order=order, line=line.line if order else 0, why=why, due_on=today)
    box.flush()


def asks_over(tx: Transaction, transfer: str, *, today: date, person: Person) -> None:
    """Nobody has to ask another store any more for goods that will not be sent."""
    box = Outbox(tx, person, today)
    for task in tx.tasks("open", _ALL):
        if task.kind == "ask" and task.id.startswith(f"ask:{STORE}") and task.id.endswith(f":{transfer}"):
            box.close(task.id, "over")
    box.flush()


_ALL = 1_000_000
