"""The paper jobs of this register: rows written with the sale, worked off after it."""

from __future__ import annotations

from dataclasses import dataclass

from pos.domain import errors
from pos.domain.receipt import Receipt
from pos.store import sql
from pos.store.statements import Row
from pos.store.transactions import Ledger


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
            sql.SHOW_JOBS.run(cursor)

    def next_row(self) -> JobRow | None:
        """The oldest job that is queued, or was being sent when a run ended."""
        with self._ledger.database.reading() as cursor:
            return _row(sql.NEXT_JOB.first(cursor))

    def document(self, number: str) -> Receipt | None:
        with self._ledger.reading() as records:
            kept = records.receipt(number)
            if kept is None and number.endswith("/voucher"):
                from pos.usecases.incentives import voucher_document

                return voucher_document(records, number)
            if kept is None and "/" in number:
                from pos.usecases.hold_shelf import tag_document

                return tag_document(records, number)
        return kept.document if kept else None

    def mark(
        self, job: str, state: str, *, cause: str = "", bytes_total: int = 0, bytes_accepted: int = 0, sha256: str = ""
    ) -> None:
        """Keep what became of a job. Raises DatabaseBusy when another program has begun to print it meanwhile."""
        with self._ledger.database.writing() as cursor:
            if state == "sending":
                sql.CLAIM_JOB.run(cursor, job=job)
                if cursor.rowcount != 1:
                    raise errors.DatabaseBusy(
                        f"Another program prints the paper job {job} already. It is not printed twice.", job=job
                    )
            sql.MARK_JOB.run(
                cursor, job=job, new_state=state, new_cause=cause, total=bytes_total, accepted=bytes_accepted,
                digest=sha256, tried=int(state == "sending"),
            )  # fmt: skip

    def all(self, limit: int = 200) -> list[JobRow]:
        with self._ledger.database.reading() as cursor:
            return [JobRow(*row) for row in sql.JOBS.all(cursor, most=limit)]

    def one(self, job: str) -> JobRow | None:
        with self._ledger.database.reading() as cursor:
            return _row(sql.JOB.first(cursor, job=job))

    def of_number(self, number: str) -> list[JobRow]:
        with self._ledger.database.reading() as cursor:
            return [JobRow(*row) for row in sql.JOBS_OF_NUMBER.all(cursor, low=f"{number}/", high=f"{number}0")]


def _row(row: Row | None) -> JobRow | None:
    return JobRow(*row) if row else None
