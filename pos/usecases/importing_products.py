"""Bringing in products: names, prices, barcodes, and codes that lost their leading zeros."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from pos.domain.catalog import with_lost_zeros
from pos.domain.incoming import IncomingProduct
from pos.domain.people import OWNER, Person
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.importing import ImportReport, ImportTransaction, Operations, Progress, bring_in
from pos.usecases.ports import Clock, Transactions
from pos.usecases.reviewing import note_broken, review

LONGEST_NAME = 4000


def import_products(
    rows: Iterable[Any],
    *,
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    repair_lost_zeros: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring products in. Codes that lost leading zeros are counted, and put right only when asked."""
    seen: set[str] = set()

    def take(tx: ImportTransaction, shop: Shop, good: list[IncomingProduct], report: ImportReport) -> Any:
        return [("products_put", "products", _products(tx, shop, good, report, seen, repair_lost_zeros), {})]

    def settle(tx: ImportTransaction, operations: Operations, cause: str, report: ImportReport) -> None:
        # Another supplier, a release put off, goods no longer ordered: each moves what was promised.
        skus = {product["sku"] for _, _, products, _ in operations for product in products}
        today = today_in(tx.shop(), clock.now())
        broken = review(tx, skus, today=today, person=person, cause=cause)
        waiting = skus.intersection(tx.skus_with_open_lines())
        for product in (product for _, _, products, _ in operations for product in products):
            if product["sku"] in waiting:
                from pos.usecases.out_sooner import say_sooner

                sooner = date.fromisoformat(product["release_on"]) if product["release_on"] else None
                say_sooner(tx, product["sku"], sooner, cause=cause, today=today, person=person)
            if (product["release_on"] or "") > today.isoformat():
                from pos.usecases.not_out import say_put_off

                out = date.fromisoformat(product["release_on"])
                broken += say_put_off(tx, product["sku"], out, cause=cause, today=today, person=person)
        note_broken(report, broken)

    return bring_in(
        rows, take, transactions=transactions, person=person, dry_run=dry_run, progress=progress, settle=settle
    )


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
        "attributes": {}, "season_ends_on": None, "perishable": 0,
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
        "attributes": said("attributes", dict(row.attributes) if row.attributes else None),
        "season_ends_on": said("season_ends_on", row.season_ends_on.isoformat() if row.season_ends_on else None),
        "perishable": said("perishable", None if row.perishable is None else int(row.perishable)),
    }
