"""The first counter: all tables as they were then."""

from __future__ import annotations

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
    for name in ("product_word", "product_text"):
        op.get_bind().exec_driver_sql(f"DROP TABLE {name}")
    from pos.store.schema import metadata

    for table in reversed(metadata.sorted_tables):
        op.drop_table(table.name)
