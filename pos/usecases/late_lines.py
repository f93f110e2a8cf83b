"""Which lines of an order the shop has not kept: by what was told of them, and by where their goods are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain import order_fees
from pos.domain.news import CHANGING
from pos.domain.people import BY_RULE, OWNER

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.order_life import Step
    from pos.usecases.ports import Records

OWN_CHOICE = frozenset(
    {
        "route_changed",
        "complete_changed",
        "quantity_changed",
        "product_changed",
        "wishes_changed",
        "reinstated",
        "put_back",
    }
)
"""Why a day was told that the customer's own act moved: not a delay of ours."""


def late_lines(records: Records, found: Order, today: date) -> set[int]:
    """The open lines of an order that the shop has not kept, or expects not to keep.

    A line is kept when its goods are at the end of their way by the day that counts: put aside here, there in the other
    store, or sent. It is late past that day, where it is expected later, and once its customer was written of a delay
    with the choice to cancel, or was told a later day that they did not choose themselves. In an order that goes only
    whole one late line makes all of them late.
    """
    steps = records.steps(found.number)
    kept, since = _day_that_counts(records, found, steps)
    noticed = _told_later(records, kept, steps, since)
    late = {
        line.line
        for line in kept.lines
        if line.open
        if order_fees.is_late(line, today, kept.taken_on) or (line.line in noticed and not _in_time(line))
    }
    return {line.line for line in kept.lines if line.open} if late and found.ship_complete else late


def _in_time(line: OrderLine) -> bool:
    """Whether the goods lie where they are collected, since before the day told; what is missing of it is not."""
    return line.ready_on is not None and line.waiting <= 0


def _day_that_counts(records: Records, found: Order, steps: Sequence[Step]) -> tuple[Order, dict[int, str]]:
    """The order with the days that count: told last by the customer's own choice, and there at the end of the way. Also
    since when a line's day counts, where that is not since it was taken."""
    since: dict[int, str] = {}
    found = _by_own_choice(found, steps, since)
    ready = {line.line: _at_the_end(records, line, steps) for line in found.lines}
    found = replace(found, lines=tuple(replace(line, ready_on=ready[line.line]) for line in found.lines))
    return _together(_as_put_back(found, steps, since)), since


def _by_own_choice(found: Order, steps: Sequence[Step], since: dict[int, str]) -> Order:
    """The day told when the customer chose another way is the day that counts from then on, unless the line was late
    by then."""
    days: dict[int, date] = {}
    late: set[int] = set()
    for step in steps:
        if step.kind == "route_changed":
            late = set(step.details.get("late", ()))
        elif step.kind != "told" or step.details.get("why") != "route_changed" or step.line in late:
            continue
        elif day := step.details.get("latest_on"):
            days[step.line], since[step.line] = date.fromisoformat(day), step.at
    lines = (
        replace(line, promised_on=days[line.line]) if line.line in days and line.promised_on else line
        for line in found.lines
    )
    return replace(found, lines=tuple(lines))


def _as_put_back(found: Order, steps: Sequence[Step], since: dict[int, str]) -> Order:
    """Goods that were here and went to others because nobody collected them: what was told of them first was kept in
    time, or was not; and a day that was told since is what counts from then on."""
    ready: dict[int, date] = {}
    told: dict[int, date] = {}
    for step in steps:
        if step.kind == "put_back":
            for line, day in step.details.get("ready", {}).items():
                ready.setdefault(int(line), date.fromisoformat(day))
                told.pop(int(line), None)
                since[int(line)] = step.at
        elif step.kind == "told" and step.line in ready and step.details.get("latest_on"):
            told.setdefault(step.line, date.fromisoformat(step.details["latest_on"]))
    lines = (
        replace(line, promised_on=told[line.line])
        if line.line in told
        else replace(line, ready_on=ready.get(line.line, line.ready_on))
        for line in found.lines
    )
    return replace(found, lines=tuple(lines))


def _at_the_end(records: Records, line: OrderLine, steps: Sequence[Step]) -> date | None:
    """The day since which a line's goods are at the end of their way; None where they are not."""
    if line.kind == "layaway":
        return line.ready_on
    if line.route in ("deliver", "direct"):
        return None  # sent is handed over
    if line.route == "other_store":
        return _there_on(line, steps, records.shop().keep_days)
    product = records.product(line.sku) if line.ready_on is not None else None
    if line.ready_on is None or product is None or product.release_on is None:
        return line.ready_on
    return max(line.ready_on, product.release_on)  # nobody gets it before that day


def _there_on(line: OrderLine, steps: Sequence[Step], keep_days: int) -> date | None:
    """The day on which all of a line was in the other store. What came back from there because nobody collected it in
    the days that goods are kept was there all the same."""
    there: date | None = None
    for step in steps:
        if step.kind == "route_changed" and line.line in step.details.get("lines", [line.line]):
            there = None
        elif step.line != line.line:
            continue
        elif step.kind == "arrived_there" and int(step.details.get("upto", 0)) >= line.ordered - line.cancelled:
            there = there or date.fromisoformat(step.at[:10])
        elif step.kind == "came_back" and there is not None and not step.details.get("left_there"):
            back = date.fromisoformat(step.at[:10])
            there = there if back >= there + timedelta(days=keep_days) else None
    return there


def _together(found: Order) -> Order:
    """Of an order that the customer wants in one piece no line is late before the last day told of any."""
    days = [line.promised_on for line in found.lines if line.open and line.promised_on]
    if not found.ship_complete or not days:
        return found
    lines = (replace(line, promised_on=max(days)) if line.promised_on else line for line in found.lines)
    return replace(found, lines=tuple(lines))


def _told_later(records: Records, found: Order, steps: Sequence[Step], since: dict[int, str]) -> set[int]:
    """The lines whose customer was written that they are late, or was told a later day than the one that counts; what
    was told before that day counted is over."""
    later = {
        tells.line
        for message in records.news_of(found.number)
        if message.event == "late" and message.state != "skipped"
        for tells in message.tells
        if message.queued_at > since.get(tells.line, "")
    }
    days = {line.line: max(line.promised_on, line.wanted_on or date.min) for line in found.lines if line.promised_on}
    for step in steps:
        if step.kind != "told" or step.line not in days or step.at <= since.get(step.line, ""):
            continue
        day, why = step.details.get("latest_on"), str(step.details.get("why", ""))
        if why in OWN_CHOICE or why == "taken" or step.line in later:
            continue
        if (day is None or date.fromisoformat(day) > days[step.line]) and _known_to_them(records, found, steps, step):
            later.add(step.line)
    return later


def _known_to_them(records: Records, found: Order, steps: Sequence[Step], told: Step) -> bool:
    """Whether the customer knows of a day that was noted as told: a message with it reached them, or they agreed to
    wait for it. Anybody could note a day; else only who may waive the fee says so."""
    person = records.person(told.person)
    if told.person in (OWNER.id, BY_RULE.id) or (person is not None and person.may("waive_fee")):
        return True
    day = told.details.get("latest_on")
    agreed = [told.line, day or ""]
    if any(step.kind == "choice" and agreed in step.details.get("agreed_to", ()) for step in steps):
        return True
    times = {one.nth for one in records.days_told(found.number, told.line) if _iso(one.on) == day}
    named = {f"{told.line}.{nth}" for nth in times}
    return any(
        named & {*message.id.partition(f"{found.number}:")[2].split("+")}
        or any((one.line, _iso(one.latest_on)) == (told.line, day) for one in message.tells)
        for message in records.news_of(found.number)
        if message.event in CHANGING and message.state in ("sent", "called")
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
