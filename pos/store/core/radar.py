"""The questions of `radar_records`: promises to mend with what broke them, supply that lapsed, and what was given."""

from __future__ import annotations

from sqlalchemy import bindparam, func, literal, or_, select, union_all

from pos.store import schema as s

_T, _PL, _D, _C, _L, _OL, _P, _OP, _S, _N, _TO, _E = (
    s.task.c, s.purchase_line.c, s.delivery.c, s.credit.c, s.stock_level.c, s.order_line.c, s.product.c, s.op.c,
    s.supplier.c, s.news.c, s.told.c, s.order_event.c,
)  # fmt: skip
_waiting = _OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled

RECENT_OPERATION = (
    select(_OP.bytes)
    .where(_OP.op_id == bindparam("op_id"), _OP.position > select(func.max(_OP.position) - 2000).scalar_subquery())
    .limit(1)
)
"""An operation that was written a moment ago; the log has no index by its names."""
PROMISES_TO_MEND = (
    select(_T.id, _T.number, _T.line, _T.opened_at, _T.state, _T.outcome, _T.closed_by, _T.why, _T.cause)
    .where(_T.kind == "promise", or_(_T.state == bindparam("wanted"), bindparam("wanted") == ""))
    .order_by(_T.opened_at, _T.id)
)
LAPSED_LINES = (
    select(
        _PL.number, _PL.line, _PL.supplier, func.coalesce(_S.name, _PL.supplier), _PL.sku,
        func.coalesce(_P.name, _PL.sku), s.open_units, _PL.expected_on, _PL.confirmed, _PL.ordered_on,
    )
    .select_from(s.purchase_line)
    .outerjoin(s.supplier, _S.supplier == _PL.supplier)
    .outerjoin(s.product, _P.sku == _PL.sku)
    .where(
        s.open_units > 0,
        or_(_PL.to_store == bindparam("store"), _PL.to_store == ""),
        or_(_PL.expected_on < bindparam("today"), (_PL.confirmed == 0) & (_PL.ordered_on <= bindparam("ordered_by"))),
    )
    .order_by(_PL.expected_on, _PL.number, _PL.line)
)  # fmt: skip
SUPPLIERS_OF = (
    select(_PL.supplier)
    .where(_PL.sku == bindparam("sku"), _PL.supplier != "")
    .union(select(_D.supplier).where(_D.sku == bindparam("sku"), _D.supplier != ""))
)
UNITS_TOLD = (
    select(
        _OL.sku, func.sum(_waiting), func.max(func.coalesce(_L.on_hand, 0) - func.coalesce(_L.allocated, 0)),
        func.max(func.coalesce(_L.safety_stock, 0)), func.max(func.coalesce(_P.name, _OL.name)),
    )
    .select_from(s.order_line)
    .outerjoin(s.stock_level, (_L.sku == _OL.sku) & (_L.store == bindparam("store")))
    .outerjoin(s.product, _P.sku == _OL.sku)
    .where(_OL.is_open == 1, _waiting > 0)
    .group_by(_OL.sku)
    .order_by(_OL.sku)
)  # fmt: skip
SECURED = (
    select(_PL.sku, func.sum(s.open_units))
    .where(
        s.open_units > 0,
        _PL.confirmed == 1,
        _PL.expected_on >= bindparam("today"),
        or_(_PL.to_store == bindparam("store"), _PL.to_store == ""),
    )
    .group_by(_PL.sku)
)
_credits = select(
    _C.id, _C.number, _C.line, _C["at"], _C.person, _C.kind, _C.amount, _C.why, _C.state, _C.decided_at, _C.decided_by,
    _C.cause,
)  # fmt: skip
CREDIT = _credits.where(_C.id == bindparam("credit"))
CREDITS = _credits.where(or_(_C.state == bindparam("wanted"), bindparam("wanted") == "")).order_by(_C["at"], _C.id)
CREDITS_OF = _credits.where(_C.number == bindparam("order")).order_by(_C["at"], _C.id)
CREDITS_SPENT = select(func.coalesce(func.sum(_C.amount), 0)).where(
    _C.state.in_(["approved", "given"]), _C.decided_at >= bindparam("since"), _C.decided_at < bindparam("until")
)
COSTS = (
    select(_E.number, _E.details)
    .where(_E.kind == "remedy", _E["at"] >= bindparam("since"), _E["at"] < bindparam("until"))
    .order_by(_E["at"])
)
DAYS_TOLD = (
    select(_TO.nth, _TO.latest_on, _TO.why)
    .where(_TO.number == bindparam("order"), _TO.line == bindparam("order_line"))
    .order_by(_TO.nth)
)
_DELAYS = ["late", "date_moved", "at_risk_asked"]
_contacts = union_all(
    select(_N.number, literal(1).label("written"), literal(0).label("called")).where(
        _N.event.in_(_DELAYS),
        _N.channel.in_(["e-mail", "text"]),
        _N.state == "sent",
        _N.settled_at >= bindparam("since"),
        _N.settled_at < bindparam("until"),
    ),
    select(_T.number, literal(0), literal(1)).where(
        or_(*(_T.id.like(f"call:{event}:%") for event in _DELAYS)),
        _T.state == "closed",
        _T.outcome.in_(["reached", "not_reached", "wrong_number"]),
        _T.closed_at >= bindparam("since"),
        _T.closed_at < bindparam("until"),
    ),
).subquery()
CONTACTS = (
    select(_contacts.c.number, func.sum(_contacts.c.written), func.sum(_contacts.c.called))
    .group_by(_contacts.c.number)
    .order_by(_contacts.c.number)
)
"""What was said to customers because their day did not hold: messages that went out, and calls made, heard or not."""
