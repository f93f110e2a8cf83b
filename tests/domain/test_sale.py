"""A basket: its parts, rates and totals agree to the cent, and money is taken by rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.sale import (
    LARGEST_QUANTITY,
    LONGEST_BASKET,
    BasketLine,
    Tender,
    kept_reference,
    largest_note,
    price_basket,
    settle,
    tax_in,
)
from tests.domain.strategies import RATES, baskets, eur


def piece(price: int | None = 1000, rate: int = 20_000, sku: str = "A-1") -> Product:
    return Product(sku, "Umbrella", None if price is None else eur(price), TaxRate(rate))


@given(baskets, st.booleans())
def test_the_parts_the_rates_and_the_total_always_agree(lines: list[BasketLine], included: bool) -> None:
    """Complaint 9: sum of the parts = the whole, to the cent."""
    basket = price_basket(lines, currency="EUR", prices_include_tax=included)
    assert basket.total == basket.now_total + basket.later_total
    assert sum(part.total.minor for part in basket.parts) == basket.total.minor
    assert sum(part.tax.minor for part in basket.parts) == basket.tax.minor
    assert sum(rate.total.minor for rate in basket.rates) == basket.total.minor
    assert sum(rate.tax.minor for rate in basket.rates) == basket.tax.minor
    for rate in basket.rates:
        parts = [part for part in basket.parts if part.product.tax_rate == rate.rate]
        assert sum(part.total.minor for part in parts) == rate.total.minor
        assert sum(part.tax.minor for part in parts) == rate.tax.minor
    assert sum(part.quantity for part in basket.parts) == sum(line.quantity for line in lines)


@given(baskets, st.booleans())
def test_the_tax_of_a_rate_is_within_half_a_cent_of_the_exact_figure(lines: list[BasketLine], included: bool) -> None:
    basket = price_basket(lines, currency="EUR", prices_include_tax=included)
    for rate in basket.rates:
        base = Fraction(rate.rate.thousandths, 100_000)
        exact = rate.total.minor * base / (1 + base) if included else rate.net.minor * base
        assert abs(rate.tax.minor - exact) <= Fraction(1, 2)


@given(baskets, st.booleans(), st.data())
def test_what_a_basket_costs_does_not_depend_on_what_of_it_follows_later(
    lines: list[BasketLine], included: bool, data: st.DataObject
) -> None:
    others = [replace(line, later=data.draw(st.integers(0, line.quantity))) for line in lines]
    one = price_basket(lines, currency="EUR", prices_include_tax=included)
    other = price_basket(others, currency="EUR", prices_include_tax=included)
    assert (one.total, one.tax, one.rates) == (other.total, other.tax, other.rates)


@given(st.integers(0, 10**9), st.sampled_from(RATES))
def test_tax_on_top_and_tax_inside_are_the_same_tax(net: int, rate: int) -> None:
    tax = tax_in(net, TaxRate(rate), included=False)
    assert abs(tax_in(net + tax, TaxRate(rate), included=True) - tax) <= 1


@pytest.mark.parametrize(
    ("amount", "rate", "included", "tax"),
    [
        (12000, 20_000, True, 2000), (10000, 20_000, False, 2000), (1999, 8_875, False, 177), (100, 19_000, True, 16),
        (150, 7_000, False, 11), (0, 20_000, True, 0), (999, 0, True, 0),
    ],
)  # fmt: skip
def test_tax_of_known_sums(amount: int, rate: int, included: bool, tax: int) -> None:
    assert tax_in(amount, TaxRate(rate), included=included) == tax


def test_three_thirds_of_tax_are_shared_without_losing_a_cent() -> None:
    lines = [BasketLine(piece(33, sku=sku), 1) for sku in "ABC"]
    basket = price_basket(lines, currency="EUR", prices_include_tax=True)
    assert (basket.total, basket.tax) == (eur(99), eur(17))
    assert [part.tax.minor for part in basket.parts] == [6, 6, 5]


def test_a_line_split_in_two_costs_what_the_whole_line_costs() -> None:
    cheese = Product("CHE", "Cheese", eur(333), TaxRate(0), unit="g")
    whole = price_basket([BasketLine(cheese, 500)], currency="EUR", prices_include_tax=True)
    halves = price_basket([BasketLine(cheese, 500, later=250)], currency="EUR", prices_include_tax=True)
    assert whole.total == halves.total == eur(167)
    assert [part.total.minor for part in halves.parts] == [83, 84]


def test_the_price_on_a_label_holds_when_part_of_its_goods_follows() -> None:
    cheese = Product("CHE", "Cheese", eur(1290), TaxRate(0), unit="g")
    line = BasketLine(cheese, 349, later=249, fixed_total=eur(449))
    basket = price_basket([line], currency="EUR", prices_include_tax=True)
    assert basket.total == eur(449)


def test_a_price_of_nothing_at_the_counter_is_a_price() -> None:
    assert BasketLine(piece(1000), 1, price=eur(0)).unit_price == eur(0)
    assert BasketLine(piece(None), 1, price=eur(0)).checked().unit_price == eur(0)


def test_a_product_without_a_price_is_refused_until_the_counter_gives_one() -> None:
    with pytest.raises(errors.PriceMissing, match="Nothing was sold"):
        BasketLine(piece(None), 1).checked()
    assert BasketLine(piece(None), 1, price=eur(250)).checked().gross_of(1) == eur(250)


@pytest.mark.parametrize(("quantity", "later"), [(0, 0), (-1, 0), (LARGEST_QUANTITY + 1, 0), (1, 2), (1, -1)])
def test_a_quantity_that_no_sale_can_have_is_refused(quantity: int, later: int) -> None:
    with pytest.raises(errors.BadQuantity):
        BasketLine(piece(), quantity, later).checked()


def test_a_price_below_zero_is_refused() -> None:
    with pytest.raises(errors.BadAmount):
        price_basket([BasketLine(piece(), 1, price=eur(-1))], currency="EUR", prices_include_tax=True)


def test_a_basket_of_200_lines_is_sold_and_one_of_201_is_told_what_to_do() -> None:
    lines = [BasketLine(piece(), 1)] * LONGEST_BASKET
    assert price_basket(lines, currency="EUR", prices_include_tax=True).total == eur(200_000)
    with pytest.raises(errors.BasketTooLong, match="Pay the first part"):
        price_basket([*lines, lines[0]], currency="EUR", prices_include_tax=True)


# --- paying --------------------------------------------------------------------------------------------------------
tenders = st.lists(
    st.builds(Tender, st.sampled_from(["cash", "card", "voucher", "account"]), st.integers(1, 200_000).map(eur)),
    max_size=4,
)


@given(st.integers(1, 200_000).map(eur), tenders, st.sampled_from([1, 5, 10, 50]))
def test_money_is_taken_exactly_or_not_at_all(due: Money, tenders: Sequence[Tender], step: int) -> None:
    given_ = sum(tender.amount.minor for tender in tenders)
    cash = sum(tender.amount.minor for tender in tenders if tender.kind == "cash")
    other = given_ - cash
    left = eur(due.minor - other)
    sum_due = other + left.rounded_to(step).minor if cash and left.minor > 0 else due.minor
    change = given_ - sum_due
    if any(tender.kind == "cash" and tender.amount.minor % step for tender in tenders):
        with pytest.raises(errors.BadAmount, match="smallest coin"):
            settle(due, tenders, cash_step=step)
        return
    try:
        paid = settle(due, tenders, cash_step=step)
    except errors.TenderTooSmall:
        assert change < 0
    except errors.TenderTooLarge:
        assert change > cash or other > due.minor or change >= largest_note("EUR")
    else:
        assert 0 <= change <= cash
        assert not cash or change % step == 0
        assert (paid.due.minor, paid.change_due.minor) == (sum_due, change)
        assert paid.due == due + paid.cash_rounding
        assert change < largest_note("EUR")


@pytest.mark.parametrize(
    ("due", "tenders", "refusal"),
    [
        (1000, [("cash", 999)], errors.TenderTooSmall),
        (1000, [], errors.TenderTooSmall),
        (1000, [("authorisation", 5000)], errors.TenderTooSmall),
        (1000, [("card", 1001)], errors.TenderTooLarge),
        (1000, [("card", 1500), ("cash", 100)], errors.TenderTooLarge),
        (1000, [("cash", 51_000)], errors.TenderTooLarge),
        (1000, [("cheque", 1000)], errors.BadAmount),
        (1000, [("cash", -5), ("card", 1005)], errors.BadAmount),
        (1000, [("cash", 0), ("card", 1000)], errors.BadAmount),
    ],
)
def test_tenders_that_cannot_be_right_are_refused(
    due: int, tenders: list[tuple[str, int]], refusal: type[errors.PosError]
) -> None:
    with pytest.raises(refusal):
        settle(eur(due), [Tender(kind, eur(amount)) for kind, amount in tenders])


@pytest.mark.parametrize("kind", ["card", "voucher", "account"])
def test_only_cash_gives_change(kind: str) -> None:
    with pytest.raises(errors.TenderTooLarge, match="cannot give change"):
        settle(eur(1000), [Tender(kind, eur(2000))])
    assert settle(eur(1000), [Tender(kind, eur(500)), Tender("cash", eur(1000))]).change_due == eur(500)


def test_the_change_is_always_less_than_the_largest_note() -> None:
    assert settle(eur(1), [Tender("cash", eur(50_000))]).change_due == eur(49_999)
    with pytest.raises(errors.TenderTooLarge, match="slip of the hand"):
        settle(eur(1), [Tender("cash", eur(50_001))])
    assert largest_note("JPY") == 10_000
    assert largest_note("CHF") == 100_000


def test_cash_alone_is_rounded_to_coins_and_a_card_pays_to_the_cent() -> None:
    def franc(minor: int) -> Money:
        return Money(minor, "CHF")

    cash = settle(franc(1003), [Tender("cash", franc(2000))], cash_step=5)
    assert (cash.due, cash.cash_rounding, cash.change_due) == (franc(1005), franc(2), franc(995))
    card = settle(franc(1003), [Tender("card", franc(1003))], cash_step=5)
    assert (card.due, card.cash_rounding) == (franc(1003), franc(0))
    mixed = settle(franc(1003), [Tender("card", franc(501)), Tender("cash", franc(1000))], cash_step=5)
    assert (mixed.due, mixed.cash_rounding, mixed.change_due) == (franc(1001), franc(-2), franc(500))


def test_what_a_card_leaves_below_half_a_coin_is_paid_with_no_coin() -> None:
    card, none = Tender("card", Money(1001, "CHF")), Tender("cash", Money(0, "CHF"))
    paid = settle(Money(1003, "CHF"), [card, none], cash_step=5)
    assert (paid.due.minor, paid.cash_rounding.minor, paid.change_due.minor) == (1001, -2, 0)
    with pytest.raises(errors.TenderTooSmall):
        settle(Money(1003, "CHF"), [card], cash_step=5)


def test_a_card_that_pays_too_much_is_not_given_back_in_coins() -> None:
    tenders = [Tender("card", Money(1002, "CHF")), Tender("cash", Money(5, "CHF"))]
    with pytest.raises(errors.TenderTooLarge, match="cannot give change"):
        settle(Money(1000, "CHF"), tenders, cash_step=5)


@pytest.mark.parametrize("others", [[], [Tender("card", Money(1000, "CHF"))]])
def test_cash_that_no_coins_make_up_is_refused_with_the_sum_that_is_due_in_cash(others: list[Tender]) -> None:
    left = 2003 - sum(tender.amount.minor for tender in others)
    with pytest.raises(errors.BadAmount, match=r"smallest coin is 0\.05.*\d\d\.05 is due in cash"):
        settle(Money(2003, "CHF"), [*others, Tender("cash", Money(left, "CHF"))], cash_step=5)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("4111111111111111", "…1111"),
        ("4111 1111 1111 1111", "…1111"),
        ("VISA 5500-0000-0000-0004 ok", "VISA …0004 ok"),
        ("378282246310005", "…0005"),
        ("4111111111111112", "4111111111111112"),
        ("41111111111111111111", "41111111111111111111"),
        ("T-4711", "T-4711"),
        ("", ""),
    ],
)
def test_of_a_card_number_only_the_last_four_digits_are_kept(said: str, kept: str) -> None:
    assert kept_reference(said) == kept


def test_a_sum_that_rounds_to_nothing_is_paid_with_no_coin() -> None:
    paid = settle(Money(2, "CHF"), [Tender("cash", Money(0, "CHF"))], cash_step=5)
    assert (paid.due.minor, paid.cash_rounding.minor, paid.change_due.minor) == (0, -2, 0)


def test_nothing_due_needs_no_tender() -> None:
    assert settle(eur(0), []).due == eur(0)
