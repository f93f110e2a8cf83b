"""A shop with a played day in its records, made once and copied for each test that spoils it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos.register import Register
from pos.store.transactions import Ledger
from pos.usecases.checkout import LineWish
from tests.builders import ADA, BEN, BULB, LAMP, SHADE, FixedClock, sample_register
from tests.store.books import bare_ledger
from tests.usecases.desk import CARD, CASHIER, order_later, sell
from ui.samples import put_supply


def play_day(register: Register) -> None:
    """A sale, a sale on account of a named person, two orders, a supplier who moves a day, a delivery, a collection, a
    duplicate."""
    from datetime import date

    first = sell(register, LineWish(BULB, 3), LineWish(SHADE, 1))
    sell(register, LineWish(BULB, 1), tenders=(CARD,), person=CASHIER)
    order = order_later(register, LAMP, 2, ADA)
    order_later(register, LAMP, 3, BEN)
    put_supply(register, SHADE, 4, date(2026, 12, 1), number="PO-2000")
    put_supply(register, SHADE, 4, date(2026, 12, 8), number="PO-2000", confirmed=False)
    register.receive(register.arrivals_of("PO-1007"))
    register.collect(order.number, [CARD])
    register.jobs.shown_on_screen()
    register.reprint(first.number, form="text", queued=False)
    register.add_person("Bea", "cashier", "193846")


@pytest.fixture(scope="session")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a shop after its day; to be copied, never opened."""
    folder = tmp_path_factory.mktemp("day") / "shop"
    register = sample_register(folder)
    play_day(register)
    against = {"sku": LAMP, "quantity": 3, "advised": "waitlist", "taken": "backorder", "reason": "A regular."}
    with register.ledger.writing() as tx:
        tx.append("policy_overridden", {"overrides": [against]}, person="owner")
    register.close()
    (folder / "ballast").unlink()
    return folder


@pytest.fixture
def shop(day: Path, tmp_path: Path) -> Path:
    """A copy of that folder."""
    return Path(shutil.copytree(day, tmp_path / "shop"))


@pytest.fixture
def ledger(shop: Path) -> Iterator[Ledger]:
    """The records of that copy, opened without a look at where the shop left off."""
    opened = bare_ledger(shop)
    yield opened
    opened.close()


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    """The sample shop, fresh; its clock stands still."""
    opened = sample_register(tmp_path / "fresh", clock=FixedClock())
    yield opened
    opened.close()
