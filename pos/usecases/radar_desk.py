"""What a slip breaks, what can be done about it, and doing so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pos.domain.people import OWNER, Person
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.credits import Credit
    from pos.usecases.delay_answers import Answered
    from pos.usecases.radar import Broken, Lapsed, SlipRow, Unsecured
    from pos.usecases.radar_costs import Costs
    from pos.usecases.radar_unsent import Unsent
    from pos.usecases.remedy_acts import Choice
    from pos.usecases.remedying import CarriedOut


@dataclass(frozen=True, slots=True)
class Radar:
    """The verbs; each is one transaction (`carry_out` one for each line) and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    # --- looking -----------------------------------------------------------------------------------------------------
    def slips(self, *, since: str = "", cause: str = "", with_remedies: bool = True) -> tuple[SlipRow, ...]:
        """Promises to mend by what broke them, the newest slip first, each with its remedies, the best first."""
        from pos.usecases import radar

        return radar.slips(since=since, cause=cause, with_remedies=with_remedies, **self._here)

    def of_order(self, number: str) -> tuple[Broken, ...]:
        """The broken promises of one order."""
        from pos.usecases import radar

        return tuple(radar.lines_of(radar.slips(number=number.strip(), **self._here)))

    def unsent(self) -> tuple[Unsent, ...]:
        """Goods that are here, or between two stores, past the day that their customer was told."""
        from pos.usecases import radar_unsent

        return radar_unsent.unsent(**self._here)

    def lapsed(self) -> tuple[Lapsed, ...]:
        """Purchase lines that nobody confirmed, or whose day is over, with the orders that count on them."""
        from pos.usecases import radar

        return radar.lapsed(**self._here)

    def unsecured(self) -> tuple[Unsecured, ...]:
        """Products of which more is promised than is here or confirmed to come."""
        from pos.usecases import radar

        return radar.unsecured(**self._here)

    def costs(self, month: str = "") -> Costs:
        """What lateness cost in a month, all together and order by order. Raises BadDate."""
        from pos.usecases import radar_costs

        return radar_costs.costs(month=month, **self._here)

    # --- doing -------------------------------------------------------------------------------------------------------
    def carry_out(
        self, choices: Sequence[Choice], *, tell: bool = True, dry_run: bool = False,
        versions: Mapping[str, int] | None = None, person: Person = OWNER,
    ) -> CarriedOut:  # fmt: skip
        """Do what was chosen for each line and tell the customers. Raises NotAllowed, BadSetting."""
        from pos.usecases import remedying

        return remedying.carry_out(
            choices=choices, tell=tell, dry_run=dry_run, versions=versions, person=person, **self._here
        )

    def answer(self, number: str, choice: str, how: str, **said: Any) -> Answered:
        """Keep what a customer of a late order said, and do it. As `delay_answers.answer`."""
        from pos.usecases import delay_answers

        return delay_answers.answer(number=number, choice=choice, how=how, **self._here, **said)

    # --- credits -----------------------------------------------------------------------------------------------------
    def credits(self, state: str = "") -> tuple[Credit, ...]:
        """Credits in a state. Raises BadSetting."""
        from pos.usecases import credit_giving

        return credit_giving.credits_listed(transactions=self.transactions, state=state)

    def approve(self, credit: str, *, why: str = "", person: Person = OWNER) -> Credit:
        """Agree to a credit. Raises UnknownCode, WrongState, NotAllowed, BeyondBudget."""
        from pos.usecases import credit_giving

        return credit_giving.decide(credit=credit, approve=True, why=why, person=person, **self._here)

    def refuse(self, credit: str, why: str, *, person: Person = OWNER) -> Credit:
        """Refuse a credit. Raises UnknownCode, WrongState, NotAllowed, BadText."""
        from pos.usecases import credit_giving

        return credit_giving.decide(credit=credit, approve=False, why=why, person=person, **self._here)

    def give(self, credit: str, *, person: Person = OWNER) -> Credit:
        """Give an approved credit. Raises UnknownCode, WrongState, NotAllowed."""
        from pos.usecases import credit_giving

        return credit_giving.give(credit=credit, person=person, **self._here)

    @property
    def _here(self) -> dict[str, Any]:
        return {"transactions": self.transactions, "clock": self.clock}
