"""The rows of customer orders and their deposits that `apply_orders` makes."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, select

from pos.store import schema as s
from pos.store.core.shapes import adding_to, inserting, inserting_many

_O, _OL = s.customer_order.c, s.order_line.c
_is_line = (_OL.number == bindparam("order")) & (_OL.line == bindparam("order_line"))

INSERT_ORDER = inserting(s.customer_order)
INSERT_ORDER_LINE = inserting(s.order_line)
SAY_TODAY = (
    s.order_line.update()
    .where(_is_line)
    .values(now_likely_on=bindparam("likely"), expected_ship_on=bindparam("latest"))
)
INSERT_TOLD = inserting(s.told)
TIMES_TOLD = select(func.count()).where(s.told.c.number == bindparam("order"), s.told.c.line == bindparam("order_line"))
INSERT_OVERRIDES = inserting_many(
    s.policy_override, "id", "at", "person", "sku", "quantity", "advised", "taken", "reason", "order_number"
)
ADD_TO_DEPOSIT = adding_to(s.order_deposit, "amount", "declared")
_still_waiting = _OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled - bindparam("units")
_put_aside = _OL.allocated + _OL.handed_over + bindparam("units")
ALLOCATE = (
    s.order_line.update()
    .where(_is_line)
    .values(
        allocated=_OL.allocated + bindparam("units"),
        ready_on=case(
            (_OL.ready_on.is_(None) & ((_still_waiting <= 0) | (_put_aside >= _OL.told_units)), bindparam("day")),
            else_=_OL.ready_on,
        ),
    )
)
GOES_WHOLE = select(_O.ship_complete).where(_O.number == bindparam("order"))
_sister = s.order_line.alias("sister")
_missing = func.sum(_sister.c.ordered - _sister.c.allocated - _sister.c.handed_over - _sister.c.cancelled)
READY_TOGETHER = (
    s.order_line.update()
    .where(_OL.number == bindparam("order"), _OL.is_open == 1)
    .values(
        ready_on=select(case((_missing <= 0, bindparam("day"))))
        .where(_sister.c.number == bindparam("order"))
        .scalar_subquery()
    )
)
"""The lines of an order that goes whole are ready on the day on which the last of its goods are put aside."""
HAND_OVER = (
    s.order_line.update()
    .where(_is_line)
    .values(
        allocated=_OL.allocated - bindparam("units"),
        handed_over=_OL.handed_over + bindparam("units"),
        is_open=case((_OL.handed_over + bindparam("units") + _OL.cancelled < _OL.ordered, 1), else_=0),
    )
)
CLOSE_ORDER = (
    s.customer_order.update()
    .where(_O.number == bindparam("order"))
    .values(
        is_open=select(func.coalesce(func.max(_OL.is_open), 0))
        .where(_OL.number == bindparam("order"))
        .scalar_subquery()
    )
)
