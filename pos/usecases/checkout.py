"""Paying for a basket: goods taken now, goods ordered with a deposit, tenders, change and the receipt, as one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from pos.domain import errors, order_deposit, paper
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.order_deposit import Posting
from pos.domain.people import OWNER, Customer, Person
from pos.domain.phrases import promise_words
from pos.domain.promising import Promise
from pos.domain.receipt import Receipt
from pos.domain.sale import BasketLine, PricedBasket, PricedPart, Settlement, Tender, price_basket, settle
from pos.domain.shop import Shop
from pos.usecases.availability import promise_for, resolve, today_in
from pos.usecases.ports import Clock, Records, Transaction, Transactions


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
    same one again answers with the sale that was made, and sells nothing."""

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
    ContactNeeded, DepositTooSmall, DepositTooLarge, TenderTooSmall, TenderTooLarge, NotAllowed.
    """
    if not checkout.lines:
        raise errors.EmptyBasket("The basket is empty. Scan a product first.")
    with transactions.writing() as tx:
        now = clock.now()
        shop = tx.shop()
        if checkout.request and (earlier := tx.sale_by_request(checkout.request)):
            kept = tx.receipt(earlier["number"])
            assert kept is not None, "a sale without its receipt"
            return _sold_before(earlier, kept.document)
        today = today_in(shop, now)
        lines = split_lines(tx, shop, checkout.lines, person)
        priced = quote(lines=lines, shop=shop, order_deposit_wish=checkout.order_deposit)
        customer = _customer(tx, checkout.customer, person, needed=bool(priced.basket.taking("later")))
        language = (customer.language if customer else "") or shop.language
        promised = promise_parts(tx, shop, priced.basket.taking("later"), today=today, language=language, person=person)
        deposit = _deposit(shop, priced, person, checkout.deposit_reason)
        settlement = settle(
            priced.due_now,
            fill_tenders(checkout.tenders, priced.due_now, shop, priced.balance_due),
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
            tx, shop, number, now, today, checkout, priced, promised, deposit, settlement, customer, receipt
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


def split_lines(records: Records, shop: Shop, wishes: Sequence[LineWish], person: Person) -> list[BasketLine]:
    """Resolve codes and decide what goes now and what follows, never promising one unit twice within a basket."""
    left: dict[str, int] = {}
    lines = []
    known = records.sellables([wish.code for wish in wishes])
    for wish in wishes:
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
    return lines


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
    if wish is None or not (wish.id or wish.name):
        if not needed:
            return None
        raise errors.CustomerNeeded(
            "Goods that follow later need somebody to hand them to. Nothing was sold. Choose the customer, or add "
            "a name and a phone."
        )
    if wish.id:
        customer = tx.customer(wish.id)
        if customer is None:
            raise errors.UnknownCode("This customer is not in the records. Nothing was sold. Choose again.", id=wish.id)
    else:
        customer = Customer(
            str(uuid4()), wish.name.strip(), wish.phone.strip(), wish.email.strip(), "", "person", wish.consent,
            wish.language, wish.tell_by,  # type: ignore[arg-type]
        )  # fmt: skip
    if needed and not customer.can_be_told and not (customer.tell_by == "none" and person.may("no_contact")):
        raise errors.ContactNeeded(
            "Without a phone number or e-mail address we cannot tell the customer. Nothing was sold. "
            "Add one; or somebody with the right takes the order with a printed ticket only (tell by: none)."
        )
    if not wish.id:
        keep_customer(tx, customer, person)
    return customer


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
    """Fill in "what is due" where a tender names no amount: after all tenders that do; an authorisation that names
    none is for what is due later."""
    given = sum(
        tender.amount.minor for tender in tenders if tender.amount is not None and tender.kind != "authorisation"
    )
    rest = Money(max(0, due.minor - given), due.currency)
    open_tenders = [tender for tender in tenders if tender.amount is None]
    if open_tenders and all(tender.kind == "cash" for tender in tenders):
        due = due.rounded_to(shop.cash_step)
        rest = Money(max(0, due.minor - given), due.currency)
    filled = []
    for tender in tenders:
        amount = tender.amount
        if amount is None and tender.kind == "authorisation":
            amount = to_authorise or Money(0, due.currency)
        elif amount is None:
            amount, rest = rest, Money(0, due.currency)
        if amount.minor or tender.amount is not None or due.minor == 0:
            filled.append(Tender(tender.kind, amount, tender.reference))
    return filled


def _check_authorisation(shop: Shop, priced: Quote, settlement: Settlement) -> None:
    """In "authorise only" the card is asked for the ordered goods and charged when they are handed over."""
    if shop.deposit.mode != "authorise" or not priced.basket.later_total:
        return
    held = sum(tender.amount.minor for tender in settlement.tenders if tender.kind == "authorisation")
    if held < priced.balance_due.minor:
        raise errors.TenderTooSmall(
            f"The shop authorises {priced.balance_due} on a card for goods that follow, and "
            f"{Money(held, shop.currency)} was "
            "authorised. Nothing was sold. Authorise the card first, or take a deposit.",
            due=str(priced.balance_due),
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
    if customer is not None:
        body["customer"] = customer.id
        body["sealed"] = tx.seal(customer.id, paper.personal_words(customer))
    if shares:
        body["shares"] = [[share.rate, share.amount, share.declared] for share in shares]
        body["mode"] = shop.deposit.mode
    reasons = {str(i): wish.anyway for i, wish in enumerate(checkout.lines, start=1) if wish.anyway}
    if reasons:
        body["anyway"] = reasons
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
