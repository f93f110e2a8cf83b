"""The questions of `tell_me_records`: who wants to hear of goods, and what was wanted of a product."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, literal, select, union_all

from pos.store import schema as s

_TM, _C, _P, _LD = s.tell_me.c, s.customer.c, s.product.c, s.lost_demand.c
_S, _SL, _OL = s.sale.c, s.sale_line.c, s.order_line.c
_open = _TM.state.in_(["waiting", "told"])
_mine = _TM.store == bindparam("store")
_here = func.coalesce

ENTRY_COLUMNS = (
    _TM.id, _TM.customer, _here(_C.name, ""), _TM.sku, _here(_P.name, _TM.sku), _TM.quantity, _TM.since, _TM.person,
    _TM.state, _TM.held, _TM.held_until, _TM.told_at, _TM.wanted_by, _here(_TM.last_news_at, ""), _TM.queue_key,
    _TM.why, _TM.ended_at, _P.price, _here(_P.category, ""),
)  # fmt: skip
_entries = (
    select(*ENTRY_COLUMNS)
    .select_from(s.tell_me)
    .outerjoin(s.customer, _C.customer == _TM.customer)
    .outerjoin(s.product, _P.sku == _TM.sku)
)
TELL_ME_ENTRY = _entries.where(_TM.id == bindparam("entry"))
TELL_ME_OPEN = _entries.where(_mine, _open).order_by(_TM.sku, _TM.queue_key)
TELL_ME_OF_CUSTOMER = _entries.where(_TM.customer == bindparam("who"), _mine, _open).order_by(_TM.queue_key)
TELL_ME_OF_SKU = _entries.where(_TM.sku == bindparam("sku"), _mine, _open).order_by(_TM.queue_key)
TELL_ME_ENDED = (
    _entries.where(_mine, _TM.state.in_(["served", "ended"]), _TM.ended_at >= bindparam("since"))
    .order_by(_TM.ended_at.desc(), _TM.id)
    .limit(bindparam("most"))
)
TELL_ME_SKUS = select(_TM.sku).where(_mine, _open).distinct().order_by(_TM.sku)

LOST_DEMAND = (
    select(_LD["at"], _LD.sku, _here(_P.name, ""), _LD.words, _LD.quantity, _LD.cause, _LD.price, _here(_P.unit, "pc"))
    .select_from(s.lost_demand)
    .outerjoin(s.product, _P.sku == _LD.sku)
    .where(_LD["at"] >= bindparam("since"))
    .order_by(_LD["at"], _LD.id)
)
_sold = (
    select(literal("sold"), _S.business_date, _SL.quantity)
    .select_from(s.sale_line)
    .join(s.sale, _S.number == _SL.number)
    .where(_SL.sku == bindparam("sku"), _SL.take == "now", _S.business_date >= bindparam("since"))
)
_ordered = (
    select(literal("backordered"), _S.business_date, _SL.quantity)
    .select_from(s.sale_line)
    .join(s.sale, _S.number == _SL.number)
    .where(_SL.sku == bindparam("sku"), _SL.take == "later", _S.business_date >= bindparam("since"))
)
_before = select(literal("sold"), s.past_sale.c["at"], s.past_sale.c.quantity).where(
    s.past_sale.c.sku == bindparam("sku"), s.past_sale.c["at"] >= bindparam("since")
)
_bought = select(_OL.line).join(s.customer_order, s.customer_order.c.number == _OL.number)
_still_wanted = (
    _TM.since >= bindparam("since"),
    _TM.state != "served",
    ~_bought.where(_OL.sku == _TM.sku, s.customer_order.c.customer == _TM.customer).correlate(s.tell_me).exists(),
)
_missed = _LD["at"] >= bindparam("since"), _LD.cause.not_in(["just_looking", "wrong_variant"])
_wanted = select(literal("tell_me"), _TM.since, _TM.quantity).where(_TM.sku == bindparam("sku"), *_still_wanted)
_lost = select(literal("lost"), _LD["at"], _LD.quantity).where(_LD.sku == bindparam("sku"), *_missed)
DEMAND_OF = union_all(_sold, _ordered, _before, _wanted, _lost)
"""Who has bought or ordered what they wanted to hear of counts as a sale or an order, and not once more."""
_each = union_all(
    select(_TM.sku, _TM.since.label("asked"), _TM.quantity).where(*_still_wanted),
    select(_LD.sku, _LD["at"], _LD.quantity).where(_LD.sku != "", *_missed),
).subquery()
WANTED_SIGNS = select(
    _each.c.sku,
    func.sum(case((_each.c.asked >= bindparam("lately"), _each.c.quantity), else_=0)),
    func.sum(case((_each.c.asked < bindparam("lately"), _each.c.quantity), else_=0)),
).group_by(_each.c.sku)
"""Units of each product that were asked for and neither sold nor ordered, from an instant on and before it."""
TELL_ME_TOLD = (
    s.tell_me.update()
    .where(_TM.id == bindparam("entry"), _TM.state == "waiting", _TM.held > 0)
    .values(state="told", told_at=bindparam("heard"))
)
"""They heard that goods are held for them."""
