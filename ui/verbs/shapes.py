"""The JSON shapes of the command line: money as text, dates as ISO. A field named here keeps its name and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.domain.backorder import Order
    from pos.domain.catalog import Product
    from pos.domain.promising import Promise
    from pos.usecases.checkout import Sold
    from pos.usecases.importing import ImportReport
    from pos.usecases.ports import Found


def price_of(product: Product) -> str | None:
    return str(product.price) if product.price is not None else None


def found(hit: Found, currency: str) -> dict[str, Any]:
    product = hit.product
    return {
        "sku": product.sku,
        "barcodes": list(product.barcodes),
        "name": product.name,
        "price": price_of(product),
        "currency": currency,
        "available": hit.available,
    }


def instant(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else None


def promise(promised: Promise | None, words: str) -> dict[str, Any] | None:
    if promised is None:
        return None
    return {
        "quantity": promised.quantity,
        "likely_on": promised.likely_on.isoformat(),
        "latest_on": promised.latest_on.isoformat(),
        "certainty": promised.certainty,
        "words": words,
        "queue_ahead": promised.queue_ahead,
        "basis": [
            {"kind": peg.kind, "id": peg.id, "quantity": peg.quantity, "on": peg.on.isoformat() if peg.on else None}
            for peg in promised.basis
        ],
    }


def availability(seen: Availability) -> dict[str, Any]:
    here = seen.here
    return {
        "sku": seen.product.sku,
        "name": seen.product.name,
        "price": price_of(seen.product),
        "here": {
            "on_hand": here.on_hand,
            "allocated": here.allocated,
            "available": here.available,
            "owed": here.owed,
            "as_of": instant(here.as_of),
        },
        "elsewhere": [
            {"store": level.store, "name": level.store_name, "available": level.spare, "as_of": instant(level.as_of)}
            for level in seen.elsewhere
        ],
        "on_order": seen.on_order,
        "promise": promise(seen.promise, seen.words),
        "advice": {
            "decision": seen.advice.decision,
            "order_deposit": str(seen.order_deposit),
            "longest_wait_days": seen.advice.longest_wait_days,
            "reasons": [{"rule": reason.rule, "sentence": reason.sentence} for reason in seen.advice.reasons],
        },
        "substitutes": [
            {
                "sku": other.product.sku,
                "name": other.product.name,
                "price": price_of(other.product),
                "available": other.available,
                "reason": other.reason,
            }
            for other in seen.substitutes
        ],
    }


def sold(sale: Sold, receipts: Sequence[str]) -> dict[str, Any]:
    return {
        "number": sale.number,
        "total": str(sale.total),
        "tax": str(sale.tax),
        "due_now": str(sale.due_now),
        "order_deposit": str(sale.order_deposit),
        "balance_due": str(sale.balance_due),
        "change_due": str(sale.change_due),
        "taken_now": [
            {"sku": part.product.sku, "name": part.product.name, "quantity": part.quantity, "total": str(part.total)}
            for part in sale.taken_now
        ],
        "backorders": [
            {
                "number": sale.number,
                "sku": later.part.product.sku,
                "quantity": later.part.quantity,
                "total": str(later.part.total),
                "likely_on": later.promise.likely_on.isoformat() if later.promise else None,
                "latest_on": later.promise.latest_on.isoformat() if later.promise else None,
                "words": later.words,
            }
            for later in sale.backorders
        ],
        "receipts": list(receipts),
        **({"repeated": True} if sale.repeated else {}),
    }


def order(found_order: Order, currency: str, place: int | None = None) -> dict[str, Any]:
    from pos.domain.money import Money

    return {
        "number": found_order.number,
        "state": found_order.state,
        "customer": found_order.customer_name,
        "taken_on": found_order.taken_on.isoformat(),
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "ordered": line.ordered,
                "allocated": line.allocated,
                "handed_over": line.handed_over,
                "cancelled": line.cancelled,
                "promised_on": line.promised_on.isoformat() if line.promised_on else None,
                "expected_ship_on": line.expected_ship_on.isoformat() if line.expected_ship_on else None,
                "words": line.words,
            }
            for line in found_order.lines
        ],
        "order_deposit": str(Money(found_order.order_deposit, currency)),
        "balance_due": str(Money(found_order.balance_due, currency)),
        "place_in_queue": place,
    }


def imported(report: ImportReport) -> dict[str, Any]:
    return {
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
        "repairs_offered": report.repairs_offered,
        "rejects": [{"row": bad.row, "reason": bad.reason} for bad in report.rejects],
    }
