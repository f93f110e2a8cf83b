"""Rows of customer orders and their deposits, made from their operations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pos.domain.money import largest_remainder
from pos.domain.queue_places import turn_clock
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
        total=sum(line["total"] for line in lines), is_open=1, ship_complete=int(body.get("ship_complete", 0)),
        version=1, tax_mode=body.get("tax_mode", ""), last_news_at=body["at"],
    )  # fmt: skip
    lines_added(cursor, number, lines, at=body["at"], hlc=hlc, register=register, person=person, why="taken")
    deposit_moved(cursor, number, body["shares"])
    tenders_of_deposit(cursor, number, parts_of_deposit(body))


def _place(line: Mapping[str, Any], hlc: int, register: str) -> str:
    clock = turn_clock(line["turn"], hlc) if "turn" in line else hlc
    return f"00:{clock:020d}:{register}:{line['line']:04d}"


def lines_added(
    cursor: Cursor, number: str, lines: Sequence[Mapping[str, Any]], *, at: str, hlc: int, register: str, person: str,
    why: str,
) -> None:  # fmt: skip
    """Lines of an order, with what was told of them. Their place in the queue is the clock reading `hlc`, unless they
    bring their own (a line that takes the place of another, a wish whose turn comes later)."""
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
                "queue_key": line.get("queue_key") or _place(line, hlc, register), "is_open": 1,
                "now_likely_on": line.get("likely_on"), "ready_on": None, "cancelled_on": None,
                "kind": line.get("kind", "backorder"), "route": line.get("route", "collect"),
                "route_to": line.get("route_to", ""), "wanted_on": line.get("wanted_on"),
                "not_after": line.get("not_after"), "told_units": line.get("told_units"),
            }
            for line in lines
        ],
    )  # fmt: skip
    sql.INSERT_TOLD.run_many(
        cursor,
        [
            {
                "number": number, "line": line["line"], "nth": 1, "at": at, "person": person,
                "likely_on": line.get("likely_on"), "latest_on": line.get("latest_on"), "words": line["words"],
                "why": why,
            }
            for line in lines
        ],
    )  # fmt: skip


def deposit_moved(cursor: Cursor, number: str, shares: Iterable[Sequence[int]], sign: int = 1) -> None:
    """What came to an order's deposit, or left it: (rate, amount, tax declared) each."""
    sql.ADD_TO_DEPOSIT.run_many(
        cursor,
        [
            {"order_number": number, "rate": rate, "amount": sign * amount, "declared": sign * declared}
            for rate, amount, declared in shares
        ],
    )


def parts_of_deposit(body: Mapping[str, Any]) -> list[list[Any]]:
    """By which tenders the deposit of a basket came: [kind, reference, amount, until].

    A basket is paid as one sum, so each tender carries its part of the deposit in proportion (largest remainder, the
    change taken off the cash); what a card was only asked for is listed with nothing paid.
    """
    net = [
        [tender["kind"], tender.get("reference", ""), tender["amount"]]
        for tender in body["tenders"]
        if tender["kind"] != "authorisation"
    ]
    change = body["change_due"]
    for tender in net:
        if tender[0] == "cash":
            tender[2], change = max(0, tender[2] - change), max(0, change - tender[2])
    split = largest_remainder(body["order_deposit"], [tender[2] for tender in net]) if body["order_deposit"] else []
    paid = [[kind, reference, part, None] for (kind, reference, _), part in zip(net, split, strict=False) if part]
    asked = [t for t in body["tenders"] if t["kind"] == "authorisation"]
    return paid + [[t["kind"], t.get("reference", ""), t["amount"], t.get("until")] for t in asked]


def tenders_of_deposit(cursor: Cursor, number: str, rows: Iterable[Sequence[Any]]) -> None:
    """By which tenders a deposit came (above zero) or went back (below): (kind, reference, amount, until)."""
    sql.ADD_TO_TENDER.run_many(
        cursor,
        [
            {"order_number": number, "kind": kind, "reference": reference, "amount": amount, "until": until}
            for kind, reference, amount, until in rows
        ],
    )  # fmt: skip


def promised_now(cursor: Cursor, rows: Iterable[Sequence[Any]]) -> None:
    """When lines are reckoned with today: (order, line, likely day, latest day). What was told stays as it is."""
    sql.SAY_TODAY.run_many(
        cursor,
        [
            {"order": order, "order_line": line, "likely": likely, "latest": latest}
            for order, line, likely, latest in rows
        ],
    )


def told(cursor: Cursor, rows: Iterable[Mapping[str, Any]], *, at: str, person: str) -> None:
    """What customers were told of lines of their orders, after what they were told before."""
    for row in rows:
        before = sql.TIMES_TOLD.first(cursor, order=row["order"], order_line=row["line"]) or (0,)
        sql.INSERT_TOLD.run(
            cursor, number=row["order"], line=row["line"], nth=before[0] + 1, at=at, person=person,
            likely_on=row["likely_on"], latest_on=row["latest_on"], words=row["words"], why=row["why"],
        )  # fmt: skip
        sql.NEWS_OF_ORDER.run(cursor, order=row["order"], heard=at)


def overridden(cursor: Cursor, rows: Iterable[Mapping[str, Any]], *, name: str, at: str, person: str) -> None:
    """Advice that somebody went against, with the reason; `name` begins the ids."""
    sql.INSERT_OVERRIDES.run(
        cursor,
        [
            (
                f"{name}/{nth}", at, person, row["sku"], row["quantity"], row["advised"], row["taken"], row["reason"],
                row.get("order_number", ""),
            )
            for nth, row in enumerate(rows, start=1)
        ],
    )  # fmt: skip


def allocated(cursor: Cursor, rows: Iterable[Sequence[Any]], *, day: str) -> None:
    """Goods put aside on a day: (order, line, sku, quantity). A line with nothing left to wait for is ready; in an
    order that goes whole, not before all of them are."""
    rows = list(rows)
    sql.ALLOCATE.run_many(
        cursor, [{"order": order, "order_line": line, "units": units, "day": day} for order, line, _, units in rows]
    )
    for order in dict.fromkeys(row[0] for row in rows):
        if (sql.GOES_WHOLE.first(cursor, order=order) or (0,))[0]:
            sql.READY_TOGETHER.run(cursor, order=order, day=day)


def collected(cursor: Cursor, order: str, lines: Iterable[Mapping[str, Any]], shares: Iterable[Sequence[int]]) -> None:
    """Goods handed over, and the part of the deposit that was set against them."""
    sql.HAND_OVER.run_many(
        cursor, [{"order": order, "order_line": line["line"], "units": line["quantity"]} for line in lines]
    )
    deposit_moved(cursor, order, shares, sign=-1)
    sql.CLOSE_ORDER.run(cursor, order=order)
    sql.EMPTY_BAGS.run(cursor, order=order)
