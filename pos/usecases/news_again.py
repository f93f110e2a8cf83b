"""A message that did not arrive goes out once more, because somebody says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.news import WRITTEN, address_of, channel_of, in_doubt
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.outbox import Outbox

if TYPE_CHECKING:
    from pos.domain.news import Message
    from pos.usecases.ports import Clock, Transactions


def send_again(*, message: str, transactions: Transactions, clock: Clock, person: Person = OWNER) -> Message:
    """Queue a message that failed, with the words and the address that it has; the task that it left is over.

    Not where it may have gone out after all, nor where its customer has another address by now: they are called.

    Raises UnknownCode, WrongState.
    """
    with transactions.writing() as tx:
        found = tx.message(message)
        if found is None:
            raise errors.UnknownCode(
                f"There is no message {message[:80]}. Nothing was sent. Look at the list again.", message=message[:80]
            )
        if found.state != "failed" or found.channel not in WRITTEN:
            raise errors.WrongState(
                "Only a message that failed is sent again. Nothing was sent. Look at the order.", state=found.state
            )
        if in_doubt(found):
            raise errors.WrongState(
                "It may have gone out, and nobody is told twice. Nothing was sent. Call the customer.",
                state=found.state,
            )
        customer = tx.customer(found.customer)
        if channel_of(customer) not in WRITTEN:
            raise errors.WrongState(
                "The customer does not want to be written to any more. Nothing was sent. Tell them when they come, or "
                "call them if they wish so.",
                state=found.state,
            )
        if (channel_of(customer), address_of(customer, found.channel)) != (found.channel, found.words.get("to", "")):
            raise errors.WrongState(
                "The customer has another address by now. Nothing was sent. Call them, or tell them from their order.",
                state=found.state,
            )
        row = {"id": found.id, "state": "queued", "why": "to be sent again", "tries": 0}
        tx.append("news_settled", {"settled": [row]}, person=person.id)
        box = Outbox(tx, person, today_in(tx.shop(), clock.now()))
        for task in tx.tasks_of(found.number):
            if task.state == "open" and task.news == found.id:
                box.close(task.id, "over")
        box.flush()
        return found
