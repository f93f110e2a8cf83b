"""What a customer would be told, before anybody decides to: the message itself, written and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain.people import OWNER, Person
from pos.usecases.news_choices import ask, tell_now
from pos.usecases.rehearsing import rehearsed

if TYPE_CHECKING:
    from pos.domain.news import Message
    from pos.usecases.ports import Clock, Transactions


def foresee_telling(
    *, number: str, asking: bool, transactions: Transactions, clock: Clock, person: Person = OWNER
) -> Message | None:
    """The message that `tell_now` (or `ask`) would write for an order; None where the customer knows it already and
    nothing would be sent. Raises UnknownCode, WrongState, as they do."""
    act = ask if asking else tell_now

    def told(*, transactions: Transactions) -> Message | None:
        written = act(number=number, transactions=transactions, clock=clock, person=person)
        with transactions.reading() as records:
            return records.message(written) if written else None

    return rehearsed(transactions, told)
