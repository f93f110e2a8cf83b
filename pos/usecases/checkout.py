"""Paying for a basket: goods taken now, goods ordered with a deposit, tenders, change and the receipt, as one step."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from pos.domain import errors, order_deposit, paper
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.order_deposit import Posting
from pos.domain.people import OWNER, Customer, Person, digits_in
from pos.domain.phrases import promise_words
from pos.domain.promising import Promise
from pos.domain.receipt import Receipt
from pos.domain.sale import (
    BasketLine,
    PricedBasket,
    PricedPart,
    Settlement,
    Tender,
    kept_reference,
    price_basket,
    settle,
)
from pos.domain.shop import Shop
from pos.usecases.availability import Scanned, promise_for, resolve, today_in
from pos.usecases.ports import Clock, Records, Transaction, Transactions

IN_THE_HAND = "pack in the hand"
"""The reason that is kept when a scale's pack goes although the record has less."""


@dataclass(frozen=True, slots=True)
class LineWish:
    """A line of a basket as the counter hands it in. `take`: "now", "backorder", or "auto" (what is here now, the rest
    later); `later` says the split outright. `price` is for products without one; `anyway` the reason for taking goods
    that the record denies ("it is in my hand")."""

    code: str
    quantity: int = 1
    take: str = "auto"
    later: int | None = None
    price: Money | None = None
    anyway: str = ""


@dataclass(frozen=True, slots=True)
class CustomerWish:
    """Who orders: a known customer's id, or a new customer's name and contact."""

    id: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    consent: bool = True
    language: str = ""
    tell_by: str = ""


