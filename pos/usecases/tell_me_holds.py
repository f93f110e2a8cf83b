"""Goods held for those on the tell-me list: offered after the orders are served, let go when nobody comes, and released
when they are bought.

What is held is beyond all that is owed at that moment, and theirs until the hold ends: an order taken afterwards waits
behind it. When the hold ends the goods are free for everybody, and orders come first again.

`offer` is for whoever changes what is free (goods in, a cancellation, a count), inside their transaction and after the
orders have got theirs; `pass_on` serves these first; `claim` is for the checkout, with `tell_me_kept`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pos.usecases.availability import today_in
from pos.usecases.ports import Transaction

if TYPE_CHECKING:
    from pos.domain.people import Customer, Person
    from pos.domain.tell_me import Entry
    from pos.usecases.moving_goods import Served
    from pos.usecases.ports import Clock

LET_GO = "held for somebody who asked to be told, and let go"
"""What the orders keep that get goods whose hold ended."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody to tell: `units` more are held for them now, `entry.held` in all, to the end of `until`. `news` is the
    message that was written to them by it; empty where they know already, or somebody has to call."""

    entry: Entry
    units: int
    until: date
    news: str = ""


def offer(
    tx: Transaction,
    skus: Iterable[str],
    *,
    now: datetime,
    person: Person,
    cause: str = "",
    passed: frozenset[str] = frozenset(),
) -> tuple[Offered, ...]:
    """Hold what is really free of these products for those on their lists, in order, and answer with whom to tell.

    To be called after the operation `cause` (its id) that changed what is free and after the orders were served: only
    what is available beyond all that is owed is held, so nothing happens while available stock is 0. Where goods that
    were held are not there any more, who asked last gives them up. Entries `passed` are not offered anything now.
    `tell` gets those who were not told of goods yet. One question and one operation, however many products.
    """
    wanted = sorted(set(skus))
    entries = tx.tell_me_of_skus(wanted) if wanted else ()
    if not entries:
        return ()
    from pos.domain.tell_me import to_hold, to_release

    shop = tx.shop()
    day = held_until(tx, now)
    by_sku: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_sku[entry.sku].append(entry)
    levels = tx.levels_here(list(by_sku))
    today = today_in(shop, now)
    changed: list[Entry] = []
    offered: list[Offered] = []
    for sku, waiting in by_sku.items():
        on_hand, aside, owed = levels.get(sku, (0, 0, 0))
        known = {entry.id: entry for entry in waiting}
        for id_, units in to_release(max(0, aside - on_hand), waiting).items():
            changed.append(_with_less(known[id_], units))
        free = on_hand - aside - owed
        if free > 0 and (product := tx.product(sku)) is not None and product.held_on(today) is not None:
            free = 0  # nobody may have it before its release; the daily round of that day offers it
        for id_, units in to_hold(free, waiting, passed).items():
            before = known[id_]
            until = before.held_until if before.state == "told" and before.held_until else day
            entry = replace(before, held=before.held + units, held_until=until)
            changed.append(entry)
            offered.append(Offered(entry, units, until))
    write(tx, changed, now=now, today=today, person=person, cause=cause)
    if to_tell := [one.entry for one in offered if one.entry.state == "waiting"]:
        from pos.usecases.news import news_for_entry

        written = {news.split(":")[1]: news for news in news_for_entry(tx, to_tell, today=today, person=person)}
        offered = [replace(one, news=written.get(one.entry.id, "")) for one in offered]
    return tuple(offered)


def pass_on(
    tx: Transaction, skus: Iterable[str], *, clock: Clock, person: Person, reason: str, cause: str = "",
    passed: frozenset[str] = frozenset(),
) -> tuple[Served, tuple[Offered, ...]]:  # fmt: skip
    """What lies free again of these products goes to the orders that wait, by the shop's rules, and what is beyond all
    of them to the next on the tell-me list. `reason` is kept with the orders that get goods; `passed` as in `offer`."""
    from pos.usecases.moving_goods import serve_waiting

    wanted = sorted(set(skus))
    served = serve_waiting(tx, wanted, clock=clock, person=person, cause=cause, reason=reason)
    return served, offer(tx, wanted, now=clock.now(), person=person, cause=cause, passed=passed)


def claim(
    tx: Transaction, customer: Customer | None, got: Mapping[str, int], *, now: datetime, person: Person
) -> tuple[Entry, ...]:
    """A customer gets goods in a sale: what is held for them of these products is let go, and whoever gets what they
    asked for is off the list. `got` is SKU -> units that go with them or are put aside for them. Who gets only a part
    keeps the place for the rest, and hears of it: all that they asked for less what they got, or what was held for them
    if they left some of that. Answers with the entries as they are then.

    To be called in the sale's transaction, before it is written. An order for later leaves the list alone: one may
    order and want to be told (complaint 20).
    """
    entries = tx.tell_me_of_customer(customer.id) if got and customer is not None and customer.id else ()
    if not entries:
        return ()
    at = now.isoformat(timespec="microseconds")
    after = []
    for entry in entries:
        if units := got.get(entry.sku, 0):
            rest = entry.quantity - max(units, entry.held)
            now_ = replace(entry, held=0, held_until=None, last_news_at=at)
            after.append(
                replace(now_, state="waiting", told_at="", quantity=rest)
                if rest > 0
                else replace(now_, state="served", ended_at=at, why="sold")
            )
    write(tx, after, now=now, today=today_in(tx.shop(), now), person=person)
    return tuple(after)


def let_go(
    tx: Transaction, skus: Iterable[str], *, now: datetime, person: Person
) -> tuple[tuple[Entry, ...], tuple[Entry, ...], tuple[str, ...]]:
    """Holds that ran out, and wishes whose day has passed: (those who end, those who keep their place, products of
    which goods are free by it).

    Who was told and did not come is off the list; whom nobody told keeps the place for the next goods, and only these
    go to others. To be followed by `pass_on` of the products with those who keep their place as `passed`.
    """
    from pos.domain.tell_me import ran_out, too_late

    today = today_in(tx.shop(), now)
    at = now.isoformat(timespec="microseconds")
    ended: list[Entry] = []
    kept: list[Entry] = []
    freed: set[str] = set()
    for entry in tx.tell_me_of_skus(sorted(set(skus))):
        if ran_out(entry, today):
            freed.add(entry.sku)
        if ran_out(entry, today) and entry.state == "told":
            until = entry.held_until.isoformat() if entry.held_until else ""
            ended.append(replace(entry, state="ended", held=0, held_until=None, ended_at=at, why=f"held until {until}"))
        elif ran_out(entry, today):
            kept.append(replace(entry, held=0, held_until=None))
        elif too_late(entry, today):
            wanted = entry.wanted_by.isoformat() if entry.wanted_by else ""
            ended.append(replace(entry, state="ended", ended_at=at, why=f"wanted by {wanted}"))
    write(tx, [*ended, *kept], now=now, today=today, person=person)
    return tuple(ended), tuple(kept), tuple(sorted(freed))


def held_until(tx: Transaction, now: datetime) -> date:
    """The last day on which goods held from now on are kept; a day on which the shop is open."""
    shop = tx.shop()
    return shop.opening_days.on_or_after(today_in(shop, now) + timedelta(days=shop.waiting.hold_days))


def write(
    tx: Transaction, entries: Sequence[Entry], *, now: datetime, today: date, person: Person, cause: str = ""
) -> None:
    """Entries as they are from now on, as operations that the log can carry."""
    if not entries:
        return
    from pos.usecases.importing import by_size

    head = {"at": now.isoformat(timespec="microseconds"), "business_date": today.isoformat(), "cause": cause}
    for part in by_size([_row(entry) for entry in entries]):
        tx.append("tell_me_moved", {**head, "entries": part}, person=person.id)


def _with_less(entry: Entry, units: int) -> Entry:
    left = entry.held - units
    if left:
        return replace(entry, held=left)
    return replace(entry, held=0, held_until=None, state="waiting", told_at="")


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id, "state": entry.state, "held": entry.held,
        "held_until": entry.held_until.isoformat() if entry.held_until else None, "told_at": entry.told_at,
        "ended_at": entry.ended_at, "why": entry.why, "last_news_at": entry.last_news_at, "quantity": entry.quantity,
    }  # fmt: skip
