"""Bringing in facts of the past: what suppliers delivered, and what was sold before this shop was here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

from pos.domain.incoming import IncomingDelivery, IncomingSale
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.importing import ImportReport, ImportTransaction, Progress, bring_in
from pos.usecases.ports import Clock, Transactions
from pos.usecases.reviewing import note_broken, review


def import_deliveries(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring the suppliers' delivery record in: facts of the past, known by what they say. At the end, in one step, all
    that waits is reckoned anew with what they teach."""
    counted: dict[str, int] = {}

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingDelivery], report: ImportReport) -> Any:
        values = [
            {
                "supplier": row.supplier,
                "ordered_on": _iso(row.ordered_on),
                "promised_on": _iso(row.promised_on),
                "delivered_on": _iso(row.delivered_on),
                "sku": row.sku or "",
                "quantity": row.quantity,
                "received": row.received,
                "lane": row.lane or "",
                "shipment": row.shipment or "",
            }
            for row in good
        ]
        return [("deliveries_put", "deliveries", _new_facts(tx, "delivery", values, counted, report), {})]

    report = bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)
    if report.created and not dry_run:
        with transactions.writing() as tx:
            today = today_in(tx.shop(), clock.now())
            broken = review(tx, tx.skus_with_open_lines(), today=today, person=person, cause="deliveries")
        note_broken(report, broken)
    return report


def import_sales(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring past sales of another system in, as history for planning; they touch neither stock nor money."""
    counted: dict[str, int] = {}

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingSale], report: ImportReport) -> Any:
        values = [
            {
                "at": row.at.isoformat(),
                "store": row.store,
                "receipt": row.receipt,
                "sku": row.sku,
                # Names of customers of the past are personal, and planning does not need them.
                "quantity": row.quantity,
                "price": row.price,
                "customer": "",
            }
            for row in good
        ]
        return [("past_sales_put", "sales", _new_facts(tx, "past_sale", values, counted, report), {})]

    return bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)


def _new_facts(
    tx: ImportTransaction, kind: str, values: Sequence[dict[str, Any]], counted: dict[str, int], report: ImportReport
) -> list[dict[str, Any]]:
    """Facts that are not in the records yet. Twins within a file are told apart by their count."""
    keyed = []
    for value in values:
        words = "\x1f".join("" if part is None else str(part) for part in value.values())
        twin = counted.get(words, 0)
        counted[words] = twin + 1
        key = hashlib.sha256(f"{words}\x1f{twin}".encode()).hexdigest()[:32]
        keyed.append({"key": key, **value})
    known = tx.known_keys(kind, [value["key"] for value in keyed])
    new = [value for value in keyed if value["key"] not in known]
    report.created += len(new)
    report.unchanged += len(keyed) - len(new)
    return new


def _iso(day: Any) -> str | None:
    return day.isoformat() if day is not None else None
