"""Bringing files in: each row is created, updated, left alone or rejected with its reason.

A second run changes nothing.

Rows go in by batches, each batch one transaction: what was brought in before a fault stays, and running the file again
finishes the work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Protocol

from pos.domain import errors
from pos.domain.catalog import with_lost_zeros
from pos.domain.incoming import BadRow, IncomingProduct, SameRow
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.usecases.ports import Transaction, Transactions

BATCH = 1000
LONGEST_NAME = 4000
_OP_BYTES = 48_000
Progress = Callable[[int], None]


@dataclass(slots=True)
class ImportReport:
    """How the rows of a file fared; `rows` = created + updated + unchanged + rejected."""

    rows: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    repairs_offered: int = 0
    rejects: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What a person should know of the rows that went in, in sentences."""

    def reject(self, row: int, reason: str) -> None:
        self.rejected += 1
        self.rejects.append(BadRow(row, reason))


class ImportTransaction(Transaction, Protocol):
    """What bringing files in needs to read, by the batch."""

    def kept_products(self, skus: Sequence[str]) -> Mapping[str, Mapping[str, Any]]: ...
    def owners_of(self, codes: Sequence[str]) -> Mapping[str, str]: ...
    def kept_levels(self, skus: Sequence[str]) -> Mapping[tuple[str, str], tuple[int, int, str | None]]: ...
    def kept_suppliers(self, suppliers: Sequence[str]) -> Mapping[str, Mapping[str, Any]]: ...
    def kept_purchase_lines(self, numbers: Sequence[str]) -> Sequence[Mapping[str, Any]]: ...
    def known_keys(self, kind: str, keys: Sequence[str]) -> frozenset[str]: ...
    def customers_like(self, email: str, digits: str, name: str) -> Sequence[Any]: ...


def batches(rows: Iterable[Any], size: int = BATCH) -> Iterator[list[Any]]:
    """The rows in lists of at most `size`."""
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def bring_in(
    rows: Iterable[Any],
    take: Callable[
        [ImportTransaction, Shop, list[Any], ImportReport], Sequence[tuple[str, str, Sequence[Any], Mapping[str, Any]]]
    ],
    *,
    transactions: Transactions,
    person: Person,
    dry_run: bool,
    progress: Progress | None,
) -> ImportReport:
    """Run `take` over the good rows of each batch; it answers with (kind, list name, list, other words)."""
    if not person.may("import"):
        raise errors.NotAllowed("Bringing files in needs a manager. Nothing was changed. Ask one to sign in.")
    report = ImportReport()
    for batch in batches(rows):
        report.rows += len(batch)
        good = []
        for row in batch:
            if isinstance(row, BadRow):
                report.reject(row.row, row.reason)
            elif isinstance(row, SameRow):
                report.unchanged += 1
            else:
                good.append(row)
        with transactions.reading() if dry_run else transactions.writing() as tx:
            operations = take(tx, tx.shop(), good, report)  # type: ignore[arg-type]
            if not dry_run:
                for kind, name, values, words in operations:
                    for part in by_size(values):
                        tx.append(kind, {name: part, **words}, person=person.id)  # type: ignore[attr-defined]
        if progress is not None:
            progress(report.rows)
    return report


def by_size(values: Sequence[Any]) -> Iterator[list[Any]]:
    """The values in lists that fit one operation each."""
    part: list[Any] = []
    size = 0
    for value in values:
        length = len(json.dumps(value, ensure_ascii=False).encode())
        if part and size + length > _OP_BYTES:
            yield part
            part, size = [], 0
        part.append(value)
        size += length
    if part:
        yield part


