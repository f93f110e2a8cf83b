"""Goods that the supplier sends to the customer: on the supplier's proof they count as come in and handed over, in one
step, so that stock, deposit, tax and the supplier's record are as they would be had they passed through the shop."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from pos.domain import errors, order_life
from pos.domain.people import OWNER, Person
from pos.domain.ways import left_for_direct
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.backorders import Collected, collect
from pos.usecases.promises import view
from pos.usecases.reviewing import review

if TYPE_CHECKING:
    from pos.domain.backorder import OrderLine
    from pos.usecases.checkout import TenderWish
    from pos.usecases.ports import Clock, Records, Transaction, Transactions


def supplier_sent(
    *, number: str, proof: str, tenders: Sequence[TenderWish], transactions: Transactions, clock: Clock,
    person: Person = OWNER, lines: Mapping[int, int] | None = None, version: int | None = None,
) -> Collected:  # fmt: skip
    """The supplier has sent lines of an order (line -> units; None: all that go the way `direct`) to the customer;
    `proof` is the number of their delivery note. The rest of the price is paid as at any hand-over.

    Raises UnknownCode, StaleOrder, WrongState, BadQuantity, BadText without a proof, TenderTooSmall, NotAllowed.
    """
    documents.check_right(person, "collect", "Closing an order on the supplier's proof")
    note = " ".join(proof.split())[:80]
    if not note:
        raise errors.BadText(
            "What the supplier sent is closed on their proof. Nothing was changed. Type the number of their delivery "
            "note."
        )
    with transactions.writing() as tx:
        now = clock.now()
        today = today_in(tx.shop(), now)
        found = documents.known_order(tx, number, version)
        direct = {line.line: line for line in found.lines if line.route == "direct" and line.waiting > 0}
        units = {line: one.waiting for line, one in direct.items()} if lines is None else dict(lines)
        for line, count in units.items():
            order_life.allocate(order_life.line_of(found, line), count, found.number, by_supplier=True)
            if line not in direct:
                raise errors.WrongState(
                    f"Line {line} of order {found.number} is not sent by the supplier. Nothing was changed. Change its "
                    "way first.",
                    order=found.number,
                    line=line,
                )
        if not units:
            raise errors.WrongState(
                f"Nothing of order {found.number} is to be sent by the supplier. Nothing was changed.",
                order=found.number,
                state=found.state,
            )
        skus = sorted({direct[line].sku for line in units})
        before = view(tx, skus, today)
        filled: list[list[Any]] = []
        history: list[dict[str, Any]] = []
        taken: dict[tuple[str, int], int] = {}
        for line, count in units.items():
            _against_purchase(tx, direct[line], count, today, filled, history, taken)
        body = {
            "document": f"DS-{now:%Y%m%d-%H%M%S}-{uuid4().hex[:6]}",
            "at": now.isoformat(timespec="microseconds"),
            "business_date": today.isoformat(),
            "lines": [
                {"sku": sku, "quantity": sum(n for line, n in units.items() if direct[line].sku == sku)} for sku in skus
            ],
            "allocations": [[found.number, line, direct[line].sku, count] for line, count in units.items()],
            "purchase_lines": filled,
            "deliveries": history,
            "proof": note,
        }
        cause = tx.append("goods_received", body, person=person.id)
        noted = {
            "order": found.number, "at": body["at"], "business_date": body["business_date"], "step": "supplier_sent",
            "line": 0, "what": {"proof": note, "units": sum(units.values())}, "sealed": "",
        }  # fmt: skip
        tx.append("order_noted", noted, person=person.id)
        done = collect(
            number=found.number, tenders=tenders, lines=units, transactions=_Within(tx), clock=clock, person=person
        )
        review(tx, skus, today=today, person=person, cause=cause, before=before)
    return done


def _against_purchase(
    records: Records, line: OrderLine, units: int, today: date, filled: list[list[Any]],
    history: list[dict[str, Any]], taken: dict[tuple[str, int], int],
) -> None:  # fmt: skip
    """Which purchase lines of the supplier the goods were of, the soonest first, and what that adds to its record."""
    still = units
    # What others wait for comes here: only what is on order beyond that was meant for this customer.
    waiting = sum(one.waiting for one in records.open_lines(line.sku) if one.route != "direct")
    free = records.stock_here(line.sku).free
    for supply in left_for_direct(records.supplies(line.sku), line.route_to, waiting, free):
        if supply.kind != "purchase_order":
            continue
        key = (supply.id, supply.line)
        takes = min(still, supply.quantity - taken.get(key, 0))
        if takes <= 0:
            continue
        still -= takes
        taken[key] = taken.get(key, 0) + takes
        filled.append([*key, takes])
        promised = next(
            (row["first_expected_on"] or row["expected_on"] for row in records.purchase_order(supply.id)
             if row["line"] == supply.line), None,
        )  # fmt: skip
        history.append(
            {
                "key": uuid4().hex, "supplier": supply.supplier,
                "ordered_on": supply.ordered_on.isoformat() if supply.ordered_on else None, "promised_on": promised,
                "delivered_on": today.isoformat(), "sku": line.sku, "quantity": supply.quantity, "received": takes,
                "lane": "", "shipment": supply.shipment or supply.id,
            }
        )  # fmt: skip


class _Within:
    """A transaction that is open, for a use case that would open one of its own."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    @contextmanager
    def reading(self) -> Iterator[Records]:
        yield self._tx

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        yield self._tx
