"""What is here, what others have, when the rest can come, and what to offer: the answer to a scan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from pos.domain import catalog, errors
from pos.domain.availability import Availability, Substitute
from pos.domain.catalog import Product
from pos.domain.money import Money, divide_half_up
from pos.domain.order_deposit import asked_for
from pos.domain.phrases import promise_words
from pos.domain.policy import advise
from pos.domain.promising import Promise, promise
from pos.domain.sale import BasketLine, price_basket
from pos.domain.shop import Shop
from pos.usecases.ports import Clock, Found, Records, Transactions


def look_up(
    *, code: str, quantity: int = 1, transactions: Transactions, clock: Clock, language: str | None = None
) -> Availability:
    """Availability and promise of the product that answers to `code` (barcode, scale label or SKU).

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
            today=today_in(shop, clock.now()),
            language=language or shop.language,
            label_price=scanned.price,
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


def promise_for(
    records: Records, shop: Shop, product: Product, quantity: int, *, today: date, queue_ahead: int
) -> Promise | None:
    """When `quantity` more units can be had after those that wait already."""
    return promise(
        quantity=quantity,
        queue_ahead=queue_ahead,
        supplies=records.supplies(product.sku),
        lead_time=records.lead_time(product.supplier) if product.supplier and product.backorder != "stop" else None,
        today=today,
        opening_days=shop.opening_days,
        handling_days=shop.handling_days,
        release_on=product.release_on,
    )


def availability_of(
    records: Records,
    shop: Shop,
    product: Product,
    quantity: int,
    *,
    today: date,
    language: str,
    label_price: Money | None = None,
) -> Availability:
    """The whole answer for one product; reads only that product's own rows."""
    levels = records.stock_everywhere(product.sku)
    here = next((level for level in levels if level.store == shop.store), None) or records.stock_here(product.sku)
    supplies = records.supplies(product.sku)
    short = max(0, quantity - here.available)
    promised = promise_for(records, shop, product, short, today=today, queue_ahead=here.queue_ahead) if short else None
    advice = advise(
        product=product,
        quantity=quantity,
        available=here.available,
        promise=promised,
        longest_wait_days=shop.longest_wait_days,
        today=today,
    )
    return Availability(
        product=product,
        quantity=quantity,
        here=here,
        elsewhere=tuple(level for level in levels if level.store != shop.store),
        on_order=sum(supply.quantity for supply in supplies),
        promise=promised,
        words=promise_words(promised, language) if short else "",
        advice=advice,
        order_deposit=_deposit_for(shop, product, short) if short and product.price else Money(0, shop.currency),
        substitutes=_substitutes(records, product) if short else (),
        label_price=label_price,
    )


def _deposit_for(shop: Shop, product: Product, short: int) -> Money:
    basket = price_basket(
        [BasketLine(product, short, later=short)], currency=shop.currency, prices_include_tax=shop.prices_include_tax
    )
    return asked_for(shop.deposit, basket.parts, shop.currency)


def _substitutes(records: Records, product: Product) -> tuple[Substitute, ...]:
    """Products that the shop named as alternatives and that are here now."""
    found = []
    for sku in product.substitutes:
        other = records.product(sku)
        if other is not None and (available := records.stock_here(sku).available):
            found.append(Substitute(other, available, "Named as an alternative, and in stock."))
    return tuple(found)
