"""The paper jobs of this register: rows written with the sale, worked off after it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from pos.domain.receipt import Receipt
from pos.store import schema as s
from pos.store.statements import Row, Statement, bindparam
from pos.store.transactions import Ledger

_J = s.print_job.c
_COLUMNS = (_J.id, _J.number, _J.duplicate, _J.printed_by, _J.printed_at, _J.state, _J.cause, _J.attempts, _J.created)
_next = Statement(
    lambda: select(*_COLUMNS).where(_J.state.in_(["queued", "sending"])).order_by(_J.created, _J.id).limit(1)
)
_shown = Statement(lambda: s.print_job.update().where(_J.state == "queued").values(state="shown"))
_all = Statement(lambda: select(*_COLUMNS).order_by(_J.created.desc(), _J.id).limit(bindparam("most")))
_one = Statement(lambda: select(*_COLUMNS).where(_J.id == bindparam("job")))
_of_number = Statement(
    lambda: select(*_COLUMNS).where(_J.id >= bindparam("low"), _J.id < bindparam("high")).order_by(_J.created.desc())
)
_mark = Statement(
    lambda: s.print_job.update()
    .where(_J.id == bindparam("job"))
    .values(
        state=bindparam("new_state"), cause=bindparam("new_cause"), bytes_total=bindparam("total"),
        bytes_accepted=bindparam("accepted"), sha256=bindparam("digest"), attempts=_J.attempts + bindparam("tried"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class JobRow:
    """A paper job as lists show it. States: queued, sending, sent, shown, uncertain, failed, dropped."""

    id: str
    number: str
    duplicate: int
    printed_by: str
    printed_at: str
    state: str
    cause: str
    attempts: int
    created: str


class StoredJobs:
    """The jobs behind what `printing` asks for and what lists show."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def shown_on_screen(self) -> None:
        """Without a printer, what waits counts as shown; it must not all come out on the day a printer is added."""
        with self._ledger.database.writing() as cursor:
            _shown.run(cursor)

    def next_row(self) -> JobRow | None:
        """The oldest job that is queued, or was being sent when a run ended."""
        with self._ledger.database.reading() as cursor:
            return _row(_next.first(cursor))

    def document(self, number: str) -> Receipt | None:
        with self._ledger.reading() as records:
            kept = records.receipt(number)
        return kept.document if kept else None

    def mark(
        self, job: str, state: str, *, cause: str = "", bytes_total: int = 0, bytes_accepted: int = 0, sha256: str = ""
    ) -> None:
        with self._ledger.database.writing() as cursor:
            _mark.run(
                cursor, job=job, new_state=state, new_cause=cause, total=bytes_total, accepted=bytes_accepted,
                digest=sha256, tried=int(state == "sending"),
            )  # fmt: skip

    def all(self, limit: int = 200) -> list[JobRow]:
        with self._ledger.database.reading() as cursor:
            return [JobRow(*row) for row in _all.all(cursor, most=limit)]

    def one(self, job: str) -> JobRow | None:
        with self._ledger.database.reading() as cursor:
            return _row(_one.first(cursor, job=job))

    def of_number(self, number: str) -> list[JobRow]:
        with self._ledger.database.reading() as cursor:
            return [JobRow(*row) for row in _of_number.all(cursor, low=f"{number}/", high=f"{number}0")]


def _row(row: Row | None) -> JobRow | None:
    return JobRow(*row) if row else None
