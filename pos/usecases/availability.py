"""What is here, what others have, when the rest can come, and what to offer: the answer to a scan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pos.domain import catalog, errors
from pos.domain.advice import PLAIN, Situation
from pos.domain.availability import Availability, Substitute
from pos.domain.catalog import Product
from pos.domain.elsewhere import UNKNOWN_RATE, Donor, donor
from pos.domain.money import Money, divide_half_up
from pos.domain.order_deposit import asked_by, asked_for
from pos.domain.people import Customer
from pos.domain.phrases import parted_words, partly_dated_words, phrase
from pos.domain.policy import advise, advised_deposit
from pos.domain.promise import Promise
from pos.domain.promising import dated_part, promise
from pos.domain.prospect import Prospect
from pos.domain.sale import BasketLine, price_basket
from pos.domain.shop import Shop
from pos.domain.stock import StockLevel, Supply
from pos.usecases.ports import Clock, Found, Records, Transactions
from pos.usecases.promises import prospect_of
from pos.usecases.supplier_habits import habits_of


def look_up(
    *, code: str, quantity: int = 1, transactions: Transactions, clock: Clock, language: str | None = None,
    customer: str = "",
) -> Availability:  # fmt: skip
    """Availability and promise of the product that answers to `code` (barcode, scale label or SKU); what is held for
    the `customer` (their id), who asked to be told, is theirs to take.

    Raises UnknownCode, BadBarcode, BadQuantity.
    """
    if quantity < 1:
        raise errors.BadQuantity(
            f"A quantity of {quantity} cannot be looked up. Give a whole number from 1.", quantity=quantity
        )
    with transactions.reading() as records:
        shop = records.shop()
        scanned = resolve(records, shop, code)
        return availability_of(
            records,
            shop,
            scanned.product,
            scanned.quantity or quantity,
            now=clock.now(),
            language=language or shop.language,
            label_price=scanned.price,
            customer=records.customer(customer) if customer else None,
        )


def find(*, text: str, limit: int = 20, transactions: Transactions) -> tuple[Found, ...]:
    """Products whose name, SKU or barcode begins like the words of `text`, the shop's usual goods first."""
    with transactions.reading() as records:
        return tuple(records.find(text, limit))


def did_you_mean(*, text: str, transactions: Transactions) -> str | None:
    """A search that finds something and is spelled nearly like `text`, or None."""
    with transactions.reading() as records:
        return records.did_you_mean(text)


def today_in(shop: Shop, now: datetime) -> date:
    """The store's own calendar day."""
    return now.astimezone(ZoneInfo(shop.timezone)).date()


class Scanned:
    """The product a code leads to, with the quantity and the price that a scale's label carries."""

    __slots__ = ("available", "price", "product", "quantity")

    def __init__(self, found: Found, quantity: int | None = None, price: Money | None = None) -> None:
        self.product, self.available, self.quantity, self.price = found.product, found.available, quantity, price


def resolve(records: Records, shop: Shop, code: str, known: Mapping[str, Found] | None = None) -> Scanned:
    """The product a scanned or typed code means; `known` saves the question. Raises UnknownCode and BadBarcode."""
    code = code.strip()
    if found := (known or {}).get(code) or records.sellable(code):
        return Scanned(found)
    label = catalog.read_embedded(code, shop.scales)
    if label is not None and (found := records.sellable(label.code) or records.sellable(label.code.lstrip("0"))):
        if label.grams is not None:
            if found.product.unit == "pc":
                raise errors.BadBarcode(
                    f"The label {code} gives a weight, and “{found.product.name}” is sold by the piece. Nothing was "
                    "added. Set its unit to g in the catalogue, or enter it by its own code.",
                    code=code,
                    sku=found.product.sku,
                )
            return Scanned(found, quantity=label.grams)
        price = Money(label.price_minor or 0, shop.currency)
        return Scanned(found, quantity=_weighed(found.product, price), price=price)
    raise errors.UnknownCode(
        f"No product answers to “{code[:60]}”. Nothing was added. Scan it again, search by name, or have it added "
        "to the catalogue.",
        code=code[:60],
    )


