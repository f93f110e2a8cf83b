"""What is noted of an order without changing it: words for staff, a customer who was not there, a date told anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Literal

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.people import OWNER, Person
from pos.domain.step_words import ABSENT_WORDS
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.news import news_of_days
from pos.usecases.order_steps import RIGHT, Changed, again, open_lines, slip_of, tell
from pos.usecases.ports import Clock, Transaction, Transactions
from pos.usecases.promises import view
from pos.usecases.tasks import open_task

LONGEST_NOTE = 500
Absent = Literal["called", "visited", "did_not_come"]
ABSENT: tuple[Absent, ...] = ("called", "visited", "did_not_come")
"""We called and nobody answered; we stood at the door; they said they would come and did not."""


def note(
    *, number: str, words: str, transactions: Transactions, clock: Clock, person: Person = OWNER, line: int = 0,
    version: int | None = None,
) -> Changed:  # fmt: skip
    """Words for staff, kept with the order under the customer's own seal: they go when the customer is erased.

    Raises UnknownCode, StaleOrder, BadText, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Noting something on an order")
    kept = documents.reason_words(words, LONGEST_NOTE)
    with transactions.writing() as tx:
        found = documents.known_order(tx, number, version)
        if line:
            order_life.line_of(found, line)
        _noted(tx, found, "note", kept, {}, clock=clock, person=person, line=line)
        return Changed(again(tx, number))


def customer_absent(
    *, number: str, how: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    again_on: date | None = None, words: str = "", version: int | None = None,
) -> Changed:  # fmt: skip
    """The customer could not be reached or did not come: noted, and a task to try again on a day (the next one on which
    the shop is open), which takes the place of the one before. One try makes one task.

    Raises UnknownCode, StaleOrder, WrongState, BadSetting, BadDate, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Noting something on an order")
    if how not in ABSENT:
        raise errors.BadSetting(
            f"“{how[:40]}” does not say what was tried. Nothing was changed. Choose one of {', '.join(ABSENT)}.",
            how=how[:40],
        )
    with transactions.writing() as tx:
        shop, now = tx.shop(), clock.now()
        found = documents.known_order(tx, number, version)
        open_lines(found, None, act="waited for")
        today = today_in(shop, now)
        due = again_on or shop.opening_days.on_or_after(today + timedelta(days=1))
        if due < today:
            raise errors.BadDate(
                f"{due.isoformat()} is past. Nothing was changed. Name a day from today on.", day=due.isoformat()
            )
        _over_with_last_try(tx, found.number, person)
        tries = 1 + sum(step.kind == "customer_absent" for step in tx.steps(found.number))
        what = {"how": how, "again_on": due.isoformat(), "tries": tries}
        _noted(tx, found, "customer_absent", words.strip()[:LONGEST_NOTE], what, clock=clock, person=person)
        open_task(
            tx, "call", f"absent/{found.number}/{tries}", today=today, why=f"{ABSENT_WORDS[how]}. Try again.",
            number=found.number, customer=found.customer, due_on=due, person=person,
        )  # fmt: skip
        return Changed(again(tx, number))


def _over_with_last_try(tx: Transaction, number: str, person: Person) -> None:
    """The task to try again is done by trying."""
    rows = [
        {"id": task.id, "outcome": "not_reached"}
        for task in tx.tasks_of(number)
        if task.state == "open" and task.id.startswith(f"call:absent/{number}/")
    ]
    if rows:
        tx.append("tasks_closed", {"tasks": rows}, person=person.id)


def redate(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER, why: str = "",
    lines: Sequence[int] | None = None, on: date | None = None, version: int | None = None,
) -> Changed:  # fmt: skip
    """Tell the customer when open goods can be had as it is reckoned now, or by a later day `on` that was agreed. What
    was told before stays beside it, and our promises are measured by what was told first.

    Raises UnknownCode, StaleOrder, WrongState, BadDate for a day before the one that is reckoned with, NotAllowed.
    """
    documents.check_right(person, RIGHT, "Telling a new date")
    with transactions.writing() as tx:
        now = clock.now()
        found = documents.known_order(tx, number, version)
        changing = [line for line in open_lines(found, lines) if line.waiting > 0]
        if not changing:
            raise errors.WrongState(
                f"Everything of order {found.number} is here, so there is no date to tell. Nothing was changed.",
                order=found.number,
                state=found.state,
            )
        days = view(tx, {line.sku for line in changing}, today_in(tx.shop(), now))
        known = [days.lines.get((found.number, line.line)) for line in changing]
        reckoned = [one[3] for one in known if one is not None]
        latest = max((day for day in reckoned if day is not None), default=None)
        if on is not None and (on < days.today or (latest is not None and on < latest)):
            least = max(latest or days.today, days.today)
            raise errors.BadDate(
                f"{on.isoformat()} is sooner than the goods are likely to be here. Nothing was told. Name "
                f"{least.isoformat()} or a later day.",
                day=on.isoformat(),
                earliest=least.isoformat(),
            )
        _check_not_told(tx, found, changing, latest if on is None else on)
        told = tell(
            tx, found, [line.line for line in changing], now=now, person=person, why=why or "redated", on=on, days=days
        )
        news_of_days(tx, [(found.number, one.line) for one in told], today=days.today, person=person)
        order = again(tx, number)
        return Changed(order, told, slip=slip_of(tx, order, "redated", now=now, person=person))


def _check_not_told(tx: Transaction, found: Order, lines: Sequence[OrderLine], day: date | None) -> None:
    """Raises BadDate where that is the very day that the customer knows of all these lines: the same words told again
    are no news."""
    knows = {one.line: one.told_latest for one in tx.told_lines([found.number])}
    if day is None or any(knows.get(line.line) != day for line in lines):
        return
    raise errors.BadDate(
        f"The customer of order {found.number} was told {day.isoformat()} already. Nothing was told again. Name a "
        "later day, or leave it as it is.",
        day=day.isoformat(),
    )


def keep_note(tx: Transaction, found: Order, words: str, *, clock: Clock, person: Person) -> None:
    """Keep words with an order, in the caller's transaction."""
    _noted(tx, found, "note", " ".join(words.split())[:LONGEST_NOTE], {}, clock=clock, person=person)


def _noted(
    tx: Transaction, found: Order, step: str, words: str, what: dict[str, Any], *, clock: Clock, person: Person,
    line: int = 0,
) -> None:  # fmt: skip
    """Append `order_noted`; the words are sealed for the order's customer, whom `what` names so that they can go."""
    now = clock.now()
    body = {
        "order": found.number,
        "at": now.isoformat(timespec="microseconds"),
        "business_date": today_in(tx.shop(), now).isoformat(),
        "step": step,
        "line": line,
        "what": {**what, **({"of": found.customer} if words else {})},
        "sealed": tx.seal(found.customer, {"note": words}) if words and found.customer else "",
    }
    tx.append("order_noted", body, person=person.id)
