"""Finding products as one types, and sales and orders by number, name or phone.

The products' full-text index answers in the order in which products entered the shop; ranking by relevance costs 80 ms
at a million products where this costs two, and a counter's list is short anyway.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select

from pos.store import schema as s
from pos.store.statements import Cursor, Row, Statement, bindparam
from pos.usecases.ports import SaleRow

COLUMNS = (
    "p.sku, p.name, p.price, p.tax_rate, p.barcodes, p.unit, p.category, p.supplier, p.backorder, p.deposit_percent, "
    "p.pack, p.release_on, p.substitutes"
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

_S, _O, _C = s.sale.c, s.customer_order.c, s.customer.c
_open_deposit = (
    select(func.coalesce(func.sum(s.order_deposit.c.amount), 0))
    .where(s.order_deposit.c.order_number == _S.number)
    .scalar_subquery()
)
_expected = (
    select(func.max(s.order_line.c.expected_ship_on))
    .where(s.order_line.c.number == _S.number, s.order_line.c.is_open == 1)
    .scalar_subquery()
)
_waiting = (
    select(
        func.sum(
            s.order_line.c.ordered - s.order_line.c.allocated - s.order_line.c.handed_over - s.order_line.c.cancelled
        )
    )
    .where(s.order_line.c.number == _S.number, s.order_line.c.is_open == 1)
    .scalar_subquery()
)
_sales = Statement(
    select(_S.number, _S.at, _C.name, _S.total, _S.kind, _open_deposit, _S.balance_due, _expected, _O.is_open, _waiting)
    .select_from(s.sale)
    .outerjoin(s.customer_order, _O.number == _S.number)
    .outerjoin(s.customer, _C.customer == _S.customer)
    .where(
        or_(
            bindparam("text") == "",
            _S.number.like(bindparam("inside"), escape="\\"),
            _C.name.like(bindparam("inside"), escape="\\"),
            (bindparam("digits") != "") & _C.digits.like(bindparam("digits_inside")),
        )
    )
    .order_by(_S.at.desc(), _S.number.desc())
    .limit(bindparam("most"))
)


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
    digits = "".join(ch for ch in text if ch.isdigit()).lstrip("0")
    rows = _sales.all(
        cursor, text=plain, inside=f"%{plain}%", digits=digits if len(digits) >= 4 else "", digits_inside=f"%{digits}%",
        most=limit,
    )  # fmt: skip
    return [
        SaleRow(
            number=number,
            sold_at=datetime.fromisoformat(at),
            customer_name=name or "",
            total=total,
            order_deposit=deposit,
            balance_due=balance,
            state=_state(kind, is_open, waiting),
            expected_ship_on=date.fromisoformat(expected) if expected else None,
        )
        for number, at, name, total, kind, deposit, balance, expected, is_open, waiting in rows
    ]


def _state(kind: str, is_open: int | None, waiting: int | None) -> str:
    if kind != "backorder":
        return kind
    if not is_open:
        return "closed"
    return "ready" if waiting == 0 else "waiting"
