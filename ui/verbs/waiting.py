"""The tell-me list, and the board of the waiting list."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain.money import Money
from pos.domain.shortages import SHORTAGE_CAUSES
from pos.usecases.sale_wishes import CustomerWish
from ui.verbs import typed
from ui.verbs.common import open_register, say, verb, who

if TYPE_CHECKING:
    from pos.domain.board import BoardLine
    from pos.domain.tell_me import Entry
    from pos.usecases.board import BoardRead, Figures
    from pos.usecases.tell_me import Listed
    from pos.usecases.tell_me_holds import Offered

waitlist_app = typer.Typer(help="Who wants to hear when goods are back.", no_args_is_help=True)


@waitlist_app.command("add")
@verb
def waitlist_add(
    code: str,
    name: Annotated[str, typer.Option(help="The customer's name.")] = "",
    phone: Annotated[str, typer.Option(help="A phone number.")] = "",
    email: Annotated[str, typer.Option(help="An e-mail address.")] = "",
    customer: Annotated[str, typer.Option(help="The id of a known customer instead.")] = "",
    quantity: Annotated[int, typer.Option()] = 1,
    wanted_by: Annotated[str, typer.Option(help="The last day on which they want it, 2026-12-20.")] = "",
) -> None:
    """Tell somebody when goods are back; no money, no promise."""
    wish = CustomerWish(id=customer, name=name, phone=phone, email=email)
    with open_register() as register:
        day = typed.day(wanted_by) if wanted_by else None
        listed = register.tell_me.add(code, wish, quantity, wanted_by=day, person=who(register))
        say({"entries": [_listed(listed)]}, f"{_words(listed)} ({listed.entry.id})")


@waitlist_app.command("list")
@verb
def waitlist_list(
    code: Annotated[str, typer.Argument(help="One product only.")] = "",
) -> None:
    """Who is on the list, by product and in order."""
    with open_register() as register:
        found = register.tell_me.listed(code)
        said = [_words(one) for one in found] or ["Nobody is on the list."]
        say({"entries": [_listed(one) for one in found]}, *said)


@waitlist_app.command("remove")
@verb
def waitlist_remove(
    entry: Annotated[str, typer.Argument(help="The entry's id, or enough of its beginning.")],
    why: Annotated[str, typer.Option(help="The reason, in a few words.")] = "",
) -> None:
    """Take somebody off the list; what was held for them goes to the next."""
    with open_register() as register:
        alike = [one.entry.id for one in register.tell_me.listed() if one.entry.id.startswith(entry)]
        offered = register.tell_me.remove(alike[0] if len(alike) == 1 else entry, why, person=who(register))
        say({"offered": [_offered(one) for one in offered]}, "Off the list.", *map(_offer_words, offered))


@waitlist_app.command("serve")
@verb
def waitlist_serve() -> None:
    """Let go what nobody came for, for orders first, and hold what is free for the next."""
    with open_register() as register:
        done = register.tell_me.serve(person=who(register))
        orders = done.orders.gets if done.orders is not None else ()
        said = [
            *map(_offer_words, done.offered),
            *(f"{one.customer_name} gets {one.units} of {one.name} (order {one.order})." for one in orders),
            *(f"{one.customer_name} is off the list for {one.name}: {one.why}." for one in done.ended),
            *(f"{one.customer_name} was not told in time and keeps the place for {one.name}." for one in done.untold),
        ]
        say(
            {
                "offered": [_offered(one) for one in done.offered],
                "ended": [_entry(one) for one in done.ended],
                "untold": [_entry(one) for one in done.untold],
                "orders": [{"order": one.order, "line": one.line, "units": one.units} for one in orders],
            },
            *(said or ["Nothing to do."]),
        )


@verb
def board(
    filter_: Annotated[
        str, typer.Option("--filter", help="all, late, at_risk, due_this_week, ready_not_collected, no_supply, …")
    ] = "all",
    figures: Annotated[
        bool, typer.Option("--figures", help="Sales saved, deposits held and promises kept as well.")
    ] = False,
    causes: Annotated[bool, typer.Option("--causes", help="Why goods are short as well.")] = False,
) -> None:
    """Every open line of every order: how it stands, and who needs to hear of it."""
    with open_register() as register:
        currency = register.shop().currency
        read = register.board.read(filter_)
        more = register.board.figures() if figures else None
        short = register.board.shortages() if causes else ()
        answer = {
            "filter": read.key,
            "today": read.today.isoformat(),
            "counts": dict(read.counts),
            "ages": dict(read.ages),
            "past_told": dict(read.pasts),
            "lines": [_line(one, currency) for one in read.lines],
            "products": [
                {
                    "sku": one.sku, "name": one.name, "lines": one.lines, "waiting": one.waiting,
                    "allocated": one.allocated, "free": one.free, "on_order": one.on_order, "short": one.short,
                    "late": one.late,
                }
                for one in read.products
            ],
            **({"figures": _figures(more, currency)} if more else {}),
            **({"shortages": [asdict(one) for one in short]} if causes else {}),
        }  # fmt: skip
        say(
            answer,
            *_board_words(read),
            *(_figure_words(more, currency) if more else ()),
            *(f"{one.units} x {one.name} short: {SHORTAGE_CAUSES[one.cause]}." for one in short),
        )


def _board_words(read: BoardRead) -> list[str]:
    counted = ", ".join(f"{name} {count}" for name, count in read.counts.items() if count)
    return [
        counted or "Nobody is waiting.",
        *(
            f"{one.order:20} {one.customer_name:20.20} {one.quantity:4} x {one.name:24.24} {one.standing:14} "
            f"{_iso(one.told_latest) or '-':10} {_iso(one.now_latest) or '-':10} {one.call}".rstrip()
            for one in read.lines
        ),
    ]


def _line(one: BoardLine, currency: str) -> dict[str, Any]:
    return {
        "backorder": one.order, "line": one.line, "version": one.version, "customer": one.customer,
        "customer_name": one.customer_name, "sku": one.sku, "name": one.name, "quantity": one.quantity,
        "waiting": one.waiting, "allocated": one.allocated, "state": one.state, "standing": one.standing,
        "kind": one.kind, "route": one.route, "route_to": one.route_to, "store": one.store,
        "taken_on": one.taken_on.isoformat(), "told_first": _iso(one.told_first), "told_latest": _iso(one.told_latest),
        "told_on": _iso(one.told_on), "now_latest": _iso(one.now_latest), "days_late": one.days_late,
        "days_past": one.days_past, "days_waited": one.days_waited, "longest_wait": one.longest_wait,
        "order_deposit": str(Money(one.deposit_held, currency)), "news_due_on": one.news_due_on.isoformat(),
        "place": one.place, "uncollected_since": _iso(one.uncollected_since), "lacks_stock": one.lacks_stock,
        "no_supply": one.no_supply, "call": one.call,
    }  # fmt: skip


def _figures(more: Figures, currency: str) -> dict[str, Any]:
    return {
        "promises_due": more.kept.n,
        "promises_kept": more.kept.kept,
        "sales_saved": str(Money(more.sales_saved, currency)),
        "deposits": {band: str(Money(amount, currency)) for band, amount in more.deposits.items()},
        "deposits_held": str(Money(more.deposits_held, currency)),
        "in_the_books": str(Money(more.in_the_books, currency)),
        "units": more.units,
    }


def _figure_words(more: Figures, currency: str) -> list[str]:
    return [
        f"Sales saved by orders in 90 days: {Money(more.sales_saved, currency)}.",
        f"Deposits held: {Money(more.deposits_held, currency)}.",
        f"Promises kept: {more.kept.kept} of {more.kept.n}.",
    ]


def _listed(one: Listed) -> dict[str, Any]:
    return {**_entry(one.entry), "place": one.place, "news_due_on": _iso(one.news_due_on)}


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "id": one.id, "customer": one.customer, "customer_name": one.customer_name, "sku": one.sku, "name": one.name,
        "quantity": one.quantity, "state": one.state, "held": one.held, "held_until": _iso(one.held_until),
        "wanted_by": _iso(one.wanted_by), "since": one.since, "why": one.why,
    }  # fmt: skip


def _offered(one: Offered) -> dict[str, Any]:
    return {**_entry(one.entry), "units": one.units, "until": one.until.isoformat()}


def _offer_words(one: Offered) -> str:
    return f"Tell {one.entry.customer_name}: {one.units} x {one.entry.name} held until {one.until.isoformat()}."


def _words(one: Listed) -> str:
    entry = one.entry
    place = f"place {one.place}" if one.place else "all held"
    held = f", {entry.held} held until {_iso(entry.held_until)}" if entry.held else ""
    return f"{entry.customer_name} wants {entry.quantity} x {entry.name}: {place}{held}"


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
