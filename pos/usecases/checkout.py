"""Paying for a basket: goods taken now, goods ordered with a deposit, tenders, change and the receipt, as one step.

The parts of it have rooms of their own (`sale_lines`, `sale_customer`, `sale_tenders`, `repeats`, `sale_record`); what
the counter hands in and gets back (`sale_wishes`) can be had from here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from pos.domain import errors, order_deposit, paper
from pos.domain.money import Money
from pos.domain.people import OWNER, Customer, Person, digits_in
from pos.domain.sale import BasketLine, PricedBasket, price_basket, settle
from pos.domain.shop import Shop
from pos.usecases.availability import today_in
from pos.usecases.later_turns import end_of_turns
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.repeats import check_repeated, sold_before
from pos.usecases.sale_advice import foresee
from pos.usecases.sale_customer import customer_of, is_same, keep_customer
from pos.usecases.sale_lines import promise_parts, split_lines, takes
from pos.usecases.sale_record import posting_body, sale_body
from pos.usecases.sale_tenders import (
    amount_to_authorise,
    check_account,
    check_authorisation,
    check_until,
    check_vouchers,
    deposit_of,
    fill_tenders,
    tender_postings,
)
from pos.usecases.sale_wishes import Checkout, CustomerWish, LineWish, PromisedPart, Quote, Sold, TenderWish

if TYPE_CHECKING:
    from pos.domain.credits import Credit
    from pos.domain.tell_me import Entry
    from pos.usecases.ports import Transaction
    from pos.usecases.sale_wishes import SpecialWish

__all__ = [
    "Checkout", "CustomerWish", "LineWish", "PromisedPart", "Quote", "Sold", "TenderWish", "fill_tenders",
    "keep_customer", "local_time", "posting_body", "quote", "quote_by_advice", "sell", "tender_postings",
]  # fmt: skip


def quote(*, lines: Sequence[BasketLine], shop: Shop, order_deposit_wish: Money | None = None) -> Quote:
    """Price a basket whose split is known; touches no record. Raises as `price_basket` does, and DepositTooLarge."""
    basket = price_basket(lines, currency=shop.currency, prices_include_tax=shop.prices_include_tax)
    return _with_deposit(basket, shop, order_deposit_wish)


def quote_by_advice(
    *,
    lines: Sequence[BasketLine],
    shop: Shop,
    transactions: Transactions,
    clock: Clock,
    customer: Customer | CustomerWish | None = None,
    order_deposit_wish: Money | None = None,
    specials: Mapping[str, SpecialWish] | None = None,
) -> Quote:
    """The same for a shop that asks for the advised deposit (`deposit_by_advice`): reads what is promised today, and
    says for this customer what a sale would ask for. `specials` are the things in it that the catalogue does not know,
    by the SKUs of their lines. Raises as `quote`."""
    priced = quote(lines=lines, shop=shop, order_deposit_wish=order_deposit_wish)
    if not shop.policy.deposit_by_advice or not priced.basket.taking("later"):
        return priced
    with transactions.reading() as records:
        buyer = known_customer(records, customer) if isinstance(customer, CustomerWish) else customer
        today = today_in(shop, clock.now())
        if specials:
            from pos.usecases.special_orders import as_ordered, coming

            units = {part.product.sku: part.quantity for part in priced.basket.taking("later")}
            supplies = {sku: coming(specials[sku], units[sku], today) for sku in units if sku in specials}
            records = as_ordered(records, supplies)
        now = {part.product.sku for part in priced.basket.taking("now")}
        kept = {sku: units for sku, units in _kept_for(records, buyer).items() if sku in now}
        seen = foresee(records, shop, priced.basket, today=today, customer=buyer, kept=kept)
        advised = {one.part.line: one.deposit_percent for one in seen}
    return _with_deposit(priced.basket, shop, order_deposit_wish, advised)


def _with_deposit(
    basket: PricedBasket, shop: Shop, order_deposit_wish: Money | None, advised: Mapping[int, int] | None = None
) -> Quote:
    least = order_deposit.asked_for(shop.deposit, basket.taking("later"), shop.currency, advised)
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
    RequestReused, BadText for an order against the advice without a reason, and as `sale_terms.terms_of`.
    """
    if not checkout.lines:
        raise errors.EmptyBasket("The basket is empty. Scan a product first.")
    with transactions.writing() as tx:
        now = clock.now()
        shop = tx.shop()
        if checkout.request and (earlier := tx.sale_by_request(checkout.request)):
            check_repeated(tx, checkout, earlier)
            kept = tx.receipt(earlier["number"])
            assert kept is not None, "a sale without its receipt"
            return sold_before(earlier, kept.document)
        today = today_in(shop, now)
        if checkout.mode:
            from pos.usecases.sale_terms import paid_by

            shop = paid_by(shop, checkout.mode)
        if any(wish.special is not None for wish in checkout.lines):
            from pos.usecases.special_orders import order_specials

            checkout = order_specials(tx, checkout, now=now, person=person)
        buyer = known_customer(tx, checkout.customer) if checkout.customer is not None else None
        held = _kept_for(tx, buyer)
        lines, reasons = split_lines(
            tx, shop, checkout.lines, person, today=today, ship_complete=checkout.ship_complete, kept=held
        )
        priced = quote(lines=lines, shop=shop, order_deposit_wish=checkout.order_deposit)
        customer = customer_of(tx, checkout.customer, person, needed=bool(priced.basket.taking("later")))
        check_account(checkout.tenders, customer, person)
        language = (customer.language if customer else "") or shop.language
        promised = promise_parts(
            tx, shop, priced.basket, today=today, language=language, person=person, customer=customer,
            wishes=checkout.lines, ship_complete=checkout.ship_complete, kept=held,
        )  # fmt: skip
        terms: Mapping[int, dict[str, Any]] = {}
        layaway = False
        if promised:
            from pos.usecases.sale_terms import all_on_layaway, terms_of

            terms = terms_of(tx, checkout.lines, promised, customer, today=today)
            layaway = all_on_layaway(terms, promised)
        if shop.policy.deposit_by_advice and promised:
            advised = {part.part.line: part.deposit_percent for part in promised}
            priced = _with_deposit(priced.basket, shop, checkout.order_deposit, advised)
        check_until(checkout.tenders, today)
        deposit = deposit_of(shop, priced, person, checkout.deposit_reason)
        settlement = settle(
            priced.due_now,
            fill_tenders(checkout.tenders, priced.due_now, shop, amount_to_authorise(shop, priced)),
            cash_step=shop.cash_step,
        )
        check_authorisation(shop, priced, settlement)
        # What is taken along may be paid by a gift card of another system; the deposit of an order may not.
        most = priced.basket.now_total if deposit else None
        check_vouchers(tx, settlement.tenders, person, others=True, others_most=most)
        number = tx.next_number()
        receipt = paper.sale_receipt(
            shop=shop, number=number, at=local_time(shop, now), language=language, person=person.name,
            customer=customer, priced=priced.basket, promised=[(p.part, p.promise, p.words) for p in promised],
            deposit=deposit, settlement=settlement, balance_due=priced.balance_due,
            ship_complete=checkout.ship_complete, layaway=layaway,
            ways=_ways_of(terms, [one.part.line for one in promised]),
            place=_place_of(tx, promised, terms, today) if promised else None, place_told=shop.waiting.place_on_paper,
        )  # fmt: skip
        rewards: tuple[Credit, ...] = ()
        if promised and shop.waiting.incentive_percent:
            from pos.usecases.incentives import rewarded

            receipt, rewards = rewarded(tx, shop, number, promised, receipt, now=now, person=person)
        body = sale_body(
            tx, shop=shop, number=number, now=now, today=today, checkout=checkout, priced=priced, promised=promised,
            deposit=deposit, settlement=settlement, customer=customer, receipt=receipt, reasons=reasons, terms=terms,
        )  # fmt: skip
        claimed = _claimed(tx, buyer, checkout.lines, lines, promised, now=now, person=person)
        tx.append("sale_made", body, person=person.id)
        if any("route" in said for said in terms.values()):
            from pos.usecases.to_send import ask_after

            ask_after(tx, number, today=today, person=person)
        if rewards:
            from pos.usecases.incentives import keep_rewards

            keep_rewards(tx, rewards, person)
        broken_into = None
        if reasons:
            from pos.usecases.goods_kept import break_into

            broken_into = break_into(tx, lines, reasons, clock=clock, person=person)
        if reasons or claimed:  # what was kept for those who asked to be told may be gone, or be free for the next
            _pass_on(tx, claimed, lines, f"{number}: not all that was held was taken", clock=clock, person=person)
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
        broken_into=broken_into,
        ship_complete=checkout.ship_complete and bool(promised),
    )


