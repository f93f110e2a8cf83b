"""Where the goods of an order are: sent on to another store, sent by the supplier, or not collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pos.domain.people import OWNER
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.domain.uncollected import Uncollected
    from pos.domain.ways import Whereabouts
    from pos.usecases.backorders import Collected
    from pos.usecases.checkout import TenderWish
    from pos.usecases.order_steps import Changed


@dataclass(frozen=True, slots=True)
class OrderGoods:
    """The verbs; each is one transaction and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    def send_on(self, number: str, **said: Any) -> Changed:
        """Goods left for the other store where they are collected. As `sending_on.send_on`."""
        from pos.usecases import sending_on

        return sending_on.send_on(number=number, **self._here, **said)

    def arrived_there(self, number: str, **said: Any) -> Changed:
        """Goods are in the other store. As `sending_on.arrived_there`."""
        from pos.usecases import sending_on

        return sending_on.arrived_there(number=number, **self._here, **said)

    def whereabouts(self, number: str) -> Mapping[int, Whereabouts]:
        """Line -> where its goods are that are put aside. Raises UnknownCode."""
        from pos.usecases.order_documents import known_order
        from pos.usecases.whereabouts import whereabouts

        with self.transactions.reading() as records:
            return whereabouts(records, known_order(records, number))

    def came_back(self, number: str, **said: Any) -> Changed:
        """Goods that were sent on are here again. As `coming_back.came_back`."""
        from pos.usecases import coming_back

        return coming_back.came_back(number=number, **self._here, **said)

    def supplier_sent(self, number: str, proof: str, tenders: Sequence[TenderWish] = (), **said: Any) -> Collected:
        """The supplier sent goods to the customer. As `direct_supply.supplier_sent`."""
        from pos.usecases import direct_supply

        return direct_supply.supplier_sent(number=number, proof=proof, tenders=tenders, **self._here, **said)

    # --- goods that nobody collects ----------------------------------------------------------------------------------
    def uncollected(self) -> tuple[Uncollected, ...]:
        """Every order whose goods wait to be collected, the longest first."""
        from pos.usecases.availability import today_in
        from pos.usecases.uncollected import uncollected

        with self.transactions.reading() as records:
            return uncollected(records, today_in(records.shop(), self.clock.now()))

    def put_back(self, number: str, **said: Any) -> Changed:
        """Give goods that nobody collects to the next who waits. As `uncollected.put_back`."""
        from pos.usecases import uncollected

        return uncollected.put_back(number=number, **self._here, **said)

    def put_back_due(self, *, person: Person = OWNER) -> tuple[Changed, ...]:
        """The same for all orders for which the shop's rule says so today."""
        from pos.usecases import uncollected

        return uncollected.put_back_due(person=person, **self._here)

    @property
    def _here(self) -> dict[str, Any]:
        return {"transactions": self.transactions, "clock": self.clock}
