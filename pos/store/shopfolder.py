"""A shop's folder: made, opened, upgraded. The only place that knows which file is what."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path

from pos.domain import errors
from pos.domain.people import OWNER
from pos.domain.shop import Shop, shop_to_json
from pos.store import database as db
from pos.store import keys
from pos.store.statements import Cursor
from pos.store.transactions import Ledger, SystemClock
from pos.usecases.ports import Clock

MARK = "shop.json"
WINDOW_LOCK = "window.lock"
"""The lock that the window holds (Qt's; its first line is the process)."""


def default_folder() -> Path:
    """The platform's own place for a shop's records."""
    from platformdirs import user_data_path

    return user_data_path("raincheck", appauthor=False)


def state_folder() -> Path:
    """Where notes live that must not travel with a copied shop."""
    if named := os.environ.get("RAINCHECK_STATE"):
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("raincheck", appauthor=False)


def holds_shop(folder: Path) -> bool:
    return (folder / MARK).is_file()


def create(folder: Path, shop: Shop, *, org: str = "", clock: Clock | None = None) -> Ledger:
    """Make a shop in an empty folder. Raises ShopExists, DatabaseUnreadable, DiskFull; leaves nothing half made."""
    import secrets
    from uuid import uuid4

    db.check_library()
    if holds_shop(folder):
        raise errors.ShopExists(
            f"{folder} holds a shop already. It was left as it is. Name another folder with --data.", folder=str(folder)
        )
    shop_id = str(uuid4())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        kept = keys.create(folder, shop_id)
    except FileExistsError:
        raise errors.ShopExists(
            f"{folder} holds the key of a shop that was not finished. Move that folder away, or name another with "
            "--data.",
            folder=str(folder),
        ) from None
    except OSError as fault:
        raise errors.DiskFull(
            f"A shop cannot be made in {folder}: {fault.strerror}. Nothing was written. Name another folder with "
            "--data.",
            folder=str(folder),
        ) from fault
    database = db.Database(folder / db.FILE, kept.database)
    _make_tables(database)
    device = {
        "org": org or str(uuid4()), "store": shop.store, "register": shop.register, "register_id": str(uuid4()),
        "epoch": secrets.token_hex(8), "letter": "A",
    }  # fmt: skip
    with database.writing() as cursor:
        cursor.executemany("INSERT INTO device (key, value) VALUES (?, ?)", list(device.items()))
    ledger = Ledger(database, kept, clock or SystemClock(), _note(shop_id))
    ledger.open_epoch("A")
    with ledger.writing() as tx:
        tx.append("shop_set", {"shop": shop_to_json(shop)}, person=OWNER.id)
    # The mark comes last: a folder with it holds a whole shop.
    (folder / MARK).write_text(json.dumps({"format": 1, "shop": shop_id}))
    db.lay_ballast(folder)
    return ledger


def open_shop(folder: Path, *, clock: Clock | None = None) -> Ledger:
    """Open the shop of a folder, upgraded to this version on a verified backup.

    Raises NoShopHere, DatabaseTooNew, DatabaseUnreadable, DatabaseBusy, DiskFull.
    """
    db.check_library()
    if not holds_shop(folder):
        raise errors.NoShopHere(
            f"There is no shop in {folder}. Make one with “raincheck init”, try one with “raincheck demo”, or name "
            "its folder with --data.",
            folder=str(folder),
        )
    shop_id = _shop_id(folder)
    kept = keys.load(folder, shop_id)
    path = folder / db.FILE
    if not path.exists():
        raise errors.DatabaseUnreadable(f"{path} is missing. Restore the newest backup before selling.", file=str(path))
    database = db.Database(path, kept.database)
    try:
        _upgrade(database, folder, clock)
        ledger = Ledger(database, kept, clock or SystemClock(), _note(shop_id))
        ledger.ensure_own_epoch()
    except BaseException:
        database.close()
        raise
    return ledger


def _shop_id(folder: Path) -> str:
    try:
        return str(json.loads((folder / MARK).read_text())["shop"])
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise errors.DatabaseUnreadable(
            f"{folder / MARK} cannot be read. The records beside it are as they were. Restore that small file from "
            "a backup.",
            folder=str(folder),
        ) from fault


def _note(shop_id: str) -> Path | None:
    folder = state_folder()
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{shop_id}.json"
    return None


def _make_tables(database: db.Database) -> None:
    """All tables of the newest version at once, marked as such."""
    from pos.store import schema

    with database.engine.begin() as connection:
        schema.metadata.create_all(connection)
        connection.exec_driver_sql(schema.SEARCH)
        connection.exec_driver_sql(schema.SEARCH_WORDS)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (db.HEAD,))


