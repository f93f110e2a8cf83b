"""Tasks of orders that are not collected here: to ship, to send on, to find out whether goods are there, and to ask a
supplier for what it sends itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.backorder import Order
from pos.domain.catalog import SPECIAL
from pos.domain.news import Task, TaskKind
from pos.domain.people import Person
from pos.domain.ways import day_by_way
from pos.usecases.left_there import left_there
from pos.usecases.outbox import Outbox
from pos.usecases.whereabouts import out_on, to_go, whereabouts

if TYPE_CHECKING:
    from pos.usecases.ports import Transaction

_TASKS: tuple[tuple[str, TaskKind], ...] = (("deliver", "ship"), ("other_store", "send_on"))
UNSENT = "unsent"
"""How the name of a task ends to mend a promise that broke because its goods lay here."""
THERE_YET = "ask:there:"
"""How the name of a task begins that asks another store whether goods are there."""
DIRECT = "ask:direct:"
"""How the name of a task begins that asks a supplier to send goods to a customer."""
NOT_DIRECT = "ask:not_direct:"
"""The same of one that asks it not to send what it was asked to send before."""
BACK = "put_back:away:"
"""How the name of a task begins to have goods back from another store where they are not wanted any more."""
UNCOLLECTED = "put_back:there:"
"""The same of goods that nobody collected there."""
KEPT = "ask:kept:"
"""How the name of a task begins to ask a customer who did not collect goods there, and for whom they lie here now."""
SPECIAL_ASK = "ask:special:"
"""How the name of a task begins about what was bought in for one customer."""
NOT_DONE = ("over", "overtaken")
"""Outcomes of tasks that nobody did."""


def ask_to_send(box: Outbox, order: Order, *, out: bool = True) -> None:
    """One task for what is here and has to be shipped, one for what has to go on to another store, one for what a
    supplier is to send, of as much as there is now; over once nothing of it is left. Nothing leaves before it is `out`.
    """
    tasks = box.tx.tasks_of(order.number)
    shop = box.shop
    for route, kind in _TASKS:
        units = to_go(box.tx, order, route) if out else {}
        known = [one for one in tasks if one.kind == kind]
        lines = {line.line: line for line in order.lines}
        goods = ", ".join(f"{count} × {lines[nth].name}" for nth, count in units.items())
        stores = dict.fromkeys(shop.stores.get(lines[nth].route_to, lines[nth].route_to) for nth in units)
        why = f"Ship: {goods}." if kind == "ship" else f"Send on to {', '.join(stores)}: {goods}."
        still = [one for one in known if one.state == "open"]
        for one in still:
            if not units or one.why != why:
                box.close(one.id, "overtaken" if units else "over")
        if units and all(one.why != why for one in still):
            box.task(
                kind, f"{order.number}:{len(known) + 1}", order=order, customer=order.customer, why=why,
                due_on=box.today,
            )  # fmt: skip
    _ask_whether_there(box, order)
    places = whereabouts(box.tx, order)
    away = {line for line, at in places.items() if at.here or at.under_way}
    there = any(at.there for at in places.values())
    for one in tasks:
        if one.state == "open" and one.id.startswith(UNCOLLECTED) and not there:
            box.close(one.id, "done")
        if one.state == "open" and one.id.startswith(KEPT) and not any(at.not_collected for at in places.values()):
            box.close(one.id, "over")
        if one.state == "open" and one.id.endswith(f":{UNSENT}") and one.line not in away:
            box.close(one.id, "done")
    _ask_supplier(box, order)
    _ask_back(box, order)


def _ask_back(box: Outbox, order: Order) -> None:
    """A task to have goods back that were sent on and are not wanted there any more: one for each line that has some,
    of as many as there are now."""
    known = [one for one in box.tx.tasks_of(order.number) if one.id.startswith(BACK)]
    left = left_there(box.tx, order)
    for line in order.lines:
        units, store = left.get(line.line, 0), box.shop.stores.get(line.route_to, line.route_to)
        why = f"Have {units} × {line.name} sent back from {store}: they are not wanted there any more."
        _one_task(box, [one for one in known if one.line == line.line], "put_back", order, line.line, units, why)


def ask_uncollected_back(box: Outbox, order: Order, since: str, days: int) -> None:
    """A task to have goods back that lie in another store and nobody collected, once for each time that they came."""
    at = whereabouts(box.tx, order)
    there = [line for line in order.lines if line.line in at and at[line.line].there]
    goods = ", ".join(f"{at[line.line].there} × {line.name}" for line in there)
    stores = ", ".join(dict.fromkeys(box.shop.stores.get(line.route_to, line.route_to) for line in there))
    box.task(
        "put_back", f"{UNCOLLECTED.partition(':')[2]}{order.number}:{since}", order=order, customer=order.customer,
        why=f"Have {goods} sent back from {stores}: there for {days} days and not collected.", due_on=box.today,
    )  # fmt: skip


def ask_what_now(box: Outbox, order: Order, cause: str) -> None:
    """A task to ask the customer about goods that they did not collect in another store and that lie here for them."""
    at = whereabouts(box.tx, order)
    kept = [line for line in order.lines if line.line in at and at[line.line].not_collected]
    if not kept:
        return
    goods = ", ".join(f"{at[line.line].not_collected} × {line.name}" for line in kept)
    box.task(
        "ask", f"{KEPT.partition(':')[2]}{order.number}:{cause}", order=order, customer=order.customer,
        why=f"Ask the customer what to do: {goods}, not collected there, is put aside here.", due_on=box.today,
    )  # fmt: skip


def _one_task(
    box: Outbox, known: Sequence[Task], kind: TaskKind, order: Order, line: int, units: int, why: str
) -> None:  # fmt: skip
    """One open task of so many units (0: none), whose name ends with them; another number takes its place. What was
    done of a number is not asked for again while that stays. `known` are those of its sort and line so far."""
    last = max(known, key=lambda one: int(one.id.split(":")[-2]), default=None)
    same = last is not None and int(last.id.rpartition(":")[2]) == units and last.outcome not in NOT_DONE
    if same and units:
        return
    for one in known:
        if one.state == "open":
            box.close(one.id, "overtaken" if units else "done")
    if units:
        key = f"{BACK.partition(':')[2]}{order.number}:{line}:{len(known) + 1}:{units}"
        box.task(kind, key, number=order.number, line=line, why=why, due_on=box.today)


def ask_about_special(box: Outbox, order: Order) -> None:
    """Goods bought in for one customer: a task where more or fewer of them are on order than the customer wants. It
    stays when the order is closed, for the goods come all the same; another difference takes its place, and it is over
    with the difference."""
    wanted: dict[str, int] = {}
    for line in order.lines:
        if line.sku.startswith(SPECIAL):
            wanted[line.sku] = wanted.get(line.sku, 0) + line.waiting
    for sku, units in wanted.items():
        supplies, product = box.tx.supplies(sku), box.tx.product(sku)
        if product is None:
            continue
        coming = sum(one.quantity for one in supplies) + max(0, box.tx.stock_here(sku).free)
        if coming > units:  # what came in cannot be taken off any more
            coming = max(units, min(coming, units + sum(one.quantity for one in supplies)))
        name = f"{SPECIAL_ASK}{sku}:"
        known = [one for one in box.tx.tasks_of(order.number) if one.id.startswith(name)]
        last = max(known, key=lambda one: int(one.id.split(":")[-3]), default=None)
        difference = f":{units}:{coming}"
        if last is not None and last.id.endswith(difference) and last.outcome not in NOT_DONE and coming != units:
            continue
        for one in known:
            if one.state == "open":
                box.close(one.id, "overtaken" if coming != units else "over")
        if coming == units:
            continue
        terms = box.tx.supplier_terms(product.supplier)
        supplier = (terms.name if terms else "") or product.supplier
        numbers = ", ".join(dict.fromkeys(one.id for one in supplies))
        why = f"Order {units - coming} × {product.name} from {supplier}: {order.number} wants more."
        if coming > units:
            why = f"Ask {supplier} to take {coming - units} × {product.name} off {numbers}: {order.number} wants fewer."
        box.task(
            "ask", f"{name.partition(':')[2]}{len(known) + 1}{difference}", number=order.number, why=why,
            due_on=box.today,
        )  # fmt: skip


def _ask_whether_there(box: Outbox, order: Order) -> None:
    """A task to find out whether goods that were sent on are there, on the day on which they should be."""
    known = [one for one in box.tx.tasks_of(order.number) if one.id.startswith(THERE_YET)]
    still = [one for one in known if one.state == "open"]
    away = {line for line, at in whereabouts(box.tx, order).items() if at.under_way}
    if not away:
        for one in still:
            box.close(one.id, "over")
    elif not still:
        line = next(one for one in order.lines if one.line in away)
        store = box.shop.stores.get(line.route_to, line.route_to)
        box.task(
            "ask", f"{THERE_YET.partition(':')[2]}{order.number}:{len(known) + 1}", order=order,
            customer=order.customer, why=f"Ask {store} whether the goods sent on are there.",
            due_on=day_by_way(box.shop, line.route, line.route_to, box.today),
        )  # fmt: skip


def _ask_supplier(box: Outbox, order: Order) -> None:
    """A task for each line that a supplier is to send to the customer, and one not to send what it was asked for and
    nobody wants any more. The names end with up to which of the line's units it is to send then."""
    found = [one for one in box.tx.tasks_of(order.number) if one.id.startswith((DIRECT, NOT_DIRECT))]
    for line in order.lines:
        known = [one for one in found if one.line == line.line]
        direct = line.route == "direct"
        if not known and not (direct and line.waiting > 0):
            continue
        still = [one for one in known if one.state == "open"]
        done = [one for one in known if one.state != "open" and one.outcome not in NOT_DONE]
        upto = line.handed_over + (line.waiting if direct else 0)
        asked = _upto(max(done, key=lambda one: (one.closed_at, int(one.id.split(":")[-2])))) if done else 0
        if not direct and any(one.id.startswith(NOT_DIRECT) for one in still):
            continue  # what is handed over from here since was not sent by the supplier
        more = max(0, upto - max(asked, line.handed_over)) if direct else 0
        fewer = max(0, asked - upto)
        sort = DIRECT if more else NOT_DIRECT
        supplier = line.route_to if direct else ""
        if not supplier and (product := box.tx.product(line.sku)) is not None:
            supplier = product.supplier
        terms = box.tx.supplier_terms(supplier)
        name = (terms.name if terms else "") or supplier
        why = f"Ask {name} to send {more} × {line.name} to the customer."
        if fewer:
            why = f"Ask {name} not to send {fewer} × {line.name} to the customer: they are not wanted from there."
        if (more or fewer) and any(one.id.startswith(sort) and (_upto(one), one.why) == (upto, why) for one in still):
            continue
        for one in still:
            box.close(one.id, "overtaken" if more or fewer else "over")
        if not more and not fewer:
            continue
        box.task(
            "ask", f"{sort.partition(':')[2]}{order.number}:{line.line}:{len(known) + 1}:{upto}", number=order.number,
            line=line.line, why=why, due_on=box.today,
        )  # fmt: skip


