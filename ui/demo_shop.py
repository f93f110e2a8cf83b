"""The shop to try: made from the files in resources/demo with their dates moved to today, and a short day in it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from pos.domain.calendar import OpeningDays
from pos.domain.incoming import IncomingStock
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule
from pos.domain.receipt import Receipt
from pos.domain.shop import Shop
from pos.files.reading import read
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.settings import plain_shop
from resources import path

_FILES = ("products", "suppliers", "customers", "stock", "purchase-orders", "deliveries", "sales")
_OPENED_BEFORE = timedelta(days=90)


class TravelClock:
    """A clock that may be set back, so that people can have been waiting since last week, and then runs by itself."""

    def __init__(self, now: datetime | None = None) -> None:
        self._start = now
        self.ago = timedelta(0)

    def now(self) -> datetime:
        return (self._start or datetime.now(UTC)) - self.ago


def make_demo(folder: Path, *, now: datetime | None = None) -> Register:
    """Make the demo shop in an empty folder. Raises ShopExists, DiskFull."""
    plan = tomllib.loads(path("demo", "shop.toml").read_text(encoding="utf-8"))
    clock = TravelClock(now)
    today = clock.now()
    moved_days = timedelta(days=(today.date() - plan["base_on"]).days)
    moved = today - plan["base_at"]
    clock.ago = _OPENED_BEFORE
    register = Register.create(folder, _shop(plan), clock=clock)
    for kind in _FILES:
        rows = _moved(read(path("demo", f"{kind}.csv"), kind), moved_days, moved)  # type: ignore[arg-type]
        register.import_rows(kind, rows)
    for waiting in _rows("waiting.csv"):
        clock.ago = timedelta(days=int(waiting["taken_days_ago"]))
        _let_wait(register, waiting)
    clock.ago = timedelta(0)
    register.jobs.shown_on_screen()
    return register


def _shop(plan: dict[str, Any]) -> Shop:
    words = plan["shop"]
    shop = plain_shop(
        store=words["store"], name=words["name"], register=words["register"], currency=words["currency"],
        country=words["country"], timezone=words["timezone"], language=words["language"],
        tax_rate=words["standard_tax_rate"],
    )  # fmt: skip
    return replace(
        shop,
        # Three of its suppliers are often late, as real ones are; the shop orders from them all the same.
        policy=replace(shop.policy, supplier_kept_percent=words["supplier_kept_percent"]),
        address=tuple(words["address"]),
        tax_id=words["tax_id"],
        footer=tuple(words["footer"]),
        opening_days=OpeningDays(frozenset(words["open_weekdays"])),
        handling_days=words["handling_days"],
        longest_wait_days=words["longest_wait_days"],
        keep_days=words["keep_days"],
        deposit=DepositRule("deposit", words["order_deposit_percent"], 0, shop.deposit.tax_mode),
        stores=plan["stores"],
    )


def _moved(rows: Iterable[Any], days: timedelta, moved: timedelta) -> Iterator[Any]:
    """The rows with their days moved by whole days; other stores' stock was seen as long ago as the files say."""
    for row in rows:
        changes: dict[str, Any] = {}
        for field in fields(row):
            value = getattr(row, field.name)
            if isinstance(value, datetime):
                changes[field.name] = value + (moved if isinstance(row, IncomingStock) else days)
            elif isinstance(value, date):
                changes[field.name] = value + days
        yield replace(row, **changes) if changes else row


def _rows(name: str) -> list[dict[str, str]]:
    with path("demo", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _let_wait(register: Register, waiting: dict[str, str]) -> None:
    """Take an order as it was taken on its day, its deposit paid by card."""
    customer = register.find_customers(waiting["customer"], 1)[0]
    seen = register.look_up(waiting["sku"], 1)
    price = seen.product.price or Money(0, register.shop().currency)
    quantity = int(waiting["quantity"])
    deposit = price.times(quantity * int(waiting["order_deposit_percent"]), 100 * seen.product.priced_per)
    register.sell(
        Checkout(
            (LineWish(waiting["sku"], quantity, later=quantity),), (TenderWish("card", None, "demo"),),
            CustomerWish(id=customer.id), deposit,
        )
    )  # fmt: skip


def short_day(register: Register) -> list[Receipt]:
    """A sale, a mixed basket with a backorder and its deposit, a delivery, a collection; answers with the receipts."""
    cash = (TenderWish("cash", None),)
    receipts = [register.sell(Checkout(_free(register, 2, "BLB-0002", "KIT-0001"), cash)).receipt]
    customer = register.find_customers("Amara", 1)[0]
    mixed = (*_free(register, 1, "KIT-0002"), LineWish("LMP-0001", 2, later=2))
    receipts.append(register.sell(Checkout(mixed, cash, CustomerWish(id=customer.id))).receipt)
    due = _next_delivery(register)
    if due is not None:
        register.receive(register.arrivals_of(due))
    ready = next((order for order in register.orders() if order.state in ("ready", "part_ready")), None)
    if ready is not None:
        receipts.append(register.collect(ready.number, cash).receipt)
    return receipts


def _free(register: Register, quantity: int, *skus: str) -> tuple[LineWish, ...]:
    """Lines of what is free to sell, as many of each as there are, at most `quantity`."""
    lines = []
    for sku in skus:
        available = min(quantity, register.look_up(sku).here.available)
        if available:
            lines.append(LineWish(sku, available))
    return tuple(lines) or (LineWish("BLB-0002", 1, anyway="The day's play goes on."),)


def _next_delivery(register: Register) -> str | None:
    """A purchase order for which somebody waits, the earliest due first; None when all have come in."""
    waited_for = {line.sku for order in register.orders() for line in order.lines if line.waiting > 0}
    supplies = [
        supply for sku in sorted(waited_for) for supply in register.supplies(sku) if supply.expected_on is not None
    ]
    supplies.sort(key=lambda supply: (supply.expected_on or date.max, supply.id))
    return supplies[0].id if supplies else None
