"""Promises that break, as somebody's task: one for each slip, never two of a line at once, and whether the next day can
be answered for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.news import CHANGING, RANK, ToldLine, slip_key, slipped_time

if TYPE_CHECKING:
    from pos.domain.news import Message, Task
    from pos.usecases.outbox import Outbox
    from pos.usecases.ports import Records

UNHEARD = ("queued", "failed")
"""States of a message that its customer does not know of yet."""
VAIN = "unheard"
"""How the name of a task ends to mend a promise whose next day could not be told."""


def is_broken(line: ToldLine, standing: str) -> bool:
    """Whether a line waits beyond a day that its customer counts on; a day that was taken back breaks no more."""
    return line.waiting > 0 and line.told_latest is not None and RANK.get(standing, 0) > 0


def ask_to_mend(box: Outbox, line: ToldLine, why: str, *, anew: str = "") -> bool:
    """Ask a person to mend a promise, once for each slip. Where the same promise was seen to before, it is asked anew
    if it broke again (`anew` says by what), or if the day that was settled on cannot be kept either."""
    of_line = [one for one in box.tx.tasks_of(line.order) if one.kind == "promise" and one.line == line.line]
    own = [one for one in of_line if slipped_time(one.id) == line.nth]
    if any(one.state == "open" for one in own):
        return False
    key = slip_key(line.order, line.line, line.nth)
    if own or anew == VAIN:
        more = anew or _beyond(box, line)
        if not more:
            return False
        key = f"{key}:{more}"
    return box.task("promise", key, number=line.order, line=line.line, why=why, due_on=box.today, of_sku=line.sku)


def _beyond(box: Outbox, line: ToldLine) -> str:
    """The day that was settled on after the slip (told by a message still on its way, or chosen to wait for), where it
    is over as well; else empty."""
    days = [
        tells.latest_on
        for message in box.tx.news_of(line.order)
        if message.event in CHANGING and message.state in UNHEARD
        for tells in message.tells
        if tells.line == line.line
    ] or [
        date.fromisoformat(step.details["day"])
        for step in box.tx.steps(line.order)
        if step.kind == "remedy" and step.line == line.line and step.details.get("remedy") == "wait"
        if step.details.get("day")
    ]  # fmt: skip
    settled = days[-1] if days else None
    if settled is None or (line.now_latest is not None and line.now_latest <= settled):
        return ""
    return settled.isoformat()


def told_anew(box: Outbox, number: str, lines: Iterable[int]) -> None:
    """Somebody told the customer another day of these lines: the promise before it needs no mending any more."""
    meant = set(lines)
    for task in open_promises(box.tx.tasks_of(number)):
        if task.line in meant:
            box.close(task.id, "told")


def told_in_vain(box: Outbox, message: Message) -> None:
    """Nobody was reached to whom this message had to tell another day: the promises that it was to end are asked for
    again, each once."""
    known = {part.partition(".")[0] for part in message.id.partition(f"{message.number}:")[2].split("+")}
    meant = {one.line for one in message.tells} | {int(line) for line in known if line.isdigit()}
    seen_to = {one.line for one in box.tx.tasks_of(message.number) if one.kind == "promise" and one.outcome == "told"}
    for line in box.tx.told_lines([message.number]):
        if line.line in meant & seen_to and line.waiting > 0:
            said = line.told_latest.isoformat() if line.told_latest else "no date"
            ask_to_mend(box, line, f"Nobody was reached to hear of the new day; last noted as told: {said}.", anew=VAIN)


def heard_at_last(box: Outbox, message: Message) -> None:
    """The customer was reached after all."""
    for task in open_promises(box.tx.tasks_of(message.number)):
        if task.id.endswith(f":{VAIN}"):
            box.close(task.id, "told")


def open_promises(tasks: Iterable[Task]) -> list[Task]:
    """The tasks to mend a promise that nobody has seen to."""
    return [one for one in tasks if one.kind == "promise" and one.state == "open"]


def no_sure_day(box: Outbox, line: ToldLine) -> bool:
    """Whether no day is told by itself of a line that is late or has no day: what it was told slipped twice, or its
    goods are overdue at their supplier, who has to be asked. A person who knows better tells one."""
    times = {slipped_time(one.id) for one in box.tx.tasks_of(line.order) if one.line == line.line}
    slips = sum(0 < nth < line.nth for nth in times) + (line.told_latest is not None)
    return slips > 1 or waits_for_overdue(box.tx, line, box.today)


def lies_free(records: Records, line: ToldLine, today: date) -> bool:
    """Whether goods for all that this line waits for are here and nobody's, so that a person can put them aside: nobody
    is told that they are late. Not where they cannot go out yet, or go out only with other goods."""
    if line.route == "direct" or line.waiting <= 0:
        return False
    free = records.stock_here(line.sku).free
    if free < line.waiting:
        return False
    for one in records.open_lines(line.sku):
        if (one.order, one.line) == (line.order, line.line):
            break
        free -= max(0, one.waiting) if one.route != "direct" else 0
    product, order = records.product(line.sku), records.order(line.order)
    held = product is not None and product.held_on(today) is not None
    return free >= line.waiting and not held and order is not None and not order.ship_complete


def waits_for_overdue(records: Records, line: ToldLine, today: date) -> bool:
    """Whether goods whose day is over are meant for this line: what is free goes first, then what is on order, the
    soonest first, as on the radar."""
    if line.route == "direct":  # none of what is on order for here is
        return False
    supplies = records.supplies(line.sku)
    if not any(one.expected_on is not None and one.expected_on < today for one in supplies):
        return False
    before = 0
    for one in records.open_lines(line.sku):
        if (one.order, one.line) == (line.order, line.line):
            break
        before += max(0, one.waiting) if one.route != "direct" else 0
    upto = max(0, records.stock_here(line.sku).free)
    for supply in supplies:
        low, upto = upto, upto + supply.quantity
        over = supply.expected_on is not None and supply.expected_on < today
        if over and min(upto, before + line.waiting) > max(low, before):
            return True
    return False