@dataclass(frozen=True, slots=True)
class TenderWish:
    """A tender; `amount` None pays what is still due."""

    kind: str = "cash"
    amount: Money | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What a basket would cost and ask for, before anything is paid."""

    basket: PricedBasket
    order_deposit: Money
    least_deposit: Money
    due_now: Money
    balance_due: Money


@dataclass(frozen=True, slots=True)
class PromisedPart:
    """A part that follows, with what was told about it."""

    part: PricedPart
    promise: Promise | None
    words: str


@dataclass(frozen=True, slots=True)
class Sold:
    """What was done: the answer to the counter, and what is on the receipt."""

    number: str
    total: Money
    tax: Money
    due_now: Money
    order_deposit: Money
    balance_due: Money
    change_due: Money
    taken_now: tuple[PricedPart, ...]
    backorders: tuple[PromisedPart, ...]
    receipt: Receipt
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Checkout:
    """A basket with everything that goes with it. `request` is the counter's own id of this payment: handing in the
    same one again answers with the sale that was made, and sells nothing; another basket under it is refused."""

    lines: tuple[LineWish, ...]
    tenders: tuple[TenderWish, ...]
    customer: CustomerWish | None = None
    order_deposit: Money | None = None
    deposit_reason: str = ""
    request: str = ""


def quote(*, lines: Sequence[BasketLine], shop: Shop, order_deposit_wish: Money | None = None) -> Quote:
    """Price a basket whose split is known; touches no record. Raises as `price_basket` does, and DepositTooLarge."""
    basket = price_basket(lines, currency=shop.currency, prices_include_tax=shop.prices_include_tax)
    least = order_deposit.asked_for(shop.deposit, basket.taking("later"), shop.currency)
    deposit = least if order_deposit_wish is None else order_deposit_wish
    if deposit.minor > basket.later_total.minor:
        deposit = order_deposit.checked(deposit, least=Money(0, shop.currency), total=basket.later_total)
    return Quote(
        basket=basket,
        order_deposit=deposit,
        least_deposit=least,
        due_now=basket.now_total + deposit,
        balance_due=basket.later_total - deposit,
    )


def sell(*, checkout: Checkout, transactions: Transactions, clock: Clock, person: Person = OWNER) -> Sold:
    """Sell a basket. Everything happens in one transaction: money, stock, order, deposit, receipt, print job, log.

    Raises EmptyBasket, UnknownCode, PriceMissing, BadQuantity, NotEnoughHere, NotBackorderable, CustomerNeeded,
    ContactNeeded, DepositTooSmall, DepositTooLarge, TenderTooSmall, TenderTooLarge, BadAmount, NotAllowed,
    RequestReused.
    """
    if not checkout.lines:
        raise errors.EmptyBasket("The basket is empty. Scan a product first.")
    with transactions.writing() as tx:
        now = clock.now()
        shop = tx.shop()
        if checkout.request and (earlier := tx.sale_by_request(checkout.request)):
            _check_repeated(tx, checkout, earlier)
            kept = tx.receipt(earlier["number"])
            assert kept is not None, "a sale without its receipt"
            return _sold_before(earlier, kept.document)
        today = today_in(shop, now)
        lines, reasons = split_lines(tx, shop, checkout.lines, person)
        priced = quote(lines=lines, shop=shop, order_deposit_wish=checkout.order_deposit)
        customer = _customer(tx, checkout.customer, person, needed=bool(priced.basket.taking("later")))
        _check_account(checkout.tenders, customer)
        language = (customer.language if customer else "") or shop.language
        promised = promise_parts(tx, shop, priced.basket.taking("later"), today=today, language=language, person=person)
        deposit = _deposit(shop, priced, person, checkout.deposit_reason)
        settlement = settle(
            priced.due_now,
            fill_tenders(checkout.tenders, priced.due_now, shop, _to_authorise(shop, priced)),
            cash_step=shop.cash_step,
        )
        _check_authorisation(shop, priced, settlement)
        number = tx.next_number()
        receipt = paper.sale_receipt(
            shop=shop, number=number, at=local_time(shop, now), language=language, person=person.name,
            customer=customer, priced=priced.basket, promised=[(p.part, p.promise, p.words) for p in promised],
            deposit=deposit, settlement=settlement, balance_due=priced.balance_due,
        )  # fmt: skip
        body = _sale_body(
            tx, shop, number, now, today, checkout, priced, promised, deposit, settlement, customer, receipt, reasons
        )
        tx.append("sale_made", body, person=person.id)
    return Sold(
        number=number,
        total=priced.basket.total,
        tax=priced.basket.tax,
        due_now=settlement.due,
        order_deposit=deposit,
        balance_due=priced.balance_due,
        change_due=settlement.change_due,
        taken_now=priced.basket.taking("now"),
        backorders=promised,
        receipt=paper.with_customer(receipt, paper.personal_words(customer)),
    )


def local_time(shop: Shop, now: datetime) -> datetime:
    """The instant on the store's wall clock, with its offset, to the second."""
    return now.astimezone(ZoneInfo(shop.timezone)).replace(microsecond=0)


def split_lines(
    records: Records, shop: Shop, wishes: Sequence[LineWish], person: Person
) -> tuple[list[BasketLine], dict[str, str]]:
    """Resolve codes and decide what goes now and what follows, never promising one unit twice within a basket.

    Answers with the lines, and by line number with the reason for which goods that the record denies go now.
    """
    left: dict[str, int] = {}
    lines = []
    reasons = {}
    known = records.sellables([wish.code for wish in wishes])
    for number, wish in enumerate(wishes, start=1):
        scanned = resolve(records, shop, wish.code, known)
        product, quantity = scanned.product, scanned.quantity or wish.quantity
        if scanned.quantity and wish.quantity not in (1, scanned.quantity):
            raise errors.BadQuantity(
                f"A scale's label stands for one pack of “{product.name}”. Nothing was sold. "
                "Scan each label by itself.",
                code=wish.code,
                quantity=wish.quantity,
            )
        if product.sku not in left:
            left[product.sku] = scanned.available
        free = left[product.sku]
        if reason := wish.anyway or _pack_reason(wish, scanned, free, person):
            reasons[str(number)] = reason
            wish = replace(wish, anyway=reason)
        later = _later(wish, product, quantity, free, person)
        left[product.sku] = max(0, free - (quantity - later))
        if later and product.backorder == "stop":
            raise errors.NotBackorderable(
                f"“{product.name}” is not ordered any more, so it cannot be promised. Nothing was sold. "
                "Offer something like it, or sell what is here.",
                sku=product.sku,
            )
        if (
            wish.price is not None
            and product.price is not None
            and wish.price != product.price
            and not person.may("open_price")
        ):
            raise errors.NotAllowed(
                f"The price of “{product.name}” is {product.price}. Nothing was sold. Changing it needs a right of "
                "its own.",
                sku=product.sku,
            )
        lines.append(BasketLine(product, quantity, later, wish.price, scanned.price))
    return lines, reasons


