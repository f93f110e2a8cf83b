"""Credits: proposed when a promise breaks or a backorder is taken, agreed to within the month's budget, and given once.

What is worth how much is the shop's rule (`pos.domain.credits`). A promise gives one credit, whatever happens to it.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pos.domain import credits as rules
from pos.domain import errors
from pos.domain.credits import Credit, CreditCause, CreditState
from pos.domain.money import divide_half_up
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos.domain.backorder import Order, OrderLine
    from pos.domain.shop import Shop
    from pos.usecases.ports import Clock, Records, Transaction, Transactions

RIGHT = "approve_credit"


def credit_id(cause: CreditCause, number: str, line: int, nth: int = 0) -> str:
    """The id of the credit for one promise: the line and how often it was told."""
    return f"{cause}:{number}:{line}:{nth}"


def month_of(shop: Shop, day: date) -> tuple[str, str]:
    """(first instant, first instant after it) of a calendar month of the store, ISO in UTC."""
    zone = ZoneInfo(shop.timezone)
    first = day.replace(day=1)
    after = (first.replace(year=first.year + 1, month=1)) if first.month == 12 else first.replace(month=first.month + 1)
    since, until = (
        datetime.combine(one, time(), zone).astimezone(UTC).isoformat(timespec="seconds")[:19] for one in (first, after)
    )
    return since, until


def left_this_month(records: Records, shop: Shop, today: date) -> int:
    """What of the budget is left, in minor units."""
    return shop.waiting.credit_budget - records.credits_spent(*month_of(shop, today))


def late_words(days: int | None, what: str = "Late") -> str:
    """Why a credit is given."""
    return f"{what}: no new day" if days is None else f"{what}: {days} days"


def propose_in(
    tx: Transaction, order: Order, line: OrderLine, *, nth: int, days: int | None, now: datetime, person: Person,
    units: int | None = None, cause: CreditCause = "delay",
) -> Credit | None:  # fmt: skip
    """What the shop's rule gives for this promise, of which so many units are late (None: what waits), in the caller's
    transaction: approved at once where it is small or a manager acts and the budget bears it, else only proposed. None
    where the rule gives nothing, or it did already."""
    shop = tx.shop()
    goods = rules.late_goods(line, line.waiting if units is None else units)
    worth = rules.for_delay if cause == "delay" else rules.for_taking
    amount = worth(shop.waiting, goods, days)
    found = credit_id(cause, order.number, line.line, nth)
    known = tx.credit(found)
    if not amount or (known is not None and rules.stands(known)):
        return None
    spent = tx.credits_spent(*month_of(shop, today_in(shop, now)))
    at_once = rules.approved_at_once(shop.waiting, spent, amount, manager=person.may(RIGHT))
    at = _at(now)
    kind = shop.waiting.credit_kind if cause == "delay" else shop.waiting.incentive_kind
    one = Credit(
        found, order.number, line.line, at, person.id,
        rules.kind_for(kind, line.route), amount,
        late_words(days) if cause == "delay" else late_words(days, "Agreed to wait"),
        "approved" if at_once else "proposed", at if at_once else "", person.id if at_once else "", cause,
    )  # fmt: skip
    _put(tx, one, person)
    return one


def credits_listed(*, transactions: Transactions, state: str = "") -> tuple[Credit, ...]:
    """Credits in a state (all for an empty one). Raises BadSetting."""
    if state and state not in rules.CREDIT_STATES:
        raise errors.BadSetting(
            f"No credit is “{state[:40]}”. Choose one of {', '.join(rules.CREDIT_STATES)}.", state=state[:40]
        )
    with transactions.reading() as records:
        return tuple(records.credits(state))


def decide(
    *, credit: str, approve: bool, why: str = "", transactions: Transactions, clock: Clock, person: Person = OWNER
) -> Credit:
    """A manager agrees to a credit or refuses it; refusing needs a reason. Raises UnknownCode, WrongState, NotAllowed,
    BadText, BeyondBudget."""
    if not person.may(RIGHT):
        raise errors.NotAllowed("Agreeing to a credit needs a manager. Nothing was changed. Ask one to sign in.")
    if not approve and not why.strip():
        raise errors.BadText("A credit is refused for a reason, which is kept. Nothing was changed. Say why.")
    with transactions.writing() as tx:
        now, shop = clock.now(), tx.shop()
        found = _known(tx, credit)
        to: CreditState = "approved" if approve else "refused"
        _check_move(found, to)
        if approve:
            left = left_this_month(tx, shop, today_in(shop, now))
            if found.amount > left:
                from pos.domain.money import Money

                raise errors.BeyondBudget(
                    f"{Money(max(0, left), shop.currency)} {shop.currency} of this month's budget for credits is left, "
                    f"and this one is {Money(found.amount, shop.currency)}. Nothing was changed. Raise the budget, or "
                    "wait for the next month.",
                    left=max(0, left), amount=found.amount,
                )  # fmt: skip
        words = why.strip()[:200]
        done = replace(
            found, state=to, decided_at=_at(now), decided_by=person.id,
            why=f"{found.why}. {words}" if words else found.why,
        )  # fmt: skip
        _put(tx, done, person)
        return done


def give(*, credit: str, transactions: Transactions, clock: Clock, person: Person = OWNER) -> Credit:
    """Give an approved credit to its customer: a voucher is printed, free delivery is noted with the order. A discount
    is given by itself when the goods are handed over; where nothing is left to pay, it is printed as a voucher
    here. What is for agreeing to wait is given once the goods are handed over, free delivery before.

    Raises UnknownCode, WrongState, NotAllowed.
    """
    if not person.may("collect"):
        raise errors.NotAllowed("Giving a credit is not among this person's rights. Nothing was changed.")
    with transactions.writing() as tx:
        found = _known(tx, credit)
        _check_move(found, "given")
        _check_earned(tx, found)
        return give_in(tx, found, now=clock.now(), person=person, printed=found.kind != "free_delivery")


def give_in(tx: Transaction, found: Credit, *, now: datetime, person: Person, printed: bool = False) -> Credit:
    """The same inside somebody else's transaction; what is `printed` is a voucher, whatever it was to be."""
    _check_move(found, "given")
    done = replace(found, state="given", kind="voucher" if printed else found.kind)
    _put(tx, done, person, printed=_at(now) if printed else "")
    return done


