"""Promises that something broke, or that only time broke, as tasks of the people who can mend them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import Person
from pos.usecases import slipping
from pos.usecases.news_dates import standing_of
from pos.usecases.outbox import Outbox
from pos.usecases.promises import BrokenPromise

if TYPE_CHECKING:
    from pos.domain.news import ToldLine
    from pos.usecases.ports import Transaction


def ask_to_mend(
    tx: Transaction, orders: Iterable[str], *, today: date, person: Person, broken: Iterable[BrokenPromise] = (),
    cause: str = "", about: Collection[str] = (),
) -> int:  # fmt: skip
    """One task for each promise of these orders that does not hold as things are reckoned now; telling the customers is
    left to others. Those that are `broken` by what happened now are asked about anew though they were mended before.
    `cause` is the operation that did it to the products it is `about`; without one only time went by. Answers with how
    many are new."""
    box, opened = Outbox(tx, person, today, cause=cause, about=about), 0
    again = {(one.order, one.line) for one in broken}
    for line in tx.told_lines({*orders, *(order for order, _ in again)}):
        if slipping.is_broken(line, standing_of(line, today)):
            anew = (cause or today.isoformat()) if (line.order, line.line) in again else ""
            opened += slipping.ask_to_mend(box, line, why_broken(line, "Told"), anew=anew)
    box.flush()
    return opened


def why_broken(line: ToldLine, says: str) -> str:
    """What was told and what is reckoned with now, after words that say what happened."""
    told = line.told_latest.isoformat() if line.told_latest else "no date"
    now = line.now_latest.isoformat() if line.now_latest else "no date known"
    return f"{says} {told}, now {now}."
