"""Cards that were asked for an order and not yet charged: whom to ask anew before the bank lets go, or for more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pos.domain.money import Money
from pos.domain.phrases import clear_date

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.usecases.ports import Records, Transaction

SOON_DAYS = 3
"""An authorisation that ends within so many days is to be renewed, whatever the goods do."""
ASSUMED_DAYS = 7
"""How long an authorisation is reckoned to hold where nobody said until when: seven days is what the large card schemes
give a card that was present."""


@dataclass(frozen=True, slots=True)
class Ending:
    """An authorisation that cannot be charged any more when the goods come, or that is for too little: it ends `until`
    (`is_assumed` where nobody said so), they are expected by `expected_on` (None: nobody knows, or they are here).
    `short` is what the order costs beyond all that its cards were asked for."""

    order: str
    customer_name: str
    reference: str
    amount: Money
    until: date
    expected_on: date | None
    days_left: int
    is_assumed: bool = False
    short: Money | None = None


def authorisations_ending(records: Records, today: date, soon: int = SOON_DAYS) -> tuple[Ending, ...]:
    """Those that ended, end within `soon` days, end before their goods are expected, or are for less than is due, of
    orders on which something is due; the first to end first."""
    currency = records.shop().currency
    found: list[Ending] = []
    short: dict[str, Money | None] = {}
    for order, name, reference, amount, until, expected, taken_on in records.authorisations():
        if order not in short:
            short[order] = short_of(records, order)
        ends = until or taken_on + timedelta(days=ASSUMED_DAYS)
        less = short[order]
        if less is not None and (less or (ends - today).days <= soon or (expected is not None and expected > ends)):
            found.append(
                Ending(
                    order, name, reference, Money(amount, currency), ends, expected, (ends - today).days, until is None,
                    less if less else None,
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.until, one.order, one.reference)))


def short_of(records: Records, number: str) -> Money | None:
    """What is due on an order beyond what its cards were asked for; None where nothing is due or no card was asked."""
    order = records.order(number)
    asked = [one.amount for one in records.deposit_tenders(number) if one.kind == "authorisation" and one.amount > 0]
    if order is None or not order.balance_due or not asked:
        return None
    return Money(max(0, order.balance_due - sum(asked)), records.shop().currency)


def ask_for_more(tx: Transaction, number: str, *, today: date, person: Person) -> tuple[str, ...]:
    """An order costs more than its cards were asked for: somebody's task, and the words for it; nothing where it does
    not."""
    short = short_of(tx, number)
    if not short:
        return ()
    from pos.usecases.tasks import open_task

    why = _short_words(short)
    order = tx.order(number)
    open_task(
        tx, "call", f"card/{number}/{short.minor}", today=today, why=why, number=number,
        customer=order.customer if order else "", due_on=today, person=person,
    )  # fmt: skip
    return (why,)


def watch_cards(tx: Transaction, *, today: date, person: Person) -> None:
    """The daily look: one task for each card that is to be asked again, and none any more where it is settled."""
    from pos.usecases.outbox import Outbox

    box = Outbox(tx, person, today)
    causes = set()
    for one in authorisations_ending(tx, today):
        order = tx.order(one.order)
        ends = one.days_left <= SOON_DAYS or (one.expected_on is not None and one.expected_on > one.until)
        wanted = (
            {f"card/{one.order}/{one.reference}/{one.until.isoformat()}": _ending_words(one, today)} if ends else {}
        )
        if one.short is not None:
            wanted[f"card/{one.order}/{one.short.minor}"] = _short_words(one.short)
        for cause, why in wanted.items():
            causes.add(f"call:{cause}")
            box.task(
                "call", cause, number=one.order, customer=order.customer if order else "", why=why, due_on=today
            )  # fmt: skip
    for task in tx.tasks("open", 1_000_000):
        if task.id.startswith("call:card/") and causes.isdisjoint((task.id, task.id.rpartition("#")[0])):
            box.close(task.id, "over")
    box.flush()


def _short_words(short: Money) -> str:
    return (
        f"The card was asked for {short} {short.currency} less than the order costs now. Ask it for that, or take a "
        "deposit."
    )


def _ending_words(one: Ending, today: date) -> str:
    what = f"The authorisation {one.reference} of {one.amount} {one.amount.currency}".replace("  ", " ")
    ended = "ended" if one.until < today else "ends"
    about = ", as is reckoned," if one.is_assumed else ""
    return f"{what} {ended}{about} on {clear_date(one.until, 'en')}. Ask the card again, or take a deposit."
