"""Special orders: a thing that the catalogue does not know, put into it and ordered from its supplier in the step that
takes the customer's order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from pos.domain import errors
from pos.domain.catalog import SPECIAL, Product, TaxRate
from pos.domain.stock import Supply
from pos.usecases.availability import availability_of, today_in
from pos.usecases.ordering import PurchaseWish, order_in
from pos.usecases.purchasing import a_day_ahead
from pos.usecases.suppliers import known_supplier

if TYPE_CHECKING:
    from pos.domain.availability import Availability
    from pos.domain.people import Person
    from pos.domain.shop import Shop
    from pos.usecases.ports import Clock, Records, Transaction, Transactions
    from pos.usecases.sale_wishes import Checkout, SpecialWish

RIGHT = "special_order"
LONGEST_NAME, LONGEST_DETAILS = 200, 80
"""Characters of the whole name, and of what the supplier must know besides, which is never cut for the name's sake."""


def order_specials(tx: Transaction, checkout: Checkout, *, now: datetime, person: Person) -> Checkout:
    """Put the special things of a basket into the catalogue, as SO- and the receipt's number, and order them; the
    basket as it is then. All of it is undone with the sale.

    Raises NotAllowed, BadText without a name, BadAmount, UnknownCode for a supplier, SupplierLeft, BadDate.
    """
    if not person.may(RIGHT):
        raise errors.NotAllowed("Ordering something special is not among this person's rights. Nothing was sold.")
    today = today_in(tx.shop(), now)
    number = tx.next_number()
    lines = list(checkout.lines)
    for place, wish in enumerate(lines):
        if wish.special is None:
            continue
        sku = f"{SPECIAL}{number}-{place + 1}"
        supplier = known_supplier(tx, wish.special.supplier, today).terms.supplier
        product = special_product(tx.shop(), sku, supplier, wish.special)
        tx.append("products_put", {"products": [_row(product)]}, person=person.id)
        order_in(
            tx, supplier, [PurchaseWish(sku, wish.quantity)], today=today, person=person,
            expected_on=wish.special.expected_on,
        )  # fmt: skip
        lines[place] = replace(wish, code=sku, take="backorder", later=None, kind="special", special=None)
    return replace(checkout, lines=tuple(lines))


def foresee_special(
    *, wish: SpecialWish, quantity: int, sku: str, transactions: Transactions, clock: Clock, customer: str = "",
) -> Availability:  # fmt: skip
    """What can be told of a special thing before it is sold, as a look-up tells it of goods: it has the `sku` that the
    counter gives it until then, and is promised as if it were on order from today. Nothing is kept.

    Raises as `order_specials`.
    """
    if quantity < 1:
        raise errors.BadQuantity(f"{quantity} cannot be ordered. Give a whole number from 1.", quantity=quantity)
    with transactions.reading() as records:
        shop, now = records.shop(), clock.now()
        today = today_in(shop, now)
        if wish.expected_on is not None:
            a_day_ahead(wish.expected_on, today)
        terms = known_supplier(records, wish.supplier, today).terms
        return availability_of(
            as_ordered(records, {sku: coming(wish, quantity, today, terms.name)}), shop,
            special_product(shop, sku, terms.supplier, wish), quantity, now=now, language=shop.language,
            customer=records.customer(customer) if customer else None,
        )  # fmt: skip


def coming(wish: SpecialWish, quantity: int, today: date, name: str = "") -> Supply:
    """So many of a special thing as they will be on order once it is sold; `name` stands for the number to come."""
    return Supply("purchase_order", name, quantity, wish.expected_on, ordered_on=today, supplier=wish.supplier)


def as_ordered(records: Records, supplies: Mapping[str, Supply]) -> Records:
    """The records as they will be once these special things, by SKU, are on order."""
    return cast("Records", _WithComing(records, supplies))


class _WithComing:
    """Records, read through what is to come of goods that are not in them."""

    __slots__ = ("_coming", "_records")

    def __init__(self, records: Records, supplies: Mapping[str, Supply]) -> None:
        self._records, self._coming = records, supplies

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)

    def supplies(self, sku: str) -> Sequence[Supply]:
        """What is on its way, as `Records.supplies` says."""
        return (self._coming[sku],) if sku in self._coming else self._records.supplies(sku)


def special_product(shop: Shop, sku: str, supplier: str, wish: SpecialWish) -> Product:
    """The thing as the catalogue will know it. Raises BadText without a name, BadAmount, BadSetting."""
    name, details = " ".join(wish.name.split()), " ".join(wish.details.split())
    if not name:
        raise errors.BadText("What is to be ordered has no name. Nothing was sold. Type it.")
    end = f" ({details[:LONGEST_DETAILS]})" if details else ""
    name = f"{name[: LONGEST_NAME - len(end)]}{end}"
    if wish.price.minor < 0 or (wish.cost is not None and wish.cost.minor < 0):
        raise errors.BadAmount(f"The price of “{name}” is below zero. Nothing was sold. Correct it.", name=name)
    rate = shop.standard_tax_rate if wish.tax_rate is None else wish.tax_rate
    if not 0 <= rate < 100_000:
        raise errors.BadSetting(f"A tax of {rate / 1000} percent cannot be. Nothing was sold.", tax_rate=rate)
    return Product(sku, name, wish.price, TaxRate(rate), category="special", supplier=supplier, cost=wish.cost)


def _row(product: Product) -> dict[str, Any]:
    """The row of a product, as the log carries it."""
    assert product.price is not None, "a special thing has a price"
    return {
        "sku": product.sku, "name": product.name, "price": product.price.minor,
        "tax_rate": product.tax_rate.thousandths, "barcodes": [], "unit": "pc", "category": product.category,
        "supplier": product.supplier, "brand": "", "cost": product.cost.minor if product.cost else None,
        "backorder": "allow", "deposit_percent": None, "pack": 1, "release_on": None, "substitutes": [],
        "attributes": {}, "season_ends_on": None, "perishable": 0,
    }  # fmt: skip
