"""Writes `sql.py`, the text of every composed statement: `python -m pos.store.write_sql`, or `make sql`."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import ClauseElement
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from pos.store.core import (
    apply,
    apply_catalog,
    apply_orders,
    board,
    learned,
    news,
    orders,
    pins,
    print_jobs,
    purchasing,
    radar,
    records,
    sealing,
    search,
    shelf,
    tell_me,
    transactions,
    waiting,
)
from pos.store.core.shapes import Named, Ordered, Source

WRITTEN = Path(__file__).with_name("sql.py")
SUBJECTS = (
    records, purchasing, learned, search, apply, apply_catalog, apply_orders, transactions, sealing, print_jobs, pins,
    waiting, orders, shelf, news, tell_me, board, radar,
)  # fmt: skip
_WIDTH = 120
_HEAD = '''\
"""The text of every composed statement. Written by `make sql` from `pos.store.core`: change it there, not here."""

from pos.store.statements import Many, Statement
'''


class _Compiler(SQLiteCompiler):
    """Constants of a statement become part of its text; only what the caller gives stays a parameter."""

    def visit_bindparam(self, bindparam: Any, *args: Any, **kw: Any) -> str:
        if not bindparam.required:
            kw["literal_binds"] = True
        rendered: str = super().visit_bindparam(bindparam, *args, **kw)  # type: ignore[no-untyped-call]
        return rendered


class _Dialect(SQLiteDialect_pysqlite):
    statement_compiler = _Compiler
    supports_statement_cache = False


def text() -> str:
    """The whole module. Raises ValueError for two statements of one name, or columns in an unexpected order."""
    seen: set[str] = set()
    parts = [_HEAD]
    for subject in SUBJECTS:
        parts.append(f"\n# --- {subject.__name__.rsplit('.', 1)[1]} ".ljust(_WIDTH, "-") + "\n")
        for name, source in sources(subject):
            if name in seen:
                raise ValueError(f"two statements are called {name}")
            seen.add(name)
            parts.append(_constant(name, source))
    return "".join(parts)


def sources(subject: ModuleType) -> Iterator[tuple[str, Source]]:
    """The statements of one subject by their names, in the order in which they are written."""
    for name, value in vars(subject).items():
        if not name.startswith("_") and isinstance(value, ClauseElement | Named | Ordered):
            yield name, value


def compiled(source: Source) -> str:
    """The SQL of one statement. Raises ValueError where rows would not be in the order of their columns."""
    if isinstance(source, Ordered):
        result: Any = source.clause.compile(dialect=_Dialect(paramstyle="qmark"), column_keys=list(source.columns))
        if result.positiontup != list(source.columns):
            raise ValueError(f"the statement wants {result.positiontup}")
        return str(result)
    clause, columns = (source.clause, list(source.columns)) if isinstance(source, Named) else (source, None)
    return str(clause.compile(dialect=_Dialect(paramstyle="named"), column_keys=columns))


def _constant(name: str, source: Source) -> str:
    kind = "Many" if isinstance(source, Ordered) else "Statement"
    parts = re.sub(r" (?=(?:VALUES|ON CONFLICT|LEFT OUTER JOIN|WHERE|ORDER BY)\b)", "\n", compiled(source)).splitlines()
    lines = [line for part in parts for line in _wrapped(part)]
    sql = "\n".join(lines).replace("\\", "\\\\")
    return f'{name} = {kind}("""\n{sql}\n""")\n'


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line.strip(), _WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)


if __name__ == "__main__":
    WRITTEN.write_text(text(), "utf-8")
