"""The numbered steps lead to the very tables that a new shop is made with, and back."""

from __future__ import annotations

import re
from pathlib import Path

from pos.store import database, shopfolder
from pos.store.migrations.run import downgrade, upgrade
from pos.store.statements import Cursor


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
