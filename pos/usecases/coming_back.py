"""Goods that were sent on to another store and are here again: those that nobody wants there any more, those that
nobody collected there in the days that were said, and those that their customer counts on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pos.domain import order_life
from pos.domain.news import GOODS_HERE, NOT_HERE, dates_key, in_doubt, slip_key
from pos.domain.news_text import STILL_KEPT
from pos.domain.people import OWNER, Person
from pos.domain.uncollected import goes_back_on
from pos.domain.ways import THERE, Whereabouts, goes_on
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.left_there import here_again, left_there
from pos.usecases.moving_goods import Served
from pos.usecases.news import news_for
from pos.usecases.news_dates import write_dates
from pos.usecases.news_here import ready_there
from pos.usecases.news_over import take_back
from pos.usecases.order_steps import Changed, again
from pos.usecases.outbox import Outbox
from pos.usecases.sending_on import RIGHT, Move, checked_units, note_move, nothing_to_move
from pos.usecases.taken_away import at_their_day
from pos.usecases.tell_me_holds import pass_on
from pos.usecases.to_send import UNSENT, ask_to_send, ask_what_now
from pos.usecases.uncollected import put_back_in
from pos.usecases.whereabouts import whereabouts

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.usecases.ports import Clock, Records, Transaction, Transactions

_SECONDS = len("2026-11-24T10:42:03")


def came_back(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Sequence[int] | Mapping[int, int] | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """Goods that were sent on are here again (line -> units, or lines, or None: first all that are not wanted there any
    more; where there are none, those that are still put aside).

    What is not wanted there goes to who waits or lies free. What nobody collected there in the days that goods are kept
    goes to the next in the queue on the day of the shop's rule, and else stays put aside here; the customer hears of
    it and is asked, and the promise was kept. Of other goods the customer hears, where they know that these are there,
    that they are not, and somebody is asked to mend it.

    Raises UnknownCode, StaleOrder, WrongState, BadQuantity, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Sending goods on")
    with transactions.writing() as tx:
        now = clock.now()
        today = today_in(tx.shop(), now)
        found = documents.known_order(tx, number, version)
        at, left = whereabouts(tx, found), left_there(tx, found)
        units = _units(found, at, left, lines)
        free = {line: min(count, left.get(line, 0)) for line, count in units.items()}
        wanted = {line: count - free[line] for line, count in units.items() if count > free[line]}
        kept, by_rule = _not_collected(tx, found, wanted, today)
        knew = {line for line in wanted if line not in kept and _knows_they_are_there(tx, found, at[line])}
        causes = {}
        for nth in units:
            line = order_life.line_of(found, nth)
            if free[nth]:
                move = Move(line, 0, free[nth])
                causes[nth] = note_move(
                    tx, found, "came_back", move, now=now, person=person, left_there=free[nth]
                )  # fmt: skip
            if nth in wanted:
                far = line.handed_over + at[nth].under_way + at[nth].there - wanted[nth]
                move = Move(line, far, wanted[nth])
                more = {"not_collected": wanted[nth]} if nth in kept else {}
                causes[nth] = note_move(tx, found, "came_back", move, now=now, person=person, **more)
        served = _served(tx, found, free, causes, clock=clock, now=now, person=person)
        back = {line: count for line, count in wanted.items() if line in kept}
        if back and by_rule:
            put = put_back_in(tx, again(tx, number), clock=clock, person=person, reason="uncollected", back=back)
            served = Served((*served.gets, *put.passed_on), (*served.broken, *put.broken))
        elif back:
            goods = [(back[line.line], line.name, line.unit) for line in found.lines if line.line in back]
            news_for(
                tx, "expired", number, today=today, person=person, document=causes[min(back)], goods=goods,
                way=STILL_KEPT,
            )  # fmt: skip
        box = Outbox(tx, person, today)
        _say_not_there(box, again(tx, number), {line: causes[line] for line in sorted(knew)})
        ask_to_send(box, again(tx, number))
        if back:
            ask_what_now(box, again(tx, number), causes[min(back)])
        box.flush()
        take_back(tx, [found.number], today=today, person=person)
        return Changed(again(tx, found.number), (), served.broken, served.gets)