def import_products(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    person: Person = OWNER,
    repair_lost_zeros: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring products in. Codes that lost leading zeros are counted, and put right only when asked."""
    seen: set[str] = set()

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingProduct], report: ImportReport) -> Any:
        return [("products_put", "products", _products(tx, shop, good, report, seen, repair_lost_zeros), {})]

    return bring_in(rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress)


def _products(
    tx: ImportTransaction,
    shop: Shop,
    good: Sequence[IncomingProduct],
    report: ImportReport,
    seen: set[str],
    repair: bool,
) -> list[dict[str, Any]]:
    repairs = {code: fixed for row in good for code in (row.sku, *row.barcodes) if (fixed := with_lost_zeros(code))}
    kept = tx.kept_products([*{row.sku for row in good}, *repairs.values()])
    owners = dict(tx.owners_of([*{code for row in good for code in row.barcodes}, *repairs.values()]))
    changed: list[dict[str, Any]] = []
    for row in good:
        sku = row.sku
        fixed_sku = repairs.get(sku)
        if sku not in kept and fixed_sku and (repair or fixed_sku in kept):
            sku = fixed_sku
        stored = kept.get(sku)
        if sku in seen:
            report.reject(row.row, f"the code “{sku}” stands earlier in this file")
            continue
        if len(row.name) > LONGEST_NAME:
            report.reject(row.row, f"the name has {len(row.name)} characters; {LONGEST_NAME} are the most")
            continue
        codes, offered = _codes(row, stored, repairs, repair)
        foreign = next((code for code in codes if owners.get(code, sku) != sku), None)
        if foreign is not None:
            report.reject(row.row, f"the barcode {foreign} belongs to the product “{owners[foreign]}” already")
            continue
        seen.add(sku)
        report.repairs_offered += int(offered or (sku == row.sku and bool(fixed_sku) and not repair))
        product = _merged(row, sku, codes, stored, shop)
        if stored is None:
            report.created += 1
        elif product == stored:
            report.unchanged += 1
            continue
        else:
            report.updated += 1
        if stored is not None:
            for code in set(stored["barcodes"]) - set(codes):
                owners.pop(code, None)
        owners |= dict.fromkeys(codes, sku)
        changed.append(product)
    return changed


def _codes(
    row: IncomingProduct, stored: Mapping[str, Any] | None, repairs: Mapping[str, str], repair: bool
) -> tuple[list[str], bool]:
    """The product's barcodes after this row, and whether a repair could be offered. A code that was repaired before
    stays repaired; without any code in the row the known ones stay."""
    before: Sequence[str] = stored["barcodes"] if stored else ()
    if not row.barcodes:
        return list(before), False
    codes, offered = [], False
    for code in row.barcodes:
        fixed = repairs.get(code)
        if fixed and (repair or fixed in before):
            code = fixed
        elif fixed:
            offered = True
        if code not in codes:
            codes.append(code)
    return codes, offered


def _merged(
    row: IncomingProduct, sku: str, codes: Sequence[str], stored: Mapping[str, Any] | None, shop: Shop
) -> dict[str, Any]:
    """The product as it is after the row: what the row does not say stays, or takes the shop's default."""
    before: Mapping[str, Any] = stored or {
        "price": None, "tax_rate": shop.standard_tax_rate, "unit": "pc", "category": "", "supplier": "", "brand": "",
        "cost": None, "backorder": "allow", "deposit_percent": None, "pack": 1, "release_on": None, "substitutes": [],
    }  # fmt: skip

    def said(name: str, value: Any) -> Any:
        return before[name] if value is None else value

    return {
        "sku": sku,
        "name": row.name,
        "price": said("price", row.price),
        "tax_rate": said("tax_rate", row.tax_rate),
        "unit": said("unit", row.unit),
        "category": said("category", row.category),
        "supplier": said("supplier", row.supplier),
        "brand": said("brand", row.brand),
        "cost": said("cost", row.cost),
        "backorder": said("backorder", row.backorder),
        "deposit_percent": said("deposit_percent", row.deposit_percent),
        "pack": said("pack", row.pack),
        "release_on": said("release_on", row.release_on.isoformat() if row.release_on else None),
        "substitutes": said("substitutes", list(row.substitutes) if row.substitutes is not None else None),
        "barcodes": list(codes),
    }
