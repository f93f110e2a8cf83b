"""Dates that move: a promise that breaks becomes one task, and its customer hears of it once, with the new date.

What was told stays told until the customer hears of another date; days that move earlier are good luck and change
nothing that was told (design, 3.5). Who was told a second day in vain, or whose goods are overdue at their supplier, is
told no third day that may be as wrong: a person names one when the supplier has answered.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pos.domain.news import CHANGING, NOT_HERE, NOT_OUT, RANK, Event, Message, Tells, ToldLine, dates_key, worst
from pos.domain.news_words import asking, here
from pos.domain.phrases import clear_date
from pos.domain.promising import standing
from pos.domain.ways import SHIPS
from pos.usecases.delay_credits import by_rule, keep_by_rule
from pos.usecases.news_over import take_back_dates
from pos.usecases.news_words import day_words, line_days, told_words
from pos.usecases.promises import reckoned
from pos.usecases.slipping import UNHEARD, ask_to_mend, is_broken, lies_free, no_sure_day, open_promises

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.usecases.outbox import Outbox
    from pos.usecases.ports import Records


_DELAYS: frozenset[Event] = frozenset({"late"})


class _ToSay(NamedTuple):
    """A line whose date is to be told, and how it stands; one that is `asked` about is told to have none."""

    line: ToldLine
    standing: str
    asked: bool = False


def tell_dates(box: Outbox, lines: Iterable[ToldLine]) -> None:
    """Look at open lines as they are reckoned with now: one task for each promise that no longer holds, and one
    message to each customer whose goods will be late, or whose date is known at last. A message of a delay that is
    over before anybody heard of it is taken back."""
    under_way: frozenset[str] | None = None
    for number, of_order in groupby(lines, key=lambda line: line.order):
        waiting = as_of_today(box.tx, [line for line in of_order if line.waiting > 0], box.today)
        found = [(line, standing_of(line, box.today)) for line in waiting]
        for line, state in found:
            if is_broken(line, state):
                ask_to_mend(box, line, _why(line, state))
        say = [one for one in (_to_say(box, line, state) for line, state in found) if one is not None]
        if say:
            _tell(box, number, say)
        elif all(state == "on_track" for _, state in found):
            under_way = box.tx.news_under_way() if under_way is None else under_way
            if number in under_way:
                take_back_dates(box.tx, number, _DELAYS, today=box.today, person=box.person)


def standing_of(line: ToldLine, today: date) -> str:
    """How a line stands against what its customer was told last; it is at risk where that day was taken back."""
    if line.taken_back:
        return "at_risk"
    return standing(
        told_latest=line.due_on, likely_on=line.now_likely, latest_on=line.now_latest, today=today,
        waiting=line.waiting, open_=line.open,
    )  # fmt: skip


def told_now(line: ToldLine, today: date, language: str) -> str:
    """What the customer was told last, as it reads today."""
    if line.taken_back:
        return asking(language)
    return day_words(line.told_likely, line.told_latest, today, language, ships=line.route in SHIPS)


def as_of_today(records: Records, lines: Sequence[ToldLine], today: date) -> list[ToldLine]:
    """A day that has passed is nothing to reckon with: where nobody looked since, the line is looked at now."""
    if not any(_passed(line, today) for line in lines):
        return list(lines)
    fresh = reckoned(records, lines, today)
    return [
        replace(line, now_likely=None, now_latest=None) if _passed(line, today) else line
        for line in (new if _passed(old, today) else old for old, new in zip(lines, fresh, strict=True))
    ]


def _passed(line: ToldLine, today: date) -> bool:
    return line.now_latest is not None and line.now_latest < today


def _why(line: ToldLine, state: str) -> str:
    told = clear_date(line.told_latest, "en") if line.told_latest else "no date"
    now = clear_date(line.now_latest, "en") if line.now_latest else "no date known"
    return f"{state.replace('_', ' ').capitalize()}: told {told}, now {now}."


def _to_say(box: Outbox, line: ToldLine, state: str) -> _ToSay | None:
    """What there is to tell of a line: that it will be late, or its day where none was known. Whoever did not collect
    was asked whether they still want the goods, and is told a day when they say so."""
    if line.put_back:
        return None
    if line.told_latest is not None:
        if RANK.get(state, 0) < RANK["late_expected"] or lies_free(box.tx, line, box.today):
            return None
        if no_sure_day(box, line):
            return _ToSay(replace(line, now_likely=None, now_latest=None), state, asked=True)
        return _ToSay(line, state)
    return _ToSay(line, "on_track") if line.nth and line.now_latest and not no_sure_day(box, line) else None


def _tell(box: Outbox, number: str, found: Sequence[_ToSay]) -> None:
    before = [one for one in box.tx.news_of(number) if one.event in CHANGING and one.state != "skipped"]
    on_the_way = {one.line: one.latest_on for message in before if message.state in UNHEARD for one in message.tells}
    open_ = {task.line for task in open_promises(box.tx.tasks_of(number))}
    new = [
        one
        for one in found
        if not _covered(one.line, on_the_way)
        # A day that a person decided on is on its way: it is said before nobody knows any more.
        and not (one.asked and one.line.line not in open_ and on_the_way.get(one.line.line))
    ]
    heard = [message for message in before if message.state not in UNHEARD]
    if not new or _too_near(box, heard, new):
        return
    order = box.tx.order(number)
    if order is not None:
        late = any(one.line.told_latest is not None for one in found)
        write_dates(
            box, order, [one.line for one in new], "late" if late else "date_moved", [one.standing for one in new],
            asked={one.line.line for one in new if one.asked},
        )  # fmt: skip


def _covered(line: ToldLine, on_the_way: dict[int, date | None]) -> bool:
    """Whether a message that has not arrived yet says this date, or a later one."""
    if line.line not in on_the_way:
        return False
    said = on_the_way[line.line]
    return said is None if line.now_latest is None else said is not None and line.now_latest <= said


def _too_near(box: Outbox, heard: Sequence[Message], new: Sequence[_ToSay]) -> bool:
    """Whether the customer heard of the order's dates so lately that only something worse may be said already."""
    if not heard:
        return False
    last = heard[-1]
    apart = (box.today - date.fromisoformat(last.queued_at[:10])).days
    if apart >= box.shop.waiting.news_apart_days:
        return False
    return worst([one.standing for one in new]) <= worst([one.standing for one in last.tells])


