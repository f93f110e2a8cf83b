"""The first counter: all tables as they were then."""

from __future__ import annotations

import re
from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_name("v0001.sql").read_text(encoding="utf-8")
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    for statement in "\n".join(lines).split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    script = Path(__file__).with_name("v0001.sql").read_text(encoding="utf-8")
    names = re.findall(r"^CREATE (?:VIRTUAL )?TABLE (\w+)", script, re.MULTILINE)
    for name in ("product_word", *(name for name in names if name != "product_word")):
        op.get_bind().exec_driver_sql(f"DROP TABLE {name}")
