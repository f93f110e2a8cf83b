"""What broke a promise: read from the operation that did it, kept with the task to mend it, and said in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

SlipKind = Literal[
    "purchase_changed", "purchase_cancelled", "short_delivery", "count", "goods_moved", "order_changed",
    "supplier_changed", "supplier_late", "product_changed", "time", "other",
]  # fmt: skip
"""A purchase order's day or quantity changed; a line of it will not come; less came than was ordered; fewer were
counted than the records said; goods went to somebody else; another order changed; a supplier works differently; a
supplier was late with other goods, so that less is expected of their days; the product changed; a day went by;
anything else."""
_WORDS: Mapping[SlipKind, str] = {
    "purchase_changed": "Purchase order {of} changed",
    "purchase_cancelled": "Purchase order {of} will not come",
    "short_delivery": "Less came in than was ordered ({of})",
    "count": "Fewer were counted than the records said ({of})",
    "goods_moved": "Goods went to somebody else ({of})",
    "order_changed": "Order {of} changed",
    "supplier_changed": "Supplier {of} works differently",
    "supplier_late": "Supplier {of} was late with other goods",
    "product_changed": "Product {of} changed",
    "time": "Nothing came by its day",
    "other": "Something changed",
}
_BY_OP: Mapping[str, SlipKind] = {
    "goods_received": "short_delivery", "stock_moved": "count", "goods_moved": "goods_moved",
    "order_changed": "order_changed", "order_cancelled": "order_changed", "suppliers_put": "supplier_changed",
    "products_put": "product_changed", "deliveries_put": "supplier_changed",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Slip:
    """One thing that went wrong: what kind, what it happened to, and the operation that says so (empty for a day that
    only went by)."""

    kind: SlipKind
    of: str = ""
    op: str = ""

    @property
    def key(self) -> str:
        """As it is kept with a task, and as it is asked for."""
        return f"{self.kind}|{self.of}|{self.op}"

    @property
    def words(self) -> str:
        return _WORDS[self.kind].replace("{of}", self.of).replace(" ()", "").replace("  ", " ")


def slip_from(key: str) -> Slip:
    """A slip back from its key; what is unknown is something else."""
    kind, _, rest = key.partition("|")
    of, _, op = rest.rpartition("|")
    return Slip(cast("SlipKind", kind) if kind in get_args(SlipKind) else "other", of, op)


def slip_of(cause: str, operation: tuple[str, Mapping[str, Any]] | None) -> Slip:
    """What an operation of id `cause` is, as a slip; without one it is a day that went by."""
    if operation is None:
        return Slip("time" if cause in ("", "review") else "other", "", cause if cause != "review" else "")
    kind, body = operation
    if kind == "purchase_lines_put":
        rows = body["lines"]
        gone = all(row.get("cancelled") and row["quantity"] - row["received"] - row["cancelled"] <= 0 for row in rows)
        return Slip("purchase_cancelled" if gone else "purchase_changed", rows[0]["number"] if rows else "", cause)
    if kind == "goods_moved" and str(body.get("reason", "")).startswith(COUNTED):
        return Slip("count", str(body["reason"]).removeprefix(COUNTED).strip(" :"), cause)
    return Slip(_BY_OP.get(kind, "other"), str(_of(kind, body)), cause)


COUNTED = "counted short"
"""How a reason begins where goods put aside are not there."""


def _of(kind: str, body: Mapping[str, Any]) -> str:
    if kind == "suppliers_put":
        return str(body["suppliers"][0]["supplier"]) if body["suppliers"] else ""
    if kind == "products_put":
        return str(body["products"][0]["sku"]) if body["products"] else ""
    if kind == "goods_moved":
        return str(body.get("reason", ""))[:60].replace("|", "/")
    return str(body.get("document") or body.get("order") or "")
