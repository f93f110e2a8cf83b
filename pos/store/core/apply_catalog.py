"""The rows of products, suppliers, purchase orders and history that `apply_catalog` makes."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select

from pos.store import schema as s
from pos.store.core.shapes import putting

_PL = s.purchase_line.c

LAST_PRODUCT = select(func.coalesce(func.max(s.product.c.id), 0))
PUT_PRODUCT = putting(s.product)
PUT_BARCODE = putting(s.barcode)
DROP_BARCODE = s.barcode.delete().where(s.barcode.c.code == bindparam("code"), s.barcode.c.sku == bindparam("sku"))
PUT_SUPPLIER = putting(s.supplier)
PUT_PURCHASE_LINE = putting(s.purchase_line)
BOOK_RECEIVED = (
    s.purchase_line.update()
    .where(_PL.number == bindparam("po"), _PL.line == bindparam("po_line"))
    .values(received=_PL.received + bindparam("came"))
)
PUT_DELIVERY = putting(s.delivery)
PUT_PAST_SALE = putting(s.past_sale)
PUT_SAFETY_STOCK = putting(s.stock_level, "sku", "store", "safety_stock")
