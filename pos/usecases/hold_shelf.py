"""The hold shelf: places for the goods of orders, the bags that lie there, and their labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pos.domain import errors
from pos.domain.hold_places import Bag, HoldPlace, next_tags, place_for
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.whereabouts import whereabouts

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.receipt import Receipt
    from pos.usecases.ports import Clock, Records, Transaction, Transactions

_LONGEST = 40
MOST_BAGS = 50


def places(*, transactions: Transactions) -> tuple[HoldPlace, ...]:
    """Every place with what lies there."""
    with transactions.reading() as records:
        return tuple(records.hold_places())


def put_places(
    *, wanted: Sequence[HoldPlace], transactions: Transactions, person: Person = OWNER
) -> tuple[HoldPlace, ...]:
    """Make places, or change their names and how many bags they take. One that differs from a place there is only in
    capitals is that place. Raises NotAllowed and BadSetting."""
    if not person.may("hold_places"):
        raise errors.NotAllowed("Changing the hold shelf needs a manager. Nothing was changed. Ask one to sign in.")
    for place in wanted:
        if not place.place.strip() or len(place.place) > _LONGEST or not 0 <= place.capacity <= 100_000:
            raise errors.BadSetting(
                f"“{place.place[:_LONGEST]}” with room for {place.capacity} bags is no place. Nothing was changed. "
                "Give a short name and a number from 0 (nobody counts) on.",
                place=place.place[:_LONGEST],
            )
    with transactions.writing() as tx:
        there = {place.place for place in tx.hold_places()}
        alike = {place.casefold(): place for place in sorted(there)}
        names = [place.place.strip() for place in wanted]
        rows = [
            {
                "place": name if name in there else alike.setdefault(name.casefold(), name),
                "name": place.name.strip(), "capacity": place.capacity, "active": int(place.active),
            }
            for name, place in zip(names, wanted, strict=True)
        ]  # fmt: skip
        tx.append("hold_places_put", {"places": rows}, person=person.id)
        return tuple(tx.hold_places())


def propose_place(*, order: str, bags: int = 1, transactions: Transactions) -> HoldPlace:
    """Where an order's next bags should go. Raises PlaceFull."""
    with transactions.reading() as records:
        return _place(records, order, bags, "")


def bag_goods(
    *, order: str, transactions: Transactions, clock: Clock, place: str = "", bags: int = 1, labels: bool = True,
    person: Person = OWNER,
) -> tuple[Bag, ...]:  # fmt: skip
    """Put an order's goods onto the hold shelf in so many bags, at `place` or where there is room; each bag gets a tag,
    and with `labels` a label comes out of the printer.

    Raises NotAllowed, UnknownCode, OrderNotReady, BadQuantity, PlaceFull.
    """
    _may(person)
    if not 1 <= bags <= MOST_BAGS:
        raise errors.BadQuantity(
            f"{bags} bags cannot be put away at once. Nothing was changed. Type 1 to {MOST_BAGS}.", bags=bags
        )
    with transactions.writing() as tx:
        found = tx.order(order.strip())
        if found is None:
            raise errors.UnknownCode(f"There is no order {order[:40]} here. Nothing was put away.", number=order[:40])
        if not any(at.here for at in whereabouts(tx, found).values()):
            aside = any(line.allocated for line in found.lines)
            raise errors.OrderNotReady(
                f"What is put aside for order {found.number} was sent on to another store. Nothing was put away."
                if aside
                else f"Nothing is put aside for order {found.number}. Nothing was put away. Book the goods in first.",
                number=found.number,
            )
        where = _place(tx, found.number, bags, place)
        at = clock.now().isoformat(timespec="microseconds")
        tags = next_tags(found.number, [bag.tag for bag in tx.bags(found.number)], bags)
        for tag in tags:
            row = {"bag": tag, "number": found.number, "place": where.place, "since": at, "tag": tag, "is_open": 1}
            _write(tx, row, clock, person, job=f"tag-{tag}/0" if labels else "")
        return tuple(bag for bag in tx.bags(found.number) if bag.tag in tags)


def move_bag(*, tag: str, place: str, transactions: Transactions, clock: Clock, person: Person = OWNER) -> Bag:
    """A bag goes to another place. Raises NotAllowed, UnknownCode, PlaceFull."""
    _may(person)
    with transactions.writing() as tx:
        bag = _bag(tx, tag)
        where = _place(tx, bag.order, 1, place)
        _write(tx, {**_row(bag), "place": where.place}, clock, person)
        return _bag(tx, tag)


def empty_bag(*, tag: str, transactions: Transactions, clock: Clock, person: Person = OWNER) -> None:
    """A bag is not on the shelf any more. Bags of an order are emptied by themselves once nothing is put aside for it.
    Raises NotAllowed, UnknownCode."""
    _may(person)
    with transactions.writing() as tx:
        _write(tx, {**_row(_bag(tx, tag)), "is_open": 0}, clock, person)


