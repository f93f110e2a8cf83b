"""Complaint 20: people could not both order and ask to be told, and were told while there was still nothing."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from pos.domain import errors
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BEN, LAMP, MIRROR, TABLE, FixedClock, sample_register
from tests.usecases.desk import CARD, CASHIER, MANAGER, nothing_changes, order_later, sell, stock_row


def told_of(register: Register) -> list[str]:
    """The customers to whom a message that goods are back was written, or who are to be called."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT customer FROM news WHERE event = 'back_in_stock' ORDER BY queued_at, id")
        return [row[0] for row in cursor.fetchall()]


def test_complaint_20_one_may_order_and_be_on_the_list_for_the_same_goods(register: Register) -> None:
    number = order_later(register, LAMP, 1, ADA).number
    register.tell_me.add(LAMP, CustomerWish(id=ADA), 2)
    another = order_later(register, LAMP, 1, ADA).number
    register.receive([Arrival(LAMP, 3)], person=MANAGER)
    for order in (number, another):
        found = register.order(order)
        assert found is not None
        assert found.state == "ready"
    (listed,) = register.tell_me.listed(LAMP)
    assert (listed.entry.held, listed.entry.quantity) == (1, 2)
    register.collect(number, [CARD])
    assert [one.entry.held for one in register.tell_me.listed(LAMP)] == [1]


def test_complaint_20_nobody_is_told_while_nothing_is_free(register: Register) -> None:
    """What came in is owed to orders: the list hears nothing of it, whatever sets it off."""
    order_later(register, LAMP, 3, BEN)
    register.tell_me.add(LAMP, CustomerWish(id=ADA))
    register.receive([Arrival(LAMP, 2)], person=MANAGER)
    register.tell_me.serve()
    register.import_rows("stock", [stock_row(2, LAMP, 3)])
    register.tell_me.serve()
    with register.ledger.reading() as records:
        assert records.stock_here(LAMP).available == 0
    assert told_of(register) == []
    register.receive([Arrival(LAMP, 1)], person=MANAGER)
    assert told_of(register) == [ADA]


def test_complaint_20_a_walk_in_cannot_take_what_was_announced(register: Register) -> None:
    register.tell_me.add(MIRROR, CustomerWish(id=ADA))
    register.receive([Arrival(MIRROR, 1)], person=MANAGER)
    with pytest.raises(errors.NotEnoughHere), nothing_changes(register):
        sell(register, LineWish(MIRROR, 1, take="now"), person=CASHIER)
    sell(register, LineWish(MIRROR, 1, take="now"), customer=CustomerWish(id=ADA), person=CASHIER)


def _walk(register: Register, clock: FixedClock, chance: random.Random) -> None:
    """One act of a day in the shop, refused ones included."""
    from datetime import timedelta

    sku = chance.choice([LAMP, MIRROR, TABLE])
    who = CustomerWish(name=f"Customer {chance.randrange(6)}", phone=f"0207 946 01{chance.randrange(6):02d}")
    units = chance.randrange(1, 4)
    waiting = [order.number for order in register.orders() if any(line.open for line in order.lines)]
    entries = [one.entry for one in register.tell_me.listed()]
    acts: list[Callable[[], object]] = [
        lambda: register.tell_me.add(sku, who, units),
        lambda: register.tell_me.add(sku, who, units),
        lambda: register.receive([Arrival(sku, units)], person=MANAGER),
        lambda: sell(register, LineWish(sku, units, take="backorder"), customer=who, tenders=(CARD,)),
        lambda: sell(register, LineWish(sku, units, take="now"), customer=chance.choice([None, who]), tenders=(CARD,)),
        lambda: sell(register, LineWish(sku, units, take="now", anyway="in the hand"), tenders=(CARD,)),
        lambda: register.collect(chance.choice(waiting), [CARD]),
        lambda: register.waiting.cancel(chance.choice(waiting), CancelWish("changed_mind")),
        lambda: register.tell_me.remove(chance.choice(entries).id, "no more"),
        lambda: register.tell_me.told([chance.choice(entries).id]),
        lambda: register.tell_me.serve(),
        lambda: register.import_rows("stock", [stock_row(2, sku, chance.randrange(0, 6))]),
        lambda: clock.pass_time(timedelta(days=chance.randrange(1, 3))),
    ]
    with suppress(errors.Refused, IndexError):
        chance.choice(acts)()


def _check(register: Register) -> None:
    """No more is held than is on the shelf, nothing lies free while an order waits for it, and what is held for
    somebody they can take, whatever was ordered since."""
    listed = register.tell_me.listed()
    for sku in (LAMP, MIRROR, TABLE):
        with register.ledger.reading() as records:
            level = records.stock_here(sku)
            open_lines = records.open_lines(sku)
        held = sum(one.entry.held for one in listed if one.entry.sku == sku)
        assert level.allocated == held + sum(line.allocated for line in open_lines)
        assert held <= max(0, level.on_hand)
        assert level.free >= 0 or not held
        assert level.free <= 0 or not any(line.waiting > 0 for line in open_lines)
    for one in listed:
        if one.entry.held:
            assert register.look_up(one.entry.sku, one.entry.held, customer=one.entry.customer).short == 0


@pytest.mark.parametrize("seed", range(12))
def test_holds_never_exceed_what_is_free_whatever_happens(tmp_path: Path, seed: int) -> None:
    """Random days of asking, ordering, receiving, selling, cancelling, counting and waiting."""
    clock = FixedClock()
    register = sample_register(tmp_path / "shop", clock=clock)
    chance = random.Random(seed)
    for _ in range(40):
        _walk(register, clock, chance)
        _check(register)
    verdict = verify(register.ledger)
    register.close()
    assert verdict.ok, verdict.faults
