"""Goods put aside for other orders than before, outside of a delivery: given, moved, swapped and released by hand, and
what lies free given to those who wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.people import OWNER, Person
from pos.usecases.availability import today_in
from pos.usecases.in_bulk import in_bulk
from pos.usecases.news import news_of_goods
from pos.usecases.news_over import take_back
from pos.usecases.op_sizes import bodies
from pos.usecases.order_documents import check_seen
from pos.usecases.promises import view
from pos.usecases.reviewing import review
from pos.usecases.sharing import Gets, gets_of, passed_body, share_out
from pos.usecases.taken_away import say_taken_away
from pos.usecases.whereabouts import check_here

if TYPE_CHECKING:
    from datetime import date

    from pos.domain.hold_places import Bag
    from pos.usecases.ports import Clock, Records, Transaction, Transactions
    from pos.usecases.promises import BrokenPromise

Row = Sequence[Any]
"""(order, line, SKU, units)"""


@dataclass(frozen=True, slots=True)
class Moved:
    """What changed hands: goods `released` and `allocated`, each (order, line, SKU, units), the promises that are
    broken by it, the `bags` in which goods lie that are not that order's any more, and whom it `passed` over, each
    (order, line, SKU, units, by which order, why)."""

    released: tuple[Row, ...] = ()
    allocated: tuple[Row, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()
    bags: tuple[Bag, ...] = ()
    passed: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Served:
    """Goods that lay free and are put aside now, the promises that are broken all the same, and the messages (ids) that
    went to those who got some."""

    gets: tuple[Gets, ...] = ()
    broken: tuple[BrokenPromise, ...] = ()
    news: tuple[str, ...] = ()


def release(
    *, order: str, line: int, units: int, why: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    version: int | None = None,
) -> Moved:  # fmt: skip
    """Goods put aside for an order go to the next who waits for them, by the shop's rule, or lie free where nobody else
    does; its line waits again at its old place, and is passed over this once.

    Raises UnknownCode, NotAllowed, BadText, WrongState, BadQuantity, StaleOrder.
    """
    reason = _may(person, why)
    with transactions.writing() as tx:
        found = _order(tx, order, version)
        gives = order_life.line_of(found, line)
        order_life.release(gives, units, found.number)
        check_here(tx, found, gives, units)
        today = today_in(tx.shop(), clock.now())
        gets, by = _next_in_line(tx, found.number, gives, units, today=today, person=person)
        passed = [[found.number, line, gives.sku, gives.waiting + units, by, reason]] if by else []
        return write_moves(
            tx, [[found.number, line, gives.sku, units]], gets, reason, clock=clock, person=person, passed=passed
        )


def move(
    *, from_order: str, from_line: int, to_order: str, to_line: int, units: int, why: str, transactions: Transactions,
    clock: Clock, person: Person = OWNER, version: int | None = None, to_version: int | None = None,
) -> Moved:  # fmt: skip
    """Goods put aside for one order are put aside for another. Raises as `release`, and BadQuantity when the two lines
    are not of one product."""
    reason = _may(person, why)
    with transactions.writing() as tx:
        gives_in, gets_in = _order(tx, from_order, version), _order(tx, to_order, to_version)
        gives, gets = order_life.line_of(gives_in, from_line), order_life.line_of(gets_in, to_line)
        _same_goods(gives, gets)
        order_life.release(gives, units, gives_in.number)
        check_here(tx, gives_in, gives, units)
        order_life.allocate(gets, units, gets_in.number)
        return write_moves(
            tx, [[gives_in.number, from_line, gives.sku, units]], [[gets_in.number, to_line, gets.sku, units]], reason,
            clock=clock, person=person, passed=_overtaken(tx, gets, gets_in.number, reason),
        )  # fmt: skip


def swap(
    *, order: str, line: int, other_order: str, other_line: int, why: str, transactions: Transactions, clock: Clock,
    person: Person = OWNER,
) -> Moved:  # fmt: skip
    """Two orders exchange what is put aside for them, each at most what it has open; what neither can take goes to
    those who wait with the next goods. Raises as `move`."""
    reason = _may(person, why)
    with transactions.writing() as tx:
        one_in, other_in = _order(tx, order, None), _order(tx, other_order, None)
        one, other = order_life.line_of(one_in, line), order_life.line_of(other_in, other_line)
        _same_goods(one, other)
        released: list[Row] = []
        allocated: list[Row] = []
        passed: list[Row] = []
        for mine, holder, theirs in ((one, one_in, other), (other, other_in, one)):
            wants, number = min(theirs.allocated, mine.open), holder.number
            if wants < mine.allocated:
                check_here(tx, holder, mine, mine.allocated - wants)
                released.append([number, mine.line, mine.sku, mine.allocated - wants])
            elif wants > mine.allocated:
                order_life.allocate(mine, wants - mine.allocated, number)
                allocated.append([number, mine.line, mine.sku, wants - mine.allocated])
                passed += _overtaken(tx, mine, number, reason)
        if not released and not allocated:
            raise errors.BadQuantity(
                f"Orders {one_in.number} and {other_in.number} have the same put aside. Nothing was changed.",
                orders=[one_in.number, other_in.number],
            )
        return write_moves(tx, released, allocated, reason, clock=clock, person=person, passed=passed)


def give(
    *, order: str, line: int, units: int, why: str, transactions: Transactions, clock: Clock, person: Person = OWNER,
    version: int | None = None,
) -> Moved:  # fmt: skip
    """Goods that lie free are put aside for an order out of its turn, or by the rule "manual" in any turn. Raises as
    `release`, and NotEnoughHere when fewer are free."""
    reason = _may(person, why)
    with transactions.writing() as tx:
        found = _order(tx, order, version)
        gets = order_life.line_of(found, line)
        order_life.allocate(gets, units, found.number)
        free = max(0, tx.stock_here(gets.sku).free)
        if units > free:
            raise errors.NotEnoughHere(
                f"{free} of {gets.name} lie free, so {units} cannot be put aside. Nothing was changed. Give at most "
                f"{free}, or move goods from another order.",
                sku=gets.sku, wanted=units, available=free,
            )  # fmt: skip
        return write_moves(
            tx, [], [[found.number, line, gets.sku, units]], reason, clock=clock, person=person,
            passed=_overtaken(tx, gets, found.number, reason),
        )  # fmt: skip


def serve_waiting(
    tx: Transaction, skus: Sequence[str], *, clock: Clock, person: Person, cause: str = "", reason: str = ""
) -> Served:
    """Give what lies free of these products to those who wait for it, by the shop's rules; to be called in the
    transaction of what made it free, such as a count. Answers with who gets what; nothing is written when nobody does.
    """
    now = clock.now()
    today = today_in(tx.shop(), now)
    levels = tx.levels_of(list(skus))
    free = {sku: level.free for sku, level in levels.items() if level.free > 0 and level.owed > 0}
    if not free:
        return Served()
    wanted = list(free)
    products = tx.products_of(wanted)
    portions = share_out(in_bulk(tx, wanted), free, products=products, today=today, person=person)
    gets = gets_of(portions, products, today)
    if not gets:
        return Served()
    touched = sorted({one.sku for one in gets})
    before = view(in_bulk(tx, touched), touched, today)
    head = {"at": now.isoformat(timespec="microseconds"), "business_date": today.isoformat(), "reason": reason}
    if cause:
        head["cause"] = cause
    rows = [("allocated", row) for portion in portions for row in portion.allocated()]
    rows += [("passed", row) for portion in portions for row in passed_body(portion.sku, portion.shared.passed, reason)]
    last = ""
    for body in bodies(head, rows):
        last = tx.append("goods_moved", body, person=person.id)
    broken = review(in_bulk(tx, touched), touched, today=today, person=person, cause=last, before=before)
    return Served(gets, broken, news_of_goods(tx, [one.order for one in gets], today=today, person=person))


def write_moves(
    tx: Transaction, released: Sequence[Row], allocated: Sequence[Row], reason: str, *, clock: Clock, person: Person,
    passed: Sequence[Row] = (),
) -> Moved:  # fmt: skip
    """Write goods that change hands, and what that does to promises, in the caller's transaction."""
    now = clock.now()
    today = today_in(tx.shop(), now)
    skus = sorted({row[2] for row in (*released, *allocated)})
    before = view(tx, skus, today)
    body: dict[str, Any] = {
        "at": now.isoformat(timespec="microseconds"), "business_date": today.isoformat(), "reason": reason,
        "released": [list(row) for row in released], "allocated": [list(row) for row in allocated],
    }  # fmt: skip
    if passed:
        body["passed"] = [list(row) for row in passed]
    cause = tx.append("goods_moved", body, person=person.id)
    broken = review(tx, skus, today=today, person=person, cause=cause, before=before)
    news_of_goods(tx, [row[0] for row in allocated], today=today, person=person)
    take_back(tx, [row[0] for row in released], today=today, person=person)
    broken += say_taken_away(tx, released, broken, cause=cause, today=today, person=person)
    bags = tuple(bag for order in dict.fromkeys(row[0] for row in released) for bag in tx.bags(order) if bag.is_open)
    return Moved(tuple(released), tuple(allocated), broken, bags, tuple(passed))


