"""What tells one delivery file from every other: the goods in its rows, however the file was saved."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from pos.domain.incoming import IncomingArrival

_DIGITS = 16


def delivery_mark(rows: Iterable[IncomingArrival]) -> str:
    """The mark of the rows that were read: the same for other ends of lines, separators, encodings and empty lines, and
    for columns or rows in another order. Which goods and how many is compared, not the words beside them."""
    said = sorted(
        "\t".join((row.sku.casefold(), str(row.quantity), (row.purchase_order or "").casefold(), str(row.damaged or 0)))
        for row in rows
    )
    return _mark("\n".join(said).encode())


def mark_of_bytes(path: Path) -> str:
    """The mark as it was made once, of the file as it is saved: by it files that were booked then are still known."""
    return _mark(path.read_bytes())


def _mark(content: bytes) -> str:
    return sha256(content).hexdigest()[:_DIGITS]
