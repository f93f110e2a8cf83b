"""The register's database file: opened safely or not at all, one writer at a time, one durable commit per step.

SQLCipher (which carries its own, recent SQLite) in WAL mode with `synchronous=FULL`: what was answered as done survives
a killed process and a cut of power. SQLite 3.7.0 to 3.51.2 can damage a WAL database that two connections write and
checkpoint at once; such a library is refused.
"""

from __future__ import annotations

import contextlib
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as driver

from pos.domain import errors
from pos.store.statements import Cursor

if TYPE_CHECKING:
    from types import ModuleType

    from sqlalchemy import Engine

FILE = "register.db"
BALLAST = "ballast"
BALLAST_BYTES = 16 * 1024 * 1024
ROOMY = 1_000_000_000
"""Only a disk with this many free bytes has some to keep for the day it runs full."""
SAFE_SQLITE = (3, 51, 3)
HMAC = "HMAC_SHA256"
_SETTINGS = (
    "mmap_size = 0", "journal_mode = WAL", "synchronous = FULL", "temp_store = MEMORY", "cache_size = -32000",
    "wal_autocheckpoint = 4000",
)  # fmt: skip
HEAD = "0003"
"""The newest migration this program knows."""
_FAULTS = (driver.DatabaseError, UnicodeEncodeError)


def check_library(module: ModuleType = driver) -> None:
    """Refuse a SQLite that can damage the shop's records. Raises DatabaseUnreadable."""
    version = tuple(int(part) for part in module.sqlite_version.split("."))
    if version < SAFE_SQLITE:
        raise errors.DatabaseUnreadable(
            f"This machine's SQLite {module.sqlite_version} can damage the shop's records. Nothing was opened, and "
            "nothing "
            "is lost. Install Raincheck again: it brings a safe one.",
            version=module.sqlite_version,
        )


def make_engine(path: Path, key: str | None) -> Engine:
    """An engine whose connections are keyed, in WAL mode and fully synchronous; for tables and migrations.

    The counter has no need of it: its import alone takes longer than everything else that a start waits for.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import NullPool

    engine = create_engine("sqlite://", module=driver, poolclass=NullPool, creator=lambda: _connect(path, key))

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:  # the driver itself never begins: we say when, and as a writer at once
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _connect(path: Path, key: str | None) -> Any:
    connection = driver.connect(
        str(path), isolation_level=None, check_same_thread=False, timeout=10, cached_statements=256
    )
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA cipher_log_level = NONE")  # we say in a sentence what it would say in codes
        if key:
            cursor.execute(f"PRAGMA key = \"x'{key}'\"")
            # As strong as the default SHA-512 for this, and a third cheaper a page where the processor helps with it.
            cursor.execute(f"PRAGMA cipher_hmac_algorithm = {HMAC}")
        for setting in _SETTINGS:
            cursor.execute(f"PRAGMA {setting}")
    except driver.Error:
        connection.close()
        raise
    return connection


class Database:
    """An open database. `writing` and `reading` give a cursor inside one transaction, to one thread at a time."""

    def __init__(self, path: Path, key: str | None) -> None:
        self.path = path
        self._key = key
        self._lock = threading.RLock()
        self._engine: Engine | None = None
        try:
            self._connection = _connect(path, key)
            self._cursor: Any = self._connection.cursor()
        except driver.DatabaseError as fault:
            raise _sentence_for(fault, path) from fault

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's way into the same file, on connections of its own; made when it is first asked for."""
        if self._engine is None:
            self._engine = make_engine(self.path, self._key)
        return self._engine

    @contextmanager
    def writing(self) -> Iterator[Cursor]:
        """A transaction that is committed at the end, durably, or leaves nothing behind.

        Raises DiskFull, DatabaseBusy, DatabaseUnreadable for what the machine does to us.
        """
        with self._lock:
            try:
                self._cursor.execute("BEGIN IMMEDIATE")
                yield self._cursor
                self._cursor.execute("COMMIT")
            except BaseException as fault:
                with contextlib.suppress(driver.Error):  # a full disk has rolled back already
                    self._cursor.execute("ROLLBACK")
                if isinstance(fault, _FAULTS):
                    raise self._told(fault) from fault
                raise

    @contextmanager
    def reading(self) -> Iterator[Cursor]:
        """One consistent view. May be entered inside `writing` on the same thread."""
        with self._lock:
            try:
                nested = self._in_transaction()
                if not nested:
                    self._cursor.execute("BEGIN")
                yield self._cursor
            except _FAULTS as fault:
                raise self._told(fault) from fault
            finally:
                if not nested:
                    with contextlib.suppress(driver.Error):
                        self._cursor.execute("COMMIT")

    def checkpoint(self) -> None:
        """Move the log into the file while nobody waits; off the path of a sale."""
        with self._lock, contextlib.suppress(driver.Error):
            self._cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            self._cursor.fetchall()

    def close(self) -> None:
        with self._lock:
            with contextlib.suppress(driver.Error):
                self._cursor.execute("PRAGMA optimize")
            self._connection.close()
            if self._engine is not None:
                self._engine.dispose()

    def _in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    def _told(self, fault: Exception) -> errors.PosError:
        told = _sentence_for(fault, self.path)
        if isinstance(told, errors.DiskFull):
            # The ballast is room kept for this moment: with it gone the sale in hand can be tried again.
            with contextlib.suppress(OSError):
                (self.path.parent / BALLAST).unlink()
        return told


