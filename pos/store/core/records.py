"""The questions of `records`: one short statement each, indexed, never the whole shop."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, or_, select

from pos.store import schema as s

_P, _B, _L, _PL = s.product.c, s.barcode.c, s.stock_level.c, s.purchase_line.c
_C, _O, _OL, _OP, _S = s.customer.c, s.customer_order.c, s.order_line.c, s.op.c, s.sale.c

PRODUCT_COLUMNS = (
    _P.sku, _P.name, _P.price, _P.tax_rate, _P.barcodes, _P.unit, _P.category, _P.supplier, _P.backorder,
    _P.deposit_percent, _P.pack, _P.release_on, _P.substitutes, _P.cost, _P.attributes, _P.season_ends_on,
    _P.perishable,
)  # fmt: skip
PRODUCT = select(*PRODUCT_COLUMNS).where(_P.sku == bindparam("sku"))
PRODUCT_BY_BARCODE = (
    select(*PRODUCT_COLUMNS)
    .select_from(s.barcode)
    .join(s.product, _P.sku == _B.sku)
    .where(_B.code == bindparam("code"))
)  # fmt: skip
_by_supplier = (
    select(func.sum(_OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled))
    .where(_OL.sku == _L.sku, _OL.is_open == 1, _OL.route == "direct")
    .correlate(s.stock_level)
    .scalar_subquery()
)
# What a supplier sends to customers itself is not owed out of what comes in here.
_owed = case((_L.owed > 0, _L.owed - func.coalesce(_by_supplier, 0)), else_=0)
SELLABLE = (
    select(func.coalesce(_L.on_hand, 0), func.coalesce(_L.allocated, 0), _owed, *PRODUCT_COLUMNS)
    .select_from(s.product)
    .outerjoin(s.stock_level, (_L.sku == _P.sku) & (_L.store == bindparam("store")))
    .where(_P.sku == bindparam("sku"))
)
SHOP = select(s.setting.c.value).where(s.setting.c.key == "shop")

_LEVEL = (_L.store, _L.on_hand, _L.allocated, _owed, _L.safety_stock, _L.as_of)
LEVEL = select(*_LEVEL).where(_L.sku == bindparam("sku"), _L.store == bindparam("store"))
LEVELS = select(*_LEVEL).where(_L.sku == bindparam("sku")).order_by(_L.store)

_open_units = s.open_units
SUPPLIES = (
    select(
        _PL.number, _PL.line, _open_units, _PL.expected_on, _PL.confirmed, _PL.ordered_on, _PL.supplier, _PL.shipment
    )
    .where(_PL.sku == bindparam("sku"), or_(_PL.to_store == bindparam("store"), _PL.to_store == ""), _open_units > 0)
    .order_by(_PL.expected_on, _PL.number, _PL.line)
)
PURCHASE_ORDER = (
    select(
        _PL.number,
        _PL.line,
        _PL.supplier,
        _PL.sku,
        _open_units,
        _PL.ordered_on,
        _PL.expected_on,
        _PL.shipment,
        _PL.first_expected_on,
    )
    .where(_PL.number == bindparam("po"), _open_units > 0)
    .order_by(_PL.line)
)

_CUSTOMER = (_C.customer, _C.name, _C.phone, _C.email, _C.address, _C["class"], _C.consent, _C.language, _C.tell_by)
_starts_so = _C.name.like(bindparam("start"), escape="\\")
CUSTOMER = select(*_CUSTOMER).where(_C.customer == bindparam("who"))
CUSTOMERS = (
    select(*_CUSTOMER)
    .where(
        _C.name != "",
        or_(
            _starts_so,
            _C.name.like(bindparam("inside"), escape="\\"),
            _C.email.like(bindparam("start"), escape="\\"),
            (bindparam("digits") != "") & _C.digits.like(bindparam("digits_inside")),
        ),
    )
    .order_by(_starts_so.desc(), func.lower(_C.name), _C.customer)
    .limit(bindparam("most"))
)

_PERSON = (s.person.c.person, s.person.c.name, s.person.c.role)
PERSON = select(*_PERSON).where(s.person.c.person == bindparam("who"), s.person.c.active == 1)
PEOPLE = select(*_PERSON).where(s.person.c.active == 1).order_by(s.person.c.name)

ORDER = (
    select(
        _O.number, _O.customer, _C.name, _O.taken_on, _O.total, _O.version, _O.mode, _O.tax_mode, _O.language,
        _O.taken_at, _O.ship_complete, func.coalesce(_O.last_news_at, ""),
    )
    .select_from(s.customer_order)
    .outerjoin(s.customer, _C.customer == _O.customer)
    .where(_O.number == bindparam("order"))
)  # fmt: skip
_told_last = (
    select(s.told.c.words)
    .where(s.told.c.number == _OL.number, s.told.c.line == _OL.line)
    .order_by(s.told.c.nth.desc())
    .limit(1)
    .correlate(s.order_line)
    .scalar_subquery()
)
ORDER_NUMBERS = select(_O.number).order_by(_O.taken_at, _O.number)
ORDER_LINES = (
    select(
        _OL.line, _OL.sku, _OL.name, _OL.ordered, _OL.allocated, _OL.handed_over, _OL.cancelled, _OL.total, _OL.tax,
        _OL.tax_rate, _OL.promised_on, _OL.expected_ship_on, func.coalesce(_told_last, _OL.words), _OL.unit_price,
        func.coalesce(_P.unit, "pc"),
        _OL.kind, _OL.route, _OL.route_to, _OL.wanted_on, _OL.not_after, _OL.ready_on, _OL.queue_key,
        _OL.told_units,
    )
    .select_from(s.order_line)
    .outerjoin(s.product, _P.sku == _OL.sku)
    .where(_OL.number == bindparam("order"))
    .order_by(_OL.line)
)  # fmt: skip
DEPOSIT_SHARES = (
    select(s.order_deposit.c.rate, s.order_deposit.c.amount, s.order_deposit.c.declared)
    .where(s.order_deposit.c.order_number == bindparam("order"))
    .order_by(s.order_deposit.c.rate.desc())
)

RECEIPT = (
    select(_OP.bytes, _S.at, _S.customer)
    .select_from(s.sale)
    .join(s.op, _OP.position == _S.op)
    .where(_S.number == bindparam("number"))
)
SALE_BY_REQUEST = (
    select(_OP.bytes)
    .select_from(s.sale)
    .join(s.op, _OP.position == _S.op)
    .where(_S.request == bindparam("request"))
)  # fmt: skip
TENDERS_NAMING = select(_S.tenders).where(func.instr(_S.tenders, bindparam("reference")) > 0)
PRINTS = select(s.receipt_print.c.times).where(
    s.receipt_print.c.number == bindparam("number"), s.receipt_print.c.form == bindparam("form")
)
_CAME_OUT = ("queued", "sending", "sent", "uncertain")
ORIGINAL = select(s.print_job.c.id).where(s.print_job.c.id == bindparam("job"), s.print_job.c.state.in_(_CAME_OUT))
