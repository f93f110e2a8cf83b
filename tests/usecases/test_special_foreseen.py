"""What the counter says of a special order before it is paid for is what the sale then promises and asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.money import Money
from pos.domain.policy_rules import PolicyRules
from pos.domain.sale import BasketLine
from pos.register import Register
from pos.usecases.checkout import LineWish
from pos.usecases.sale_wishes import SpecialWish
from pos.usecases.special_orders import special_product
from tests.builders import sample_shop
from tests.usecases.desk import ADA_HERE, CARD, CASHIER, gbp, nothing_changes, sell

SCREEN = SpecialWish("Paper screen, three parts", gbp(24000), "LUM", expected_on=date(2026, 12, 10))
WISHES = {
    "a day that the supplier said": SCREEN,
    "no day": replace(SCREEN, expected_on=None),
    "another tax": replace(SCREEN, tax_rate=5000),
}


@pytest.mark.parametrize("wish", WISHES.values(), ids=WISHES)
@pytest.mark.parametrize("by_advice", [False, True])
def test_the_day_and_the_deposit_are_those_of_the_sale(register: Register, wish: SpecialWish, by_advice: bool) -> None:
    register.change_shop(policy=replace(PolicyRules(), deposit_by_advice=by_advice))
    with nothing_changes(register):
        foreseen = register.foresee_special(wish, 2, "SO-…-1")
        line = BasketLine(foreseen.product, 2, later=2)
        asked = register.quote([line], customer=ADA_HERE, specials={"SO-…-1": wish})
    sold = sell(register, LineWish("", 2, special=wish), customer=ADA_HERE, tenders=(CARD,), person=CASHIER)
    part = sold.backorders[0]
    assert part.promise is not None
    assert foreseen.promise is not None
    days = (part.promise.likely_on, part.promise.latest_on, part.words)
    assert (foreseen.promise.likely_on, foreseen.promise.latest_on, foreseen.words) == days
    assert (asked.order_deposit, asked.basket.tax) == (sold.order_deposit, sold.tax)


def test_what_the_supplier_must_know_follows_the_name_wherever_it_is_read(register: Register) -> None:
    wish = replace(SCREEN, details=" no. 4711,  oak ")
    sold = sell(register, LineWish("", 1, special=wish), customer=ADA_HERE, tenders=(CARD,))
    name = "Paper screen, three parts (no. 4711, oak)"
    order = register.order(sold.number)
    assert order is not None
    assert order.lines[0].name == name
    bought = [line for found in register.buying.orders() for line in found.lines]
    assert name in [line.name for line in bought]


def test_what_cannot_be_ordered_is_refused_before_the_sale_as_in_it(register: Register) -> None:
    wrong = (
        (replace(SCREEN, supplier="NOBODY"), errors.UnknownCode),
        (replace(SCREEN, name=" "), errors.BadText),
        (replace(SCREEN, price=gbp(-1)), errors.BadAmount),
        (replace(SCREEN, tax_rate=100_000), errors.BadSetting),
        (replace(SCREEN, expected_on=date(2026, 11, 1)), errors.BadDate),
    )
    with nothing_changes(register):
        for wish, refusal in wrong:
            with pytest.raises(refusal):
                register.foresee_special(wish, 1, "SO-…-1")
            with pytest.raises(refusal):
                sell(register, LineWish("", 1, special=wish), customer=ADA_HERE, tenders=(CARD,))
        with pytest.raises(errors.BadQuantity):
            register.foresee_special(SCREEN, 0, "SO-…-1")


@given(name=st.text(min_size=1, max_size=300), details=st.text(max_size=300))
@example(name="x" * 250, details="no. " + "4711" * 30)
def test_a_name_is_one_line_that_fits_and_keeps_what_the_supplier_must_know(name: str, details: str) -> None:
    wish = SpecialWish(name, Money(100, "GBP"), "LUM", details=details)
    if not name.split():
        with pytest.raises(errors.BadText):
            special_product(sample_shop(), "SO-…-1", "LUM", wish)
        return
    made = special_product(sample_shop(), "SO-…-1", "LUM", wish)
    assert len(made.name) <= 200
    assert "\n" not in made.name
    if details.split():
        assert made.name.endswith(f"({' '.join(details.split())[:80]})")
