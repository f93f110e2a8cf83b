"""One operation in, its rows out: the only place where rows are made, for live changes and for replays alike.

What is done here depends on the operation and the rows made so far, on nothing else: no clock, no chance, no setting of
this device. That is what makes every row rebuildable from the log.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime

from pos.store import apply_catalog, apply_events, apply_orders, apply_waiting, sql
from pos.store.applied import Applied
from pos.store.apply_documents import kept_sale, line_row
from pos.store.statements import Cursor


def apply(cursor: Cursor, kind: str, op: Applied) -> None:
    """Make the rows of one operation. An unknown kind (from a newer version) makes none, and is kept for later."""
    make = _KINDS.get(kind)
    if make is not None:
        make(cursor, op)
        apply_events.note(cursor, kind, op, op.body.get("at") or _at(op))
        # Whatever changes supply or demand may carry when the lines that wait are reckoned with now.
        if promises := op.body.get("promises"):
            apply_orders.promised_now(cursor, promises)


def _shop_set(cursor: Cursor, op: Applied) -> None:
    shop = op.body["shop"]
    sql.PUT_SETTING.run(cursor, key="shop", value=json.dumps(shop, sort_keys=True, ensure_ascii=False))
    sql.PUT_STORE.run_many(cursor, [{"store": store, "name": name} for store, name in shop["stores"].items()])


def _person_put(cursor: Cursor, op: Applied) -> None:
    body = op.body
    sql.PUT_PERSON.run(
        cursor, person=body["person"], name=body["name"], role=body["role"], pin=body["pin"], active=body["active"]
    )


def _customer_put(cursor: Cursor, op: Applied) -> None:
    body = op.body
    words = op.unseal(body["customer"], body["sealed"])
    sql.PUT_CUSTOMER.run(
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
    sql.ERASE_CUSTOMER.run(cursor, who=op.body["customer"])
    sql.ERASE_NEWS.run(cursor, who=op.body["customer"])
    sql.ERASE_NOTES.run(cursor, who=op.body["customer"])


def _sale_made(cursor: Cursor, op: Applied) -> None:
    body = op.body
    number, at, lines, here = body["number"], body["at"], body["lines"], op.store
    kept_sale(cursor, op, "backorder" if "shares" in body else "sale")
    sql.INSERT_SALE_LINES.run(cursor, [line_row(number, line, line["take"]) for line in lines])
    now = [line for line in lines if line["take"] == "now"]
    sql.INSERT_MOVES.run(cursor, [(line["sku"], here, -line["quantity"], "sale", number, at) for line in now])
    sql.ADD_TO_LEVELS.run(
        cursor,
        [
            (line["sku"], here, -line["quantity"], 0, 0, at)
            if line["take"] == "now"
            else (line["sku"], here, 0, 0, line["quantity"], at)
            for line in lines
        ],
    )
    if "shares" in body:
        apply_orders.order_taken(cursor, op.position, op.hlc, here, op.register, op.person, body)
        if aside := body.get("allocations"):
            sql.ADD_TO_LEVELS.run(cursor, [(sku, here, 0, units, -units, at) for _, _, sku, units in aside])
            apply_orders.allocated(cursor, aside, day=body["business_date"])
    if overrides := body.get("overrides"):
        apply_orders.overridden(cursor, overrides, name=number, at=at, person=op.person)


def _stock_moved(cursor: Cursor, op: Applied) -> None:
    """Counts and corrections: the difference, never a figure, so that two counts add up in any order."""
    body = op.body
    moves = body["moves"]
    sql.INSERT_MOVES.run(
        cursor,
        [
            (sku, store, quantity, body["kind"], body["document"], at)
            for sku, store, quantity, at, _ in moves
            if quantity
        ],
    )
    sql.ADD_TO_LEVELS.run(cursor, [(sku, store, quantity, 0, 0, at) for sku, store, quantity, at, _ in moves])
    apply_catalog.safety_stock(
        cursor, [(sku, store, safety) for sku, store, _, _, safety in moves if safety is not None]
    )


def _goods_received(cursor: Cursor, op: Applied) -> None:
    body = op.body
    lines, at, here = body["lines"], body["at"], op.store
    sql.INSERT_MOVES.run(
        cursor, [(line["sku"], here, line["quantity"], "received", body["document"], at) for line in lines]
    )
    if damaged := body.get("damaged"):  # came and cannot be sold: two moves, and no unit more on hand
        moves = [
            (sku, here, sign * units, kind, body["document"], at)
            for sku, units, *_ in damaged
            for sign, kind in ((1, "received"), (-1, "damaged"))
        ]
        sql.INSERT_MOVES.run(cursor, moves)
    sql.ADD_TO_LEVELS.run(
        cursor,
        [(line["sku"], here, line["quantity"], 0, 0, at) for line in lines]
        + [(sku, here, 0, quantity, -quantity, at) for _, _, sku, quantity in body["allocations"]],
    )
    apply_catalog.purchase_lines_received(cursor, body["purchase_lines"])
    apply_catalog.deliveries(cursor, body["deliveries"])
    apply_catalog.learned(cursor, op.position)
    apply_orders.allocated(cursor, body["allocations"], day=body["business_date"])
    if mark := body.get("mark"):  # kept by its name: the moves are found by no document
        said = json.dumps([body["document"], at])
        sql.PUT_SETTING.run(cursor, key=f"goods_in:{mark}", value=said)


def _order_collected(cursor: Cursor, op: Applied) -> None:
    body = op.body
    number, lines, at, here = body["number"], body["lines"], body["at"], op.store
    kept_sale(cursor, op, "collection")
    sql.INSERT_SALE_LINES.run(cursor, [line_row(number, line, "collected") for line in lines])
    sql.INSERT_MOVES.run(cursor, [(line["sku"], here, -line["quantity"], "collected", number, at) for line in lines])
    sql.ADD_TO_LEVELS.run(cursor, [(line["sku"], here, -line["quantity"], -line["quantity"], 0, at) for line in lines])
    apply_orders.collected(cursor, body["order"], lines, body["shares"])
    apply_orders.tenders_of_deposit(cursor, body["order"], body.get("deposit_tenders", ()))


def _receipt_printed(cursor: Cursor, op: Applied) -> None:
    sql.COUNT_PRINT.run(cursor, number=op.body["number"], form=op.body["form"], times=1)


def _suppliers_put(cursor: Cursor, op: Applied) -> None:
    apply_catalog.suppliers(cursor, op.body["suppliers"])
    apply_catalog.learned(cursor, op.position)


def _purchase_lines_put(cursor: Cursor, op: Applied) -> None:
    body = op.body
    apply_catalog.purchase_lines(cursor, body["lines"], at=_at(op), person=op.person, why=body.get("why", ""))
    if body.get("days_only"):
        # Lateness counts against the first day given, so there is nothing to be learned from another one.
        apply_catalog.redated(cursor, op.position)
    else:
        apply_catalog.learned(cursor, op.position)


def _deliveries_put(cursor: Cursor, op: Applied) -> None:
    apply_catalog.deliveries(cursor, op.body["deliveries"])
    apply_catalog.learned(cursor, op.position)


def _customers_told(cursor: Cursor, op: Applied) -> None:
    apply_orders.told(cursor, op.body["told"], at=_at(op), person=op.person)


def _policy_overridden(cursor: Cursor, op: Applied) -> None:
    apply_orders.overridden(cursor, op.body["overrides"], name=f"op-{op.position}", at=_at(op), person=op.person)


_TUNED = ("half_life", "cautious", "month", "cuts", "longest_waits", "on")


def _record_reviewed(cursor: Cursor, op: Applied) -> None:
    body = op.body
    tuned = {name: body[name] for name in _TUNED if name in body}
    row = sql.TUNED.first(cursor)
    before = json.loads(row[0]) if row else {}
    sql.PUT_SETTING.run(cursor, key="tuned", value=json.dumps(tuned, sort_keys=True))
    if "on" not in body or {**before, "on": ""} != {**tuned, "on": ""}:
        # Else only the day of the look is new, and the counter need not learn anything anew.
        apply_catalog.learned(cursor, op.position)


def _at(op: Applied) -> str:
    """The instant of an operation that says none itself, from its clock reading: ISO, UTC, whole seconds."""
    return datetime.fromtimestamp((op.hlc >> 16) // 1000, UTC).isoformat()


_KINDS: dict[str, Callable[[Cursor, Applied], None]] = {
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
    "suppliers_put": _suppliers_put,
    "purchase_lines_put": _purchase_lines_put,
    "deliveries_put": _deliveries_put,
    "record_reviewed": _record_reviewed,
    "past_sales_put": lambda cursor, op: apply_catalog.past_sales(cursor, op.body["sales"]),
    "promises_reviewed": lambda cursor, op: None,
    "customers_told": _customers_told,
    "policy_overridden": _policy_overridden,
    "order_changed": apply_waiting.order_changed,
    "order_cancelled": apply_waiting.order_cancelled,
    "order_noted": lambda cursor, op: None,
    "deposit_added": apply_waiting.deposit_added,
    "deposit_refunded": apply_waiting.deposit_refunded,
    "goods_moved": apply_waiting.goods_moved,
    "hold_places_put": apply_waiting.hold_places_put,
    "goods_bagged": apply_waiting.goods_bagged,
    "news_queued": apply_waiting.news_queued,
    "news_settled": apply_waiting.news_settled,
    "tasks_opened": apply_waiting.tasks_opened,
    "tasks_closed": apply_waiting.tasks_closed,
    "tell_me_put": apply_waiting.tell_me_put,
    "tell_me_moved": apply_waiting.tell_me_moved,
    "demand_lost": apply_waiting.demand_lost,
    "credits_put": apply_waiting.credits_put,
}
