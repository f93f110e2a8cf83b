"""A promise that breaks becomes one task, in the transaction of what broke it; and goods that are not there although
they were put aside are a promise broken."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import Person
from pos.domain.slips import COUNTED, Slip
from pos.usecases import slipping
from pos.usecases.broken_promises import why_broken
from pos.usecases.outbox import Outbox
from pos.usecases.promises import BrokenPromise

if TYPE_CHECKING:
    from pos.usecases.ports import Clock, Transaction


def goods_missing(
    tx: Transaction, skus: Sequence[str], *, document: str, clock: Clock, today: date, person: Person
) -> tuple[BrokenPromise, ...]:
    """After a count, in its transaction: where fewer are here than are put aside, the last in the queue give theirs
    back, wait again at their old place, and are promises broken, whatever was known of them before."""
    from pos.usecases.goods_kept import whose
    from pos.usecases.moving_goods import write_moves
    from pos.usecases.news import news_for

    short = [sku for sku, level in tx.levels_of(list(skus)).items() if level.free < 0 and level.allocated > 0]
    lost = [one for sku in sorted(short) for one in whose(tx, sku, _ALL)]
    if not lost:
        return ()
    moved = write_moves(
        tx, [[one.order, one.line, one.sku, one.units] for one in lost], [], f"{COUNTED}: {document}", clock=clock,
        person=person,
    )  # fmt: skip
    known = {(one.order, one.line) for one in moved.broken}
    gone = {(one.order, one.line): one for one in lost if (one.order, one.line) not in known}
    more = [
        BrokenPromise(line.order, line.line, line.sku, gone[line.order, line.line].customer_name, line.told_latest,
                      line.told_latest, line.now_latest, line.name)
        for line in tx.told_lines({order for order, _ in gone})
        if (line.order, line.line) in gone
    ]  # fmt: skip
    box = Outbox(tx, person, today, slip=Slip("count", document).key)
    for line in tx.told_lines({order for order, _ in gone}):
        if (line.order, line.line) in gone:
            # A promise that was mended by these goods, and is broken by their loss, is asked about again.
            why = why_broken(line, "Its goods are not here after all: told")
            slipping.ask_to_mend(box, line, why, anew=f"{document}:{clock.now():%Y%m%d%H%M%S}")
    box.flush()
    news_for(tx, "late", [order for order, _ in gone], today=today, person=person)
    return (*moved.broken, *more)


_ALL = 1 << 40
