"""Messages to customers, the silence clock, and what people have to do themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import OWNER, Person
from pos.usecases.ports import Clock, Transactions

if TYPE_CHECKING:
    from pos.domain.news import Event, Message, Outcome, Task
    from pos.domain.news_text import Words
    from pos.domain.shop import Shop
    from pos.usecases.news_clock import Round
    from pos.usecases.news_sending import Sent
    from pos.usecases.ports_waiting import NewsTries, Notifier
    from pos.usecases.tasks import ToDo


@dataclass(frozen=True, slots=True)
class News:
    """The verbs; each is one transaction (`run` and `send` take many short ones) and may raise a PosError."""

    transactions: Transactions
    clock: Clock

    def list(self, *, number: str = "", state: str = "", limit: int = 200) -> Sequence[Message]:
        """Messages: of an order, the first first, or of all, the newest first."""
        with self.transactions.reading() as records:
            return records.news_of(number) if number else records.news_list(state, limit)

    def preview(
        self, event: Event, number: str = "", *, language: str = "", own: Mapping[str, str] | None = None
    ) -> Words:
        """How a message would read for an order (by default the newest), with words not kept yet where `own` has
        parts. Raises UnknownCode, BadSetting."""
        from pos.usecases.news_preview import preview

        return preview(
            event=event, number=number, language=language, own=own, transactions=self.transactions, clock=self.clock
        )

    def set_words(self, event: Event, language: str, words: Mapping[str, str], *, person: Person = OWNER) -> Shop:
        """Say an event in the shop's own words: parts subject, text and short; an empty part is said as the product
        says it. Raises BadSetting, NotAllowed."""
        from pos.usecases.settings import change_shop

        with self.transactions.reading() as records:
            rules = records.shop().waiting
        kept = {name: dict(parts) for name, parts in rules.templates.items()}
        kept.setdefault(event, {})[language] = {part: text for part, text in words.items() if text.strip()}
        templates = {
            name: {tongue: parts for tongue, parts in of.items() if parts}
            for name, of in kept.items()
            if any(of.values())
        }
        return change_shop(
            changes={"waiting": replace(rules, templates=templates)}, transactions=self.transactions, person=person
        )

    def ask(self, number: str, *, person: Person = OWNER) -> str | None:
        """Tell a customer whose date may not hold, and ask what they want. Raises UnknownCode, WrongState."""
        from pos.usecases.news_choices import ask

        return ask(number=number, transactions=self.transactions, clock=self.clock, person=person)

    def tell_dates(self, number: str, *, person: Person = OWNER) -> str | None:
        """Tell a customer the days that are reckoned with now, because somebody decided to. Raises UnknownCode,
        WrongState."""
        from pos.usecases.news_choices import tell_now

        return tell_now(number=number, transactions=self.transactions, clock=self.clock, person=person)

    def foresee_telling(self, number: str, *, asking: bool = False, person: Person = OWNER) -> Message | None:
        """The message that `tell_dates` (or `ask`) would write now; None where nothing would be sent. Raises
        UnknownCode, WrongState."""
        from pos.usecases.news_foreseen import foresee_telling

        return foresee_telling(
            number=number, asking=asking, transactions=self.transactions, clock=self.clock, person=person
        )

    def choice(self, number: str, choice: str, *, note: str = "", person: Person = OWNER) -> None:
        """Keep what a customer of a late order chose: wait, change or cancel. Raises UnknownCode, BadSetting."""
        from pos.usecases.news_choices import keep_choice

        keep_choice(
            number=number, choice=choice, note=note, transactions=self.transactions, clock=self.clock, person=person
        )

    def run(self, *, person: Person = OWNER) -> Round:
        """The daily round: dates, goods put aside, silence."""
        from pos.usecases.news_clock import run_news

        return run_news(transactions=self.transactions, clock=self.clock, person=person)

    def call_who_is_due(self, *, person: Person = OWNER) -> None:
        """Hand to people the calls that are due and that the round has not come to yet."""
        from pos.usecases.news_clock import call_who_is_due

        call_who_is_due(transactions=self.transactions, clock=self.clock, person=person)

    def next_due(self, number: str) -> date | None:
        """The last day on which the customer of an open order has to hear of it."""
        from pos.usecases.silence import next_news_due

        with self.transactions.reading() as records:
            order = records.order(number)
            return next_news_due(order, records.shop()) if order else None

    def past_their_clock(self) -> Sequence[str]:
        """Orders without news for longer than the shop allows."""
        from pos.usecases.availability import today_in
        from pos.usecases.silence import past_their_clock

        with self.transactions.reading() as records:
            return past_their_clock(records, today_in(records.shop(), self.clock.now()))

    def send(self, tries: NewsTries, notifiers: Mapping[str, Notifier], *, person: Person = OWNER) -> Sent:
        """Send what is queued, and the receipts of new orders once more; not on the GUI thread."""
        from pos.usecases.news_clock import confirm_taken
        from pos.usecases.news_sending import send_queued

        confirm_taken(ways=notifiers.keys(), transactions=self.transactions, clock=self.clock, person=person)
        return send_queued(
            transactions=self.transactions, clock=self.clock, tries=tries, notifiers=notifiers, person=person
        )

    def again(self, message: str, *, person: Person = OWNER) -> Message:
        """Queue a message that failed once more. Raises UnknownCode, WrongState."""
        from pos.usecases.news_again import send_again

        return send_again(message=message, transactions=self.transactions, clock=self.clock, person=person)

    def tasks(self, *, state: str = "open", limit: int = 500) -> Sequence[ToDo]:
        """What people have to do, what is due first."""
        from pos.usecases.tasks import to_do

        return to_do(transactions=self.transactions, state=state, limit=limit)

    def close_task(self, task: str, outcome: Outcome, *, person: Person = OWNER) -> Task | None:
        """A task is done, or was tried; answers with the one that follows. Raises UnknownCode, BadSetting."""
        from pos.usecases.tasks import close_task

        return close_task(task=task, outcome=outcome, transactions=self.transactions, clock=self.clock, person=person)
