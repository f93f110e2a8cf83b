"""What suppliers said and what customers were told: kept for ever, and filled from the log for what was before.

Every row is made as replaying the log would make it, so a migrated shop verifies like any other.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    script = Path(__file__).with_name("v0002.sql").read_text(encoding="utf-8")
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    for statement in "\n".join(lines).split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
    _fill_days_of_purchase_lines()
    _fill_days_of_readiness()


def _fill_days_of_readiness() -> None:
    """The day on which each line had nothing left to wait for: that of the last goods put aside for it."""
    run = op.get_bind().exec_driver_sql
    put_aside: dict[tuple[str, int], int] = {}
    for (kept,) in run("SELECT bytes FROM op WHERE kind = 'goods_received' ORDER BY position").fetchall():
        body = json.loads(kept)["body"]
        for order, line, _, units in body["allocations"]:
            put_aside[order, line] = put_aside.get((order, line), 0) + units
            run(
                "UPDATE order_line SET ready_on = ? "
                "WHERE number = ? AND line = ? AND ready_on IS NULL AND ordered - cancelled <= ?",
                (body["business_date"], order, line, put_aside[order, line]),
            )


def _fill_days_of_purchase_lines() -> None:
    """The first day of each line, and how its day changed since, from the operations that said so."""
    run = op.get_bind().exec_driver_sql
    first: dict[tuple[str, int], str] = {}
    days: dict[tuple[str, int], tuple[Any, Any]] = {}
    changes: dict[tuple[str, int], int] = {}
    for kept, hlc in run("SELECT bytes, hlc FROM op WHERE kind = 'purchase_lines_put' ORDER BY position").fetchall():
        content = json.loads(kept)
        at = datetime.fromtimestamp((hlc >> 16) // 1000, UTC).isoformat()
        for row in content["body"]["lines"]:
            key, now = (row["number"], row["line"]), (row["expected_on"], row["confirmed"])
            before = days.get(key, now)
            days[key] = now
            if now[0]:
                first.setdefault(key, now[0])
            if before != now:
                changes[key] = changes.get(key, 0) + 1
                run(
                    "INSERT INTO purchase_date VALUES (?, ?, ?, ?, ?, ?, ?, ?, '')",
                    (*key, changes[key], at, content["actor"], before[0], *now),
                )
    for (number, line), day in first.items():
        run("UPDATE purchase_line SET first_expected_on = ? WHERE number = ? AND line = ?", (day, number, line))


def downgrade() -> None:
    run = op.get_bind().exec_driver_sql
    for name in ("product_by_kind", "past_sale_by_sku", "delivery_by_supplier", "purchase_line_open"):
        run(f"DROP INDEX {name}")
    for name in ("policy_override", "told", "purchase_date"):
        run(f"DROP TABLE {name}")
    script = Path(__file__).with_name("v0002.sql").read_text(encoding="utf-8")
    for table, column in reversed(re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", script)):
        run(f"ALTER TABLE {table} DROP COLUMN {column}")
    run("DELETE FROM setting WHERE \"key\" = 'learned'")
