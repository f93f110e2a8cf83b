"""Everything about promises with its collaborators in place: why a date is the date, how good the dates were, and the
daily look at what was promised."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pos.domain.availability import Availability
from pos.domain.lateness import HALF_LIFE
from pos.domain.outlook import Day, outlook
from pos.domain.people import OWNER, Person
from pos.domain.promise_quality import Report, Told, report
from pos.domain.promising import Standing, standing, to_come
from pos.domain.purchasing import OpenLine
from pos.usecases.availability import availability_of, resolve, today_in
from pos.usecases.importing import by_size
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.promises import BrokenPromise, Row, prospect_of, revise

if TYPE_CHECKING:
    from pos.usecases.cancellation_watch import Watched

Progress = Callable[[int, int], object]
"""Told how many products are done, of how many."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a date is the date. `weeks` are the days ahead of this product, `queue` the lines that wait for it, front
    first, and `closed` the days between today and the latest day on which the shop does not open."""

    availability: Availability
    weeks: Sequence[Day]
    queue: Sequence[OpenLine]
    closed: Sequence[date]
    handling_days: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a look at all promises found: lines whose days moved, the promises that are newly broken, and by category
    how often the longest wait is cut because cancellations rose, and the longest wait in days that was learned."""

    looked_at: int
    moved: int
    broken: tuple[BrokenPromise, ...]
    half_life: int
    cautious: tuple[str, ...]
    cuts: Mapping[str, int]
    longest_waits: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Promises:
    """The verbs of promising; each is one transaction (`review` takes many short ones) and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    def explain(self, code: str, quantity: int = 1) -> Explanation:
        """Why the date of `quantity` units is the date. Raises UnknownCode, BadBarcode."""
        with self.transactions.reading() as records:
            shop, now = records.shop(), self.clock.now()
            today = today_in(shop, now)
            product = resolve(records, shop, code).product
            found = availability_of(records, shop, product, quantity, now=now, language=shop.language)
            queue = [line for line in records.open_lines(product.sku) if line.waiting > 0 and line.route != "direct"]
            dated = found.promise or found.dated
            last = dated.latest_on if dated else today
            between = (today + timedelta(days=ahead) for ahead in range((last - today).days))
            return Explanation(
                found,
                outlook(
                    prospect_of(records, shop, product, today),
                    free=found.here.free,
                    promised=[(line.waiting, line.now_latest) for line in queue],
                ),
                queue,
                [day for day in between if not shop.opening_days.is_open(day)],
                shop.handling_days,
            )

    def quality(self) -> Report:
        """How good the shop's promises were, as of today."""
        with self.transactions.reading() as records:
            return report(told_lines(records), today_in(records.shop(), self.clock.now()))

    def cancellations(self) -> tuple[Watched, ...]:
        """How many customers gave up waiting in the last quarter, by category and promised wait, against what is
        usual."""
        from pos.usecases.cancellation_watch import watch, watched_lines

        with self.transactions.reading() as records:
            today = today_in(records.shop(), self.clock.now())
            return watch(watched_lines(records, today), today)

    def standing(self, line: OpenLine, today: date) -> Standing:
        """How a waiting line stands against what its customer was told; in an order that goes only whole it is not
        ready before the others are."""
        if line.taken_back and line.waiting > 0:
            return "at_risk"
        return standing(
            told_latest=line.due_on,
            likely_on=line.now_likely,
            latest_on=to_come(line.now_latest, today),
            today=today,
            waiting=max(line.waiting, line.missing),
            open_=line.waiting + line.allocated,
        )

    def standings(self, orders: Iterable[str]) -> dict[tuple[str, int], str]:
        """How the open lines of these orders stand today, by (order, line)."""
        from pos.usecases.news_dates import standing_of

        with self.transactions.reading() as records:
            today = today_in(records.shop(), self.clock.now())
            return {(line.order, line.line): standing_of(line, today) for line in records.told_lines(set(orders))}

    def reviewed_today(self) -> bool:
        """Whether the daily look was done on this day of the store's calendar."""
        with self.transactions.reading() as records:
            today = today_in(records.shop(), self.clock.now())
            return bool(records.learned_settings().get("on") == today.isoformat())

    def review(self, *, person: Person = OWNER, progress: Progress | None = None) -> Reviewed:
        """Reckon every open promise anew with what is known today, and learn from the shop's own record: once a month
        how fast old deliveries stop counting and how long customers wait for each category; each time which suppliers'
        promises broke too often of late, and for which categories cancellations have risen.

        No transaction is open for long, so that sales go on between: it is read in many short steps, with `progress`
        called after each (products done, products in all), and only what moved is written, at the end. Whatever
        `progress` raises ends the look, which then counts as not done.
        """
        from pos.usecases.broken_promises import ask_to_mend

        today, learned = self._learn(person)
        for tries_left in (2, 1, 0):
            with self.transactions.reading() as records:
                position = records.supply_position()
                skus = sorted(records.skus_with_open_lines())
            rows: list[Row] = []
            broken: list[BrokenPromise] = []
            looked_at = 0
            for start in range(0, len(skus), _AT_ONCE):
                with self.transactions.reading() as records:
                    found = revise(records, skus[start : start + _AT_ONCE], today=today, only_these=True)
                rows += found.rows
                broken += found.broken
                looked_at += found.looked_at
                if progress is not None:
                    progress(min(start + _AT_ONCE, len(skus)), len(skus))
            with self.transactions.writing() as tx:
                if tx.supply_position() != position and tries_left:
                    continue  # supply changed meanwhile: that change has reckoned its own lines with newer days
                for part in by_size([list(row) for row in rows]):
                    tx.append("promises_reviewed", {"promises": part, "cause": "review"}, person=person.id)
                ask_to_mend(tx, [row[0] for row in rows], today=today, person=person, broken=broken)
                done = {**learned, "on": today.isoformat()}
                if done != tx.learned_settings():
                    tx.append("record_reviewed", done, person=person.id)
            break
        return Reviewed(
            looked_at, len(rows), tuple(broken), learned["half_life"], tuple(learned["cautious"]), learned["cuts"],
            learned["longest_waits"],
        )  # fmt: skip

    def _learn(self, person: Person) -> tuple[date, dict[str, Any]]:
        """Today, and what the shop's own record says as of today; kept before any promise is reckoned with it."""
        from pos.usecases.cancellation_watch import lessons, watched_lines

        with self.transactions.reading() as records:
            today = today_in(records.shop(), self.clock.now())
            before = dict(records.learned_settings())
            told, watched = told_lines(records), watched_lines(records, today)
            new_month = before.get("month") != today.isoformat()[:7]
            deliveries = tuple(records.deliveries()) if new_month else ()
        found = lessons(watched, today)
        longest_waits = None if new_month else before.get("longest_waits")
        learned: dict[str, Any] = {
            "half_life": _best_half_life(deliveries, today) if new_month else int(before.get("half_life", HALF_LIFE)),
            "cautious": sorted(quality.supplier for quality in report(told, today).suppliers if quality.alarm),
            "month": today.isoformat()[:7],
            "cuts": dict(found.cuts),
            "longest_waits": dict(found.longest_waits) if longest_waits is None else longest_waits,
        }
        on = before.pop("on", None)
        if learned != before:
            # The day stays the one of the last look: this one is not done yet.
            with self.transactions.writing() as tx:
                tx.append("record_reviewed", learned if on is None else {**learned, "on": on}, person=person.id)
        return today, learned


def told_lines(records: Records, customer: str = "") -> list[Told]:
    """Every line that was told a day (to one customer, or to anybody), as the report on promises judges it."""
    return [
        Told(supplier, taken, likely or latest, latest, last or latest, ready, cancelled, supplied)
        for supplier, taken, likely, latest, last, ready, cancelled, supplied in records.promises_told(customer)
    ]


def _best_half_life(rows: Iterable[tuple[Any, ...]], today: date) -> int:
    from pos.domain.lateness_deliveries import Delivery, lateness_of, shipments
    from pos.domain.lateness_tuning import best_half_life

    deliveries = [
        Delivery(supplier, ordered, promised, delivered, lane, shipment)
        for supplier, lane, ordered, promised, delivered, _, _, _, shipment in rows
    ]
    return best_half_life(lateness_of(shipments(deliveries), today), today)


_AT_ONCE = 50
"""Products whose promises are reckoned in one step; a sale waits for no more than that."""
