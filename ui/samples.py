"""A small shop with real-looking goods: what the pictures show, what the self-test sells from, what tests build on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pos.domain.catalog import check_digit
from pos.domain.order_deposit import DepositRule
from pos.domain.shop import Shop, default_shop

if TYPE_CHECKING:
    from pos.register import Register

NOON = datetime(2026, 11, 24, 10, 42, tzinfo=UTC)
"""A Tuesday morning; the promised lamps come the week after."""
LAMP, TABLE, SHADE, BULB, CLOCK, MIRROR = "LMP-0012", "TBL-0045", "SHD-0030", "BLB-0027", "CLK-0003", "MIR-0008"
ADA, BEN = "c-ada", "c-ben"


class FixedClock:
    """A clock that stands where it was put; `pass_time` moves it on."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        """The instant it stands at, aware, in UTC."""
        return self._now

    def pass_time(self, by: timedelta) -> None:
        """Move it on."""
        self._now += by


def sample_shop(**changes: Any) -> Shop:
    """A British shop with three stores, tax in its prices and half of what is ordered paid ahead."""
    shop = default_shop(store="S01", store_name="Riverside", register="R2", currency="GBP", country="GB")
    return replace(
        shop,
        language="en-GB",
        timezone="Europe/London",
        address=("Riverside Home & Light", "4 Mill Lane, Ashbourne"),
        deposit=DepositRule(percent=50, tax_mode="on_payment"),
        stores={"S01": "Riverside", "S02": "High Street", "S03": "Warehouse"},
        **changes,
    )


def barcode(number: int) -> str:
    """An EAN-13 of the range for use inside of a shop."""
    body = f"2990000{number:05d}"
    return body + str(check_digit(body))


def product(sku: str, name: str, price: int | None, *, code: str = "", **others: Any) -> dict[str, Any]:
    """A product as `products_put` carries it; `price` in minor units."""
    return {
        "sku": sku, "name": name, "price": price, "tax_rate": 20_000, "barcodes": [code] if code else [], "unit": "pc",
        "category": "", "supplier": "LUM", "brand": "", "cost": None, "backorder": "allow", "deposit_percent": None,
        "pack": 1, "release_on": None, "substitutes": [], **others,
    }  # fmt: skip


PRODUCTS = (
    product(LAMP, "Brass lamp, tall", 4500, code=barcode(12)),
    product(TABLE, "Oak side table 45 cm", 8900, code=barcode(45)),
    product(SHADE, "Linen shade 30 cm", 1950, code=barcode(30)),
    product(BULB, "Bulb E27 warm", 325, code=barcode(27)),
    product(CLOCK, "Wall clock, walnut, 30 cm", 3600, code=barcode(3), backorder="stop", supplier=""),
    product(MIRROR, "Round mirror with shelf", 12900, code=barcode(8), supplier="", backorder="waitlist"),
    product("LMP-0014", "Brass lamp, short", 3900, code=barcode(14)),
)


def put_products(register: Register, rows: Sequence[Mapping[str, Any]] = PRODUCTS) -> None:
    """Put products into the catalogue."""
    with register.ledger.writing() as tx:
        tx.append("products_put", {"products": [dict(row) for row in rows]}, person="owner")


def put_stock(register: Register, levels: Mapping[tuple[str, str], int], *, at: datetime = NOON) -> None:
    """Count goods in: (sku, store) to units, seen `at`."""
    moves = [[sku, store, units, at.isoformat(), None] for (sku, store), units in levels.items()]
    with register.ledger.writing() as tx:
        tx.append("stock_moved", {"kind": "count", "document": "start", "moves": moves}, person="owner")


def put_punctual_record(register: Register, deliveries: int = 60, *, took: int = 9) -> None:
    """Deliveries of Lumen Ltd over two years, each on the day given and `took` days after its order."""
    kept = []
    for nth in range(deliveries):
        came = NOON.date() - timedelta(days=5 + 12 * nth)
        kept.append(
            {
                "key": f"{nth:032x}", "supplier": "LUM", "ordered_on": (came - timedelta(days=took)).isoformat(),
                "promised_on": came.isoformat(), "delivered_on": came.isoformat(), "sku": "", "quantity": 10,
                "received": 10, "lane": "", "shipment": "",
            }
        )  # fmt: skip
    with register.ledger.writing() as tx:
        tx.append("deliveries_put", {"deliveries": kept}, person="owner")


def put_supply(
    register: Register, sku: str, units: int, due: date, *, number: str = "PO-1007", confirmed: bool = True
) -> None:
    """Goods on order from Lumen Ltd, due on a day."""
    line = {
        "number": number, "line": 1, "supplier": "LUM", "sku": sku, "quantity": units, "received": 0, "cancelled": 0,
        "ordered_on": "2026-11-10", "expected_on": due.isoformat(), "confirmed": int(confirmed), "to_store": "S01",
        "shipment": "",
    }  # fmt: skip
    supplier = {
        "supplier": "LUM", "name": "Lumen Ltd", "lead_time_days": 9, "country": "GB", "order_days": "",
        "minimum": None, "email": "orders@lumen.example", "phone": "",
    }  # fmt: skip
    with register.ledger.writing() as tx:
        tx.append("suppliers_put", {"suppliers": [supplier]}, person="owner")
        tx.append("purchase_lines_put", {"lines": [line]}, person="owner")


def put_customer(register: Register, customer: str, name: str, phone: str) -> None:
    """Somebody who was here before and may be told by text."""
    from pos.domain.people import OWNER, Customer
    from pos.usecases.checkout import keep_customer

    with register.ledger.writing() as tx:
        keep_customer(tx, Customer(customer, name, phone, consent=True, tell_by="text"), OWNER)


def sample_register(folder: Path, *, shop: Shop | None = None, clock: FixedClock | None = None) -> Register:
    """A register in a new folder with the goods, stock, supply and customers of the pictures."""
    from pos.register import Register

    register = Register.create(folder, shop or sample_shop(), clock=clock or FixedClock())
    put_products(register)
    here = {LAMP: 0, TABLE: 4, SHADE: 2, BULB: 40, "LMP-0014": 3}
    put_stock(register, {(sku, "S01"): units for sku, units in here.items()})
    seen = NOON - timedelta(minutes=2)
    put_stock(register, {(LAMP, "S02"): 2, (LAMP, "S03"): 0, (TABLE, "S02"): 1, (CLOCK, "S03"): 1}, at=seen)
    put_punctual_record(register)
    put_supply(register, LAMP, 12, date(2026, 12, 2))
    put_customer(register, ADA, "Ada Osei", "020 7946 0018")
    put_customer(register, BEN, "Ben Moreau", "020 7946 0321")
    return register
