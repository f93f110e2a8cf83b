"""Goods put aside that nobody collects: the list of them, and giving them to the next who waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from pos.domain import errors
from pos.domain.allocation import share_soon_first
from pos.domain.backorder import Order
from pos.domain.news import Task
from pos.domain.news_text import STILL_KEPT
from pos.domain.people import OWNER, Person
from pos.domain.uncollected import Uncollected, uncollected_of
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.later_turns import later_lines
from pos.usecases.news import news_for, news_of_goods
from pos.usecases.order_steps import Changed, affected, again, promise_over, terms, write_change
from pos.usecases.outbox import Outbox
from pos.usecases.ports import Clock, Records, Transaction, Transactions
from pos.usecases.promises import view
from pos.usecases.sharing import Portion, gets_of
from pos.usecases.to_send import BACK, KEPT, UNCOLLECTED, ask_after
from pos.usecases.whereabouts import check_here

RIGHT = "put_back"
TO_END = "ask:expire:"
"""How the name of a task begins about an order that is due to end, because nobody collected its goods."""
_ALL = 1_000_000


def _is_ours(task: Task) -> bool:
    """Whether an open task asks for what putting goods back here does; goods in another store are a task of their
    own."""
    return task.kind == "put_back" and task.state == "open" and not task.id.startswith((BACK, UNCOLLECTED))


def uncollected(records: Records, today: date) -> tuple[Uncollected, ...]:
    """Every order whose goods wait to be collected, and those that lost them, the longest ready first; goods on layaway
    are not among them. `next_step(today)` of each says what is due: nobody is reminded by this."""
    shop = records.shop()
    found = [
        uncollected_of(
            number,
            customer,
            name,
            ready_on=ready_on,
            keep_days=shop.keep_days,
            rules=shop.waiting,
            # Whoever is served again has all of the days again.
            put_back=None if back is not None and ready_on is not None and ready_on >= back else back,
        )
        for number, customer, name, ready_on, back in records.ready_orders()
        if back is not None or (ready_on is not None and ready_on <= today)
    ]
    return tuple(sorted(found, key=lambda one: (one.put_back or one.ready_on or today, one.order)))


def ask_to_end(tx: Transaction, *, today: date, person: Person) -> None:
    """One task for each order that is due to end by the shop's rule: it stays until somebody did it, the order is
    closed, or the customer is served again."""
    box = Outbox(tx, person, today)
    due = {one.order: one for one in uncollected(tx, today) if one.next_step(today) == "expire"}
    asked = set[str]()
    for number, one in due.items():
        order = tx.order(number)
        if order is None or one.put_back is None:
            continue
        asked.add(f"{TO_END}{number}:{one.put_back.isoformat()}")
        aside = ", ".join(f"{line.allocated} × {line.name}" for line in order.lines if line.allocated)
        box.task(
            "ask", f"{TO_END.partition(':')[2]}{number}:{one.put_back.isoformat()}", order=order,
            customer=order.customer, due_on=today,
            why=f"Put back on {one.put_back.isoformat()}, not collected: ask {one.customer_name or 'the customer'}, or "
            f"end the order.{f' Still put aside: {aside}.' if aside else ''}",
        )  # fmt: skip
    for task in tx.tasks("open", _ALL):
        if (task.id.startswith(TO_END) and task.id not in asked) or (task.id.startswith(KEPT) and task.number in due):
            box.close(task.id, "overtaken" if task.number in due else "over")
    box.flush()


def put_back(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER, reason: str = "",
    version: int | None = None,
) -> Changed:  # fmt: skip
    """Give an order's uncollected goods to those who wait for them; the order waits at the end of the queue. What
    nobody else waits for stays put aside. Before the day of the shop's rule it needs the right to it and a `reason`.

    Raises UnknownCode, StaleOrder, WrongState, NotAllowed, BadText.
    """
    with transactions.writing() as tx:
        found = documents.known_order(tx, number, version)
        today = today_in(tx.shop(), clock.now())
        due = next((one for one in uncollected(tx, today) if one.order == found.number), None)
        if due is None or due.next_step(today) not in ("put_back", "expire"):
            documents.check_right(person, RIGHT, "Putting goods back before their day")
            reason = documents.reason_words(reason)
        return put_back_in(tx, found, clock=clock, person=person, reason=reason or "uncollected")


def put_back_due(*, transactions: Transactions, clock: Clock, person: Person = OWNER) -> tuple[Changed, ...]:
    """Put back whatever the rule says is to be put back today; each order is a step of its own."""
    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        due = [one.order for one in uncollected(records, today) if one.next_step(today) == "put_back"]
    return tuple(
        put_back(number=number, transactions=transactions, clock=clock, person=person, reason="uncollected")
        for number in due
    )


def put_back_in(
    tx: Transaction, found: Order, *, clock: Clock, person: Person, reason: str, back: Mapping[int, int] | None = None
) -> Changed:
    """The same inside somebody else's transaction. `back` (line -> units) is what came back from another store where
    nobody collected it: nothing else of the order is put back, and the customer hears of all of it."""
    aside = [line for line in found.lines if line.allocated and line.kind != "layaway"]
    if back is not None:
        lines = [replace(line, allocated=back[line.line]) for line in aside if line.line in back]
    else:  # what we have to send nobody fails to collect; by hand it goes back where nothing else does
        lines = [line for line in aside if line.route == "collect"] or aside
    for line in lines:
        check_here(tx, found, line, line.allocated)
    if not lines:
        raise errors.WrongState(
            f"Nothing is put aside for order {found.number}. Nothing was changed.",
            order=found.number,
            state=found.state,
        )
    now = clock.now()
    today = today_in(tx.shop(), now)
    skus = sorted({line.sku for line in lines})
    products = tx.products_of(skus)
    before = view(tx, skus, today)
    released, portions = [], []
    gone: dict[int, int] = {}
    for sku in skus:
        others = [waiting for waiting in tx.queue(sku) if waiting.order != found.number]
        product = products.get(sku)
        rule = tx.shop().waiting.sharing_for(product.category if product else "")
        mine = [line for line in lines if line.sku == sku]
        # Nobody decides by hand who gets these: that is what the order of the queue is for.
        shared = share_soon_first(
            "first_come" if rule == "manual" else rule, sum(line.allocated for line in mine), others,
            later_lines(tx.shop(), others, today),
        )  # fmt: skip
        wanted = sum(one.quantity for one in shared.given)
        if wanted:
            portions.append(Portion(sku, rule, others, shared))
        for line in mine:
            if units := min(wanted, line.allocated):
                released.append([found.number, line.line, sku, units])
                gone[line.line] = units
                wanted -= units
    cause = write_change(
        tx, found, "put_back", now=now, person=person, reason=reason,
        what={
            "units": sum(units for *_, units in released),
            "ready": {str(line.line): line.ready_on.isoformat() for line in lines if line.ready_on},
        },
        set=[terms(line, queue_key="") for line in lines],
    )  # fmt: skip
    if released:
        body = {
            "at": now.isoformat(timespec="microseconds"),
            "business_date": today.isoformat(),
            "released": released,
            "allocated": [row for portion in portions for row in portion.allocated()],
            "reason": f"{found.number} not collected",
            "cause": cause,
        }
        tx.append("goods_moved", body, person=person.id)
        promise_over(tx, again(tx, found.number), gone, person=person)
    broken = affected(tx, skus, now=now, person=person, cause=cause, before=before)
    if said := gone or back:  # what is still put aside is still theirs, and the letter says so
        news_for(
            tx, "expired", found.number, today=today, person=person, document=cause, way="" if gone else STILL_KEPT,
            goods=[(said[line.line], line.name, line.unit) for line in lines if line.line in said],
        )  # fmt: skip
    over = [task.id for task in tx.tasks_of(found.number) if _is_ours(task)]
    if over:
        tx.append("tasks_closed", {"tasks": [{"id": id_, "outcome": "done"} for id_ in over]}, person=person.id)
    ask_after(tx, found.number, today=today, person=person)
    news_of_goods(tx, [one.order for portion in portions for one in portion.shared.given], today=today, person=person)
    return Changed(again(tx, found.number), (), broken, gets_of(portions, products, today))
