"""The questions of `news_records`: messages, what was told of open lines, silence, and tasks."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, case, func, literal, or_, select
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from pos.store import schema as s
from pos.store.core.shapes import putting

_N, _T, _O, _OL, _TO, _E = s.news.c, s.task.c, s.customer_order.c, s.order_line.c, s.told.c, s.order_event.c
_A = s.post_try.c

NEWS_COLUMNS = (
    _N.id, _N.event, _N.number, _N.customer, _N.channel, _N.language, _N.words, _N.queued_at, _N.state, _N.settled_at,
    _N.tries, _N.why, _N.cause, _N.tells,
)  # fmt: skip
ONE_NEWS = select(*NEWS_COLUMNS).where(_N.id == bindparam("news"))
NEWS_KNOWN = select(_N.state).where(_N.id == bindparam("news"))
NEWS_OF = select(*NEWS_COLUMNS).where(_N.number == bindparam("order")).order_by(_N.queued_at, _N.id)
NEWS_LIST = (
    select(*NEWS_COLUMNS)
    .where(or_(bindparam("wanted") == "", _N.state == bindparam("wanted")))
    .order_by(_N.queued_at.desc(), _N.id.desc())
    .limit(bindparam("most"))
)
NEWS_TO_SEND = (
    select(*NEWS_COLUMNS, func.coalesce(_A.state, ""), func.coalesce(_A.tries, 0))
    .select_from(s.news)
    .outerjoin(s.post_try, _A.id == _N.id)
    .where(
        _N.state == "queued",
        _N.channel.in_(["e-mail", "text"]),
        func.coalesce(_A.not_before, "") <= bindparam("instant"),
    )
    .order_by(_N.queued_at, _N.id)
)
NEWS_LEFT_LYING = (
    select(*NEWS_COLUMNS)
    .where(_N.state == "queued", _N.channel.in_(["e-mail", "text"]), _N.queued_at < bindparam("before"))
    .order_by(_N.queued_at, _N.id)
)
TAKEN_UNSAID = (
    select(_O.number)
    .where(_O.taken_at >= bindparam("since"), _O.customer != "")
    .where(~select(literal(1)).where(_N.id == "taken:" + _O.number).exists())
    .order_by(_O.taken_at)
)
PUT_TRY = putting(s.post_try)
_claim = sqlite_insert(s.post_try).from_select(
    ["id", "state", "tries", "not_before", "why"],
    select(_N.id, literal("sending"), bindparam("tried"), bindparam("until"), literal("")).where(
        _N.id == bindparam("news"), _N.state == "queued"
    ),
)
CLAIM_TRY = _claim.on_conflict_do_update(
    index_elements=["id"],
    set_={name: _claim.excluded[name] for name in ("state", "tries", "not_before", "why")},
    where=and_(_A.not_before <= bindparam("instant"), or_(_A.state != "sending", bindparam("repeatable") == 1)),
)
"""One row where the message is this sender's alone; none where it is settled, another has it, or it is in doubt."""
DROP_TRIES = s.post_try.delete().where(_A.id.not_in(select(_N.id).where(_N.state == "queued")))

