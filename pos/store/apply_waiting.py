"""Rows of the waiting list, made from their operations: orders changed and ended, bags, messages, tasks, wishes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pos.store import apply_orders, sql
from pos.store.apply_documents import kept_sale, line_row
from pos.store.statements import Cursor

if TYPE_CHECKING:
    from pos.store.applied import Applied

_Row = Mapping[str, Any]


# --- the order's life ------------------------------------------------------------------------------------------------
def order_changed(cursor: Cursor, op: Applied) -> None:
    """New terms of lines (`set`), of the whole order (`head`), units given up (`cancel`), won back (`reinstate`) and
    added (`add`), lines at another price (`reprice`: line, unit price, total, tax, how much less), with what moves in
    its deposit. Each part may be missing."""
    body = op.body
    order = body["order"]
    sql.SET_WISHES.run_many(
        cursor,
        [
            {
                "order": order, "order_line": row["line"], "new_route": row["route"], "new_route_to": row["route_to"],
                "new_wanted_on": row["wanted_on"], "new_not_after": row["not_after"],
                "new_queue_key": row["queue_key"] or end_of_queue(op, row["line"]),
            }
            for row in body.get("set", ())
        ],
    )  # fmt: skip
    added: Sequence[_Row] = body.get("add", ())
    repriced: Sequence[Sequence[int]] = body.get("reprice", ())
    sql.REPRICE.run_many(
        cursor,
        [
            {"order": order, "order_line": line, "new_price": price, "new_total": total, "new_tax": tax}
            for line, price, total, tax, _ in repriced
        ],
    )
    if head := body.get("head"):
        # Lines are never added or repriced without the head.
        more = sum(line["total"] for line in added) - sum(less for *_, less in repriced)
        sql.SET_HEAD.run(
            cursor, order=order, new_customer=head["customer"], new_language=head["language"],
            new_ship_complete=int(head["ship_complete"]), new_tax_mode=head["tax_mode"], more=more,
        )  # fmt: skip
    given_up(cursor, op, order, body.get("cancel", ()))
    reinstated(cursor, op, order, body.get("reinstate", ()))
    if added:
        apply_orders.lines_added(
            cursor, order, added, at=body["at"], hlc=op.hlc, register=op.register, person=op.person, why=body["step"]
        )
        levels(cursor, op, [(line["sku"], 0, line["quantity"]) for line in added])
    if aside := body.get("allocations"):
        put_aside(cursor, op, aside)
    apply_orders.deposit_moved(cursor, order, body.get("shares", ()))
    apply_orders.tenders_of_deposit(cursor, order, body.get("deposit_tenders", ()))
    sql.INSERT_POSTINGS.run(
        cursor,
        [(op.position, account, amount, of, rate) for account, amount, of, rate in body.get("postings", ())],
    )
    sql.CLOSE_ORDER.run(cursor, order=order)


def order_cancelled(cursor: Cursor, op: Applied) -> None:
    """Units given up against a document: what the deposit gives back, and the fee that is kept."""
    body = op.body
    _document(cursor, op, "cancellation", sign=-1)
    given_up(cursor, op, body["order"], body["cancel"])
    sql.CLOSE_ORDER.run(cursor, order=body["order"])


def deposit_added(cursor: Cursor, op: Applied) -> None:
    _document(cursor, op, "deposit", sign=1)


def deposit_refunded(cursor: Cursor, op: Applied) -> None:
    _document(cursor, op, "deposit_refund", sign=-1)


def _document(cursor: Cursor, op: Applied, kind: str, *, sign: int) -> None:
    """A document about an order's deposit: its head, tenders and double entry, and the deposit's shares (positive
    figures in the operation, added or taken away by `sign`)."""
    body = op.body
    kept_sale(cursor, op, kind)
    sql.INSERT_SALE_LINES.run(cursor, [line_row(body["number"], line, line["take"]) for line in body.get("lines", ())])
    apply_orders.deposit_moved(cursor, body["order"], body["shares"], sign=sign)
    apply_orders.tenders_of_deposit(cursor, body["order"], body["deposit_tenders"])


def given_up(cursor: Cursor, op: Applied, order: str, rows: Iterable[Sequence[Any]]) -> None:
    """(line, units, those of them that were put aside, SKU)."""
    rows = list(rows)
    sql.CANCEL_UNITS.run_many(
        cursor,
        [
            {
                "order": order, "order_line": line, "units": units, "of_allocated": of_allocated,
                "day": op.body["business_date"],
            }
            for line, units, of_allocated, _ in rows
        ],
    )  # fmt: skip
    levels(cursor, op, [(sku, -of_allocated, of_allocated - units) for _, units, of_allocated, sku in rows])
    if any(of_allocated for _, _, of_allocated, _ in rows):
        sql.EMPTY_BAGS.run(cursor, order=order)


def reinstated(cursor: Cursor, op: Applied, order: str, rows: Iterable[Sequence[Any]]) -> None:
    """(line, units, SKU, place in the queue: empty for its end)."""
    rows = list(rows)
    if not rows:
        return
    sql.REINSTATE_UNITS.run_many(
        cursor,
        [
            {"order": order, "order_line": line, "units": units, "new_queue_key": key or end_of_queue(op, line)}
            for line, units, _, key in rows
        ],
    )
    levels(cursor, op, [(sku, 0, units) for _, units, sku, _ in rows])
    sql.REOPEN_ORDER.run(cursor, order=order)


def end_of_queue(op: Applied, line: int) -> str:
    """The place behind everybody who waits now: the clock reading of the operation, as for a new order."""
    return f"00:{op.hlc:020d}:{op.register}:{line:04d}"


def goods_moved(cursor: Cursor, op: Applied) -> None:
    """Goods put aside for other orders than before, outside a delivery: `released` first, then `allocated`."""
    body = op.body
    released = body.get("released", ())
    sql.RELEASE_UNITS.run_many(
        cursor, [{"order": order, "order_line": line, "units": units} for order, line, _, units in released]
    )
    levels(cursor, op, [(sku, -units, units) for _, _, sku, units in released])
    for order in dict.fromkeys(row[0] for row in released):
        sql.UNREADY_TOGETHER.run(cursor, order=order)
        sql.EMPTY_BAGS.run(cursor, order=order)
    if aside := body.get("allocated"):
        put_aside(cursor, op, aside)


def put_aside(cursor: Cursor, op: Applied, rows: Sequence[Sequence[Any]]) -> None:
    """(order, line, SKU, units) each."""
    levels(cursor, op, [(sku, units, -units) for _, _, sku, units in rows])
    apply_orders.allocated(cursor, rows, day=op.body["business_date"])


def levels(cursor: Cursor, op: Applied, rows: Iterable[tuple[str, int, int]]) -> None:
    """(SKU, put aside, owed): what changes of this store's levels."""
    at = op.body["at"]
    sql.ADD_TO_LEVELS.run(cursor, [(sku, op.store, 0, aside, owed, at) for sku, aside, owed in rows if aside or owed])


