"""One operation in, its rows out: the only place where rows are made, for live changes and for replays alike.

What is done here depends on the operation and the rows made so far, on nothing else: no clock, no chance, no setting of
this device. That is what makes every row rebuildable from the log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pos.store import apply_catalog, apply_orders
from pos.store import schema as s
from pos.store.statements import Cursor, Statement, adding_to, bindparam, inserting, putting

Unseal = Callable[[str, str], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Applied:
    """An operation as the rows need it. `unseal(customer, sealed)` opens personal words, empty when they were erased."""

    position: int
    store: str
    register: str
    hlc: int
    person: str
    body: Mapping[str, Any]
    unseal: Unseal


_setting = putting(s.setting)
_numbering = putting(s.numbering)
_store = putting(s.store)
_person = putting(s.person)
_customer = putting(s.customer)
_print = adding_to(s.receipt_print, "times")
_sale = inserting(s.sale)
_sale_line = inserting(s.sale_line)
_tender = inserting(s.tender)
_posting = inserting(s.posting, "op", "account", "amount", "order_number", "rate")
_move = inserting(s.stock_move, "sku", "store", "quantity", "kind", "document", "at")
_level = adding_to(s.stock_level, "on_hand", "allocated", "owed", latest=("as_of",))
_erase = Statement(
    s.customer.update()
    .where(s.customer.c.customer == bindparam("who"))
    .values(name="", phone="", email="", address="", digits="", consent=0)
)


def apply(cursor: Cursor, kind: str, op: Applied) -> None:
    """Make the rows of one operation. An unknown kind (from a newer version) makes none, and is kept for later."""
    make = _KINDS.get(kind)
    if make is not None:
        make(cursor, op)


def running_number(number: str) -> tuple[str, int]:
    """The epoch letter and the running number at the end of a receipt number: ("A", 42) of "S01-R1-A000042"."""
    tail = number.rsplit("-", 1)[1]
    letter = tail.rstrip("0123456789")
    return letter, int(tail[len(letter) :])


def _epoch_opened(cursor: Cursor, op: Applied) -> None:
    _numbering.run(cursor, letter=op.body["enrolment"]["letter"], last=0)


def _shop_set(cursor: Cursor, op: Applied) -> None:
    shop = op.body["shop"]
    _setting.run(cursor, key="shop", value=json.dumps(shop, sort_keys=True, ensure_ascii=False))
    _store.run_many(cursor, [{"store": store, "name": name} for store, name in shop["stores"].items()])


def _person_put(cursor: Cursor, op: Applied) -> None:
    body = op.body
    _person.run(
        cursor, person=body["person"], name=body["name"], role=body["role"], pin=body["pin"], active=body["active"]
    )


def _customer_put(cursor: Cursor, op: Applied) -> None:
    body = op.body
    words = op.unseal(body["customer"], body["sealed"])
    _customer.run(
        cursor,
        customer=body["customer"],
        name=words.get("name", ""),
        phone=words.get("phone", ""),
        email=words.get("email", ""),
        address=words.get("address", ""),
        digits="".join(ch for ch in words.get("phone", "") if ch.isdigit()),
        consent=int(body["consent"]) if words else 0,
        language=body["language"],
        tell_by=body["tell_by"],
        **{"class": body["class"]},
    )


def _customer_erased(cursor: Cursor, op: Applied) -> None:
    _erase.run(cursor, who=op.body["customer"])


def _sale_made(cursor: Cursor, op: Applied) -> None:
    body = op.body
    number, at, lines = body["number"], body["at"], body["lines"]
    letter, last = running_number(number)
    _numbering.run(cursor, letter=letter, last=last)
    kept_sale(cursor, op, "backorder" if "shares" in body else "sale")
    _sale_line.run_many(
        cursor,
        [
            {
                "number": number, "line": line["line"], "take": line["take"], "sku": line["sku"], "name": line["name"],
                "quantity": line["quantity"], "unit_price": line["unit_price"], "total": line["total"],
                "tax": line["tax"], "tax_rate": line["tax_rate"],
            }
            for line in lines
        ],
    )  # fmt: skip
    here = op.store
    moved = [line for line in lines if line["take"] == "now"]
    if moved:
        _move.run_many(
            cursor,
            [
                {
                    "sku": line["sku"],
                    "store": here,
                    "quantity": -line["quantity"],
                    "kind": "sale",
                    "document": number,
                    "at": at,
                }
                for line in moved
            ],
        )
    _level.run_many(
        cursor,
        [
            {
                "sku": line["sku"], "store": here, "allocated": 0, "as_of": at,
                "on_hand": -line["quantity"] if line["take"] == "now" else 0,
                "owed": line["quantity"] if line["take"] == "later" else 0,
            }
            for line in lines
        ],
    )  # fmt: skip
    if "shares" in body:
        apply_orders.order_taken(cursor, op.position, op.hlc, here, op.register, op.person, body)


def kept_sale(cursor: Cursor, op: Applied, kind: str) -> None:
    """The rows that every document with a number and money has: its head, tenders and double entry."""
    body = op.body
    number = body["number"]
    _sale.run(
        cursor, number=number, op=op.position, kind=kind, at=body["at"], business_date=body["business_date"],
        person=op.person, customer=body.get("customer", ""), total=body["total"], tax=body["tax"],
        due_now=body["due_now"], order_deposit=body["order_deposit"], balance_due=body["balance_due"],
        change_due=body["change_due"], request=body.get("request"), order_number=body.get("order", ""),
    )  # fmt: skip
    _tender.run_many(
        cursor,
        [
            {"number": number, "line": line, "kind": tender["kind"], "amount": tender["amount"], "reference": tender.get("reference", "")}
            for line, tender in enumerate(body["tenders"], start=1)
        ],
    )  # fmt: skip
    _posting.run_many(
        cursor,
        [
            {"op": op.position, "account": account, "amount": amount, "order_number": order, "rate": rate}
            for account, amount, order, rate in body["postings"]
        ],
    )


def _stock_moved(cursor: Cursor, op: Applied) -> None:
    """Counts and corrections: the difference, never a figure, so that two counts add up in any order."""
    rows = [
        {
            "sku": sku,
            "store": store,
            "quantity": quantity,
            "kind": op.body["kind"],
            "document": op.body["document"],
            "at": at,
        }
        for sku, store, quantity, at, _ in op.body["moves"]
    ]
    _move.run_many(cursor, [row for row in rows if row["quantity"]])
    _level.run_many(
        cursor,
        [
            {
                "sku": row["sku"],
                "store": row["store"],
                "on_hand": row["quantity"],
                "allocated": 0,
                "owed": 0,
                "as_of": row["at"],
            }
            for row in rows
        ],
    )
    apply_catalog.safety_stock(
        cursor, [(sku, store, safety) for sku, store, _, _, safety in op.body["moves"] if safety is not None]
    )


def _goods_received(cursor: Cursor, op: Applied) -> None:
    body = op.body
    lines = body["lines"]
    _move.run_many(
        cursor,
        [
            {
                "sku": line["sku"],
                "store": op.store,
                "quantity": line["quantity"],
                "kind": "received",
                "document": body["document"],
                "at": body["at"],
            }
            for line in lines
        ],
    )
    allocated: dict[str, int] = {}
    for _, _, sku, quantity in body["allocations"]:
        allocated[sku] = allocated.get(sku, 0) + quantity
    _level.run_many(
        cursor,
        [
            {"sku": line["sku"], "store": op.store, "on_hand": line["quantity"], "allocated": 0, "owed": 0, "as_of": body["at"]}
            for line in lines
        ]
        + [
            {"sku": sku, "store": op.store, "on_hand": 0, "allocated": quantity, "owed": -quantity, "as_of": body["at"]}
            for sku, quantity in allocated.items()
        ],
    )  # fmt: skip
    apply_catalog.purchase_lines_received(cursor, body["purchase_lines"])
    apply_catalog.deliveries(cursor, body["deliveries"])
    apply_orders.allocated(cursor, body["allocations"])


def _order_collected(cursor: Cursor, op: Applied) -> None:
    body = op.body
    letter, last = running_number(body["number"])
    _numbering.run(cursor, letter=letter, last=last)
    kept_sale(cursor, op, "collection")
    _sale_line.run_many(
        cursor,
        [
            {
                "number": body["number"], "line": line["line"], "take": "collected", "sku": line["sku"],
                "name": line["name"], "quantity": line["quantity"], "unit_price": line["unit_price"],
                "total": line["total"], "tax": line["tax"], "tax_rate": line["tax_rate"],
            }
            for line in body["lines"]
        ],
    )  # fmt: skip
    _move.run_many(
        cursor,
        [
            {
                "sku": line["sku"],
                "store": op.store,
                "quantity": -line["quantity"],
                "kind": "collected",
                "document": body["number"],
                "at": body["at"],
            }
            for line in body["lines"]
        ],
    )
    _level.run_many(
        cursor,
        [
            {
                "sku": line["sku"],
                "store": op.store,
                "on_hand": -line["quantity"],
                "allocated": -line["quantity"],
                "owed": 0,
                "as_of": body["at"],
            }
            for line in body["lines"]
        ],
    )
    apply_orders.collected(cursor, body["order"], body["lines"], body["shares"])


def _receipt_printed(cursor: Cursor, op: Applied) -> None:
    _print.run(cursor, number=op.body["number"], form=op.body["form"], times=1)


_KINDS: dict[str, Callable[[Cursor, Applied], None]] = {
    "epoch_opened": _epoch_opened,
    "shop_set": _shop_set,
    "person_put": _person_put,
    "customer_put": _customer_put,
    "customer_erased": _customer_erased,
    "sale_made": _sale_made,
    "stock_moved": _stock_moved,
    "goods_received": _goods_received,
    "order_collected": _order_collected,
    "receipt_printed": _receipt_printed,
    "products_put": lambda cursor, op: apply_catalog.products(cursor, op.body["products"]),
    "suppliers_put": lambda cursor, op: apply_catalog.suppliers(cursor, op.body["suppliers"]),
    "purchase_lines_put": lambda cursor, op: apply_catalog.purchase_lines(cursor, op.body["lines"]),
    "deliveries_put": lambda cursor, op: apply_catalog.deliveries(cursor, op.body["deliveries"]),
    "past_sales_put": lambda cursor, op: apply_catalog.past_sales(cursor, op.body["sales"]),
}
