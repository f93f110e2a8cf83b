"""The rows that `apply` makes of operations: settings, people, customers, sales and stock."""

from __future__ import annotations

from sqlalchemy import bindparam

from pos.store import schema as s
from pos.store.core.shapes import adding_to, inserting, inserting_many, many_adding_to, putting

PUT_SETTING = putting(s.setting)
PUT_STORE = putting(s.store)
PUT_PERSON = putting(s.person)
PUT_CUSTOMER = putting(s.customer)
ERASE_CUSTOMER = (
    s.customer.update()
    .where(s.customer.c.customer == bindparam("who"))
    .values(name="", phone="", email="", address="", digits="", consent=0)
)
COUNT_PRINT = adding_to(s.receipt_print, "times")
INSERT_SALE = inserting(s.sale)
INSERT_SALE_LINES = inserting_many(
    s.sale_line,
    "number", "line", "take", "sku", "name", "quantity", "unit_price", "total", "tax", "tax_rate",
)  # fmt: skip
INSERT_POSTINGS = inserting_many(s.posting, "op", "account", "amount", "order_number", "rate")
INSERT_MOVES = inserting_many(s.stock_move, "sku", "store", "quantity", "kind", "document", "at")
ADD_TO_LEVELS = many_adding_to(s.stock_level, "on_hand", "allocated", "owed", latest=("as_of",))