# --- the hold shelf --------------------------------------------------------------------------------------------------
def hold_places_put(cursor: Cursor, op: Applied) -> None:
    sql.PUT_PLACE.run_many(cursor, [dict(row) for row in op.body["places"]])


def goods_bagged(cursor: Cursor, op: Applied) -> None:
    sql.PUT_BAG.run_many(cursor, [dict(row) for row in op.body["bags"]])


# --- news and tasks --------------------------------------------------------------------------------------------------
def news_queued(cursor: Cursor, op: Applied) -> None:
    """Messages as they were written; one that exists stays as it is, so nobody hears of one thing twice."""
    at = op.instant
    for row in op.body["news"]:
        words = op.unseal(row["customer"], row["sealed"]) if row["sealed"] else {}
        sql.INSERT_NEWS.run(
            cursor, id=row["id"], event=row["event"], number=row["number"], line=row.get("line", 0),
            customer=row["customer"], channel=row["channel"], language=row["language"],
            words=json.dumps(words, sort_keys=True, ensure_ascii=False), queued_at=at,
            state=row.get("state", "queued"), settled_at="", tries=0, why=row.get("why", ""), cause=row["cause"],
            tells=json.dumps(row.get("tells", []), ensure_ascii=False, separators=(",", ":")),
        )  # fmt: skip


