"""Finding products as one types, and sales and orders by number, name or phone.

The products' full-text index answers in the order in which products entered the shop; ranking by relevance costs 80 ms
at a million products where this costs two, and a counter's list is short anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from pos.store import sql
from pos.store.statements import Cursor, Row
from pos.usecases.ports import SaleRow

COLUMNS = (
    "p.sku, p.name, p.price, p.tax_rate, p.barcodes, p.unit, p.category, p.supplier, p.backorder, p.deposit_percent, "
    "p.pack, p.release_on, p.substitutes, p.cost, p.attributes, p.season_ends_on, p.perishable"
)
LEVELS = "coalesce(l.on_hand, 0), coalesce(l.allocated, 0), coalesce(l.owed, 0)"
_FIND = (
    f"SELECT {LEVELS}, {COLUMNS} FROM (SELECT rowid AS id FROM product_text WHERE product_text MATCH ? LIMIT ?) "
    "AS hit "
    "JOIN product AS p ON p.id = hit.id LEFT JOIN stock_level AS l ON l.sku = p.sku AND l.store = ?"
)
_FIND_CODE = (
    f"SELECT {LEVELS}, {COLUMNS} FROM (SELECT sku FROM barcode WHERE code >= ? AND code < ? LIMIT ?) AS hit "
    "JOIN product AS p ON p.sku = hit.sku LEFT JOIN stock_level AS l ON l.sku = p.sku AND l.store = ?"
)
_WORDS = "SELECT term, doc FROM product_word WHERE term >= ? AND term < ? LIMIT 4000"
_LAST = chr(0x10FFFF)


def find(cursor: Cursor, text: str, store: str, limit: int) -> Sequence[Row]:
    """Rows of (on hand, allocated, owed, product columns…): codes that begin like the text first, then words."""
    words = text.replace("\0", " ").split()
    if not words:
        return []
    rows: list[Row] = []
    if len(words) == 1 and any(ch.isdigit() for ch in words[0]):
        cursor.execute(_FIND_CODE, (words[0], words[0] + _LAST, limit, store))
        rows = cursor.fetchall()
    if len(rows) < limit:
        # Each word is quoted, so that nothing a person types is ever read as search syntax.
        query = " ".join('"' + word.replace('"', '""') + '"*' for word in words[:8])
        cursor.execute(_FIND, (query, limit, store))
        seen = {row[3] for row in rows}
        rows += [row for row in cursor.fetchall() if row[3] not in seen]
    return rows[:limit]


def did_you_mean(cursor: Cursor, text: str) -> str | None:
    """The same words with each unknown one replaced by the nearest word of the catalogue; None when none is near."""
    from difflib import get_close_matches

    meant = []
    for word in text.lower().split()[:6]:
        start = word[:1]
        cursor.execute(_WORDS, (start, start + _LAST))
        counts: dict[str, int] = dict(cursor.fetchall())
        if any(term.startswith(word) for term in counts):
            meant.append(word)
            continue
        close = get_close_matches(word, counts, n=3, cutoff=0.7)
        if not close:
            return None
        meant.append(close[0])
    suggestion = " ".join(meant)
    return suggestion if suggestion and suggestion != text.lower() else None


def sales(cursor: Cursor, text: str, limit: int) -> Sequence[SaleRow]:
    """Sales and orders, newest first, whose number, customer or phone holds the text."""
    plain = "".join("\\" + ch if ch in "\\%_" else ch for ch in text.strip())
    digits = "".join(ch for ch in text if ch.isdigit())
    rows = sql.SALES.all(
        cursor,
        text=plain,
        inside=f"%{plain}%",
        digits=digits if len(digits) >= 4 else "",
        digits_inside=f"%{digits.lstrip('0') if len(digits) > 6 else digits}%",
        most=limit,
    )
    return [
        SaleRow(
            number=number,
            sold_at=datetime.fromisoformat(at),
            customer_name=name or "",
            total=total,
            order_deposit=deposit,
            balance_due=max(0, (due or 0) - deposit),
            state=_state(kind, is_open, waiting),
            expected_ship_on=date.fromisoformat(expected) if expected else None,
            aside=aside or 0,
        )
        for number, at, name, total, kind, deposit, due, expected, is_open, waiting, aside in rows
    ]


def _state(kind: str, is_open: int | None, waiting: int | None) -> str:
    if kind != "backorder":
        return kind
    if not is_open:
        return "closed"
    return "ready" if waiting == 0 else "waiting"
