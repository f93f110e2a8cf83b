"""Orders that wait, and goods that come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from pos.domain.money import Money
from pos.usecases.checkout import TenderWish
from ui.verbs import shapes
from ui.verbs.common import open_register, say, tell, verb, who

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pos.register import Register

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
        standings = register.promises.standings(o.number for o in orders)
        say(
            {"backorders": [shapes.order(o, currency, register.place_in_queue(o), standings) for o in orders]},
            *(
                f"{o.number:20} {o.customer_name:28.28} {o.state:12} {_dates(o):10} {_stands(o, standings)}".rstrip()
                for o in orders
            ),
        )


@backorder_app.command("show")
@verb
def backorder_show(
    number: str,
    steps: Annotated[bool, typer.Option("--steps", help="With everything that happened to it.")] = False,
) -> None:
    """One order."""
    from ui.verbs.order_timeline import timeline

    with open_register() as register:
        currency = register.shop().currency
        order = register.order(number)
        if order is None:
            raise errors.UnknownCode(
                f"There is no order {number}. Look it up with “raincheck backorder list”.", number=number
            )
        standings = register.promises.standings([order.number])
        history, told = timeline(register, order.number) if steps else ([], [])
        say(
            {
                "backorders": [shapes.order(order, currency, register.place_in_queue(order), standings)],
                **({"steps": history} if steps else {}),
            },
            f"{order.number}  {order.customer_name}  {order.state}{', all together' if order.ship_complete else ''}",
            *(
                f"  {line.ordered} x {line.name}: {line.allocated} put aside, {line.handed_over} handed over"
                f"{f', {line.cancelled} cancelled' if line.cancelled else ''}; "
                f"{line.words}{_stands_so(standings.get((order.number, line.line), ''))}"
                for line in order.lines
            ),
            f"  deposit {Money(order.order_deposit, currency)}, due on collection {Money(order.balance_due, currency)}",
            *told,
        )


@backorder_app.command("collect")
@verb
def backorder_collect(
    number: str,
    tender: Annotated[str, typer.Option(help="cash, card, voucher or account")] = "cash",
    amount: Annotated[str, typer.Option(help="What was given; by default what is due.")] = "due",
    line: Annotated[int, typer.Option(help="Only this line; by default all that is to be collected.")] = 0,
    quantity: Annotated[int, typer.Option(help="Only so many units of the line.")] = 0,
    scan: Annotated[list[str] | None, typer.Option(help="A code that was scanned; may be repeated.")] = None,
    reference: Annotated[str, typer.Option(help="What the terminal or the voucher says.")] = "",
) -> None:
    """Hand over what is put aside, against the rest of its price."""
    from printing import render
    from ui.paper import print_now

    with open_register() as register:
        given = None if amount == "due" else Money.parse(amount, register.shop().currency)
        lines = _lines(register, number, line, quantity)
        done = register.collect(
            number, [TenderWish(tender, given, reference)], person=who(register), lines=lines, scans=scan or ()
        )
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


def _lines(register: Register, number: str, line: int, quantity: int) -> dict[int, int] | None:
    """Line -> units to hand over, None for all that is put aside. Raises BadQuantity, UnknownCode."""
    from pos.domain.order_life import line_of

    if not line:
        if quantity:
            raise errors.BadQuantity("A quantity is of one line. Nothing was changed. Name it with --line.")
        return None
    found = register.order(number)
    return {line: quantity or line_of(found, line).allocated} if found else {line: quantity}


def _stands(order: Any, standings: Mapping[tuple[str, int], str]) -> str:
    """How an order stands: as the worst of its lines."""
    worst = ("overdue", "late_expected", "at_risk", "on_track", "ready")
    lines = [standings[order.number, line.line] for line in order.lines if (order.number, line.line) in standings]
    return min(lines, key=worst.index, default="").replace("_", " ")


def _stands_so(standing: str) -> str:
    return f" ({standing.replace('_', ' ')})" if standing else ""


def _dates(order: Any) -> str:
    return order.expected_on.isoformat() if order.expected_on else ""