def lay_ballast(folder: Path) -> None:
    """Keep some room for the day the disk runs full; silently not, where there is none to spare."""
    path = folder / BALLAST
    if path.exists() or shutil.disk_usage(folder).free < ROOMY:
        return
    try:
        path.write_bytes(b"\0" * BALLAST_BYTES)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()


def backup_to(source: Database, target: Path) -> int:
    """A consistent, verified copy under the same key; answers with its bytes. Raises DiskFull, DatabaseUnreadable."""
    if target.exists() and not _is_backup(target, source._key):
        raise errors.BadFile(
            f"{target} is there already and is no backup of this shop. It was left as it is. Name another file.",
            file=str(target),
        )
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with source.reading() as cursor:
            cursor.execute("COMMIT")  # VACUUM INTO wants to be alone in its transaction
            # The new file takes the default of the library, not what its source was made with.
            cursor.execute(f"PRAGMA cipher_default_hmac_algorithm = {HMAC}")
            cursor.execute("VACUUM INTO ?", (str(part),))
            cursor.execute("BEGIN")
        copy = Database(part, source._key)
        try:
            with copy.reading() as cursor:
                cursor.execute("PRAGMA quick_check")
                if cursor.fetchall() != [("ok",)]:
                    raise errors.DatabaseUnreadable(
                        "The copy did not pass its check and was thrown away. The shop's records are as they were. "
                        "Try again on another disk.",
                        file=str(target),
                    )
        finally:
            copy.close()
        part.replace(target)
    except OSError as fault:
        raise errors.DiskFull(
            f"The copy could not be written to {target.parent}. The shop's records are as they were. Choose another "
            "disk.",
            file=str(target),
        ) from fault
    finally:
        part.unlink(missing_ok=True)
        for suffix in ("-wal", "-shm"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return target.stat().st_size


def _is_backup(path: Path, key: str | None) -> bool:
    """Whether a file is an earlier copy of this shop, which a newer one may replace."""
    try:
        connection = _connect(path, key)
    except driver.DatabaseError:
        return False
    try:
        connection.execute("SELECT position FROM op LIMIT 1").fetchall()
    except driver.DatabaseError:
        return False
    finally:
        connection.close()
    return True


def is_open_elsewhere(path: Path, key: str | None) -> bool:
    """Whether another program has this database open: only who is alone may leave WAL mode. A file that cannot be read
    at all is nobody's."""
    with contextlib.suppress(driver.DatabaseError):
        connection = _connect(path, key)
        try:
            connection.execute("PRAGMA busy_timeout = 500")
            connection.execute("PRAGMA journal_mode = DELETE")
        except driver.OperationalError as fault:
            return "locked" in str(fault)
        finally:
            connection.close()
    return False


def _sentence_for(fault: Exception, path: Path) -> errors.PosError:
    if isinstance(fault, UnicodeEncodeError):
        return errors.BadText("What was typed or scanned is no text. Nothing was changed. Do it again.")
    words = str(fault).lower()
    if "full" in words or "disk i/o" in words:
        return errors.DiskFull(
            "The disk is full, so this step was not written. Everything before it is safe. Make room on the disk, "
            "then do it again.",
            folder=str(path.parent),
        )
    if "locked" in words or "busy" in words:
        return errors.DatabaseBusy(
            "Another program is writing the shop's records. Nothing was changed. Wait a moment and do it again.",
            file=str(path),
        )
    if "readonly" in words or "unable to open" in words:
        return errors.DatabaseUnreadable(
            f"The shop's records in {path.parent} cannot be written. What is there is safe. Check the folder's "
            "rights and its disk.",
            file=str(path),
        )
    if "not a database" in words or "malformed" in words:
        return errors.DatabaseUnreadable(
            "The shop's records cannot be read: the key does not fit, or the file is damaged. Do not delete it. "
            "Restore the newest backup.",
            file=str(path),
        )
    return errors.DatabaseUnreadable(
        f"The shop's records did not answer ({fault}). What was paid before is safe. Start again; if it stays, "
        "restore the newest backup.",
        file=str(path),
    )
