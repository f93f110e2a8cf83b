"""Goods held for those on the tell-me list: offered after the orders are served, let go when nobody comes, and released
when they are bought.

`offer` is for whoever changes what is free (goods in, a cancellation, a count), inside their transaction and after the
orders have got theirs; `claim` is for the checkout.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from pos.usecases.availability import resolve, today_in
from pos.usecases.ports import Transaction

if TYPE_CHECKING:
    from pos.domain.people import Customer, Person
    from pos.domain.tell_me import Entry


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody to tell: `units` more are held for them now, `entry.held` in all, to the end of `until`. `news` is the
    message that was written to them by it; empty where they know already, or somebody has to call."""

    entry: Entry
    units: int
    until: date
    news: str = ""


class Taking(Protocol):
    """A line of a basket, as far as it says what is taken now."""

    @property
    def code(self) -> str: ...
    @property
    def quantity(self) -> int: ...
    @property
    def take(self) -> str: ...
    @property
    def later(self) -> int | None: ...


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
    changed: list[Entry] = []
    offered: list[Offered] = []
    for sku, waiting in by_sku.items():
        on_hand, aside, owed = levels.get(sku, (0, 0, 0))
        known = {entry.id: entry for entry in waiting}
        for id_, units in to_release(max(0, aside - on_hand), waiting).items():
            changed.append(_with_less(known[id_], units))
        for id_, units in to_hold(on_hand - aside - owed, waiting, passed).items():
            before = known[id_]
            until = before.held_until if before.state == "told" and before.held_until else day
            entry = replace(before, held=before.held + units, held_until=until)
            changed.append(entry)
            offered.append(Offered(entry, units, until))
    today = today_in(shop, now)
    write(tx, changed, now=now, today=today, person=person, cause=cause)
    if to_tell := [one.entry for one in offered if one.entry.state == "waiting"]:
        from pos.usecases.news import news_for_entry

        written = {news.split(":")[1]: news for news in news_for_entry(tx, to_tell, today=today, person=person)}
        offered = [replace(one, news=written.get(one.entry.id, "")) for one in offered]
    return tuple(offered)


def claim(
    tx: Transaction, customer: Customer | None, wishes: Sequence[Taking], *, now: datetime, person: Person
) -> tuple[Entry, ...]:
    """A sale to this customer begins: what is held for them of the goods they take now is theirs to take, and whoever
    gets what they asked for is off the list. Answers with the entries that this serves.

    To be called before the lines are split, in the sale's transaction. An order for later leaves the list alone: one
    may order and want to be told (complaint 20).
    """
    entries = tx.tell_me_of_customer(customer.id) if customer is not None and customer.id else ()
    if not entries:
        return ()
    shop = tx.shop()
    taken: dict[str, int] = defaultdict(int)
    free: dict[str, int] = {}
    for wish in wishes:
        if wish.take in ("now", "auto"):
            scanned = resolve(tx, shop, wish.code)
            quantity = scanned.quantity or wish.quantity
            taken[scanned.product.sku] += max(0, quantity - (wish.later or 0))
            free[scanned.product.sku] = scanned.available
    served = [
        entry for entry in entries if taken[entry.sku] and (entry.held or free[entry.sku] >= entry.quantity)
    ]  # fmt: skip
    at = now.isoformat(timespec="microseconds")
    after = [
        replace(entry, state="served", held=0, held_until=None, ended_at=at, last_news_at=at, why="sold")
        for entry in served
    ]
    write(tx, after, now=now, today=today_in(shop, now), person=person)
    return tuple(after)


def let_go(tx: Transaction, skus: Iterable[str], *, now: datetime, person: Person) -> tuple[tuple[Entry, ...], ...]:
    """Holds that ran out, and wishes whose day has passed: (those who end, those who keep their place).

    Who was told and did not come is off the list; whom nobody told keeps the place for the next goods, and only these
    go to others. To be followed by `offer` with the latter as `passed`.
    """
    from pos.domain.tell_me import ran_out, too_late

    today = today_in(tx.shop(), now)
    at = now.isoformat(timespec="microseconds")
    ended: list[Entry] = []
    kept: list[Entry] = []
    for entry in tx.tell_me_of_skus(sorted(set(skus))):
        if ran_out(entry, today) and entry.state == "told":
            until = entry.held_until.isoformat() if entry.held_until else ""
            ended.append(replace(entry, state="ended", held=0, held_until=None, ended_at=at, why=f"held until {until}"))
        elif ran_out(entry, today):
            kept.append(replace(entry, held=0, held_until=None))
        elif too_late(entry, today):
            wanted = entry.wanted_by.isoformat() if entry.wanted_by else ""
            ended.append(replace(entry, state="ended", ended_at=at, why=f"wanted by {wanted}"))
    write(tx, [*ended, *kept], now=now, today=today, person=person)
    return tuple(ended), tuple(kept)


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
        "ended_at": entry.ended_at, "why": entry.why, "last_news_at": entry.last_news_at,
    }  # fmt: skip
