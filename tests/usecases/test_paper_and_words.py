"""What slips and messages say of goods and money is what the order is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.order_deposit import DepositRule
from pos.domain.receipt import Receipt, Rows
from pos.register import Register
from pos.usecases.backorders import Collected
from pos.usecases.checkout import LineWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import LAMP, SHADE, FixedClock
from tests.usecases.desk import ADA_HERE, CARD, MANAGER, gbp, labels_of, nothing_changes, order_later, sell
from tests.usecases.test_news import sent
from tests.usecases.test_order_money import with_fee

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def rows_of(receipt: Receipt) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (row.name, row.total, row.notes) for block in receipt.blocks if isinstance(block, Rows) for row in block.rows
    ]


def said(register: Register, number: str, event: str) -> list[str]:
    return [one.words["text"] for one in register.news.list(number=number) if one.event == event]


# --- the slip of a change ------------------------------------------------------------------------------------------
def test_the_slip_of_another_product_with_a_fee_is_the_order_as_it_is(register: Register, clock: FixedClock) -> None:
    with_fee(register, percent=20)
    number = order_later(register, LAMP, 2).number
    clock.pass_time(DAY)
    done = register.waiting.change_product(number, 1, "LMP-0014", reason="a smaller one")
    order = register.order(number)
    assert order is not None
    assert done.slip is not None
    assert done.fee is not None
    assert done.fee.amount == 240
    said_ = labels_of(done.slip)
    assert [name for name, _, _ in rows_of(done.slip)] == [line.name for line in order.lines if line.open]
    assert (said_["Deposit held"], said_["Due on collection GBP"]) == (
        str(gbp(order.order_deposit)), str(gbp(order.balance_due)),
    )  # fmt: skip
    assert (order.order_deposit, order.balance_due) == (4260, 3540)


def test_the_slip_of_a_new_date_names_it_and_so_does_every_later_slip(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 2).number
    clock.pass_time(HOUR)
    done = register.waiting.redate(number, on=date(2026, 12, 25), why="supplier says so")
    later = register.waiting.change_wishes(number, not_after=date(2027, 1, 31))
    for slip in (done.slip, later.slip):
        assert slip is not None
        assert any("Fri 25 Dec 2026" in note for _, _, notes in rows_of(slip) for note in notes), rows_of(slip)


def test_the_day_that_a_customer_knows_is_not_told_again(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 2).number
    clock.pass_time(HOUR)
    register.waiting.redate(number, on=date(2026, 12, 15))
    sent(register)
    clock.pass_time(DAY)
    with nothing_changes(register), pytest.raises(errors.BadDate, match="told 2026-12-15 already"):
        register.waiting.redate(number, on=date(2026, 12, 15))
    register.waiting.redate(number, on=date(2026, 12, 16))


# --- what a message says is due ------------------------------------------------------------------------------------
def mixed(register: Register) -> str:
    """Two lamps that are sent and three shades that are collected, of which two lie here."""
    first = order_later(register, LAMP, 1).number
    register.waiting.change_contact(first, address="1 Mill Lane")
    register.waiting.cancel(first, CancelWish("mistake"))
    return sell(
        register, LineWish(LAMP, 2, take="backorder", route="deliver"), LineWish(SHADE, 3, take="backorder"),
        customer=ADA_HERE, tenders=[CARD],
    ).number  # fmt: skip


def test_what_is_due_on_collection_is_what_the_goods_named_cost(register: Register, clock: FixedClock) -> None:
    """Goods that are put aside to be sent, or lie in another store, are not paid for by who collects the others."""
    number = mixed(register)
    clock.pass_time(HOUR)
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    clock.pass_time(HOUR)
    register.receive([Arrival(SHADE, 3)], person=MANAGER)
    due = register.waiting.foresee_collecting(number).due
    (ready,) = said(register, number, "ready")[-1:]
    assert f"Due on collection: {due} GBP." in ready, ready
    assert "lamp" not in ready.lower()


def test_goods_on_their_way_to_another_store_are_not_paid_for_with_those_that_are_there(
    register: Register, clock: FixedClock
) -> None:
    wish = LineWish(LAMP, 3, take="backorder", route="other_store", route_to="S02")
    number = sell(register, wish, customer=ADA_HERE, tenders=[CARD]).number
    register.receive([Arrival(LAMP, 1, "PO-1007")], person=MANAGER)
    register.waiting.send_on(number)
    register.waiting.arrived_there(number)
    clock.pass_time(DAY)
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    register.waiting.send_on(number)
    assert "Due on collection: 22.50 GBP." in said(register, number, "ready")[-1]
    assert register.waiting.foresee_collecting(number).due == gbp(2250)


# --- handing over a mixed order ------------------------------------------------------------------------------------
def test_a_plain_collect_leaves_what_is_to_be_sent_and_a_parcel_names_only_what_is_in_it(
    register: Register, clock: FixedClock
) -> None:
    number = mixed(register)
    clock.pass_time(HOUR)
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    register.receive([Arrival(SHADE, 3)], person=MANAGER)
    register.collect(number, [CARD])
    order = register.order(number)
    assert order is not None
    assert [(line.sku, line.handed_over) for line in order.lines] == [(LAMP, 0), (SHADE, 3)]
    assert said(register, number, "shipped") == []
    assert [one.task.kind for one in register.news.tasks() if one.task.number == number] == ["ship"]
    register.collect(number, [CARD])
    (parcel,) = said(register, number, "shipped")
    assert "2 × Brass lamp" in parcel
    assert "left us today" in parcel


def test_both_at_once_are_handed_over_where_they_are_named_and_only_what_was_sent_is_called_so(
    register: Register, clock: FixedClock
) -> None:
    number = mixed(register)
    clock.pass_time(HOUR)
    register.receive([Arrival(LAMP, 2, "PO-1007")], person=MANAGER)
    register.receive([Arrival(SHADE, 3)], person=MANAGER)
    register.collect(number, [CARD], lines={1: 2, 2: 3})
    (parcel,) = said(register, number, "shipped")
    assert "shade" not in parcel.lower()


def test_goods_from_the_supplier_are_said_to_come_from_there(register: Register) -> None:
    first = order_later(register, LAMP, 1).number
    register.waiting.change_contact(first, address="1 Mill Lane")
    wish = LineWish(LAMP, 2, take="backorder", route="direct", override="she wants it so")
    number = sell(register, wish, customer=ADA_HERE, tenders=[CARD]).number
    done: Callable[..., Collected] = register.waiting.supplier_sent
    done(number, "LS-17", [CARD])
    (parcel,) = said(register, number, "shipped")
    assert "was sent by our supplier" in parcel
    assert "left us" not in parcel


# --- words of the order --------------------------------------------------------------------------------------------
def test_the_words_of_an_order_follow_its_way(register: Register, clock: FixedClock) -> None:
    number = order_later(register, LAMP, 2).number
    register.waiting.change_contact(number, address="1 Mill Lane")
    clock.pass_time(HOUR)
    register.waiting.change_route(number, "deliver")
    order = register.order(number)
    assert order is not None
    assert order.lines[0].words.startswith("Ships by")


def test_who_gets_goods_sent_reads_nothing_of_a_collection(register: Register) -> None:
    number = mixed(register)
    register.waiting.change_route(number, "deliver", lines=[2])
    sent(register)
    (taken,) = said(register, number, "taken")
    assert "on collection" not in taken
    assert "Still to pay: " in taken


def test_who_gave_up_and_wants_it_after_all_reads_what_went_back_and_what_is_to_pay(
    register: Register, clock: FixedClock
) -> None:
    register.set_deposit_rule(DepositRule(percent=50))
    number = order_later(register, LAMP, 2).number
    sent(register)
    clock.pass_time(HOUR)
    register.waiting.cancel(number, CancelWish("mistake"))
    register.waiting.reinstate(number, "a slip")
    assert [one.state for one in register.news.list(number=number) if one.event == "cancelled"] == ["skipped"]
    (back,) = said(register, number, "refunded")
    assert "45.00 GBP" in back
    assert "Still to pay for it: 90.00 GBP" in back
