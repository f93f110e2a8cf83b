"""Special orders: a thing that the catalogue does not know, put into it and ordered from its supplier in the step that
takes the customer's order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.domain.catalog import SPECIAL
from pos.usecases.availability import today_in
from pos.usecases.ordering import PurchaseWish, order_in
from pos.usecases.suppliers import known_supplier

if TYPE_CHECKING:
    from pos.domain.people import Person
    from pos.usecases.ports import Transaction
    from pos.usecases.sale_wishes import Checkout, SpecialWish

RIGHT = "special_order"


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
        tx.append("products_put", {"products": [_product(tx, sku, supplier, wish.special)]}, person=person.id)
        order_in(
            tx, supplier, [PurchaseWish(sku, wish.quantity)], today=today, person=person,
            expected_on=wish.special.expected_on,
        )  # fmt: skip
        lines[place] = replace(wish, code=sku, take="backorder", later=None, kind="special", special=None)
    return replace(checkout, lines=tuple(lines))


def _product(tx: Transaction, sku: str, supplier: str, wish: SpecialWish) -> dict[str, Any]:
    """The row of a product, as the log carries it."""
    name = " ".join(wish.name.split())[:200]
    if not name:
        raise errors.BadText("What is to be ordered has no name. Nothing was sold. Type it.")
    if wish.price.minor < 0 or (wish.cost is not None and wish.cost.minor < 0):
        raise errors.BadAmount(f"The price of “{name}” is below zero. Nothing was sold. Correct it.", name=name)
    rate = tx.shop().standard_tax_rate if wish.tax_rate is None else wish.tax_rate
    if not 0 <= rate < 100_000:
        raise errors.BadSetting(f"A tax of {rate / 1000} percent cannot be. Nothing was sold.", tax_rate=rate)
    return {
        "sku": sku, "name": name, "price": wish.price.minor, "tax_rate": rate, "barcodes": [], "unit": "pc",
        "category": "special", "supplier": supplier, "brand": "", "cost": wish.cost.minor if wish.cost else None,
        "backorder": "allow", "deposit_percent": None, "pack": 1, "release_on": None, "substitutes": [],
        "attributes": {}, "season_ends_on": None, "perishable": 0,
    }  # fmt: skip
