"""The waiting list's board: all open lines with how they stand, under filters that count what they find."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pos.domain import board, errors
from pos.domain.backorder import due_on
from pos.domain.board import BoardLine, Product
from pos.domain.promising import standing, to_come
from pos.usecases.availability import today_in
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.whereabouts import whereabouts

if TYPE_CHECKING:
    from pos.domain.promise_quality import Quality
    from pos.domain.shop import Shop
    from pos.domain.shortages import Shortage

SAVED_IN = timedelta(days=89)
"""Sales saved are told of 90 days, today among them."""


@dataclass(frozen=True, slots=True)
class BoardRead:
    """The board as of one moment: the lines that the filter `key` finds, late and at risk first, and of all open lines
    how many each filter, each age and each stretch past the told day finds. Each of these numbers opens its rows: its
    key is the filter's name, "age:8-14" or "past:1-7"."""

    key: str
    today: date
    at: datetime
    lines: tuple[BoardLine, ...]
    counts: Mapping[str, int]
    ages: Mapping[str, int]
    pasts: Mapping[str, int]

    @property
    def products(self) -> list[Product]:
        """The lines found, by product, with free stock beside demand."""
        return board.by_product(self.lines)


@dataclass(frozen=True, slots=True)
class Figures:
    """How the waiting list does. `kept` judges the promises that were due; `deposits` is what is held of customers'
    money by the age of its order, in minor units, and adds up to `deposits_held`, which is `in_the_books` to the cent;
    `units` wait or are put aside (goods by measure count as one for each line). `sales_saved` is the price of what was
    ordered in the last 90 days because it was not here, and not given up: without the list it would be lost."""

    kept: Quality
    deposits: Mapping[str, int]
    deposits_held: int
    in_the_books: int
    units: int
    sales_saved: int


def read(*, key: str = "all", transactions: Transactions, clock: Clock) -> BoardRead:
    """The board under one filter. Raises BadSetting for a key that is none."""
    with transactions.reading() as records:
        now = clock.now()
        today = today_in(records.shop(), now)
        rule = board.rule_of(key, today)
        if rule is None:
            names = ", ".join(board.filters(today))
            raise errors.BadSetting(
                f"“{key[:40]}” is no filter of the board. Choose one of {names}, or a key such as age:8-14 or "
                "product:SKU.",
                key=key[:40],
            )
        lines = open_lines(records, today)
    return BoardRead(
        key, today, now, tuple(board.in_order(line for line in lines if rule(line))), board.counts(lines, today),
        board.ages(lines), board.pasts(lines),
    )  # fmt: skip


def figures(*, transactions: Transactions, clock: Clock) -> Figures:
    """The few numbers above the board."""
    from pos.domain.promise_quality import report
    from pos.usecases.promise_desk import told_lines

    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        held = [(date.fromisoformat(day), amount) for _, day, amount in records.deposits_held()]
        return Figures(
            report(told_lines(records), today).overall,
            board.money_by_age(held, today),
            sum(amount for _, amount in held),
            records.deposits_in_the_books(),
            records.open_units(),
            records.sales_saved(today - SAVED_IN),
        )


def shortages(*, transactions: Transactions, clock: Clock) -> tuple[Shortage, ...]:
    """Every product of which orders wait for goods that are not here, with the likeliest cause; most units first."""
    from pos.domain.shortages import Shortage, cause_of

    with transactions.reading() as records:
        today = today_in(records.shop(), clock.now())
        short = board.by_product(line for line in open_lines(records, today) if line.lacks_stock)
        signs = records.shortage_signs([one.sku for one in short], today)
        found = [
            Shortage(
                one.sku, one.name, one.lines, one.waiting, cause_of(replace(signs[one.sku], on_order=one.on_order))
            )
            for one in short
        ]
    return tuple(sorted(found, key=lambda one: (-one.units, one.sku)))


