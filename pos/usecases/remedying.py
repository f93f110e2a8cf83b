"""Carrying out what was chosen for broken promises: for all of them in one go, each in a transaction of its own with
its step, its news, its credit, and its task closed; foreseen by the same reckoning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.domain.remedies import KINDS, Remedy, chosen
from pos.usecases.availability import today_in
from pos.usecases.board_acts import Skipped
from pos.usecases.delay_credits import give_for_waiting
from pos.usecases.radar import Broken, lines_of, read_slips
from pos.usecases.remedy_acts import DO, HEARD, Choice, mended, note
from pos.usecases.remedy_news import said_instead, tell_after

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.news import ToldLine
    from pos.usecases.ports import Clock, Records, Transaction, Transactions

NOT_BROKEN = "no broken promise of it is open"
CHANGED = "was changed since it was looked at"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done for a line, or would be. `news` is how the customer hears of it ("text", "call" where somebody has
    to call, empty for nobody: the day they were told holds); `credit` what the rule gives, in minor units, and
    `credit_state` whether somebody has to agree first."""

    order: str
    line: int
    customer_name: str
    remedy: Remedy
    news: str
    credit: int = 0
    credit_state: str = ""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What was done (or would be), and who is left out and why."""

    done: tuple[Done, ...]
    skipped: tuple[Skipped, ...]

    @property
    def told(self) -> int:
        """How many customers hear of it, once each."""
        return len({one.order for one in self.done if one.news})


def choices_for(found: Sequence[Broken], remedy: str, agreed: str = "") -> tuple[Choice, ...]:
    """The same remedy for many lines."""
    return tuple(Choice(one.order, one.line, remedy, agreed) for one in found)


def carry_out(
    *, choices: Sequence[Choice], tell: bool = True, dry_run: bool = False, versions: Mapping[str, int] | None = None,
    transactions: Transactions, clock: Clock, person: Person = OWNER,
) -> CarriedOut:  # fmt: skip
    """Do what was chosen for each line, and tell the customers; whoever cannot be helped so is left out with the
    reason, and the others are helped all the same. `versions` are the orders' versions as they were seen. A dry run
    says the same and changes nothing.

    Raises NotAllowed, BadSetting for a remedy that does not exist.
    """
    if not person.may("mend_promises"):
        raise errors.NotAllowed("Mending promises needs a manager. Nothing was changed. Ask one to sign in.")
    for choice in choices:
        if choice.remedy.partition(":")[0] not in KINDS:
            raise errors.BadSetting(
                f"“{choice.remedy[:40]}” is no remedy. Nothing was changed. Choose one of {', '.join(KINDS)}.",
                remedy=choice.remedy[:40],
            )
        if choice.agreed and choice.agreed not in HEARD:
            raise errors.BadSetting(
                f"Nobody agrees by “{choice.agreed[:40]}”. Nothing was changed. Choose one of {', '.join(HEARD)}.",
                agreed=choice.agreed[:40],
            )
    seen = dict(versions or {})
    done: list[Done] = []
    skipped: list[Skipped] = []
    with transactions.reading() as records:
        now = clock.now()
        open_now = {(one.order, one.line): one for one in lines_of(read_slips(records, now, with_remedies=False))}
        if dry_run:
            return _foreseen(records, choices, open_now, seen, tell=tell, now=now, person=person)
    for choice in dict.fromkeys(choices):
        one = open_now.get((choice.order, choice.line))
        if one is None:
            skipped.append(Skipped(choice.order, choice.line, "", NOT_BROKEN))
            continue
        try:
            with transactions.writing() as tx:
                finished = _carried_out(tx, choice, seen.get(choice.order), tell=tell, clock=clock, person=person)
                after = tx.order(choice.order)
        except errors.Refused as fault:
            skipped.append(Skipped(choice.order, choice.line, one.customer_name, fault.sentence))
            continue
        if isinstance(finished, Skipped):
            skipped.append(finished)
            continue
        done.append(finished)
        if choice.order in seen and after is not None:
            seen[choice.order] = after.version  # our own steps are no surprise
    return CarriedOut(tuple(done), tuple(skipped))


def _foreseen(
    records: Records, choices: Sequence[Choice], open_now: Mapping[tuple[str, int], Broken], seen: Mapping[str, int], *,
    tell: bool, now: datetime, person: Person,
) -> CarriedOut:  # fmt: skip
    from pos.domain.news import channel_of
    from pos.usecases.credit_giving import left_this_month
    from pos.usecases.remedy_ways import Looking

    shop = records.shop()
    looking = Looking(records, shop, now, today_in(shop, now))
    left = left_this_month(records, shop, today_in(shop, now))
    done: list[Done] = []
    skipped: list[Skipped] = []
    for choice in dict.fromkeys(choices):
        one = open_now.get((choice.order, choice.line))
        why = _not_now(one, choice, seen)
        found = _line(records, choice) if one else None
        remedy = chosen(looking.remedies(*found), choice.remedy) if found else None
        why = why or _not_so(remedy, choice)
        if why or one is None or remedy is None:
            skipped.append(Skipped(choice.order, choice.line, one.customer_name if one else "", why))
            continue
        if found:
            looking.speak_for(found[1], remedy)
        heard = channel_of(records.customer(one.customer)) if tell and not remedy.keeps else ""
        credit, state = 0, ""
        if remedy.kind == "wait" and (credit := remedy.cost or 0):
            fine = credit <= left and (person.may("approve_credit") or credit <= shop.waiting.credit_approve_above)
            left -= credit if fine else 0
            state = "approved" if fine else "proposed"
        done.append(Done(one.order, one.line, one.customer_name, remedy, heard, credit, state))
    return CarriedOut(tuple(done), tuple(skipped))


def _not_now(one: Broken | None, choice: Choice, seen: Mapping[str, int]) -> str:
    if one is None:
        return NOT_BROKEN
    return CHANGED if seen.get(choice.order, one.version) != one.version else ""


def _not_so(remedy: Remedy | None, choice: Choice) -> str:
    if remedy is None:
        return f"{choice.remedy.partition(':')[0].replace('_', ' ')} cannot help it now"
    if remedy.asks and not choice.agreed:
        return "the customer has to agree first"
    return ""


def _carried_out(
    tx: Transaction, choice: Choice, version: int | None, *, tell: bool, clock: Clock, person: Person
) -> Done | Skipped:
    """One choice, whole or not at all: the records are looked at anew."""
    from pos.usecases.remedy_ways import Looking

    now, shop = clock.now(), tx.shop()
    today = today_in(shop, now)
    found = _line(tx, choice)
    if found is None:
        return Skipped(choice.order, choice.line, "", "nothing of it waits any more")
    order, line, told = found
    if version not in (None, order.version):
        return Skipped(choice.order, choice.line, order.customer_name, CHANGED)
    remedy = chosen(Looking(tx, shop, now, today).remedies(order, line, told), choice.remedy)
    why = _not_so(remedy, choice)
    if remedy is None or why:
        return Skipped(choice.order, choice.line, order.customer_name, why)
    DO[remedy.kind](tx, order, line, remedy, choice, clock, person)
    given = give_for_waiting(tx, order, [told] if remedy.kind == "wait" else (), now=now, today=today, person=person)
    credit = given[0] if given else None
    note(tx, order.number, line.line, remedy, choice, credit, now=now, person=person)
    if remedy.kind != "expedite":  # to ask is not to have: the customer still waits longer and has not answered
        mended(tx, order.number, line.line, remedy.kind, today=today, person=person)
    if remedy.asks:
        said_instead(tx, choice, today=today, person=person)
    heard = tell_after(tx, order.number, line.line, remedy, today=today, clock=clock, person=person) if tell else ""
    return Done(
        order.number, line.line, order.customer_name, remedy, heard, credit.amount if credit else 0,
        credit.state if credit else "",
    )  # fmt: skip


def _line(records: Records, choice: Choice) -> tuple[Order, OrderLine, ToldLine] | None:
    order = records.order(choice.order)
    told = next((one for one in records.told_lines([choice.order]) if one.line == choice.line), None)
    if order is None or told is None or told.waiting <= 0:
        return None
    return order, next(line for line in order.lines if line.line == choice.line), told