def _ways_of(terms: Mapping[int, Mapping[str, Any]], lines: Sequence[int]) -> Sequence[tuple[str, str]]:
    """The ways of lines that follow, each with where to, once."""
    said = [terms.get(line, {}) for line in lines]
    return tuple(dict.fromkeys((one.get("route", "collect"), one.get("route_to", "")) for one in said))


def _kept_for(records: Records, buyer: Customer | None) -> Mapping[str, int]:
    """SKU -> units that the tell-me list holds for this customer."""
    if buyer is None:
        return {}
    from pos.usecases.tell_me_kept import kept_for

    return kept_for(records, buyer)


def _claimed(
    tx: Transaction, buyer: Customer | None, wishes: Sequence[LineWish], lines: Sequence[BasketLine],
    promised: Sequence[PromisedPart], *, now: datetime, person: Person,
) -> Sequence[Entry]:  # fmt: skip
    """Let go what was held for this customer of what they get now: their wishes, as they are then."""
    if buyer is None:
        return ()
    from pos.usecases.tell_me_holds import claim

    got: dict[str, int] = {}
    aside = {one.part.line: one.put_aside for one in promised}
    for nth, (wish, line) in enumerate(zip(wishes, lines, strict=True), start=1):
        units = line.quantity - line.later + (aside.get(nth, 0) if takes(wish) else 0)
        if units:
            got[line.product.sku] = got.get(line.product.sku, 0) + units
    return claim(tx, buyer, got, now=now, person=person)


