"""Bringing in customers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from pos.domain.incoming import IncomingCustomer
from pos.domain.people import OWNER, Customer, Person
from pos.domain.shop import Shop
from pos.usecases.importing import ImportReport, ImportTransaction, Progress, bring_in
from pos.usecases.ports import Transactions
from pos.usecases.sale_customer import keep_customer


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
