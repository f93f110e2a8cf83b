"""What one step has to say: messages and tasks collected, each once, and written into the log together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.domain.news import (
    CALLED_FOR,
    CALLS,
    CHANGING,
    WRITTEN,
    Event,
    TaskKind,
    Tells,
    address_of,
    channel_of,
    news_id,
)
from pos.domain.news_text import Words, write
from pos.domain.people import Customer, Person
from pos.usecases.importing import by_size
from pos.usecases.news_words import NOT_KEPT, Goods, Kept, values_of
from pos.usecases.ports import Transaction

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.domain.credits import Credit
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records

FAMILIES: tuple[frozenset[Event], ...] = (
    CHANGING | {"at_risk_asked", "news_due"},
    frozenset({"ready", "reminder", "expired"}),
)
"""Of each of these a later message says all that an earlier one said, which need not go out any more."""
OVERTAKEN = "overtaken by later news"
"""Why such a one is skipped."""


_TIME = "time||"
"""What broke a promise of which only the day went by (the key of such a `pos.domain.slips.Slip`)."""
_ANEW: frozenset[Event] = CHANGING | {"news_due"}
"""What is said once more where it was taken back before anybody heard it: a day that came up again, and a sign of life
that later news was to make needless, which nobody heard either."""


class Outbox:
    """Messages and tasks of one transaction; nothing is in the log before `flush`."""

    def __init__(
        self, tx: Transaction, person: Person, today: date, *, cause: str = "", slip: str = "",
        about: Collection[str] = (),
    ) -> None:  # fmt: skip
        """`cause` is the operation that all of it comes from, if one does; `slip` what that is, where it is known;
        `about` the products that it is about: promises of others it finds broken, but did not break (empty: all). Where
        it is a mapping, a product has the key of the slip that it is to be put down to (empty: this one)."""
        self.tx, self.person, self.today = tx, person, today
        self.about = frozenset(about)
        self._slip_of: Mapping[str, str] = about if isinstance(about, Mapping) else {}
        self._cause, self._slip = cause, slip
        self.shop = tx.shop()
        self._empty()

    def _empty(self) -> None:
        self._news: dict[str, dict[str, Any]] = {}
        self._tasks: dict[str, dict[str, Any]] = {}
        self._overtaken: list[dict[str, Any]] = []
        self._closed: dict[str, dict[str, Any]] = {}

    def known(self, news: str) -> bool:
        """Whether the customer has this message already, or is about to."""
        return news in self._news or self.tx.news_known(news)

    def language_of(self, customer: Customer | None, order: Order | None = None) -> str:
        """The language that a customer is written to in."""
        return (customer.language if customer else "") or (order.language if order else "") or self.shop.language

    def write(
        self, event: Event, *, order: Order | None, customer: Customer | None, key: str, goods: Sequence[Goods] = (),
        date_words: str = "", was: str = "", kept: Kept = NOT_KEPT, amount: int = 0, tells: Sequence[Tells] = (),
        entry: str = "", instead: str = "", place: str = "", due: int | None = None, way: str = "",
        credits: Sequence[Credit] = (),
    ) -> str | None:  # fmt: skip
        """Write one message, or the call that stands for it; answers with its id, None where there is nothing to say:
        said before, not wanted by the shop, or not worth a call to somebody who cannot be written to."""
        about = order.number if order else entry
        news = self._unsaid(event, news_id(event, about, key), about)
        channel = channel_of(customer)
        if event in self.shop.waiting.news_off or not news:
            return None
        if channel not in WRITTEN and event not in CALLED_FOR:
            return None
        language = self.language_of(customer, order)
        words = said_as(
            self.tx, self.shop, event, language, order, customer, goods, self.today, date_words=date_words, was=was,
            kept=kept, amount=amount, instead=instead, place=place, credits=credits, due=due, way=way,
        )  # fmt: skip
        calls = self._overtake(event, order.number) if order is not None else []
        who = customer.id if customer and customer.name else ""
        said = {"subject": words.subject, "text": words.text, "short": words.short, "to": address_of(customer, channel)}
        self._news[news] = {
            "id": news, "event": event, "number": order.number if order else "", "customer": who, "channel": channel,
            "language": language, "sealed": self.tx.seal(who, said) if who else "", "cause": entry,
            "tells": [
                [one.line, _iso(one.likely_on), _iso(one.latest_on), one.words, one.standing] for one in tells
            ],
        }  # fmt: skip
        if channel not in WRITTEN:
            kind: TaskKind = "call" if channel == "call" else "tell"
            why = f"News to tell by telephone: {event}." if kind == "call" else f"News to tell when they come: {event}."
            self.task(kind, news, order=order, customer=who, why=why, due_on=self.today if kind == "call" else None)
        elif event in CALLED_FOR:  # whom somebody is to call already is called about this, unless it reaches them first
            for kind, why, due_on in calls[-1:]:
                self.task(kind, news, order=order, customer=who, why=why, due_on=due_on)
        return news

    def _unsaid(self, event: Event, news: str, number: str) -> str:
        """The id under which this can still be said; empty where it was said. What was taken back before anybody heard
        it may come up once more, unless the customer was asked about the date instead."""
        times, once = 1, news
        while self.known(news):
            found = self.tx.message(news)
            if event not in _ANEW or found is None or found.state != "skipped":
                return ""
            if any(
                one.event == "at_risk_asked" and one.state != "skipped" and one.queued_at >= found.queued_at
                for one in self.tx.news_of(number)
            ):
                return ""
            times += 1
            news = f"{once}~{times}"
        return news

    def task(
        self, kind: TaskKind, cause: str, *, order: Order | None = None, number: str = "", line: int = 0,
        customer: str = "", why: str = "", due_on: date | None = None, of_sku: str = "",
    ) -> bool:  # fmt: skip
        """Ask a person to do something; once for each cause, and `False` where it was asked before. A promise to mend
        keeps what broke it (of the product `of_sku`), and takes the place of an older one of its line."""
        task = f"{kind}:{cause}"
        if task in self._tasks or self.tx.task(task) is not None:
            return False
        if kind == "promise":
            for old in self.tx.tasks_of(number):
                if old.kind == "promise" and old.line == line and old.state == "open":
                    self.close(old.id, "overtaken")
        self._tasks[task] = {
            "id": task, "kind": kind, "number": order.number if order else number, "line": line, "customer": customer,
            "why": why, "due_on": _iso(due_on),
        }  # fmt: skip
        if kind == "promise":
            self._tasks[task]["cause"] = self._what_broke(of_sku)
        return True

    def _what_broke(self, sku: str) -> str:
        """What a broken promise of a product comes from, as its task keeps it; without an operation only time went by,
        and so it did for products that the operation is not about."""
        if sku and self.about and sku not in self.about:
            return _TIME
        if slip := self._slip_of.get(sku):
            return slip
        if not self._slip:
            from pos.domain.slips import slip_of

            operation = self.tx.recent_operation(self._cause) if self._cause else None
            self._slip = slip_of(self._cause, operation).key
        return self._slip

    def asked(self, news: str) -> bool:
        """Whether somebody is asked here to say a message."""
        return any(f"{kind}:{news}" in self._tasks for kind in CALLS)

    def close(self, task: str, outcome: str) -> None:
        """Nobody has to do this any more, or somebody did it."""
        self._closed[task] = {"id": task, "outcome": outcome}

    def _overtake(self, event: Event, number: str) -> list[tuple[TaskKind, str, date | None]]:
        """Skip what nobody heard yet and this event says anew. Answers with the calls that somebody was to make to this
        customer (kind, why, due on): nobody was reached, so whatever is said next is a call as well."""
        family = family_of(event)
        said = family | {"taken"} if family & CHANGING else family  # what the receipt said is told anew
        open_ = [one for one in self.tx.tasks_of(number) if one.kind in CALLS and one.state == "open"]
        calls = [(one.kind, one.why, one.due_on) for one in open_ if one.id not in self._closed]
        for row in [row for row in self._news.values() if row["number"] == number and row["event"] in said]:
            del self._news[row["id"]]
            for kind in CALLS:
                if asked := self._tasks.pop(f"{kind}:{row['id']}", None):
                    due_on = asked["due_on"]
                    calls.append((kind, asked["why"], date.fromisoformat(due_on) if due_on else None))
        old = (
            [one for one in self.tx.news_of(number) if one.event in said and one.state in ("queued", "failed")]
            if said
            else []
        )
        self._overtaken += [{"id": one.id, "state": "skipped", "why": OVERTAKEN, "tries": 0} for one in old]
        gone = {one.id for one in old}
        for task in open_:
            if task.news in gone:
                self.close(task.id, "over")
        return calls

    def flush(self) -> tuple[str, ...]:
        """Write it all into the log; answers with the ids of the messages."""
        for kind, name, rows in (
            ("news_settled", "settled", self._overtaken),
            ("tasks_closed", "tasks", list(self._closed.values())),
            ("news_queued", "news", list(self._news.values())),
            ("tasks_opened", "tasks", list(self._tasks.values())),
        ):
            for part in by_size(rows):
                self.tx.append(kind, {name: part}, person=self.person.id)
        written = tuple(self._news)
        self._empty()
        return written


def said_as(
    records: Records, shop: Shop, event: Event, language: str, order: Order | None, customer: Customer | None,
    goods: Sequence[Goods], today: date, *, date_words: str = "", was: str = "", kept: Kept = NOT_KEPT,
    amount: int = 0, instead: str = "", place: str = "", due: int | None = None, way: str = "",
    credits: Sequence[Credit] = (),
) -> Words:  # fmt: skip
    """The words of one message as of now. `due` is what is to pay for its goods, where that is not for all that is
    still to come of the order; `way` how they go, where the words are others by that."""
    if due is None and order is not None and shop.waiting.preorder_lower_price:
        from pos.usecases.price_of_the_day import open_due

        due = open_due(records, shop, order, today)
    values = values_of(
        shop, order, customer, goods, language, today, date_words=date_words, was=was, kept=kept, amount=amount,
        instead=instead, place=place, credits=credits,
        rest=_rest(event, order) if order is not None else (),
        due=due,
    )  # fmt: skip
    return write(event, language, values, shop.waiting.templates, way)


def _rest(event: Event, order: Order) -> Sequence[Goods]:
    """What is left for the customer of an order: still ordered after a part was cancelled, still put aside after a part
    went back to the shelf."""
    if event == "cancelled":
        return [(line.open, line.name, line.unit) for line in order.lines if line.open > 0]
    if event == "expired":
        return [(line.allocated, line.name, line.unit) for line in order.lines if line.allocated > 0]
    return ()


def events_of(ids: Iterable[str]) -> list[str]:
    """The events of messages by their ids."""
    return [news.partition(":")[0] for news in ids]


def family_of(event: Event) -> frozenset[Event]:
    """The events of which each takes the place of this one, and this one of each; empty where none does."""
    return next((one for one in FAMILIES if event in one), frozenset())


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
