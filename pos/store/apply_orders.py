"""Rows of customer orders and their deposits, made from their operations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import case, func, select

from pos.store import schema as s
from pos.store.statements import Cursor, Statement, adding_to, bindparam, inserting

_order = inserting(s.customer_order)
_line = inserting(s.order_line)
_deposit = adding_to(s.order_deposit, "amount", "declared")
_is_line = (s.order_line.c.number == bindparam("order")) & (s.order_line.c.line == bindparam("order_line"))
_allocate = Statement(
    lambda: s.order_line.update().where(_is_line).values(allocated=s.order_line.c.allocated + bindparam("units"))
)
_hand_over = Statement(
    lambda: (
        s.order_line.update()
        .where(_is_line)
        .values(
            allocated=s.order_line.c.allocated - bindparam("units"),
            handed_over=s.order_line.c.handed_over + bindparam("units"),
            is_open=case(
                (
                    s.order_line.c.handed_over + bindparam("units") + s.order_line.c.cancelled < s.order_line.c.ordered,
                    1,
                ),
                else_=0,
            ),
        )
    )
)
_close = Statement(
    lambda: (
        s.customer_order.update()
        .where(s.customer_order.c.number == bindparam("order"))
        .values(
            is_open=select(func.coalesce(func.max(s.order_line.c.is_open), 0))
            .where(s.order_line.c.number == bindparam("order"))
            .scalar_subquery()
        )
    )
)


def order_taken(
    cursor: Cursor, position: int, hlc: int, store: str, register: str, person: str, body: Mapping[str, Any]
) -> None:
    """An order with its lines and its deposit. Its place in the queue is the clock reading of its operation."""
    number = body["number"]
    lines = [line for line in body["lines"] if line["take"] == "later"]
    _order.run(
        cursor, number=number, customer=body.get("customer", ""), taken_on=body["business_date"], taken_at=body["at"],
        store=store, register=register, person=person, mode=body["mode"], language=body["receipt"]["language"],
        total=sum(line["total"] for line in lines), is_open=1,
    )  # fmt: skip
    _line.run_many(
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
    _deposit.run_many(
        cursor,
        [
            {"order_number": number, "rate": rate, "amount": amount, "declared": declared}
            for rate, amount, declared in body["shares"]
        ],
    )


def allocated(cursor: Cursor, rows: Iterable[Sequence[Any]]) -> None:
    """Goods put aside: (order, line, sku, quantity)."""
    _allocate.run_many(cursor, [{"order": order, "order_line": line, "units": units} for order, line, _, units in rows])


def collected(cursor: Cursor, order: str, lines: Iterable[Mapping[str, Any]], shares: Iterable[Sequence[int]]) -> None:
    """Goods handed over, and the part of the deposit that was set against them."""
    _hand_over.run_many(
        cursor, [{"order": order, "order_line": line["line"], "units": line["quantity"]} for line in lines]
    )
    _deposit.run_many(
        cursor,
        [
            {"order_number": order, "rate": rate, "amount": -amount, "declared": -declared}
            for rate, amount, declared in shares
        ],
    )
    _close.run(cursor, order=order)
