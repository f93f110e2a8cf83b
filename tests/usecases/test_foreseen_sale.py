"""What a sale would promise, asked before it is paid: the same as is then sold, and nothing is kept of the asking."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from pos.domain import errors
from pos.register import Register
from pos.usecases.checkout import Checkout, CustomerWish, LineWish
from pos.usecases.sale_foreseen import ForeseenSale
from tests.builders import ADA, LAMP, MIRROR, NOON, TABLE
from tests.usecases.desk import ADA_HERE, CARD, CASHIER, MANAGER, nothing_changes, sell

MIA = CustomerWish(name="Mia Long", email="mia@post.example", address="1 Mill Lane, Town")
TODAY = NOON.date()
WAYS = [
    LineWish(LAMP, 2, later=2),
    LineWish(LAMP, 2, later=2, route="other_store", route_to="S02"),
    LineWish(LAMP, 2, later=2, route="deliver"),
    LineWish(LAMP, 2, later=2, route="direct"),
    LineWish(LAMP, 2, later=2, wanted_on=TODAY + timedelta(days=20)),
    LineWish(TABLE, 2, later=1),
    LineWish(TABLE, 2, kind="layaway"),
]


def seen(register: Register, *lines: LineWish, customer: CustomerWish = MIA, whole: bool = False) -> ForeseenSale:
    with nothing_changes(register):
        return register.foresee_sale(Checkout(lines, (), customer, ship_complete=whole))


@pytest.mark.parametrize("wish", WAYS, ids=lambda wish: f"{wish.kind}{wish.route}{wish.code}{wish.wanted_on or ''}")
def test_what_is_foreseen_is_what_is_sold(register: Register, wish: LineWish) -> None:
    foreseen = seen(register, wish)
    assert foreseen.refusal is None
    sold = sell(register, wish, customer=MIA, tenders=(CARD,))
    assert [(one.promise, one.words, one.put_aside) for one in foreseen.promised] == [
        (one.promise, one.words, one.put_aside) for one in sold.backorders
    ]


def test_the_way_to_another_store_is_in_the_day(register: Register) -> None:
    here, there = (seen(register, wish).promised[0].promise for wish in WAYS[:2])
    assert here is not None
    assert there is not None
    assert there.latest_on > here.latest_on


def test_a_last_day_that_is_too_early_is_a_refusal_beside_the_promise(register: Register) -> None:
    foreseen = seen(register, replace(WAYS[0], not_after=TODAY + timedelta(days=2)))
    assert isinstance(foreseen.refusal, errors.NotBackorderable)
    assert foreseen.promised[0].promise is not None


def test_a_way_without_an_address_is_refused_and_an_address_typed_for_a_known_customer_counts(
    register: Register,
) -> None:
    assert isinstance(seen(register, WAYS[2], customer=ADA_HERE).refusal, errors.ContactNeeded)
    moved = replace(ADA_HERE, address="9 Hill Road")
    assert seen(register, WAYS[2], customer=moved).refusal is None
    sell(register, WAYS[2], customer=moved, tenders=(CARD,))
    assert register.waiting.customer_history(ADA).customer.address == "9 Hill Road"


def test_goods_that_are_not_all_here_do_not_go_on_layaway(register: Register) -> None:
    assert isinstance(seen(register, LineWish(TABLE, 9, kind="layaway")).refusal, errors.NotEnoughHere)


def test_what_the_advice_is_against_is_foreseen_for_whoever_may_and_refused_for_others(register: Register) -> None:
    wish = Checkout((LineWish(MIRROR, 1, later=1),), (), MIA)
    assert register.foresee_sale(wish, person=MANAGER).promised[0].override is not None
    with pytest.raises(errors.NotBackorderable):
        register.foresee_sale(wish, person=CASHIER)
