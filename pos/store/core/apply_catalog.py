"""The rows of products, suppliers, purchase orders and history that `apply_catalog` makes."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos.store import schema as s
from pos.store.core.shapes import Named, inserting_many, putting

_PL = s.purchase_line.c

LAST_PRODUCT = select(func.coalesce(func.max(s.product.c.id), 0))
PUT_PRODUCT = putting(s.product)
PUT_BARCODE = putting(s.barcode)
DROP_BARCODE = s.barcode.delete().where(s.barcode.c.code == bindparam("code"), s.barcode.c.sku == bindparam("sku"))
PUT_SUPPLIER = putting(s.supplier)
_NEW_LINE = sqlite_insert(s.purchase_line)
_LINE_NAMES = tuple(column.name for column in s.purchase_line.columns)
# The first day that a supplier ever gave stays for ever; a day of cancelling stays unless there is another.
_KEPT_FIRST = {
    "first_expected_on": func.coalesce(_PL.first_expected_on, _NEW_LINE.excluded.first_expected_on),
    "cancelled_on": func.coalesce(_NEW_LINE.excluded.cancelled_on, _PL.cancelled_on),
}
PUT_PURCHASE_LINE = Named(
    _NEW_LINE.on_conflict_do_update(
        index_elements=["number", "line"],
        set_={name: _NEW_LINE.excluded[name] for name in _LINE_NAMES if name not in ("number", "line")} | _KEPT_FIRST,
    ),
    _LINE_NAMES,
)
INSERT_PURCHASE_DATES = inserting_many(
    s.purchase_date, "number", "line", "nth", "at", "person", "before", "after", "confirmed", "why"
)
BOOK_RECEIVED = (
    s.purchase_line.update()
    .where(_PL.number == bindparam("po"), _PL.line == bindparam("po_line"))
    .values(received=_PL.received + bindparam("came"))
)
PUT_DELIVERY = putting(s.delivery)
PUT_PAST_SALE = putting(s.past_sale)
PUT_SAFETY_STOCK = putting(s.stock_level, "sku", "store", "safety_stock")