def _pack_reason(wish: LineWish, scanned: Scanned, free: int, person: Person) -> str:
    """A scale's pack is in the hand and is one whole: more than the record has goes only with the right to it."""
    if scanned.quantity is None or scanned.quantity <= free or wish.take != "auto" or wish.later is not None:
        return ""
    if not person.may("sell_anyway"):
        raise errors.NotEnoughHere(
            f"The label says {scanned.quantity} of “{scanned.product.name}” and {free} are on record here. Nothing was "
            "sold. Ask somebody who may sell the pack anyway, or have the stock counted.",
            sku=scanned.product.sku,
            wanted=scanned.quantity,
            available=free,
        )
    return IN_THE_HAND


def _later(wish: LineWish, product: Product, quantity: int, free: int, person: Person) -> int:
    if wish.later is not None:
        later = wish.later
    elif wish.take in ("backorder", "later"):
        later = quantity
    elif wish.take == "now" or (wish.take == "auto" and wish.anyway and person.may("sell_anyway")):
        later = 0
    elif wish.take == "auto":
        later = max(0, quantity - free)
    else:
        raise errors.BadQuantity(f"A line can be taken now, backorder or auto, not “{wish.take}”. Nothing was sold.")
    if quantity - later > free and not (wish.anyway and person.may("sell_anyway")):
        raise errors.NotEnoughHere(
            f"{quantity - later} of “{product.name}” were to be taken now and {free} are free here. Nothing was sold. "
            f"Backorder the other {quantity - later - free}, or, with the goods in hand, sell anyway with a reason.",
            sku=product.sku,
            wanted=quantity - later,
            available=free,
        )
    return later


def promise_parts(
    records: Records, shop: Shop, parts: Sequence[PricedPart], *, today: date, language: str, person: Person
) -> tuple[PromisedPart, ...]:
    """A promise for each part that follows.

    Without a date, or beyond the longest wait, only somebody with the right may take the order.
    """
    ahead: dict[str, int] = {}
    promised = []
    for part in parts:
        sku = part.product.sku
        if sku not in ahead:
            ahead[sku] = records.stock_here(sku).queue_ahead
        found = promise_for(records, shop, part.product, part.quantity, today=today, queue_ahead=ahead[sku])
        ahead[sku] += part.quantity
        if not person.may("sell_anyway"):
            _refuse_hopes(shop, part.product, found, today)
        promised.append(PromisedPart(part, found, promise_words(found, language)))
    return tuple(promised)


def _refuse_hopes(shop: Shop, product: Product, found: Promise | None, today: date) -> None:
    """What takes a right to promise: goods without a date, or beyond the longest wait."""
    if found is None or product.backorder == "waitlist":
        raise errors.NotBackorderable(
            f"Nothing says when “{product.name}” can be here, so no date can be promised. Nothing was sold. "
            "Offer to tell the customer when it is back, or ask somebody who may take the order all the same.",
            sku=product.sku,
        )
    wait = (found.latest_on - today).days
    if wait > shop.longest_wait_days:
        raise errors.NotBackorderable(
            f"“{product.name}” would take {wait} days and the shop promises {shop.longest_wait_days} at the most. "
            "Nothing was sold. Offer to tell the customer when it is back, or ask somebody who may take the order.",
            sku=product.sku,
            wait_days=wait,
        )


