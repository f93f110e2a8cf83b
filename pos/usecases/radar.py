"""The slip radar: every promise that is broken and not mended, by what broke it, with what can be done; and what will
break one soon, before its day is over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from pos.domain import credits as credit_rules
from pos.domain.slips import Slip, slip_from
from pos.usecases.availability import today_in
from pos.usecases.news_dates import as_of_today, standing_of

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.news import ToldLine
    from pos.domain.remedies import Remedy
    from pos.usecases.ports import Clock, Records, Transactions

CONFIRM_DAYS = 3
"""Opening days after which an order that the supplier has not confirmed is asked about."""
FIRST_DELAY_DAYS = 30
"""A first delay of at most so many days may be borne in silence; a longer one, an unknown one or a second one needs the
customer's own word (16 CFR 435.2, as far as a shop takes orders by telephone; kept for all orders)."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that is broken and not mended. `told_latest` is the day told last, though it may have been taken back
    since. `days_late` is None where no new day is known; `news` is how its
    customer hears of it and how far that is ("text queued", "e-mail sent", "call called"; empty: nothing is written);
    `needs_word` whether they have to agree to wait longer."""

    task: str
    order: str
    line: int
    version: int
    customer: str
    customer_name: str
    sku: str
    name: str
    waiting: int
    told_latest: date | None
    now_latest: date | None
    standing: str
    days_late: int | None
    why: str
    opened_at: str
    news: str
    needs_word: bool
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipRow:
    """What broke promises, since when, and which; those that are latest come first."""

    slip: Slip
    at: str
    lines: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class AtRisk:
    """A line whose goods come from a purchase line that lapsed."""

    order: str
    line: int
    customer_name: str
    units: int
    told_latest: date | None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A purchase line to ask the supplier about: its day is over (`days` ago), or it was never confirmed and `days`
    went by since it was ordered; with the lines that count on it."""

    number: str
    line: int
    supplier: str
    supplier_name: str
    sku: str
    name: str
    units: int
    expected_on: date | None
    confirmed: bool
    days: int
    at_risk: tuple[AtRisk, ...]


@dataclass(frozen=True, slots=True)
class Unsecured:
    """A product of which more is promised than is here or confirmed to come: `short` units. `stocked` are goods that
    the shop means to have always, so that orders for them are a sign of weakness."""

    sku: str
    name: str
    waiting: int
    free: int
    secured: int
    stocked: bool

    @property
    def short(self) -> int:
        return max(0, self.waiting - max(0, self.free) - self.secured)


def slips(
    *, transactions: Transactions, clock: Clock, since: str = "", cause: str = "", number: str = "",
    with_remedies: bool = True,
) -> tuple[SlipRow, ...]:  # fmt: skip
    """Promises to mend by what broke them, the newest slip first. `since` is an instant (ISO, UTC), `cause` a slip's
    key, its kind, or what it happened to, `number` one order."""
    with transactions.reading() as records:
        return read_slips(records, clock.now(), since=since, cause=cause, number=number, with_remedies=with_remedies)


def read_slips(
    records: Records, now: datetime, *, since: str = "", cause: str = "", number: str = "", with_remedies: bool = True
) -> tuple[SlipRow, ...]:
    """The same inside a transaction."""
    from pos.usecases.remedy_ways import Looking

    shop = records.shop()
    today = today_in(shop, now)
    newest = {(row[1], row[2]): row for row in records.promises_to_mend()}  # one row a line, whatever is in old records
    rows = [row for row in newest.values() if row[3] >= since and number in ("", row[1])]
    by_slip: dict[str, list[Broken]] = {}
    orders = _Orders(records, [row[1] for row in rows], today)
    looking = Looking(records, shop, now, today) if with_remedies else None
    for task, of, nth, opened_at, _, _, _, why, broke in rows:
        slip = slip_from(broke)
        if cause and cause not in (slip.key, slip.kind, slip.of):
            continue
        found = orders.line(of, nth)
        if found is None:
            continue
        order, line, told = found
        days = credit_rules.days_late(told.missed_on, told.now_latest, today)
        ways = looking.remedies(order, line, told) if looking else ()
        if looking and ways:
            # What is proposed to one line is not proposed to the next; the first that nobody has to agree to is.
            looking.speak_for(line, next((way for way in ways if not way.asks), ways[0]))
        by_slip.setdefault(slip.key, []).append(
            Broken(
                task, of, nth, order.version, order.customer, order.customer_name, line.sku, line.name,
                line.waiting, told.day_told, told.now_latest, standing_of(told, today), days, why, opened_at,
                _news(records, of, nth), told.nth >= 2 or days is None or days > FIRST_DELAY_DAYS,
                ways,
            )
        )  # fmt: skip
    made = [
        SlipRow(slip_from(key), min(line.opened_at for line in lines), tuple(sorted(lines, key=_latest_first)))
        for key, lines in by_slip.items()
    ]
    return tuple(sorted(made, key=lambda one: (one.at, one.slip.key), reverse=True))