_nth = (
    select(func.max(_TO.nth)).where(_TO.number == _OL.number, _TO.line == _OL.line).correlate(s.order_line)
).scalar_subquery()
PUT_BACK = "put_back"
"""Why nothing is promised any more of goods that nobody collected: what was told of them was kept."""
_EARLIER = s.told.alias("earlier").c
# The day told before the one told last: the last that was named at all, where it was taken back since.
_told_before = (
    select(_EARLIER.latest_on)
    .where(_EARLIER.number == _OL.number, _EARLIER.line == _OL.line, _EARLIER.nth == _TO.nth - 1)
    .correlate(s.order_line, s.told)
    .scalar_subquery()
)
# What was told of units that have a date says nothing about the others of their line, once those are put aside.
_told_and_done = _OL.told_units.is_not(None) & (_OL.allocated + _OL.handed_over >= _OL.told_units)
_LINE_COLUMNS = (
    _OL.number, _OL.line, _OL.sku, _OL.name, func.coalesce(s.product.c.unit, "pc"),
    _OL.ordered - _OL.handed_over - _OL.cancelled,
    _OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled, _OL.allocated,
    func.coalesce(_TO.nth, 0), case((_told_and_done, None), else_=_TO.likely_on),
    case((_told_and_done, None), else_=_TO.latest_on), _OL.now_likely_on, _OL.expected_ship_on,
    _told_before, _OL.route,
    func.coalesce(_TO.why, "") == PUT_BACK, _OL.wanted_on,
)  # fmt: skip
TOLD_LINES = (
    select(*_LINE_COLUMNS)
    .select_from(s.order_line)
    .outerjoin(s.told, and_(_TO.number == _OL.number, _TO.line == _OL.line, _TO.nth == _nth))
    .outerjoin(s.product, s.product.c.sku == _OL.sku)
    .where(_OL.is_open == 1)
    .order_by(_OL.number, _OL.line)
)
TOLD_LINES_OF = TOLD_LINES.where(_OL.number == bindparam("order"))
LAST_ASIDE = select(_E.number, func.max(_E["at"])).where(_E.kind == "allocated").group_by(_E.number)
LAST_ASIDE_OF = select(func.max(_E["at"])).where(_E.kind == "allocated", _E.number == bindparam("order"))
SILENCE = (
    select(_O.number, _O.customer, func.coalesce(_O.last_news_at, _O.taken_at))
    .where(_O.is_open == 1, func.coalesce(_O.last_news_at, _O.taken_at) < bindparam("before"))
    .order_by(_O.last_news_at, _O.number)
)
NEWS_UNDER_WAY = select(_N.number).where(_N.state == "queued", _N.number != "").distinct()

_TASK = (
    _T.id, _T.kind, _T.number, _T.line, _T.customer, _T.why, _T.opened_at, _T.due_on, _T.state, _T.closed_at,
    _T.closed_by, _T.outcome,
)  # fmt: skip
ONE_TASK = select(*_TASK).where(_T.id == bindparam("task"))
TASKS = (
    select(*_TASK)
    .where(_T.state == bindparam("wanted"))
    .order_by(func.coalesce(_T.due_on, "9999"), _T.opened_at, _T.id)
    .limit(bindparam("most"))
)
TASKS_OF = select(*_TASK).where(_T.number == bindparam("order")).order_by(_T.opened_at, _T.id)
TASKS_OVER = (
    select(*_TASK)
    .select_from(s.task)
    .join(s.customer_order, _O.number == _T.number)
    .where(
        _T.state == "open",
        _T.kind != "put_back",
        # What a supplier sends nobody comes all the same until it was asked not to send it.
        ~or_(_T.id.like("ask:special:%"), _T.id.like("ask:not_direct:%")),
        _O.is_open == 0,
    )
    .order_by(_T.id)
)
PROMISES_MENDED = (
    select(*_TASK)
    .select_from(s.task)
    .join(s.order_line, (_OL.number == _T.number) & (_OL.line == _T.line))
    .where(
        _T.state == "open",
        _T.kind == "promise",
        _OL.ordered - _OL.allocated - _OL.handed_over - _OL.cancelled <= 0,
        # Of goods that lie here past their day it is mended when they are sent, or handed over.
        ~(or_(_T.id.like("%:unsent"), _T.id.like("%:not_out")) & (_OL.allocated > 0)),
    )
    .order_by(_T.id)
)
TELL_ME_HEARD = (
    s.tell_me.update()
    .where(s.tell_me.c.id == bindparam("entry"))
    .values(last_news_at=func.max(func.coalesce(s.tell_me.c.last_news_at, ""), bindparam("heard")))
)
