"""One id, one basket: a payment that is handed in again is known again and answered, and sells nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pos.domain import errors
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.promise import Promise
from pos.domain.receipt import Receipt
from pos.domain.sale import PricedPart, kept_reference
from pos.usecases.ports import Transaction
from pos.usecases.sale_customer import is_same
from pos.usecases.sale_wishes import Checkout, CustomerWish, LineWish, PromisedPart, Sold


def fingerprint(checkout: Checkout) -> str:
    """A short mark of what was handed in, to know it again. The name and the contact are no part of it: a mark of
    them could be guessed after the customer was erased; `check_repeated` compares them with the records instead."""
    import hashlib

    who = checkout.customer or CustomerWish()
    wish = [
        [[w.code, w.quantity, w.take, w.later, _minor(w.price), w.anyway] for w in checkout.lines],
        [[w.kind, _minor(w.amount), kept_reference(w.reference)] for w in checkout.tenders],
        [who.id, bool(who.name), who.consent, who.language, who.tell_by],
        [_minor(checkout.order_deposit), checkout.deposit_reason],
        *([["ship_complete"]] if checkout.ship_complete else []),
        *([[checkout.mode]] if checkout.mode else []),
        *(terms for w in checkout.lines if (terms := _terms(w))),
    ]
    return hashlib.sha256(json.dumps(wish, separators=(",", ":")).encode()).hexdigest()


def _terms(wish: LineWish) -> list[str]:
    """What a line says of how it follows; empty where it says nothing, as no line did once."""
    said = [wish.kind, wish.route, wish.route_to, str(wish.wanted_on or ""), str(wish.not_after or "")]
    special = [] if wish.special is None else [repr(wish.special)]
    return [*said, *special] if special or said != ["", "collect", "", "", ""] else []


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def check_repeated(tx: Transaction, checkout: Checkout, earlier: Mapping[str, Any]) -> None:
    """Raises RequestReused when the earlier sale of this id was of another basket; older sales have no fingerprint and
    count as the same."""
    kept, wish = earlier.get("request_of"), checkout.customer
    same = kept is None or kept == fingerprint(checkout)
    if same and kept and wish and wish.name and not wish.id:
        buyer = tx.customer(earlier.get("customer", ""))
        same = buyer is None or not buyer.name or is_same(buyer, wish)
    if not same:
        raise errors.RequestReused(
            f"The id “{checkout.request[:60]}” was used for receipt {earlier['number']} with another basket. Nothing "
            "was sold. Use a new id for this basket.",
            id=checkout.request[:60],
            number=earlier["number"],
        )


def sold_before(body: Mapping[str, Any], receipt: Receipt) -> Sold:
    """The answer for a request that was carried out already."""
    currency = receipt.currency
    parts = [(line, _part_again(line, currency)) for line in body["lines"]]
    return Sold(
        number=body["number"],
        total=Money(body["total"], currency),
        tax=Money(body["tax"], currency),
        due_now=Money(body["due_now"], currency),
        order_deposit=Money(body["order_deposit"], currency),
        balance_due=Money(body["balance_due"], currency),
        change_due=Money(body["change_due"], currency),
        taken_now=tuple(part for _, part in parts if part.take == "now"),
        backorders=tuple(
            PromisedPart(
                part,
                None if "told_units" in line else _promise_again(line),
                line["words"],
                dated=_promise_again(line) if "told_units" in line else None,
            )
            for line, part in parts
            if part.take == "later"
        ),
        receipt=receipt,
        repeated=True,
        ship_complete=bool(body.get("ship_complete", False)),
    )


def _part_again(line: Mapping[str, Any], currency: str) -> PricedPart:
    unit_price = Money(line["unit_price"], currency)
    product = Product(line["sku"], line["name"], unit_price, TaxRate(line["tax_rate"]))
    total, tax = Money(line["total"], currency), Money(line["tax"], currency)
    return PricedPart(line["line"], product, line["quantity"], unit_price, total, tax, line["take"])


def _promise_again(line: Mapping[str, Any]) -> Promise | None:
    if "latest_on" not in line:
        return None
    likely, latest = date.fromisoformat(line["likely_on"]), date.fromisoformat(line["latest_on"])
    return Promise(line.get("told_units", line["quantity"]), likely, latest, line["certainty"], (), line["queue_ahead"])
