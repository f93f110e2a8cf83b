"""News for customers: what they are told of, by which way, and how one thing is told once.

A customer hears before they ask. The id of a message is made from what happened, so the same thing twice gives the same
message, and a message that exists is never written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from pos.domain.backorder import due_on
from pos.domain.people import SHORTEST_PHONE, Customer, digits_in, is_email

Event = Literal[
    "taken", "date_moved", "at_risk_asked", "late", "ready", "reminder", "expired", "shipped", "cancelled", "refunded",
    "news_due", "back_in_stock", "not_back_yet", "not_coming",
]  # fmt: skip
"""An order is taken; its day is another (or is known now); its day may not hold, and the customer is asked; it will be
late, with the choice to wait, change or cancel; goods are put aside; they are still here; they went back to the shelf;
they were sent; units were given up; money went back; nothing happened for long. The last three are for those who asked
to be told: goods are back, still are not, or never will be."""
EVENTS: tuple[Event, ...] = get_args(Event)

Channel = Literal["e-mail", "text", "call", "none"]
"""How a customer hears: written by us, called by a person, or told when they come (no consent, or no contact)."""
WRITTEN: tuple[Channel, ...] = ("e-mail", "text")
NewsState = Literal["queued", "sent", "failed", "called", "skipped"]

DATED: frozenset[Event] = frozenset({"taken", "date_moved", "at_risk_asked", "late", "news_due"})
"""Events whose message must carry the date: free words do not take its place."""
CHANGING: frozenset[Event] = frozenset({"date_moved", "late"})
"""Events that tell a new date; from the moment it is told, the customer counts on it."""
CALLED_FOR: frozenset[Event] = frozenset(
    {
        "date_moved", "at_risk_asked", "late", "ready", "reminder", "expired", "news_due", "back_in_stock",
        "not_back_yet", "not_coming",
    }
)  # fmt: skip
"""Events worth a call where nothing can be written; the others are said at the counter while the customer is there."""

GOODS_HERE: frozenset[Event] = frozenset({"ready", "reminder"})
"""Events that say that goods are here to be collected, and what is to pay for them."""

RANK: Mapping[str, int] = {"on_track": 0, "at_risk": 1, "late_expected": 2, "overdue": 3}
"""How bad a promise stands; only what got worse is told within the days that two messages are kept apart."""

NOT_HERE = "not_here"
"""How a line stands in a message that takes back that its goods are here, whatever its day is."""

NOT_OUT = "not_out"
"""The same where the goods are here, and their release was put off."""

TaskKind = Literal["promise", "call", "tell", "put_back", "ask", "ship", "send_on"]
"""A promise to mend; a customer to be called; one to be told when they come; goods to go back to the shelf; a
supplier or another store to be asked; goods to be sent to their customer, or on to another store."""
CALLS: tuple[TaskKind, ...] = ("call", "tell")
Outcome = Literal["done", "reached", "not_reached", "wrong_number", "over"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Tells:
    """A new date of one line as a message tells it; no day means that none is known."""

    line: int
    likely_on: date | None
    latest_on: date | None
    words: str
    standing: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was written. `words` are subject, text, short and to (empty once the customer is erased); `cause`
    is what it is about beside the order."""

    id: str
    event: Event
    number: str
    customer: str
    channel: Channel
    language: str
    words: Mapping[str, str]
    queued_at: str
    state: NewsState
    settled_at: str
    tries: int
    why: str
    cause: str
    tells: tuple[Tells, ...] = ()

    @property
    def text(self) -> str:
        """What is said: the short words on a text message, the long ones elsewhere."""
        return self.words.get("short" if self.channel == "text" else "text", "")


