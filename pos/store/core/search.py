"""The question of `search` for sales and orders by number, name or phone."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, or_, select

from pos.store import schema as s

_S, _O, _C, _L = s.sale.c, s.customer_order.c, s.customer.c, s.order_line.c

_open_deposit = (
    select(func.coalesce(func.sum(s.order_deposit.c.amount), 0))
    .where(s.order_deposit.c.order_number == _S.number)
    .scalar_subquery()
)
_of_sale = (_L.number == _S.number, _L.is_open == 1)
_still = _L.ordered - _L.allocated - _L.handed_over - _L.cancelled
# The day of an order is the latest of what its customer waits for, and no day while one part of that has none.
_undated = func.sum(case(((_still > 0) & _L.expected_ship_on.is_(None), 1), else_=0))
_latest = func.coalesce(func.max(case((_still > 0, _L.expected_ship_on))), func.max(_L.expected_ship_on))
_expected = select(case((_undated == 0, _latest))).where(*_of_sale).scalar_subquery()
_waiting = select(func.sum(_still)).where(*_of_sale).scalar_subquery()
_aside = select(func.sum(_L.allocated)).where(*_of_sale).scalar_subquery()
# What is still to pay: each open line's price less what of it was cancelled or handed over (in whole minor units, as
# the domain counts it), less the deposit still held.
_unpaid = _L.total * (_L.ordered - _L.cancelled) // _L.ordered - _L.total * _L.handed_over // _L.ordered
_due = select(func.sum(_unpaid)).where(*_of_sale).scalar_subquery()
# An order belongs to whoever waits for it now, and costs what was ever ordered; its receipt stays as it was printed.
_T = s.sale_line.c
_as_taken = (
    select(func.sum(_T.total)).where(_T.number == _S.number, _T["take"] == "later").correlate(s.sale).scalar_subquery()
)
# A receipt about a deposit or a cancellation sells nothing: it is worth what was paid with it, or went back.
_total = case(
    (_S.kind.in_(["deposit", "deposit_refund", "cancellation"]), _S.due_now),
    (_O.number.is_(None), _S.total),
    else_=_S.total + _O.total - func.coalesce(_as_taken, 0),
)
SALES = (
    select(_S.number, _S.at, _C.name, _total, _S.kind, _open_deposit, _due, _expected, _O.is_open, _waiting, _aside)
    .select_from(s.sale)
    .outerjoin(s.customer_order, _O.number == _S.number)
    .outerjoin(s.customer, _C.customer == func.coalesce(_O.customer, _S.customer))
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
