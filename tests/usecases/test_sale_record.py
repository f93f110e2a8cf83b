"""What the log keeps of a sale: its double entry sums to zero and has the receipt's own tax."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from pos.domain.money import Money
from pos.domain.order_deposit import TAX, DepositRule, TaxMode, shares_of
from pos.domain.sale import BasketLine, Tender, price_basket, settle
from pos.domain.shop import default_shop
from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from pos.usecases.receiving import Arrival
from pos.usecases.sale_record import sale_postings
from tests.builders import product as a_product
from tests.domain.strategies import baskets
from tests.usecases.desk import CARD, all_books, sell

GERMAN = default_shop(store="S1", store_name="Main", register="R1", currency="EUR", country="DE")


@given(baskets, st.booleans(), st.integers(0, 100), st.sampled_from(get_args(TaxMode)))
def test_the_double_entry_sums_to_zero_and_at_the_sale_books_the_tax_that_the_receipt_states(
    lines: list[BasketLine], included: bool, percent: int, mode: TaxMode
) -> None:
    basket = price_basket(lines, currency="EUR", prices_include_tax=included)
    deposit = basket.later_total.times(percent, 100)
    due = basket.now_total + deposit
    held = shares_of(deposit.minor, basket.taking("later"), mode)
    postings = sale_postings(basket, "N-1", held, settle(due, [Tender("card", due)]))
    assert sum(posting.amount for posting in postings) == 0
    booked = -sum(posting.amount for posting in postings if posting.account == TAX)
    if mode == "at_sale":
        assert booked == basket.tax.minor
    elif mode in ("on_delivery", "security"):
        assert booked == sum(part.tax.minor for part in basket.taking("now"))


def test_a_cent_of_tax_that_went_with_the_goods_taken_now_is_not_booked_for_those_that_follow(
    make: Callable[..., Register],
) -> None:
    """Two at 0.03 with 20 % inside have 0.01 of tax between them, at the sale and for good."""
    shop = replace(GERMAN, deposit=DepositRule(percent=100, tax_mode="at_sale"))
    register = make(shop, [a_product("SCR", "Screw", 3, tax_rate=20_000)], {"SCR": 1})
    sold = sell(
        register, LineWish("SCR", 2, later=1), customer=CustomerWish(name="Kim", phone="555 0100"), tenders=[CARD]
    )
    assert sold.tax == Money(1, "EUR")
    assert all_books(register)["tax"] == -1
    register.receive([Arrival("SCR", 1)])
    register.collect(sold.number, [])
    assert all_books(register) == {"tender:card": 6, "sales": -5, "tax": -1}
