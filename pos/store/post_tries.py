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

    def begun(self, news: str, tries: int) -> None:
        """From now on the message may have gone out."""
        self._put(news, "sending", tries, "", "")

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
