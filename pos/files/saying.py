"""What the dialects of other shop systems share: picking cells, putting names together, reading tax columns.

A dialect is a generator over rows (number, cells by column name). For products it yields one record a row; for stock
it yields one for each location the file has columns for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pos.domain.incoming import BadRow, SameRow
from pos.files.forms import Said
from pos.files.records import MEASURED


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence about the whole file, found while its rows were read; it is no row of its own."""

    text: str


NamedRow = tuple[int, Mapping[str, str]]
Outcome = Said | SameRow | BadRow | Remark
PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s*%", re.ASCII)


def record(row: int, said: Mapping[str, str | None]) -> Said:
    return row, {name: text for name, text in said.items() if text and text.strip()}


def first(cells: Mapping[str, str], *names: str) -> str:
    """The first of these columns that says something."""
    return next((text for name in names if (text := cells.get(name, "").strip())), "")


def title_of(name: str, values: Iterable[str], only: str = "") -> str:
    """A variant's name: the product's and its options; `only` is the system's word for a product without variants."""
    options = [value for value in values if value and value.lower() != only]
    return f"{name} {' / '.join(options)}".strip() if options else name


def filled(cells: Mapping[str, str], *names: str) -> list[str]:
    return [value for name in names if (value := cells.get(name, "").strip())]


def rows_have(count: int) -> str:
    return "1 row has" if count == 1 else f"{count} rows have"


def slug(parts: Iterable[str]) -> str:
    """A stable code made of words: the same words give the same code in every export."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", " ".join(parts)) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", "-", plain.casefold()).strip("-")[:100]


def places(header: Sequence[str], pattern: str) -> dict[str, str]:
    """Location columns: name of the place -> its column; the pattern has one group, the place."""
    return {match[1].strip(): name for name in header if (match := re.fullmatch(pattern, name.strip()))}


def tax(cells: Mapping[str, str], header: Sequence[str]) -> str | None:
    """The rate of columns such as “Tax - VAT (20%)”: those marked Y added up, 0 when all say N, else nothing."""
    total, seen = 0, False
    for name in header:
        if name.lower().startswith("tax - ") and (match := PERCENT.search(name)):
            mark = cells.get(name, "").strip().upper()
            seen = seen or mark in ("Y", "N")
            total += _thousandths(match[1]) if mark == "Y" else 0
    return f"{total // 1000}.{total % 1000:03}" if seen else None


def _thousandths(percent: str) -> int:
    whole, _, part = percent.replace(",", ".").partition(".")
    return int((whole or "0") + part[:3].ljust(3, "0"))


def stocks(row: int, sku: str, counts: Mapping[str | None, str], measured: bool = False) -> Iterator[Outcome]:
    """One record a location; a location that does not count the product has nothing to say."""
    for store, count in counts.items():
        said = {"sku": sku, "store": store, "on_hand": count, MEASURED: "yes" if measured else ""}
        yield record(row, said) if count.strip() else SameRow(row)
