"""Everything about promises with its collaborators in place: why a date is the date, how good the dates were, and the
daily look at what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pos.domain.availability import Availability
from pos.domain.lateness import HALF_LIFE
from pos.domain.outlook import Day, outlook
from pos.domain.people import OWNER, Person
from pos.domain.promise_quality import Report, Told, report
from pos.domain.promising import Standing, standing
from pos.domain.purchasing import OpenLine
from pos.usecases.availability import availability_of, resolve, today_in
from pos.usecases.importing import by_size
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.promises import BrokenPromise, prospect_of, revise


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
    """What a look at all promises found: lines whose days moved, and the promises that are newly broken."""

    looked_at: int
    moved: int
    broken: tuple[BrokenPromise, ...]
    half_life: int
    cautious: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Promises:
    """The verbs of promising; each is one transaction and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    def explain(self, code: str, quantity: int = 1) -> Explanation:
        """Why the date of `quantity` units is the date. Raises UnknownCode, BadBarcode."""
        with self.transactions.reading() as records:
            shop, now = records.shop(), self.clock.now()
            today = today_in(shop, now)
            product = resolve(records, shop, code).product
            found = availability_of(records, shop, product, quantity, now=now, language=shop.language)
            queue = [line for line in records.open_lines(product.sku) if line.waiting > 0]
            last = found.promise.latest_on if found.promise else today
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
            return report(_told(records), today_in(records.shop(), self.clock.now()))

    def standing(self, line: OpenLine, today: date) -> Standing:
        """How a waiting line stands against what its customer was told."""
        return standing(
            told_latest=line.told_latest,
            likely_on=line.now_likely,
            latest_on=line.now_latest,
            today=today,
            waiting=line.waiting,
            open_=line.waiting + line.allocated,
        )

    def review(self, *, person: Person = OWNER) -> Reviewed:
        """Reckon every open promise anew with what is known today, and learn from the shop's own record: once a month
        how fast old deliveries stop counting, and which suppliers' promises broke too often of late."""
        with self.transactions.writing() as tx:
            shop = tx.shop()
            today = today_in(shop, self.clock.now())
            before = dict(tx.learned_settings())
            cautious = tuple(
                sorted(quality.supplier for quality in report(_told(tx), today).suppliers if quality.alarm)
            )
            month = today.isoformat()[:7]
            half_life = int(before.get("half_life", HALF_LIFE))
            if before.get("month") != month:
                half_life = _best_half_life(tx, today)
            learned = {"half_life": half_life, "cautious": list(cautious), "month": month}
            if learned != before:
                tx.append("record_reviewed", learned, person=person.id)
            skus = tx.skus_with_open_lines()
            revision = revise(tx, skus, today=today)
            for part in by_size([list(row) for row in revision.rows]):
                tx.append("promises_reviewed", {"promises": part, "cause": "review"}, person=person.id)
        return Reviewed(revision.looked_at, len(revision.rows), revision.broken, half_life, cautious)


def _told(records: Records) -> list[Told]:
    return [
        Told(supplier, taken, likely or latest, latest, last or latest, ready, cancelled)
        for supplier, taken, likely, latest, last, ready, cancelled in records.promises_told()
    ]


def _best_half_life(records: Records, today: date) -> int:
    from pos.domain.lateness_deliveries import Delivery, lateness_of, shipments
    from pos.domain.lateness_tuning import best_half_life

    deliveries = [
        Delivery(supplier, ordered, promised, delivered, lane, shipment)
        for supplier, lane, ordered, promised, delivered, _, _, _, shipment in records.deliveries()
    ]
    return best_half_life(lateness_of(shipments(deliveries), today), today)
