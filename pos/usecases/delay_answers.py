"""What a customer of a late order says: they wait, they want something else, or they want their money back.

Kept with who heard it, when and how (design, 8.4): a customer who waits has agreed to the day they were told, and the
calls about it are over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.domain.promising import breaks
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.delay_credits import waiting_for
from pos.usecases.order_steps import RIGHT, Retold, again, tell
from pos.usecases.outbox import Outbox
from pos.usecases.promises import reckoned, view
from pos.usecases.remedy_acts import HEARD
from pos.usecases.within import Within

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.credits import Credit
    from pos.usecases.checkout import TenderWish
    from pos.usecases.order_cancelling import Cancelled
    from pos.usecases.order_steps import Changed
    from pos.usecases.ports import Clock, Transaction, Transactions

ANSWERS = ("wait", "change", "cancel")


@dataclass(frozen=True, slots=True)
class Answered:
    """The order after the customer's answer: the days they agreed to, with what they get for it (agreed to, or still to
    be agreed to), or what was changed or cancelled for them."""

    order: Order
    answer: str
    told: tuple[Retold, ...] = ()
    cancelled: Cancelled | None = None
    changed: Changed | None = None
    credits: tuple[Credit, ...] = ()


def answer(
    *, number: str, choice: str, how: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    lines: Sequence[int] | None = None, note: str = "", version: int | None = None, product: str = "", route: str = "",
    store: str = "", tenders: Sequence[TenderWish] = (),
) -> Answered:  # fmt: skip
    """Keep the customer's answer to a delay and do what it asks, in one step.

    "wait": they agree to the days as they are reckoned with now, which count from here on (none is named where the
    supplier has to be asked first), and get what the shop's rule gives for the delay. "change": another `product`
    for a line, or another `route` (with its `store`). "cancel": what is open goes, with all its money, and no fee
    while we are late. `lines` are those meant (None: all that still wait); `how` is one of HEARD.

    Raises UnknownCode, StaleOrder, WrongState, BadSetting, NotAllowed, and as the changes themselves.
    """
    documents.check_right(person, RIGHT, "Keeping a customer's answer")
    if choice not in ANSWERS:
        raise errors.BadSetting(
            f"“{choice[:40]}” is no answer. Nothing was kept. Say one of {', '.join(ANSWERS)}.", choice=choice[:40]
        )
    if how not in HEARD:
        raise errors.BadSetting(
            f"“{how[:40]}” does not say how they told us. Nothing was kept. Say one of {', '.join(HEARD)}.",
            how=how[:40],
        )
    if choice == "change" and not (product or route):
        raise errors.BadSetting(
            "Nothing says what they want instead. Nothing was kept. Name a product or a route.", choice=choice
        )
    with transactions.writing() as tx:
        found = documents.known_order(tx, number, version)
        meant = [line.line for line in found.lines if line.waiting > 0 and (lines is None or line.line in lines)]
        if not meant:
            raise errors.WrongState(
                f"Nothing of order {found.number} waits any more. Nothing was kept. Look at the order.",
                order=found.number, state=found.state,
            )  # fmt: skip
        if product and len(meant) > 1:
            raise errors.BadSetting(
                f"Lines {', '.join(map(str, meant))} of order {found.number} wait, and one product takes the place of "
                "one line. Nothing was kept. Name the line.",
                order=found.number, lines=meant,
            )  # fmt: skip
        told: tuple[Retold, ...] = ()
        credits: tuple[Credit, ...] = ()
        cancelled = changed = None
        if choice == "wait":
            credits = waiting_for(tx, found, meant, now=clock.now(), person=person)
            told = _agreed(tx, found, meant, how, clock, person)
        elif choice == "cancel":
            cancelled = _cancelled(tx, found, meant, how, tenders, clock, person)
        else:
            changed = _changed(tx, found, meant, how, product, route, store, clock, person)
        _keep(tx, found, choice, how, note, meant, told, clock, person)
        return Answered(again(tx, found.number), choice, told, cancelled, changed, credits)


def _agreed(
    tx: Transaction, found: Order, meant: Sequence[int], how: str, clock: Clock, person: Person
) -> tuple[Retold, ...]:  # fmt: skip
    """Tell the days that they wait for. No third day is named that may be as wrong as the two before it: who is to hear
    that none is sure waits without one, until a person names it."""
    from pos.domain.news import slipped_time
    from pos.usecases.slipping import no_sure_day

    now = clock.now()
    today = today_in(tx.shop(), now)
    box = Outbox(tx, person, today)
    lines = reckoned(tx, [one for one in tx.told_lines([found.number]) if one.line in meant], today)
    slips = {(task.line, slipped_time(task.id)) for task in tx.tasks_of(found.number)}
    known = {one.line for one in lines if one.taken_back and no_sure_day(box, one)}
    asked = known | {
        one.line
        for one in lines
        if breaks(one.due_on, one.now_latest) and (one.line, one.nth) in slips and no_sure_day(box, one)
    }
    days = view(tx, {one.sku for one in lines}, today)
    sure = {key: day for key, day in days.lines.items() if key[0] != found.number or key[1] not in asked}
    return tell(
        tx, found, [line for line in meant if line not in known], now=now, person=person,
        why=f"agreed to wait, by {how}", days=replace(days, lines=sure),
    )  # fmt: skip


def _cancelled(
    tx: Transaction, found: Order, meant: Sequence[int], how: str, tenders: Sequence[TenderWish], clock: Clock,
    person: Person,
) -> Cancelled:  # fmt: skip
    from pos.usecases.order_cancelling import CancelWish, cancel

    units = {line.line: line.waiting for line in found.lines if line.line in meant}
    wish = CancelWish("too_long", f"said so by {how}", units, tuple(tenders))
    return cancel(number=found.number, wish=wish, transactions=Within(tx), clock=clock, person=person)


def _changed(
    tx: Transaction, found: Order, meant: Sequence[int], how: str, product: str, route: str, store: str, clock: Clock,
    person: Person,
) -> Changed:  # fmt: skip
    from pos.usecases.order_changes import change_product
    from pos.usecases.order_terms import change_route

    reason = f"late; said so by {how}"
    if product:
        return change_product(
            number=found.number, line=meant[0], code=product, offered=True, reason=reason, transactions=Within(tx),
            clock=clock, person=person,
        )  # fmt: skip
    return change_route(
        number=found.number, route=route, to=store, lines=meant, reason=reason, transactions=Within(tx), clock=clock,
        person=person,
    )  # fmt: skip


def _keep(
    tx: Transaction, found: Order, choice: str, how: str, note: str, meant: Sequence[int], told: Sequence[Retold],
    clock: Clock, person: Person,
) -> None:  # fmt: skip
    """The answer as a step of the order; what was to be done or said about the delay is over."""
    now = clock.now()
    today = today_in(tx.shop(), now)
    words = " ".join(note.split())[:300]
    what: dict[str, Any] = {"choice": choice, "how": how, "lines": list(meant)}
    if told:
        what["agreed_to"] = [[one.line, one.latest_on.isoformat() if one.latest_on else ""] for one in told]
    body = {
        "order": found.number, "step": "choice", "line": meant[0] if len(meant) == 1 else 0, "what": what,
        "at": now.isoformat(timespec="microseconds"), "business_date": today.isoformat(),
        "reason": words,
    }  # fmt: skip
    tx.append("order_noted", body, person=person.id)
    box = Outbox(tx, person, today)
    news = [one for one in tx.news_of(found.number) if one.event in ("late", "date_moved", "at_risk_asked")]
    about = {one.id for one in news if not one.tells or any(tells.line in meant for tells in one.tells)}
    for task in tx.tasks_of(found.number):
        if task.state == "open" and task.kind == "promise" and task.line in meant:
            box.close(task.id, choice)
        elif task.state == "open" and task.news in about:
            box.close(task.id, "reached")
    box.flush()
    rows = [
        {"id": one.id, "state": "called" if choice == "wait" else "skipped",
         "why": f"answered by {how}: {choice}", "tries": 0}
        for one in tx.news_of(found.number)
        if one.id in about and one.state in ("queued", "failed")
    ]  # fmt: skip
    if rows:
        tx.append("news_settled", {"settled": rows}, person=person.id)
    unheard = {row["id"] for row in rows}
    if any(tells.line not in meant for one in news if one.id in unheard for tells in one.tells):
        from pos.usecases.news import news_for

        news_for(tx, "late", found.number, today=today, person=person)  # of the other lines they still hear
