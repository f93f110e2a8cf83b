"""Dates that move: a promise that breaks becomes one task, and its customer hears of it once, with the new date.

What was told stays told until the customer hears of another date; days that move earlier are good luck and change
nothing that was told (design, 3.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from pos.domain.news import CHANGING, RANK, Event, Message, Tells, ToldLine, dates_key, worst
from pos.domain.phrases import clear_date
from pos.domain.promising import standing
from pos.usecases.news_words import day_words, line_days, told_words

if TYPE_CHECKING:
    from pos.domain.backorder import Order
    from pos.usecases.outbox import Outbox


def tell_dates(box: Outbox, lines: Iterable[ToldLine]) -> None:
    """Look at open lines as they are reckoned with now: one task for each promise that no longer holds, and one
    message to each customer whose goods will be late, or whose date is known at last."""
    for number, of_order in groupby(lines, key=lambda line: line.order):
        waiting = [_as_of(line, box.today) for line in of_order if line.waiting > 0]
        found = [(line, standing_of(line, box.today)) for line in waiting]
        for line, state in found:
            if state in RANK and state != "on_track":
                box.task(
                    "promise", f"{number}:{line.line}:{line.nth}", number=number, line=line.line,
                    why=_why(line, state), due_on=box.today,
                )  # fmt: skip
        late = [(line, state) for line, state in found if RANK.get(state, 0) >= RANK["late_expected"]]
        known = [(line, "on_track") for line, _ in found if line.told_latest is None and line.now_latest and line.nth]
        if late or known:
            _tell(box, number, late + known, "late" if late else "date_moved")


def standing_of(line: ToldLine, today: date) -> str:
    """How a line stands against what its customer was told last."""
    return standing(
        told_latest=line.told_latest, likely_on=line.now_likely, latest_on=line.now_latest, today=today,
        waiting=line.waiting, open_=line.open,
    )  # fmt: skip


def _as_of(line: ToldLine, today: date) -> ToldLine:
    """A day that has passed is nothing to reckon with."""
    if line.now_latest is not None and line.now_latest < today:
        return replace(line, now_likely=None, now_latest=None)
    return line


def _why(line: ToldLine, state: str) -> str:
    told = clear_date(line.told_latest, "en") if line.told_latest else "no date"
    now = clear_date(line.now_latest, "en") if line.now_latest else "no date known"
    return f"{state.replace('_', ' ').capitalize()}: told {told}, now {now}."


def _tell(box: Outbox, number: str, found: Sequence[tuple[ToldLine, str]], event: Event) -> None:
    before = [one for one in box.tx.news_of(number) if one.event in CHANGING and one.state != "skipped"]
    on_the_way = {
        one.line: one.latest_on for message in before if message.state in ("queued", "failed") for one in message.tells
    }
    new = [(line, state) for line, state in found if not _covered(line, on_the_way)]
    if not new or _too_near(box, before, new):
        return
    order = box.tx.order(number)
    if order is not None:
        write_dates(box, order, [line for line, _ in new], event, [state for _, state in new])


def _covered(line: ToldLine, on_the_way: dict[int, date | None]) -> bool:
    """Whether a message that has not arrived yet says this date, or a later one."""
    if line.line not in on_the_way:
        return False
    said = on_the_way[line.line]
    return said is None if line.now_latest is None else said is not None and line.now_latest <= said


def _too_near(box: Outbox, before: Sequence[Message], new: Sequence[tuple[ToldLine, str]]) -> bool:
    """Whether the customer heard of the order's dates so lately that only something worse may be said already."""
    if not before:
        return False
    last = before[-1]
    apart = (box.today - date.fromisoformat(last.queued_at[:10])).days
    if apart >= box.shop.waiting.news_apart_days:
        return False
    return worst([state for _, state in new]) <= worst([one.standing for one in last.tells])


def write_dates(
    box: Outbox, order: Order, lines: Sequence[ToldLine], event: Event, states: Sequence[str] = (), key: str = ""
) -> str | None:
    """One message that tells the days with which these lines are reckoned now."""
    customer = box.tx.customer(order.customer)
    language = box.language_of(customer, order)
    routes = {line.line: line.route for line in order.lines}
    said = [
        (line, day_words(
            line.now_likely, line.now_latest, box.today, language,
            ships=routes.get(line.line, "collect") in ("deliver", "direct"),
        ))
        for line in lines
    ]  # fmt: skip
    return box.write(
        event, order=order, customer=customer, key=key or dates_key(lines),
        goods=[(line.waiting, line.name, line.unit) for line in lines],
        date_words=line_days([(line.name, words) for line, words in said]),
        was=told_words(lines, box.today, language),
        tells=[
            Tells(line.line, line.now_likely, line.now_latest, words, state)
            for (line, words), state in zip(said, states or ["on_track"] * len(lines), strict=True)
        ] if event in CHANGING else (),
    )  # fmt: skip