def _weighed(product: Product, price: Money) -> int:
    """The quantity that a printed price stands for: what was weighed, as near as the price tells; else 1."""
    if product.unit == "pc" or product.price is None or product.price.minor <= 0:
        return 1
    return max(1, divide_half_up(price.minor * product.priced_per, product.price.minor))


def availability_of(
    records: Records,
    shop: Shop,
    product: Product,
    quantity: int,
    *,
    now: datetime,
    language: str,
    label_price: Money | None = None,
    customer: Customer | None = None,
) -> Availability:
    """The whole answer for one product; reads only that product's own rows."""
    today = today_in(shop, now)
    levels = records.stock_everywhere(product.sku)
    here = next((level for level in levels if level.store == shop.store), None) or records.stock_here(product.sku)
    if customer is not None and customer.id:
        from pos.usecases.tell_me_kept import kept_for

        here = replace(here, kept=kept_for(records, customer).get(product.sku, 0))
    unreleased = product.held_on(today)
    if unreleased is not None:
        here = replace(here, held_until=unreleased)
    if quantity > here.available and here.owed > 0:
        from pos.usecases.later_turns import later_units

        here = replace(here, owed=here.owed - later_units(records, shop, product, today))
    aside = here.to_put_aside - here.available  # here, but nobody's to sell before its day
    short = max(0, quantity - here.available)
    promised, dated = None, None
    substitutes: tuple[Substitute, ...] = ()
    to_ask: tuple[Supply, ...] = ()
    situation = PLAIN
    if short:  # what is here needs no promise, and learning how suppliers deliver takes its time once a day
        prospect = prospect_of(records, shop, product, today)
        promised = promise(quantity=short, queue_ahead=here.queue_ahead, prospect=prospect, here=aside)
        if promised is None and short > 1:
            dated = dated_part(quantity=short, queue_ahead=here.queue_ahead, prospect=prospect, here=aside)
        substitutes, to_ask = substitutes_of(records, product), prospect.to_ask
        situation = situation_of(
            records, shop, product, prospect, promised, today, substitutes=len(substitutes), customer=customer
        )
    advice = advise(
        product=product,
        quantity=quantity,
        available=here.to_put_aside,
        promise=promised,
        today=today,
        rules=shop.policy,
        situation=situation,
    )
    percent = None
    if short and shop.policy.deposit_by_advice:
        percent, _ = advised_deposit(
            product, promised, today=today, longest=advice.longest_wait_days, rules=shop.policy, situation=situation
        )
    return Availability(
        product=product,
        quantity=quantity,
        here=here,
        elsewhere=tuple(level for level in levels if level.store != shop.store),
        on_order=sum(supply.quantity for supply in records.supplies(product.sku)),
        promise=promised,
        words=_words(product, promised, dated, short, language, unreleased) if short else "",
        advice=advice,
        order_deposit=_deposit_for(shop, product, short, percent)
        if short and product.price
        else Money(0, shop.currency),
        substitutes=substitutes,
        label_price=label_price,
        donors=donors_of(records, shop, levels, product, short, now) if short and not unreleased else (),
        to_ask=to_ask,
        deposit_by=asked_by(shop.deposit, product, percent),
        dated=dated,
    )


def _words(
    product: Product,
    promised: Promise | None,
    dated: Promise | None,
    short: int,
    language: str,
    release_on: date | None,
) -> str:
    if product.backorder == "stop" and promised is None and dated is None:
        return phrase("gone", language)  # not "no date yet", which would let somebody wait for it
    if dated is not None:
        return partly_dated_words(dated, short, language)
    return parted_words(promised, language, release_on=release_on)


def _deposit_for(shop: Shop, product: Product, short: int, advised: int | None) -> Money:
    basket = price_basket(
        [BasketLine(product, short, later=short)], currency=shop.currency, prices_include_tax=shop.prices_include_tax
    )
    return asked_for(shop.deposit, basket.parts, shop.currency, None if advised is None else {1: advised})