def _latest_first(one: Broken) -> tuple[int, int, str, int]:
    return (one.days_late is not None, -(one.days_late or 0), one.order, one.line)


class _Orders:
    """Orders with what was told of their lines, each read once."""

    def __init__(self, records: Records, numbers: Iterable[str], today: date) -> None:
        self._records = records
        waiting = [line for line in records.told_lines(set(numbers)) if line.waiting > 0]
        self._told: dict[tuple[str, int], ToldLine] = {
            (line.order, line.line): line for line in as_of_today(records, waiting, today)
        }
        self._orders: dict[str, Order | None] = {}

    def line(self, number: str, nth: int) -> tuple[Order, OrderLine, ToldLine] | None:
        """A line that still waits."""
        if number not in self._orders:
            self._orders[number] = self._records.order(number)
        order, told = self._orders[number], self._told.get((number, nth))
        if order is None or told is None or told.waiting <= 0:
            return None
        return order, next(line for line in order.lines if line.line == nth), told


def _news(records: Records, number: str, nth: int) -> str:
    for message in reversed(records.news_of(number)):
        if message.state != "skipped" and any(one.line == nth for one in message.tells):
            return f"{message.channel} {message.state}"
    return ""


def lapsed(*, transactions: Transactions, clock: Clock) -> tuple[Lapsed, ...]:
    """Purchase lines to ask a supplier about, the longest over first, with the orders that count on each. An order that
    was not confirmed is here before its day is over (R117)."""
    with transactions.reading() as records:
        shop = records.shop()
        today = today_in(shop, clock.now())
        by = today
        for _ in range(CONFIRM_DAYS):
            by -= timedelta(days=1)
            while not shop.opening_days.is_open(by):
                by -= timedelta(days=1)
        found = []
        for number, line, supplier, who, sku, name, units, due, confirmed, ordered in records.lapsed_lines(
            today.isoformat(), by.isoformat()
        ):
            day = date.fromisoformat(due) if due else None
            over = day is not None and day < today
            since = day if over and day is not None else date.fromisoformat(ordered) if ordered else today
            found.append(
                Lapsed(
                    number, line, supplier, who, sku, name, units, day, bool(confirmed), (today - since).days,
                    tuple(_counting_on(records, sku, number, line)),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (not one.at_risk, -one.days, one.number, one.line)))


def _counting_on(records: Records, sku: str, number: str, line: int) -> list[AtRisk]:
    """The lines that the goods of a purchase line go to: what is free first, then what is on order, the soonest
    first."""
    upto = max(0, records.stock_here(sku).free)
    low = high = 0
    for supply in records.supplies(sku):
        if (supply.id, supply.line) == (number, line):
            low, high = upto, upto + supply.quantity
        upto += supply.quantity
    found, passed = [], 0
    for one in records.open_lines(sku):
        if one.route == "direct":  # sent by the supplier: it counts on nothing that comes in here
            continue
        units = min(high, passed + one.waiting) - max(low, passed)
        if units > 0:
            found.append(AtRisk(one.order, one.line, one.customer_name, units, one.told_latest))
        passed += one.waiting
    return found


def unsecured(*, transactions: Transactions, clock: Clock) -> tuple[Unsecured, ...]:
    """Products of which more is promised than is secured, those that should always be here first (R43, R109)."""
    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        secured = records.secured(today.isoformat())
        found = [
            Unsecured(sku, name, waiting, free, secured.get(sku, 0), safety > 0)
            for sku, waiting, free, safety, name in records.units_told()
        ]
    wanted = [one for one in found if one.short or one.stocked]
    return tuple(sorted(wanted, key=lambda one: (not one.stocked, -one.short, one.sku)))


def lines_of(found: Sequence[SlipRow]) -> list[Broken]:
    """All broken promises of some slips."""
    return [line for row in found for line in row.lines]
