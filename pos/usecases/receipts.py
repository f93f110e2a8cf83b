"""Kept receipts: shown again, printed again and marked as a duplicate."""

from __future__ import annotations

from typing import Literal

from pos.domain import errors
from pos.domain.people import OWNER, Person
from pos.usecases.ports import Clock, KeptReceipt, SaleRow, Transactions

Form = Literal["paper", "text"]
"""On paper (or as a page that stands for it), or as plain text; each form has its own original."""


def receipt(*, number: str, transactions: Transactions) -> KeptReceipt:
    """The receipt as it was made. Raises UnknownCode."""
    with transactions.reading() as records:
        kept = records.receipt(number.strip())
    if kept is None:
        raise errors.UnknownCode(
            f"There is no receipt {number[:40]} in this register. Look it up under Orders by name, phone or number.",
            number=number[:40],
        )
    return kept


def reprint(
    *, number: str, transactions: Transactions, clock: Clock, person: Person = OWNER, form: Form = "paper",
    queued: bool = True,
) -> int:  # fmt: skip
    """Print the receipt once more; answers with which duplicate it is, 0 when no original of this form came out before.

    With `queued` the printer of this register gets it; else the caller puts it out. Raises UnknownCode, NotAllowed.
    """
    if not person.may("reprint"):
        raise errors.NotAllowed("Printing receipts again is not among this person's rights. Nothing was printed.")
    with transactions.writing() as tx:
        kept = tx.receipt(number)
        if kept is None:
            raise errors.UnknownCode(
                f"There is no receipt {number[:40]} in this register. Nothing was printed.", number=number[:40]
            )
        duplicate = tx.prints(number, form)
        body: dict[str, object] = {
            "number": number,
            "at": clock.now().isoformat(timespec="microseconds"),
            "form": form,
            "duplicate": duplicate,
            "printed_by": person.name,
        }
        if queued:
            body["job"] = f"{number}/{kept.prints + 1}"
        tx.append("receipt_printed", body, person=person.id)
    return duplicate


def sales(*, text: str = "", limit: int = 50, transactions: Transactions) -> tuple[SaleRow, ...]:
    """Sales and orders, newest first, by number, customer's name or phone."""
    with transactions.reading() as records:
        return tuple(records.sales(text, limit))
