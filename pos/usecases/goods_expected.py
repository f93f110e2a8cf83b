"""What goods that come in are counted against: the purchase order that was meant, and whether its goods are in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pos.domain import errors
from pos.usecases.availability import today_in
from pos.usecases.purchase_numbers import known_numbers

if TYPE_CHECKING:
    from pos.domain.catalog import Product
    from pos.usecases.ports import Records
    from pos.usecases.receiving import Arrival


def with_known_numbers(records: Records, arrivals: Sequence[Arrival]) -> list[Arrival]:
    """The arrivals with the numbers of purchase orders as these have them. Raises UnknownCode."""
    known = known_numbers(records, {one.purchase_order for one in arrivals if one.purchase_order.strip()})
    return [replace(one, purchase_order=known.get(one.purchase_order, "")) for one in arrivals]


def check_not_this_file(records: Records, marks: Iterable[str], again: str) -> None:
    """Raises WrongState where goods came in before by a file with one of these marks, and no reason says why they come
    in again."""
    if again.strip():
        return
    for before in filter(None, (records.goods_in_marked(mark) for mark in marks if mark)):
        document, at = before
        day = today_in(records.shop(), datetime.fromisoformat(at)).isoformat()
        raise errors.WrongState(
            f"What this file says was booked in on {day} as {document}. Nothing was booked. If as much came once more, "
            "say that it is to be booked again, and why.",
            document=document, state="booked",
        )  # fmt: skip


def check_not_in_already(
    records: Records, arrivals: Sequence[Arrival], skus: Sequence[str], products: Mapping[str, Product],
    open_lines: Mapping[tuple[str, str], Sequence[Mapping[str, Any]]],
) -> None:  # fmt: skip
    """`skus` are those of the arrivals, `open_lines` the lines that are open by (purchase order, SKU).

    Raises WrongState where less is open than when the count began: somebody booked goods in meanwhile, and they may be
    the same ones. Raises NothingOpen where all that was ordered of a product is in, and no reason says why more comes.
    """
    counted: dict[tuple[str, str], int] = {}
    settled = []
    for one, sku in zip(arrivals, skus, strict=True):
        key = (one.purchase_order, sku)
        if one.was_open is not None:
            counted[key] = counted.get(key, 0) + one.was_open
        if one.purchase_order and one.quantity and key not in open_lines and not one.over_why.strip():
            settled.append(key)
    for (number, sku), was in counted.items():
        now = sum(line["open"] for line in open_lines.get((number, sku), ()))
        if now < was:
            raise errors.WrongState(
                f"{was} of {products[sku].name} were open on {number} when this count began, and {now} are now. "
                "Nothing was booked. See whether these goods were booked already; if they were not, count against the "
                "purchase order as it is now.",
                number=number,
                sku=sku,
                was=was,
                now=now,
            )
    if not settled:
        return
    ordered = {(row["number"], row["sku"]) for row in records.kept_purchase_lines([key[0] for key in settled])}
    for number, sku in settled:
        if (number, sku) in ordered:
            raise errors.NothingOpen(
                f"All of {products[sku].name} on {number} came in before, or was cancelled. Nothing was booked. If "
                "these are other goods, give a reason why they are taken in.",
                number=number,
                sku=sku,
            )