def _next_in_line(
    records: Records, order: str, gives: OrderLine, units: int, *, today: date, person: Person
) -> tuple[list[Row], str]:
    """Who gets units that a line of an order has to give up, anybody who waits but that line; and the first order among
    them that stands behind it (empty: none)."""
    free = records.stock_here(gives.sku).free + units
    if free <= 0:
        return [], ""
    products = records.products_of([gives.sku])
    portions = share_out(
        records, {gives.sku: free}, products=products, today=today, person=person, but=(order, gives.line)
    )
    rows: list[Row] = [row for portion in portions for row in portion.allocated()]
    mine = _key_of(gives)
    behind = {(one.order, one.line) for portion in portions for one in portion.queue if one.key > mine}
    return rows, next((str(row[0]) for row in rows if (row[0], row[1]) in behind), "")


def _key_of(line: OrderLine) -> tuple[int, str, str, int]:
    rank, clock, register, _ = line.queue_key.split(":")
    return int(rank), clock, register, line.line


def _overtaken(records: Records, gets: OrderLine, order: str, reason: str) -> list[Row]:
    """Everybody who waits for the same goods in front of a line that now gets some."""
    mine = _key_of(gets)
    return [
        [other.order, other.line, gets.sku, other.quantity, order, reason]
        for other in records.queue(gets.sku)
        if other.key < mine and (other.order, other.line) != (order, gets.line)
    ]


def _may(person: Person, why: str) -> str:
    if not person.may("share_goods"):
        raise errors.NotAllowed(
            "Giving goods to another order needs a manager. Nothing was changed. Ask one to sign in."
        )
    if not why.strip():
        raise errors.BadText(
            "Goods change hands only with a reason, which stays with both orders. Nothing was changed. Say why."
        )
    return why.strip()


def _order(records: Records, number: str, version: int | None) -> Order:
    found = records.order(number.strip())
    if found is None:
        raise errors.UnknownCode(
            f"There is no order {number[:40]} here. Nothing was changed. Look it up by the customer's name.",
            number=number[:40],
        )
    check_seen(records, found, version)
    return found


def _same_goods(one: OrderLine, other: OrderLine) -> None:
    if one.sku != other.sku:
        raise errors.BadQuantity(
            f"{one.name} cannot be put aside for a line of {other.name}. Nothing was changed. Choose two lines of one "
            "product.",
            skus=[one.sku, other.sku],
        )
