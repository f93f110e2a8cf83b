"""Suppliers and what is on order with them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from ui.verbs import purchase_shapes as shapes
from ui.verbs.common import open_register, say, verb, who
from ui.verbs.typed import day as day_of
from ui.verbs.typed import days, least, line_wish

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.purchasing import PurchaseChange
    from pos.usecases.suppliers import SupplierChange

supplier_app = typer.Typer(help="Suppliers: how they work and how they keep their word.", no_args_is_help=True)
purchase_app = typer.Typer(help="Orders placed with suppliers.", no_args_is_help=True)

Name = Annotated[str | None, typer.Option(help="The name on their papers.")]
Lead = Annotated[int | None, typer.Option(help="Days from order to delivery, as they say; -1 for unknown.")]
Lane = Annotated[str | None, typer.Option(help="local, national or import")]
Days = Annotated[str | None, typer.Option(help="The days on which they take orders, such as “Mon, Thu”.")]
Least = Annotated[str | None, typer.Option(help="The smallest order they take, in money; “none” for none.")]
Closed = Annotated[list[str] | None, typer.Option(help="A day they are closed, or FROM..TO; may be repeated.")]
Country = Annotated[str | None, typer.Option(help="ISO code of the country.")]
Line = Annotated[int | None, typer.Option(help="Only this line of the order.")]
Why = Annotated[str, typer.Option(help="What they said, for the record.")]


@supplier_app.command("list")
@verb
def supplier_list() -> None:
    """All suppliers, by name."""
    with open_register() as register:
        found = register.buying.suppliers()
        currency = register.shop().currency
        say(
            {"suppliers": [shapes.supplier(one, currency) for one in found]},
            *(shapes.supplier_words(one) for one in found),
        )


@supplier_app.command("show")
@verb
def supplier_show(supplier: str) -> None:
    """One supplier, how they kept their word, and what is open with them."""
    with open_register() as register:
        card = register.buying.supplier(supplier)
        today = _today(register)
        say(
            {
                "supplier": shapes.supplier(card.supplier, register.shop().currency),
                "record": shapes.record(card.record),
                "purchase_orders": [shapes.order(order, today) for order in card.orders],
            },
            *shapes.card_words(card, today),
        )


@supplier_app.command("add")
@verb
def supplier_add(
    supplier: str, name: Name = None, lead_time: Lead = None, lane: Lane = None, order_days: Days = None,
    minimum: Least = None, closed: Closed = None, country: Country = None, email: str | None = None,
    phone: str | None = None,
) -> None:  # fmt: skip
    """Add a supplier under a code of your own."""
    from pos.usecases.suppliers import SupplierWish

    with open_register() as register:
        wish = SupplierWish(
            name, lead_time, lane, order_days, frozenset(days(closed)), least(minimum, register), None, country,
            email, phone,
        )  # fmt: skip
        _tell_supplier(register, register.buying.add_supplier(supplier, wish, person=who(register)))


@supplier_app.command("set")
@verb
def supplier_set(
    supplier: str, name: Name = None, lead_time: Lead = None, lane: Lane = None, order_days: Days = None,
    minimum: Least = None, closed: Closed = None,
    open_: Annotated[
        list[str] | None, typer.Option("--open", help="A day they are open after all, or FROM..TO; may be repeated.")
    ] = None,
    active: Annotated[bool | None, typer.Option("--active/--inactive", help="Whether the shop orders there.")] = None,
    country: Country = None, email: str | None = None, phone: str | None = None,
) -> None:  # fmt: skip
    """Change what is said; the rest stays."""
    from pos.usecases.suppliers import SupplierWish

    with open_register() as register:
        shut = None
        if closed or open_:
            before = register.buying.supplier(supplier).supplier.terms.closed_on
            shut = frozenset((before | days(closed)) - days(open_))
        wish = SupplierWish(
            name, lead_time, lane, order_days, shut, least(minimum, register), active, country, email, phone
        )
        _tell_supplier(register, register.buying.change_supplier(supplier, wish, person=who(register)))


@purchase_app.command("list")
@verb
def purchase_list(
    state: Annotated[str, typer.Option(help="late, open, part_received, received or cancelled")] = "",
    supplier: Annotated[str, typer.Option(help="Only orders with this supplier, by code.")] = "",
) -> None:
    """Purchase orders, those that are late first."""
    with open_register() as register:
        today = _today(register)
        orders = register.buying.orders(state=state, supplier=supplier)
        say(
            {"purchase_orders": [shapes.order(order, today) for order in orders]},
            *(shapes.order_words(order, today) for order in orders),
        )


@purchase_app.command("show")
@verb
def purchase_show(number: str) -> None:
    """One purchase order with every change of its days."""
    with open_register() as register:
        order, today = register.buying.order(number), _today(register)
        say(
            {"purchase_order": shapes.order(order, today)},
            shapes.order_words(order, today),
            *shapes.line_words(order),
            *shapes.change_words(order),
        )


@purchase_app.command("add")
@verb
def purchase_add(
    supplier: str,
    lines: Annotated[list[str], typer.Argument(help="CODE=QUANTITY, one for each product.", metavar="LINE…")],
    number: Annotated[str, typer.Option(help="The order's number; lines are added to one that is there.")] = "",
    ordered_on: Annotated[str, typer.Option(help="The day it was ordered, by default today.")] = "",
    expected_on: Annotated[str, typer.Option(help="The day the supplier gave.")] = "",
    confirmed: Annotated[bool, typer.Option("--confirmed", help="The supplier confirmed that day.")] = False,
    shipment: Annotated[str, typer.Option(help="What arrives together has one shipment.")] = "",
) -> None:
    """Order goods from a supplier."""
    from pos.usecases.ordering import PurchaseWish

    with open_register() as register:
        change = register.buying.order_goods(
            supplier, [PurchaseWish(*line_wish(said)) for said in lines], number=number,
            ordered_on=day_of(ordered_on) if ordered_on else None,
            expected_on=day_of(expected_on) if expected_on else None,
            confirmed=confirmed, shipment=shipment, person=who(register),
        )  # fmt: skip
        _tell_order(register, change)


@purchase_app.command("confirm")
@verb
def purchase_confirm(
    number: str,
    day: Annotated[str, typer.Argument(help="The day they confirm; by default the one expected.")] = "",
    line: Line = None,
    why: Why = "",
) -> None:
    """The supplier confirmed the order."""
    with open_register() as register:
        on = day_of(day) if day else None
        _tell_order(register, register.buying.confirm(number, on, line=line, why=why, person=who(register)))


@purchase_app.command("redate")
@verb
def purchase_redate(number: str, day: str, line: Line = None, why: Why = "") -> None:
    """The supplier gave another day; says which promises that breaks."""
    with open_register() as register:
        change = register.buying.redate(number, day_of(day), line=line, why=why, person=who(register))
        _tell_order(register, change)


@purchase_app.command("cancel")
@verb
def purchase_cancel(
    number: str,
    line: Line = None,
    quantity: Annotated[int | None, typer.Option(help="Only so many units of the line.")] = None,
    why: Why = "",
) -> None:
    """What is open of the order, or of a line, will not come."""
    with open_register() as register:
        change = register.buying.cancel(number, line=line, quantity=quantity, why=why, person=who(register))
        _tell_order(register, change)


def _tell_order(register: Register, change: PurchaseChange) -> None:
    today = _today(register)
    say(
        {
            "purchase_order": shapes.order(change.order, today),
            "warnings": list(change.warnings),
            "broken": shapes.broken(change.broken),
        },
        shapes.order_words(change.order, today),
        *shapes.line_words(change.order),
        *change.warnings,
        *shapes.broken_words(change.broken),
    )


def _tell_supplier(register: Register, change: SupplierChange) -> None:
    say(
        {
            "supplier": shapes.supplier(change.supplier, register.shop().currency),
            "broken": shapes.broken(change.broken),
        },
        shapes.supplier_words(change.supplier),
        *shapes.broken_words(change.broken),
    )


def _today(register: Register) -> date:
    from pos.usecases.availability import today_in

    return today_in(register.shop(), register.clock.now())
