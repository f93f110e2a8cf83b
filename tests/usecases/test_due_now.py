"""What a customer is told to bring is what is asked for at the counter, when only a part of the order is here too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pos.domain.people import OWNER, Customer
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import keep_customer
from pos.usecases.receiving import Arrival
from tests.builders import LAMP, FixedClock, sample_register
from tests.usecases.desk import order_later


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def register(tmp_path: Path, clock: FixedClock) -> Iterator[Register]:
    made = sample_register(tmp_path / "shop", clock=clock)
    with made.ledger.writing() as tx:
        keep_customer(tx, Customer("c-mia", "Mia Berg", "", "mia@post.example", consent=True), OWNER)
    yield made
    verdict = verify(made.ledger)
    made.close()
    assert verdict.ok, verdict.faults


@pytest.mark.parametrize("here", [1, 2, 3, 4])
def test_the_message_that_goods_are_ready_names_the_sum_that_collecting_them_asks_for(
    register: Register, clock: FixedClock, here: int
) -> None:
    """Four lamps at 45.00 with half of it paid ahead: three of them ask for 67.50, all of them for 90.00."""
    number = order_later(register, LAMP, 4, "c-mia").number
    clock.pass_time(timedelta(days=1))
    register.receive([Arrival(LAMP, here)])
    due = register.waiting.foresee_collecting(number).due
    assert due.minor == here * 2250
    told = [message for message in register.news.list(number=number) if message.event == "ready"]
    assert [f"Due on collection: {due} GBP." in message.words["text"] for message in told] == [True]