def situation_of(
    records: Records,
    shop: Shop,
    product: Product,
    prospect: Prospect,
    promised: Promise | None,
    today: date,
    *,
    substitutes: int = 0,
    customer: Customer | None = None,
) -> Situation:
    """What the advisor must know besides the product and the promise `promised`.

    The supplier is asked only where no promise can be made: overdue goods that nobody knows about promise nothing, but
    a day that comes from ordering anew is still a day.
    """
    of = habits_of(records, today)
    habits = of(product.supplier) if product.supplier else None
    tuned = records.learned_settings()
    # The record that counts is that of whose goods the date stands on; of several, the worst.
    suppliers = promised.suppliers if promised is not None else ()
    judged = [habits] if habits is not None and not suppliers else [of(supplier) for supplier in suppliers]
    known = [(one.kept, one.due) for one in judged if one.due]
    return Situation(
        ask_supplier=bool(prospect.to_ask) and promised is None,
        supplier_kept=min(known, key=lambda one: one[0] / one[1], default=None),
        supplier_active=habits is None or habits.active or bool(prospect.arrivals or prospect.to_ask),
        open_backorder_units=records.open_units() if shop.policy.places is not None else 0,
        customer_class=customer.customer_class if customer else "",
        repeat=customer is not None and bool(customer.id) and records.has_ordered(customer.id, _REPEAT_FROM),
        alarm_cuts=tuned.get("cuts", {}).get(product.category, 0),
        substitutes_in_stock=substitutes,
        learned_longest_wait=tuned.get("longest_waits", {}).get(product.category),
        supplying="special" if product.sku.startswith(catalog.SPECIAL) else "stocked",
    )


def substitutes_of(records: Records, product: Product) -> tuple[Substitute, ...]:
    """Products that may serve instead and are here now: those the shop named, then those of the same kind."""
    found = []
    for sku in dict.fromkeys(product.substitutes):
        if sku == product.sku:
            continue
        other = records.product(sku)
        if other is not None and (available := records.stock_here(sku).available):
            found.append(Substitute(other, available, "Named as an alternative, and in stock."))
    named = {substitute.product.sku for substitute in found}
    if product.attributes and len(found) < _MOST_SUBSTITUTES:
        same = ", ".join(value for _, value in product.attributes)
        found += [
            Substitute(other.product, other.available, f"Also {product.category}, {same}, and in stock.")
            for other in records.like(product, _MOST_SUBSTITUTES)
            if other.product.sku not in named
        ]
    return tuple(found[:_MOST_SUBSTITUTES])


def donors_of(
    records: Records, shop: Shop, levels: Sequence[StockLevel], product: Product, short: int, now: datetime
) -> tuple[Donor, ...]:
    """The stores that could send what is short: the sure ones first, then the soonest, then the one with most."""
    today = today_in(shop, now)
    found = []
    for level in levels:
        if level.store == shop.store or level.spare <= 0:
            continue
        rate = records.sales_rate(product.sku, level.store, today - timedelta(days=_RATE_DAYS), today)
        rate = rate or _likely_rate(records, shop, product, today)
        one = donor(
            level, short, sold_a_day=rate, now=now, opening_days=shop.opening_days,
            transfer_days=shop.transfer_days, today=today,
        )  # fmt: skip
        if one is not None:
            found.append(one)
    return tuple(sorted(found, key=lambda one: (not one.sure, one.by, -one.units, one.level.store)))


def _likely_rate(records: Records, shop: Shop, product: Product, today: date) -> float:
    """What a store may sell of a product a day of which no sale of late is on file there: as this store does, and never
    nothing at all, or a figure would be sure for ever."""
    here = records.sales_rate(product.sku, shop.store, today - timedelta(days=_RATE_DAYS), today)
    return max(here, UNKNOWN_RATE)


_MOST_SUBSTITUTES = 5
_REPEAT_FROM = 2
"""Orders from which on a customer is one who comes back."""
_RATE_DAYS = 90
"""Days of sales that a store's rate of selling is taken from."""