def news_settled(cursor: Cursor, op: Applied) -> None:
    """What became of messages. One that reached its customer is news of the order, or of the entry it is about; one
    with a `channel` of its own goes another way, or to another address, than it was written for."""
    at = op.instant
    for row in op.body["settled"]:
        sql.SETTLE_NEWS.run(
            cursor, news=row["id"], new_state=row["state"], heard=at, new_why=row["why"],
            more_tries=row.get("tries", 1),
        )  # fmt: skip
        if row.get("channel"):
            words = op.unseal(row["customer"], row["sealed"])
            sql.READDRESS_NEWS.run(
                cursor, news=row["id"], new_channel=row["channel"],
                new_words=json.dumps(words, sort_keys=True, ensure_ascii=False),
            )  # fmt: skip
        known = sql.NEWS_ROW.first(cursor, news=row["id"])
        if known is None or row["state"] not in ("sent", "called"):
            continue
        number, cause = known[0], known[4]
        if number:
            sql.NEWS_OF_ORDER.run(cursor, order=number, heard=at)
        elif cause:
            sql.TELL_ME_HEARD.run(cursor, entry=cause, heard=at)
            if known[1] == "back_in_stock":
                sql.TELL_ME_TOLD.run(cursor, entry=cause, heard=at)


def tasks_opened(cursor: Cursor, op: Applied) -> None:
    """Things to do; one that exists stays as it is, so that one cause gives one task."""
    for row in op.body["tasks"]:
        sql.INSERT_TASK.run(
            cursor, id=row["id"], kind=row["kind"], number=row["number"], line=row["line"], sku=row.get("sku", ""),
            customer=row["customer"], why=row["why"], opened_at=op.instant, due_on=row["due_on"], state="open",
            closed_at="", closed_by="", outcome="", cause=row.get("cause", ""),
        )  # fmt: skip


def tasks_closed(cursor: Cursor, op: Applied) -> None:
    sql.CLOSE_TASK.run_many(
        cursor,
        [
            {"task": row["id"], "closing": op.instant, "who": op.person, "new_outcome": row["outcome"]}
            for row in op.body["tasks"]
        ],
    )


# --- wishes without money --------------------------------------------------------------------------------------------
def tell_me_put(cursor: Cursor, op: Applied) -> None:
    for nth, row in enumerate(op.body["entries"]):
        sql.PUT_TELL_ME.run(
            cursor, id=row["id"], customer=row["customer"], sku=row["sku"], quantity=row["quantity"],
            since=op.body["at"], store=op.store, person=op.person, state="waiting", held=0, held_until=None,
            told_at="", ended_at="", why="", queue_key=f"{op.hlc:020d}:{op.register}:{nth:04d}",
            wanted_by=row["wanted_by"], last_news_at=op.body["at"],
        )  # fmt: skip


def tell_me_moved(cursor: Cursor, op: Applied) -> None:
    """Entries as they are now; what they hold comes out of, or goes back to, what is free."""
    for row in op.body["entries"]:
        before = sql.TELL_ME_HELD.first(cursor, entry=row["id"])
        if before is None:
            continue
        sku, store, held = before
        sql.MOVE_TELL_ME.run(
            cursor, entry=row["id"], new_state=row["state"], new_held=row["held"], new_held_until=row["held_until"],
            new_told_at=row["told_at"], new_ended_at=row["ended_at"], new_why=row["why"],
            new_last_news_at=row["last_news_at"], new_quantity=row.get("quantity"),
        )  # fmt: skip
        if row["held"] != held:
            sql.ADD_TO_LEVELS.run(cursor, [(sku, store, 0, row["held"] - held, 0, op.body["at"])])


def demand_lost(cursor: Cursor, op: Applied) -> None:
    sql.INSERT_LOST_DEMAND.run(
        cursor,
        [
            (
                f"op-{op.position}/{nth}", op.body["at"], op.person, op.store, row["sku"], row["words"],
                row["quantity"], row["cause"], row["price"],
            )
            for nth, row in enumerate(op.body["wanted"], start=1)
        ],
    )  # fmt: skip


def credits_put(cursor: Cursor, op: Applied) -> None:
    """A credit without an instant is of this one: what the shop's rule gives while a message is written."""
    at = op.instant
    sql.PUT_CREDIT.run_many(
        cursor,
        [
            dict(row) if row["at"] else {**row, "at": at, "decided_at": at if row["decided_by"] else ""}
            for row in op.body["credits"]
        ],
    )
