"""Goods put aside that change hands: given out of turn, given back, moved from order to order, swapped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.verbs.common import open_register, say, verb, who
from ui.verbs.purchase_shapes import broken, broken_words
from ui.verbs.shelf import shelf_app

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.moving_goods import Moved, Row

__all__ = ("shelf_app",)
Of = Annotated[str, typer.Argument(help="ORDER, or ORDER/LINE where it has several.")]
Units = Annotated[int, typer.Option(help="How many.")]
Why = Annotated[str, typer.Option(help="Why, in a few words; it stays with the orders.")]
DryRun = Annotated[bool, typer.Option(help="Say whom it passes over and which promises it breaks; change nothing.")]


@shelf_app.command("give")
@verb
def shelf_give(order: Of, units: Units, why: Why, dry_run: DryRun = False) -> None:
    """Put free goods aside for an order out of its turn."""
    with open_register() as register:
        number, line = _of(register, order)
        _say(
            register.shelf.give(number, line, units, why, dry_run=dry_run, person=who(register)), dry_run=dry_run
        )  # fmt: skip


@shelf_app.command("release")
@verb
def shelf_release(order: Of, units: Units, why: Why, dry_run: DryRun = False) -> None:
    """Give goods that are put aside back; the order waits again at its old place, and who waits next gets them."""
    with open_register() as register:
        number, line = _of(register, order)
        _say(
            register.shelf.release(number, line, units, why, dry_run=dry_run, person=who(register)), dry_run=dry_run
        )  # fmt: skip


@shelf_app.command("move")
@verb
def shelf_move(order: Of, to: Of, units: Units, why: Why, dry_run: DryRun = False) -> None:
    """Put goods aside for another order than the one they are put aside for."""
    with open_register() as register:
        here, there = _of(register, order), _of(register, to)
        _say(register.shelf.move(here, there, units, why, dry_run=dry_run, person=who(register)), dry_run=dry_run)


@shelf_app.command("swap")
@verb
def shelf_swap(order: Of, other: Of, why: Why, dry_run: DryRun = False) -> None:
    """Two orders exchange what is put aside for them."""
    with open_register() as register:
        here, there = _of(register, order), _of(register, other)
        _say(register.shelf.swap(here, there, why, dry_run=dry_run, person=who(register)), dry_run=dry_run)


def _of(register: Register, words: str) -> tuple[str, int]:
    """The order and line that are meant. Raises UnknownCode, BadSetting."""
    from ui.verbs.order_changes import only_line

    number, stroke, line = words.strip().partition("/")
    return (number, int(line)) if stroke and line.isdecimal() else (number, only_line(register, number))


def _say(done: Moved, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    say(
        {
            "released": _rows(done.released),
            "allocated": _rows(done.allocated),
            "passed_over": [
                {"backorder": order, "line": line, "sku": sku, "quantity": units, "by": by, "why": why}
                for order, line, sku, units, by, why in done.passed
            ],
            "broken": broken(done.broken),
            "bags": [bag.tag for bag in done.bags],
        },
        *(f"{units} x {sku} {would}given back by order {order}." for order, _, sku, units in done.released),
        *(f"{units} x {sku} {would}put aside for order {order}." for order, _, sku, units in done.allocated),
        *(f"  order {order} {would}passed over for {by}" for order, _, _, _, by, _ in done.passed),
        *(f"  look into bag {bag.tag}" for bag in done.bags),
        *broken_words(done.broken),
    )


def _rows(moved: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"backorder": order, "line": line, "sku": sku, "quantity": units} for order, line, sku, units in moved]
