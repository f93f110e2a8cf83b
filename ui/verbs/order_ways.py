"""Goods for other stores, and those stores: backorder send-on, arrived, came-back; store set, list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.verbs import typed
from ui.verbs.common import open_register, say, verb, who
from ui.verbs.order_changes import Line, Version
from ui.verbs.order_money import backorder_app

if TYPE_CHECKING:
    from pos.domain.shop import Shop
    from pos.register import Register
    from pos.usecases.order_steps import Changed

store_app = typer.Typer(help="The shop's other stores.", no_args_is_help=True)
Units = Annotated[int, typer.Option(help="How many units of the line; by default all.")]


@backorder_app.command("send-on")
@verb
def backorder_send_on(
    number: str,
    line: Line = 0,
    units: Units = 0,
    on: Annotated[str, typer.Option(help="The day by which they are there, where that is later than was told.")] = "",
    version: Version = 0,
) -> None:
    """Goods of an order left for the other store where they are collected."""
    with open_register() as register:
        done = register.waiting.send_on(
            number, lines={line: units} if line else None, expected_on=typed.day(on) if on else None,
            version=version or None, person=who(register),
        )  # fmt: skip
        _say(register, done, f"Noted: goods of order {number} are on their way.")


@backorder_app.command("arrived")
@verb
def backorder_arrived(number: str, line: Line = 0, units: Units = 0, version: Version = 0) -> None:
    """Goods of an order are in the other store: the customer hears that they are ready there."""
    with open_register() as register:
        done = register.waiting.arrived_there(
            number, lines={line: units} if line else None, version=version or None, person=who(register)
        )
        _say(register, done, f"Noted: goods of order {number} are in the other store.")


@backorder_app.command("came-back")
@verb
def backorder_came_back(number: str, line: Line = 0, units: Units = 0, version: Version = 0) -> None:
    """Goods of an order that were sent on are here again."""
    with open_register() as register:
        done = register.waiting.came_back(
            number, lines={line: units} if line else None, version=version or None, person=who(register)
        )
        _say(register, done, f"Noted: goods of order {number} are here again.")


def _say(register: Register, done: Changed, sentence: str) -> None:
    at = register.waiting.whereabouts(done.order.number)
    rows = [
        {"line": line, "here": one.here, "under_way": one.under_way, "there": one.there} for line, one in at.items()
    ]
    say(
        {"order": done.order.number, "goods": rows}, sentence,
        *(f"  line {line}: {one.here} here, {one.under_way} on the way, {one.there} there" for line, one in at.items()),
    )  # fmt: skip


@store_app.command("set")
@verb
def store_set(
    store: Annotated[str, typer.Argument(help="Its code, such as S02.")],
    name: Annotated[str, typer.Option(help="What it is called; needed for a new one.")] = "",
    address: Annotated[list[str] | None, typer.Option(help="A line of the address; may be repeated.")] = None,
    days: Annotated[int, typer.Option(help="How many days goods take from here to it.")] = -1,
) -> None:
    """Make another store known, or change it."""
    with open_register() as register:
        shop = register.put_store(
            store, name=name, address=address or None, days=None if days == -1 else days, person=who(register)
        )
        say({"stores": _stores(shop)}, f"{shop.stores[store]} is known: goods take {shop.way_to(store)} days to it.")


@store_app.command("list")
@verb
def store_list() -> None:
    """The shop's other stores."""
    with open_register() as register:
        rows = _stores(register.shop())
        say(
            {"stores": rows},
            *(f"{one['store']:8}  {one['name']}, {one['days']} days away  {one['address']}".rstrip() for one in rows),
        )


def _stores(shop: Shop) -> list[dict[str, Any]]:
    return [
        {
            "store": code, "name": name, "address": ", ".join(shop.store_addresses.get(code, ())),
            "days": shop.way_to(code),
        }
        for code, name in sorted(shop.stores.items())
        if code != shop.store
    ]  # fmt: skip
