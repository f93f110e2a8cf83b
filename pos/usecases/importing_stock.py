"""Bringing in stock, suppliers, purchase orders, deliveries, customers and past sales."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from pos.domain.incoming import (
    IncomingCustomer,
    IncomingDelivery,
    IncomingPurchaseLine,
    IncomingSale,
    IncomingStock,
    IncomingSupplier,
)
from pos.domain.people import OWNER, Customer, Person
from pos.domain.shop import Shop
from pos.usecases.checkout import keep_customer
from pos.usecases.importing import ImportReport, ImportTransaction, Progress, bring_in
from pos.usecases.ports import Clock, Transactions


def import_stock(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring counted stock in, for this store and others: the log gets the differences, never a figure.

    A location that is neither a code nor a name of a store becomes a store of its own, which a note tells: stores
    beyond this one may be known from files alone.
    """
    seen: set[tuple[str, str]] = set()
    strange: Counter[str] = Counter()

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingStock], report: ImportReport) -> Any:
        now = clock.now().isoformat(timespec="seconds")
        skus = _skus(tx, [row.sku for row in good])
        levels = tx.kept_levels(sorted(set(skus.values())))
        moves: list[list[Any]] = []
        known = {shop.store, *shop.stores}
        for row in good:
            sku, store = skus.get(row.sku), _store_code(shop, row.store)
            if sku is None:
                report.reject(row.row, f"no product answers to “{row.sku}”; bring the products in first")
                continue
            if (sku, store) in seen:
                report.reject(row.row, f"“{row.sku}” in store {store} stands earlier in this file")
                continue
            seen.add((sku, store))
            before = levels.get((sku, store))
            if before is None and store not in known:
                strange[store] += 1
            on_hand, safety, as_of = before or (0, 0, None)
            at = row.as_of.isoformat(timespec="seconds") if row.as_of else None
            new_safety = row.safety_stock if row.safety_stock is not None and row.safety_stock != safety else None
            fresher = at is not None and store != shop.store and (as_of is None or at > as_of)
            if before is not None and row.on_hand == on_hand and new_safety is None and not fresher:
                report.unchanged += 1
                continue
            report.created += before is None
            report.updated += before is not None
            moves.append([sku, store, row.on_hand - on_hand, at or now, new_safety])
        return [("stock_moved", "moves", moves, {"kind": "count", "document": "import"})]

    report = bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)
    report.notes += [
        f"The location “{store}” ({count} of the rows) is neither the code nor the name of a store of this shop; it "
        "counts as a store of its own. If it is this one, write the store's code there."
        for store, count in strange.items()
    ]
    return report


def _store_code(shop: Shop, said: str | None) -> str:
    """The code of the store a file speaks of by code or name, in small letters or large; other words stay."""
    if not said:
        return shop.store
    stores = {**shop.stores, shop.store: shop.store_name}
    word = said.strip().casefold()
    codes = [code for code in stores if code.casefold() == word]
    codes = codes or [code for code, name in stores.items() if name.strip().casefold() == word]
    # Two stores of one name: which is meant only its code can say.
    return said if said in stores or len(codes) != 1 else codes[0]


def import_suppliers(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring suppliers in, by their code."""
    seen: set[str] = set()
    defaults = {"lead_time_days": None, "country": "", "order_days": "", "minimum": None, "email": "", "phone": ""}

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
                said = getattr(row, name)
                supplier[name] = said if said is not None else (before or defaults)[name]
            changed += _sorted_in(report, before, supplier)
        return [("suppliers_put", "suppliers", changed, {})]

    return bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)


def import_purchase_orders(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring open purchase orders in. The nth row of a product in an order is that order's nth line of the product."""
    counted: dict[tuple[str, str], int] = {}

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingPurchaseLine], report: ImportReport) -> Any:
        skus = _skus(tx, [row.sku for row in good])
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
            changed += _sorted_in(report, before, _purchase_line(row, sku, before, last[row.number]))
        return [("purchase_lines_put", "lines", changed, {})]

    return bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)


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


def import_deliveries(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring the suppliers' delivery record in: facts of the past, known by what they say."""
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

    return bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)


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


def import_customers(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    person: Person = OWNER,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring customers in; the same e-mail address, else phone, else name without either, is the same customer."""
    seen: set[str] = set()

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingCustomer], report: ImportReport) -> Any:
        for row in good:
            phone, email = (row.phone or "").strip(), (row.email or "").strip()
            digits = "".join(ch for ch in phone if ch.isdigit())
            key = email.lower() or digits or row.name
            if key in seen:
                report.reject(row.row, "this customer stands earlier in this file")
                continue
            seen.add(key)
            before = next(iter(tx.customers_like(email, digits, row.name)), None)
            customer = _customer(row, before, phone, email)
            if before is not None and customer == before:
                report.unchanged += 1
                continue
            report.created += before is None
            report.updated += before is not None
            if not dry_run:
                keep_customer(tx, customer, person)
        return []

    return bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)


def _customer(row: IncomingCustomer, before: Customer | None, phone: str, email: str) -> Customer:
    old = before or Customer(str(uuid4()), row.name)
    return Customer(
        id=old.id,
        name=row.name,
        phone=phone or old.phone,
        email=email or old.email,
        address=old.address if row.address is None else row.address,
        customer_class=row.customer_class or old.customer_class,
        consent=old.consent if row.consent is None else row.consent,
        language=old.language if row.language is None else row.language,
        tell_by=old.tell_by,
    )


def _skus(tx: ImportTransaction, codes: Sequence[str]) -> dict[str, str]:
    """Code -> SKU for codes that are a SKU or a barcode."""
    wanted = sorted(set(codes))
    found = {code: code for code in tx.kept_products(wanted)}
    rest = [code for code in wanted if code not in found]
    return found | dict(tx.owners_of(rest)) if rest else found


def _sorted_in(report: ImportReport, before: Mapping[str, Any] | None, after: dict[str, Any]) -> list[dict[str, Any]]:
    """Count one row, and answer with it when it has to be written."""
    if before is None:
        report.created += 1
    elif dict(before) == after:
        report.unchanged += 1
        return []
    else:
        report.updated += 1
    return [after]


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
