"""What a customer gets for a delay by the shop's rule: counted from the first day they were told that nothing was given
for yet, whether they have heard of the delay or not, and once for each slip.

Where nobody has to agree, the message of the delay gives it and says so; else the manager who acts agrees to it, or it
is proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from pos.domain import credits as rules
from pos.domain.backorder import due_on
from pos.domain.credits import NO_DELAY, Credit, Delay
from pos.domain.people import BY_RULE, Person
from pos.usecases.availability import today_in
from pos.usecases.credit_giving import credit_id, late_words, month_of, propose_in
from pos.usecases.late_lines import OWN_CHOICE
from pos.usecases.promises import reckoned

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.news import ToldLine
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records, Transaction


def delay_for(records: Records, told: ToldLine, now: date | None, today: date, *, without: str = "") -> Delay:
    """The delay of a line that comes `now` for which its customer has got nothing yet; as if one credit had never been
    given where it is named in `without`. What was given for covers the day that was reckoned with then; who got
    something gets nothing because no day is known, until one is."""
    if told.missed_on is None:  # its goods have no day that was told
        return NO_DELAY
    given = [
        one
        for one in records.credits_of(told.order)
        if one.line == told.line and one.cause == "delay" and one.id != without and rules.stands(one)
    ]
    days = [
        one._replace(on=due_on(one.on, told.wanted_on))
        for one in rules.promised(records.days_told(told.order, told.line), OWN_CHOICE)
    ]
    newest = max((rules.nth_of(one) for one in given), default=0)
    delay = rules.delay_of(days, newest, now, today, last=rules.given_up_to(days, given))
    return delay._replace(days=0) if delay.days is None and given else delay


def _units_late(line: OrderLine, told: ToldLine, today: date) -> int:
    """How many units are late: those that a telling is about, and past the day told all that are to be sent."""
    past = told.missed_on is not None and told.missed_on < today
    return line.open if past and line.route == "deliver" else told.waiting


def worth_of(records: Records, shop: Shop, line: OrderLine, told: ToldLine, today: date) -> int:
    """What waiting for a line is worth as things stand, in minor units; 0 where that was given or proposed before."""
    if not shop.waiting.credit_percent:
        return 0
    delay = delay_for(records, told, told.now_latest, today)
    return _worth(shop, line, told, delay, today)


def _worth(shop: Shop, line: OrderLine, told: ToldLine, delay: Delay, today: date) -> int:
    goods = rules.late_goods(line, _units_late(line, told, today))
    return rules.for_delay(shop.waiting, goods, delay.days) if delay.nth else 0


def give_for_waiting(
    tx: Transaction, order: Order, lines: Iterable[ToldLine], *, now: datetime, today: date, person: Person
) -> tuple[Credit, ...]:
    """What the customer gets who waits for these lines, agreed to or proposed, in the caller's transaction; nothing for
    a delay for which they got something before."""
    found = []
    own = {line.line: line for line in order.lines}
    for told in reckoned(tx, lines, today) if tx.shop().waiting.credit_percent else ():
        delay = delay_for(tx, told, told.now_latest, today)
        if delay.nth:
            line = own[told.line]
            found.append(
                propose_in(
                    tx, order, line, nth=delay.nth, days=delay.days, now=now, person=person,
                    units=_units_late(line, told, today),
                )
            )  # fmt: skip
    return tuple(one for one in found if one is not None)


def waiting_for(
    tx: Transaction, order: Order, lines: Collection[int], *, now: datetime, person: Person
) -> tuple[Credit, ...]:  # fmt: skip
    """The same for lines by their numbers, before their customer agrees to the days as they are now."""
    shop = tx.shop()
    if not shop.waiting.credit_percent:
        return ()
    today = today_in(shop, now)
    waiting = [one for one in tx.told_lines([order.number]) if one.line in lines and one.waiting > 0]
    return give_for_waiting(tx, order, waiting, now=now, today=today, person=person)


def by_rule(records: Records, shop: Shop, order: Order, lines: Iterable[ToldLine], today: date) -> tuple[Credit, ...]:
    """What a message of a delay may name: what was agreed to for it, and what the rule gives by itself; nothing that
    somebody would have to agree to first."""
    if not shop.waiting.credit_percent:
        return ()
    spent = records.credits_spent(*month_of(shop, today))
    own = {line.line: line for line in order.lines}
    found = []
    for told in lines:
        delay = delay_for(records, told, told.now_latest, today)
        known = records.credit(credit_id("delay", order.number, told.line, delay.nth))
        if known is not None and rules.stands(known):
            found += [known] if known.state == "approved" else []
            continue
        line = own[told.line]
        amount = _worth(shop, line, told, delay, today)
        if amount and rules.approved_at_once(shop.waiting, spent, amount, manager=False):
            spent += amount
            found.append(
                Credit(
                    credit_id("delay", order.number, told.line, delay.nth), order.number, told.line, "", BY_RULE.id,
                    rules.kind_for(shop.waiting.credit_kind, line.route), amount, late_words(delay.days), "approved",
                    "", BY_RULE.id, "delay",
                )
            )  # fmt: skip
    return tuple(found)


def keep_by_rule(tx: Transaction, found: Sequence[Credit]) -> None:
    """Keep what a message names, in its transaction."""
    if new := [asdict(one) for one in found if not one.at]:
        tx.append("credits_put", {"credits": new}, person=BY_RULE.id)


def take_back_unheard(tx: Transaction, number: str, lines: Collection[int], today: date) -> None:
    """Nobody has to hear of a delay of these lines any more: what the rule gave for it is taken back where goods come,
    or came, so soon that it gives nothing. What a person agreed to stays, and so does what the customer knows of."""
    shop = tx.shop()
    of_order = {line.line: line for line in tx.told_lines([number])}
    taken = []
    for one in tx.credits_of(number):
        told = of_order.get(one.line)
        if one.state != "approved" or one.decided_by != BY_RULE.id or one.cause != "delay" or told is None:
            continue
        if one.line not in lines or rules.nth_of(one) < told.nth:
            continue
        late = delay_for(tx, told, told.now_latest if told.waiting > 0 else today, today, without=one.id)
        if not rules.long_enough(shop.waiting, late.days):
            taken.append(asdict(replace(one, state="refused", why=f"{one.why}. {rules.UNHEARD}")))
    if taken:
        tx.append("credits_put", {"credits": taken}, person=BY_RULE.id)
