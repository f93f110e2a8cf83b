"""Who wants to hear when goods are back, and what was wanted and not bought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import OWNER, Person
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.demand import Week
    from pos.domain.tell_me import Entry
    from pos.usecases.sale_wishes import CustomerWish
    from pos.usecases.tell_me import Listed
    from pos.usecases.tell_me_holds import Offered
    from pos.usecases.tell_me_round import Served
    from pos.usecases.wanted import DemandReport, LostReport, Missed


@dataclass(frozen=True, slots=True)
class TellMe:
    """The verbs; each is one transaction and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    def add(
        self, code: str, customer: CustomerWish, quantity: int = 1, *, wanted_by: date | None = None,
        person: Person = OWNER,
    ) -> Listed:  # fmt: skip
        """Raises as `tell_me.add`."""
        from pos.usecases import tell_me

        return tell_me.add(
            code=code, customer=customer, quantity=quantity, wanted_by=wanted_by, transactions=self.transactions,
            clock=self.clock, person=person,
        )  # fmt: skip

    def remove(self, entry: str, why: str, *, person: Person = OWNER) -> tuple[Offered, ...]:
        """Off the list; answers with whom to tell instead. Raises UnknownCode, WrongState, BadText, NotAllowed."""
        from pos.usecases import tell_me

        return tell_me.remove(entry=entry, why=why, transactions=self.transactions, clock=self.clock, person=person)

    def listed(self, code: str = "", *, customer: str = "") -> tuple[Listed, ...]:
        """Who is on the list, in order. Raises UnknownCode, BadBarcode."""
        from pos.usecases import tell_me

        return tell_me.listed(code=code, customer=customer, transactions=self.transactions)

    def held_for(self, customer: str) -> tuple[Entry, ...]:
        """What is held for a customer now."""
        from pos.usecases import tell_me

        return tell_me.held_for(customer=customer, transactions=self.transactions)

    def serve(self, *, person: Person = OWNER) -> Served:
        """Let go what ran out, for orders first, and hold for the next what is free. Raises NotAllowed."""
        from pos.usecases import tell_me_round

        return tell_me_round.serve(transactions=self.transactions, clock=self.clock, person=person)

    def told(self, entries: Sequence[str], *, person: Person = OWNER) -> tuple[Entry, ...]:
        """They were told of the goods held for them. Raises UnknownCode, WrongState, NotAllowed."""
        from pos.usecases import tell_me

        return tell_me.told(entries=entries, transactions=self.transactions, clock=self.clock, person=person)

    def wanted_not_bought(self, what: str, quantity: int = 1, *, cause: str, person: Person = OWNER) -> Missed:
        """Raises BadSetting, BadQuantity, BadText, NotAllowed."""
        from pos.usecases import wanted

        return wanted.wanted_not_bought(
            what=what, quantity=quantity, cause=cause, transactions=self.transactions, clock=self.clock, person=person
        )

    def lost(self, since: date | None = None, until: date | None = None) -> LostReport:
        """What was wanted and not bought, by product and cause."""
        from pos.usecases import wanted

        return wanted.lost_report(since=since, until=until, transactions=self.transactions, clock=self.clock)

    def demand(self, since: date | None = None, until: date | None = None) -> DemandReport:
        """What was asked for and neither bought nor ordered, by product, beside what was."""
        from pos.usecases import wanted

        return wanted.demand_report(since=since, until=until, transactions=self.transactions, clock=self.clock)

    def demand_of(self, sku: str, since: date) -> tuple[Week, ...]:
        """All that was wanted of a product, by week. Raises UnknownCode."""
        from pos.usecases import wanted

        return wanted.demand_of(sku=sku, since=since, transactions=self.transactions, clock=self.clock)
