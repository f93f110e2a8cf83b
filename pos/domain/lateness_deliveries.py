"""From deliveries, as files and the shop's own records have them, to the outcomes that lateness is learned from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pos.domain.lateness import Outcome


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of a delivery: when it was ordered, promised and brought, each None where unknown.

    `recorded_on` is the day on which somebody wrote down that it had come, where that is known.
    """

    supplier: str
    ordered_on: date | None
    promised_on: date | None
    delivered_on: date | None
    lane: str = ""
    shipment: str = ""
    recorded_on: date | None = None

    @property
    def known_on(self) -> date | None:
        """The first day on which the shop knew that it had come."""
        if self.delivered_on is None or self.recorded_on is None:
            return self.delivered_on
        return max(self.delivered_on, self.recorded_on)


def shipments(deliveries: Iterable[Delivery]) -> list[Delivery]:
    """Each shipment once, with the day on which the first of it came: its lines say the same thing and must not count
    several times, and a remainder that follows is a short delivery, not another late one.

    Lines without a shipment's name stand for themselves. The order is that of each shipment's first line.
    """
    kept: list[Delivery] = []
    place: dict[tuple[object, ...], int] = {}
    for line in deliveries:
        if not line.shipment:
            kept.append(line)
            continue
        key = (line.supplier, line.lane, line.shipment, line.ordered_on, line.promised_on)
        at = place.setdefault(key, len(kept))
        if at == len(kept):
            kept.append(line)
        elif line.delivered_on is not None and line.delivered_on < (kept[at].delivered_on or date.max):
            kept[at] = line
    return kept


def lateness_of(deliveries: Iterable[Delivery], as_of: date) -> list[Outcome]:
    """Days late against the promised day, as known on a day; what is overdue and not here is awaited.

    What was not promised, or was ordered after `as_of`, says nothing; nor does what is not due yet.
    """
    outcomes = []
    for line in deliveries:
        if line.promised_on is None or (line.ordered_on is not None and line.ordered_on > as_of):
            continue
        known_on = line.known_on
        if known_on is not None and line.delivered_on is not None and known_on <= as_of:
            days = (line.delivered_on - line.promised_on).days
            outcomes.append(Outcome(line.supplier, days, known_on, line.lane))
        elif line.promised_on < as_of:
            outcomes.append(Outcome(line.supplier, (as_of - line.promised_on).days, as_of, line.lane, awaited=True))
    return outcomes


def lead_times_of(deliveries: Iterable[Delivery], as_of: date) -> list[Outcome]:
    """Days from order to delivery, as known on a day; what was ordered and is not here is awaited."""
    outcomes = []
    for line in deliveries:
        if line.ordered_on is None or line.ordered_on > as_of:
            continue
        known_on = line.known_on
        if known_on is not None and line.delivered_on is not None and known_on <= as_of:
            days = (line.delivered_on - line.ordered_on).days
            outcomes.append(Outcome(line.supplier, days, known_on, line.lane))
        elif line.delivered_on is None or line.delivered_on > line.ordered_on:
            outcomes.append(Outcome(line.supplier, (as_of - line.ordered_on).days, as_of, line.lane, awaited=True))
    return outcomes