def _upgrade(database: db.Database, folder: Path, clock: Clock | None) -> None:
    """Bring an older database to this version: backup, check of the backup, then the migrations."""
    with database.reading() as cursor:
        version = _version(cursor)
    if version == db.HEAD:
        return
    now: datetime = (clock or SystemClock()).now()
    db.backup_to(database, folder / f"before-upgrade-{version}-{now:%Y%m%d-%H%M%S}.db")
    from pos.store.migrations.run import upgrade

    upgrade(database.engine)


def _version(cursor: Cursor) -> str:
    """The version of an open database, this program's or older. Raises DatabaseTooNew."""
    cursor.execute("SELECT version_num FROM alembic_version")
    version = str((cursor.fetchone() or ("",))[0])
    if version != db.HEAD and not _is_older(version):
        raise errors.DatabaseTooNew(
            "These records were written by a newer version of Raincheck. They are safe and were not touched. "
            "Install the newest version and start again.",
            version=version,
        )
    return version


def _is_older(version: str) -> bool:
    return version.isdigit() and int(version) < int(db.HEAD)


def restore_backup(folder: Path, backup: Path) -> int:
    """Put a backup of this shop in place of its records, which are kept aside; answers with the operations it holds.

    The register opens a new epoch, so that no receipt number is ever used twice. Raises NoShopHere, BadFile,
    DatabaseUnreadable, DatabaseTooNew.
    """
    from shutil import copyfile

    if not holds_shop(folder):
        raise errors.NoShopHere(
            f"There is no shop in {folder} to restore into. Nothing was changed.", folder=str(folder)
        )
    if _window_is_open(folder):
        raise errors.DatabaseBusy(
            "The counter of this shop is open. Nothing was changed. Close its window, then restore.", folder=str(folder)
        )
    if not backup.is_file():
        raise errors.BadFile(f"{backup} is no file. Nothing was changed. Check its name.", file=str(backup))
    kept = keys.load(folder, _shop_id(folder))
    path = folder / db.FILE
    fresh = path.with_name(path.name + ".restored")
    try:
        copyfile(backup, fresh)
        _check_copy(fresh, kept.database, backup)
        if db.is_open_elsewhere(path, kept.database):
            raise errors.DatabaseBusy(
                "Another program has this shop open. Nothing was changed. Close it, then restore.", folder=str(folder)
            )
    except BaseException:
        for suffix in ("", "-wal", "-shm"):
            fresh.with_name(fresh.name + suffix).unlink(missing_ok=True)
        raise
    stamp = SystemClock().now().strftime("%Y%m%d-%H%M%S")
    for suffix in ("", "-wal", "-shm"):
        old = path.with_name(path.name + suffix)
        if old.exists():
            old.rename(path.with_name(f"before-restore-{stamp}.db{suffix}"))
    fresh.rename(path)
    ledger = open_shop(folder)
    try:
        with ledger.database.reading() as cursor:
            tip = ledger.tip(cursor)
        just_opened = tip.seq == 1
        ops = tip.position - just_opened
        if not just_opened:
            ledger.open_epoch(ledger.next_letter())
    finally:
        ledger.close()
    return ops


def _check_copy(copy: Path, key: str, backup: Path) -> None:
    """Whether a copied backup is whole and of a version that this program can open. Raises as `restore_backup`."""
    try:
        database = db.Database(copy, key)
    except errors.DatabaseUnreadable as fault:
        raise errors.BadFile(
            f"{backup} is no backup of this shop, or it is damaged. The shop is as it was. Choose another file.",
            file=str(backup),
        ) from fault
    try:
        with database.reading() as cursor:
            cursor.execute("PRAGMA quick_check")
            whole = cursor.fetchall() == [("ok",)]
            cursor.execute("SELECT name FROM sqlite_schema WHERE name IN ('op', 'alembic_version')")
            if not whole or len(cursor.fetchall()) != 2:
                raise errors.DatabaseUnreadable(
                    f"{backup} is damaged. Nothing was changed. Choose another backup.", file=str(backup)
                )
            _version(cursor)
    finally:
        database.close()


def _window_is_open(folder: Path) -> bool:
    """Whether a window holds this shop: its lock names the process, and that process lives."""
    if sys.platform == "win32":  # there an open file cannot be renamed, which refuses by itself
        return False
    try:
        process = int((folder / WINDOW_LOCK).read_text().split()[0])
        os.kill(process, 0)
    except (OSError, ValueError, IndexError):
        return False
    return True


def words_of(ledger: Ledger) -> dict[str, str]:
    """Passwords and tokens of this device, by name, from its key store."""
    folder = ledger.database.path.parent
    return keys.words_of(folder, _shop_id(folder))


def keep_words(ledger: Ledger, **words: str) -> str:
    """Keep passwords and tokens of this device; says where."""
    folder = ledger.database.path.parent
    return keys.keep_words(folder, _shop_id(folder), **words)
