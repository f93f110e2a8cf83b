"""All open orders at once, for those who answer for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import OWNER, Person
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.shortages import Shortage
    from pos.usecases.board import BoardRead, Figures
    from pos.usecases.board_acts import NewDaysTold, QueueMoved, TellNewDays, Where
    from pos.usecases.order_story import OrderStory


@dataclass(frozen=True, slots=True)
class Board:
    """The verbs; each is one transaction and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    def read(self, key: str = "all") -> BoardRead:
        """The board under a filter. Raises BadSetting."""
        from pos.usecases import board

        return board.read(key=key, transactions=self.transactions, clock=self.clock)

    def figures(self) -> Figures:
        """Promises kept, deposits held by age, units that wait."""
        from pos.usecases import board

        return board.figures(transactions=self.transactions, clock=self.clock)

    def shortages(self) -> tuple[Shortage, ...]:
        """Why orders wait: each product that is short, with the likeliest cause."""
        from pos.usecases import board

        return board.shortages(transactions=self.transactions, clock=self.clock)

    def story(self, number: str) -> OrderStory:
        """Everything about one order. Raises UnknownCode."""
        from pos.usecases import order_story

        return order_story.order_story(number=number, transactions=self.transactions, clock=self.clock)

    def move_queue(
        self, lines: Sequence[tuple[str, int]], to: Where, reason: str, *, versions: Mapping[str, int] | None = None,
        dry_run: bool = False, person: Person = OWNER,
    ) -> QueueMoved:  # fmt: skip
        """To the front or the back of the queue. Raises NotAllowed, BadText, BadSetting, WrongState."""
        from pos.usecases import board_acts

        return board_acts.move_queue(
            lines=lines, to=to, reason=reason, versions=versions, dry_run=dry_run, person=person,
            transactions=self.transactions, clock=self.clock,
        )  # fmt: skip

    def tell_new_days(
        self, lines: Sequence[tuple[str, int]], why: str, *, on: date | None = None,
        versions: Mapping[str, int] | None = None, dry_run: bool = False, person: Person = OWNER,
        queue_news: TellNewDays | None = None,
    ) -> NewDaysTold:  # fmt: skip
        """Tell customers the days as they are reckoned now, in writing where they can be written to. Raises NotAllowed,
        BadText, BadDate."""
        from pos.usecases import board_acts

        return board_acts.tell_new_days(
            lines=lines, on=on, why=why, versions=versions, dry_run=dry_run, person=person,
            transactions=self.transactions, clock=self.clock, queue_news=queue_news,
        )  # fmt: skip
