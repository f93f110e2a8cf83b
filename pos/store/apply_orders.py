"""Rows of customer orders and their deposits, made from their operations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pos.store import sql
from pos.store.statements import Cursor


def order_taken(
    cursor: Cursor, position: int, hlc: int, store: str, register: str, person: str, body: Mapping[str, Any]
) -> None:
    """An order with its lines and its deposit. Its place in the queue is the clock reading of its operation."""
    number = body["number"]
    lines = [line for line in body["lines"] if line["take"] == "later"]
    sql.INSERT_ORDER.run(
        cursor, number=number, customer=body.get("customer", ""), taken_on=body["business_date"], taken_at=body["at"],
        store=store, register=register, person=person, mode=body["mode"], language=body["receipt"]["language"],
        total=sum(line["total"] for line in lines), is_open=1,
    )  # fmt: skip
    sql.INSERT_ORDER_LINE.run_many(
        cursor,
        [
            {
                "number": number, "line": line["line"], "sku": line["sku"], "name": line["name"],
                "ordered": line["quantity"], "allocated": 0, "handed_over": 0, "cancelled": 0,
                "unit_price": line["unit_price"], "total": line["total"], "tax": line["tax"],
                "tax_rate": line["tax_rate"], "likely_on": line.get("likely_on"), "promised_on": line.get("latest_on"),
                "expected_ship_on": line.get("latest_on"), "words": line["words"],
                "certainty": line.get("certainty", ""),
                "basis": json.dumps(line.get("basis", []), ensure_ascii=False, separators=(",", ":")),
                "queue_key": f"00:{hlc:020d}:{register}:{line['line']:04d}", "is_open": 1,
            }
            for line in lines
        ],
    )  # fmt: skip
    sql.ADD_TO_DEPOSIT.run_many(
        cursor,
        [
            {"order_number": number, "rate": rate, "amount": amount, "declared": declared}
            for rate, amount, declared in body["shares"]
        ],
    )


def allocated(cursor: Cursor, rows: Iterable[Sequence[Any]]) -> None:
    """Goods put aside: (order, line, sku, quantity)."""
    sql.ALLOCATE.run_many(
        cursor, [{"order": order, "order_line": line, "units": units} for order, line, _, units in rows]
    )


def collected(cursor: Cursor, order: str, lines: Iterable[Mapping[str, Any]], shares: Iterable[Sequence[int]]) -> None:
    """Goods handed over, and the part of the deposit that was set against them."""
    sql.HAND_OVER.run_many(
        cursor, [{"order": order, "order_line": line["line"], "units": line["quantity"]} for line in lines]
    )
    sql.ADD_TO_DEPOSIT.run_many(
        cursor,
        [
            {"order_number": order, "rate": rate, "amount": -amount, "declared": -declared}
            for rate, amount, declared in shares
        ],
    )
    sql.CLOSE_ORDER.run(cursor, order=order)