def _customer(tx: Transaction, wish: CustomerWish | None, person: Person, *, needed: bool) -> Customer | None:
    if wish is None or not (wish.id or wish.name.strip()):
        if not needed and (wish is None or not (wish.name or wish.phone or wish.email)):
            return None
        raise errors.CustomerNeeded(
            "Goods that follow later need somebody to hand them to. Nothing was sold. Choose the customer, or add "
            "a name and a phone."
            if needed
            else "The customer has no name. Nothing was sold. Add a name, or sell without a customer."
        )
    known = tx.customer(wish.id) if wish.id else _known_as(tx, wish)
    if known is None and wish.id:
        raise errors.UnknownCode("This customer is not in the records. Nothing was sold. Choose again.", id=wish.id)
    customer = known if known and wish.id else _as_typed(wish, known)
    if needed and not customer.can_be_told and not (customer.tell_by == "none" and person.may("no_contact")):
        raise errors.ContactNeeded(
            "Without a phone number or e-mail address we cannot tell the customer. Nothing was sold. "
            "Add one; or somebody with the right takes the order with a printed ticket only (tell by: none)."
        )
    if customer != known:
        keep_customer(tx, customer, person)
    return customer


def _known_as(tx: Transaction, wish: CustomerWish) -> Customer | None:
    """The customer in the records who has the name that was typed, and its phone or its e-mail address."""
    email, digits = wish.email.strip(), digits_in(wish.phone)
    alike = list(tx.customers_like(email, "", "")) if email else []
    alike += tx.customers_like("", digits, "") if digits else []
    return next((customer for customer in alike if _is_named(customer, wish)), None)


def _is_named(customer: Customer, wish: CustomerWish) -> bool:
    return customer.name.split() != [] and _plain(customer.name) == _plain(wish.name)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _as_typed(wish: CustomerWish, known: Customer | None) -> Customer:
    """A new customer, or the known one with what was typed beyond what is kept; a "no" to being told counts."""
    old = known or Customer(str(uuid4()), wish.name.strip(), consent=True)
    return replace(
        old,
        phone=old.phone or wish.phone.strip(),
        email=old.email or wish.email.strip(),
        consent=old.consent and wish.consent,
        language=wish.language or old.language,
        tell_by=wish.tell_by or old.tell_by,  # type: ignore[arg-type]
    )


def keep_customer(tx: Transaction, customer: Customer, person: Person) -> None:
    """Put a customer into the records; the personal words are sealed under a key of their own."""
    personal = {
        "name": customer.name,
        "phone": customer.phone,
        "email": customer.email,
        "address": customer.address,
    }
    tx.append(
        "customer_put",
        {
            "customer": customer.id,
            "sealed": tx.seal(customer.id, personal),
            "class": customer.customer_class,
            "consent": customer.consent,
            "language": customer.language,
            "tell_by": customer.tell_by,
        },
        person=person.id,
    )


def _deposit(shop: Shop, priced: Quote, person: Person, reason: str) -> Money:
    least = priced.least_deposit
    if priced.order_deposit.minor < least.minor and reason and person.may("lower_deposit"):
        least = Money(max(0, priced.order_deposit.minor), shop.currency)
    return order_deposit.checked(priced.order_deposit, least=least, total=priced.basket.later_total)


