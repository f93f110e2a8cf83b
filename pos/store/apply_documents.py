"""Rows of whatever has a receipt number and money, made from its operation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pos.store import oplog, sql
from pos.store.statements import Cursor

if TYPE_CHECKING:
    from pos.store.applied import Applied


def line_row(number: str, line: Mapping[str, Any], take: str) -> tuple[Any, ...]:
    """A line of a document that has money, as its table keeps it."""
    return (
        number, line["line"], take, line["sku"], line["name"], line["quantity"], line["unit_price"], line["total"],
        line["tax"], line["tax_rate"],
    )  # fmt: skip


def kept_sale(cursor: Cursor, op: Applied, kind: str) -> None:
    """The rows that every document with a number and money has: its head with its tenders, and double entry."""
    body = op.body
    sql.INSERT_SALE.run(
        cursor, number=body["number"], op=op.position, kind=kind, at=body["at"], business_date=body["business_date"],
        person=op.person, customer=body.get("customer", ""), total=body["total"], tax=body["tax"],
        due_now=body["due_now"], order_deposit=body["order_deposit"], balance_due=body["balance_due"],
        change_due=body["change_due"], tenders=oplog.listed(body["tenders"]),
        request=body.get("request"), order_number=body.get("order", ""),
    )  # fmt: skip
    sql.INSERT_POSTINGS.run(
        cursor, [(op.position, account, amount, order, rate) for account, amount, order, rate in body["postings"]]
    )