def take_off_shelf(tx: Transaction, order: Order, *, clock: Clock, person: Person) -> None:
    """The bags of an order are not on the shelf any more once none of its goods is here, in the transaction of what
    brought them away."""
    if any(at.here for at in whereabouts(tx, order).values()):
        return
    for bag in tx.bags(order.number):
        if bag.is_open:
            _write(tx, {**_row(bag), "is_open": 0}, clock, person)


def print_tag(*, tag: str, transactions: Transactions, clock: Clock, person: Person = OWNER) -> None:
    """The label of a bag once more. Raises NotAllowed, UnknownCode."""
    _may(person)
    with transactions.writing() as tx:
        bag = _bag(tx, tag)
        _write(tx, _row(bag), clock, person, job=f"tag-{tag}/{clock.now():%Y%m%d%H%M%S%f}")


def where(*, order: str = "", transactions: Transactions) -> tuple[Bag, ...]:
    """The bags on the hold shelf: of one order, or all of them by place."""
    with transactions.reading() as records:
        return tuple(bag for bag in records.bags(order.strip()) if bag.is_open)


def tag_document(records: Records, tag: str) -> Receipt | None:
    """The label of a bag as it is printed now; None for a tag that nothing carries."""
    bag = records.bag_by_tag(tag.rpartition("/")[0], tag)
    if bag is None:
        return None
    from pos.domain.paper_bag_tag import bag_tag
    from pos.domain.uncollected import kept_from
    from pos.usecases.whereabouts import out_on

    shop = records.shop()
    since = datetime.fromisoformat(bag.since).astimezone(ZoneInfo(shop.timezone)).replace(microsecond=0)
    order = records.order(bag.order)
    begins = kept_from(order, since.date(), out_on(records, order)) if order is not None else since.date()
    until = shop.opening_days.on_or_after(begins + timedelta(days=shop.keep_days))
    name = next((place.name for place in records.hold_places() if place.place == bag.place), "")
    return bag_tag(shop=shop, bag=bag, place_name=name, until=until, at=since)


def _may(person: Person) -> None:
    if not person.may("collect"):
        raise errors.NotAllowed("Putting goods away is not among this person's rights. Nothing was changed.")


def _place(records: Records, order: str, bags: int, wanted: str) -> HoldPlace:
    known = records.hold_places()
    if wanted:
        alike = [place for place in known if place.place.casefold() == wanted.strip().casefold()]
        found = next((place for place in alike if place.place == wanted.strip()), alike[0] if alike else None)
        if found is None:
            raise errors.UnknownCode(
                f"There is no place “{wanted[:40]}” on the hold shelf. Nothing was put away. Choose one of those there "
                "are, or have it added.",
                place=wanted[:40],
            )
        if found.takes(bags):
            return found
        other = place_for(known, bags)
        raise errors.PlaceFull(
            f"{found.place} has no room for {_bags(bags)}. Nothing was put away. "
            + (f"Take {other.place}." if other else "Every other place is full too: put something back first."),
            place=found.place, other=other.place if other else "",
        )  # fmt: skip
    lies_in = [bag.place for bag in records.bags(order) if bag.is_open]
    chosen = place_for(known, bags, lies_in)
    if chosen is None:
        raise errors.PlaceFull(
            f"The hold shelf has no place with room for {_bags(bags)}. Nothing was put away. Empty a bag that was "
            "collected, or have a place added."
            if known
            else "The hold shelf has no places yet. Nothing was put away. Have a manager add one.",
            bags=bags,
        )
    return chosen


def _bags(bags: int) -> str:
    return "another bag" if bags == 1 else f"{bags} bags"


def _bag(records: Records, tag: str) -> Bag:
    tag = tag.strip()
    found = records.bag_by_tag(tag.rpartition("/")[0], tag)
    if found is None or not found.is_open:
        raise errors.UnknownCode(
            f"No bag on the hold shelf has the tag {tag[:60]}. Nothing was changed. Scan its order instead.",
            tag=tag[:60],
        )
    return found


def _row(bag: Bag) -> dict[str, Any]:
    return {
        "bag": bag.bag, "number": bag.order, "place": bag.place, "since": bag.since, "tag": bag.tag,
        "is_open": int(bag.is_open),
    }  # fmt: skip


def _write(tx: Transaction, row: dict[str, Any], clock: Clock, person: Person, *, job: str = "") -> None:
    now = clock.now()
    body: dict[str, Any] = {
        "at": now.isoformat(timespec="microseconds"), "business_date": today_in(tx.shop(), now).isoformat(),
        "bags": [row],
    }  # fmt: skip
    if job:
        body |= {"job": job, "number": row["tag"]}
    tx.append("goods_bagged", body, person=person.id)