@dataclass(frozen=True, slots=True)
class Task:
    """Something that a person has to do; `cause` is the message it is about."""

    id: str
    kind: TaskKind
    number: str
    line: int
    customer: str
    why: str
    opened_at: str
    due_on: date | None
    state: str = "open"
    closed_at: str = ""
    closed_by: str = ""
    outcome: str = ""

    @property
    def news(self) -> str:
        """The id of the message that a call is about."""
        return self.id.partition(":")[2].partition("#")[0] if self.kind in CALLS else ""

    @property
    def again(self) -> str:
        """The id of the same call once more."""
        first, _, times = self.id.partition("#")
        return f"{first}#{int(times or 1) + 1}"


@dataclass(frozen=True, slots=True)
class ToldLine:
    """An open line of an order between what its customer was told last (`nth` times by now) and what is reckoned with
    today; quantities in base units. `told_before` is the day told the time before. `put_back`: its goods were here and
    went to others because nobody collected them, and no day was told since."""

    order: str
    line: int
    sku: str
    name: str
    unit: str
    open: int
    waiting: int
    allocated: int
    nth: int
    told_likely: date | None
    told_latest: date | None
    now_likely: date | None
    now_latest: date | None
    told_before: date | None = None
    route: str = "collect"
    put_back: bool = False
    wanted_on: date | None = None

    @property
    def due_on(self) -> date | None:
        """The day after which it is late: the latest one told, or the one wished for where that is later."""
        return due_on(self.told_latest, self.wanted_on)

    @property
    def missed_on(self) -> date | None:
        """The same of the last day that was named to the customer, though it may have been taken back since."""
        return due_on(self.day_told, self.wanted_on)

    @property
    def day_told(self) -> date | None:
        """The last day that was named to the customer, though it may have been taken back since."""
        return self.told_latest or (None if self.put_back else self.told_before)

    @property
    def taken_back(self) -> bool:
        """Whether the customer was told after all that there is no sure day."""
        return self.waiting > 0 and self.nth > 1 and self.told_latest is None and not self.put_back


def channel_of(customer: Customer | None) -> Channel:
    """The way in which a customer hears of their order: as they wish, else as fits what is known of them; "none" for
    who did not consent or cannot be reached."""
    if customer is None or not customer.consent or customer.tell_by == "none":
        return "none"
    phone = len(digits_in(customer.phone)) >= SHORTEST_PHONE
    ways: dict[Channel, bool] = {"e-mail": is_email(customer.email), "text": phone, "call": phone}
    wished: Channel = customer.tell_by or "e-mail"
    for way in (wished, "e-mail", "text"):
        if ways.get(way):
            return way
    return "none"


NOT_KNOWN = "It is not known whether this message went out"
"""How the reason begins why a message failed that may have gone out after all."""


def in_doubt(message: Message) -> bool:
    """Whether a message that failed may have gone out after all."""
    return message.state == "failed" and message.why.startswith(NOT_KNOWN)


def address_of(customer: Customer | None, channel: Channel) -> str:
    """Where a message goes."""
    if customer is None or channel == "none":
        return ""
    return customer.email.strip() if channel == "e-mail" else customer.phone.strip()


def news_id(event: Event, about: str, key: str = "") -> str:
    """The id of the message about one thing that happened: the event, the order or entry, and which time."""
    return ":".join(part for part in (event, about, key) if part)


def dates_key(lines: Iterable[ToldLine]) -> str:
    """Which promises a message about new dates replaces, and by which days: each line with how often it was told."""
    return "+".join(
        f"{line.line}.{line.nth}={line.now_latest.isoformat() if line.now_latest else 'none'}"
        for line in sorted(lines, key=lambda one: one.line)
    )


def slip_key(order: str, line: int, nth: int) -> str:
    """What the task to mend a promise is about: which line, and which of the days that its customer was told."""
    return f"{order}:{line}:{nth}"


def slipped_time(task: str) -> int:
    """Which of the days that a customer was told a task to mend a promise is about; 0 for any other task."""
    parts = task.split(":")
    return int(parts[3]) if parts[0] == "promise" and len(parts) > 3 and parts[3].isdigit() else 0


def worst(standings: Sequence[str]) -> int:
    """The rank of the worst of them, 0 for none."""
    return max((RANK.get(one, 0) for one in standings), default=0)
