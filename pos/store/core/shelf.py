"""The questions of `shelf_records`: many products in one statement, and what lies where on the hold shelf."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.sql import visitors

from pos.store import schema as s
from pos.store.core import purchasing, records

_P, _L, _PL = s.product.c, s.stock_level.c, s.purchase_line.c
_O, _OL, _C, _T = s.customer_order.c, s.order_line.c, s.customer.c, s.told.c
_H, _B = s.hold_place.c, s.bag.c


def _listed(name: str) -> Any:
    """The entries of a JSON list that the caller gives under this name, as a table of one column."""
    return func.json_each(bindparam(name)).table_valued("value", name="wanted")


def _for_many(one: Select[Any], name: str, column: Any) -> Select[Any]:
    """A question on one `name`, asked for a whole list `names` of them; its answers carry the name as their last
    column, and those of each stay in their order."""
    wanted = _listed(f"{name}s")

    def into(element: Any, **_: Any) -> Any:
        return wanted.c.value if element.__visit_name__ == "bindparam" and element.key == name else None

    many = cast("Select[Any]", visitors.replacement_traverse(one, {}, into))
    return many.add_columns(column)


_units = _OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled
_nth_told = (
    select(func.max(_T.nth)).where(_T.number == _OL.number, _T.line == _OL.line).correlate(s.order_line)
).scalar_subquery()
QUEUE_OF = (
    select(
        _OL.sku, _OL.queue_key, _OL.number, _OL.line, _units, _OL.wanted_on, func.coalesce(_O.ship_complete, 0),
        func.coalesce(_C["class"], ""), case((_T.nth.is_(None), _OL.promised_on), else_=_T.latest_on),
        func.coalesce(_C.name, ""), func.coalesce(_O.taken_at, ""), _OL.route, _OL.route_to,
    )
    .select_from(s.order_line)
    .outerjoin(s.customer_order, _O.number == _OL.number)
    .outerjoin(s.customer, _C.customer == _O.customer)
    # The day told last is the one that counts.
    .outerjoin(s.told, (_T.number == _OL.number) & (_T.line == _OL.line) & (_T.nth == _nth_told))
    # What the supplier sends to the customer is not waited for here.
    .where(_OL.sku == bindparam("sku"), _OL.is_open == 1, _units > 0, _OL.route != "direct")
    .order_by(_OL.queue_key)
)  # fmt: skip
ORDERS_WAITING = select(func.count(func.distinct(_OL.number))).where(
    _OL.sku == bindparam("sku"), _OL.queue_key < bindparam("before"), _OL.is_open == 1, _units > 0,
    _OL.route != "direct",
)  # fmt: skip
UNITS_FROM = select(func.coalesce(func.sum(_units), 0)).where(
    _OL.sku == bindparam("sku"), _OL.queue_key >= bindparam("place"), _OL.is_open == 1, _units > 0,
    _OL.route != "direct",
)  # fmt: skip
QUEUES = _for_many(QUEUE_OF, "sku", _OL.sku)
OPEN_LINES_OF_MANY = _for_many(purchasing.OPEN_LINES, "sku", _OL.sku)
SUPPLIES_OF_MANY = _for_many(records.SUPPLIES, "sku", _PL.sku)
_E = s.order_event.c
_gone = _listed("skus")
SENT_ON = (
    select(_OL.sku, _OL.number, _OL.line)
    .select_from(_gone)
    .join(s.order_line, _OL.sku == _gone.c.value)
    .where(
        _OL.is_open == 1,
        _OL.route == "other_store",
        _OL.allocated > 0,
        select(_E.number).where(_E.number == _OL.number, _E.kind.in_(["sent_on", "arrived_there"])).exists(),
    )
    .order_by(_OL.number, _OL.line)
)
"""Lines with goods put aside, of orders of which some were sent on to another store."""
LEVELS_OF_MANY = _for_many(records.LEVEL, "sku", _L.sku)
PRODUCTS_OF_MANY = _for_many(records.PRODUCT, "sku", _P.sku)
PURCHASE_ORDERS_OF_MANY = _for_many(records.PURCHASE_ORDER, "po", _PL.number)
SKUS_OF_BARCODES = _for_many(
    select(s.barcode.c.code, s.barcode.c.sku).where(s.barcode.c.code == bindparam("code")), "code", s.barcode.c.code
)
TELL_ME_HELD_OF = select(func.coalesce(func.sum(s.tell_me.c.held), 0)).where(
    s.tell_me.c.sku == bindparam("sku"), s.tell_me.c.state.in_(["waiting", "told"])
)

_in_use = select(func.count()).where(_B.place == _H.place, _B.is_open == 1).correlate(s.hold_place).scalar_subquery()
HOLD_PLACES = select(_H.place, _H.name, _H.capacity, _H.active, _in_use).order_by(_H.place)
_BAG = (_B.bag, _B.number, _B.place, _B.since, _B.tag, _B.is_open)
_WHOSE = (func.coalesce(_O.customer, ""), func.coalesce(_C.name, ""), func.coalesce(_O.language, ""))
_bags = (
    select(*_BAG, *_WHOSE)
    .select_from(s.bag)
    .outerjoin(s.customer_order, _O.number == _B.number)
    .outerjoin(s.customer, _C.customer == _O.customer)
)
BAGS_OF_ORDER = _bags.where(_B.number == bindparam("order")).order_by(_B.since, _B.tag)
OPEN_BAGS = _bags.where(_B.is_open == 1).order_by(_B.place, _B.since, _B.tag)
BAG_BY_TAG = _bags.where(_B.number == bindparam("order"), _B.tag == bindparam("tag")).order_by(_B.since.desc())
