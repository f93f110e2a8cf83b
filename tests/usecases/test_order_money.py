"""The money of an order: paid towards, given back, kept as a fee, and settled part by part."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pos.domain import errors
from pos.domain.backorder import Order, OrderLine
from pos.domain.money import Money
from pos.domain.order_deposit import DepositRule, Share, TaxMode
from pos.domain.order_fees import CANCEL_REASONS, GRACE_MINUTES, fee_of, is_late
from pos.domain.people import Person
from pos.domain.receipt import KeyValue, Rows, Text
from pos.domain.waiting_rules import WaitingRules
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, TenderWish
from pos.usecases.order_cancelling import CancelWish
from pos.usecases.receiving import Arrival
from tests.builders import ADA, BULB, LAMP, SHADE, FixedClock, put_customer, put_products, sample_shop
from tests.builders import product as a_product
from tests.usecases.desk import (
    ADA_HERE,
    CARD,
    CASH,
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


def order_of(register: Register, number: str) -> tuple[str, int, int, int]:
    """State, deposit, balance due and version of an order."""
    order = register.order(number)
    assert order is not None
    return order.state, order.order_deposit, order.balance_due, order.version


def with_fee(register: Register, percent: int = 10, minimum: int = 0, cash_refund_most: int = 0) -> None:
    rules = replace(
        register.shop().waiting, fee_percent=percent, fee_minimum=minimum, cash_refund_most=cash_refund_most
    )
    register.change_shop(waiting=rules)


# --- more is paid ------------------------------------------------------------------------------------------------
def test_any_amount_may_be_paid_towards_an_order_at_any_time_up_to_what_is_due(register: Register) -> None:
    """R146; complaint 17: instalments are never forced and early payment is never refused."""
    sold = order_later(register, LAMP, 2)
    done = register.waiting.add_deposit(sold.number, [CASH], gbp(1))
    assert (done.amount, done.held, done.balance_due) == (gbp(1), gbp(4501), gbp(4499))
    done = register.waiting.add_deposit(sold.number, [TenderWish("card", gbp(2000), "T-77"), CASH])
    assert (done.amount, done.held, done.balance_due) == (gbp(4499), gbp(9000), gbp(0))
    assert order_of(register, sold.number) == ("waiting", 9000, 0, 3)
    assert books(register, "order_deposits", sold.number) == -9000
    with register.ledger.reading() as records:
        came = {(part.kind, part.reference): part.amount for part in records.deposit_tenders(sold.number)}
    assert came == {("card", ""): 4500, ("card", "T-77"): 2000, ("cash", ""): 2500}
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.add_deposit(sold.number, [CASH], gbp(1))


def test_a_percentage_of_what_is_still_due_can_be_paid(register: Register) -> None:
    sold = order_later(register, LAMP, 2)
    done = register.waiting.add_deposit(sold.number, [CASH], percent=50)
    assert (done.amount, done.held, done.balance_due) == (gbp(2250), gbp(6750), gbp(2250))
    with nothing_changes(register):
        for percent in (-1, 101):
            with pytest.raises(errors.BadAmount, match="Nothing was taken"):
                register.waiting.add_deposit(sold.number, [CASH], percent=percent)
        with pytest.raises(errors.BadAmount):
            register.waiting.add_deposit(sold.number, [CASH], gbp(5), percent=10)


def test_the_receipt_of_a_deposit_says_what_was_paid_the_tax_in_it_and_what_is_still_due(register: Register) -> None:
    sold = order_later(register, LAMP, 2)
    said = labels_of(register.waiting.add_deposit(sold.number, [TenderWish("cash", gbp(2000))], gbp(1200)).receipt)
    assert (said["Order"], said["Customer"], said["Paid today"]) == (sold.number, "Ada Osei", "12.00")
    assert (said["Tax 20% in the deposit"], said["To pay GBP"], said["Change"]) == ("2.00", "12.00", "8.00")
    assert (said["Deposit held GBP"], said["Due on collection GBP"]) == ("57.00", "33.00")


def test_more_than_is_due_is_refused_and_an_old_look_at_the_order_too(register: Register) -> None:
    sold = order_later(register, LAMP, 2)
    with nothing_changes(register):
        with pytest.raises(errors.DepositTooLarge, match=r"45\.00"):
            register.waiting.add_deposit(sold.number, [CARD], gbp(4501))
        for wrong in (0, -5):
            with pytest.raises(errors.BadAmount):
                register.waiting.add_deposit(sold.number, [CARD], gbp(wrong))
    register.waiting.add_deposit(sold.number, [CARD], gbp(100), version=1)
    with nothing_changes(register), pytest.raises(errors.StaleOrder):
        register.waiting.add_deposit(sold.number, [CARD], gbp(100), version=1)


# --- given back --------------------------------------------------------------------------------------------------
def test_a_deposit_goes_back_by_the_tenders_it_came_by_cards_first(register: Register) -> None:
    sold = order_later(register, LAMP, 2, tenders=[TenderWish("card", gbp(3000), "T-1"), CASH])
    done = register.waiting.refund_deposit(sold.number, "moved away", gbp(4000), person=MANAGER)
    assert done.tenders == (("card", gbp(-3000)), ("cash", gbp(-1000)))
    assert order_of(register, sold.number) == ("waiting", 500, 8500, 2)
    assert all_books(register) == {
        "tender:cash": 500, "order_deposits": -500, "deposit_tax": 83, "tax": -83,
    }  # fmt: skip
    said = labels_of(done.receipt)
    assert (said["Card, given back"], said["Cash, given back"], said["Given back GBP"]) == ("30.00", "10.00", "40.00")
    assert (said["Tax 20% stated before"], said["Deposit held GBP"]) == ("-6.67", "5.00")
    assert done.receipt.opens_drawer
    assert done.receipt.copies == ("customer", "store")
    assert any(isinstance(block, Text) and "Signature" in block.text for block in done.receipt.for_copy("store"))


def test_no_more_goes_back_by_a_tender_than_came_by_it_unless_a_manager_says_so(register: Register) -> None:
    sold = order_later(register, LAMP, 2, tenders=[CASH])
    wish = CancelWish("changed_mind", tenders=[CARD])
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match="came by card"):
        register.waiting.cancel(sold.number, wish, person=CASHIER)
    assert register.waiting.cancel(sold.number, wish, person=MANAGER).done.by == (("card", gbp(4500)),)


def test_a_lot_of_cash_goes_back_only_with_a_manager(register: Register) -> None:
    """R30: refund exposure has a limit."""
    with_fee(register, 0, cash_refund_most=2000)
    sold = order_later(register, LAMP, 2, tenders=[CASH])
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match=r"20\.00"):
        register.waiting.cancel(sold.number, CancelWish("changed_mind"), person=CASHIER)
    assert register.waiting.cancel(sold.number, CancelWish("changed_mind"), person=MANAGER).done.refund == gbp(4500)


def test_the_limit_for_cash_is_of_an_order_and_a_day_however_it_is_divided(
    register: Register, clock: FixedClock
) -> None:
    """Four cancellations of one lamp pay out no more than one of four; what a manager paid out counts as well, and by
    the tender that it came by any amount goes back."""
    with_fee(register, 0, cash_refund_most=3000)
    sold = order_later(register, LAMP, 4, tenders=[CASH])
    other = order_later(register, LAMP, 1, tenders=[CASH])
    one = CancelWish("mistake", lines={1: 1})
    register.waiting.cancel(sold.number, one, person=CASHIER)
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match=r"22\.50 were paid out .* today"):
        register.waiting.cancel(sold.number, one, person=CASHIER)
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match=r"30\.00"):
        register.waiting.change_quantity(sold.number, 1, 1, person=CASHIER)
    register.waiting.cancel(other.number, one, person=CASHIER)
    register.waiting.refund_deposit(sold.number, "asked for it", amount=gbp(700), person=MANAGER)
    with nothing_changes(register), pytest.raises(errors.NotAllowed, match=r"29\.50"):
        register.waiting.foresee_cancelling(sold.number, one, person=CASHIER)
    clock.pass_time(timedelta(days=1))
    assert register.waiting.cancel(sold.number, one, person=CASHIER).done.refund.minor > 0


def test_a_deposit_alone_goes_back_only_by_a_manager_and_with_a_reason(register: Register) -> None:
    sold = order_later(register, LAMP, 2)
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.waiting.refund_deposit(sold.number, "asked nicely", person=CASHIER)
        with pytest.raises(errors.BadText):
            register.waiting.refund_deposit(sold.number, " ", person=MANAGER)
        with pytest.raises(errors.DepositTooLarge):
            register.waiting.refund_deposit(sold.number, "too much", gbp(4501), person=MANAGER)
    register.waiting.refund_deposit(sold.number, "all of it", person=MANAGER)
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.refund_deposit(sold.number, "once more", person=MANAGER)


# --- cancelling --------------------------------------------------------------------------------------------------
def test_an_order_is_cancelled_whole_and_all_its_money_goes_back_without_a_rule_for_a_fee(register: Register) -> None:
    """R100, R118, R147: it ends only as handed over, cancelled or refunded."""
    sold = order_later(register, LAMP, 2)
    seen = register.waiting.foresee_cancelling(sold.number, CancelWish("too_long"))
    done = register.waiting.cancel(sold.number, CancelWish("too_long", "six weeks is too long"), version=1)
    assert done.done == seen
    assert (seen.refund, seen.fee, seen.fee_why, seen.ends) == (gbp(4500), gbp(0), "no_rule", True)
    assert order_of(register, sold.number)[:3] == ("cancelled", 0, 0)
    assert all_books(register) == {}
    with register.ledger.reading() as records:
        steps = [(step.kind, step.reason) for step in records.steps(sold.number)]
    assert steps[1:] == [("cancelled", "too_long: six weeks is too long"), ("refunded", "no_rule")]
    here = register.look_up(LAMP).here
    assert (here.owed, here.allocated) == (0, 0)
    with nothing_changes(register), pytest.raises(errors.WrongState):
        register.waiting.cancel(sold.number, CancelWish("too_long"))


@pytest.mark.parametrize(
    ("mode", "left"),
    [
        ("on_payment", {"order_fees": -750, "tax": -150}),
        ("security", {"order_fees": -750, "tax": -150}),
        ("on_delivery", {"order_fees": -900}),
        ("at_sale", {"order_fees": -900}),
    ],
)
def test_what_is_kept_as_a_fee_is_taxed_as_the_shops_country_has_it(
    register: Register, mode: TaxMode, left: dict[str, int]
) -> None:
    """UK: HMRC Brief 13/2018, the tax stays due; Australia: GST Act 99-5, it falls due; elsewhere other income."""
    register.set_deposit_rule(DepositRule(percent=50, tax_mode=mode))
    with_fee(register, 10)
    sold = order_later(register, LAMP, 2)
    done = register.waiting.cancel(sold.number, CancelWish("changed_mind"))
    assert (done.done.fee, done.done.refund, done.done.fee_why) == (gbp(900), gbp(3600), "rule")
    assert all_books(register) == {"tender:card": 900, **left}
    said = labels_of(done.receipt)
    assert (said["Cancellation fee"], said["Deposit for these goods"]) == ("9.00", "45.00")
    assert said["Card, given back"] == "36.00"
    assert said.get("Tax 20% in the fee") == ("1.50" if "tax" in left else None)
    assert said.get("Tax 20% stated before") == {"on_payment": "-7.50", "at_sale": "-15.00"}.get(mode)


def test_the_fee_has_a_least_and_never_more_than_the_deposit(register: Register) -> None:
    with_fee(register, 1, minimum=2000)
    sold = order_later(register, LAMP, 2)
    assert register.waiting.foresee_cancelling(sold.number, CancelWish("price")).fee == gbp(2000)
    with_fee(register, 80)
    seen = register.waiting.cancel(sold.number, CancelWish("price"))
    assert (seen.done.fee, seen.done.refund) == (gbp(4500), gbp(0))
    assert seen.receipt.opens_drawer is False


def test_nobody_pays_a_fee_for_goods_that_are_late_or_that_the_shop_cannot_get(
    register: Register, clock: FixedClock
) -> None:
    """R118: the fee is waived when the store is late."""
    with_fee(register, 10)
    sold = order_later(register, LAMP, 2)
    assert register.waiting.foresee_cancelling(sold.number, CancelWish("too_long")).fee_why == "rule"
    assert register.waiting.foresee_cancelling(sold.number, CancelWish("shop_cannot")).fee_why == "shop_cancels"
    clock.pass_time(timedelta(days=60))
    done = register.waiting.cancel(sold.number, CancelWish("too_long"))
    assert (done.done.fee, done.done.fee_why, done.done.refund) == (gbp(0), "late", gbp(4500))
    assert any(isinstance(block, Text) and "late" in block.text for block in done.receipt.blocks)


def test_a_manager_may_waive_the_fee_with_a_reason_and_a_cashier_may_not(register: Register) -> None:
    with_fee(register, 10)
    sold = order_later(register, LAMP, 2)
    wish = CancelWish("changed_mind", no_fee="a good customer")
    with nothing_changes(register), pytest.raises(errors.NotAllowed):
        register.waiting.cancel(sold.number, wish, person=CASHIER)
    done = register.waiting.cancel(sold.number, wish, person=MANAGER)
    assert (done.done.fee, done.done.fee_why) == (gbp(0), "waived")


def test_a_reason_that_costs_nothing_needs_the_right_to_waive_the_fee(register: Register, clock: FixedClock) -> None:
    """R118: nobody talks a fee away by calling it a mistake, or by saying that the shop cannot get the goods."""
    with_fee(register, 10)
    sold = order_later(register, LAMP, 2)
    clock.pass_time(timedelta(hours=2))
    for reason in ("mistake", "shop_cannot"):
        with nothing_changes(register):
            with pytest.raises(errors.NotAllowed, match=r"fee of 9\.00 GBP.*Nothing was changed.*manager"):
                register.waiting.cancel(sold.number, CancelWish(reason), person=CASHIER)
            with pytest.raises(errors.NotAllowed):
                register.waiting.foresee_cancelling(sold.number, CancelWish(reason), person=CASHIER)
            seen = register.waiting.foresee_cancelling(sold.number, CancelWish(reason), person=MANAGER)
        assert (seen.fee, seen.fee_why) == (gbp(0), "shop_cancels")
    with_fee(register, 0)
    done = register.waiting.cancel(sold.number, CancelWish("mistake"), person=CASHIER)
    assert (done.done.refund, done.done.fee_why) == (gbp(4500), "no_rule")


def test_who_took_an_order_puts_a_slip_right_for_nothing_in_the_first_minutes(
    register: Register, clock: FixedClock
) -> None:
    with_fee(register, 10)
    customer = CustomerWish(id=ADA)
    mine = [
        sell(register, LineWish(LAMP, 2, take="backorder"), customer=customer, tenders=(CARD,), person=CASHIER).number
        for _ in range(2)
    ]
    with nothing_changes(register):
        seen = register.waiting.foresee_cancelling(mine[0], CancelWish("mistake"), person=CASHIER)
        assert (seen.fee, seen.fee_why) == (gbp(0), "grace")
        assert register.waiting.foresee_cancelling(mine[0], CancelWish("price"), person=CASHIER).fee == gbp(900)
        other = Person("p-cy", "Cy", "cashier")
        with pytest.raises(errors.NotAllowed):
            register.waiting.cancel(mine[0], CancelWish("mistake"), person=other)
    clock.pass_time(timedelta(minutes=GRACE_MINUTES))
    assert register.waiting.cancel(mine[0], CancelWish("mistake"), person=CASHIER).done.fee == gbp(0)
    clock.pass_time(timedelta(minutes=1))
    with nothing_changes(register), pytest.raises(errors.NotAllowed):
        register.waiting.cancel(mine[1], CancelWish("mistake"), person=CASHIER)


def test_goods_that_the_records_say_cannot_come_cost_nothing_to_give_up(register: Register, clock: FixedClock) -> None:
    """The cashier needs no manager where the product is not made any more."""
    with_fee(register, 10)
    put_products(register, [a_product("OLD", "Old lamp", 4000, backorder="allow")])
    sold = sell(
        register, LineWish("OLD", 2, take="backorder", override="wanted"), customer=ADA_HERE, tenders=(CARD,)
    )  # fmt: skip
    clock.pass_time(timedelta(hours=2))
    put_products(register, [a_product("OLD", "Old lamp", 4000, backorder="stop")])
    done = register.waiting.cancel(sold.number, CancelWish("shop_cannot"), person=CASHIER)
    assert (done.done.fee, done.done.fee_why, done.done.refund) == (gbp(0), "cannot", gbp(4000))
    assert any(isinstance(block, Text) and "cannot get" in block.text for block in done.receipt.blocks)


def test_a_part_cancellation_says_how_many_what_remains_and_no_empty_sums(register: Register) -> None:
    """Message and paper; where nothing goes back, nothing is said to go back."""
    sold = order_later(register, LAMP, 4)
    done = register.waiting.cancel(sold.number, CancelWish("price", lines={1: 1}, keep_deposit=True))
    assert done.done.refund == gbp(0)
    (told,) = [one for one in register.news.list() if one.event == "cancelled"]
    assert told.text.endswith(
        f"cancelled: 1 x Brass lamp, tall, order {sold.number}. Still ordered: 3 x Brass lamp, tall."
    )
    register.waiting.cancel(sold.number, CancelWish("price"))
    (last,) = [one for one in register.news.list() if one.event == "cancelled" and one.id != told.id]
    assert last.text.endswith(f"cancelled: 3 x Brass lamp, tall, order {sold.number}. Paid back: 90.00 GBP.")


def test_the_paper_of_a_part_says_how_many_where_the_price_does_not_divide(register: Register) -> None:
    put_products(register, [a_product("ODD", "Odd lamp", 999, backorder="allow", tax_rate=0)])
    sold = sell(
        register, LineWish("ODD", 3, take="backorder", override="wanted", price=gbp(333)), customer=ADA_HERE,
        tenders=(CARD,),
    )  # fmt: skip
    done = register.waiting.cancel(sold.number, CancelWish("price", lines={1: 2}))
    rows = [row for block in done.receipt.blocks if isinstance(block, Rows) for row in block.rows]
    assert rows[0].detail.startswith("2 x")
    assert rows[1].detail == "1"


def test_units_of_one_line_are_cancelled_with_their_share_of_the_deposit_and_the_rest_waits(register: Register) -> None:
    sold = sell(register, LineWish(LAMP, 3, take="backorder"), LineWish(SHADE, 2, take="backorder"), customer=ADA_HERE)
    order = register.order(sold.number)
    assert order is not None
    done = register.waiting.cancel(sold.number, CancelWish("price", lines={1: 1}))
    assert (done.done.refund, done.done.ends) == (gbp(2250), False)
    left = register.order(sold.number)
    assert left is not None
    assert (left.lines[0].open, left.lines[1].open, left.state) == (2, 2, order.state)
    assert left.order_deposit == order.order_deposit - 2250
    assert left.balance_due == order.balance_due - 2250
    said = labels_of(done.receipt)
    assert (said["Price of these goods"], said["Deposit held GBP"]) == ("45.00", str(gbp(left.order_deposit)))


def test_the_deposit_may_stay_for_the_rest_as_far_as_the_rest_costs_so_much(register: Register) -> None:
    sold = order_later(register, LAMP, 4)
    wish = CancelWish("changed_mind", lines={1: 1}, keep_deposit=True)
    done = register.waiting.cancel(sold.number, wish)
    assert (done.done.refund, done.done.kept) == (gbp(0), gbp(2250))
    assert order_of(register, sold.number)[1:3] == (9000, 4500)
    done = register.waiting.cancel(sold.number, CancelWish("changed_mind", lines={1: 2}, keep_deposit=True))
    assert (done.done.refund, done.done.kept) == (gbp(4500), gbp(1500))
    assert order_of(register, sold.number)[1:3] == (4500, 0)
    assert labels_of(done.receipt)["of this kept for the rest"] == "15.00"


def test_goods_put_aside_for_what_is_cancelled_go_to_the_next_in_the_queue_at_once(register: Register) -> None:
    """Nobody is passed over: a cancellation serves the first who waits, in the same step."""
    first, second = order_later(register, LAMP, 2), order_later(register, LAMP, 3, "c-ben")
    register.receive([Arrival(LAMP, 2)])
    done = register.waiting.cancel(first.number, CancelWish("found_elsewhere"))
    assert [(one.order, one.units) for one in done.passed_on] == [(second.number, 2)]
    order = register.order(second.number)
    assert order is not None
    assert (order.lines[0].allocated, order.state) == (2, "part_ready")
    assert register.look_up(LAMP).here.available == 0


def test_goods_kept_back_for_an_order_that_goes_only_whole_go_on_when_it_is_cancelled(register: Register) -> None:
    whole = sell(
        register, LineWish(LAMP, 3, take="backorder"), LineWish(SHADE, 5, take="backorder"), customer=ADA_HERE,
        tenders=[CARD], ship_complete=True,
    )  # fmt: skip
    second = order_later(register, LAMP, 2, "c-ben")
    register.receive([Arrival(LAMP, 2)])
    waiting = register.order(second.number)
    assert waiting is not None
    assert waiting.lines[0].allocated == 0
    register.waiting.cancel(whole.number, CancelWish("too_long"))
    served = register.order(second.number)
    assert served is not None
    assert served.state == "ready"
    assert books(register, "order_deposits") == -second.order_deposit.minor


def test_units_that_still_wait_are_given_up_before_those_put_aside(register: Register) -> None:
    sold = order_later(register, LAMP, 3)
    register.receive([Arrival(LAMP, 1)])
    register.waiting.cancel(sold.number, CancelWish("too_long", lines={1: 2}))
    order = register.order(sold.number)
    assert order is not None
    assert (order.state, order.lines[0].allocated, order.lines[0].cancelled) == ("ready", 1, 2)


def test_an_order_paid_in_full_gives_all_of_it_back(register: Register) -> None:
    """R145."""
    register.set_deposit_rule(DepositRule("full"))
    sold = order_later(register, LAMP, 2)
    assert register.waiting.cancel(sold.number, CancelWish("mistake")).done.refund == gbp(9000)
    assert all_books(register) == {}


def test_a_card_that_was_only_authorised_is_named_to_be_voided_and_no_money_goes_back(register: Register) -> None:
    """R37."""
    register.set_deposit_rule(DepositRule("authorise"))
    sold = order_later(register, LAMP, 2, tenders=[TenderWish("authorisation", reference="AUTH-9")])
    part = register.waiting.cancel(sold.number, CancelWish("price", lines={1: 1}))
    assert part.done.void == ()
    done = register.waiting.cancel(sold.number, CancelWish("price"))
    assert (done.done.refund, done.done.void) == (gbp(0), ("AUTH-9",))
    assert any(isinstance(block, Text) and "not charged" in block.text for block in done.receipt.blocks)
    with register.ledger.reading() as records:
        assert [part.amount for part in records.deposit_tenders(sold.number)] == [0]


def test_a_cancellation_needs_a_reason_of_the_list_and_units_that_are_open(register: Register) -> None:
    sold = order_later(register, LAMP, 2)
    with nothing_changes(register):
        for reason in ("", "because", "TOO_LONG"):
            with pytest.raises(errors.BadSetting):
                register.waiting.cancel(sold.number, CancelWish(reason))
        for lines in ({1: 3}, {1: 0}, {1: -1}):
            with pytest.raises(errors.BadQuantity):
                register.waiting.cancel(sold.number, CancelWish("price", lines=lines))
        with pytest.raises(errors.UnknownCode):
            register.waiting.cancel(sold.number, CancelWish("price", lines={9: 1}))
        with pytest.raises(errors.UnknownCode):
            register.waiting.cancel("S01-R2-A999999", CancelWish("price"))
        with pytest.raises(errors.StaleOrder):
            register.waiting.cancel(sold.number, CancelWish("price"), version=7)
        with pytest.raises(errors.BadAmount):
            register.waiting.cancel(sold.number, CancelWish("price", tenders=[TenderWish("card", gbp(1))]))


def test_cash_that_goes_back_is_rounded_to_coins_and_the_rounding_is_booked(make: Callable[..., Register]) -> None:
    shop = replace(sample_shop(), cash_step=5, deposit=DepositRule(percent=33, tax_mode="on_payment"))
    register = make(shop, [a_product("X", "Thing", 1999)])
    put_customer(register, ADA, "Ada Osei", "020 7946 0018")
    sold = order_later(register, "X", 1, tenders=[CASH])
    assert (sold.order_deposit, sold.due_now) == (gbp(660), gbp(660))
    register.waiting.refund_deposit(sold.number, "a part of it", gbp(333))
    assert books(register, "tender:cash") == 660 - 335
    register.waiting.cancel(sold.number, CancelWish("price"))
    assert all_books(register) == {}


# --- part hand-over ----------------------------------------------------------------------------------------------
def test_units_of_single_lines_are_handed_over_with_their_exact_share(register: Register) -> None:
    """R52, R114: no new order number, one receipt for what leaves."""
    sold = sell(register, LineWish(LAMP, 3, take="backorder"), LineWish(BULB, 2, take="backorder"), customer=ADA_HERE)
    register.receive([Arrival(LAMP, 3)])
    done = register.collect(sold.number, [CARD], lines={1: 2}, version=register_version(register, sold.number))
    assert (done.total, done.deposit_applied, done.due_now) == (gbp(9000), gbp(4500), gbp(4500))
    order = register.order(sold.number)
    assert order is not None
    assert (order.lines[0].handed_over, order.lines[0].allocated) == (2, 1)
    with nothing_changes(register):
        with pytest.raises(errors.BadQuantity):
            register.collect(sold.number, [CARD], lines={1: 2})
        with pytest.raises(errors.UnknownCode):
            register.collect(sold.number, [CARD], lines={7: 1})
        with pytest.raises(errors.StaleOrder):
            register.collect(sold.number, [CARD], version=1)


def register_version(register: Register, number: str) -> int:
    order = register.order(number)
    assert order is not None
    return order.version


def test_what_is_scanned_at_the_hand_over_is_what_leaves_and_nothing_else_can(register: Register) -> None:
    """R19: item and quantity are checked against the order while they are scanned."""
    sold = order_later(register, LAMP, 3)
    register.receive([Arrival(LAMP, 3)])
    with nothing_changes(register):
        with pytest.raises(errors.UnknownCode, match="not part of order"):
            register.collect(sold.number, [CARD], scans=[LAMP, BULB])
        with pytest.raises(errors.BadQuantity):
            register.collect(sold.number, [CARD], scans=[LAMP] * 4)
        with pytest.raises(errors.BadQuantity):
            register.collect(sold.number, [CARD], scans=[LAMP], lines={1: 2})
    assert register.collect(sold.number, [CARD], scans=[LAMP]).total == gbp(4500)
    assert register.collect(sold.number, [CARD], scans=[LAMP, LAMP], lines={1: 2}).total == gbp(9000)


def test_paid_is_a_number_of_each_line(register: Register) -> None:
    """R100: ordered, put aside, handed over, cancelled and paid are separate numbers."""
    sold = sell(register, LineWish(LAMP, 3, take="backorder"), LineWish(BULB, 2, take="backorder"), customer=ADA_HERE)
    assert sum(part.minor for part in register.waiting.paid(sold.number).values()) == sold.order_deposit.minor
    register.receive([Arrival(LAMP, 3)])
    register.collect(sold.number, [CARD], lines={1: 1})
    paid = register.waiting.paid(sold.number)
    assert paid[1] == gbp(4500 + 4500)
    assert paid[2].minor == sold.order_deposit.minor - 6750
    with pytest.raises(errors.UnknownCode):
        register.waiting.paid("S01-R2-A999999")


def test_tax_declared_with_the_sale_is_stated_to_the_cent_at_every_part_of_a_hand_over(
    make: Callable[..., Register],
) -> None:
    """The tax already stated is that of the goods that leave, never a cent more until the last part."""
    register = make(
        replace(sample_shop(), deposit=DepositRule(percent=0, tax_mode="at_sale")), [a_product("X", "Thing", 101)]
    )
    put_customer(register, ADA, "Ada Osei", "020 7946 0018")
    sold = order_later(register, "X", 7, tenders=[])
    register.receive([Arrival("X", 7)])
    for _ in range(7):
        said = labels_of(register.collect(sold.number, [CARD], lines={1: 1}).receipt)
        assert said["Tax 20% already stated"] == "-" + said["Tax 20% in 1.01"]
    assert books(register, "deposit_tax") == 0
    assert -books(register, "tax") == sold.tax.minor


def test_an_order_keeps_the_tax_rule_of_its_own_day(register: Register) -> None:
    sold = order_later(register, LAMP, 2)
    register.set_deposit_rule(DepositRule(percent=50, tax_mode="on_delivery"))
    register.waiting.add_deposit(sold.number, [CARD], gbp(1200))
    assert books(register, "deposit_tax") == 950
    register.receive([Arrival(LAMP, 2)])
    said = labels_of(register.collect(sold.number, [CARD], lines={1: 1}).receipt)
    assert said["incl. tax 20% already stated"] == "-4.75"
    register.waiting.cancel(sold.number, CancelWish("too_long"))
    assert books(register, "deposit_tax") == 0
    assert -books(register, "tax") == 750


def test_no_personal_word_stands_in_the_kept_papers(register: Register) -> None:
    sold = order_later(register, LAMP, 2, tenders=[CASH])
    numbers = [register.waiting.add_deposit(sold.number, [CASH], gbp(100)).number]
    numbers.append(register.waiting.refund_deposit(sold.number, "Ada Osei asked", gbp(100)).number)
    numbers.append(register.waiting.cancel(sold.number, CancelWish("price", "says Ada Osei")).number)
    with register.ledger.database.reading() as cursor:
        cursor.execute(
            "SELECT bytes FROM op WHERE kind IN ('deposit_added', 'deposit_refunded', 'order_cancelled') "
            "ORDER BY position"
        )
        papers = [json.dumps(json.loads(row[0])["body"]["receipt"]) for row in cursor.fetchall()]
    assert len(papers) == 3
    for number, paper in zip(numbers, papers, strict=True):
        assert "Ada" not in paper
        assert KeyValue("Customer", "Ada Osei") in register.receipt(number).document.blocks


def test_the_money_of_an_order_is_said_in_four_languages(make: Callable[..., Register]) -> None:
    for language, words in (
        ("de", ("Heute angezahlt", "Stornogebühr")),
        ("fr", ("Versé aujourd'hui", "Frais d'annulation")),
        ("es", ("Pagado hoy", "Gastos de anulación")),
        ("en", ("Paid today", "Cancellation fee")),
    ):
        shop = replace(sample_shop(), language=language, waiting=WaitingRules(fee_percent=10))
        register = make(shop, [a_product("X", "Thing", 1000)])
        put_customer(register, ADA, "Ada Osei", "020 7946 0018")
        sold = order_later(register, "X", 2)
        assert words[0] in labels_of(register.waiting.add_deposit(sold.number, [CARD], Money(100, "GBP")).receipt)
        assert words[1] in labels_of(register.waiting.cancel(sold.number, CancelWish("price")).receipt)


def test_what_a_card_was_authorised_for_is_charged_once(register: Register) -> None:
    register.set_deposit_rule(DepositRule("authorise"))
    sold = order_later(register, LAMP, 2, tenders=[TenderWish("authorisation", reference="AUTH-9")])
    register.receive([Arrival(LAMP, 2)])
    for left in (9000, 0):
        register.collect(sold.number, [CARD], lines={1: 1})
        with register.ledger.reading() as records:
            assert [part.amount for part in records.deposit_tenders(sold.number)] == [left]


def test_only_what_customers_gave_up_themselves_counts_as_lost_patience(register: Register) -> None:
    """R35: a cancellation by the shop, a slip of the hand or goods never collected say nothing of the wait."""
    for reason in CANCEL_REASONS:
        sold = order_later(register, LAMP, 1)
        register.waiting.cancel(sold.number, CancelWish(reason))
    with register.ledger.reading() as records:
        gave_up = [row for row in records.lines_that_waited(date(2026, 1, 1)) if row[4] is not None]
    assert len(gave_up) == len({"too_long", "found_elsewhere", "changed_mind", "price"})


def test_of_several_lines_only_those_in_time_are_charged_for(register: Register) -> None:
    """R118: a fee is for goods that the shop would have had in time."""
    with_fee(register, 10)
    order = Order(
        "N",
        "",
        "",
        TODAY,
        (line_told(1, date(2026, 11, 20)), line_told(2, date(2026, 12, 20)), line_told(3, None)),
        0,
        0,
    )
    held = (Share(20_000, 15_000, 2_500),)
    rules = register.shop().waiting
    wish = {1: 1, 2: 1, 3: 1}

    def late(taken_on: date) -> set[int]:
        return {line.line for line in order.lines if is_late(line, TODAY, taken_on)}

    fee = fee_of(rules, order.lines, wish, held, late=late(TODAY))
    assert (fee.amount, fee.why, fee.late) == (2000, "rule", (1,))
    fee = fee_of(rules, order.lines, wish, held, late=late(TODAY - timedelta(days=31)))
    assert (fee.amount, fee.late) == (1000, (1, 3))
    kept = replace(rules, fee_waived_when_late=False)
    assert fee_of(kept, order.lines, wish, held, late=late(TODAY)).amount == 3000


TODAY = date(2026, 11, 24)


def line_told(number: int, told: date | None) -> OrderLine:
    return OrderLine(number, f"S{number}", f"Thing {number}", 1, 0, 0, 0, 10_000, 1667, 20_000, told, told)


@pytest.mark.parametrize("later", [3900, 9900])
def test_r39_the_price_agreed_for_a_pre_order_holds_whatever_it_is_from_its_release_on(
    register: Register, clock: FixedClock, later: int
) -> None:
    """R39: who orders at the price until the release pays that price on the day, and the deposit is a part of it."""
    put_products(register, [a_product("NEW", "Lamp of spring", 7900, release_on="2027-01-15")])
    sold = sell(
        register, LineWish("NEW", 1, take="backorder", override="asked for it"), customer=ADA_HERE, tenders=(CARD,)
    )
    put_products(register, [a_product("NEW", "Lamp of spring", later, release_on="2027-01-15")])
    register.receive([Arrival("NEW", 1)])
    clock.pass_time(timedelta(days=55))
    seen = register.waiting.foresee_collecting(sold.number)
    assert (seen.total, seen.deposit + seen.due) == (gbp(7900), gbp(7900))
    register.collect(sold.number, [CARD])
    assert books(register, "tender:card") == 7900
