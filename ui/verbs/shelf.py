"""Goods in, who gets them, and the hold shelf."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pos.domain import errors
from ui.verbs.common import open_register, say, tell, verb, who
from ui.verbs.purchase_shapes import broken, broken_words

if TYPE_CHECKING:
    from pos.domain.hold_places import HoldPlace
    from pos.domain.incoming import IncomingArrival
    from pos.usecases.receiving import Arrival, Received
    from pos.usecases.sharing import Give

shelf_app = typer.Typer(help="The hold shelf: where the goods of orders lie.", no_args_is_help=True)
DAMAGED = "damaged on arrival"
"""The reason that is kept for damaged goods of a file that says none."""
_BY = {"e-mail": "is written to", "text": "gets a text message", "call": "is to be called",
       "none": "is to be told at the counter"}  # fmt: skip
_HEARS = {"ready": "the goods are here", "late": "the promise does not hold", "date_moved": "a date is known",
          "back_in_stock": "what they asked for is back"}  # fmt: skip


@verb
def receive(
    what: Annotated[str, typer.Argument(help="A purchase order's number, or a CSV with sku and quantity.")],
    dry_run: Annotated[bool, typer.Option(help="Say who would get what; book nothing.")] = False,
    give: Annotated[list[str] | None, typer.Option(help="ORDER=N or ORDER/LINE=N: so many for it, by hand.")] = None,
    why: Annotated[str, typer.Option(help="The reason for what is given by hand, over, damaged or booked again.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Book a file that was booked before, with a reason.")] = False,
) -> None:
    """Goods in: who waits is served before the shelf, by the shop's rule."""
    wanted = [_give(words) for words in give or ()]
    with open_register() as register:
        path = Path(what)
        mark = old_mark = ""
        if path.is_file():
            rows = _rows(path)
            arrivals = _arrivals(rows, why)
            mark, old_mark = _marks(path, rows)
        else:
            arrivals = list(register.arrivals_of(what))
        if again and not why.strip():
            raise errors.BadText("Nothing says why it is booked again. Nothing was booked. Say it with --why.")
        done = register.shelf.receive(
            arrivals, give=wanted, why=why, dry_run=dry_run, person=who(register),
            mark=mark, old_mark=old_mark, again=why if again else "",
        )  # fmt: skip
        say(_received(done), *_words(done, dry_run=dry_run))


def _received(done: Received) -> dict[str, Any]:
    return {
        "document": done.document,
        "received": sum(done.received.values()),
        "allocations": [
            {"backorder": one.order, "line": one.line, "sku": sku, "quantity": one.quantity}
            for sku, one in done.allocations
        ],
        "who": [
            {
                "backorder": one.order, "line": one.line, "sku": one.sku, "quantity": one.units, "still": one.still,
                "customer": one.customer_name, "place_in_queue": one.place,
                "told_latest_on": one.told.isoformat() if one.told else None, "late": one.late,
            }
            for one in done.gets
        ],
        "to_shelf": [{"sku": sku, "quantity": quantity} for sku, quantity in done.to_shelf.items() if quantity],
        "held": [{"sku": sku, "quantity": quantity} for sku, quantity in done.held.items()],
        "short": [
            {"purchase_order": line.purchase_order, "line": line.line, "sku": line.sku, "missing": line.missing}
            for line in done.short
        ],
        **{
            name: [
                {"sku": one.sku, "quantity": one.units, "purchase_order": one.purchase_order, "why": one.why}
                for one in goods
            ]
            for name, goods in (("over", done.over), ("damaged", done.damaged), ("refused", done.refused))
        },
        "passed_over": [
            {"backorder": one.order, "line": one.line, "sku": sku, "quantity": one.units, "by": one.by, "why": one.why}
            for sku, one in done.passed
        ],
        "told": [
            {
                "id": one.news, "event": one.event, "backorder": one.order, "customer": one.customer_name,
                "channel": one.channel,
            }
            for one in done.told
        ],
        "broken": broken(done.broken),
        "notes": list(done.notes),
    }  # fmt: skip


def _words(done: Received, *, dry_run: bool) -> list[str]:
    units = sum(done.received.values())
    words = [f"{units} units " + ("would come in." if dry_run else f"came in ({done.document}).")]
    for one in done.gets:
        late = ", late" if one.late else ""
        words.append(f"  {one.units} x {one.sku} for order {one.order} ({one.customer_name}{late})")
    words += [f"  {units} x {sku} to the shelf" for sku, units in done.to_shelf.items() if units]
    words += [f"  {units} x {sku} kept until it is clear who gets them" for sku, units in done.held.items()]
    words += [f"  {one.units} x {one.sku} more than was ordered: {one.why}" for one in done.over]
    words += [f"  {one.units} x {one.sku} not to be sold: {one.why}" for one in done.damaged]
    words += [f"  {line.missing} x {line.sku} still missing on {line.purchase_order}" for line in done.short]
    words += [f"  order {one.order} was passed over for {one.by}: {one.why}" for _, one in done.passed]
    words += [f"  {one.customer_name or one.order} {_BY[one.channel]}: {_HEARS[one.event]}" for one in done.told]
    return [*words, *broken_words(done.broken), *done.notes]


