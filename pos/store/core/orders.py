"""The questions of `order_records`."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, select

from pos.store import schema as s

_E, _T = s.order_event.c, s.deposit_tender.c
_O, _OL, _C, _P = s.customer_order.c, s.order_line.c, s.customer.c, s.product.c

STEPS = (
    select(_E.number, _E.line, _E.at, _E.person, _E.register, _E.kind, _E.reason, _E.details)
    .where(_E.number == bindparam("order"))
    .order_by(_E.op, _E.nth)
)
_OP, _near = s.op.c, 8
STOCK_MOVED_WITH = (
    select(_OP.position, _OP.bytes)
    .distinct()
    .select_from(s.order_event)
    .join(s.op, _OP.position.between(_E.op - _near, _E.op + _near))
    .where(_E.number == bindparam("order"), _OP.kind == "stock_moved")
)
"""Corrections of stock that were written beside a step of an order: by position, for no index knows their document."""
PREORDERS = (
    select(_OL.number)
    .where(_OL.is_open == 1, _OL.kind == "preorder", _P.sku == _OL.sku, _P.price < _OL.unit_price)
    .distinct()
    .order_by(_OL.number)
)
"""Open orders of goods that were pre-ordered and cost less now."""
PAID_BACK_ON = (
    select(s.sale.c.tenders)
    .join(s.order_event, s.sale.c.number == func.json_extract(_E.details, "$.document"))
    .where(_E.number == bindparam("order"), _E.kind.in_(["refunded", "deposit_refunded"]))
    .where(s.sale.c.business_date == bindparam("day"))
    .order_by(s.sale.c.number)
)
DEPOSIT_TENDERS = (
    select(_T.kind, _T.reference, _T.amount, _T.until)
    .where(_T.order_number == bindparam("order"))
    .order_by(_T.kind, _T.reference)
)

_waits = func.sum(_OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled)
_P = s.product.c
# Goods that came before their release, or the day they are wished for, wait for that day, however long they have been
# put aside; goods that we send are not collected at all.
_out_on = func.max(_OL.ready_on, func.coalesce(_P.release_on, ""), func.coalesce(_OL.wanted_on, ""))
_for_good = func.max(case(((_OL.kind != "layaway") & (_OL.route == "collect"), _out_on)))
_put_back = (
    select(func.max(_E["at"])).where(_E.number == _OL.number, _E.kind == "put_back").correlate(s.order_line)
).scalar_subquery()
READY_ORDERS = (
    select(
        _OL.number, func.max(_O.customer), func.max(func.coalesce(_C.name, "")),
        case((_waits == 0, _for_good)), _put_back,
    )
    .select_from(s.order_line)
    .join(s.customer_order, _O.number == _OL.number)
    .outerjoin(s.customer, _C.customer == _O.customer)
    .outerjoin(s.product, _P.sku == _OL.sku)
    .where(_OL.is_open == 1, _O.is_open == 1)
    .group_by(_OL.number)
    .having(((_waits == 0) & (func.max(_OL.allocated) > 0)) | _put_back.is_not(None))
    .order_by(_OL.number)
)  # fmt: skip
ORDERS_OF = (
    select(_O.number, _O.is_open)
    .where(_O.customer == bindparam("who"), _O.customer != "")
    .order_by(_O.taken_at.desc(), _O.number.desc())
)
COUNT_ORDERS_OF = select(func.count()).select_from(
    select(_O.number).where(_O.customer == bindparam("who"), _O.customer != "").limit(bindparam("most")).subquery()
)
NOTES_OF = (
    select(_E.number, _E["at"], _E.person, _E.details)
    .select_from(s.customer_order)
    .join(s.order_event, _E.number == _O.number)
    .where(_O.customer == bindparam("who"), _O.customer != "", _E.kind == "note")
    .order_by(_E["at"].desc(), _E.op.desc())
)
_latest = (
    select(func.max(_OL.expected_ship_on))
    .where(_OL.number == _T.order_number, _OL.is_open == 1)
    .correlate(s.deposit_tender)
).scalar_subquery()
AUTHORISATIONS = (
    select(_T.order_number, func.coalesce(_C.name, ""), _T.reference, _T.amount, _T.until, _latest, _O.taken_on)
    .select_from(s.deposit_tender)
    .join(s.customer_order, _O.number == _T.order_number)
    .outerjoin(s.customer, _C.customer == _O.customer)
    .where(_T.kind == "authorisation", _T.amount > 0, _O.is_open == 1)
    .order_by(_T.until, _T.order_number)
)
