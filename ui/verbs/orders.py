"""Orders that wait, and goods that come in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pos.domain import errors
from pos.domain.money import Money
from pos.usecases.checkout import TenderWish
from ui.verbs import shapes
from ui.verbs.common import open_register, say, tell, verb, who
from ui.verbs.purchase_shapes import broken, broken_words

_STATES = ("waiting", "part_ready", "ready", "collected", "cancelled")
backorder_app = typer.Typer(help="The life of an order.", no_args_is_help=True)


@backorder_app.command("list")
@verb
def backorder_list(
    state: Annotated[str, typer.Option(help="waiting, part_ready, ready, collected or cancelled")] = "",
) -> None:
    """Orders, the oldest first."""
    if state and state not in _STATES:
        raise errors.BadSetting(f"No order is “{state}”. Choose one of {', '.join(_STATES)}.")
    with open_register() as register:
        currency = register.shop().currency
        orders = [o for o in register.orders() if not state or o.state == state]
        say(
            {"backorders": [shapes.order(o, currency, register.place_in_queue(o)) for o in orders]},
            *(f"{o.number:20} {o.customer_name:28.28} {o.state:12} {_dates(o)}" for o in orders),
        )


@backorder_app.command("show")
@verb
def backorder_show(number: str) -> None:
    """One order."""
    with open_register() as register:
        currency = register.shop().currency
        order = register.order(number)
        if order is None:
            raise errors.UnknownCode(
                f"There is no order {number}. Look it up with “raincheck backorder list”.", number=number
            )
        say(
            {"backorders": [shapes.order(order, currency, register.place_in_queue(order))]},
            f"{order.number}  {order.customer_name}  {order.state}{', all together' if order.ship_complete else ''}",
            *(
                f"  {line.ordered} x {line.name}: {line.allocated} put aside, {line.handed_over} handed over; "
                f"{line.words}"
                for line in order.lines
            ),
            f"  deposit {Money(order.order_deposit, currency)}, due on collection {Money(order.balance_due, currency)}",
        )


@backorder_app.command("collect")
@verb
def backorder_collect(
    number: str,
    tender: Annotated[str, typer.Option(help="cash, card, voucher or account")] = "cash",
    amount: Annotated[str, typer.Option(help="What was given; by default what is due.")] = "due",
) -> None:
    """Hand over what is put aside, against the rest of its price."""
    from printing import render
    from ui.paper import print_now

    with open_register() as register:
        given = None if amount == "due" else Money.parse(amount, register.shop().currency)
        done = register.collect(number, [TenderWish(tender, given)], person=who(register))
        text = render(done.receipt, form="text", columns=42)
        say(
            {
                "number": done.number, "order": done.order, "total": str(done.total),
                "order_deposit": str(done.deposit_applied), "due_now": str(done.due_now),
                "change_due": str(done.change_due), "receipts": [text],
            },
            text,
        )  # fmt: skip
        if trouble := print_now(register):
            tell(f"Paid. The receipt did not print: {trouble}")


def _dates(order: Any) -> str:
    days = [line.expected_ship_on for line in order.lines if line.open and line.expected_ship_on]
    return max(days).isoformat() if days else ""


@verb
def receive(
    what: Annotated[str, typer.Argument(help="A purchase order's number, or a CSV with sku and quantity.")],
    dry_run: Annotated[bool, typer.Option(help="Say who would get what; book nothing.")] = False,
) -> None:
    """Goods in: who waits is served before the shelf."""
    with open_register() as register:
        path = Path(what)
        arrivals = _arrivals(path) if path.is_file() else register.arrivals_of(what)
        done = register.receive(arrivals, person=who(register), dry_run=dry_run)
        allocations = [
            {"backorder": given.order, "line": given.line, "sku": sku, "quantity": given.quantity}
            for sku, given in done.allocations
        ]
        shelf = [{"sku": sku, "quantity": quantity} for sku, quantity in done.to_shelf.items() if quantity]
        held = [{"sku": sku, "quantity": quantity} for sku, quantity in done.held.items()]
        say(
            {
                "document": done.document,
                "received": sum(done.received.values()),
                "allocations": allocations,
                "to_shelf": shelf,
                "held": held,
                "told": [],
                "broken": broken(done.broken),
            },
            f"{sum(done.received.values())} units " + ("would come in." if dry_run else f"came in ({done.document})."),
            *(f"  {a['quantity']} x {a['sku']} for order {a['backorder']}" for a in allocations),
            *(f"  {h['quantity']} x {h['sku']} held for an order that goes all together" for h in held),
            *(f"  {s['quantity']} x {s['sku']} to the shelf" for s in shelf),
            *broken_words(done.broken),
        )


def _arrivals(path: Path) -> list[Any]:
    from pos.domain.incoming import BadRow, IncomingArrival
    from pos.files.reading import read
    from pos.usecases.receiving import Arrival

    arrivals = []
    for row in read(path, "receive"):
        if isinstance(row, BadRow):
            raise errors.BadFile(f"Row {row.row}: {row.reason}. Nothing was booked. Correct the file.", row=row.row)
        if isinstance(row, IncomingArrival):
            usable = row.quantity - (row.damaged or 0)
            if usable:
                arrivals.append(Arrival(row.sku, usable, row.purchase_order or ""))
    return arrivals
