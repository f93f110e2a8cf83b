"""The record of all suppliers, learned from deliveries that came and from those that should have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import median_low

from pos.domain.arrivals import Habits
from pos.domain.calendar import OpeningDays
from pos.domain.lateness import HALF_LIFE, Outcome, Pool, built_in, learn, pool_of
from pos.domain.lateness_deliveries import Delivery, lateness_of, lead_times_of, shipments
from pos.domain.lateness_record import LATELY, never_comes, received_ratio
from pos.usecases.ports import Records


class Learned:
    """The record of all suppliers, with each one's habits made when asked for."""

    def __init__(self, records: Records, today: date) -> None:
        tuned = records.learned_settings()
        self._today, self._half_life = today, int(tuned.get("half_life", HALF_LIFE))
        self._cautious = frozenset(tuned.get("cautious", ()))
        self._terms = {terms.supplier: terms for terms in (supplier.terms for supplier in records.suppliers(today))}
        self._never = records.never_came()
        self._ratios: dict[str, list[tuple[float, date]]] = {}
        deliveries = []
        for supplier, lane, ordered, promised, delivered, _, quantity, received, shipment in records.deliveries():
            deliveries.append(Delivery(supplier, ordered, promised, delivered, lane, shipment))
            if quantity and received is not None and delivered is not None:
                self._ratios.setdefault(supplier, []).append((received / quantity, delivered))
        for supplier, lane, ordered, first, _, _, shipment, number, *_ in records.awaited_lines():
            if first is None or first < today:  # goods that are not due yet say nothing, however long they are on order
                deliveries.append(Delivery(supplier, ordered, first, None, lane, shipment or number))
        once = shipments(deliveries)
        self._lateness = _by_supplier(lateness_of(once, today))
        self._leads = _by_supplier(lead_times_of(once, today))
        self._stated = {supplier: self._usual_lead(supplier) for supplier in {*self._terms, *self._leads}}
        over = {
            supplier: [
                Outcome(supplier, one.days - stated, one.on, one.lane, one.awaited)  # several times as fast as replace
                for one in self._leads.get(supplier, ())
                if not one.awaited or one.days > stated  # what is not here yet counts from its usual day on
            ]
            for supplier, stated in self._stated.items()
            if stated is not None
        }
        self._over = over
        self._late_pool = _pool(self._lateness, today, self._half_life)
        self._over_pool = _pool(over, today, self._half_life)
        self._made: dict[str, Habits] = {}

    def of(self, supplier: str) -> Habits:
        if supplier not in self._made:
            self._made[supplier] = self._learn(supplier)
        return self._made[supplier]

    def _learn(self, supplier: str) -> Habits:
        terms = self._terms.get(supplier)
        prior = built_in(terms.lane if terms else "")
        lateness = learn(
            self._lateness.get(supplier, ()), self._late_pool, as_of=self._today, half_life=self._half_life, prior=prior
        )
        stated = self._stated.get(supplier)
        lead = None
        if stated is not None and (terms is None or terms.active):
            over = learn(
                self._over.get(supplier, ()), self._over_pool, as_of=self._today, half_life=self._half_life, prior=prior
            )
            lead = over.moved(stated)
        last = sorted(self._lateness.get(supplier, ()), key=lambda outcome: outcome.on)[-LATELY:]
        settled, never = self._never.get(supplier, (0, 0))
        came = sum(not outcome.awaited for outcome in self._leads.get(supplier, ()))
        return Habits(
            supplier,
            lateness,
            lead,
            never_comes(never, max(settled, came + never)),
            received_ratio(self._ratios.get(supplier, ()), as_of=self._today, half_life=self._half_life),
            OpeningDays(terms.order_weekdays, terms.closed_on) if terms else OpeningDays(),
            supplier in self._cautious,
            sum(not outcome.awaited and outcome.days <= 0 for outcome in last),
            len(last),
            terms is None or terms.active,
        )

    def _usual_lead(self, supplier: str) -> int | None:
        """Days from order to receipt as the supplier says; else the middle of what was seen; else nobody knows."""
        terms = self._terms.get(supplier)
        if terms is not None and terms.lead_time_days is not None:
            return terms.lead_time_days
        seen = [outcome.days for outcome in self._leads.get(supplier, ()) if not outcome.awaited]
        return median_low(seen) if seen else None


def _by_supplier(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        found.setdefault(outcome.supplier, []).append(outcome)
    return found


def _pool(found: dict[str, list[Outcome]], today: date, half_life: int) -> Pool:
    return pool_of((outcome for outcomes in found.values() for outcome in outcomes), today, half_life)
