"""Suppliers and purchase orders as the command line shows them: the shapes of its JSON, and the words beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from pos.domain.money import Money

if TYPE_CHECKING:
    from pos.domain.lateness_record import SupplierRecord
    from pos.domain.purchase_orders import PurchaseOrder, Supplier
    from pos.usecases.promises import BrokenPromise
    from pos.usecases.suppliers import SupplierCard


def supplier(one: Supplier, currency: str) -> dict[str, Any]:
    terms = one.terms
    return {
        "supplier": terms.supplier,
        "name": terms.name,
        "lead_time_days": terms.lead_time_days,
        "lane": terms.lane,
        "order_days": terms.order_days,
        "closed_on": sorted(day.isoformat() for day in terms.closed_on),
        "minimum": str(Money(terms.minimum, currency)) if terms.minimum is not None else None,
        "active": terms.active,
        "country": one.country,
        "email": one.email,
        "phone": one.phone,
        "open_orders": one.open_orders,
        "late_orders": one.late_orders,
    }


def record(card: SupplierRecord) -> dict[str, Any]:
    """Shares are whole percent; None where there is too little to speak of a share."""
    return {
        "due": card.due,
        "kept": card.kept,
        "kept_percent": _percent(card.kept_share),
        "kept_between_percent": [_percent(end) for end in card.kept_between] if card.kept_between else None,
        "late_likely_days": card.late_likely,
        "late_latest_days": card.late_latest,
        "fill_percent": _percent(card.fill),
        "last_due": card.last_due,
        "last_kept": card.last_kept,
    }


def order(one: PurchaseOrder, today: date) -> dict[str, Any]:
    return {
        "number": one.number,
        "supplier": one.supplier,
        "supplier_name": one.supplier_name,
        "state": one.state,
        "ordered_on": _iso(one.ordered_on),
        "expected_on": _iso(one.expected_on),
        "days_late": one.days_late(today),
        "lines": [
            {
                "line": line.line,
                "sku": line.sku,
                "name": line.name,
                "state": line.state,
                "quantity": line.quantity,
                "received": line.received,
                "cancelled": line.cancelled,
                "open": line.open,
                "expected_on": _iso(line.expected_on),
                "first_expected_on": _iso(line.first_expected_on),
                "confirmed": line.confirmed,
                "shipment": line.shipment,
            }
            for line in one.lines
        ],
        "changes": [
            {
                "line": change.line,
                "at": change.at,
                "person": change.person,
                "before": _iso(change.before),
                "after": _iso(change.after),
                "confirmed": change.confirmed,
                "why": change.why,
            }
            for change in one.changes
        ],
    }


def broken(promises: Sequence[BrokenPromise]) -> list[dict[str, Any]]:
    return [
        {
            "backorder": promise.order,
            "line": promise.line,
            "sku": promise.sku,
            "name": promise.name,
            "customer": promise.customer_name,
            "told_latest": _iso(promise.told_latest),
            "was_latest": _iso(promise.was_latest),
            "now_latest": _iso(promise.now_latest),
        }
        for promise in promises
    ]


def supplier_words(one: Supplier) -> str:
    terms = one.terms
    lead = "" if terms.lead_time_days is None else f"{terms.lead_time_days} days"
    waiting = f"{one.open_orders} open" + (f", {one.late_orders} late" if one.late_orders else "")
    left = "" if terms.active else "not ordered from"
    return f"{terms.supplier:12} {terms.name:28.28} {lead:9} {terms.lane:9} {waiting:16} {left}".rstrip()


def card_words(card: SupplierCard, today: date) -> list[str]:
    terms, kept = card.supplier.terms, card.record
    words = [supplier_words(card.supplier)]
    if terms.order_days:
        words.append(f"  takes orders: {terms.order_days}")
    if ahead := sorted(day.isoformat() for day in terms.closed_on if day >= today):
        words.append(f"  closed on: {', '.join(ahead[:8])}" + (f" and {len(ahead) - 8} more" if len(ahead) > 8 else ""))
    if reach := [part for part in (card.supplier.email, card.supplier.phone) if part]:
        words.append(f"  {', '.join(reach)}")
    share = ""
    if kept.kept_share is not None and kept.kept_between is not None:
        low, high = (_percent(end) for end in kept.kept_between)
        share = f" ({_percent(kept.kept_share)} %, between {low} and {high} % with nine chances in ten)"
    words.append(f"  brought {kept.kept} of {kept.due} deliveries by the day first given{share}")
    words.append(f"  reckon with {kept.late_likely} days late, with {kept.late_latest} at the latest")
    if kept.fill is not None:
        words.append(f"  brought {_percent(kept.fill)} % of what was ordered")
    return [*words, *(f"  {order_words(one, today)}" for one in card.orders)]


def order_words(one: PurchaseOrder, today: date) -> str:
    day = one.expected_on.isoformat() if one.expected_on else ""
    late = one.days_late(today)
    note = f"{late} day{'s' if late != 1 else ''} late" if late else ""
    return f"{one.number:18} {one.supplier_name or one.supplier:28.28} {one.state:14} {day:10} {note}".rstrip()


def line_words(one: PurchaseOrder) -> list[str]:
    words = []
    for line in one.lines:
        parts = [f"{line.open} to come"] if line.open else []
        parts += [f"{line.received} received"] if line.received else []
        parts += [f"{line.cancelled} cancelled"] if line.cancelled else []
        if line.open:
            day = line.expected_on.isoformat() if line.expected_on else "no day given"
            parts.append(f"{day}{', confirmed' if line.confirmed else ''}")
            if line.first_expected_on and line.first_expected_on != line.expected_on:
                parts.append(f"first said {line.first_expected_on.isoformat()}")
        words.append(f"  {line.line}: {line.quantity} x {line.sku} {line.name}: {', '.join(parts)}")
    return words


def change_words(one: PurchaseOrder) -> list[str]:
    return [
        f"  {change.at[:10]} line {change.line}: {_iso(change.before) or 'no day'} -> {_iso(change.after) or 'no day'}"
        + (", confirmed" if change.confirmed else "")
        + (f" ({change.why})" if change.why else "")
        for change in one.changes
    ]


def broken_words(promises: Sequence[BrokenPromise]) -> list[str]:
    return [
        f"  breaks a promise: {promise.order}, {promise.customer_name or 'a customer'}, {promise.name or promise.sku}: "
        f"{_days_moved(promise)}"
        for promise in promises
    ]


def _days_moved(promise: BrokenPromise) -> str:
    told, now = promise.told_latest, promise.now_latest
    if told is not None and now is not None and now <= told:  # it is the goods that went, not the day
        return f"was told it is here; by {told.isoformat()} as before"
    return f"was told {_iso(told) or 'no day'}, now {_iso(now) or 'no day at all'}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _percent(share: float | None) -> int | None:
    return None if share is None else round(share * 100)
