"""What the log keeps of a sale: its words, its lines, its double entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pos.domain import order_deposit, paper
from pos.domain.money import Money
from pos.domain.order_deposit import Posting
from pos.domain.people import Customer
from pos.domain.receipt import Receipt
from pos.domain.sale import PricedBasket, PricedPart, Settlement, Tender, kept_reference
from pos.domain.shop import Shop
from pos.usecases.ports import Transaction
from pos.usecases.repeats import fingerprint
from pos.usecases.sale_tenders import tender_postings
from pos.usecases.sale_wishes import Checkout, PromisedPart, Quote

if TYPE_CHECKING:
    from pos.domain.overrides import Override
    from pos.domain.promise import Promise


def sale_body(
    tx: Transaction,
    *,
    shop: Shop,
    number: str,
    now: datetime,
    today: date,
    checkout: Checkout,
    priced: Quote,
    promised: Sequence[PromisedPart],
    deposit: Money,
    settlement: Settlement,
    customer: Customer | None,
    receipt: Receipt,
    reasons: Mapping[str, str],
    terms: Mapping[int, dict[str, Any]],
) -> dict[str, Any]:
    """The operation `sale_made`: plain values, money in minor units; the customer's own words only under their seal.

    `reasons` says by line number why goods went that the record denies, `terms` how a line that follows does so.
    """
    told = {(p.part.line, p.part.take): p for p in promised}
    last = {kept_reference(w.reference): w.until for w in checkout.tenders if w.kind == "authorisation" and w.until}

    def until(tender: Tender) -> dict[str, str]:
        day = last.get(tender.reference) if tender.kind == "authorisation" else None
        return {"until": day.isoformat()} if day else {}

    shares = order_deposit.shares_of(deposit.minor, priced.basket.taking("later"), shop.deposit.tax_mode)
    body: dict[str, Any] = {
        "number": number,
        "at": now.isoformat(timespec="microseconds"),
        "business_date": today.isoformat(),
        "lines": [
            _line_body(part, told.get((part.line, part.take)))
            | (terms.get(part.line, {}) if part.take == "later" else {})
            for part in priced.basket.parts
        ],
        "total": priced.basket.total.minor,
        "tax": priced.basket.tax.minor,
        "due_now": settlement.due.minor,
        "order_deposit": deposit.minor,
        "balance_due": priced.balance_due.minor,
        "change_due": settlement.change_due.minor,
        "tenders": [
            {
                "kind": t.kind,
                "amount": t.amount.minor,
                **({"reference": t.reference} if t.reference else {}),
                **until(t),
            }
            for t in settlement.tenders
        ],
        "postings": [posting_body(p) for p in sale_postings(priced.basket, number, shares, settlement)],
        "receipt": receipt.to_json(),
        "job": f"{number}/0",
    }
    if checkout.request:
        body["request"] = checkout.request
        body["request_of"] = fingerprint(checkout)
    if customer is not None:
        body["customer"] = customer.id
        body["sealed"] = tx.seal(customer.id, paper.personal_words(customer))
    if checkout.ship_complete and promised:
        body["ship_complete"] = True
    if aside := [[number, p.part.line, p.part.product.sku, p.put_aside] for p in promised if p.put_aside]:
        body["allocations"] = aside
    if shares:
        body["shares"] = [[share.rate, share.amount, share.declared] for share in shares]
        body["mode"] = shop.deposit.mode
        body["tax_mode"] = shop.deposit.tax_mode
    if against := [_override_body(number, p, p.override) for p in promised if p.override is not None]:
        body["overrides"] = against
    if reasons:
        body["anyway"] = dict(reasons)
    if checkout.deposit_reason:
        body["deposit_reason"] = checkout.deposit_reason
    return body


def _override_body(number: str, promised: PromisedPart, override: Override) -> dict[str, Any]:
    return {
        "sku": promised.part.product.sku,
        "quantity": promised.part.quantity,
        "advised": override.advised,
        "taken": override.taken,
        "reason": override.reason,
        "rules": list(override.rules),
        "order_number": number,
    }


def _line_body(part: PricedPart, told: PromisedPart | None) -> dict[str, Any]:
    body: dict[str, Any] = {
        "line": part.line,
        "sku": part.product.sku,
        "name": part.product.name,
        "quantity": part.quantity,
        "unit_price": part.unit_price.minor,
        "total": part.total.minor,
        "tax": part.tax.minor,
        "tax_rate": part.product.tax_rate.thousandths,
        "take": part.take,
    }
    if told is not None:
        body["words"] = told.words
        promised = told.promise or told.dated
        if promised is not None:
            body["likely_on"] = promised.likely_on.isoformat()
            body["latest_on"] = promised.latest_on.isoformat()
            body["certainty"] = promised.certainty
            body["queue_ahead"] = promised.queue_ahead
            body["basis"] = basis_body(promised)
        if promised is not None and promised.quantity < part.quantity:
            body["told_units"] = promised.quantity
    return body


def basis_body(promised: Promise) -> list[list[Any]]:
    """What a promise stands on, as the log keeps it: kind, id, units, day, and whose goods they are."""
    return [
        [peg.kind, peg.id, peg.quantity, peg.on.isoformat() if peg.on else None, peg.supplier] for peg in promised.basis
    ]


def sale_postings(
    basket: PricedBasket, number: str, shares: Sequence[order_deposit.Share], settlement: Settlement
) -> list[Posting]:
    """Double entry of a sale: tenders in (cash less change), goods taken now, the deposit. Sums to zero."""
    postings = tender_postings(settlement)
    postings += order_deposit.sold(
        [(p.product.tax_rate.thousandths, p.total.minor, p.tax.minor) for p in basket.taking("now")]
    )
    postings += order_deposit.taken(number, shares)
    if settlement.cash_rounding:
        postings.append(Posting("cash_rounding", -settlement.cash_rounding.minor))
    return postings


def posting_body(posting: Posting) -> list[object]:
    """A posting as the log keeps it: account, amount, order, rate."""
    return [posting.account, posting.amount, posting.order, posting.rate]
