"""Wishes far away: when their turn comes, and what lies free until then.

A wish for a day farther off than goods are kept, for which they can be had again in time, takes its place in the queue
only when its turn comes (`queue_places.turn_of`). That place is written when the wish is, so promises, sharing and
places in the queue all read one plan, and who was told a day meanwhile is not overtaken when the turn comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pos.domain.queue_places import clock_of, key_text, turn_clock, turn_of

if TYPE_CHECKING:
    from pos.domain.allocation import Waiting
    from pos.domain.backorder import OrderLine
    from pos.domain.catalog import Product
    from pos.domain.purchasing import OpenLine
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records

_DAY = 86_400_000 << 16
"""A day of clock readings."""


def later_turn(records: Records, shop: Shop, product: Product, wished: date | None, today: date) -> int | None:
    """The clock reading at which a wish that is made today takes its place in the queue; None where that is now: goods
    for it would be kept until its day, or may not be had again by then."""
    if wished is None or wished <= today + timedelta(days=shop.keep_days) or not product.ordered_anew_from:
        return None
    from pos.domain.promising import promise
    from pos.domain.prospect import prospect
    from pos.usecases.supplier_habits import habits_of

    of = habits_of(records, today)
    anew = promise(
        quantity=1, queue_ahead=0,
        prospect=prospect(
            supplies=(), habits_of=of, to_order_from=of(product.ordered_anew_from), today=today,
            opening_days=shop.opening_days, handling_days=shop.handling_days, release_on=product.release_on,
        ),
    )  # fmt: skip
    if anew is None:
        return None
    turn = turn_of(wished, kept_days=shop.keep_days, anew_days=(anew.latest_on - today).days)
    return clock_of(turn, shop.timezone) if turn > today else None


def place_for(records: Records, shop: Shop, line: OrderLine, wished: date | None, now: datetime) -> str:
    """The place in the queue of a line whose wish changes to this day: a wish far away goes back to its turn, and who
    wants theirs sooner than they said goes behind those who were told a day meanwhile (empty: the end of now)."""
    if wished == line.wanted_on or line.waiting <= 0:
        return line.queue_key
    today = now.astimezone(ZoneInfo(shop.timezone)).date()
    rank, clock, register, _ = line.queue_key.split(":")
    product = records.product(line.sku)
    turn = later_turn(records, shop, product, wished, today) if product is not None else None
    if turn is not None:
        taken = int(now.timestamp() * 1000) << 16
        return key_text((int(rank), f"{turn_clock(turn, taken):020d}", register, line.line))
    return "" if int(clock) >= _to_come(shop, today) else line.queue_key


def later_lines(shop: Shop, queue: Sequence[Waiting | OpenLine], today: date) -> frozenset[tuple[str, int]]:
    """The lines (order, line) of a queue whose turn is still to come: they take what the others leave."""
    since = _to_come(shop, today)
    return frozenset((line.order, line.line) for line in queue if int(line.key[1]) >= since)


def end_of_turns(shop: Shop, today: date, turn: int | None = None) -> str:
    """The place in the queue behind everybody whose turn has come; or behind those of the day of a later `turn`."""
    return f"00:{_to_come(shop, today) if turn is None else turn + _DAY:020d}"


def later_units(records: Records, shop: Shop, product: Product, today: date) -> int:
    """Units that only wishes wait for whose turn is still to come: who orders now goes before them, and as far as they
    lie free anybody may buy them. None of goods that cannot be had again."""
    return records.units_from(product.sku, end_of_turns(shop, today)) if product.ordered_anew_from else 0


def free_till_wished(records: Records, shop: Shop, product: Product, today: date) -> int:
    """Units of a product that are here, beyond what is available, that may be sold now."""
    level = records.stock_here(product.sku)
    if level.free <= 0 or not level.owed:
        return 0
    owed = level.owed - later_units(records, shop, product, today)
    return max(0, level.free - owed) - max(0, level.free - level.owed)


def _to_come(shop: Shop, today: date) -> int:
    return clock_of(today + timedelta(days=1), shop.timezone)
