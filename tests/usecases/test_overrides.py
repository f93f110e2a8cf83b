"""Orders that the advice is against: who may take them, what is kept of it, and who is refused with which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pos.domain import errors
from pos.domain.people import OWNER
from pos.domain.policy_rules import PolicyRules
from pos.register import Register
from pos.usecases.checkout import LineWish, keep_customer
from pos.usecases.sale_advice import UNSAID
from tests.builders import ADA, CLOCK, LAMP, MIRROR, SHADE, FixedClock, put_products, put_supply
from tests.builders import product as a_product
from tests.usecases.desk import ADA_HERE, CARD, CASHIER, MANAGER, nothing_changes, order_later, sell

LATE = LineWish("LATE", 2, take="backorder")


def put_late(register: Register, days: int = 120, **said: Any) -> None:
    """Goods that come after more days than anybody is asked to wait."""
    put_products(register, [a_product("LATE", "Chandelier", 30_000, **{"supplier": "", **said})])
    put_supply(register, "LATE", 9, date(2026, 11, 24) + timedelta(days=days), number="PO-9")


def kept(register: Register) -> Sequence[tuple[Any, ...]]:
    """The decisions against the advice, as the records have them."""
    with register.ledger.database.reading() as cursor:
        cursor.execute("SELECT person, sku, quantity, advised, taken, reason, order_number FROM policy_override")
        return list(cursor.fetchall())


def test_a_manager_takes_an_order_against_the_advice_and_its_reason_is_kept(register: Register) -> None:
    """R5: by rule, not by mood; and where somebody decides otherwise, it is known who, and why."""
    put_late(register)
    sold = sell(
        register, replace(LATE, override="  Knows\nof the wait. "), LineWish(LAMP, 1, take="backorder"),
        customer=ADA_HERE, tenders=[CARD], person=MANAGER,
    )  # fmt: skip
    expected = ("p-max", "LATE", 2, "waitlist", "backorder", "Knows of the wait.", sold.number)
    assert kept(register) == [expected]
    assert [part.override is not None for part in sold.backorders] == [True, False]
    against = sold.backorders[0].override
    assert against is not None
    assert against.rules == ("too-long",)


def test_an_order_that_is_advised_needs_no_reason_and_leaves_none(register: Register) -> None:
    sell(
        register, LineWish(LAMP, 2, take="backorder", override="Not needed"), customer=ADA_HERE, tenders=[CARD],
        person=MANAGER,
    )  # fmt: skip
    assert kept(register) == []


@pytest.mark.parametrize("reason", ["", " \n"])
def test_a_manager_without_a_reason_is_asked_for_one(register: Register, reason: str) -> None:
    put_late(register)
    with nothing_changes(register), pytest.raises(errors.BadText, match="longer than the 42 days the shop allows"):
        sell(register, replace(LATE, override=reason), customer=ADA_HERE, tenders=[CARD], person=MANAGER)


def test_the_owner_may_leave_the_reason_out_and_that_is_kept(register: Register) -> None:
    put_late(register)
    order_later(register, "LATE", 1)
    order_later(register, MIRROR, 1)
    assert [row[5] for row in kept(register)] == [UNSAID, UNSAID]


def test_a_reason_gives_a_cashier_no_right(register: Register) -> None:
    put_late(register)
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match="longer than the 42 days") as refused:
        sell(register, replace(LATE, override="Please"), customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    assert refused.value.details["sku"] == "LATE"
    assert refused.value.details["rule"] == "too-long"
    assert refused.value.details["wait_days"] == 121


@pytest.mark.parametrize(
    ("rules", "product", "quantity", "rule", "says"),
    [
        (
            PolicyRules(places=1),
            {},
            2,
            "places-full",
            "0 of 1 places for waiting goods are used and this order needs 2",
        ),
        (PolicyRules(), {"season_ends_on": "2026-11-30"}, 1, "after-season", "after its season"),
        (PolicyRules(), {"perishable": 1}, 1, "perishable", "nothing is ordered ahead"),
        (PolicyRules(), {"backorder": "waitlist"}, 1, "waitlist-only", "takes no orders for this product"),
    ],
)
def test_a_cashier_is_told_the_reason_of_the_advice(
    register: Register, rules: PolicyRules, product: dict[str, Any], quantity: int, rule: str, says: str
) -> None:
    put_late(register, 10, **product)
    register.change_shop(policy=rules)
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match=says) as refused:
        sell(register, replace(LATE, quantity=quantity), customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    assert refused.value.details["rule"] == rule
    sell(
        register, replace(LATE, quantity=quantity, override="Agreed"), customer=ADA_HERE, tenders=[CARD], person=MANAGER
    )
    assert [row[3] for row in kept(register)] == [register.look_up("LATE", quantity).advice.decision]


def test_the_places_within_one_basket_are_counted_together(register: Register) -> None:
    register.change_shop(policy=PolicyRules(places=3))
    lines = (LineWish(LAMP, 2, take="backorder"), LineWish(SHADE, 4))  # two of the shades are on the shelf
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match="2 of 3 places") as refused:
        sell(register, *lines, customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    assert refused.value.details["sku"] == SHADE
    register.change_shop(policy=PolicyRules(places=4))
    assert len(sell(register, *lines, customer=ADA_HERE, tenders=[CARD], person=CASHIER).backorders) == 2


def test_goods_that_are_overdue_while_nobody_knows_when_they_come_are_ordered_with_a_reason(
    register: Register, clock: FixedClock
) -> None:
    """Nobody else could send them, so no day is told."""
    put_late(register, 10)
    clock.pass_time(timedelta(days=120))
    wish = replace(LATE, override="He rang them.")
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match="Ask the supplier first"):
        sell(register, wish, customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    sold = sell(register, wish, customer=ADA_HERE, tenders=[CARD], person=MANAGER)
    assert sold.backorders[0].promise is None
    assert [row[3:6] for row in kept(register)] == [("waitlist", "backorder", "He rang them.")]


def test_goods_that_are_overdue_but_can_be_ordered_anew_need_no_question(register: Register, clock: FixedClock) -> None:
    """A day that comes from ordering anew is still a day."""
    clock.pass_time(timedelta(days=60))
    sold = sell(register, LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    assert sold.backorders[0].promise is not None
    assert kept(register) == []


def test_what_is_not_ordered_any_more_no_reason_brings_back(register: Register) -> None:
    wish = LineWish(CLOCK, 3, take="backorder", override="Please")
    with nothing_changes(register), pytest.raises(errors.NotBackorderable, match="not ordered any more"):
        sell(register, wish, customer=ADA_HERE, tenders=[CARD])


def test_a_rule_that_is_switched_off_stands_in_nobodys_way(register: Register) -> None:
    put_late(register)
    register.change_shop(policy=PolicyRules(off=frozenset({"wait"})))
    sell(register, LATE, customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    assert kept(register) == []


def test_a_business_customer_may_wait_longer_than_others(register: Register) -> None:
    """R28."""
    put_late(register, 50)
    with nothing_changes(register), pytest.raises(errors.NotBackorderable):
        sell(register, LATE, customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    with register.ledger.writing() as tx:
        ada = tx.customer(ADA)
        assert ada is not None
        keep_customer(tx, replace(ada, customer_class="business"), OWNER)
    sell(register, LATE, customer=ADA_HERE, tenders=[CARD], person=CASHIER)
    assert kept(register) == []


def test_the_same_payment_handed_in_again_decides_nothing_twice(register: Register) -> None:
    put_late(register)
    wish = replace(LATE, override="Agreed")
    first = sell(register, wish, customer=ADA_HERE, tenders=[CARD], person=MANAGER, request="one")
    again = sell(register, wish, customer=ADA_HERE, tenders=[CARD], person=MANAGER, request="one")
    assert (again.number, again.repeated, len(kept(register))) == (first.number, True, 1)
