"""After a change of supply: the lines that wait are reckoned anew, in the same step, and what breaks is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pos.domain.people import Person
from pos.usecases.importing import ImportReport, by_size
from pos.usecases.ports import Transaction

if TYPE_CHECKING:
    from pos.usecases.promises import BrokenPromise, View


def review(
    tx: Transaction, skus: Iterable[str], *, today: date, person: Person, cause: str, before: View | None = None,
    told: list[str] | None = None, late_of: Mapping[str, str] | None = None,
) -> tuple[BrokenPromise, ...]:  # fmt: skip
    """Reckon anew with the lines that wait for these products, as the records are now, and write down what moved.

    To be called after the operation `cause` (its id) that changed the supply, in its transaction: one commit holds
    both, with one task for each promise that it breaks and one message to its customer. Answers with those promises:
    kept as seen `before` the change, and not after it. Where no view from before is given, the days last reckoned with
    stand in for it. The ids of the messages are added to `told`. `late_of` are products that the operation did not
    touch, each with the supplier that was late with the goods that it did, and of whom less is expected since.
    """
    from pos.domain.slips import Slip
    from pos.usecases.broken_promises import ask_to_mend
    from pos.usecases.news import news_for
    from pos.usecases.promises import revise
    from pos.usecases.to_order import AT_ONCE, ask_to_order
    from pos.usecases.to_send import ask_about_specials

    skus = list(skus)
    ask_about_specials(tx, skus, today=today, person=person)
    if len(skus) <= AT_ONCE:  # of more the daily round asks
        ask_to_order(tx, skus, today=today, person=person)
    waiting = set(tx.skus_with_open_lines())
    touched = sorted(waiting.intersection(skus))
    if not touched:
        return ()
    revision = revise(tx, touched, today=today, before=before)
    for part in by_size([list(row) for row in revision.rows]):
        tx.append("promises_reviewed", {"promises": part, "cause": cause}, person=person.id)
    # Whoever counts on a day that does not hold any more hears of it, and somebody is asked to mend it.
    orders = [order for order, _, _, _ in revision.rows] + [promise.order for promise in revision.broken]
    of = late_of or {}
    about = {sku: Slip("supplier_late", of[sku], cause).key if sku in of else "" for sku in touched}
    written = news_for(tx, "late", orders, today=today, person=person, cause=cause, about=about)
    ask_to_mend(tx, (), today=today, person=person, broken=revision.broken, cause=cause, about=about)
    if told is not None:
        told += written
    return revision.broken


def note_broken(report: ImportReport, broken: tuple[BrokenPromise, ...]) -> None:
    """Say at the end of an import which promises it breaks, each order once."""
    orders = list(dict.fromkeys(promise.order for promise in broken))
    if orders:
        more = f" and {len(orders) - 10} more" if len(orders) > 10 else ""
        report.notes.append(
            "Later than the customer was told by what this file says, so they should hear of it: "
            f"{', '.join(orders[:10])}{more}."
        )