def write_dates(
    box: Outbox, order: Order, lines: Sequence[ToldLine], event: Event, states: Sequence[str] = (), key: str = "",
    asked: Collection[int] = (), known: Collection[int] = (), was_here: bool = False,
) -> str | None:  # fmt: skip
    """One message that tells the days with which these lines are reckoned now; of those that are `asked` about, that
    none is sure. Of `known` lines the day is kept as told already; `was_here`: what they were told last is that the
    goods are here. Whatever a message before it had to say, and nobody heard yet, is said in this one; one of a delay
    gives what the shop's rule gives for it by itself."""
    say = [
        _ToSay(line, state, line.line in asked)
        for line, state in zip(lines, states or ["on_track"] * len(lines), strict=True)
    ]
    if event in CHANGING:
        say, event = _with_unheard(box, order.number, say, event)
    customer = box.tx.customer(order.customer)
    language = box.language_of(customer, order)
    said = [
        (one, asking(language) if one.asked else day_words(
            one.line.now_likely, one.line.now_latest, box.today, language,
            ships=one.line.route in SHIPS,
        ))
        for one in say
    ]  # fmt: skip
    told = [one.line for one in say]
    credits = by_rule(box.tx, box.shop, order, told, box.today) if event == "late" else ()
    news = box.write(
        event, order=order, customer=customer, key=key or dates_key(told),
        goods=[(line.waiting, line.name, line.unit) for line in told],
        date_words=line_days([(one.line.name, words) for one, words in said]),
        was=here(language) if was_here else told_words(told, box.today, language),
        tells=[
            Tells(one.line.line, one.line.now_likely, one.line.now_latest, words, one.standing)
            for one, words in said
            if one.line.line not in known
        ] if event in CHANGING else (),
        credits=credits,
    )  # fmt: skip
    if news:
        keep_by_rule(box.tx, credits)
    return news


def event_of(lines: Iterable[ToldLine]) -> Event:
    """A day later than the one told before is a delay, which is said with the customer's choices; any other is news."""
    later = any(
        line.due_on is not None and (line.now_latest is None or line.now_latest > line.due_on) for line in lines
    )
    return "late" if later else "date_moved"


def write_told(box: Outbox, order: Order, lines: Sequence[ToldLine]) -> str | None:
    """One message with the days that somebody told of these lines just now, beside those told before."""
    said = [
        replace(
            line, told_likely=None, told_latest=line.told_before, now_likely=line.told_likely,
            now_latest=line.told_latest,
        )
        for line in lines
    ]  # fmt: skip
    return write_dates(
        box, order, said, event_of(said), key="+".join(f"{line.line}.{line.nth}" for line in lines),
        known={line.line for line in lines},
    )  # fmt: skip


def _with_unheard(box: Outbox, number: str, say: list[_ToSay], event: Event) -> tuple[list[_ToSay], Event]:
    """With the lines of messages that this one takes the place of; who was to hear of a delay still does, unless every
    line is back at the day that was told."""
    unheard = [one for one in box.tx.news_of(number) if one.event in CHANGING and one.state in UNHEARD]
    if not unheard:
        return say, event
    named = {one.line.line for one in say}
    left = {tells.line for message in unheard for tells in message.tells} - named
    not_here = {tells.line for one in unheard for tells in one.tells if tells.standing == NOT_HERE}
    not_out = {tells.line: tells for one in unheard for tells in one.tells if tells.standing == NOT_OUT}
    others = [line for line in box.tx.told_lines([number]) if line.line in left and line.waiting > 0] if left else []
    for line in as_of_today(box.tx, others, box.today):
        more = _to_say(box, line, standing_of(line, box.today))
        if more is None and line.line in not_here:
            more = _ToSay(line, NOT_HERE)
        say = [*say, more] if more else say
    for line in box.tx.told_lines([number]) if left & not_out.keys() else ():
        if line.line in left and line.line in not_out and line.allocated and line.waiting <= 0:
            day = not_out[line.line]
            held = replace(line, waiting=line.allocated, now_likely=day.likely_on, now_latest=day.latest_on)
            say = [*say, _ToSay(held, NOT_OUT)]
    say = sorted(say, key=lambda one: one.line.line)
    still = {one.line.line for one in say if not _as_told(one)}
    late = any(message.event == "late" and still & {one.line for one in message.tells} for message in unheard)
    return say, "late" if late else event


def _as_told(one: _ToSay) -> bool:
    told, now = one.line.due_on, one.line.now_latest
    return one.standing != NOT_HERE and not one.asked and told is not None and now is not None and now <= told
