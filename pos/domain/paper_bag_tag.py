"""The label of a bag on the hold shelf: whose order it is, where it lies and until when. It shows initials, no name."""

from __future__ import annotations

from datetime import date, datetime

from pos.domain.hold_places import Bag, initials
from pos.domain.phrases import clear_date, phrase
from pos.domain.receipt import Barcode, Feed, KeyValue, Receipt, Text
from pos.domain.shop import Shop

_LANGUAGES = ("en", "de", "fr", "es")
_WORDS = {
    "place": ("Place", "Platz", "Emplacement", "Lugar"),
    "until": ("Kept until", "Liegt bereit bis", "Gardé jusqu'au", "Guardado hasta"),
}


def bag_tag(*, shop: Shop, bag: Bag, place_name: str, until: date, at: datetime) -> Receipt:
    """The label of a bag, in the shop's own language; `at` is local wall time with its offset.

    It is made when it is printed and not kept, so that erasing a customer erases the initials too.
    """
    language = shop.language
    place = bag.place if place_name in ("", bag.place) else f"{bag.place} {place_name}"
    return Receipt(
        kind="arrival", number=bag.tag, at=at.isoformat(), language=language, currency=shop.currency, person="",
        blocks=(
            Text(bag.tag, "centre", bold=True, size="large"),
            KeyValue(phrase("customer", language), initials(bag.customer_name) or "—", bold=True, size="large"),
            KeyValue(_word("place", language), place, bold=True),
            KeyValue(_word("until", language), clear_date(until, language)),
            Feed(),
            Barcode(bag.order),
        ),
        copies=("store",),
    )  # fmt: skip


def _word(key: str, language: str) -> str:
    short = language.split("-")[0]
    return _WORDS[key][_LANGUAGES.index(short) if short in _LANGUAGES else 0]
