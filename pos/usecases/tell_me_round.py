"""The daily look at the tell-me list: what was held and nobody came for is let go, what is free is held for the next,
and who waits for what never comes again is told so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.ports import Clock, Transactions
from pos.usecases.tell_me import may_tell, never_again
from pos.usecases.tell_me_holds import LET_GO, Offered, let_go, offer, pass_on, write

if TYPE_CHECKING:
    from pos.domain.tell_me import Entry
    from pos.usecases.moving_goods import Served as GoodsServed
    from pos.usecases.ports import Transaction

NEVER_AGAIN = "not to be had any more"


@dataclass(frozen=True, slots=True)
class Served:
    """A look at the whole list: whom to tell that goods are held, whose hold or wish has run out, and who keeps the
    place because nobody told them in time. `orders` are those that got what was let go: they come first. `gone` are the
    messages (ids) to those who ended because the goods will not come again."""

    offered: tuple[Offered, ...]
    ended: tuple[Entry, ...]
    untold: tuple[Entry, ...]
    orders: GoodsServed | None = None
    gone: tuple[str, ...] = ()


def serve(
    *, transactions: Transactions, clock: Clock, person: Person = OWNER
) -> Served:  # fmt: skip
    """Go through the whole list: let go what ran out, for the orders that wait first, hold for the next what is free,
    and take off those for whom it will not come again. For once a day; a second time changes nothing. Raises
    NotAllowed."""
    may_tell(person)
    with transactions.writing() as tx:
        now = clock.now()
        skus = tx.tell_me_skus()
        if not skus:
            return Served((), (), ())
        ended, kept, freed = let_go(tx, skus, now=now, person=person)
        passed = frozenset(entry.id for entry in kept)
        orders: GoodsServed | None = None
        offered: tuple[Offered, ...] = ()
        if freed:
            orders, offered = pass_on(tx, freed, clock=clock, person=person, reason=LET_GO, passed=passed)
        rest = set(skus).difference(freed)
        offered = (*offered, *offer(tx, rest, now=now, person=person, passed=passed))
        over, gone = _end_what_is_gone(tx, skus, now=now, person=person)
        return Served(offered, (*ended, *over), kept, orders, gone)


def _end_what_is_gone(
    tx: Transaction, skus: Sequence[str], *, now: datetime, person: Person
) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Whoever waits for goods that will not come again is told so and is off the list (R142): who ended, and the ids of
    the messages."""
    gone = [sku for sku, product in tx.products_of(list(skus)).items() if never_again(tx, product)]
    entries = [entry for entry in tx.tell_me_of_skus(gone) if not entry.held] if gone else []
    if not entries:
        return (), ()
    from pos.usecases.news import write_not_coming

    today, at = today_in(tx.shop(), now), now.isoformat(timespec="microseconds")
    news = write_not_coming(tx, entries, today=today, person=person)
    after = [replace(entry, state="ended", ended_at=at, why=NEVER_AGAIN) for entry in entries]
    write(tx, after, now=now, today=today, person=person)
    return tuple(after), news
