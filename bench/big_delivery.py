"""A delivery of thousands of products against twice as many lines that wait: the sharing alone, and the whole booking.

`python -m bench.big_delivery [PRODUCTS]` makes the shop in a temporary folder and prints what it measured.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar

from bench import shops
from bench.goods import product_at
from pos.domain.allocation import Shared, Waiting, share_by
from pos.domain.incoming import IncomingCustomer, IncomingPurchaseLine, IncomingSupplier
from pos.domain.waiting_rules import Sharing
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival, Received

NUMBER = "PO-BIG"
LINES_OF_AN_ORDER = 40
ORDERED, WANTED, CAME = 5, 2, 3
"""Units of each product on order, for each of the two who wait for it, and in the delivery: the second gets a part."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the processor for one delivery: the sharing alone, the dry run, the booking; and what was booked."""

    products: int
    sharing: float
    dry_run: float
    booking: float
    done: Received


def make(folder: Path, products: int) -> Register:
    """A shop with so many products on one purchase order, and two lines that wait for each."""
    register = Register.create(folder, shops.bench_shop())
    skus = [product_at(place).sku for place in range(products)]
    today = date.today()  # noqa: DTZ011 - any day will do, as long as it is the shop's today
    register.import_rows("suppliers", [IncomingSupplier(2, "SUP00", "Supplier", lead_time_days=10)])
    register.import_rows("products", [product_at(place) for place in range(products)])
    register.import_rows(
        "purchase-orders",
        [
            IncomingPurchaseLine(
                row, NUMBER, "SUP00", sku, ORDERED, today - timedelta(days=20), today + timedelta(days=3),
                confirmed=True,
            )
            for row, sku in enumerate(skus, start=2)
        ],
    )  # fmt: skip
    register.import_rows("customers", [IncomingCustomer(2, "Customer 1", phone="+49 30 9018 001", consent=True)])
    customer = CustomerWish(id=register.find_customers("Customer", 1)[0].id)
    for _ in range(2):
        for start in range(0, products, LINES_OF_AN_ORDER):
            lines = tuple(LineWish(sku, WANTED, "backorder") for sku in skus[start : start + LINES_OF_AN_ORDER])
            register.sell(Checkout(lines, (TenderWish("cash", None),), customer))
    return register


def queues(products: int, lines: int = 2) -> list[list[Waiting]]:
    """As many queues as products, each of so many lines."""
    told = date(2026, 12, 1)
    return [
        [
            Waiting((0, f"{nth:04}", "R1", place % 50), f"O-{place % 997}-{nth}", 1, WANTED, told=told, weight=WANTED)
            for nth in range(lines)
        ]
        for place in range(products)
    ]


def share_all(waiting: Sequence[Sequence[Waiting]], rule: Sharing = "first_come", free: int = CAME) -> list[Shared]:
    """The sharing alone: every product's free units over its own queue."""
    return [share_by(rule, free, queue) for queue in waiting]


def timed(work: Callable[[], _T], times: int = 1) -> tuple[float, _T]:
    """The least seconds of the processor that some runs took, and the last answer; waits for other programs, and for
    the disk, do not count."""
    least = float("inf")
    for _ in range(times):
        begun = time.process_time()
        answer = work()
        least = min(least, time.process_time() - begun)
    return least, answer


def measure(register: Register, products: int) -> Measured:
    """Share and book the delivery."""
    arrivals = [Arrival(product_at(place).sku, CAME, NUMBER) for place in range(products)]
    with register.ledger.reading() as records:
        waiting = list(records.queues([arrival.code for arrival in arrivals]).values())
    sharing, _ = timed(lambda: share_all(waiting), 3)
    dry_run, said = timed(lambda: register.receive(arrivals, dry_run=True))
    booking, done = timed(lambda: register.receive(arrivals))
    assert (said.gets, said.to_shelf) == (done.gets, done.to_shelf)
    return Measured(products, sharing, dry_run, booking, done)


def main() -> None:
    """Measure and say."""
    products = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shops.keep_to(folder)
        making, register = timed(lambda: make(folder / "shop", products))
        try:
            found = measure(register, products)
        finally:
            register.close()
    lines = sum(1 for _ in found.done.gets)
    sys.stdout.write(
        f"{products:,} products, {2 * products:,} waiting lines (made in {making:.1f} s)\n"
        f"  sharing alone      {found.sharing * 1000:9.1f} ms\n"
        f"  dry run            {found.dry_run * 1000:9.1f} ms\n"
        f"  booking, {lines:,} lines served {found.booking * 1000:9.1f} ms\n"
    )


if __name__ == "__main__":
    main()
