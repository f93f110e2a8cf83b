"""Makes one of the incoming values out of a record's cells, or the reason why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import cast

from pos.domain.incoming import (
    BadRow,
    Incoming,
    IncomingArrival,
    IncomingCustomer,
    IncomingDelivery,
    IncomingProduct,
    IncomingPurchaseLine,
    IncomingSale,
    IncomingStock,
    IncomingSupplier,
    Kind,
    Shortage,
    Unit,
)
from pos.files.cells import Cells, Unfit
from pos.files.forms import Forms, Said

UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(
        "pc pcs pce piece pieces ea each unit stk stück stueck st szt ks kom kos par un ud pza pz".split(), "pc"
    ),
    **dict.fromkeys("g gr gram grams kg kilo kilogram".split(), "g"),
    **dict.fromkeys("ml l lt liter litre ltr".split(), "ml"),
    **dict.fromkeys("mm m meter metre".split(), "mm"),
}
"""What files call the unit goods are sold by; a price is per kg, l or m whether the cell says g or kg."""
MEASURED = "measured"
"""A cell of our own that a dialect adds to stock counted in kilograms, litres or metres."""


def build(kind: Kind, record: Said, forms: Forms, tell: Callable[[str], None]) -> Incoming | BadRow:
    """The record as a value of its kind; a BadRow with the reason when a cell does not fit."""
    row, said = record
    try:
        return _BUILDERS[kind](row, Cells(said, forms, tell))
    except Unfit as unfit:
        return BadRow(row, str(unfit))


def _product(row: int, cells: Cells) -> IncomingProduct:
    sku, barcodes = cells.code("sku"), cells.codes("barcode")
    if not sku and not barcodes:
        raise Unfit("sku and barcode are both empty")
    percent = cells.whole("deposit_percent", sign="%")
    if percent is not None and percent > 100:
        raise Unfit(f"deposit_percent “{percent}” is more than 100")
    pack = cells.whole("pack")
    if pack == 0:
        raise Unfit("pack “0” holds nothing")
    return IncomingProduct(
        row=row,
        sku=sku or barcodes[0],
        barcodes=barcodes,
        name=cells.needed("name"),
        price=cells.money("price"),
        tax_rate=cells.percent("tax_rate"),
        category=cells.text("category"),
        supplier=cells.text("supplier"),
        unit=_unit(cells),
        cost=cells.money("cost"),
        backorder=_shortage(cells),
        deposit_percent=percent,
        pack=pack,
        release_on=cells.day("release_on"),
        substitutes=cells.codes("substitutes") or None,
        brand=cells.text("brand"),
        attributes=_attributes(cells),
        season_ends_on=cells.day("season_ends_on"),
        perishable=cells.flag("perishable"),
    )


def _attributes(cells: Cells) -> tuple[tuple[str, str], ...] | None:
    """“colour=brass; cap=E27” as pairs in the order of their names."""
    found = {}
    for part in re.split("[;|\n]", cells.text("attributes") or ""):
        name, sign, value = part.partition("=")
        if part.strip():
            if not sign or not name.strip() or not value.strip():
                raise Unfit(f"attributes “{part.strip()[:40]}” is no name=value")
            found[name.strip()] = value.strip()
    return tuple(sorted(found.items())) or None


def _unit(cells: Cells) -> Unit | None:
    word = cells.said.get("unit", "").strip().lower().rstrip(".")
    if not word:
        return None
    if word not in UNITS:
        raise Unfit(f"unit “{word[:40]}” is none of pc, g, mm, ml")
    return UNITS[word]


def _shortage(cells: Cells) -> Shortage | None:
    word = cells.said.get("backorder", "").strip().lower()
    if word and word not in ("allow", "waitlist", "stop"):
        raise Unfit(f"backorder “{word[:40]}” is none of allow, waitlist, stop")
    return cast(Shortage, word) if word else None


def _stock(row: int, cells: Cells) -> IncomingStock:
    scale = 3 if cells.said.get(MEASURED) else 0
    on_hand = cells.whole("on_hand", below_zero=True, scale=scale)
    return IncomingStock(
        row=row,
        sku=_needed_code(cells, "sku"),
        store=cells.text("store"),
        on_hand=_there(on_hand, "on_hand"),
        safety_stock=cells.whole("safety_stock", scale=scale),
        as_of=cells.instant("as_of"),
    )


def _supplier(row: int, cells: Cells) -> IncomingSupplier:
    supplier = cells.text("supplier") or cells.needed("name")
    return IncomingSupplier(
        row=row,
        supplier=supplier,
        name=cells.text("name") or supplier,
        lead_time_days=cells.whole("lead_time_days"),
        country=cells.text("country"),
        order_days=cells.text("order_days"),
        minimum=cells.money("minimum"),
        email=cells.text("email"),
        phone=cells.text("phone"),
        lane=_lane(cells),
        closed_on=_closed_days(cells),
        active=cells.flag("active"),
    )


def _lane(cells: Cells) -> str | None:
    word = cells.said.get("lane", "").strip().lower()
    if word and word not in ("local", "national", "import"):
        raise Unfit(f"lane “{word[:40]}” is none of local, national, import")
    return word or None


def _closed_days(cells: Cells) -> tuple[date, ...] | None:
    """Days as 2026-12-24, several by “;”."""
    days = set()
    for part in re.split("[;|\n]", cells.said.get("closed_on", "")):
        if part.strip():
            try:
                days.add(date.fromisoformat(part.strip()))
            except ValueError:
                raise Unfit(f"closed_on “{part.strip()[:40]}” is no date; write it as 2024-12-31") from None
    return tuple(sorted(days)) or None


def _purchase_line(row: int, cells: Cells) -> IncomingPurchaseLine:
    return IncomingPurchaseLine(
        row=row,
        number=cells.needed("number"),
        supplier=cells.needed("supplier"),
        sku=_needed_code(cells, "sku"),
        quantity=_there(cells.whole("quantity"), "quantity"),
        ordered_on=cells.needed_day("ordered_on"),
        expected_on=cells.day("expected_on"),
        confirmed=cells.flag("confirmed"),
        received=cells.whole("received"),
        to_store=cells.text("to_store"),
        shipment=cells.text("shipment"),
    )


def _delivery(row: int, cells: Cells) -> IncomingDelivery:
    promised_on, delivered_on = cells.day("promised_on"), cells.day("delivered_on")
    if promised_on is None and delivered_on is None:
        raise Unfit("promised_on and delivered_on are both unknown, so the row says nothing about a delivery")
    return IncomingDelivery(
        row=row,
        supplier=cells.needed("supplier"),
        ordered_on=cells.day("ordered_on"),
        promised_on=promised_on,
        delivered_on=delivered_on,
        sku=cells.code("sku") or None,
        quantity=cells.whole("quantity"),
        received=cells.whole("received"),
        lane=cells.text("lane"),
        shipment=cells.text("shipment"),
    )


def _customer(row: int, cells: Cells) -> IncomingCustomer:
    return IncomingCustomer(
        row=row,
        name=cells.needed("name"),
        phone=cells.text("phone"),
        email=cells.text("email"),
        address=cells.text("address"),
        customer_class=cells.text("class"),
        consent=cells.flag("consent"),
        language=cells.text("language"),
    )


def _sale(row: int, cells: Cells) -> IncomingSale:
    at = cells.instant("at")
    if at is None:
        raise Unfit(f"at “{cells.said.get('at', '')[:40]}” is not a time" if "at" in cells.said else "at is empty")
    return IncomingSale(
        row=row,
        at=at,
        store=cells.needed("store"),
        receipt=cells.needed("receipt"),
        sku=_needed_code(cells, "sku"),
        quantity=_there(cells.whole("quantity"), "quantity"),
        price=cells.money("price"),
        customer=cells.text("customer"),
    )


def _arrival(row: int, cells: Cells) -> IncomingArrival:
    quantity, damaged = _there(cells.whole("quantity"), "quantity"), cells.whole("damaged")
    if damaged is not None and damaged > quantity:
        raise Unfit(f"damaged “{damaged}” is more than the {quantity} that came")
    return IncomingArrival(
        row, _needed_code(cells, "sku"), quantity, cells.text("purchase_order"), damaged, cells.text("reason")
    )


def _needed_code(cells: Cells, name: str) -> str:
    code = cells.code(name)
    if not code:
        raise Unfit(f"{name} is empty")
    return code


def _there(number: int | None, name: str) -> int:
    if number is None:
        raise Unfit(f"{name} is empty")
    return number


_BUILDERS: Mapping[Kind, Callable[[int, Cells], Incoming]] = {
    "products": _product,
    "stock": _stock,
    "suppliers": _supplier,
    "purchase-orders": _purchase_line,
    "deliveries": _delivery,
    "customers": _customer,
    "sales": _sale,
    "receive": _arrival,
}
