"""What happened to orders, step by step, made from their operations: the one list behind every order's history.

A step that changes goods, money or terms makes the order's version grow, so that whoever acts on an older copy is told;
news and dates that move by themselves do not.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from pos.store import sql
from pos.store.statements import Cursor

if TYPE_CHECKING:
    from pos.store.applied import Applied

_Body = Mapping[str, Any]


class Step(NamedTuple):
    """One step of an order; `line` 0 is the whole of it."""

    number: str
    line: int
    kind: str
    details: Mapping[str, Any]
    reason: str = ""
    counts: bool = True


def note(cursor: Cursor, kind: str, op: Applied, at: str) -> None:
    """Keep the steps of one operation. To be called before what it says of dates is put into the rows."""
    body = op.body
    steps = _STEPS.get(kind)
    found = list(steps(body)) if steps is not None else []
    if kind == "order_noted" and body.get("sealed"):
        words = op.unseal(body["what"]["of"], body["sealed"])
        found = [step._replace(details={**step.details, **words}) for step in found]
    if found:
        sql.INSERT_EVENTS.run(
            cursor,
            [
                (
                    step.number, op.position, nth, step.line, at, op.person, op.register, step.kind, step.reason,
                    json.dumps(step.details, sort_keys=True, ensure_ascii=False) if step.details else "{}",
                )
                for nth, step in enumerate(found, start=1)
            ],
        )  # fmt: skip
        if kind != "sale_made":  # which makes the first version
            changed = dict.fromkeys(step.number for step in found if step.counts)
            sql.NEXT_VERSION.run_many(cursor, [{"order": number} for number in changed])
    if promises := body.get("promises"):
        sql.INSERT_DATE_MOVED.run_many(
            cursor,
            [
                {
                    "op": op.position, "nth": len(found) + nth, "at": at, "person": op.person, "register": op.register,
                    "order": order, "order_line": line, "latest": latest,
                }
                for nth, (order, line, _, latest) in enumerate(promises, start=1)
            ],
        )  # fmt: skip


def _taken(body: _Body) -> Iterator[Step]:
    if "shares" in body:
        yield Step(body["number"], 0, "taken", {"order_deposit": body["order_deposit"]})
        yield from _allocated(body)


def _allocated(body: _Body) -> Iterator[Step]:
    for order, line, sku, units in body.get("allocations", ()):
        yield Step(order, line, "allocated", {"sku": sku, "units": units, "document": body.get("document", "")})


def _received(body: _Body) -> Iterator[Step]:
    yield from _allocated(body)
    yield from _passed(body)


def _passed(body: _Body) -> Iterator[Step]:
    for order, line, sku, units, by, why in body.get("passed", ()):
        yield Step(order, line, "passed_over", {"sku": sku, "units": units, "by": by}, why, counts=False)


def _collected(body: _Body) -> Iterator[Step]:
    for line in body["lines"]:
        details = {"sku": line["sku"], "units": line["quantity"], "document": body["number"]}
        yield Step(body["order"], line["line"], body.get("step", "handed_over"), details, body.get("reason", ""))


def _told(body: _Body) -> Iterator[Step]:
    for row in body["told"]:
        details = {"latest_on": row["latest_on"], "why": row["why"]}
        yield Step(row["order"], row["line"], "told", details, counts=False)


def _changed(body: _Body) -> Iterator[Step]:
    yield Step(body["order"], body.get("line", 0), body["step"], body.get("what", {}), body.get("reason", ""))
    yield from _allocated(body)


def _cancelled(body: _Body) -> Iterator[Step]:
    for line, units, _, sku in body["cancel"]:
        yield Step(body["order"], line, "cancelled", {"sku": sku, "units": units}, body.get("reason", ""))
    back = -sum(tender["amount"] for tender in body["tenders"])
    details = {"amount": back, "fee": body["total"], "document": body["number"]}
    yield Step(body["order"], 0, "refunded", details, body.get("cause", ""))


def _deposit_added(body: _Body) -> Iterator[Step]:
    yield Step(body["order"], 0, "deposit_added", {"amount": body["order_deposit"], "document": body["number"]})


def _deposit_refunded(body: _Body) -> Iterator[Step]:
    details = {"amount": -body["order_deposit"], "document": body["number"]}
    yield Step(body["order"], 0, "deposit_refunded", details, body.get("reason", ""))


def _noted(body: _Body) -> Iterator[Step]:
    details, counts = body.get("what", {}), bool(body.get("counts"))  # goods on their way count since they say so
    yield Step(body["order"], body.get("line", 0), body["step"], details, body.get("reason", ""), counts)


def _goods_moved(body: _Body) -> Iterator[Step]:
    for kind in ("released", "allocated"):
        for order, line, sku, units in body.get(kind, ()):
            yield Step(order, line, kind, {"sku": sku, "units": units}, body.get("reason", ""))
    yield from _passed(body)


def _bagged(body: _Body) -> Iterator[Step]:
    for bag in body["bags"]:
        kind = "bagged" if bag["is_open"] else "unbagged"
        yield Step(bag["number"], 0, kind, {"place": bag["place"], "tag": bag["tag"]}, counts=False)


def _credits(body: _Body) -> Iterator[Step]:
    for row in body["credits"]:
        details = {"kind": row["kind"], "amount": row["amount"], "cause": row["cause"]}
        yield Step(row["number"], row["line"], f"credit_{row['state']}", details, row["why"], counts=False)


_STEPS: dict[str, Callable[[_Body], Iterator[Step]]] = {
    "sale_made": _taken,
    "goods_received": _received,
    "order_collected": _collected,
    "customers_told": _told,
    "order_changed": _changed,
    "order_cancelled": _cancelled,
    "order_noted": _noted,
    "deposit_added": _deposit_added,
    "deposit_refunded": _deposit_refunded,
    "goods_moved": _goods_moved,
    "goods_bagged": _bagged,
    "credits_put": _credits,
}
