"""The questions of `board_records`: every open line in one question, by product and in the order of its queue."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, or_, select

from pos.store import schema as s

_O, _OL, _C, _P, _L = s.customer_order.c, s.order_line.c, s.customer.c, s.product.c, s.stock_level.c
_T, _D, _PL, _K, _PO = s.told.c, s.order_deposit.c, s.purchase_line.c, s.task.c, s.posting.c


_told_and_done = _OL.told_units.is_not(None) & (_OL.allocated + _OL.handed_over >= _OL.told_units)
_last = func.substr(func.max(func.printf("%06d", _T.nth).op("||")(func.coalesce(_T.latest_on, ""))), 7)
_why = func.substr(func.max(func.printf("%06d", _T.nth).op("||")(_T.why)), 7)
_told = (
    select(
        func.coalesce(case((_told_and_done, ""), else_=_last), "")
        .op("||")("|")
        .op("||")(func.coalesce(case((_told_and_done, ""), (_why == "put_back", ""), else_=func.max(_T.latest_on)), ""))
        .op("||")("|")
        .op("||")(func.coalesce(func.max(_T["at"]), ""))
    )
    .where(_T.number == _OL.number, _T.line == _OL.line)
    .correlate(s.order_line)
    .scalar_subquery()
)
"""The day told last (empty where it was taken back), the latest day ever told (empty where it was kept, and nobody
collected the goods), and the last instant of telling, parted by strokes, of one look at the rows."""
BOARD_LINES = (
    select(
        _OL.number, _OL.line, _OL.sku, _OL.name, _OL.ordered, _OL.allocated, _OL.handed_over, _OL.cancelled,
        _OL.queue_key, _OL.promised_on, _told, _OL.expected_ship_on, _OL.now_likely_on,
        _OL.kind, _OL.route, _OL.route_to, _OL.wanted_on, _OL.not_after, _OL.ready_on,
        _O.customer, func.coalesce(_C.name, ""), _O.taken_on, _O.store, _O.version, _O.ship_complete,
        func.coalesce(_O.last_news_at, _O.taken_at), func.coalesce(_P.category, ""), func.coalesce(_P.unit, "pc"),
        func.coalesce(_P.perishable, 0), func.coalesce(_C["class"], ""),
        func.coalesce(_L.on_hand, 0) - func.coalesce(_L.allocated, 0), func.coalesce(_C.tell_by, ""),
        func.coalesce(_C.consent, 0), func.coalesce(_C.email, "") != "", func.coalesce(_C.digits, "") != "",
        _P.release_on,
    )
    .select_from(s.order_line)
    .join(s.customer_order, _O.number == _OL.number)
    .outerjoin(s.customer, _C.customer == _O.customer)
    .outerjoin(s.product, _P.sku == _OL.sku)
    .outerjoin(s.stock_level, (_L.sku == _OL.sku) & (_L.store == bindparam("store")))
    .where(_OL.is_open == 1)
    .order_by(_OL.sku, _OL.queue_key)
)  # fmt: skip
ON_ORDER = (
    select(_PL.sku, func.sum(s.open_units))
    .where(s.open_units > 0, or_(_PL.to_store == bindparam("store"), _PL.to_store == ""))
    .group_by(_PL.sku)
)
OPEN_TASKS = select(_K.number, _K.line, _K.kind).where(_K.state == "open", _K.number != "").order_by(_K.number, _K.id)
DEPOSITS_HELD = (
    select(_O.number, _O.taken_on, func.sum(_D.amount))
    .select_from(s.order_deposit)
    .join(s.customer_order, _O.number == _D.order_number)
    .where(_D.amount != 0)
    .group_by(_O.number, _O.taken_on)
    .order_by(_O.taken_on, _O.number)
)
DEPOSITS_IN_THE_BOOKS = select(func.coalesce(-func.sum(_PO.amount), 0)).where(_PO.account == "order_deposits")
SALES_SAVED = (
    select(func.coalesce(func.sum(_OL.total * (_OL.ordered - _OL.cancelled) // _OL.ordered), 0))
    .select_from(s.order_line)
    .join(s.customer_order, _O.number == _OL.number)
    .where(_O.taken_on >= bindparam("since"), _OL.kind == "backorder", _OL.ordered > 0)
)
"""The price of what was ordered because it was not here, and not given up since."""
_M, _SU, _DE = s.stock_move.c, s.supplier.c, s.delivery.c
PURCHASE_SIGNS = (
    select(
        _PL.sku,
        func.sum(case((_PL.expected_on < bindparam("today"), 1), else_=0)),
        func.sum(case((_PL.expected_on > _PL.first_expected_on, 1), else_=0)),
    )
    .where(s.open_units > 0, or_(_PL.to_store == bindparam("store"), _PL.to_store == ""))
    .group_by(_PL.sku)
)
MOVE_SIGNS = (
    select(
        _M.sku,
        func.sum(case(((_M.kind == "count") & (_M.quantity < 0) & (_M["at"] >= bindparam("month")), -_M.quantity))),
        func.sum(case(((_M.kind == "sale") & (_M["at"] >= bindparam("lately")), -_M.quantity))),
        func.sum(case(((_M.kind == "sale") & (_M["at"] < bindparam("lately")), -_M.quantity))),
    )
    .where(_M.store == bindparam("store"), _M["at"] >= bindparam("before"))
    .group_by(_M.sku)
)
ORDERED_SIGNS = (
    select(
        _OL.sku,
        func.sum(case((_O.taken_on >= bindparam("lately"), _OL.ordered), else_=0)),
        func.sum(case((_O.taken_on < bindparam("lately"), _OL.ordered), else_=0)),
    )
    .select_from(s.order_line)
    .join(s.customer_order, _O.number == _OL.number)
    .where(_O.taken_on >= bindparam("before"))
    .group_by(_OL.sku)
)
LEAD_SIGNS = (
    select(
        _SU.supplier, _SU.lead_time_days, func.avg(func.julianday(_DE.delivered_on) - func.julianday(_DE.ordered_on))
    )
    .select_from(s.supplier)
    .join(s.delivery, _DE.supplier == _SU.supplier)
    .where(_DE.delivered_on >= bindparam("half_year"), _DE.ordered_on.is_not(None))
    .group_by(_SU.supplier, _SU.lead_time_days)
)
