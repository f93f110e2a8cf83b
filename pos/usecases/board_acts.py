"""Acts on many lines of the board at once: standing elsewhere in the queue, and a new day told. Each says beforehand
whom it concerns, whom it leaves out and why, and then does exactly that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, cast

from pos.domain import errors, order_life
from pos.domain.backorder import Order, OrderLine
from pos.domain.people import OWNER, Person
from pos.domain.promising import breaks, queue_days
from pos.domain.queue_places import Key, key_text, keys_between, reordered
from pos.usecases.availability import today_in
from pos.usecases.board import open_lines
from pos.usecases.later_turns import later_lines
from pos.usecases.new_days import say_new_days
from pos.usecases.order_documents import language_of
from pos.usecases.order_notes import keep_note
from pos.usecases.order_steps import tell, terms, words_for, write_change
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.promises import BrokenPromise, View, prospect_of, view
from pos.usecases.reviewing import review

if TYPE_CHECKING:
    from pos.domain.purchasing import OpenLine
    from pos.usecases.ports import Transaction

Where = Literal["front", "back"]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line that is left as it is, and why."""

    order: str
    line: int
    customer_name: str
    why: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A line that stands elsewhere in the queue of its product: its places before and after, 1 is next."""

    order: str
    line: int
    customer_name: str
    sku: str
    was: int
    now: int


@dataclass(frozen=True, slots=True)
class QueueMoved:
    """What moving does (or would do): the lines moved, those left out, and the promises to others that it breaks."""

    moved: tuple[Moved, ...]
    skipped: tuple[Skipped, ...]
    broken: tuple[BrokenPromise, ...]


@dataclass(frozen=True, slots=True)
class NewDay:
    """What a customer is told anew of a line: the day told until now, and the new ones."""

    order: str
    line: int
    customer: str
    customer_name: str
    was: date | None
    likely_on: date | None
    latest_on: date
    words: str


@dataclass(frozen=True, slots=True)
class NewDaysTold:
    """Who is told (or would be), and who is left out."""

    told: tuple[NewDay, ...]
    skipped: tuple[Skipped, ...]


TellNewDays = Callable[["Transaction", Sequence[NewDay]], object]
"""Puts the messages into the same transaction."""


def move_queue(
    *,
    lines: Sequence[tuple[str, int]],
    to: Where,
    reason: str,
    versions: Mapping[str, int] | None = None,
    dry_run: bool = False,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
) -> QueueMoved:
    """Put lines (order, line) to the front or the back of the queue of their product, each product by itself; among
    themselves they keep their order. `versions` are the orders' versions as they were seen. A dry run changes nothing.

    Raises NotAllowed, BadText, BadSetting, WrongState.
    """
    if not person.may("move_queue"):
        raise errors.NotAllowed("Changing the order of the queue needs a manager. Nothing was moved.")
    if not reason.strip():
        raise errors.BadText(
            "Somebody is overtaken by this, so it needs a reason. Nothing was moved. Say why in a few words."
        )
    if to not in ("front", "back"):
        raise errors.BadSetting(f"A line goes to the front or the back, not “{to}”. Nothing was moved.")
    with transactions.reading() if dry_run else transactions.writing() as tx:
        now = clock.now()
        today = today_in(tx.shop(), now)
        found, skipped = _named(tx, lines, versions, "move_queue")
        by_sku: dict[str, list[tuple[Order, OrderLine]]] = defaultdict(list)
        for order, line in found:
            by_sku[line.sku].append((order, line))
        moved: list[Moved] = []
        keys: dict[tuple[str, int], Key] = {}
        broken: list[BrokenPromise] = []
        before, shop = view(tx, by_sku, today), tx.shop()
        for sku, wanted in by_sku.items():
            queue = [line for line in tx.open_lines(sku) if line.waiting > 0]
            places = {(line.order, line.line): place for place, line in enumerate(queue)}
            moving = sorted(places[order.number, line.line] for order, line in wanted)
            # The back is that of now: wishes whose turn is to come stand behind whoever orders tomorrow.
            end = max(len(queue) - len(later_lines(shop, queue, today)), moving[-1] + 1)
            after = reordered([line.key for line in queue], moving, 0 if to == "front" else end)
            stay = [place for place in range(len(queue) if to == "front" else end) if place not in set(moving)]
            if after == list(range(len(queue))) or not stay:
                skipped += [
                    Skipped(order.number, line.line, order.customer_name, f"stands at the {to} already")
                    for order, line in wanted
                ]
                continue
            new = keys_between(
                None if to == "front" else queue[stay[-1]].key,
                queue[stay[0]].key if to == "front" else None,
                [queue[place].line for place in moving],
                now=int(now.timestamp() * 1000) << 16,
            )
            if new is None:
                raise errors.WrongState(
                    f"There is no room left at the {to} of the queue for {sku}. Nothing was moved. Move fewer lines.",
                    sku=sku,
                )
            for place, key in zip(moving, new, strict=True):
                one = queue[place]
                keys[one.order, one.line] = key
                moved.append(Moved(one.order, one.line, one.customer_name, sku, place + 1, after.index(place) + 1))
            if dry_run:
                broken += _would_break(tx, sku, [queue[place] for place in after], before, today)
        if not dry_run and keys:
            broken = list(_write_moves(cast("Transaction", tx), found, moved, keys, reason, before, now, person))
    return QueueMoved(tuple(moved), tuple(skipped), tuple(broken))


def tell_new_days(
    *,
    lines: Sequence[tuple[str, int]],
    on: date | None = None,
    why: str,
    versions: Mapping[str, int] | None = None,
    dry_run: bool = False,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    queue_news: TellNewDays | None = None,
) -> NewDaysTold:
    """Tell the customers of lines (order, line) when their goods can be had as it is reckoned now, or a later day `on`.
    Nobody is told an earlier day than before: it would be one more date to break. The days count once the messages
    arrived; at once where `queue_news` tells the customers in the same step, or nothing is written. Raises NotAllowed,
    BadText, BadDate.
    """
    if not person.may("tell_new_day"):
        raise errors.NotAllowed("Telling customers a new day needs a manager. Nobody was told.")
    if not why.strip():
        raise errors.BadText("A new day needs a reason. Nobody was told. Say why in a few words.")
    with transactions.reading() if dry_run else transactions.writing() as tx:
        now = clock.now()
        shop = tx.shop()
        today = today_in(shop, now)
        if on is not None and on < today:
            raise errors.BadDate(f"{on.isoformat()} is past. Nobody was told. Choose a day to come.", day=str(on))
        found, skipped = _named(tx, lines, versions, "change")
        days = view(tx, {line.sku for _, line in found}, today)
        told_before = {
            (line.order, line.line): line for line in open_lines(tx, today, [order.number for order, _ in found])
        }
        new: list[NewDay] = []
        to_tell: dict[str, tuple[Order, list[int]]] = {}
        for order, line in found:
            known = days.lines.get((order.number, line.line))
            likely, latest = (known[2], known[3]) if known else (None, None)
            seen = told_before.get((order.number, line.line))
            was = seen.told_latest if seen is not None else None
            left_out = _not_told(line, latest, on, was, seen.due_on if seen is not None else None)
            if left_out:
                skipped.append(Skipped(order.number, line.line, order.customer_name, left_out))
                continue
            assert latest is not None
            day = on or latest
            likely = min(likely or day, day)
            language = language_of(shop, order, tx.customer(order.customer))
            words = words_for(shop, line, likely, day, today, language)
            new.append(
                NewDay(order.number, line.line, order.customer, order.customer_name, was, likely, day, words)
            )  # fmt: skip
            to_tell.setdefault(order.number, (order, []))[1].append(line.line)
        if not dry_run and new:
            writing = cast("Transaction", tx)
            for order, numbers in to_tell.values():
                meant = {one.line: (one.likely_on, one.latest_on) for one in new if one.order == order.number}
                if queue_news is None and say_new_days(writing, order, meant, today=today, person=person):
                    keep_note(writing, order, why, clock=clock, person=person)
                else:
                    tell(writing, order, numbers, now=now, person=person, why=why.strip(), on=on, days=days)
            if queue_news is not None:
                queue_news(writing, tuple(new))
    return NewDaysTold(tuple(new), tuple(skipped))


def _not_told(
    line: OrderLine, latest: date | None, on: date | None, was: date | None, due: date | None
) -> str:  # fmt: skip
    if line.waiting <= 0:
        return "its goods are put aside"
    if latest is None:
        return "nothing says when it can be had"
    if on is not None and on < latest:
        return f"it cannot be had before {latest.isoformat()}"
    if was is not None and (on or latest) <= was:
        return f"was told {was.isoformat()} already"
    if due is not None and (on or latest) <= due:
        return f"is wished for {due.isoformat()} and not before"
    return ""


def _named(
    records: Records, lines: Sequence[tuple[str, int]], versions: Mapping[str, int] | None, act: order_life.Act
) -> tuple[list[tuple[Order, OrderLine]], list[Skipped]]:
    """The lines that the act may be done to, and those left out: unknown, changed meanwhile, or in no state for it."""
    found: list[tuple[Order, OrderLine]] = []
    skipped: list[Skipped] = []
    orders: dict[str, Order | None] = {}
    for number, nth in dict.fromkeys(lines):
        if number not in orders:
            orders[number] = records.order(number)
        order = orders[number]
        line = next((one for one in order.lines if one.line == nth), None) if order is not None else None
        if order is None or line is None:
            skipped.append(Skipped(number, nth, order.customer_name if order else "", "there is no such line"))
        elif versions and versions.get(number, order.version) != order.version:
            skipped.append(Skipped(number, nth, order.customer_name, "was changed since it was looked at"))
        elif not order_life.allowed(line, act):
            skipped.append(Skipped(number, nth, order.customer_name, f"is {order_life.STATE_WORDS[line.state]}"))
        else:
            found.append((order, line))
    return found, skipped


def _would_break(
    records: Records, sku: str, queue: Sequence[OpenLine], before: View, today: date
) -> list[BrokenPromise]:
    """The promises that a queue in this order breaks, and that are kept as it is."""
    product = records.product(sku)
    if product is None:
        return []
    prospect = prospect_of(records, records.shop(), product, today)
    days = queue_days([line.waiting for line in queue], prospect, free=records.stock_here(sku).free)
    found = []
    for line, day in zip(queue, days, strict=True):
        was, latest = before.lines[line.order, line.line][3], day[1] if day else None
        if breaks(line.due_on, latest) and not breaks(line.due_on, was):
            found.append(
                BrokenPromise(
                    line.order, line.line, sku, line.customer_name, line.told_latest, was, latest, product.name
                )
            )
    return found


def _write_moves(
    tx: Transaction, found: Sequence[tuple[Order, OrderLine]], moved: Sequence[Moved],
    keys: Mapping[tuple[str, int], Key], reason: str, before: View, now: datetime, person: Person,
) -> tuple[BrokenPromise, ...]:  # fmt: skip
    """One operation for each order, and everybody who waits reckoned anew."""
    places = {(one.order, one.line): one for one in moved}
    by_order: dict[str, tuple[Order, list[OrderLine]]] = {}
    for order, line in found:
        if (order.number, line.line) in keys:
            by_order.setdefault(order.number, (order, []))[1].append(line)
    cause = ""
    for order, lines in by_order.values():
        cause = write_change(
            tx, order, "moved_in_queue", now=now, person=person, line=lines[0].line if len(lines) == 1 else 0,
            what={
                "places": [[line.line, places[order.number, line.line].was, places[order.number, line.line].now]
                           for line in lines],
            },
            reason=reason.strip(),
            set=[terms(line, queue_key=key_text(keys[order.number, line.line])) for line in lines],
        )  # fmt: skip
    skus = {line.sku for _, lines in by_order.values() for line in lines}
    return review(tx, skus, today=before.today, person=person, cause=cause, before=before)
