"""What a customer gets for waiting goes with the goods that they waited for, and not with those that they gave up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.order_deposit import DepositRule
from pos.domain.order_fees import CancelReason
from pos.domain.people import OWNER
from pos.domain.receipt import Text
from pos.register import Register
from pos.usecases.checkout import LineWish, keep_customer
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from pos.usecases.remedy_acts import Choice
from tests.builders import ADA, LAMP, TABLE, FixedClock
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASHIER,
    MANAGER,
    all_books,
    books,
    gbp,
    labels_of,
    nothing_changes,
    order_later,
    sell,
)
from tests.usecases.test_news import sent

INCENTIVE: dict[str, Any] = {
    "incentive_percent": 10, "incentive_after_days": 1, "credit_budget": 100_000, "credit_approve_above": 100_000,
}  # fmt: skip
DELAY: dict[str, Any] = {
    "credit_percent": 10, "credit_after_days": 1, "credit_budget": 100_000, "credit_approve_above": 100_000,
}  # fmt: skip


def rules(register: Register, **said: Any) -> None:
    register.change_shop(waiting=replace(register.shop().waiting, **said))


def credits_of(register: Register) -> list[tuple[str, int, str]]:
    return [(one.kind, one.amount, one.state) for one in register.radar.credits()]


def test_a_voucher_for_waiting_is_given_with_the_last_of_the_goods(register: Register) -> None:
    """The ticket says so; who cancels right after the sale has nothing in hand."""
    rules(register, **INCENTIVE)
    sold = order_later(register, LAMP, 2)
    assert labels_of(sold.receipt)["Voucher"] == "9.00 GBP"
    assert credits_of(register) == [("voucher", 900, "approved")]
    (credit,) = register.radar.credits()
    with nothing_changes(register), pytest.raises(errors.WrongState, match="handed over"):
        register.radar.give(credit.id, person=CASHIER)
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    register.collect(sold.number, [CARD], lines={1: 1})
    assert credits_of(register) == [("voucher", 900, "approved")]
    register.collect(sold.number, [CARD])
    assert credits_of(register) == [("voucher", 900, "given")]
    assert register.jobs.document(f"{credit.id}/voucher") is not None


@pytest.mark.parametrize("kind", ["voucher", "discount", "free_delivery"])
def test_who_cancels_gets_nothing_for_having_waited(register: Register, kind: str) -> None:
    rules(register, **INCENTIVE, incentive_kind=kind)
    number = order_later(register, LAMP, 2).number
    register.waiting.cancel(number, CancelWish("changed_mind"))
    (credit,) = register.radar.credits()
    assert (credit.state, credit.why.endswith("given up")) == ("refused", True)
    assert register.radar.costs().spent == 0
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.radar.give(credit.id)


def test_a_discount_shrinks_with_the_units_that_are_given_up(register: Register) -> None:
    """18.00 for four lamps are 4.50 for one, however the others went."""
    rules(register, **INCENTIVE, incentive_kind="discount")
    number = order_later(register, LAMP, 4).number
    register.waiting.change_quantity(number, 1, 3)
    assert credits_of(register) == [("discount", 1350, "approved")]
    register.waiting.cancel(number, CancelWish("price", lines={1: 1}))
    assert credits_of(register) == [("discount", 900, "approved")]
    rules(register, fee_percent=10)
    register.waiting.change_quantity(number, 1, 1, person=MANAGER)
    assert credits_of(register) == [("discount", 450, "approved")]
    register.waiting.change_product(number, 1, TABLE)
    assert credits_of(register)[0][2] == "refused"


def test_a_discount_comes_off_with_the_last_of_the_goods_that_earned_it(register: Register) -> None:
    """Else one would be collected with the discount for four, and three given up afterwards."""
    rules(register, **INCENTIVE, incentive_kind="discount")
    number = order_later(register, LAMP, 4).number
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    one = register.waiting.foresee_collecting(number, {1: 1})
    assert (one.credit, one.due) == (gbp(0), gbp(2250))
    assert register.collect(number, [CARD], lines={1: 1}).due_now == gbp(2250)
    register.waiting.cancel(number, CancelWish("price", lines={1: 1}))
    assert credits_of(register) == [("discount", 1350, "approved")]
    assert register.waiting.foresee_collecting(number).credit == gbp(1350)
    register.collect(number, [CARD])
    assert books(register, "credits") == 1350


def test_a_discount_that_nothing_is_left_to_pay_for_comes_as_a_voucher_with_the_goods(register: Register) -> None:
    rules(register, **INCENTIVE, incentive_kind="discount")
    number = order_later(register, LAMP, 2).number
    register.waiting.add_deposit(number, [CARD])
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    register.collect(number, [])
    (credit,) = register.radar.credits()
    assert (credit.amount, credit.state) == (900, "given")
    assert register.jobs.document(f"{credit.id}/voucher") is not None


@pytest.mark.parametrize("cause", ["delay", "incentive"])
@pytest.mark.parametrize(("percent", "due"), [(20, 7200), (90, 900), (95, 450), (100, 0)])
def test_a_discount_worth_more_than_what_is_due_is_a_voucher_for_the_rest(
    register: Register, percent: int, due: int, cause: str
) -> None:
    """Nothing of it is lost: the receipt, the voucher and the books say the same, and nothing stays to be given."""
    register.change_shop(deposit=DepositRule(percent=percent))
    rules(register, **DELAY if cause == "delay" else INCENTIVE, credit_kind="discount", incentive_kind="discount")
    number = order_later(register, LAMP, 2).number
    if cause == "delay":
        register.buying.redate("PO-1007", date(2027, 1, 20))
        assert credits_of(register) == [("discount", 900, "approved")]
        sent(register)
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    off = min(900, due)
    seen = register.waiting.foresee_collecting(number)
    assert (seen.credit, seen.due) == (gbp(off), gbp(due - off))
    done = register.collect(number, [CARD])
    assert labels_of(done.receipt).get("Credit for your patience", "0.00") == f"{off / 100:.2f}"
    assert books(register, "credits") == off
    assert sum(all_books(register).values()) == 0
    assert all(one.state == "given" for one in register.radar.credits())
    assert sum(one.amount for one in register.radar.credits()) == register.radar.costs().spent == 900
    vouchers = [job.number for job in register.jobs.all() if job.number.endswith("/voucher")]
    assert len(vouchers) == (1 if off < 900 else 0)
    for job in vouchers:
        (credit,) = [one for one in register.radar.credits() if f"{one.id}/voucher" == job]
        assert (credit.kind, credit.amount) == ("voucher", 900 - off)
        printed = register.jobs.document(job)
        assert printed is not None
        assert f"{(900 - off) / 100:.2f} GBP" in [block.text for block in printed.blocks if isinstance(block, Text)]


def test_one_discount_after_the_other_takes_what_is_left_to_pay(register: Register) -> None:
    """Two lines, two discounts of 9.00, and 13.50 to pay: the second is half a discount and half a voucher."""
    rules(register, **INCENTIVE, incentive_kind="discount")
    sold = sell(
        register, LineWish(LAMP, 2, take="backorder"), LineWish(LAMP, 2, take="backorder"), customer=ADA_HERE,
        tenders=(CARD,),
    )  # fmt: skip
    order = register.order(sold.number)
    assert order is not None
    register.waiting.add_deposit(sold.number, [CARD], amount=gbp(order.balance_due - 1350))
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    assert register.collect(sold.number, [CARD]).due_now == gbp(1350)
    assert sorted((one.kind, one.amount, one.state) for one in register.radar.credits()) == [
        ("discount", 450, "given"), ("discount", 900, "given"), ("voucher", 450, "given"),
    ]  # fmt: skip
    assert books(register, "credits") == 1350


@pytest.mark.parametrize(("route", "state"), [("collect", "refused"), ("deliver", "given")])
def test_a_closed_order_leaves_no_free_delivery_to_be_given(register: Register, route: str, state: str) -> None:
    rules(register, **INCENTIVE, incentive_kind="free_delivery")
    number = order_later(register, LAMP, 2).number
    if route == "deliver":
        with register.ledger.writing() as tx:
            ada = tx.customer(ADA)
            assert ada is not None
            keep_customer(tx, replace(ada, address="4 Mill Lane, Ashbourne"), OWNER)
        register.waiting.change_route(number, "deliver")
    register.receive([Arrival(LAMP, 12, "PO-1007")])
    register.collect(number, [CARD], lines={1: 2})
    assert [one[2] for one in credits_of(register)] == [state]


@pytest.mark.parametrize(("reason", "state"), [("too_long", "refused"), ("shop_cannot", "approved")])
def test_a_credit_for_a_delay_ends_with_the_order_but_not_where_the_shop_gives_it_up(
    register: Register, clock: FixedClock, reason: CancelReason, state: str
) -> None:
    rules(register, **DELAY)
    number = order_later(register, LAMP, 2).number
    clock.pass_time(timedelta(hours=1))
    register.buying.redate("PO-1007", date(2027, 1, 20))
    register.radar.carry_out([Choice(number, 1, "wait")], person=MANAGER)
    assert credits_of(register) == [("voucher", 900, "approved")]
    register.waiting.cancel(number, CancelWish(reason), person=MANAGER)
    assert credits_of(register) == [("voucher", 900, state)]