def _units(
    found: Order, at: Mapping[int, Whereabouts], left: Mapping[int, int],
    lines: Sequence[int] | Mapping[int, int] | None,
) -> dict[int, int]:  # fmt: skip
    """Line -> units that came back. Raises UnknownCode, WrongState, BadQuantity."""
    away = {line: one.under_way + one.there for line, one in at.items() if one.under_way + one.there}
    if lines is None:
        lines = dict(left) or away
    wanted = dict(lines) if isinstance(lines, Mapping) else dict.fromkeys(lines, 0)
    if not wanted:
        raise nothing_to_move(found)
    return {
        nth: checked_units(
            found, order_life.line_of(found, nth), units or left.get(nth, 0) or away.get(nth, 0),
            left.get(nth, 0) + away.get(nth, 0),
        )
        for nth, units in wanted.items()
    }  # fmt: skip


def _served(
    tx: Transaction, found: Order, free: Mapping[int, int], causes: Mapping[int, str], *, clock: Clock, now: datetime,
    person: Person,
) -> Served:  # fmt: skip
    """What is not wanted there any more is in the stock here again, and goes to who waits."""
    lines = [line for line in found.lines if free.get(line.line)]
    if not lines:
        return Served()
    here_again(tx, found, free, now=now, person=person)
    served, _ = pass_on(
        tx, sorted({line.sku for line in lines}), clock=clock, person=person, reason=f"{found.number} came back",
        cause=causes[lines[-1].line],
    )  # fmt: skip
    return served


def _not_collected(
    records: Records, order: Order, lines: Mapping[int, int], today: date
) -> tuple[Collection[int], bool]:  # fmt: skip
    """Those of these lines whose goods were kept in the other store for all of the days that their customer was told;
    and whether they go to others by now, by the shop's rule."""
    shop = records.shop()
    found, due = set[int](), False
    for ready in ready_there(records, shop, order, today):
        if ready.kept_from + timedelta(days=shop.keep_days) < today:
            found.update(line for line in ready.units if line in lines)
            back = goes_back_on(ready.kept_from, shop.keep_days, shop.waiting)
            due = due or (back is not None and back <= today)
    return found, due


def _knows_they_are_there(records: Records, order: Order, at: Whereabouts) -> bool:
    """Whether the customer was told that these goods can be collected there."""
    return at.there > 0 and any(
        one.event in GOODS_HERE
        and THERE in one.id
        and (one.state in ("sent", "called") or in_doubt(one))
        and one.queued_at[:_SECONDS] >= at.arrived_at[:_SECONDS]
        for one in records.news_of(order.number)
    )


def _say_not_there(box: Outbox, order: Order, lines: Mapping[int, str]) -> None:
    """Somebody is asked to mend it, and the customer hears that goods they were told of are not there; `lines` are
    those with what brought their goods back. No earlier day is told than before."""
    of = {line.line: line for line in order.lines}
    late = []
    for told in box.tx.told_lines([order.number]):
        if told.line not in lines or told.waiting > 0:
            continue
        line, cause = of[told.line], lines[told.line]
        store = box.shop.stores.get(line.route_to, line.route_to)
        key = f"{slip_key(order.number, told.line, told.nth)}:{cause}:{UNSENT}"
        why = f"Its goods came back from {store}, where the customer counts on them."
        box.task("promise", key, number=order.number, line=told.line, why=why, due_on=box.today)
        day = goes_on(box.shop, line.route, line.route_to, box.today)
        late.append(at_their_day(replace(told, waiting=told.allocated, now_likely=day, now_latest=day)))
    if late:
        key = f"{dates_key(late)}:{lines[late[0].line]}"
        write_dates(box, order, late, "late", [NOT_HERE] * len(late), key, was_here=True)
