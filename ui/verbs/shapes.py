"""The JSON shapes of the command line: money as text, dates as ISO. A field named here keeps its name and meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.domain.backorder import Order
    from pos.domain.catalog import Product
    from pos.domain.promise import Promise
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
        "review_on": _iso(promised.review_on),
        "release_on": _iso(promised.release_on),
        "parts": [
            {"quantity": part.quantity, "likely_on": _iso(part.likely_on), "latest_on": _iso(part.latest_on)}
            for part in promised.parts
        ],
        "basis": [
            {
                "kind": peg.kind,
                "id": peg.id,
                "quantity": peg.quantity,
                "on": _iso(peg.on),
                "others": peg.others,
                "of": peg.of,
                "latest_on": _iso(peg.latest_on),
            }
            for peg in promised.basis
        ],
    }


def basis_words(seen: Availability) -> list[str]:
    """What the date stands on, a line each, for staff."""
    promised = seen.promise or seen.dated
    words = []
    if promised is not None:
        words.append(f"Nine in ten by {_iso(promised.latest_on)}, even odds by {_iso(promised.likely_on)}.")
        if promised.queue_ahead:
            words.append(f"{promised.queue_ahead} ahead in the queue.")
        for peg in promised.basis:
            if peg.kind == "supplier":
                words.append(f"{peg.quantity} to be ordered from {peg.id}, here by {_iso(peg.latest_on)}.")
                continue
            due = f"due {peg.on.isoformat()}" if peg.on else "no date given"
            if not peg.quantity and peg.kind != "stock":
                words.append(f"{peg.id} ({due}; {peg.of} open) is reckoned with: without it, the day would be another.")
                continue
            held = f", {peg.others} of them for others" if peg.others else ""
            words.append(f"{peg.quantity} from {peg.id} ({due}; {peg.of} open{held}), here by {_iso(peg.latest_on)}.")
        if len([peg for peg in promised.basis if peg.kind not in ("stock", "supplier")]) > 1:
            words.append(
                f"All of these are reckoned together: nine chances in ten that enough is here by "
                f"{_iso(promised.latest_on)}; a delivery's own day holds for it alone."
            )
    for supply in seen.to_ask:
        whom = supply.supplier or "the supplier"
        words.append(f"{supply.id} is overdue ({supply.quantity} open) and promises nothing: ask {whom}.")
    return words


_ASKED_BY = {
    "shop": "the shop's percentage", "product": "the product's own percentage", "advice": "as the advisor says",
    "full": "the shop takes the whole price", "none": "the shop takes none",
    "authorise": "the shop has it held on a card",
}  # fmt: skip


def deposit_words(seen: Availability) -> list[str]:
    """What is charged for what is short and whose word that is; beside it the advice, where it is not what applies."""
    if not seen.short or seen.product.price is None or seen.advice.decision not in ("backorder", "preorder"):
        return []
    words = f"Deposit: {seen.order_deposit} ({_ASKED_BY[seen.deposit_by]})."
    if seen.deposit_by != "advice":
        words += f" The advisor would ask for {seen.advice.deposit_percent} %, which does not apply here."
    return [words]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


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
            | _sending(level.store, seen)
            for level in seen.elsewhere
        ],
        "on_order": seen.on_order,
        "promise": promise(seen.promise, seen.words),
        "dated_part": promise(seen.dated, seen.words),
        "advice": {
            "decision": seen.advice.decision,
            "order_deposit": str(seen.order_deposit),
            "order_deposit_by": seen.deposit_by,
            "advised_deposit_percent": seen.advice.deposit_percent,
            "longest_wait_days": seen.advice.longest_wait_days,
            "reasons": [
                {
                    "rule": reason.rule,
                    "sentence": reason.sentence,
                    "value": reason.value,
                    "threshold": reason.threshold,
                    "source": reason.source,
                }
                for reason in seen.advice.reasons
            ],
        },
        "to_ask": [
            {"kind": supply.kind, "id": supply.id, "quantity": supply.quantity, "supplier": supply.supplier}
            for supply in seen.to_ask
        ],
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


def _sending(store: str, seen: Availability) -> dict[str, Any]:
    """What a store could send of what is short: units, by when, and whether a call is wanted first."""
    donor = next((one for one in seen.donors if one.level.store == store), None)
    if donor is None:
        return {"can_send": 0, "by": None, "call_first": None}
    return {"can_send": donor.units, "by": donor.by.isoformat(), "call_first": not donor.sure}


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
        **({"ship_complete": True} if sale.ship_complete else {}),
        **({"repeated": True} if sale.repeated else {}),
    }


def order(
    found_order: Order, currency: str, place: int | None = None, standings: Mapping[tuple[str, int], str] | None = None
) -> dict[str, Any]:
    """An order with its lines; `standings` are those of its open lines, by (order, line)."""
    from pos.domain.money import Money

    known = standings or {}

    return {
        "number": found_order.number,
        "state": found_order.state,
        "customer": found_order.customer_name,
        "taken_on": found_order.taken_on.isoformat(),
        "ship_complete": found_order.ship_complete,
        "version": found_order.version,
        "lines": [
            {
                "line": line.line,
                "kind": line.kind,
                "origin": line.origin,
                "state": line.state,
                "route": line.route,
                "route_to": line.route_to,
                "wanted_on": line.wanted_on.isoformat() if line.wanted_on else None,
                "not_after": line.not_after.isoformat() if line.not_after else None,
                "sku": line.sku,
                "name": line.name,
                "ordered": line.ordered,
                "allocated": line.allocated,
                "handed_over": line.handed_over,
                "cancelled": line.cancelled,
                "promised_on": line.promised_on.isoformat() if line.promised_on else None,
                "expected_ship_on": line.expected_ship_on.isoformat() if line.expected_ship_on else None,
                "words": line.words,
                "standing": known.get((found_order.number, line.line), "done" if not line.open else None),
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
