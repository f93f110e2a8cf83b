"""Acts on many lines of orders at once: another place in the queue, and new days told."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from ui.verbs import typed
from ui.verbs.common import open_register, say, verb, who
from ui.verbs.order_money import backorder_app
from ui.verbs.purchase_shapes import broken, broken_words

if TYPE_CHECKING:
    from pos.register import Register
    from pos.usecases.board_acts import Skipped

__all__ = ("backorder_app",)
Lines = Annotated[
    list[str] | None, typer.Argument(help="ORDER for all that is open of it, or ORDER/LINE; as many as are meant.")
]
Filter = Annotated[str, typer.Option("--filter", help="All lines that this filter of the board finds, as well.")]
Why = Annotated[str, typer.Option(help="Why, in a few words; it stays with the orders.")]
Version = Annotated[int, typer.Option(help="Of one order: the version looked at; left out when it has changed since.")]


class Place(StrEnum):
    """Where in the queue."""

    FRONT = "front"
    BACK = "back"


@backorder_app.command("queue")
@verb
def backorder_queue(
    to: Annotated[Place, typer.Argument(help="Where to.")],
    lines: Lines = None,
    filter_: Filter = "",
    why: Why = "",
    dry_run: Annotated[bool, typer.Option(help="Say who would move and whose promise breaks; change nothing.")] = False,
    version: Version = 0,
) -> None:
    """Put lines to the front or the back of the queue of their product."""
    with open_register() as register:
        meant, versions = _meant(register, lines or (), filter_, version)
        done = register.board.move_queue(meant, to.value, why, versions=versions, dry_run=dry_run, person=who(register))
        say(
            {
                "moved": [
                    {
                        "backorder": one.order, "line": one.line, "customer": one.customer_name, "sku": one.sku,
                        "was": one.was, "now": one.now,
                    }
                    for one in done.moved
                ],
                "skipped": _skipped(done.skipped),
                "broken": broken(done.broken),
            },
            *(
                f"{one.order} line {one.line} {'would go' if dry_run else 'goes'} from place {one.was} to {one.now} "
                f"for {one.sku}."
                for one in done.moved
            ),
            *([] if done.moved else ["Nothing moves."]),
            *_skipped_words(done.skipped),
            *broken_words(done.broken),
        )  # fmt: skip


@backorder_app.command("new-days")
@verb
def backorder_new_days(
    lines: Lines = None,
    filter_: Filter = "",
    why: Why = "",
    on: Annotated[str, typer.Option(help="A later day for all of them; by default each the day reckoned with.")] = "",
    dry_run: Annotated[bool, typer.Option(help="Say who would hear which day; tell nobody.")] = False,
    version: Version = 0,
) -> None:
    """Tell customers when their goods can be had now, as many at once as are meant; nobody is told an earlier day."""
    with open_register() as register:
        meant, versions = _meant(register, lines or (), filter_, version)
        done = register.board.tell_new_days(
            meant, why, on=typed.day(on) if on else None, versions=versions, dry_run=dry_run, person=who(register)
        )
        say(
            {
                "told": [
                    {
                        "backorder": one.order, "line": one.line, "customer": one.customer_name,
                        "was": one.was.isoformat() if one.was else None,
                        "likely_on": one.likely_on.isoformat() if one.likely_on else None,
                        "latest_on": one.latest_on.isoformat(), "words": one.words,
                    }
                    for one in done.told
                ],
                "skipped": _skipped(done.skipped),
            },
            *(
                f"{one.customer_name or one.order} {'would hear' if dry_run else 'hears'} {one.latest_on} for "
                f"{one.order} line {one.line} (was told {one.was or 'no date'})."
                for one in done.told
            ),
            *([] if done.told else ["Nobody has to hear anything."]),
            *_skipped_words(done.skipped),
        )  # fmt: skip


def _meant(
    register: Register, lines: Sequence[str], filter_: str, version: int
) -> tuple[list[tuple[str, int]], dict[str, int]]:
    """The lines that are named or found, and the versions at which they were seen. Raises UnknownCode, BadSetting."""
    meant: list[tuple[str, int]] = []
    for words in lines:
        number, stroke, line = words.strip().partition("/")
        if stroke and not line.isdecimal():
            raise errors.BadSetting(f"“{words[:60]}” is no ORDER or ORDER/LINE. Nothing was changed.", given=words[:60])
        if stroke:
            meant.append((number, int(line)))
            continue
        order = register.order(number)
        if order is None:
            raise errors.UnknownCode(
                f"There is no order {number[:40]} here. Nothing was changed. Look it up with “raincheck board”.",
                number=number[:40],
            )
        meant += [(number, one.line) for one in order.lines if one.open > 0]
    versions: dict[str, int] = {}
    if version:
        if len({number for number, _ in meant}) != 1 or filter_:
            raise errors.BadSetting("A version is of one order. Nothing was changed. Name that order alone.")
        versions = {meant[0][0]: version}
    if filter_:
        found = register.board.read(filter_).lines
        meant += [(one.order, one.line) for one in found]
        versions = {one.order: one.version for one in found}
    if not meant and not filter_:
        raise errors.BadSetting("Nobody said which lines. Nothing was changed. Name orders, or a --filter.")
    return list(dict.fromkeys(meant)), versions


def _skipped(skipped: Sequence[Skipped]) -> list[dict[str, Any]]:
    return [
        {"backorder": one.order, "line": one.line, "customer": one.customer_name, "why": one.why} for one in skipped
    ]


def _skipped_words(skipped: Sequence[Skipped]) -> list[str]:
    return [f"  left out: {one.order} line {one.line}, {one.why}" for one in skipped]
