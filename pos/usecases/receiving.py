"""Goods in: who waits is served before the shelf, and the supplier's record grows by what came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from uuid import uuid4

from pos.domain import errors
from pos.domain.allocation import Allocation, share
from pos.domain.people import OWNER, Person
from pos.usecases.availability import resolve, today_in
from pos.usecases.ports import Clock, Records, Transactions
from pos.usecases.promises import view
from pos.usecases.reviewing import review

if TYPE_CHECKING:
    from pos.usecases.ports import Transaction
    from pos.usecases.promises import BrokenPromise


@dataclass(frozen=True, slots=True)
class Arrival:
    """`quantity` sellable units of a product that came in; `purchase_order` when it is known against which order."""

    code: str
    quantity: int
    purchase_order: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """What came in, who gets it, what goes to the shelf, and the promises that are broken all the same; `held` units
    wait for the rest of a line of an order that goes only whole."""

    document: str
    received: Mapping[str, int]
    allocations: tuple[tuple[str, Allocation], ...]
    to_shelf: Mapping[str, int]
    broken: tuple[BrokenPromise, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)


def receive(
    *,
    arrivals: Sequence[Arrival],
    transactions: Transactions,
    clock: Clock,
    person: Person = OWNER,
    dry_run: bool = False,
) -> Received:
    """Book goods in and put them aside for those who wait, first come first served; what does not fill the line of an
    order that goes only whole is held for it, and none of it goes to those behind.

    Raises UnknownCode, BadQuantity, NotAllowed. A dry run says who would get what and changes nothing.
    """
    if not person.may("receive"):
        raise errors.NotAllowed("Booking goods in needs a manager. Nothing was booked. Ask one to sign in.")
    if not arrivals:
        raise errors.BadQuantity("Nothing was counted. Nothing was booked. Scan what came in first.")
    with transactions.reading() if dry_run else transactions.writing() as tx:
        shop = tx.shop()
        now = clock.now()
        came = _by_sku(tx, arrivals)
        allocations: list[tuple[str, Allocation]] = []
        to_shelf, held = {}, {}
        for sku, quantity in came.items():
            free = tx.stock_here(sku).free
            shared = share(max(0, free + quantity), tx.queue(sku))
            allocations += [(sku, given) for given in shared.given]
            put_aside = sum(given.quantity for given in shared.given)
            # What lay here for nobody yet, such as units held before, goes to those who wait as well.
            from_here = min(max(0, free), put_aside + shared.held)
            to_shelf[sku] = max(0, quantity + from_here - put_aside - shared.held)
            if shared.held:
                held[sku] = shared.held
        lines, history = _against_orders(tx, arrivals, today_in(shop, now).isoformat())
        body = {
            "document": f"GR-{now:%Y%m%d-%H%M%S}-{uuid4().hex[:6]}",
            "at": now.isoformat(timespec="microseconds"),
            "business_date": today_in(shop, now).isoformat(),
            "lines": [{"sku": sku, "quantity": quantity} for sku, quantity in came.items()],
            "allocations": [[given.order, given.line, sku, given.quantity] for sku, given in allocations],
            "purchase_lines": lines,
            "deliveries": history,
        }
        broken: tuple[BrokenPromise, ...] = ()
        if not dry_run:
            writing = cast("Transaction", tx)
            today = today_in(shop, now)
            before = view(writing, came, today)
            cause = writing.append("goods_received", body, person=person.id)
            broken = review(writing, came, today=today, person=person, cause=cause, before=before)
    return Received(
        document=str(body["document"]),
        received=came,
        allocations=tuple(allocations),
        to_shelf=to_shelf,
        broken=broken,
        held=held,
    )


def arrivals_of(*, purchase_order: str, transactions: Transactions) -> tuple[Arrival, ...]:
    """Everything that is still open on a purchase order. Raises UnknownCode."""
    with transactions.reading() as records:
        lines = records.purchase_order(purchase_order)
    if not lines:
        raise errors.UnknownCode(
            f"Nothing is open on a purchase order {purchase_order[:40]}. Nothing was booked. Check its number.",
            number=purchase_order[:40],
        )
    return tuple(Arrival(line["sku"], line["open"], purchase_order) for line in lines)


def _by_sku(records: Records, arrivals: Sequence[Arrival]) -> dict[str, int]:
    came: dict[str, int] = {}
    for arrival in arrivals:
        if not 1 <= arrival.quantity <= 1_000_000:
            raise errors.BadQuantity(
                f"{arrival.quantity} of “{arrival.code}” cannot have come in. Nothing was booked. Count again.",
                code=arrival.code,
                quantity=arrival.quantity,
            )
        sku = resolve(records, records.shop(), arrival.code).product.sku
        came[sku] = came.get(sku, 0) + arrival.quantity
    return came


def _against_orders(
    records: Records, arrivals: Sequence[Arrival], today: str
) -> tuple[list[Any], list[dict[str, Any]]]:
    """Which purchase-order lines the arrivals fill, first line first, and what that adds to the supplier's record."""
    filled: list[Any] = []
    history: list[dict[str, Any]] = []
    left: dict[tuple[str, int], int] = {}
    for arrival in arrivals:
        if not arrival.purchase_order:
            continue
        sku = resolve(records, records.shop(), arrival.code).product.sku
        still = arrival.quantity
        for line in records.purchase_order(arrival.purchase_order):
            key = (line["number"], line["line"])
            takes = min(still, left.get(key, line["open"])) if line["sku"] == sku else 0
            if takes <= 0:
                continue
            left[key] = left.get(key, line["open"]) - takes
            still -= takes
            filled.append([*key, takes])
            history.append(
                {
                    "key": uuid4().hex, "supplier": line["supplier"], "ordered_on": line["ordered_on"],
                    # A supplier is held to the day that they gave first, and one order brought on one day is one
                    # delivery, however many lines it has.
                    "promised_on": line["first_expected_on"] or line["expected_on"], "delivered_on": today, "sku": sku,
                    "quantity": line["open"], "received": takes, "lane": "",
                    "shipment": line["shipment"] or line["number"],
                }
            )  # fmt: skip
    return filled, history
