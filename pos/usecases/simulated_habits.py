"""What the shops of a simulated chain know of their suppliers on a day: only what came until the day before.

The same record as `supplier_habits` makes from the shop's books, kept up to date from day to day.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pos.domain.arrivals import Habits, HabitsOf
from pos.domain.lateness import HALF_LIFE
from pos.domain.lateness_ledger import Learner
from pos.domain.lateness_record import never_comes, received_ratio
from pos.usecases.simulated_chain import Chain
from pos.usecases.simulated_goods import Line, Receipt

_RATIOS_EVERY = 7
"""Days for which a supplier's share of short deliveries is kept."""


class SimulatedRecord:
    """Deliveries, awaited orders, and lines that came short or never. Lateness counts against the first day given."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._terms = {supplier.code: supplier for supplier in chain.suppliers}
        self._late, self._lead = Learner(HALF_LIFE), Learner(HALF_LIFE)
        self._seen: set[tuple[str, date | None]] = set()
        self._settled: dict[str, tuple[int, int]] = {}
        self._ratios: dict[str, list[tuple[float, date]]] = {}
        self._whole: dict[str, tuple[date, float]] = {}
        self._sums: dict[str, tuple[int, int]] = {}
        self._known: dict[str, Habits] = {}
        self._today = chain.day

    def learn(self, receipts: Iterable[Receipt], settled: Iterable[Line]) -> None:
        """What came today and what was closed; each shipment counts once, on the day of its first goods."""
        for receipt in receipts:
            line, supplier = receipt.line, receipt.line.place.supplier
            self._ratios.setdefault(supplier.code, []).append((receipt.units / receipt.asked, receipt.on))
            if (key := (line.order, line.first_on)) in self._seen:
                continue
            self._seen.add(key)
            on = receipt.on.toordinal()
            self._lead.add(supplier.code, "", (receipt.on - line.ordered_on).days - supplier.lead, on)
            if line.first_on is not None:
                late = (receipt.on - line.first_on).days
                self._late.add(supplier.code, "", late, on)
                count, days = self._sums.get(supplier.code, (0, 0))
                self._sums[supplier.code] = (count + 1, days + late)
        for line in settled:
            lines, never = self._settled.get(line.place.supplier.code, (0, 0))
            self._settled[line.place.supplier.code] = (lines + 1, never + (not line.received))

    def mean_late(self, supplier: str) -> float:
        """The mean of all days late so far, as most systems keep it; 0 where nothing came."""
        count, days = self._sums.get(supplier, (0, 0))
        return days / count if count else 0.0

    def as_of(self, today: date) -> HabitsOf:
        """The habits of each supplier as of a day; learned when asked for."""
        self._today = today
        self._known.clear()
        late, lead = set(), set()
        for place in self._chain.places:
            for line in place.lines:
                supplier = place.supplier
                if (line.order, line.first_on) in self._seen:
                    continue
                waited = (today - line.ordered_on).days - supplier.lead
                lead.add((supplier.code, line.order, waited))
                if line.first_on is not None and line.first_on < today:
                    late.add((supplier.code, line.order, (today - line.first_on).days))
        day = today.toordinal()
        self._late.begin(day, ((supplier, "", days, days) for supplier, _, days in sorted(late)))
        self._lead.begin(day, ((supplier, "", days, max(0, days)) for supplier, _, days in sorted(lead)))
        return self.of

    def of(self, supplier: str) -> Habits:
        if supplier not in self._known:
            terms = self._terms[supplier]
            settled, never = self._settled.get(supplier, (0, 0))
            self._known[supplier] = Habits(
                supplier, self._late.spread(supplier), self._lead.spread(supplier).moved(terms.lead),
                never_comes(never, settled), self._whole_share(supplier), terms.orders,
            )  # fmt: skip
        return self._known[supplier]

    def _whole_share(self, supplier: str) -> float:
        kept = self._whole.get(supplier)
        if kept is None or (self._today - kept[0]).days >= _RATIOS_EVERY:
            ratio = received_ratio(self._ratios.get(supplier, ()), as_of=self._today)
            kept = self._whole[supplier] = (self._today, ratio)
        return kept[1]
