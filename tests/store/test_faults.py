"""Full disks, torn files, wrong keys and strange versions end in a sentence, with nothing half written."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bench.wal import commits_between, count
from pos.domain import errors
from pos.register import Register
from pos.store import database, shopfolder
from pos.store.verify import verify
from pos.usecases.checkout import LineWish
from tests.builders import ADA, BULB, LAMP, sample_register, sample_shop
from tests.store.books import bare_ledger, rows
from tests.usecases.desk import order_later, records_of, sell


def _sentence(fault: errors.PosError) -> str:
    assert fault.sentence.count(". ") >= 1, fault.sentence
    assert fault.sentence.endswith(".")
    return fault.sentence


def test_the_records_and_their_key_can_be_read_by_nobody_else(shop: Path) -> None:
    kept = (shop / database.FILE).read_bytes()
    assert not kept.startswith(b"SQLite format 3")
    for word in (b"Ada Osei", b"CREATE TABLE", b"Brass lamp"):
        assert word not in kept
    if os.name == "posix":
        assert stat.S_IMODE((shop / "secret.json").stat().st_mode) == 0o600


def test_a_sale_is_one_durable_commit(register: Register) -> None:
    log = register.ledger.database.path.with_name("register.db-wal")
    steps: tuple[Callable[[], object], ...] = (
        lambda: sell(register, LineWish(BULB)),
        lambda: order_later(register, LAMP, 1, ADA),
        lambda: sell(register, *[LineWish(BULB)] * 12),
    )
    for selling in steps:
        before = count(log)
        selling()
        assert commits_between(before, count(log)) == 1


def test_a_full_disk_is_said_keeps_nothing_half_and_selling_goes_on_when_there_is_room(register: Register) -> None:
    ballast = register.ledger.database.path.with_name(database.BALLAST)
    sell(register, LineWish(BULB))
    before = records_of(register)
    assert ballast.exists()
    with register.ledger.database.reading() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone() or (0,)
    _set_most_pages(register, pages)
    sold, told = 0, None
    while told is None and sold < 200:
        try:
            sell(register, LineWish(BULB, 1, take="now", anyway="It is in my hand."))
            sold += 1
        except errors.DiskFull as fault:
            told = fault
    assert told is not None
    assert "Everything before it is safe" in _sentence(told)
    assert not ballast.exists()
    _set_most_pages(register, 1_000_000_000)
    after = records_of(register)
    assert after[1] == before[1] + sold
    last = sell(register, LineWish(BULB, 1, take="now", anyway="It is in my hand."))
    assert last.number.endswith(f"A{sold + 2:06d}")
    assert verify(register.ledger).ok


def _set_most_pages(register: Register, pages: int) -> None:
    with register.ledger.database.reading() as cursor:
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        cursor.fetchall()


@pytest.mark.parametrize("mark", [b"", b"{", b"[]", b'{"format": 1}', b"\xff\xfe\x00", b"null"])
def test_a_torn_mark_is_said_by_opening_and_by_restoring(shop: Path, mark: bytes) -> None:
    (shop / shopfolder.MARK).write_bytes(mark)
    with pytest.raises(errors.DatabaseUnreadable) as told:
        shopfolder.open_shop(shop)
    assert "shop.json" in _sentence(told.value)
    with pytest.raises(errors.DatabaseUnreadable):
        shopfolder.restore_backup(shop, shop / database.FILE)


@pytest.mark.parametrize("key", [b"", b"{", b"[]", b"{}", b"null", b"\xff"])
def test_a_torn_key_is_said(shop: Path, key: bytes) -> None:
    (shop / "secret.json").write_bytes(key)
    with pytest.raises(errors.DatabaseUnreadable) as told:
        shopfolder.open_shop(shop)
    assert "key" in _sentence(told.value)


def test_a_wrong_key_a_missing_and_a_damaged_database_are_said_and_left_alone(shop: Path) -> None:
    kept = (shop / "secret.json").read_text()
    whole = (shop / database.FILE).read_bytes()
    (shop / "secret.json").write_text(json.dumps(json.loads(kept) | {"database": "ab" * 32}))
    with pytest.raises(errors.DatabaseUnreadable, match="key does not fit"):
        shopfolder.open_shop(shop)
    (shop / "secret.json").write_text(kept)
    assert (shop / database.FILE).read_bytes() == whole
    (shop / database.FILE).write_bytes(b"garbage" + whole[7:])
    with pytest.raises(errors.DatabaseUnreadable, match="Restore the newest backup"):
        shopfolder.open_shop(shop)
    (shop / database.FILE).unlink()
    with pytest.raises(errors.DatabaseUnreadable, match="is missing"):
        shopfolder.open_shop(shop)
    (shop / database.FILE).write_bytes(whole)
    shopfolder.open_shop(shop).close()


def test_a_bit_flipped_anywhere_in_the_database_file_is_never_read_as_good(shop: Path) -> None:
    path = shop / database.FILE
    whole = path.read_bytes()
    for at in range(0, len(whole), len(whole) // 25):
        spoiled = bytearray(whole)
        spoiled[at] ^= 0x10
        path.write_bytes(bytes(spoiled))
        try:
            ledger = bare_ledger(shop)
        except errors.DatabaseUnreadable:
            continue
        try:
            with ledger.database.reading() as cursor:
                cursor.execute("PRAGMA cipher_integrity_check")
                assert cursor.fetchall(), at  # the page whose seal is broken is named
        finally:
            ledger.close()


def test_a_folder_without_a_shop_and_one_with_a_shop_are_told_apart(tmp_path: Path, shop: Path) -> None:
    with pytest.raises(errors.NoShopHere):
        shopfolder.open_shop(tmp_path / "nothing")
    with pytest.raises(errors.NoShopHere):
        shopfolder.restore_backup(tmp_path / "nothing", shop / database.FILE)
    before = {path.name: path.read_bytes() for path in shop.iterdir()}
    with pytest.raises(errors.ShopExists):
        shopfolder.create(shop, sample_shop())
    assert {path.name: path.read_bytes() for path in shop.iterdir()} == before


def test_a_shop_cannot_be_made_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(errors.PosError) as told:
        shopfolder.create(tmp_path / "file", sample_shop())
    _sentence(told.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_folder_that_cannot_be_written_is_said(shop: Path) -> None:
    for path in (*shop.iterdir(), shop):
        path.chmod(0o500 if path.is_dir() else 0o400)
    try:
        with pytest.raises(errors.PosError) as told:
            Register.open(shop)
        _sentence(told.value)
    finally:
        shop.chmod(0o700)


@pytest.mark.parametrize(
    ("version", "safe"), [("3.40.1", False), ("3.51.2", False), ("3.51.3", True), ("3.53.4", True), ("4.0.0", True)]
)
def test_a_sqlite_that_can_damage_records_is_refused(version: str, safe: bool) -> None:
    module = cast(Any, SimpleNamespace(sqlite_version=version))
    if safe:
        database.check_library(module)
    else:
        with pytest.raises(errors.DatabaseUnreadable, match=version):
            database.check_library(module)


def test_records_of_a_newer_program_are_not_touched(shop: Path, tmp_path: Path) -> None:
    ledger = bare_ledger(shop)
    database.backup_to(ledger.database, tmp_path / "backup")
    with ledger.database.writing() as cursor:
        cursor.execute("UPDATE alembic_version SET version_num = '0099'")
    database.backup_to(ledger.database, tmp_path / "newer")
    ledger.close()
    with pytest.raises(errors.DatabaseTooNew):
        shopfolder.open_shop(shop)
    # The way back stays open: an older backup may be put in, a newer one may not.
    shopfolder.restore_backup(shop, tmp_path / "backup")
    with pytest.raises(errors.DatabaseTooNew):
        shopfolder.restore_backup(shop, tmp_path / "newer")
    shopfolder.open_shop(shop).close()


def test_a_backup_is_whole_closed_by_the_same_key_and_leaves_nothing_beside_it(shop: Path, tmp_path: Path) -> None:
    ledger = bare_ledger(shop)
    place = tmp_path / "copies"
    place.mkdir()
    size = database.backup_to(ledger.database, place / "monday.db")
    assert size == (place / "monday.db").stat().st_size > 4096
    assert [path.name for path in place.iterdir()] == ["monday.db"]
    before = verify(ledger)
    ledger.close()
    assert not (place / "monday.db").read_bytes().startswith(b"SQLite format 3")
    shutil.copy(place / "monday.db", shop / database.FILE)
    copy = bare_ledger(shop)
    assert verify(copy) == before
    assert rows(copy, "PRAGMA integrity_check") == [("ok",)]
    copy.close()


def test_a_backup_that_has_no_room_or_no_folder_leaves_nothing_and_says_so(shop: Path, tmp_path: Path) -> None:
    ledger = bare_ledger(shop)
    try:
        with pytest.raises(errors.PosError) as told:
            database.backup_to(ledger.database, tmp_path / "nowhere" / "monday.db")
        _sentence(told.value)
        assert verify(ledger).ok
    finally:
        ledger.close()


def test_while_another_program_writes_the_counter_waits_and_then_says_so(tmp_path: Path) -> None:
    register = sample_register(tmp_path / "shop")
    other = bare_ledger(tmp_path / "shop")
    try:
        with register.ledger.database.reading() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        with other.database.writing(), pytest.raises(errors.DatabaseBusy) as told:
            sell(register, LineWish(BULB))
        assert "Nothing was changed" in _sentence(told.value)
        sell(register, LineWish(BULB))
    finally:
        other.close()
        register.close()