def _give(words: str) -> Give:
    from pos.usecases.sharing import Give

    order, sign, number = words.rpartition("=")
    order, stroke, line = order.strip().partition("/")
    if not (sign and order and number.strip().isdecimal() and (not stroke or line.isdecimal())):
        raise errors.BadSetting(f"“{words}” is no ORDER=N or ORDER/LINE=N. Nothing was booked.", given=words)
    return Give(order, int(number), int(line or 0))


def _rows(path: Path) -> list[IncomingArrival]:
    """The rows of a file of goods. Raises BadFile."""
    from pos.domain.incoming import BadRow, IncomingArrival
    from pos.files.reading import read

    rows = []
    for row in read(path, "receive"):
        if isinstance(row, BadRow):
            raise errors.BadFile(f"Row {row.row}: {row.reason}. Nothing was booked. Correct the file.", row=row.row)
        if isinstance(row, IncomingArrival):
            rows.append(row)
    return rows


def _marks(path: Path, rows: list[IncomingArrival]) -> tuple[str, str]:
    from pos.files.delivery_marks import delivery_mark, mark_of_bytes

    return delivery_mark(rows), mark_of_bytes(path)


def _arrivals(rows: list[IncomingArrival], why: str) -> list[Arrival]:
    from pos.usecases.receiving import Arrival

    arrivals = []
    for row in rows:
        damaged, order = row.damaged or 0, row.purchase_order or ""
        usable, reason = row.quantity - damaged, row.reason or why
        if usable or damaged or order:
            how = (reason or DAMAGED) if damaged else ""
            arrivals.append(Arrival(row.sku, usable, order, damaged, how, over_why=reason))
    return arrivals


@shelf_app.command("places")
@verb
def places(
    put: Annotated[list[str] | None, typer.Option(help="PLACE=BAGS: a place and how many it takes; 0: any.")] = None,
    name: Annotated[str, typer.Option(help="What people call the place that is put.")] = "",
    close: Annotated[list[str] | None, typer.Option(help="A place that takes no more bags.")] = None,
) -> None:
    """The places of the hold shelf and what lies there; or make and change them."""
    from dataclasses import replace

    with open_register() as register:
        known = {place.place: place for place in register.shelf.places()}
        wanted = [_place(words, name, known) for words in put or ()]
        wanted += [replace(_known(known, place), active=False) for place in close or ()]
        found = register.shelf.put_places(wanted, person=who(register)) if wanted else tuple(known.values())
        say(
            {
                "places": [
                    {
                        "place": place.place, "name": place.name, "capacity": place.capacity, "bags": place.bags,
                        "room": place.room, "active": place.active,
                    }
                    for place in found
                ]
            },
            *(f"{place.place:12} {place.name:24.24} {place.bags} bags{_room(place)}" for place in found),
        )  # fmt: skip


@shelf_app.command("put")
@verb
def put(
    order: Annotated[str, typer.Argument(help="The order whose goods are put away.")],
    place: Annotated[str, typer.Option(help="Where; by default where there is room.")] = "",
    bags: Annotated[int, typer.Option(help="In how many bags.")] = 1,
    labels: Annotated[bool, typer.Option(help="Print a label for each bag.")] = True,
) -> None:
    """Put an order's goods onto the hold shelf, each bag with a tag."""
    from ui.paper import print_now

    with open_register() as register:
        done = register.shelf.bag(order, place=place, bags=bags, labels=labels, person=who(register))
        say({"bags": [_bag(bag) for bag in done]}, *(f"{bag.tag} at {bag.place}" for bag in done))
        if labels and (trouble := print_now(register)):
            tell(f"Put away. The label did not print: {trouble}")


@shelf_app.command("where")
@verb
def where(order: Annotated[str, typer.Argument(help="An order; by default all that lies there.")] = "") -> None:
    """Where the bags of an order lie, or all there are."""
    with open_register() as register:
        found = register.shelf.where(order)
        say(
            {"bags": [_bag(bag) for bag in found]},
            *(f"{bag.place:12} {bag.tag:24} {bag.customer_name}" for bag in found),
        )


def _place(words: str, name: str, known: dict[str, HoldPlace]) -> HoldPlace:
    from pos.domain.hold_places import HoldPlace

    place, sign, bags = words.rpartition("=")
    if not (sign and bags.strip().isdecimal()):
        raise errors.BadSetting(f"“{words}” is no PLACE=BAGS. Nothing was changed.", given=words)
    before = known.get(place)
    return HoldPlace(place, name or (before.name if before else ""), int(bags))


def _known(known: dict[str, HoldPlace], place: str) -> HoldPlace:
    if place not in known:
        raise errors.UnknownCode(
            f"There is no place “{place[:40]}” on the hold shelf. Nothing was changed.", place=place[:40]
        )
    return known[place]


def _bag(bag: Any) -> dict[str, Any]:
    return {
        "tag": bag.tag, "order": bag.order, "place": bag.place, "since": bag.since, "customer": bag.customer_name,
    }  # fmt: skip


def _room(place: HoldPlace) -> str:
    if not place.active:
        return ", closed"
    return "" if place.room is None else f", room for {place.room}"