def _upto(task: Task) -> int:
    return int(task.id.rpartition(":")[2])


def ask_after(tx: Transaction, number: str, *, today: date, person: Person) -> None:
    """After anything that changes what an order has, in its transaction: the tasks that go with its ways, if it has
    ways other than our own counter or had such a task."""
    order = tx.order(number)
    if order is None:
        return
    if all(line.route == "collect" and not line.sku.startswith(SPECIAL) for line in order.lines) and not any(
        task.id.startswith((DIRECT, NOT_DIRECT))
        or (task.state == "open" and (task.kind in ("ship", "send_on") or task.id.startswith((THERE_YET, KEPT))))
        for task in tx.tasks_of(number)
    ):
        return
    box = Outbox(tx, person, today)
    out = out_on(tx, order)
    ask_to_send(box, order, out=out is None or out <= today)
    ask_about_special(box, order)
    box.flush()


def ask_about_specials(tx: Transaction, skus: Iterable[str], *, today: date, person: Person) -> None:
    """After anything that changes what is here or on order of these products: the tasks about those of them that were
    bought in for one customer."""
    special = [sku for sku in dict.fromkeys(skus) if sku.startswith(SPECIAL)]
    if not special:
        return
    box = Outbox(tx, person, today)
    for number in dict.fromkeys(sku.removeprefix(SPECIAL).rpartition("-")[0] for sku in special):
        if (order := tx.order(number)) is not None:
            ask_about_special(box, order)
    box.flush()
