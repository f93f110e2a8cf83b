"""A shop that asks for the deposit that is advised: the look, the quote and the sale say the same, and it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pos.domain.order_deposit import DEPOSITS, DepositRule
from pos.domain.people import OWNER, Customer
from pos.domain.policy_rules import PolicyRules
from pos.domain.sale import BasketLine
from pos.register import Register
from pos.store.verify import verify
from pos.usecases.checkout import CustomerWish, LineWish, keep_customer
from tests.builders import (
    ADA,
    BULB,
    LAMP,
    MIRROR,
    SHADE,
    TABLE,
    FixedClock,
    put_products,
    put_supply,
    sample_register,
    sample_shop,
)
from tests.builders import product as a_product
from tests.usecases.desk import ADA_HERE, CARD, CASHIER, books, gbp, order_later, sell

BY_ADVICE = PolicyRules(deposit_by_advice=True)
FIRM = "c-firm"


def put_firm(register: Register) -> None:
    """A customer with a business account."""
    with register.ledger.writing() as tx:
        keep_customer(tx, Customer(FIRM, "Mill & Sons", "0771234567", customer_class="business", consent=True), OWNER)


def test_a_shop_asks_by_its_own_rule_until_it_says_otherwise(register: Register) -> None:
    seen = register.look_up(LAMP, 2)
    assert (seen.advice.deposit_percent, seen.order_deposit, seen.deposit_by) == (10, gbp(4500), "shop")
    register.change_shop(policy=BY_ADVICE)
    seen = register.look_up(LAMP, 2)
    assert (seen.order_deposit, seen.deposit_by) == (gbp(900), "advice")
    assert register.quote([BasketLine(seen.product, 2, later=2)]).order_deposit == gbp(900)
    sold = order_later(register, LAMP, 2)
    assert (sold.order_deposit, sold.due_now, sold.balance_due) == (gbp(900), gbp(900), gbp(8100))
    assert books(register, DEPOSITS, sold.number) == -900


def test_each_line_has_the_deposit_of_its_own_wait(register: Register) -> None:
    """Over half of the longest wait ten percent more are asked."""
    register.change_shop(policy=BY_ADVICE)
    put_products(register, [a_product(TABLE, "Oak side table 45 cm", 8900, supplier="")])
    put_supply(register, TABLE, 9, date(2026, 11, 24) + timedelta(days=25), number="PO-9")
    sold = sell(
        register, LineWish(LAMP, take="backorder"), LineWish(TABLE, 5, later=1), customer=ADA_HERE, tenders=[CARD],
        person=CASHIER,
    )  # fmt: skip
    assert [part.deposit_percent for part in sold.backorders] == [10, 20]
    assert sold.order_deposit == gbp(450 + 1780)


def test_a_business_account_pays_nothing_ahead_and_the_quote_knows_it(register: Register) -> None:
    register.change_shop(policy=BY_ADVICE, deposit=DepositRule(percent=50, minimum=500))
    put_firm(register)
    lines = [BasketLine(register.look_up(LAMP).product, 2, later=2)]
    assert register.quote(lines).order_deposit == gbp(900)
    typed = CustomerWish(name="mill & sons", phone="077 123 4567")
    for customer in (CustomerWish(id=FIRM), typed):
        assert register.quote(lines, customer=customer).order_deposit == gbp(0)
        sold = sell(register, LineWish(LAMP, 2, take="backorder"), customer=customer, tenders=[], person=CASHIER)
        assert (sold.order_deposit, sold.due_now) == (gbp(0), gbp(0))


def test_a_products_own_percent_and_the_shops_way_of_payment_stay(register: Register) -> None:
    put_products(register, [a_product("SOF-1", "Sofa", 100_000, deposit_percent=80)])
    register.change_shop(policy=BY_ADVICE)
    assert order_later(register, "SOF-1", 1).order_deposit == gbp(80_000)
    register.change_shop(deposit=DepositRule("full"))
    assert order_later(register, LAMP, 1).order_deposit == gbp(4500)
    register.change_shop(deposit=DepositRule("none"))
    assert order_later(register, LAMP, 1).order_deposit == gbp(0)


def test_an_order_against_the_advice_is_asked_for_a_deposit_all_the_same(register: Register) -> None:
    register.change_shop(policy=BY_ADVICE)
    assert order_later(register, MIRROR, 1).order_deposit == gbp(1290)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A shop that many baskets are sold in, one after the other; its records must verify in the end."""
    shop = replace(sample_shop(policy=BY_ADVICE), longest_wait_days=42)
    register = sample_register(Path(tmp_path_factory.mktemp("advised")) / "shop", shop=shop, clock=FixedClock())
    put_firm(register)
    put_products(
        register,
        [
            a_product("SOF-1", "Sofa", 99_999, deposit_percent=80, category="Furniture"),
            a_product("KET-1", "Kettle", 3_333, cost=2_900, category="Kitchen appliances", tax_rate=5_000),
        ],
    )
    put_supply(register, TABLE, 400, date(2026, 12, 20), number="PO-9")
    put_supply(register, SHADE, 400, date(2027, 1, 12), number="PO-10")
    yield register
    verdict = verify(register.ledger)
    register.close()
    assert verdict.ok, verdict.faults


wanted = st.lists(
    st.tuples(
        st.sampled_from([LAMP, TABLE, SHADE, BULB, MIRROR, "SOF-1", "KET-1"]),
        st.integers(1, 4),
        st.sampled_from([0, 1]),
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wanted, st.sampled_from([ADA, FIRM]))
def test_the_deposit_is_between_nothing_and_the_order_and_the_same_in_look_quote_and_sale(
    played: Register, lines: list[tuple[str, int, int]], customer: str
) -> None:
    """Of every basket; with one line for a person also in the look, which knows of no customer."""
    basket, wishes = [], []
    free: dict[str, int] = {}
    for sku, quantity, all_later in lines:
        seen = played.look_up(sku, quantity)
        left = free.setdefault(sku, seen.here.available)
        later = quantity if all_later else max(0, quantity - left)
        free[sku] = max(0, left - (quantity - later))
        basket.append(BasketLine(seen.product, quantity, later=later))
        wishes.append(LineWish(sku, quantity, later=later))
    quote = played.quote(basket, customer=CustomerWish(id=customer))
    total = quote.basket.later_total
    assert 0 <= quote.order_deposit.minor <= total.minor
    sku, quantity, _ = lines[0]
    seen = played.look_up(sku, quantity)
    before = books(played, DEPOSITS)
    sold = sell(played, *wishes, customer=CustomerWish(id=customer), tenders=[CARD])
    assert (sold.order_deposit, sold.due_now, sold.balance_due) == (
        quote.order_deposit, quote.due_now, quote.balance_due,
    )  # fmt: skip
    assert before - books(played, DEPOSITS) == sold.order_deposit.minor
    if len(lines) == 1 and customer == ADA and basket[0].later == seen.short:
        assert seen.order_deposit == sold.order_deposit