def fill_tenders(
    tenders: Sequence[TenderWish], due: Money, shop: Shop, to_authorise: Money | None = None
) -> list[Tender]:
    """Fill in "what is due" where a tender names no amount: after all tenders that do, and in coins when it is cash;
    an authorisation that names none is for `to_authorise`. Raises TenderTooLarge where nothing is to be authorised."""
    given = sum(
        tender.amount.minor for tender in tenders if tender.amount is not None and tender.kind != "authorisation"
    )
    rest = Money(max(0, due.minor - given), due.currency)
    filled = []
    for tender in tenders:
        amount = tender.amount
        if tender.kind == "authorisation":
            if not to_authorise:
                raise errors.TenderTooLarge(
                    "There is nothing to authorise on a card here: nothing follows later, or the shop takes a deposit "
                    "instead. Nothing was sold. Void the authorisation on the terminal, and pay by another tender.",
                )
            amount = to_authorise if amount is None else amount
        elif amount is None:
            if due and not rest:
                continue  # the tenders before it pay everything
            amount = rest.rounded_to(shop.cash_step) if tender.kind == "cash" else rest
            rest = Money(0, due.currency)
        filled.append(Tender(tender.kind, amount, kept_reference(tender.reference)))
    return filled


def _to_authorise(shop: Shop, priced: Quote) -> Money | None:
    """What a card is asked for now and charged when the goods are handed over; None where the shop does not do so."""
    return priced.balance_due if shop.deposit.mode == "authorise" else None


def _check_authorisation(shop: Shop, priced: Quote, settlement: Settlement) -> None:
    """In "authorise only" the card is asked for the ordered goods and charged when they are handed over."""
    if shop.deposit.mode != "authorise" or not priced.basket.later_total:
        return
    held = Money(sum(t.amount.minor for t in settlement.tenders if t.kind == "authorisation"), shop.currency)
    if held < priced.balance_due:
        raise errors.TenderTooSmall(
            f"The shop authorises {priced.balance_due} on a card for goods that follow, and {held} was "
            "authorised. Nothing was sold. Authorise the card first, or take a deposit.",
            due=str(priced.balance_due),
        )
    if held > priced.balance_due:
        raise errors.TenderTooLarge(
            f"{priced.balance_due} is due later and {held} was authorised on a card. Nothing was sold. Void the "
            f"authorisation on the terminal, and authorise {priced.balance_due}.",
            due=str(priced.balance_due),
            given=str(held),
        )


def _check_account(tenders: Sequence[TenderWish], customer: Customer | None) -> None:
    if customer is None and any(tender.kind == "account" for tender in tenders):
        raise errors.CustomerNeeded(
            "What is put on account needs somebody who owes it. Nothing was sold. Choose the customer, or take "
            "another tender."
        )


def _sale_body(
    tx: Transaction,
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
) -> dict[str, Any]:
    told = {(p.part.line, p.part.take): p for p in promised}
    later_by_rate: dict[int, int] = {}
    for part in priced.basket.taking("later"):
        rate = part.product.tax_rate.thousandths
        later_by_rate[rate] = later_by_rate.get(rate, 0) + part.total.minor
    shares = order_deposit.shares(deposit.minor, later_by_rate, shop.deposit.tax_mode) if later_by_rate else ()
    body: dict[str, Any] = {
        "number": number,
        "at": now.isoformat(timespec="microseconds"),
        "business_date": today.isoformat(),
        "lines": [_line_body(part, told.get((part.line, part.take))) for part in priced.basket.parts],
        "total": priced.basket.total.minor,
        "tax": priced.basket.tax.minor,
        "due_now": settlement.due.minor,
        "order_deposit": deposit.minor,
        "balance_due": priced.balance_due.minor,
        "change_due": settlement.change_due.minor,
        "tenders": [
            {"kind": t.kind, "amount": t.amount.minor, **({"reference": t.reference} if t.reference else {})}
            for t in settlement.tenders
        ],
        "postings": [posting_body(p) for p in sale_postings(priced.basket, number, shares, settlement)],
        "receipt": receipt.to_json(),
        "job": f"{number}/0",
    }
    if checkout.request:
        body["request"] = checkout.request
        body["request_of"] = _fingerprint(checkout)
    if customer is not None:
        body["customer"] = customer.id
        body["sealed"] = tx.seal(customer.id, paper.personal_words(customer))
    if shares:
        body["shares"] = [[share.rate, share.amount, share.declared] for share in shares]
        body["mode"] = shop.deposit.mode
    if reasons:
        body["anyway"] = dict(reasons)
    if checkout.deposit_reason:
        body["deposit_reason"] = checkout.deposit_reason
    return body


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
        if told.promise is not None:
            body["likely_on"] = told.promise.likely_on.isoformat()
            body["latest_on"] = told.promise.latest_on.isoformat()
            body["certainty"] = told.promise.certainty
            body["queue_ahead"] = told.promise.queue_ahead
            body["basis"] = [
                [peg.kind, peg.id, peg.quantity, peg.on.isoformat() if peg.on else None] for peg in told.promise.basis
            ]
    return body


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


