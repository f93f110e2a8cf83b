"""What customers of a shop know, kept beside the shop's own books: by what the mail server and the text service were
handed, by what was said on paper and by telephone, and by the words of it alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from pos.domain.backorder import Order
from pos.domain.news import EVENTS, Event, Task
from pos.domain.news_words import LANGUAGES, built_in

DATES: tuple[str, ...] = ("late", "date_moved")
MOST_ASKED = 14
"""Days for which a call may stay open before somebody has tried it."""
MOST_CALLED = 21
"""Days by which somebody who is called again and again has answered."""
MOST_HOPED = 4
"""Days of work on which goods that come too late might still be ordered from somewhere else in time, before somebody is
asked to."""
MOST_UNTOLD = 7
"""Days after a told day that passed by which its customer knows, or somebody is to call them."""
_NUMBER = re.compile(r"S\d+-R\d+-A\d{6}")
_NAME = re.compile(r"Thing P\d\d")
_DAY = re.compile(r"\b(\d\d) ([^\W\d]{3,5})\.? (20\d\d)")
_LAST_DAY = re.compile(r"\d\d [^\W\d]{3,5}\.? 20\d\d(?!.*20\d\d)")
_NOW = re.compile(r"(?m)^(?:Now|Jetzt|Maintenant|Ahora) ?: (.*)$")
_MONTHS = (
    ("jan", "ene"), ("feb", "fev"), ("mar",), ("apr", "avr", "abr"), ("mai", "may"), ("jun", "juin"), ("jul", "juil"),
    ("aug", "aou", "ago"), ("sep",), ("oct", "okt"), ("nov",), ("dec", "dez", "dic"),
)  # fmt: skip
_SUBJECTS: dict[str, Event] = {
    built_in(event, language, was_here=was_here)["subject"].replace("{order}", "#"): event
    for event in EVENTS
    for language in LANGUAGES
    for was_here in (False, True)
}


def days_in(words: str) -> list[date]:
    """Every day that words in one of the four languages name."""
    return [date(int(year), _month(month), int(day)) for day, month, year in _DAY.findall(words)]


def _month(word: str) -> int:
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if letter.isalpha())
    of = max((start, at) for at, starts in enumerate(_MONTHS, 1) for start in starts if plain.startswith(start))
    return of[1]


def event_of(subject: str) -> str:
    """What a letter is about, by its subject."""
    return _SUBJECTS.get(_NUMBER.sub("#", subject), "")


@dataclass
class Books:
    """`heard`: order -> the day on which its customer heard of us last. `told`: (order, goods) -> the day that they
    count on, None once they know that there is none. `said`: every word that reached them, by order."""

    silence: int
    heard: dict[str, date] = field(default_factory=dict)
    told: dict[tuple[str, str], date | None] = field(default_factory=dict)
    goods: dict[str, list[str]] = field(default_factory=dict)
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    new_days: Counter[tuple[str, str]] = field(default_factory=Counter)
    asked: dict[str, date] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    broken: set[tuple[str, str, date]] = field(default_factory=set)
    seen: Counter[tuple[str, int]] = field(default_factory=Counter)
    called: int = 0

    def ordered(self, number: str, today: date, lines: Iterable[tuple[str, str, date | None]]) -> None:
        """Somebody took their receipt home: (name, words of the promise, its latest day) of each line that follows. A
        receipt that says by when we shall know names no day to count on."""
        self.heard[number] = today
        self.goods[number] = []
        for name, words, latest in lines:
            self.goods[number].append(name)
            self.told[number, name] = latest if latest in days_in(words) else None

    def came(self, number: str, today: date) -> None:
        """Somebody stood at the counter."""
        self.heard[number] = today

    def arrived(self, today: date, event: str, words: str, *, subject: str = "") -> None:
        """A letter or a text message was handed over to whoever brings it; one that is put in their letter box is
        read."""
        event = event or event_of(subject)
        found = _NUMBER.search(words)
        if not event or found is None:
            self.wrong.append(f"{today}: nobody knows what this is about: {subject} {words[:80]}")
            return
        self._hears(found[0], today, event, words)

    def reached(self, task: Task, today: date, say: str) -> None:
        """Somebody was called, or told when they came."""
        self.called += 1
        self._hears(task.number, today, task.news.partition(":")[0], say)

    def _hears(self, number: str, today: date, event: str, words: str) -> None:
        self.heard[number] = today
        self.asked.pop(number, None)
        self.said[number, words] += 1
        past = [day for day in days_in(words) if day < today]
        if event in ("ready", "reminder") and past:
            self.wrong.append(f"{today}: {number} is told a past day: {words[:200]}")
        letter = words.split("\n\n")
        if event in DATES:
            line = _NOW.search(words)
            for name, day in self._days_of(number, line[1] if line else words, letter).items():
                self.told[number, name] = day
                self.new_days[number, name] += day is not None
        elif event in ("taken", "news_due"):
            said = letter[2] if len(letter) > 2 else _LAST_DAY.sub("", words) if event == "news_due" else words
            named = self._days_of(number, said, letter)
            self.told.update({(number, name): day for name, day in named.items() if day is not None})

    def _days_of(self, number: str, said: str, letter: list[str]) -> dict[str, date | None]:
        """The last day that is said of each of the goods that a message is about."""
        parts = [part for part in said.split("; ") if _NAME.search(part)]
        about = _NAME.findall(letter[1]) if len(letter) > 1 else self.goods[number]
        found = {_NAME.findall(part)[0]: part for part in parts} or dict.fromkeys(about, said)
        return {name: max(days_in(part), default=None) for name, part in found.items()}

    def check(
        self, today: date, orders: Iterable[Order], tasks: Iterable[Task], coming: Iterable[tuple[str, int, date]]
    ) -> None:  # fmt: skip
        """At the end of a day of work: silence, broken promises, and calls that nobody makes. `coming` is what
        suppliers say will come of goods, and when."""
        orders = sorted(orders, key=lambda one: one.number)
        expected = _expected(orders, coming)
        tasks = list(tasks)
        calls = {one.number for one in tasks if one.kind in ("call", "tell")}
        to_mend = {(one.number, one.line) for one in tasks if one.kind == "promise"}
        to_order = {one.id.split(":")[3] for one in tasks if one.id.startswith("ask:order:")}
        for number in [number for number in self.asked if number not in calls]:
            del self.asked[number]
        to_call = {one.number for one in tasks if one.kind == "call"}
        for number in to_call:
            if (today - self.asked.setdefault(number, today)).days > MOST_ASKED:
                self.wrong.append(f"{today}: nobody has tried to call about {number} for {MOST_ASKED} days")
        before, self.seen = self.seen, Counter()
        for order in orders:
            gap = (today - self.heard[order.number]).days
            if gap > self.silence and order.number not in calls:
                self.wrong.append(f"{today}: {order.number} heard nothing for {gap} days; nobody calls")
            if gap > self.silence + MOST_CALLED and order.number in to_call:
                self.wrong.append(f"{today}: {order.number} heard nothing for {gap} days, whoever calls")
            for line in order.lines:
                told = self.told.get((order.number, line.name))
                comes = max(today, expected.get((order.number, line.line), today))
                if told is None or comes <= told or line.waiting <= 0:
                    continue
                self.broken.add((order.number, line.name, told))
                at = (order.number, line.line)
                self.seen[at] = before[at] + 1
                hoped = self.seen[at] <= MOST_HOPED or line.sku in to_order
                if (told < today or not hoped) and at not in to_mend:
                    self.wrong.append(f"{today}: {order.number} {line.name}: told {told}, comes {comes}: no task")
                if today - told > timedelta(days=MOST_UNTOLD) and order.number not in calls:
                    self.wrong.append(f"{today}: {order.number} {line.name} was told {told} and nothing since")

    def tried(self, number: str) -> None:
        """Somebody tried to call."""
        self.asked.pop(number, None)

    def said_twice(self) -> list[tuple[str, str]]:
        """Whatever the same customer read or heard more than once in the same words."""
        return [one for one, times in self.said.items() if times > 1]


def _expected(orders: Iterable[Order], coming: Iterable[tuple[str, int, date]]) -> dict[tuple[str, int], date]:
    """(order, line) -> the day by which all that it waits for should be here, if each gets theirs in the order in which
    they came and suppliers keep their word; none where it is not on order."""
    supplies: dict[str, list[tuple[date, int]]] = {}
    for sku, units, day in sorted(coming, key=lambda one: one[2]):
        supplies.setdefault(sku, []).append((day, units))
    need: Counter[str] = Counter()
    found = {}
    for order in orders:
        for line in order.lines:
            if line.waiting <= 0:
                continue
            need[line.sku] += line.waiting
            here = 0
            for day, units in supplies.get(line.sku, []):
                here += units
                if here >= need[line.sku]:
                    found[order.number, line.line] = day
                    break
    return found
