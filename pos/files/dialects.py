"""The dialects we know by the header of their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from pos.domain.incoming import Kind
from pos.files.counters import lightspeed, loyverse, square
from pos.files.saying import NamedRow, Outcome
from pos.files.web_shops import shopify, woocommerce

Dialect = Callable[[Kind, Iterable[NamedRow], Sequence[str], date], Iterator[Outcome]]
"""(kind, rows, header, today) -> what the rows say."""

DIALECTS: Mapping[str, Dialect] = {
    "shopify": shopify,
    "square": square,
    "loyverse": loyverse,
    "woocommerce": woocommerce,
    "lightspeed": lightspeed,
}
"""By the name a person gives to `--dialect`."""

_SIGNATURES: Mapping[str, tuple[frozenset[str], ...]] = {
    "shopify": (frozenset({"Handle", "Title", "Variant Price"}),),
    "square": (frozenset({"Item Name", "Variation Name", "SKU"}),),
    "loyverse": (
        frozenset({"Handle", "SKU", "Name", "Sold by weight"}),
        frozenset({"Handle", "SKU", "Name", "Track stock"}),
    ),
    "woocommerce": (frozenset({"Type", "SKU", "Name", "Regular price"}),),
    "lightspeed": (frozenset({"handle", "sku", "retail_price"}), frozenset({"System ID", "UPC", "EAN"})),
}


def fits(name: str, header: Sequence[str]) -> bool:
    """Whether a header is that of the named system's export."""
    return any(signature <= set(header) for signature in _SIGNATURES[name])


def recognise(header: Sequence[str]) -> str | None:
    """The system whose export has this header, None when it is nobody's we know."""
    return next((name for name in DIALECTS if fits(name, header)), None)


def signature(name: str) -> str:
    """The columns by which a system's export is known, for a sentence."""
    return " or ".join(", ".join(sorted(columns)) for columns in _SIGNATURES[name])