def tender_postings(settlement: Settlement) -> list[Posting]:
    """What came into the till by each means, the change already taken off the cash."""
    by_kind: dict[str, int] = {}
    for tender in settlement.tenders:
        if tender.kind != "authorisation":
            by_kind[tender.kind] = by_kind.get(tender.kind, 0) + tender.amount.minor
    if settlement.change_due:
        by_kind["cash"] -= settlement.change_due.minor
    return [Posting(f"tender:{kind}", amount) for kind, amount in by_kind.items() if amount]


def posting_body(posting: Posting) -> list[object]:
    """A posting as the log keeps it: account, amount, order, rate."""
    return [posting.account, posting.amount, posting.order, posting.rate]


def _fingerprint(checkout: Checkout) -> str:
    """A short mark of what was handed in, to know it again. The name and the contact are no part of it: a mark of
    them could be guessed after the customer was erased; `_check_repeated` compares them with the records instead."""
    import hashlib

    who = checkout.customer or CustomerWish()
    wish = [
        [[w.code, w.quantity, w.take, w.later, _minor(w.price), w.anyway] for w in checkout.lines],
        [[w.kind, _minor(w.amount), kept_reference(w.reference)] for w in checkout.tenders],
        [who.id, bool(who.name), who.consent, who.language, who.tell_by],
        [_minor(checkout.order_deposit), checkout.deposit_reason],
    ]
    return hashlib.sha256(json.dumps(wish, separators=(",", ":")).encode()).hexdigest()


def _minor(amount: Money | None) -> int | None:
    return None if amount is None else amount.minor


def _check_repeated(tx: Transaction, checkout: Checkout, earlier: Mapping[str, Any]) -> None:
    """Raises RequestReused when the earlier sale of this id was of another basket; older
    sales have no fingerprint and count as the same."""
    kept, wish = earlier.get("request_of"), checkout.customer
    same = kept is None or kept == _fingerprint(checkout)
    if same and kept and wish and wish.name and not wish.id:
        buyer = tx.customer(earlier.get("customer", ""))
        same = buyer is None or not buyer.name or _is_same(buyer, wish)
    if not same:
        raise errors.RequestReused(
            f"The id “{checkout.request[:60]}” was used for receipt {earlier['number']} with another basket. Nothing "
            "was sold. Use a new id for this basket.",
            id=checkout.request[:60],
            number=earlier["number"],
        )


def _is_same(customer: Customer, wish: CustomerWish) -> bool:
    """Whether the customer in the records is the one that was typed: by name, and by one contact where any is given."""
    email, digits = wish.email.strip().lower(), digits_in(wish.phone)
    contacts = {customer.email.lower(), digits_in(customer.phone)} - {""}
    return _is_named(customer, wish) and (not (email or digits) or bool({email, digits} & contacts))


def _sold_before(body: Mapping[str, Any], receipt: Receipt) -> Sold:
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
            PromisedPart(part, _promise_again(line), line["words"]) for line, part in parts if part.take == "later"
        ),
        receipt=receipt,
        repeated=True,
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
    return Promise(line["quantity"], likely, latest, line["certainty"], (), line["queue_ahead"])
