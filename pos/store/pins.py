"""PINs at rest: argon2id over an HMAC with the register's pepper, and wrong tries counted on disk.

A short PIN cannot be protected by hashing alone (the whole space of four digits falls in minutes); without the pepper,
which is not in the database, a stolen database allows no guess at all. Parameters: argon2id, 64 MiB, 3 passes.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime
from typing import TYPE_CHECKING

from pos.store import sql
from pos.store.transactions import Ledger

if TYPE_CHECKING:
    from argon2 import PasswordHasher


class StoredPins:
    """PINs behind the port `Pins`."""

    def __init__(self, ledger: Ledger, *, memory_kib: int = 65_536, passes: int = 3) -> None:
        self._ledger, self._memory, self._passes = ledger, memory_kib, passes

    def hash(self, pin: str) -> str:
        return self._hasher().hash(self._peppered(pin))

    def fits(self, person: str, pin: str) -> bool:
        from argon2.exceptions import Argon2Error, InvalidHashError

        with self._ledger.database.reading() as cursor:
            row = sql.PIN.first(cursor, who=person)
        try:
            return bool(row) and self._hasher().verify(row[0], self._peppered(pin))  # type: ignore[index]
        except (Argon2Error, InvalidHashError):
            return False

    def tries(self, person: str) -> tuple[int, datetime | None]:
        with self._ledger.database.reading() as cursor:
            row = sql.PIN_TRIES.first(cursor, who=person)
        if row is None:
            return 0, None
        return row[0], datetime.fromisoformat(row[1]) if row[1] else None

    def count_try(self, person: str, failures: int, locked_until: datetime | None) -> None:
        with self._ledger.database.writing() as cursor:
            sql.PUT_PIN_TRIES.run(
                cursor, person=person, failures=failures, locked_until=locked_until.isoformat() if locked_until else ""
            )

    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher

        return PasswordHasher(time_cost=self._passes, memory_cost=self._memory, parallelism=1)

    def _peppered(self, pin: str) -> str:
        return hmac.new(bytes.fromhex(self._ledger.secrets.pepper), pin.encode(), hashlib.sha256).hexdigest()
