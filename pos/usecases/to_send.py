"""Tasks of orders that are not collected here: to ship, to send on, to find out whether goods are there, and to ask a
supplier for what it sends itself."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pos.domain.backorder import Order
from pos.domain.catalog import SPECIAL
from pos.domain.news import TaskKind
from pos.domain.people import Person
from pos.domain.ways import day_by_way, strays
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


def ask_to_send(box: Outbox, order: Order, *, out: bool = True) -> None:
    """One task for what is here and has to be shipped, one for what has to go on to another store, one for what a
    supplier is to send; over once nothing of it is left. Nothing leaves before it is `out`."""
    tasks = box.tx.tasks_of(order.number)
    shop = box.shop
    for route, kind in _TASKS:
        units = to_go(box.tx, order, route) if out else {}
        known = [one for one in tasks if one.kind == kind]
        still = [one for one in known if one.state == "open"]
        if not units:
            for one in still:
                box.close(one.id, "over")
        elif not still:
            lines = {line.line: line for line in order.lines}
            goods = ", ".join(f"{count} × {lines[nth].name}" for nth, count in units.items())
            stores = dict.fromkeys(shop.stores.get(lines[nth].route_to, lines[nth].route_to) for nth in units)
            why = f"Ship: {goods}." if kind == "ship" else f"Send on to {', '.join(stores)}: {goods}."
            box.task(
                kind, f"{order.number}:{len(known) + 1}", order=order, customer=order.customer, why=why,
                due_on=box.today,
            )  # fmt: skip
    _ask_whether_there(box, order)
    away = {line for line, at in whereabouts(box.tx, order).items() if at.here or at.under_way}
    for one in tasks:
        if one.state == "open" and one.id.endswith(f":{UNSENT}") and one.line not in away:
            box.close(one.id, "done")
    _ask_supplier(box, order)
    _ask_back(box, order)


def _ask_back(box: Outbox, order: Order) -> None:
    """A task to have goods back that were sent on and are not wanted there any more."""
    if all(line.route != "other_store" for line in order.lines):
        return
    steps = box.tx.steps(order.number)
    for line in order.lines:
        if line.route == "other_store" and (units := strays(line, steps)):
            store = box.shop.stores.get(line.route_to, line.route_to)
            box.task(
                "put_back", f"away:{order.number}:{line.line}:{line.cancelled}", number=order.number, line=line.line,
                why=f"Have {units} × {line.name} sent back from {store}: they are not wanted there any more.",
                due_on=box.today,
            )  # fmt: skip


def _ask_about_special(box: Outbox, order: Order) -> None:
    """Goods bought in for one customer: a task where more or fewer of them are on order than the customer wants. It
    stays when the order is closed, for the goods come all the same."""
    wanted: dict[str, int] = {}
    for line in order.lines:
        if line.sku.startswith(SPECIAL):
            wanted[line.sku] = wanted.get(line.sku, 0) + line.waiting
    for sku, units in wanted.items():
        supplies, product = box.tx.supplies(sku), box.tx.product(sku)
        coming = sum(one.quantity for one in supplies) + max(0, box.tx.stock_here(sku).free)
        if product is None or coming == units or (coming > units and not supplies):
            continue
        terms = box.tx.supplier_terms(product.supplier)
        name = (terms.name if terms else "") or product.supplier
        numbers = ", ".join(dict.fromkeys(one.id for one in supplies))
        why = f"Order {units - coming} × {product.name} from {name}: {order.number} wants more."
        if coming > units:
            why = f"Ask {name} to take {coming - units} × {product.name} off {numbers}: {order.number} wants fewer."
        box.task("ask", f"special:{order.number}:{sku}:{units}:{coming}", why=why, due_on=box.today)


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
    """A task for each line that a supplier is to send to the customer; another where it becomes more. Its name ends
    with up to which of the line's units were asked for."""
    known = [one for one in box.tx.tasks_of(order.number) if one.id.startswith(DIRECT)]
    wanted = {line.line: line for line in order.lines if line.route == "direct" and line.waiting > 0}
    for one in known:
        if one.state == "open" and one.line not in wanted:
            box.close(one.id, "over")
    for nth, line in wanted.items():
        mine = [one for one in known if one.line == nth]
        upto = line.handed_over + line.waiting
        asked = [int(one.id.rpartition(":")[2]) for one in mine if one.outcome not in ("over", "overtaken")]
        if any(most >= upto for most in asked):
            continue
        for one in mine:
            if one.state == "open":
                box.close(one.id, "overtaken")
        terms = box.tx.supplier_terms(line.route_to)
        name = (terms.name if terms else "") or line.route_to
        box.task(
            "ask", f"{DIRECT.partition(':')[2]}{order.number}:{nth}:{len(mine) + 1}:{upto}", number=order.number,
            line=nth, why=f"Ask {name} to send {line.waiting} × {line.name} to the customer.", due_on=box.today,
        )  # fmt: skip


def ask_after(tx: Transaction, number: str, *, today: date, person: Person) -> None:
    """After anything that changes what an order has, in its transaction: the tasks that go with its ways, if it has
    ways other than our own counter or had such a task."""
    order = tx.order(number)
    if order is None:
        return
    if all(line.route == "collect" and not line.sku.startswith(SPECIAL) for line in order.lines) and not any(
        task.state == "open" and (task.kind in ("ship", "send_on") or task.id.startswith((DIRECT, THERE_YET)))
        for task in tx.tasks_of(number)
    ):
        return
    box = Outbox(tx, person, today)
    out = out_on(tx, order)
    ask_to_send(box, order, out=out is None or out <= today)
    _ask_about_special(box, order)
    box.flush()
