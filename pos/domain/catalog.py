"""What the shop sells: products, their barcodes and their rates of tax.

Barcodes are text and never a key: several may lead to one SKU, a leading zero is part of the code. The check digit is
the GS1 one (GS1 General Specifications, 7.9), the in-store numbers of the prefixes 02 and 20 to 29 are laid out as
each shop says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pos.domain.errors import BadBarcode
from pos.domain.money import Money

Unit = Literal["pc", "g", "mm", "ml"]
BackorderRule = Literal["allow", "waitlist", "stop"]
GTIN_LENGTHS = (8, 12, 13, 14)


@dataclass(frozen=True, slots=True)
class TaxRate:
    """A rate in thousandths of a percent: 25 % is 25_000, 8.875 % is 8_875."""

    thousandths: int

    def __str__(self) -> str:
        whole, part = divmod(self.thousandths, 1000)
        return f"{whole}.{part:03d}".rstrip("0").rstrip(".")


SPECIAL = "SO-"
"""How the SKU of a thing begins that was bought in for one customer."""


@dataclass(frozen=True, slots=True)
class Product:
    """One sellable product. `price` is for one piece, or for 1,000 base units of goods sold by measure (a kilogram,
    a metre, a litre); None while nobody has set one. `deposit_percent` None means: the shop's rule."""

    sku: str
    name: str
    price: Money | None
    tax_rate: TaxRate
    barcodes: tuple[str, ...] = ()
    unit: Unit = "pc"
    category: str = ""
    supplier: str = ""
    backorder: BackorderRule = "allow"
    deposit_percent: int | None = None
    pack: int = 1
    release_on: date | None = None
    substitutes: tuple[str, ...] = ()
    cost: Money | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    """What it is like, as (name, value) in the order of the names: what a substitute has to share."""
    season_ends_on: date | None = None
    perishable: bool = False

    @property
    def priced_per(self) -> int:
        """How many base units the price is for: 1 for pieces, 1,000 for goods sold by measure."""
        return 1 if self.unit == "pc" else 1000

    def held_on(self, today: date) -> date | None:
        """The day of release while it is yet to come: before it nobody gets any. None for goods that are out."""
        return self.release_on if self.release_on is not None and self.release_on > today else None

    @property
    def ordered_anew_from(self) -> str:
        """The supplier that more of it would be ordered from: none for what is not ordered any more, nor for a thing
        bought in for one customer, which is on order already."""
        once = self.backorder == "stop" or self.sku.startswith(SPECIAL)
        return "" if once else self.supplier


def check_digit(body: str) -> int:
    """The GS1 check digit of a number without one; `body` is digits only."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return -weighted % 10


def is_gtin(code: str) -> bool:
    """Whether the code is an EAN-8, UPC-A, EAN-13 or GTIN-14 whose check digit fits."""
    return len(code) in GTIN_LENGTHS and code.isascii() and code.isdigit() and int(code[-1]) == check_digit(code[:-1])


def with_lost_zeros(code: str) -> str | None:
    """The code with the leading zeros that a spreadsheet took away, when putting them back gives a number whose check
    digit fits and leaving them away does not; None when there is nothing to repair.

    Only the lengths that a consumer unit carries are tried (8, 12 and 13 digits); fewer than six digits are too little
    to tell a shortened number from a shop's own code.
    """
    if not (code.isascii() and code.isdigit()) or is_gtin(code) or not 6 <= len(code) < 13:
        return None
    for length in (8, 12, 13):
        if len(code) < length:
            filled = code.zfill(length)
            if is_gtin(filled):
                return filled
    return None


def barcode_forms(code: str) -> tuple[str, ...]:
    """The ways one and the same number is written: as scanned, and as UPC-A / EAN-13 / GTIN-14 with or without the
    leading zeros that scanners add or drop. The first is always the code itself."""
    if not (code.isascii() and code.isdigit()) or len(code) not in (12, 13, 14):
        return (code,)
    bare = code.lstrip("0")
    forms = [code]
    for length in (12, 13, 14, 8):
        if len(bare) <= length:
            form = bare.zfill(length)
            if form not in forms and is_gtin(form):
                forms.append(form)
    return tuple(forms)


@dataclass(frozen=True, slots=True)
class EmbeddedLayout:
    """How the shop's scales lay out a 13-digit number: `prefix`, then `code_digits` of product code, then
    `value_digits` of grams or minor units of money, then the check digit; between code and value there may be one
    check digit of the value itself (`value_check`), which some scales print and which is not used."""

    prefix: str
    holds: Literal["weight", "price"]
    code_digits: int = 5
    value_digits: int = 5
    value_check: bool = False

    def __post_init__(self) -> None:
        if len(self.prefix) + self.code_digits + self.value_digits + self.value_check != 12:
            raise ValueError("a 13-digit number has 12 digits beside its check digit")


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a scale's label says: the product's code, and either grams or a price in minor units."""

    code: str
    grams: int | None = None
    price_minor: int | None = None


def is_in_store(code: str) -> bool:
    """Whether the number belongs to the ranges that GS1 leaves to shops: EAN-13 of 02 and 20 to 29."""
    return len(code) == 13 and code.isascii() and code.isdigit() and (code[:2] == "02" or code[0] == "2")


def read_embedded(code: str, layouts: tuple[EmbeddedLayout, ...]) -> Embedded | None:
    """Read a scale's label, or None when no layout of the shop claims the number.

    Raises BadBarcode when a layout claims it and the outer check digit does not fit, or its weight or price is zero.
    """
    if not is_in_store(code):
        return None
    layout = next((known for known in layouts if code.startswith(known.prefix)), None)
    if layout is None:
        return None
    if not is_gtin(code):
        raise BadBarcode(
            f"The label {code} was not read whole. Nothing was added. Scan it again, or weigh the goods anew.",
            code=code,
        )
    start = len(layout.prefix)
    value_at = start + layout.code_digits + layout.value_check
    value = int(code[value_at : value_at + layout.value_digits])
    if value == 0:
        raise BadBarcode(
            f"The label {code} gives a {layout.holds} of nothing. Nothing was added. Weigh the goods again and scan "
            "the new label.",
            code=code,
        )
    product_code = code[start : start + layout.code_digits]
    if layout.holds == "weight":
        return Embedded(product_code, grams=value)
    return Embedded(product_code, price_minor=value)
