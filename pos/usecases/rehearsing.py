"""A use case tried out: what it would do is found by doing it and taking it back, so that both are the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pos.usecases.within import Within

if TYPE_CHECKING:
    from pos.usecases.ports import Transactions

Result = TypeVar("Result")


class _TakeBack(Exception):
    """Ends the transaction of a rehearsal."""


def rehearsed(transactions: Transactions, act: Callable[..., Result], **said: Any) -> Result:
    """What `act` would answer with; not one row of what it writes is kept. Raises as it."""
    answer: list[Result] = []
    try:
        with transactions.writing() as tx:
            answer.append(act(transactions=Within(tx), **said))
            raise _TakeBack
    except _TakeBack:
        return answer[0]
