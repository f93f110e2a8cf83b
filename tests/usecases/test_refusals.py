"""Every refusal leaves the records exactly as they were, and says what is safe and what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pos.domain import errors
from pos.domain.people import Person
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish, TenderWish
from pos.usecases.receiving import Arrival
from tests.builders import BULB, CLOCK, LAMP, MIRROR, SHADE, TABLE, put_stock
from tests.usecases.desk import ADA_HERE, CARD, CASH, CASHIER, MANAGER, gbp, nothing_changes, order_later, sell

NOBODY = CustomerWish(name="Ada Osei")
LATER = (LineWish(LAMP, take="backorder"),)


@pytest.mark.parametrize(
    ("lines", "tenders", "customer", "refusal"),
    [
        ((), (CASH,), None, errors.EmptyBasket),
        ((LineWish("no such thing"),), (CASH,), None, errors.UnknownCode),
        ((LineWish(TABLE, 0),), (CASH,), None, errors.BadQuantity),
        ((LineWish(TABLE, -2),), (CASH,), None, errors.BadQuantity),
        ((LineWish(TABLE, 2_000_000, take="backorder"),), (CASH,), ADA_HERE, errors.BadQuantity),
        ((LineWish(TABLE, 2, later=3),), (CASH,), ADA_HERE, errors.BadQuantity),
        ((LineWish(TABLE, 2, later=-1),), (CASH,), ADA_HERE, errors.BadQuantity),
        ((LineWish(TABLE, take="soon"),), (CASH,), None, errors.BadQuantity),
        ((LineWish(TABLE, price=gbp(-1)),), (CASH,), None, errors.BadAmount),
        ((LineWish(BULB),) * 201, (CASH,), None, errors.BasketTooLong),
        ((LineWish(SHADE, 3, take="now"),), (CASH,), None, errors.NotEnoughHere),
        ((LineWish(LAMP, take="now"),), (CASH,), None, errors.NotEnoughHere),
        ((LineWish(CLOCK, take="backorder"),), (CASH,), ADA_HERE, errors.NotBackorderable),
        (LATER, (CASH,), None, errors.CustomerNeeded),
        (LATER, (CASH,), CustomerWish(), errors.CustomerNeeded),
        (LATER, (CASH,), CustomerWish(id="c-nobody"), errors.UnknownCode),
        (LATER, (TenderWish("cash", gbp(2249)),), ADA_HERE, errors.TenderTooSmall),
        ((LineWish(TABLE),), (TenderWish("cash", gbp(8899)),), None, errors.TenderTooSmall),
        ((LineWish(TABLE),), (), None, errors.TenderTooSmall),
        ((LineWish(TABLE),), (TenderWish("card", gbp(9000)),), None, errors.TenderTooLarge),
        ((LineWish(TABLE),), (TenderWish("cash", gbp(890_000)),), None, errors.TenderTooLarge),
        ((LineWish(TABLE),), (TenderWish("shells", gbp(8900)),), None, errors.BadAmount),
    ],
)
def test_a_basket_that_cannot_be_sold_changes_nothing(
    register: Register,
    lines: tuple[LineWish, ...],
    tenders: tuple[TenderWish, ...],
    customer: CustomerWish | None,
    refusal: type[errors.Refused],
) -> None:
    """R2, R99: where nothing can be promised nothing is taken."""
    order_later(register, LAMP, 1)
    with nothing_changes(register), pytest.raises(refusal) as refused:
        sell(register, *lines, tenders=tenders, customer=customer)
    assert refused.value.kind == refusal.__name__
    assert refused.value.sentence.endswith(".")


def test_goods_without_a_date_are_promised_by_nobody_without_the_right(register: Register) -> None:
    """R8, R102, R138: no scheduled supply, no backorder, unless somebody with the right takes it; no date printed."""
    wish = LineWish(MIRROR, take="backorder")
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match="no date can be promised"):
        sell(register, wish, customer=ADA_HERE, person=CASHIER)
    wish = replace(wish, override="The maker rang.")
    sold = sell(register, wish, customer=ADA_HERE, tenders=[CARD], person=MANAGER)
    assert (sold.backorders[0].promise, sold.backorders[0].words) == (None, "No confirmed date yet")
    order = register.order(sold.number)
    assert order is not None
    assert order.lines[0].promised_on is None


def test_a_customer_without_contact_orders_only_with_somebody_who_may_allow_it(register: Register) -> None:
    with nothing_changes(register), pytest.raises(errors.ContactNeeded):
        sell(register, *LATER, customer=NOBODY, person=CASHIER)
    with nothing_changes(register), pytest.raises(errors.ContactNeeded):
        sell(register, *LATER, customer=NOBODY, person=MANAGER)
    printed_only = replace(NOBODY, tell_by="none")
    with nothing_changes(register), pytest.raises(errors.ContactNeeded):
        sell(register, *LATER, customer=printed_only, person=CASHIER)
    assert sell(register, *LATER, customer=printed_only, person=MANAGER).order_deposit == gbp(2250)


def test_a_refused_new_customer_is_not_kept(register: Register) -> None:
    with nothing_changes(register), pytest.raises(errors.TenderTooSmall):
        sell(register, *LATER, customer=CustomerWish(name="Eve", phone="0123456"), tenders=[])
    assert register.find_customers("Eve") == ()


@pytest.mark.parametrize(
    ("arrivals", "refusal"),
    [
        ([Arrival("no such thing", 1)], errors.UnknownCode),
        ([Arrival(LAMP, 0)], errors.BadQuantity),
        ([Arrival(LAMP, -3)], errors.BadQuantity),
        ([Arrival(LAMP, 5), Arrival(LAMP, 1_000_001)], errors.BadQuantity),
    ],
)
def test_goods_that_cannot_have_come_are_not_booked(
    register: Register, arrivals: list[Arrival], refusal: type[errors.Refused]
) -> None:
    with nothing_changes(register), pytest.raises(refusal):
        register.receive(arrivals)


def test_what_a_role_may_not_do_is_refused(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    register.receive([Arrival(LAMP, 1)])
    stranger = Person("p-x", "X", "cashier")
    with nothing_changes(register):
        with pytest.raises(errors.NotAllowed):
            register.receive([Arrival(LAMP, 1)], person=stranger)
        with pytest.raises(errors.NotAllowed):
            register.import_rows("products", [], person=stranger)
        with pytest.raises(errors.NotAllowed):
            register.change_shop(person=stranger, keep_days=7)
        with pytest.raises(errors.NotAllowed):
            register.add_person("Y", "cashier", "2580", by=MANAGER)
    assert register.collect(number, [CARD], person=stranger).total == gbp(4500)


@pytest.mark.parametrize("number", ["", "S01-R2-A000099", "no number", "S01-R2-A000001; --"])
def test_an_order_or_receipt_that_is_not_there_is_said_to_be_unknown(register: Register, number: str) -> None:
    with nothing_changes(register):
        with pytest.raises(errors.UnknownCode):
            register.collect(number, [CASH])
        with pytest.raises(errors.UnknownCode):
            register.receipt(number)
        with pytest.raises(errors.UnknownCode):
            register.reprint(number)
    assert register.order(number) is None


def test_an_order_whose_goods_are_not_here_is_not_handed_over(register: Register) -> None:
    """R19: nothing leaves that is not put aside."""
    number = order_later(register, LAMP, 2).number
    put_stock(register, {(LAMP, "S02"): 5})
    with nothing_changes(register), pytest.raises(errors.OrderNotReady, match="Book the goods in first"):
        register.collect(number, [CARD])


def test_a_hand_over_that_is_not_paid_does_not_happen(register: Register) -> None:
    """Complaint 12: an order of 90.00 is not finished with 1.00."""
    number = order_later(register, LAMP, 2).number
    register.receive([Arrival(LAMP, 2)])
    with nothing_changes(register), pytest.raises(errors.TenderTooSmall, match=r"45\.00 GBP is due"):
        register.collect(number, [TenderWish("cash", gbp(100))])