def open_lines(records: Records, today: date, orders: Sequence[str] | None = None) -> list[BoardLine]:
    """Every open line (of these `orders`, where some are named), by product and in the order of its queue; a handful of
    questions, however many lines."""
    shop = records.shop()
    on_order = records.on_order()
    tasks: dict[tuple[str, int], str] = {}
    for number, line, kind in records.open_tasks():
        if kind not in ("ship", "send_on"):  # nobody has to be called for that
            tasks.setdefault((number, line), kind)
    deposits = {number: held for number, _, held in records.deposits_held()}
    bearable = _bearable(records, shop)
    zone = ZoneInfo(shop.timezone)
    silence = timedelta(days=shop.waiting.silence_days)
    day = _Days(zone)
    found: list[BoardLine] = []
    sku_before, waiting_before = "", 0
    in_queue: dict[str, int] = {}
    for row in records.board_lines(orders):
        (
            number, nth, sku, name, ordered, allocated, handed_over, cancelled, key, told_first, said,
            latest, likely, kind, route, route_to, wanted_on, not_after, ready_on, customer, who, taken_on,
            store, version, complete, news_at, category, unit, perishable, class_, free, tell_by, consent, email, phone,
            out,
        ) = row  # fmt: skip
        if sku != sku_before:
            sku_before, waiting_before, in_queue = sku, 0, {}
        quantity = ordered - handed_over - cancelled
        waiting = quantity - allocated
        place = None
        direct = route == "direct"
        if waiting > 0 and not direct:
            waiting_before += waiting
            place = in_queue.setdefault(number, len(in_queue) + 1)
        last, ever, told_at = said.split("|")
        taken_back = not last and bool(ever)
        told, told_on, wished = day.of(last or ever), day.at(told_at), day.of(wanted_on)
        counts = due_on(told, wished)
        now_latest, reckoned_likely = to_come(day.of(latest), today), day.of(likely)
        now_likely = reckoned_likely if now_latest is not None else None
        taken = day.of(taken_on) or today
        held = kind == "layaway" or (day.of(out) or today) > today
        to_go, under_way, arrived = _away(records, number, nth, route, allocated)
        to_go = 0 if held else to_go
        came = day.at(arrived) if route == "other_store" else day.of(ready_on)
        ready = None
        if kind != "layaway" and not to_go and not under_way:
            ready = _to_collect_from(came, day.of(out), today)
        due = (day.at(news_at) or taken) + silence
        coming = on_order.get(sku, 0)
        past = (today - counts).days if counts is not None and waiting > 0 else 0
        stands = standing(
            told_latest=counts, likely_on=reckoned_likely, latest_on=now_latest, today=today, waiting=waiting,
            open_=quantity,
        )  # fmt: skip
        if taken_back and waiting > 0:
            stands = "at_risk"  # no day is promised any more, and none is sure
        unsent = counts is not None and counts < today and waiting <= 0 and to_go + under_way > 0
        if unsent:  # it is here, and not where the customer has it
            stands = "overdue"
        reaches = max(0, free)
        lacks = waiting > 0 and not direct and waiting_before > reaches
        call = tasks.get((number, nth)) or tasks.get((number, 0)) or ""
        if not call:
            silent = not consent or tell_by in ("call", "none") or not (email or phone)
            call = _call(due, ready, day.at(news_at), silent, today)
        found.append(
            BoardLine(
                number, nth, version, customer, who, sku, name, unit, quantity, waiting, allocated,
                "ready" if waiting <= 0 else "part_ready" if allocated else "waiting", stands, kind, route, route_to,
                store, taken, day.of(told_first), told, told_on, now_likely, now_latest, wished,
                day.of(not_after), (today - taken).days, bearable(category, perishable, class_),
                _late(counts, None if unsent else now_latest, today) if waiting > 0 or unsent else 0, max(0, past),
                deposits.get(number, 0), due, place, ready, bool(complete), lacks,
                lacks and waiting_before > reaches + coming, call, free, coming, key, to_go, under_way,
            )
        )  # fmt: skip
    if orders is not None:
        named = set(orders)
        found = [line for line in found if line.order in named]
    return _together(found, today)


def _away(records: Records, number: str, line: int, route: str, allocated: int) -> tuple[int, int, str]:
    """Of a line's goods how many have to be sent from here, how many are between two stores, and when the last came
    there."""
    if not allocated or route != "other_store":
        return allocated if route == "deliver" else 0, 0, ""
    order = records.order(number)
    at = whereabouts(records, order).get(line) if order is not None else None
    return (at.here, at.under_way, at.arrived_at if at.there else "") if at is not None else (0, 0, "")


def _together(lines: list[BoardLine], today: date) -> list[BoardLine]:
    """A line of an order that goes only whole is not ready before the others are, though it is put aside."""
    incomplete = {line.order for line in lines if line.ship_complete and line.waiting > 0}
    if not incomplete:
        return lines
    return [
        line._replace(
            state="waiting",
            standing=standing(
                told_latest=line.due_on, likely_on=line.now_likely, latest_on=line.now_latest, today=today,
                waiting=1, open_=line.quantity,
            ),
            uncollected_since=None, to_go=0,
        )
        if line.order in incomplete and line.waiting <= 0
        else line
        for line in lines
    ]  # fmt: skip


def _to_collect_from(ready: date | None, out: date | None, today: date) -> date | None:
    """The day from which goods that are put aside wait for their customer: not before they are out. Goods on layaway
    never do: they are paid in parts."""
    if ready is None or out is None or out <= ready:
        return ready
    return out if out <= today else None


class _Days:
    """Days from their texts, each read once: thousands of lines share a few of them."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._known: dict[str, date] = {}

    def of(self, text: str | None) -> date | None:
        if not text:
            return None
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = date.fromisoformat(text)
        return found

    def at(self, instant: str | None) -> date | None:
        """The store's day of an instant."""
        if not instant:
            return None
        found = self._known.get(instant)
        if found is None:
            found = datetime.fromisoformat(instant).astimezone(self._zone).date()
            self._known[instant] = found
        return found


def _late(told: date | None, latest: date | None, today: date) -> int:
    """Days by which a line is later than told, or will be as things stand."""
    if told is None:
        return 0
    return max(0, (max(today, latest or today) - told).days)


def _call(due: date, ready: date | None, heard: date | None, silent: bool, today: date) -> str:
    """Why somebody has to call where no task says so yet: the next look at the calls makes one of it. Whoever can be
    written to hears from the post."""
    if not silent:
        return ""
    if ready is not None and (heard is None or heard < ready):
        return "ready"
    return "no_news" if due <= today else ""


def _bearable(records: Records, shop: Shop) -> Callable[[str, Any, str], int]:
    """The longest wait by category, whether perishable, and class of customer; each reckoned once."""
    from pos.domain import catalog
    from pos.domain.advice import PLAIN
    from pos.domain.policy import bearable_wait

    tuned = records.learned_settings()
    cuts, learned = tuned.get("cuts", {}), tuned.get("longest_waits", {})
    known: dict[tuple[str, Any, str], int] = {}

    def days(category: str, perishable: Any, customer_class: str) -> int:
        key = (category, perishable, customer_class)
        if key not in known:
            like = catalog.Product("", "", None, catalog.TaxRate(0), category=category, perishable=bool(perishable))
            situation = PLAIN._replace(
                customer_class=customer_class,
                alarm_cuts=cuts.get(category, 0),
                learned_longest_wait=learned.get(category),
            )
            known[key] = bearable_wait(like, shop.policy, situation)[0]
        return known[key]

    return days