def _pass_on(
    tx: Transaction, claimed: Sequence[Entry], lines: Sequence[BasketLine], reason: str, *, clock: Clock, person: Person
) -> None:
    """What the customer left of the goods held for them (`claimed`) is for orders first; then who asked to be told."""
    from pos.usecases.tell_me_holds import offer, pass_on

    passed = frozenset(entry.id for entry in claimed if entry.is_open)  # they are here, and left it
    if skus := [entry.sku for entry in claimed]:
        pass_on(tx, skus, clock=clock, person=person, reason=reason, passed=passed)
    offer(tx, [line.product.sku for line in lines], now=clock.now(), person=person, passed=passed)


def _place_of(
    records: Records, promised: Sequence[PromisedPart], terms: Mapping[int, Mapping[str, Any]], today: date
) -> int | None:
    """The place that a new order gets among those that wait for the same goods, counted in orders; the worst of its
    lines, None where all of it is here."""
    shop = records.shop()
    ends = {
        (one.part.product.sku, end_of_turns(shop, today, terms.get(one.part.line, {}).get("turn")))
        for one in promised if one.part.quantity > one.put_aside
    }  # fmt: skip
    return max((records.orders_waiting(sku, before) + 1 for sku, before in ends), default=None)


def known_customer(records: Records, wish: CustomerWish) -> Customer | None:
    """The customer in the records whom a sale to this one would be for; None for somebody new."""
    if wish.id:
        return records.customer(wish.id)
    email, digits = wish.email.strip(), digits_in(wish.phone)
    alike = list(records.customers_like(email, "", "")) if email else []
    alike += records.customers_like("", digits, "") if digits else []
    return next((customer for customer in alike if is_same(customer, wish)), None)


def local_time(shop: Shop, now: datetime) -> datetime:
    """The instant on the store's wall clock, with its offset, to the second."""
    return now.astimezone(ZoneInfo(shop.timezone)).replace(microsecond=0)
