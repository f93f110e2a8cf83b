"""What people decide about a late order: to ask the customer, to tell another date, and what the customer chose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.news import CHANGING
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.delay_credits import waiting_for
from pos.usecases.news_dates import event_of, standing_of, write_dates
from pos.usecases.news_over import take_back_dates
from pos.usecases.outbox import Outbox
from pos.usecases.promises import reckoned
from pos.usecases.slipping import told_anew

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.usecases.ports import Clock, Records, Transactions

CHOICES = ("wait", "change", "cancel")


def ask(*, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER) -> str | None:
    """Tell the customer that a date may not hold, and ask: the told date stays until they have answered. Answers with
    the id of the message, None where they were asked before. Raises UnknownCode, WrongState."""
    with transactions.writing() as tx:
        order = _order(tx, number)
        box = Outbox(tx, person, today_in(tx.shop(), clock.now()))
        lines = [line for line in tx.told_lines([number]) if line.waiting > 0 and line.told_latest is not None]
        shaky = [line for line in lines if standing_of(line, box.today) != "on_track"]
        if not shaky:
            raise errors.WrongState(
                f"Every date that order {number} was told still holds. Nobody was asked. There is nothing to do.",
                order=number,
            )
        message = write_dates(box, order, shaky, "at_risk_asked")
        box.flush()
        return message


def tell_now(*, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER) -> str | None:
    """Tell the customer the days reckoned with now, be they later or earlier. Answers with the id of the message, None
    where they count on these days already. Raises UnknownCode, WrongState."""
    with transactions.writing() as tx:
        order = _order(tx, number)
        box = Outbox(tx, person, today_in(tx.shop(), clock.now()))
        lines = [line for line in tx.told_lines([number]) if line.waiting > 0]
        lines = reckoned(tx, lines, box.today)
        moved = [line for line in lines if line.now_latest != line.told_latest]
        if not lines:
            raise errors.WrongState(
                f"Nothing of order {number} is still to come. Nobody was told. There is nothing to do.", order=number
            )
        states = [standing_of(line, box.today) for line in moved]
        event = event_of(moved)
        message = write_dates(box, order, moved, event, states) if moved else None
        if event not in box.shop.waiting.news_off:
            told_anew(box, order.number, [line.line for line in moved if line.now_latest is not None])
        box.flush()
        if not moved:
            take_back_dates(tx, order.number, CHANGING, today=box.today, person=person)
        return message


def keep_choice(
    *, number: str, choice: str, note: str, transactions: Transactions, clock: Clock, person: Person = OWNER
) -> None:
    """Keep what the customer chose, with who heard it, and close the calls about it; who waits gets what the shop's
    rule gives for the delay. To change or to cancel is a step of its own. Raises UnknownCode, BadSetting."""
    if choice not in CHOICES:
        raise errors.BadSetting(
            f"“{choice[:40]}” is no choice. Nothing was kept. Say one of {', '.join(CHOICES)}.", choice=choice[:40]
        )
    with transactions.writing() as tx:
        order, now = _order(tx, number), clock.now()
        words = " ".join(note.split())[:300]
        # What somebody said is theirs: sealed, so that it goes when they are erased.
        sealed = bool(words and order.customer)
        body = {
            "order": number,
            "at": now.isoformat(timespec="microseconds"),
            "business_date": today_in(tx.shop(), now).isoformat(),
            "step": "choice",
            "what": {"choice": choice, **({"of": order.customer} if sealed else {})},
            "sealed": tx.seal(order.customer, {"note": words}) if sealed else "",
        }
        if choice == "wait":
            waiting_for(tx, order, [line.line for line in order.lines], now=now, person=person)
        tx.append("order_noted", body, person=person.id)
        box = Outbox(tx, person, today_in(tx.shop(), clock.now()))
        for task in tx.tasks_of(number):
            if task.kind == "promise" and task.state == "open":
                box.close(task.id, "done")
        box.flush()


def _order(records: Records, number: str) -> Order:
    found = records.order(number)
    if found is None:
        raise errors.UnknownCode(
            f"There is no order {number[:40]} here. Nothing was changed. Look it up by the customer's name.",
            number=number[:40],
        )
    return found
