"""The waiting list: what happened to orders so far is filled from the log; the rest begins empty.

Every row is made as replaying the log would make it, so a migrated shop verifies like any other.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_EVENT = (
    "INSERT INTO order_event (number, op, nth, line, at, person, register, kind, reason, details) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?)"
)


def upgrade() -> None:
    script = Path(__file__).with_name("v0003.sql").read_text(encoding="utf-8")
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    for statement in "\n".join(lines).split(";\n"):
        if statement.strip():
            op.get_bind().exec_driver_sql(statement)
    _fill()


def _fill() -> None:
    """Steps of orders, their versions, and the tenders of their deposits, from the operations that said so."""
    run = op.get_bind().exec_driver_sql
    days: dict[tuple[str, int], str | None] = {}
    kept = run("SELECT position, kind, hlc, bytes FROM op ORDER BY position")
    while rows := kept.fetchmany(500):
        for position, kind, hlc, content in rows:
            whole = json.loads(content)
            body = whole["body"]
            at = body.get("at") or datetime.fromtimestamp((hlc >> 16) // 1000, UTC).isoformat()
            by = (at, whole["actor"], whole["register"])
            steps = list(_steps(kind, body))
            if kind == "sale_made" and "shares" in body:
                for line in body["lines"]:
                    days[body["number"], line["line"]] = line.get("latest_on")
                _fill_tenders(body)
                if mode := body.get("tax_mode"):
                    run("UPDATE customer_order SET tax_mode = ? WHERE number = ?", (mode, body["number"]))
            for nth, (number, line, step, details, _) in enumerate(steps, start=1):
                run(_EVENT, (number, position, nth, line, *by, step, _text(details)))
            if kind != "sale_made":
                for number in dict.fromkeys(step[0] for step in steps if step[4]):
                    run("UPDATE customer_order SET version = version + 1 WHERE number = ?", (number,))
            for nth, (number, line, _, latest) in enumerate(body.get("promises", ()), start=len(steps) + 1):
                before = days.get((number, line))
                days[number, line] = latest
                if before != latest:
                    # As the database itself writes it: no space, the keys in this order.
                    moved = json.dumps({"from": before, "latest_on": latest}, separators=(",", ":"))
                    run(_EVENT, (number, position, nth, line, *by, "date_moved", moved))


def _steps(kind: str, body: Mapping[str, Any]) -> Iterator[tuple[str, int, str, Mapping[str, Any], bool]]:
    if kind == "sale_made" and "shares" in body:
        yield body["number"], 0, "taken", {"order_deposit": body["order_deposit"]}, True
    if kind == "goods_received" or (kind == "sale_made" and "shares" in body):
        for order, line, sku, units in body.get("allocations", ()):
            yield order, line, "allocated", {"sku": sku, "units": units, "document": body.get("document", "")}, True
    if kind == "order_collected":
        for line in body["lines"]:
            details = {"sku": line["sku"], "units": line["quantity"], "document": body["number"]}
            yield body["order"], line["line"], "handed_over", details, True
    if kind == "customers_told":
        for row in body["told"]:
            yield row["order"], row["line"], "told", {"latest_on": row["latest_on"], "why": row["why"]}, False


def _text(details: Mapping[str, Any]) -> str:
    return json.dumps(details, sort_keys=True, ensure_ascii=False) if details else "{}"


def _fill_tenders(body: Mapping[str, Any]) -> None:
    """The deposit over the tenders of its basket in proportion, the change taken off the cash."""
    run = op.get_bind().exec_driver_sql
    net = [[t["kind"], t.get("reference", ""), t["amount"]] for t in body["tenders"] if t["kind"] != "authorisation"]
    change = body["change_due"]
    for tender in net:
        if tender[0] == "cash":
            tender[2], change = max(0, tender[2] - change), max(0, change - tender[2])
    paid = _shared(body["order_deposit"], [tender[2] for tender in net]) if body["order_deposit"] else []
    rows = [[kind, reference, part] for (kind, reference, _), part in zip(net, paid, strict=False) if part]
    rows += [[t["kind"], t.get("reference", ""), t["amount"]] for t in body["tenders"] if t["kind"] == "authorisation"]
    for kind, reference, amount in rows:
        run(
            "INSERT INTO deposit_tender (order_number, kind, reference, amount) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (order_number, kind, reference) DO UPDATE SET amount = amount + excluded.amount",
            (body["number"], kind, reference, amount),
        )


def _shared(total: int, weights: list[int]) -> list[int]:
    """By largest remainder, as the program shared money when this step was written."""
    whole = sum(weights)
    if not weights or not whole:
        return [total] + [0] * (len(weights) - 1) if weights else []
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in by_remainder[: total - sum(shares)]:
        shares[index] += 1
    return shares


def downgrade() -> None:
    run = op.get_bind().exec_driver_sql
    script = Path(__file__).with_name("v0003.sql").read_text(encoding="utf-8")
    for name in re.findall(r"CREATE INDEX (\w+)", script):
        run(f"DROP INDEX {name}")
    for name in re.findall(r"CREATE TABLE (\w+)", script):
        run(f"DROP TABLE {name}")
    for table, column in reversed(re.findall(r"ALTER TABLE (\w+) ADD COLUMN (\w+)", script)):
        run(f"ALTER TABLE {table} DROP COLUMN {column}")
