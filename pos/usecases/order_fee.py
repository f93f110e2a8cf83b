"""The fee for what is given up of an order: by the shop's rule, from what the records say and who asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from pos.domain import errors, order_fees
from pos.domain.money import Money
from pos.usecases import order_documents as documents
from pos.usecases.availability import today_in
from pos.usecases.late_lines import late_lines

if TYPE_CHECKING:
    from pos.domain.backorder import Order, OrderLine
    from pos.domain.people import Person
    from pos.domain.shop import Shop
    from pos.usecases.ports import Records


def fee_for(
    records: Records, shop: Shop, found: Order, units: Mapping[int, int], *, now: datetime, person: Person,
    no_fee: str = "", reason: str = "", instead: int = 0, offered: bool = False,
) -> order_fees.Fee:  # fmt: skip
    """The fee for units given up (line -> units) of an order. `no_fee` is why somebody waives it, `reason` one of
    CANCEL_REASONS (empty: something else is taken instead, or fewer), `instead` the price of what comes in the same
    step and is not in `found`, `offered` whether the shop itself offered that, which is free where it is late.

    Raises NotAllowed where the fee is waived without the right to it, or where a reason would free from it that only
    somebody with that right may say (the records do not say the same); BadText for a waiver without a reason.
    """
    waives = person.may("waive_fee")
    if no_fee:
        documents.check_right(person, "waive_fee", "Waiving the fee")
        documents.reason_words(no_fee)
    today = today_in(shop, now)
    late = late_lines(records, found, today)
    lines = [line for line in found.lines if units.get(line.line)]
    cannot = {line.line for line in lines if _cannot_come(records, line)}
    excused: order_fees.FeeWhy | None = None
    if no_fee:
        excused = "waived"
    elif reason in order_fees.FREE_REASONS and waives:
        excused = "shop_cancels"
    elif reason in ("", "mistake") and _own_slip(records, shop, found, now, person):
        excused = "grace"
    elif offered and all(one.line in cannot or one.line in late for one in lines):
        excused = "offered"
    fee = order_fees.fee_of(
        shop.waiting, found.lines, units, records.deposit_shares(found.number), late=late,
        excused=excused, cannot=cannot, instead=instead,
    )  # fmt: skip
    if fee.amount and reason in order_fees.FREE_REASONS:
        money = Money(fee.amount, shop.currency)
        raise errors.NotAllowed(
            f"This reason frees from the fee of {money} {shop.currency}, and nothing in the records says the same. "
            "Nothing was changed. Ask a manager to do it, or choose the customer's own reason.",
            reason=reason,
            fee=str(money),
        )
    return fee


def _cannot_come(records: Records, line: OrderLine) -> bool:
    product = records.product(line.sku)
    stopped = product is None or product.backorder == "stop"
    return order_fees.cannot_come(line, ended=stopped and not records.supplies_of([line.sku]).get(line.sku))


def _own_slip(records: Records, shop: Shop, found: Order, now: datetime, person: Person) -> bool:
    """Whether it is put right at once by who took it, on the same register."""
    if not order_fees.in_grace(found.taken_at, now):
        return False
    taken = next((step for step in records.steps(found.number) if step.kind == "taken"), None)
    return taken is not None and (taken.person, taken.register) == (person.id, shop.register)
