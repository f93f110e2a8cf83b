"""Wanted, not bought: kept on one key with its cause, told as a report, and counted as demand with all else that was
wanted of a product."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pos.domain import errors
from pos.domain.demand import LOST_CAUSES, NO_DEMAND, DemandKind, Lost, LostCause, ProductDemand, Week, by_week, monday
from pos.domain.money import divide_half_up
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.usecases.availability import Scanned, resolve, today_in
from pos.usecases.ports import Clock, Records, Transactions

MOST_WORDS = 200
LOOK_BACK = timedelta(days=89)
"""A report is of 90 days where nothing else is said."""


@dataclass(frozen=True, slots=True)
class Missed:
    """One thing wanted and not bought, as it was kept; `sku` is empty for what the catalogue does not know. `value` is
    what it would have brought at the tag, in minor units."""

    sku: str
    name: str
    quantity: int
    cause: LostCause
    value: int | None


@dataclass(frozen=True, slots=True)
class LostReport:
    """What was wanted and not bought in a stretch of days (both included): by product and cause, the greatest value
    first, and by cause over all products (their `name` is the words of the cause)."""

    since: date
    until: date
    by_product: tuple[Lost, ...]
    by_cause: tuple[Lost, ...]


@dataclass(frozen=True, slots=True)
class DemandReport:
    """The products that were asked for in a stretch of days (both included) and neither bought nor ordered, most first,
    each with all that was wanted of it, and what the catalogue does not know; for whoever decides what to order."""

    since: date
    until: date
    products: tuple[ProductDemand, ...]


def wanted_not_bought(
    *,
    what: str,
    quantity: int = 1,
    cause: str,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
) -> Missed:
    """Keep that somebody wanted `what` (a code, or words for what the catalogue does not know) and left without it.

    Raises BadSetting for a cause that is none, BadQuantity, BadText, NotAllowed.
    """
    if not person.may("tell_me"):
        raise errors.NotAllowed("Keeping what was wanted is not among this person's rights. Nothing was kept.")
    known = next((one for one in LOST_CAUSES if one == cause), None)
    if known is None:
        raise errors.BadSetting(
            f"“{cause[:40]}” is no cause. Nothing was kept. Choose one of {', '.join(LOST_CAUSES)}.", cause=cause[:40]
        )
    words = " ".join(what.split())[:MOST_WORDS]
    if not words:
        raise errors.BadText("Nobody said what was wanted. Nothing was kept. Scan it, or say it in a few words.")
    if not 1 <= quantity <= 1_000_000:
        raise errors.BadQuantity(
            f"{quantity} of it cannot have been wanted. Nothing was kept. Type a whole number from 1.",
            quantity=quantity,
        )
    with transactions.writing() as tx:
        shop, now = tx.shop(), clock.now()
        found = _known(tx, shop, words)
        product = found.product if found else None
        if found is not None and found.quantity:
            quantity = found.quantity
        price = product.price.minor if product and product.price else None
        row = {
            "sku": product.sku if product else "", "words": "" if product else words, "quantity": quantity,
            "cause": known, "price": price,
        }  # fmt: skip
        body = {
            "at": now.isoformat(timespec="microseconds"), "business_date": today_in(shop, now).isoformat(),
            "wanted": [row],
        }  # fmt: skip
        tx.append("demand_lost", body, person=person.id)
    value = None if price is None or product is None else divide_half_up(price * quantity, product.priced_per)
    return Missed(product.sku if product else "", product.name if product else words, quantity, known, value)


def lost_report(
    *, since: date | None = None, until: date | None = None, transactions: Transactions, clock: Clock
) -> LostReport:
    """What was wanted and not bought, of the last 90 days where nothing else is said."""
    with transactions.reading() as records:
        shop = records.shop()
        last = until or today_in(shop, clock.now())
        first = since or last - LOOK_BACK
        zone = ZoneInfo(shop.timezone)
        products: dict[tuple[str, str, LostCause], list[tuple[int, int | None]]] = {}
        causes: dict[LostCause, list[tuple[int, int | None]]] = {}
        for at, sku, name, words, quantity, cause, price, unit in records.lost_demand(_day_before(first)):
            if not first <= _local_day(at, zone) <= last:
                continue
            value = None if price is None else divide_half_up(price * quantity, 1 if unit == "pc" else 1000)
            key = (sku, name or words or sku, cause) if sku else ("", words.casefold(), cause)
            products.setdefault(key, []).append((quantity, value))
            causes.setdefault(cause, []).append((quantity, value))
    return LostReport(
        first,
        last,
        _summed([(sku, name, cause, rows) for (sku, name, cause), rows in products.items()]),
        _summed([("", LOST_CAUSES[cause], cause, rows) for cause, rows in causes.items()]),
    )


def demand_of(*, sku: str, since: date, transactions: Transactions, clock: Clock) -> tuple[Week, ...]:
    """All that was wanted of a product, by week from that of `since` to this one: sold, ordered because it was not
    here, asked to be told (by who has not bought it since), wanted and not bought. For planning: a shelf that was
    empty sold nothing and was wanted all the same. Raises UnknownCode."""
    with transactions.reading() as records:
        shop = records.shop()
        product = resolve(records, shop, sku).product
        zone = ZoneInfo(shop.timezone)
        today = today_in(shop, clock.now())
        first = monday(since)
        return by_week(_rows(records, product.sku, first, today, zone), first, today)


def demand_report(
    *, since: date | None = None, until: date | None = None, transactions: Transactions, clock: Clock
) -> DemandReport:
    """What customers asked for and neither bought nor ordered, by product: asked to be told, and wanted in vain, beside
    what was sold and ordered of the same; of the last 90 days where nothing else is said."""
    with transactions.reading() as records:
        shop = records.shop()
        last = until or today_in(shop, clock.now())
        first = since or last - LOOK_BACK
        zone = ZoneInfo(shop.timezone)
        found = [_demand(records, sku, first, last, zone) for sku in records.unserved(_day_before(first))]
        unknown: dict[str, ProductDemand] = {}
        for at, sku, _, words, quantity, cause, *_ in records.lost_demand(_day_before(first)):
            if not sku and cause not in NO_DEMAND and first <= _local_day(at, zone) <= last:
                before = unknown.get(words.casefold(), ProductDemand("", words))
                unknown[words.casefold()] = replace(before, lost=before.lost + quantity)
    products = [one for one in (*found, *unknown.values()) if one.unserved]
    return DemandReport(first, last, tuple(sorted(products, key=lambda one: (-one.unserved, one.sku, one.name))))


def _demand(records: Records, sku: str, first: date, last: date, zone: ZoneInfo) -> ProductDemand:
    product = records.product(sku)
    sums: dict[DemandKind, int] = {}
    for kind, _, units in _rows(records, sku, first, last, zone):
        sums[kind] = sums.get(kind, 0) + units
    return ProductDemand(sku, product.name if product else sku, **sums)


def _rows(
    records: Records, sku: str, first: date, last: date, zone: ZoneInfo
) -> Iterator[tuple[DemandKind, date, int]]:
    """What was wanted of a product in a stretch of days."""
    kinds: tuple[DemandKind, ...] = ("sold", "backordered", "tell_me", "lost")
    for said, at, units in records.demand_rows(sku, _day_before(first)):
        if first <= (day := _local_day(at, zone)) <= last:
            yield from ((kind, day, units) for kind in kinds if kind == said)


def _known(records: Records, shop: Shop, words: str) -> Scanned | None:
    """The product that a code means; None where it is no code."""
    try:
        return resolve(records, shop, words)
    except (errors.UnknownCode, errors.BadBarcode):
        return None


def _summed(groups: Sequence[tuple[str, str, LostCause, Sequence[tuple[int, int | None]]]]) -> tuple[Lost, ...]:
    found = []
    for sku, name, cause, rows in groups:
        values = [value for _, value in rows if value is not None]
        whole = sum(values) if len(values) == len(rows) else None
        found.append(Lost(sku, name, cause, len(rows), sum(quantity for quantity, _ in rows), whole))
    return tuple(sorted(found, key=lambda lost: (-(lost.value or 0), -lost.quantity, lost.sku, lost.name, lost.cause)))


def _day_before(day: date) -> str:
    """Where to begin to look: the store's day may begin on the day before in UTC."""
    return (day - timedelta(days=1)).isoformat()


def _local_day(at: str, zone: ZoneInfo) -> date:
    """The store's day of an instant; a plain day is one already, and an instant without a zone is the store's own."""
    if len(at) <= 10:
        return date.fromisoformat(at)
    instant = datetime.fromisoformat(at)
    return (instant.astimezone(zone) if instant.tzinfo else instant).date()