def drop_in(tx: Transaction, found: Credit, why: str, *, person: Person) -> None:
    """It is not given after all, in somebody else's transaction."""
    _put(tx, replace(found, state="refused", why=f"{found.why}. {why}"), person)


def ready_for(records: Records, number: str) -> tuple[Credit, ...]:
    """The approved credits of an order that wait to be given at the counter."""
    return tuple(one for one in records.credits_of(number) if one.state == "approved")


def given_up(
    tx: Transaction, found: Order, units: Mapping[int, int], *, person: Person, ours: bool = False
) -> None:  # fmt: skip
    """Units of an order are given up (line -> units; `found` is the order before): what was to be given for waiting for
    them is not, in proportion. What was given stays given, and so does what a delay cost where the shop gives them up
    (`ours`)."""
    lines = {line.line: line for line in found.lines}
    for one in tx.credits_of(found.number):
        gone, line = units.get(one.line, 0), lines.get(one.line)
        if not gone or line is None or one.state not in ("proposed", "approved") or (ours and one.cause == "delay"):
            continue
        before = line.ordered - line.cancelled
        left = divide_half_up(one.amount * max(0, before - gone), before) if before > 0 else 0
        if left:
            _put(tx, replace(one, amount=left), person)
        else:
            drop_in(tx, one, "The goods were given up", person=person)


def _known(records: Records, credit: str) -> Credit:
    found = records.credit(credit.strip())
    if found is None:
        raise errors.UnknownCode(
            f"There is no credit {credit[:60]}. Nothing was changed. Look at the list of credits.", credit=credit[:60]
        )
    return found


def _check_earned(records: Records, found: Credit) -> None:
    """Raises WrongState for a credit whose goods were given up, or are still to be handed over."""
    order = records.order(found.number)
    line = next((one for one in order.lines if one.line == found.line), None) if order is not None else None
    if line is None or found.cause != "incentive" or found.kind == "free_delivery":
        return
    if line.open or not line.handed_over:
        raise errors.WrongState(
            f"This is for waiting for {line.name} of order {found.number}, which is not handed over yet. Nothing was "
            "changed. It is given with the last of the goods.",
            credit=found.id, number=found.number,
        )  # fmt: skip


def _check_move(found: Credit, to: CreditState) -> None:
    if (found.state, to) not in rules.MOVES:
        raise errors.WrongState(
            f"This credit is {found.state}, so it cannot be {to}. Nothing was changed. Look at the list of credits.",
            credit=found.id, state=found.state,
        )  # fmt: skip


def _put(tx: Transaction, one: Credit, person: Person, *, printed: str = "") -> None:
    body: dict[str, Any] = {"credits": [asdict(one)]}
    if printed:
        body |= {"job": f"{one.id}/voucher", "number": f"{one.id}/voucher", "at": printed}
    tx.append("credits_put", body, person=person.id)


def _at(now: datetime) -> str:
    return now.astimezone(UTC).isoformat(timespec="seconds")
