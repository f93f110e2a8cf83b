"""The printer's test page: everything a receipt may ask of a printer, with what to look for beside it."""

from __future__ import annotations

from datetime import datetime

from pos.domain.receipt import Barcode, Block, Feed, KeyValue, Qr, Receipt, Row, Rows, Rule, Text
from pos.domain.shop import Shop

WIDTHS = (32, 42, 48)
ALPHABETS = (
    ("English", "Price £12.50, $9.99, 5 ½ % – “fine”"),
    ("Deutsch", "Größe Übermaß äöüß 45,00 €"),
    ("Français", "Été, façade, cœur, où, 45,00 €"),
    ("Español", "Niño, ¿cuándo?, pingüino"),
    ("Polski", "Zażółć gęślą jaźń, 45 zł"),
    ("Čeština", "Příliš žluťoučký kůň, 45 Kč"),
    ("Nordisk", "Smørrebrød på æbleø, Åre"),
    ("Türkçe", "Işık, güneş, çiçek"),
    ("Ελληνικά", "Αθήνα, καφές"),
    ("Русский", "Чек, спасибо"),
    ("עברית", "שלום, תודה"),
    ("العربية", "مرحبا، شكرا"),
)
"""Languages with a line of letters that code pages get wrong."""


def ruler(width: int) -> str:
    """A line of exactly `width` characters (12 or more) that ends with its own width: "----+----1----+--- 32"."""
    tens = "".join(f"----+----{ten % 10}" for ten in range(1, width // 10 + 2))
    end = f" {width}"
    return tens[: width - len(end)] + end


def test_document(shop: Shop, at: datetime, profile_name: str) -> Receipt:
    """The test page of a shop's printer; `at` is local wall time with its offset.

    It opens no drawer and has no number of the register's own sequence, since nothing was sold.
    """
    number = f"{shop.store}-{shop.register}-TEST"
    blocks: tuple[Block, ...] = (
        Text(shop.store_name, "centre", bold=True, size="large"),
        Text("Test page", "centre", bold=True),
        Feed(),
        KeyValue("Printer", profile_name),
        KeyValue("Printed", f"{at:%Y-%m-%d %H:%M %z}"),
        KeyValue("Register", f"{shop.store} {shop.register}"),
        Rule(),
        Text("1. The line above touches both edges. The longest of these that stays on one line is the width:"),
        *(Text(ruler(width)) for width in WIDTHS),
        Feed(),
        Text("2. Sums stand under each other:"),
        Rows((Row("Brass lamp", "2 x 45.00", "90.00", "A"), Row("Bulb E27 warm", "1 x 3.25", "3.25", "B"))),
        KeyValue(f"Total {shop.currency}", "93.25", bold=True),
        KeyValue("Due", "93.25", bold=True, size="large"),
        Feed(),
        Text("3. Every letter can be read:"),
        *(KeyValue(language, sample) for language, sample in ALPHABETS),
        Feed(),
        Text("4. Both codes can be scanned:"),
        Barcode(number),
        Feed(),
        Qr(f"TEST:{shop.store}:{shop.register}"),
        Text("5. The paper is cut below this line.", "centre"),
    )
    return Receipt(
        kind="test", number=number, at=at.isoformat(), language="en", currency=shop.currency, person="", blocks=blocks
    )


# pytest collects what is called test_…; this is no test.
test_document.__test__ = False  # type: ignore[attr-defined]
