"""The written SQL is what Core composes, every statement fits the tables, and the counter runs without SQLAlchemy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as driver
from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from pos.store import schema, sql, write_sql
from pos.store.core.shapes import Named, Ordered
from pos.store.statements import Many, Statement
from tests.builders import TABLE, sample_register

ROOT = Path(__file__).parents[2]
STATEMENTS = {name: value for name, value in vars(sql).items() if isinstance(value, Statement | Many)}


@pytest.fixture(scope="module")
def empty() -> driver.Connection:
    """A database with every table and no row."""
    connection = driver.connect(":memory:")
    for table in schema.metadata.sorted_tables:
        connection.execute(str(CreateTable(table).compile(dialect=dialect())))
        for index in table.indexes:
            connection.execute(str(CreateIndex(index).compile(dialect=dialect())))
    return connection


def test_the_committed_text_is_what_core_composes_now() -> None:
    """After a change in `pos.store.core` or the schema, `make sql` has to be run."""
    assert write_sql.WRITTEN.read_text("utf-8") == write_sql.text(), "run `make sql`"


@pytest.mark.parametrize("name", STATEMENTS)
def test_each_statement_is_understood_by_the_database(name: str, empty: driver.Connection) -> None:
    """SQLite can plan each statement on the tables of the schema: no name in it is wrong, no line was broken badly."""
    text = STATEMENTS[name].sql
    unset = (None,) * text.count("?") if isinstance(STATEMENTS[name], Many) else _Unset()
    assert empty.execute(f"EXPLAIN {text}", unset).fetchall()


class _Unset(dict[str, object]):
    """Every parameter, whatever its name, without a value."""

    def __missing__(self, name: str) -> None:
        return None


def test_wrapping_changes_nothing_but_spaces() -> None:
    """Each written statement has the words of the composed one, in their order."""
    for subject in write_sql.SUBJECTS:
        for name, source in write_sql.sources(subject):
            assert STATEMENTS[name].sql.split() == write_sql.compiled(source).split(), name


def test_constants_stand_in_the_text_and_wishes_stay_parameters() -> None:
    """What the code fixes is written out; what a caller gives has a name."""
    job = schema.print_job.c
    clause = select(job.id).where(job.state.in_(["queued", "it's"]), job.duplicate == 0, job.number == bindparam("no"))
    words = " ".join(write_sql.compiled(clause).split())
    assert words.endswith(
        "WHERE print_job.state IN ('queued', 'it''s') AND print_job.duplicate = 0 AND print_job.number = :no"
    )


def test_rows_in_another_order_than_their_columns_are_refused() -> None:
    """Tuples go into the columns in the order that was written down, or nothing is generated."""
    with pytest.raises(ValueError, match="the statement wants"):
        write_sql.compiled(Ordered(insert(schema.device), ("value", "key")))
    assert write_sql.compiled(Named(insert(schema.device), ("value", "key"))).endswith("VALUES (:key, :value)")


def test_a_shop_opens_finds_and_sells_without_sqlalchemy(tmp_path: Path) -> None:
    """From the import of the register to the first sale, nothing asks for SQLAlchemy, Alembic or asyncio."""
    folder = tmp_path / "shop"
    sample_register(folder).close()
    code = (
        "import sys\nfrom pathlib import Path\nfrom pos.register import Register\n"
        f"register = Register.open(Path({str(folder)!r}))\n"
        f"found, scanned = register.find('table'), register.look_up({TABLE!r})\n"
        "from pos.usecases.checkout import Checkout, LineWish, TenderWish\n"
        f"register.sell(Checkout((LineWish({TABLE!r}),), (TenderWish('cash'),)))\n"
        "sales = register.sales()\nregister.close()\n"
        "heavy = [name for name in ('sqlalchemy', 'alembic', 'asyncio') if name in sys.modules]\n"
        "print(len(found) > 0, len(sales), heavy)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "True 1 []", done.stderr
