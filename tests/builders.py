"""A shop to test on: the sample goods, and the short ways in which tests put more into it."""

from __future__ import annotations

from ui.samples import (
    ADA,
    BEN,
    BULB,
    CLOCK,
    LAMP,
    MIRROR,
    NOON,
    SHADE,
    TABLE,
    FixedClock,
    barcode,
    product,
    put_customer,
    put_products,
    put_stock,
    put_supply,
    sample_register,
    sample_shop,
)

__all__ = [
    "ADA", "BEN", "BULB", "CLOCK", "LAMP", "MIRROR", "NOON", "SHADE", "TABLE", "FixedClock", "barcode", "product",
    "put_customer", "put_products", "put_stock", "put_supply", "sample_register", "sample_shop",
]  # fmt: skip
