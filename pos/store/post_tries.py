"""How far this device is with sending messages: written down before and after each try."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from pos.store import sql

if TYPE_CHECKING:
    from pos.store.transactions import Ledger


class StoredTries:
    """The port `NewsTries` on a register's database."""

    def __init__(self, ledger: Ledger) -> None:
        self._database = ledger.database

    def claim(self, news: str, tries: int, *, now: datetime, until: datetime, repeatable: bool = False) -> bool:
        """From now on the message may have gone out, and until an instant it is this sender's alone. `False` where it
        is settled, where another sender has it, or (unless it is `repeatable`) where one had it and ended."""
        with self._database.writing() as cursor:
            sql.CLAIM_TRY.run(
                cursor, news=news, tried=tries, until=until.isoformat(timespec="seconds"),
                instant=now.isoformat(timespec="seconds"), repeatable=int(repeatable),
            )  # fmt: skip
            return cursor.rowcount == 1

    def later(self, news: str, tries: int, at: datetime, why: str) -> None:
        """It did not go out; not to be tried before an instant."""
        self._put(news, "", tries, at.isoformat(timespec="seconds"), why)

    def tidy(self) -> None:
        """Forget what is settled."""
        with self._database.writing() as cursor:
            sql.DROP_TRIES.run(cursor)

    def _put(self, news: str, state: str, tries: int, not_before: str, why: str) -> None:
        with self._database.writing() as cursor:
            sql.PUT_TRY.run(cursor, id=news, state=state, tries=tries, not_before=not_before, why=why)
