"""A promise that breaks becomes one task, in the transaction of what broke it; and goods that are not there although
they were put aside are a promise broken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import Person
from pos.domain.slips import COUNTED, Slip
from pos.usecases.news_dates import standing_of
from pos.usecases.outbox import Outbox
from pos.usecases.promises import BrokenPromise

if TYPE_CHECKING:
    from pos.domain.news import ToldLine
    from pos.usecases.ports import Clock, Transaction


def ask_to_mend(tx: Transaction, orders: Iterable[str], *, today: date, person: Person) -> int:
    """One task for each promise of these orders that does not hold as things are reckoned now and that only time broke;
    telling the customers is left to the daily round. Answers with how many are new."""
    box, opened = Outbox(tx, person, today), 0
    for line in tx.told_lines(set(orders)):
        if line.waiting > 0 and standing_of(line, today) not in ("on_track", "done", "ready"):
            opened += _ask(box, line, f"{line.order}:{line.line}:{line.nth}", "Told")
    box.flush()
    return opened


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
                      line.told_latest, line.now_latest)
        for line in tx.told_lines({order for order, _ in gone})
        if (line.order, line.line) in gone
    ]  # fmt: skip
    box = Outbox(tx, person, today, slip=Slip("count", document).key)
    for line in tx.told_lines({order for order, _ in gone}):
        if (line.order, line.line) in gone:
            key = f"{line.order}:{line.line}:{line.nth}"
            before = tx.task(f"promise:{key}")
            # A promise that was mended by these goods, and is broken by their loss, is asked about again.
            again = f":{document}:{clock.now():%Y%m%d%H%M%S}" if before is not None and before.state != "open" else ""
            _ask(box, line, key + again, "Its goods are not here after all: told")
    box.flush()
    news_for(tx, "late", [order for order, _ in gone], today=today, person=person)
    return (*moved.broken, *more)


def _ask(box: Outbox, line: ToldLine, key: str, says: str) -> bool:
    told = line.told_latest.isoformat() if line.told_latest else "no date"
    now = line.now_latest.isoformat() if line.now_latest else "no date known"
    return box.task(
        "promise", key, number=line.order, line=line.line, why=f"{says} {told}, now {now}.", due_on=box.today
    )


_ALL = 1 << 40
