"""The numbered steps lead to the very tables that a new shop is made with, and back."""

from __future__ import annotations

import re
from pathlib import Path

from pos.register import Register
from pos.store import database, shopfolder
from pos.store.migrations.run import downgrade, upgrade
from pos.store.statements import Cursor
from pos.store.verify import verify
from tests.builders import FixedClock
from tests.store.books import rows
from tests.store.conftest import play_day


def _shape(made: database.Database) -> dict[str, str]:
    """Each table and index with its text, white space and quotes aside."""
    with made.reading() as cursor:
        return _schema(cursor)


def _schema(cursor: Cursor) -> dict[str, str]:
    cursor.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%'")
    return {name: re.sub(r'[\s"]+', "", sql) for name, sql in cursor.fetchall() if name != "alembic_version"}


def test_the_steps_from_nothing_make_the_tables_of_a_new_shop(tmp_path: Path) -> None:
    new, stepped = database.Database(tmp_path / "new", None), database.Database(tmp_path / "stepped", None)
    shopfolder._make_tables(new)
    upgrade(stepped.engine)
    assert _shape(stepped) == _shape(new)
    assert len(_shape(new)) > 25
    with stepped.reading() as cursor:
        cursor.execute("SELECT version_num FROM alembic_version")
        assert cursor.fetchall() == [(database.HEAD,)]
    new.close()
    stepped.close()


def test_up_down_and_up_again_ends_in_the_same_tables(tmp_path: Path) -> None:
    made = database.Database(tmp_path / "made", None)
    upgrade(made.engine)
    whole = _shape(made)
    with made.writing() as cursor:
        cursor.execute("INSERT INTO device (key, value) VALUES ('store', 'S01')")
    downgrade(made.engine, "base")
    assert _shape(made) == {}
    upgrade(made.engine)
    assert _shape(made) == whole
    made.close()


def test_a_shop_of_an_older_version_is_filled_from_its_log(register: Register, tmp_path: Path) -> None:
    """A day played by the first version, brought to this one: the rows are those that this version would have made."""
    play_day(register)
    before = verify(register.ledger)
    downgrade(register.ledger.database.engine, "0001")
    register.close()

    opened = shopfolder.open_shop(tmp_path / "fresh", clock=FixedClock())
    after = verify(opened)
    assert after.ok, after.faults
    assert after.digest == before.digest
    assert rows(opened, "SELECT number, first_expected_on FROM purchase_line ORDER BY number") == [
        ("PO-1007", "2026-12-02"),
        ("PO-2000", "2026-12-01"),
    ]
    assert rows(opened, 'SELECT "before", "after", confirmed FROM purchase_date') == [("2026-12-01", "2026-12-08", 0)]
    assert list((tmp_path / "fresh").glob("before-upgrade-0001-*.db"))
    opened.close()


def test_a_database_that_is_already_new_is_left_as_it_is(tmp_path: Path) -> None:
    made = database.Database(tmp_path / "made", "ab" * 32)
    upgrade(made.engine)
    with made.writing() as cursor:
        cursor.execute("INSERT INTO device (key, value) VALUES ('store', 'S01')")
    upgrade(made.engine)
    with made.reading() as cursor:
        cursor.execute("SELECT value FROM device")
        assert cursor.fetchall() == [("S01",)]
    made.close()
