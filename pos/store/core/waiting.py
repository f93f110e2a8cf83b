"""The rows behind the waiting list: orders changed and cancelled, bags, messages, tasks, and who only asked."""

from __future__ import annotations

from sqlalchemy import bindparam, case, exists, func, literal, select

from pos.store import schema as s
from pos.store.core.shapes import adding_to, inserting_many, inserting_once, putting

_O, _OL, _N, _T, _TM = s.customer_order.c, s.order_line.c, s.news.c, s.task.c, s.tell_me.c
_is_line = (_OL.number == bindparam("order")) & (_OL.line == bindparam("order_line"))

INSERT_EVENTS = inserting_many(
    s.order_event, "number", "op", "nth", "line", "at", "person", "register", "kind", "reason", "details"
)
INSERT_DATE_MOVED = s.order_event.insert().from_select(
    ["number", "op", "nth", "line", "at", "person", "register", "kind", "details"],
    select(
        _OL.number,
        bindparam("op"),
        bindparam("nth"),
        _OL.line,
        bindparam("at"),
        bindparam("person"),
        bindparam("register"),
        literal("date_moved"),
        func.json_object("from", _OL.expected_ship_on, "latest_on", bindparam("latest")),
    ).where(_is_line, _OL.expected_ship_on.is_distinct_from(bindparam("latest"))),
    include_defaults=False,
)
NEXT_VERSION = s.customer_order.update().where(_O.number == bindparam("order")).values(version=_O.version + 1)
ERASE_NOTES = (
    s.order_event.update()
    .where(
        s.order_event.c.kind.in_(["note", "customer_absent"]),
        func.json_extract(s.order_event.c.details, "$.of") == bindparam("who"),
    )
    .values(details="{}")
)
NEWS_OF_ORDER = (
    s.customer_order.update()
    .where(_O.number == bindparam("order"))
    .values(last_news_at=func.max(func.coalesce(_O.last_news_at, ""), bindparam("heard")))
)
ADD_TO_TENDER = adding_to(s.deposit_tender, "amount", latest=("until",))
SET_WISHES = (
    s.order_line.update()
    .where(_is_line)
    .values(
        route=bindparam("new_route"),
        route_to=bindparam("new_route_to"),
        wanted_on=bindparam("new_wanted_on"),
        not_after=bindparam("new_not_after"),
        queue_key=bindparam("new_queue_key"),
    )
)
REPRICE = (
    s.order_line.update()
    .where(_is_line)
    .values(unit_price=bindparam("new_price"), total=bindparam("new_total"), tax=bindparam("new_tax"))
)
SET_HEAD = (
    s.customer_order.update()
    .where(_O.number == bindparam("order"))
    .values(
        customer=bindparam("new_customer"),
        language=bindparam("new_language"),
        ship_complete=bindparam("new_ship_complete"),
        tax_mode=bindparam("new_tax_mode"),
        total=_O.total + bindparam("more"),
    )
)
CANCEL_UNITS = (
    s.order_line.update()
    .where(_is_line)
    .values(
        cancelled=_OL.cancelled + bindparam("units"),
        allocated=_OL.allocated - bindparam("of_allocated"),
        cancelled_on=bindparam("day"),
        ready_on=case(
            (
                _OL.ready_on.is_(None)
                & (_OL.ordered - _OL.handed_over - _OL.cancelled - bindparam("units") > 0)
                & (
                    _OL.ordered
                    - _OL.allocated
                    + bindparam("of_allocated")
                    - _OL.handed_over
                    - _OL.cancelled
                    - bindparam("units")
                    <= 0
                ),
                bindparam("day"),
            ),
            else_=_OL.ready_on,
        ),
        is_open=case((_OL.handed_over + _OL.cancelled + bindparam("units") < _OL.ordered, 1), else_=0),
    )
)
REINSTATE_UNITS = (
    s.order_line.update()
    .where(_is_line)
    .values(
        cancelled=_OL.cancelled - bindparam("units"),
        is_open=1,
        ready_on=None,
        cancelled_on=case((_OL.cancelled - bindparam("units") > 0, _OL.cancelled_on), else_=None),
        queue_key=bindparam("new_queue_key"),
    )
)
REOPEN_ORDER = s.customer_order.update().where(_O.number == bindparam("order")).values(is_open=1)
RELEASE_UNITS = (
    s.order_line.update().where(_is_line).values(allocated=_OL.allocated - bindparam("units"), ready_on=None)
)
UNREADY_TOGETHER = (
    s.order_line.update()
    .where(
        _OL.number == bindparam("order"),
        exists(select(literal(1)).where(_O.number == bindparam("order"), _O.ship_complete == 1)),
    )
    .values(ready_on=None)
)
"""In an order that goes whole, no line is ready once goods of one of them are taken back."""

PUT_PLACE = putting(s.hold_place)
PUT_BAG = putting(s.bag)
EMPTY_BAGS = (
    s.bag.update()
    .where(
        s.bag.c.number == bindparam("order"),
        s.bag.c.is_open == 1,
        ~exists(select(literal(1)).where(_OL.number == bindparam("order"), _OL.allocated > 0)),
    )
    .values(is_open=0)
)
"""An order of which nothing is put aside any more has no bag on the hold shelf."""

INSERT_NEWS = inserting_once(s.news)
SETTLE_NEWS = (
    s.news.update()
    .where(_N.id == bindparam("news"), _N.state.in_(["queued", "failed", "skipped"]))
    .values(
        state=bindparam("new_state"), settled_at=bindparam("heard"), why=bindparam("new_why"),
        tries=_N.tries + bindparam("more_tries"),
    )
)  # fmt: skip
READDRESS_NEWS = (
    s.news.update()
    .where(_N.id == bindparam("news"))
    .values(channel=bindparam("new_channel"), words=bindparam("new_words"))
)
NEWS_ROW = select(_N.number, _N.event, _N.channel, _N.line, _N.cause).where(_N.id == bindparam("news"))
ERASE_NEWS = s.news.update().where(_N.customer == bindparam("who")).values(words="{}")
INSERT_TASK = inserting_once(s.task)
CLOSE_TASK = (
    s.task.update()
    .where(_T.id == bindparam("task"), _T.state == "open")
    .values(
        state="closed", closed_at=bindparam("closing"), closed_by=bindparam("who"), outcome=bindparam("new_outcome")
    )
)
TASK_ROW = select(_T.number, _T.line, _T.kind).where(_T.id == bindparam("task"))
PUT_TELL_ME = putting(s.tell_me)
MOVE_TELL_ME = (
    s.tell_me.update()
    .where(_TM.id == bindparam("entry"))
    .values(
        state=bindparam("new_state"), held=bindparam("new_held"), held_until=bindparam("new_held_until"),
        told_at=bindparam("new_told_at"), ended_at=bindparam("new_ended_at"), why=bindparam("new_why"),
        last_news_at=bindparam("new_last_news_at"), quantity=func.coalesce(bindparam("new_quantity"), _TM.quantity),
    )
)  # fmt: skip
TELL_ME_HELD = select(_TM.sku, _TM.store, _TM.held).where(_TM.id == bindparam("entry"))
INSERT_LOST_DEMAND = inserting_many(
    s.lost_demand, "id", "at", "person", "store", "sku", "words", "quantity", "cause", "price"
)
PUT_CREDIT = putting(s.credit)
