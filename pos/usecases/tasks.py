"""What people have to do themselves: listed with what to say, and closed with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.news import CALLS, CHANGING, OUTCOMES, Message, Outcome, Task, TaskKind
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.news_sending import arrived
from pos.usecases.outbox import Outbox
from pos.usecases.slipping import UNHEARD, heard_at_last, told_in_vain

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Records, Transaction, Transactions


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task as lists show it: whom it is about, where they are reached, and what to say to them."""

    task: Task
    customer_name: str
    phone: str
    say: str
    address: str
    """Where a message went that did not arrive."""


def to_do(*, transactions: Transactions, state: str = "open", limit: int = 500) -> tuple[ToDo, ...]:
    """Tasks, what is due first."""
    with transactions.reading() as records:
        return tuple(_shown(records, task) for task in records.tasks(state, limit))


def _shown(records: Records, task: Task) -> ToDo:
    order = records.order(task.number) if task.number and not task.customer else None
    who = task.customer or (order.customer if order else "")
    customer = records.customer(who) if who else None
    message = records.message(task.news) if task.news else None
    failed = message is not None and message.state == "failed"
    return ToDo(
        task, customer.name if customer else "", customer.phone if customer else "", _say(message),
        message.words.get("to", "") if message and failed else "",
    )  # fmt: skip


def _say(message: Message | None) -> str:
    return (message.words.get("short") or message.words.get("text", "")) if message else ""


def open_task(
    tx: Transaction, kind: TaskKind, cause: str, *, today: date, why: str, number: str = "", line: int = 0,
    customer: str = "", due_on: date | None = None, person: Person = OWNER,
) -> bool:  # fmt: skip
    """Ask a person to do something, in the transaction that causes it; one cause gives one task. `False` where it was
    asked before."""
    box = Outbox(tx, person, today)
    opened = box.task(kind, cause, number=number, line=line, customer=customer, why=why, due_on=due_on)
    box.flush()
    return opened


def close_task(
    *, task: str, outcome: Outcome, transactions: Transactions, clock: Clock, person: Person = OWNER
) -> Task | None:
    """A task is done, or was tried. Of a call: "reached" is news of the order and tells its dates; "not_reached" asks
    for it again tomorrow; "wrong_number" leaves it for when the customer comes. Answers with the task that follows.

    Raises UnknownCode, BadSetting.
    """
    if outcome not in OUTCOMES:
        raise errors.BadSetting(
            f"A task does not end as “{outcome}”. Nothing was changed. Say one of {', '.join(OUTCOMES)}.",
            outcome=outcome,
        )
    with transactions.writing() as tx:
        found = tx.task(task)
        if found is None or found.state != "open":
            raise errors.UnknownCode(
                f"No open task is called {task[:80]}. Nothing was changed. Look at the list again.", task=task[:80]
            )
        if outcome in ("reached", "not_reached", "wrong_number") and found.kind not in CALLS:
            raise errors.BadSetting(
                f"This task is no call, so nobody is {outcome.replace('_', ' ')}. Nothing was changed. Say “done”.",
                outcome=outcome,
            )
        tx.append("tasks_closed", {"tasks": [{"id": found.id, "outcome": outcome}]}, person=person.id)
        message = tx.message(found.news) if found.news else None
        today = today_in(tx.shop(), clock.now())
        box = Outbox(tx, person, today)
        if outcome in ("reached", "done") and found.kind in CALLS and message is not None:
            arrived(tx, message, "called", clock=clock, person=person)
            heard_at_last(box, message)
        elif message is not None and message.event in CHANGING and message.state in UNHEARD:
            told_in_vain(box, message)
        box.flush()
        if outcome == "not_reached":
            return _follow(tx, found, found.again, found.kind, today + timedelta(days=1), person)
        if outcome == "wrong_number":
            return _follow(
                tx, found, found.again if found.kind == "tell" else f"tell:{found.news}", "tell", None, person
            )
    return None


def _follow(tx: Transaction, found: Task, task: str, kind: str, due_on: date | None, person: Person) -> Task | None:
    row = {
        "id": task, "kind": kind, "number": found.number, "line": found.line, "customer": found.customer,
        "why": found.why, "due_on": due_on.isoformat() if due_on else None,
    }  # fmt: skip
    if tx.task(task) is None:
        tx.append("tasks_opened", {"tasks": [row]}, person=person.id)
    return tx.task(task)
