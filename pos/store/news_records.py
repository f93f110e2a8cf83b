"""Questions on messages, silence and tasks, and what this device keeps of its tries to send."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from pos.store import sql
from pos.store.statements import Cursor, Row

if TYPE_CHECKING:
    from pos.domain.news import Message, Task, ToldLine

_OF_ORDERS = sql.TOLD_LINES_OF.sql.replace(
    "order_line.number = :order", "order_line.number IN (SELECT value FROM json_each(:orders))"
)


class NewsReading:
    """For a transaction that has a cursor."""

    _cursor: Cursor

    def message(self, news: str) -> Message | None:
        """A message by its id."""
        row = sql.ONE_NEWS.first(self._cursor, news=news)
        return _message(row) if row else None

    def news_known(self, news: str) -> bool:
        """Whether a message of this id was written before, whatever became of it."""
        return sql.NEWS_KNOWN.first(self._cursor, news=news) is not None

    def news_of(self, number: str) -> Sequence[Message]:
        """Everything an order's customer was written, the first message first."""
        return [_message(row) for row in sql.NEWS_OF.all(self._cursor, order=number)]

    def news_list(self, state: str, limit: int) -> Sequence[Message]:
        """Messages in a state (all for an empty one), the newest first."""
        return [_message(row) for row in sql.NEWS_LIST.all(self._cursor, wanted=state, most=limit)]

    def news_to_send(self, now: datetime) -> Sequence[tuple[Message, str, int]]:
        """What is to be written now, with how far this device is with it: state ("sending" where a run ended in the
        middle) and tries so far."""
        rows = sql.NEWS_TO_SEND.all(self._cursor, instant=now.isoformat(timespec="seconds"))
        return [(_message(row[:14]), row[14], row[15]) for row in rows]

    def news_left_lying(self, before: datetime) -> Sequence[Message]:
        """What should have been written since before an instant, and was not."""
        instant = before.isoformat(timespec="seconds")
        return [_message(row) for row in sql.NEWS_LEFT_LYING.all(self._cursor, before=instant)]

    def taken_unsaid(self, since: datetime) -> Sequence[str]:
        """Orders taken since an instant whose customers were not written about it."""
        rows = sql.TAKEN_UNSAID.all(self._cursor, since=since.isoformat(timespec="seconds"))
        return [row[0] for row in rows]

    def told_lines(self, orders: Iterable[str] | None = None) -> Sequence[ToldLine]:
        """The open lines of these orders (None: of all), with what was told of each last; one question."""
        if orders is None:
            return [_told_line(row) for row in sql.TOLD_LINES.all(self._cursor)]
        self._cursor.execute(_OF_ORDERS, {"orders": json.dumps(sorted(set(orders)))})
        return [_told_line(row) for row in self._cursor.fetchall()]

    def last_aside(self) -> Mapping[str, str]:
        """Order -> the instant at which goods were put aside for it last."""
        return dict(sql.LAST_ASIDE.all(self._cursor))

    def last_aside_of(self, number: str) -> str:
        """The instant at which goods were put aside for an order last; empty where none were."""
        row = sql.LAST_ASIDE_OF.first(self._cursor, order=number)
        return (row[0] or "") if row else ""

    def silent_since(self, before: datetime) -> Sequence[tuple[str, str, str]]:
        """(order, customer, last news) of open orders whose customers heard nothing since before an instant."""
        return [(*row,) for row in sql.SILENCE.all(self._cursor, before=before.isoformat(timespec="seconds"))]

    def news_under_way(self) -> frozenset[str]:
        """The orders with a message that has not reached its customer yet."""
        return frozenset(row[0] for row in sql.NEWS_UNDER_WAY.all(self._cursor))

    def task(self, task: str) -> Task | None:
        """A task by its id."""
        row = sql.ONE_TASK.first(self._cursor, task=task)
        return _task(row) if row else None

    def tasks(self, state: str, limit: int) -> Sequence[Task]:
        """Tasks that are open or closed, what is due first."""
        return [_task(row) for row in sql.TASKS.all(self._cursor, wanted=state, most=limit)]

    def tasks_of(self, number: str) -> Sequence[Task]:
        """All tasks about an order, the first first."""
        return [_task(row) for row in sql.TASKS_OF.all(self._cursor, order=number)]

    def tasks_over(self) -> Sequence[Task]:
        """Open tasks that nobody needs to do any more: of orders that are closed, and promises whose goods are here."""
        rows = [*sql.TASKS_OVER.all(self._cursor), *sql.PROMISES_MENDED.all(self._cursor)]
        return [_task(row) for row in {row[0]: row for row in rows}.values()]


def _message(row: Row) -> Message:
    from pos.domain.news import Message, Tells

    id_, event, number, customer, channel, language, words, queued_at, state, settled_at, tries, why, cause, tells = row
    told = () if tells == "[]" else json.loads(tells)
    return Message(
        id_, event, number, customer, channel, language, json.loads(words), queued_at, state, settled_at, tries, why,
        cause, tuple(Tells(line, _day(likely), _day(latest), said, how) for line, likely, latest, said, how in told),
    )  # fmt: skip


def _told_line(row: Row) -> ToldLine:
    from pos.domain.news import ToldLine

    order, line, sku, name, unit, open_, waiting, allocated, nth, *days, route, put_back, wanted = row
    likely, latest, now_likely, now_latest, before = map(_day, days)
    return ToldLine(
        order, line, sku, name, unit, open_, waiting, allocated, nth, likely, latest, now_likely, now_latest, before,
        route, bool(put_back), _day(wanted),
    )  # fmt: skip


def _task(row: Row) -> Task:
    from pos.domain.news import Task

    id_, kind, number, line, customer, why, opened_at, due_on, *more = row
    return Task(id_, kind, number, line, customer, why, opened_at, _day(due_on), *more)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
