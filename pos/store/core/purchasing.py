"""The questions of `purchase_records`: suppliers and what is known of their ways, and the lines that wait for them."""

from __future__ import annotations

from sqlalchemy import Integer, and_, bindparam, case, cast, exists, func, not_, select

from pos.store import schema as s

_PL, _D, _S = s.purchase_line.c, s.delivery.c, s.supplier.c
_O, _OL, _C, _TO = s.customer_order.c, s.order_line.c, s.customer.c, s.told.c
_open = s.open_units > 0

SUPPLIER_TERMS = select(
    _S.supplier, _S.name, _S.lead_time_days, _S.lane, _S.order_days, _S.closed_on, _S.minimum, _S.active
).where(_S.supplier == bindparam("supplier"))
LEARNED = select(cast(s.setting.c.value, Integer)).where(s.setting.c.key == "learned")
SUPPLY_CHANGED = select(func.max(cast(s.setting.c.value, Integer))).where(s.setting.c.key.in_(("learned", "redated")))
_lane = func.coalesce(func.nullif(_D.lane, ""), _S.lane, "")
DELIVERIES = (
    select(
        _D.supplier, _lane, _D.ordered_on, _D.promised_on, _D.delivered_on, _D.sku, _D.quantity, _D.received,
        _D.shipment,
    )
    .select_from(s.delivery)
    .outerjoin(s.supplier, _S.supplier == _D.supplier)
    .order_by(_D.delivered_on, _D.key)
)  # fmt: skip
AWAITED_LINES = (
    select(
        _PL.supplier, func.coalesce(_S.lane, ""), _PL.ordered_on, _PL.first_expected_on, _PL.expected_on, s.open_units,
        _PL.shipment, _PL.number, _PL.line, _PL.sku,
    )
    .select_from(s.purchase_line)
    .outerjoin(s.supplier, _S.supplier == _PL.supplier)
    .where(_open)
    .order_by(_PL.supplier, _PL.number, _PL.line)
)  # fmt: skip
_not_overdue = _PL.first_expected_on.is_(None) | (_PL.cancelled_on <= _PL.first_expected_on)
NEVER_CAME = (
    select(_PL.supplier, func.count(), func.sum(case((_PL.received == 0, 1), else_=0)))
    .where(s.open_units <= 0, not_((_PL.received == 0) & _PL.cancelled_on.is_not(None) & _not_overdue))
    .group_by(_PL.supplier)
)
"""What the shop called off before it was due says nothing of the supplier."""
_WHOLE_LINE = (
    _PL.number, _PL.supplier, func.coalesce(_S.name, ""), _PL.ordered_on, _PL.line, _PL.sku,
    func.coalesce(s.product.c.name, _PL.sku), _PL.quantity, _PL.received, _PL.cancelled, _PL.expected_on,
    _PL.first_expected_on, _PL.confirmed, _PL.to_store, _PL.shipment, _PL.cancelled_on,
)  # fmt: skip
_whole_lines = (
    select(*_WHOLE_LINE)
    .select_from(s.purchase_line)
    .outerjoin(s.supplier, _S.supplier == _PL.supplier)
    .outerjoin(s.product, s.product.c.sku == _PL.sku)
    .order_by(_PL.number, _PL.line)
)
PURCHASE_LINES = _whole_lines
PURCHASE_LINES_OF = _whole_lines.where(_PL.number == bindparam("po"))
PURCHASE_LINES_FROM = _whole_lines.where(_PL.supplier == bindparam("supplier"))
PURCHASE_NUMBERS = (
    select(_PL.number).where(_PL.number >= bindparam("low"), _PL.number < bindparam("high")).distinct()
)  # fmt: skip
_DC = s.purchase_date.c
PURCHASE_DATES = (
    select(_DC.line, _DC["at"], _DC.person, _DC.before, _DC.after, _DC.confirmed, _DC.why)
    .where(_DC.number == bindparam("po"))
    .order_by(_DC["at"], _DC.line, _DC.nth)
)
GOODS_IN_MARKED = select(s.setting.c.value).where(s.setting.c.key == bindparam("mark"))
_M, _looked_at = s.stock_move.c, 20_000
GOODS_IN_NAMED = (
    select(_M.document, func.min(_M["at"]))
    .where(
        _M.id > select(func.max(_M.id) - _looked_at).scalar_subquery().correlate(None),
        _M.document.like(bindparam("ends")),
    )
    .group_by(_M.document)
    .order_by(func.min(_M["at"]).desc())
    .limit(1)
)
"""Goods in that carry a mark at the end of their number and nowhere else, as they once did, among the last moves."""
_open_numbers = select(func.count(_PL.number.distinct())).where(_PL.supplier == _S.supplier, _open)
SUPPLIERS = select(
    _S.supplier, _S.name, _S.lead_time_days, _S.lane, _S.order_days, _S.closed_on, _S.minimum, _S.active,
    _S.country, _S.email, _S.phone, _open_numbers.scalar_subquery(),
    _open_numbers.where(_PL.expected_on < bindparam("today")).scalar_subquery(),
).order_by(func.lower(_S.name), _S.supplier)  # fmt: skip
_waiting = _OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled
_sister = s.order_line.alias("sister")
_missing = (
    select(func.sum(_sister.c.ordered - _sister.c.allocated - _sister.c.handed_over - _sister.c.cancelled))
    .where(_sister.c.number == _OL.number)
    .correlate(s.order_line)
    .scalar_subquery()
)
# What was told of units that have a date says nothing about the others of their line, once those are put aside.
_told_and_done = _OL.told_units.is_not(None) & (_OL.allocated + _OL.handed_over >= _OL.told_units)
_nth_told = (
    select(func.max(_TO.nth)).where(_TO.number == _OL.number, _TO.line == _OL.line).correlate(s.order_line)
).scalar_subquery()
_told_of = case((_told_and_done, None), else_=func.max(0, _OL.told_units - _OL.allocated - _OL.handed_over))
OPEN_LINES = (
    select(
        _OL.number, _OL.line, _OL.queue_key, _waiting,
        _OL.allocated, case((_told_and_done, None), (_TO.nth.is_(None), _OL.likely_on), else_=_TO.likely_on),
        case((_told_and_done, None), (_TO.nth.is_(None), _OL.promised_on), else_=_TO.latest_on),
        _OL.now_likely_on, _OL.expected_ship_on,
        func.coalesce(_O.ship_complete, 0), func.coalesce(_O.customer, ""), func.coalesce(_C.name, ""),
        func.coalesce(_O.taken_on, ""), case((_O.ship_complete == 1, _missing), else_=_waiting),
        _told_of, and_(~_told_and_done, _TO.nth > 1, _TO.latest_on.is_(None), _TO.why != "put_back"),
        _OL.route, _OL.route_to, _OL.wanted_on,
    )
    .select_from(s.order_line)
    .outerjoin(s.customer_order, _O.number == _OL.number)
    .outerjoin(s.customer, _C.customer == _O.customer)
    .outerjoin(s.told, (_TO.number == _OL.number) & (_TO.line == _OL.line) & (_TO.nth == _nth_told))
    .where(_OL.sku == bindparam("sku"), _OL.is_open == 1)
    .order_by(_OL.queue_key)
)  # fmt: skip
SKUS_OF_ORDER = select(_OL.sku).where(_OL.number == bindparam("order"), _OL.is_open == 1).distinct().order_by(_OL.sku)
SKUS_WITH_OPEN_LINES = select(_OL.sku).where(_OL.is_open == 1).distinct().order_by(_OL.sku)
_from_supplier = select(s.product.c.sku).where(s.product.c.supplier == bindparam("supplier"))
_on_order_there = select(_PL.sku).where(_PL.supplier == bindparam("supplier"), _open)
SKUS_WAITING_FOR = (
    select(_OL.sku)
    .where(_OL.is_open == 1, exists(_from_supplier.where(s.product.c.sku == _OL.sku)) | _OL.sku.in_(_on_order_there))
    .distinct()
    .order_by(_OL.sku)
)
SOLD_BEFORE = select(func.coalesce(func.sum(s.past_sale.c.quantity), 0)).where(
    s.past_sale.c.sku == bindparam("sku"),
    s.past_sale.c.store == bindparam("store"),
    s.past_sale.c["at"] >= bindparam("since"),
)
