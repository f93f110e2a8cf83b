"""The questions of `learned_records`."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, or_, select

from pos.store import schema as s
from pos.store.core.records import PRODUCT_COLUMNS
from pos.store.core.shapes import not_before_wished

_P, _L = s.product.c, s.stock_level.c

TUNED = select(s.setting.c.value).where(s.setting.c.key == "tuned")
_free = func.coalesce(_L.on_hand, 0) - func.coalesce(_L.allocated, 0) - func.coalesce(_L.owed, 0)
_OL = s.order_line.c
OPEN_UNITS = (
    select(
        func.sum(case((func.coalesce(_P.unit, "pc") == "pc", _OL.ordered - _OL.handed_over - _OL.cancelled), else_=1))
    )
    .select_from(s.order_line)
    .outerjoin(s.product, _P.sku == _OL.sku)
    .where(_OL.is_open == 1)
)
_O, _T, _E = s.customer_order.c, s.told.c, s.order_event.c
# Goods that were here, and went to others because nobody collected them, were here all the same.
_ready_here = func.coalesce(
    select(func.json_extract(_E.details, func.printf('$.ready."%d"', _OL.line)))
    .where(_E.number == _OL.number, _E.kind == "put_back")
    .order_by(_E.op)
    .limit(1)
    .correlate(s.order_line)
    .scalar_subquery(),
    _OL.ready_on,
)
_units_told = func.min(func.coalesce(_OL.told_units, _OL.ordered), func.max(1, _OL.ordered - _OL.cancelled))
_arrived = (
    select(func.min(_E["at"]))
    .where(
        _E.number == _OL.number, _E.line == _OL.line, _E.kind == "arrived_there",
        func.json_extract(_E.details, "$.upto") >= _units_told,
    )
    .correlate(s.order_line)
    .scalar_subquery()
)  # fmt: skip
# Goods for another store are where they were promised once they are there, not when they come in here. Of lines that
# were handed over before arrivals were noted, the day here is all that is known.
_first_ready = case(
    (_OL.route == "other_store", func.coalesce(_arrived, case((_OL.handed_over > 0, _ready_here)))), else_=_ready_here
)
PROMISES_TOLD = (
    select(
        func.coalesce(_P.supplier, ""), _OL.basis, _O.taken_on, not_before_wished(_OL.likely_on),
        not_before_wished(_OL.promised_on),
        select(not_before_wished(_T.latest_on))
        .where(_T.number == _OL.number, _T.line == _OL.line, _T.why != "put_back")
        .order_by(_T.nth.desc())
        .limit(1)
        .correlate(s.order_line)
        .scalar_subquery(),
        _first_ready, _OL.cancelled_on, case((_OL.route == "other_store", _ready_here)), _OL.route_to,
    )
    .select_from(s.order_line)
    .join(s.customer_order, _O.number == _OL.number)
    .outerjoin(s.product, _P.sku == _OL.sku)
    .where(
        _OL.promised_on.is_not(None),
        _OL.kind != "layaway",
        or_(_first_ready.is_(None), func.substr(_first_ready, 1, 10) > _O.taken_on),
    )
)  # fmt: skip
"""Lines that were told a day; goods that were on the shelf when they were ordered kept no promise by being there."""
PROMISES_TOLD_TO = PROMISES_TOLD.where(_O.customer == bindparam("who"), _O.customer != "")
# Not the customer's choice: the shop could not get it, somebody mistyped, or the goods were here and never collected.
_not_by_choice = (
    select(_E.number)
    .where(
        _E.number == _OL.number,
        _E.line == _OL.line,
        _E.kind == "cancelled",
        or_(*(_E.reason.startswith(reason) for reason in ("shop_cannot", "mistake", "uncollected"))),
    )
    .exists()
)
_gave_up = (_OL.is_open == 0) & (_OL.cancelled > 0) & ~_not_by_choice
LINES_THAT_WAITED = (
    select(
        func.coalesce(_P.category, ""), _O.taken_on, _OL.promised_on, _OL.ready_on,
        case((_gave_up, _OL.cancelled_on), else_=None),
    )
    .select_from(s.order_line)
    .join(s.customer_order, _O.number == _OL.number)
    .outerjoin(s.product, _P.sku == _OL.sku)
    .where(
        _O.taken_on >= bindparam("since"),
        or_(
            _gave_up & _OL.cancelled_on.is_not(None),
            _OL.ready_on > _O.taken_on,
            _OL.ready_on.is_(None) & (_OL.is_open == 1),
        ),
    )
    .order_by(_O.taken_on, _OL.number, _OL.line)
)  # fmt: skip
"""Lines that had to wait for goods, and the day on which the customer gave up."""
LIKE_THIS = (
    select(_free, *PRODUCT_COLUMNS)
    .select_from(s.product)
    .join(s.stock_level, (_L.sku == _P.sku) & (_L.store == bindparam("store")))
    .where(
        _P.category == bindparam("category"),
        _P.attributes == bindparam("attributes"),
        _P.attributes != "{}",
        _P.sku != bindparam("sku"),
        _P.backorder != "stop",
        _free > 0,
    )
    .order_by(func.abs(func.coalesce(_P.price, 0) - bindparam("price")), _P.sku)
    .limit(bindparam("most"))
)
"""Indexed by category and attributes: reads only products of one kind."""
