"""Bringing in suppliers and the open purchase orders with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pos.domain.incoming import IncomingPurchaseLine, IncomingSupplier
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.importing import (
    ImportReport,
    ImportTransaction,
    Operations,
    Progress,
    bring_in,
    skus_of,
    sorted_in,
)
from pos.usecases.ports import Clock, Transactions
from pos.usecases.reviewing import note_broken, review
from pos.usecases.supplier_reach import left_for_the_day, says_something, waiting_for


def import_suppliers(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring suppliers in, by their code."""
    seen: set[str] = set()
    defaults: dict[str, Any] = {
        "lead_time_days": None, "country": "", "order_days": "", "minimum": None, "email": "", "phone": "", "lane": "",
        "closed_on": [], "active": 1,
    }  # fmt: skip

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingSupplier], report: ImportReport) -> Any:
        kept = tx.kept_suppliers([row.supplier for row in good])
        changed = []
        for row in good:
            if row.supplier in seen:
                report.reject(row.row, f"the supplier “{row.supplier}” stands earlier in this file")
                continue
            seen.add(row.supplier)
            before = kept.get(row.supplier)
            supplier: dict[str, Any] = {"supplier": row.supplier, "name": row.name}
            for name in defaults:
                said = _as_kept(getattr(row, name))
                supplier[name] = said if said is not None else (before or defaults)[name]
            changed += sorted_in(report, before, supplier)
        return [("suppliers_put", "suppliers", changed, {})]

    def settle(tx: ImportTransaction, operations: Operations, cause: str, report: ImportReport) -> None:
        note_broken(report, review(tx, tx.skus_with_open_lines(), today=_today(tx, clock), person=person, cause=cause))

    return bring_in(
        rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress, settle=settle
    )


def _as_kept(said: Any) -> Any:
    """A value of a file as operations carry it."""
    if isinstance(said, tuple):
        return [day.isoformat() for day in said]
    return int(said) if isinstance(said, bool) else said


def _today(tx: ImportTransaction, clock: Clock) -> date:
    return today_in(tx.shop(), clock.now())


def import_purchase_orders(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring open purchase orders in. The nth row of a product in an order is that order's nth line of the product."""
    counted: dict[tuple[str, str], int] = {}

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingPurchaseLine], report: ImportReport) -> Any:
        skus = skus_of(tx, [row.sku for row in good])
        kept: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        last: dict[str, int] = {}
        for line in tx.kept_purchase_lines(sorted({row.number for row in good})):
            kept.setdefault((line["number"], line["sku"]), []).append(line)
            last[line["number"]] = max(last.get(line["number"], 0), line["line"])
        changed = []
        for row in good:
            sku = skus.get(row.sku)
            if sku is None:
                report.reject(row.row, f"no product answers to “{row.sku}”; bring the products in first")
                continue
            if row.quantity < 1:
                report.reject(row.row, f"a quantity of {row.quantity} cannot be ordered")
                continue
            place = counted.get((row.number, sku), 0)
            counted[row.number, sku] = place + 1
            before = next(iter(kept.get((row.number, sku), [])[place : place + 1]), None)
            if before is None:
                last[row.number] = last.get(row.number, 0) + 1
            changed += sorted_in(report, before, _purchase_line(row, sku, before, last[row.number]))
        return [("purchase_lines_put", "lines", changed, {"why": "import"})]

    def settle(tx: ImportTransaction, operations: Operations, cause: str, report: ImportReport) -> None:
        today = _today(tx, clock)
        written = [line for _, _, lines, _ in operations for line in lines]
        telling = {
            line["supplier"]
            for line in written
            if says_something(_day(line["expected_on"]), _day(line["ordered_on"]), today)
        }
        others, count = waiting_for(tx, telling)
        report.notes += left_for_the_day(count)
        skus = {line["sku"] for line in written}
        late_of = {sku: supplier for sku, supplier in others.items() if sku not in skus}
        note_broken(
            report, review(tx, {*skus, *late_of}, today=today, person=person, cause=cause, late_of=late_of)
        )  # fmt: skip

    return bring_in(
        rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress, settle=settle
    )


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _purchase_line(
    row: IncomingPurchaseLine, sku: str, before: Mapping[str, Any] | None, new_line: int
) -> dict[str, Any]:
    old: Mapping[str, Any] = before or {
        "line": new_line,
        "received": 0,
        "cancelled": 0,
        "expected_on": None,
        "confirmed": 0,
        "to_store": "",
        "shipment": "",
    }
    return {
        "number": row.number,
        "line": old["line"],
        "supplier": row.supplier,
        "sku": sku,
        "quantity": row.quantity,
        "received": row.received if row.received is not None else old["received"],
        "cancelled": old["cancelled"],
        "ordered_on": row.ordered_on.isoformat(),
        "expected_on": row.expected_on.isoformat() if row.expected_on else old["expected_on"],
        "confirmed": int(row.confirmed) if row.confirmed is not None else old["confirmed"],
        "to_store": row.to_store if row.to_store is not None else old["to_store"],
        "shipment": row.shipment if row.shipment is not None else old["shipment"],
    }
