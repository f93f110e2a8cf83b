"""The deposit ledger: every set of postings sums to zero, and the liability is the sum of the open deposits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos.domain import errors
from pos.domain.backorder import OrderLine
from pos.domain.catalog import Product, TaxRate
from pos.domain.order_deposit import (
    DEPOSIT_TAX,
    DEPOSITS,
    TAX,
    DepositRule,
    PaymentMode,
    Posting,
    Share,
    TaxMode,
    asked_by,
    asked_for,
    checked,
    released,
    share_of_open,
    shares,
    shares_of,
    sold,
    taken,
)
from pos.domain.sale import BasketLine, PricedPart, price_basket, tax_in
from tests.domain.strategies import RATES, baskets, eur

MODES = get_args(TaxMode)
totals_by_rate = st.dictionaries(st.sampled_from(RATES), st.integers(0, 500_000), min_size=1, max_size=4)


def taxes_of(totals: dict[int, int]) -> dict[int, int]:
    """The tax in each rate's total, as a basket of these goods would have it."""
    return {rate: tax_in(total, TaxRate(rate), included=True) for rate, total in totals.items()}


def later(lines: Iterable[BasketLine]) -> tuple[PricedPart, ...]:
    ordered = [replace(line, later=line.quantity) for line in lines]
    return price_basket(ordered, currency="EUR", prices_include_tax=True).taking("later")


def part(total: int, percent: int | None = None) -> PricedPart:
    product = Product("LMP", "Lamp", eur(total), TaxRate(20_000), deposit_percent=percent)
    return later([BasketLine(product, 1)])[0]


# --- how much --------------------------------------------------------------------------------------------------
@given(baskets, st.integers(0, 100), st.integers(0, 500_000), st.sampled_from(get_args(PaymentMode)))
def test_what_is_asked_for_is_never_below_nothing_nor_above_the_order(
    lines: list[BasketLine], percent: int, minimum: int, mode: PaymentMode
) -> None:
    parts = later(lines)
    total = sum(one.total.minor for one in parts)
    asked = asked_for(DepositRule(mode, percent, minimum), parts, "EUR").minor
    assert 0 <= asked <= total
    if mode == "deposit":
        assert asked >= min(minimum, total)
    else:
        assert asked == (total if mode == "full" else 0)


@pytest.mark.parametrize(
    ("rule", "parts", "asked"),
    [
        (DepositRule(percent=20), [(8999, None)], 1800),
        (DepositRule(percent=20), [(8999, 50)], 4500),
        (DepositRule(percent=20), [(8999, 0)], 0),
        (DepositRule(percent=20), [(1000, None), (1000, 50)], 700),
        (DepositRule(percent=33), [(101, None), (101, None)], 67),
        (DepositRule(percent=20, minimum=1000), [(3000, None)], 1000),
        (DepositRule(percent=20, minimum=1000), [(600, None)], 600),
        (DepositRule(percent=100), [(1, None)], 1),
        (DepositRule("full"), [(8999, 10)], 8999),
        (DepositRule("none"), [(8999, 50)], 0),
        (DepositRule("authorise"), [(8999, None)], 0),
    ],
)
def test_the_rule_the_products_own_percent_and_the_minimum(
    rule: DepositRule, parts: list[tuple[int, int | None]], asked: int
) -> None:
    """R37, R145: deposit, full and authorise are one policy; rounding happens once, over all lines."""
    assert asked_for(rule, [part(total, percent) for total, percent in parts], "EUR") == eur(asked)


@given(baskets, st.integers(0, 500_000), st.sampled_from(get_args(PaymentMode)), st.data())
def test_what_is_advised_is_never_below_nothing_nor_above_the_order(
    lines: list[BasketLine], minimum: int, mode: PaymentMode, data: st.DataObject
) -> None:
    parts = later(lines)
    total = sum(one.total.minor for one in parts)
    advised = {one.line: data.draw(st.integers(0, 100)) for one in parts}
    asked = asked_for(DepositRule(mode, 20, minimum), parts, "EUR", advised).minor
    assert 0 <= asked <= total
    assert mode == "deposit" or asked == (total if mode == "full" else 0)


def test_what_is_advised_takes_the_rules_place_and_a_products_own_percent_comes_before_it() -> None:
    """Where nothing is advised the smallest deposit is not asked either: a business account pays nothing ahead."""
    rule = DepositRule(percent=20, minimum=1000)
    assert asked_for(rule, [part(8000, None)], "EUR", {1: 50}) == eur(4000)
    assert asked_for(rule, [part(8000, None)], "EUR", {1: 5}) == eur(1000)
    assert asked_for(rule, [part(8000, None)], "EUR", {1: 0}) == eur(0)
    assert asked_for(rule, [part(8000, 75)], "EUR", {1: 50}) == eur(6000)


def test_less_than_the_rule_and_more_than_the_order_are_refused() -> None:
    assert checked(eur(20), least=eur(20), total=eur(100)) == eur(20)
    assert checked(eur(100), least=eur(20), total=eur(100)) == eur(100)
    with pytest.raises(errors.DepositTooSmall, match="Nothing was taken") as small:
        checked(eur(19), least=eur(20), total=eur(100))
    assert small.value.details == {"least": "0.20", "offered": "0.19"}
    with pytest.raises(errors.DepositTooLarge) as large:
        checked(eur(101), least=eur(20), total=eur(100))
    assert large.value.details == {"most": "1.00", "offered": "1.01"}


# --- per rate --------------------------------------------------------------------------------------------------
@given(totals_by_rate, st.integers(0, 100), st.sampled_from(MODES))
def test_the_shares_add_up_to_the_deposit_and_none_is_more_than_its_goods(
    totals: dict[int, int], percent: int, mode: TaxMode
) -> None:
    """Complaint 9: one deposit, several rates; complaint 10: what was paid is the fact, tax is derived from it."""
    deposit = sum(totals.values()) * percent // 100
    split = shares(deposit, totals, mode, taxes_of(totals))
    assert sum(share.amount for share in split) == deposit
    assert all(0 <= share.amount <= totals[share.rate] for share in split)
    for share in split:
        whole = totals[share.rate] if mode == "at_sale" else share.amount
        exact = whole * share.rate / (100_000 + share.rate)
        expected = exact if mode in ("on_payment", "at_sale") else 0
        assert abs(share.declared - expected) <= 0.5


@given(baskets, st.booleans(), st.integers(0, 100))
def test_tax_that_falls_due_at_the_sale_is_the_basket_s_own_to_the_cent(
    lines: list[BasketLine], included: bool, percent: int
) -> None:
    """What is declared for goods that follow, with the tax of those taken now, is the tax the receipt states."""
    basket = price_basket(lines, currency="EUR", prices_include_tax=included)
    ordered = basket.taking("later")
    split = shares_of(sum(part.total.minor for part in ordered) * percent // 100, ordered, "at_sale")
    declared = {share.rate: share.declared for share in split}
    for stated in basket.rates:
        rate = stated.rate.thousandths
        now = sum(part.tax.minor for part in basket.taking("now") if part.product.tax_rate == stated.rate)
        assert now + declared.get(rate, 0) == stated.tax.minor


def test_the_cent_that_lines_round_apart_is_declared_once() -> None:
    """Two at 0.03 with 20 % inside have 0.01 of tax between them: the one taken now has it, the other none."""
    screw = Product("SCR", "Screw", eur(3), TaxRate(20_000))
    basket = price_basket([BasketLine(screw, 2, later=1)], currency="EUR", prices_include_tax=True)
    assert [(part.take, part.tax.minor) for part in basket.parts] == [("now", 1), ("later", 0)]
    assert shares_of(1, basket.taking("later"), "at_sale") == (Share(20_000, 1, 0),)
    assert tax_in(3, TaxRate(20_000), included=True) == 1


def test_tax_at_the_sale_is_never_reckoned_without_the_basket_s() -> None:
    with pytest.raises(KeyError):
        shares(4000, {20_000: 10_000}, "at_sale")


@given(totals_by_rate, st.integers(0, 100), st.sampled_from(MODES))
def test_taking_a_deposit_with_its_tender_sums_to_zero_and_giving_it_back_is_its_mirror(
    totals: dict[int, int], percent: int, mode: TaxMode
) -> None:
    split = shares(sum(totals.values()) * percent // 100, totals, mode, taxes_of(totals))
    deposit = sum(share.amount for share in split)
    coming_in = [*taken("N-1", split), Posting("tender:cash", deposit)]
    assert sum(posting.amount for posting in coming_in) == 0
    back = [replace(posting, amount=-posting.amount) for posting in taken("N-1", split)]
    assert sorted(map(repr, back)) == sorted(map(repr, released("N-1", split)))


@given(st.lists(st.tuples(st.sampled_from(RATES), st.integers(0, 10**6), st.integers(0, 10**5)), max_size=6))
def test_goods_sold_are_income_and_tax_of_exactly_their_price(parts: list[tuple[int, int, int]]) -> None:
    assert sum(posting.amount for posting in sold(parts)) == -sum(total for _, total, _ in parts)
    assert -sum(posting.amount for posting in sold(parts) if posting.account == TAX) == sum(tax for _, _, tax in parts)


@given(st.integers(0, 500_000), st.integers(0, 500_000), st.integers(0, 500_000))
def test_what_is_set_against_goods_never_exceeds_them_nor_leaves_more_than_the_rest(
    open_deposit: int, now: int, rest: int
) -> None:
    still = now + rest
    share = Share(20_000, min(open_deposit, still), 0)
    used = sum(one.amount for one in share_of_open([share], {20_000: now}, {20_000: still}))
    assert 0 <= used <= now
    assert share.amount - used <= rest


@given(st.integers(0, 500_000), st.integers(0, 500_000), st.integers(1, 500_000))
def test_the_declared_tax_goes_back_in_the_same_proportion_as_the_deposit(held: int, now: int, rest: int) -> None:
    still = now + rest
    share = shares(min(held, still), {20_000: still}, "on_payment")[0]
    used = share_of_open([share], {20_000: now}, {20_000: still})
    assert abs(sum(one.declared for one in used) - share.declared * now / still) <= 0.5


# --- the ledger over time --------------------------------------------------------------------------------------
@dataclass
class Books:
    """A ledger as a bookkeeper would keep it: postings in, sums out."""

    postings: list[Posting] = field(default_factory=list)

    def write(self, entry: Iterable[Posting]) -> None:
        entry = list(entry)
        assert sum(posting.amount for posting in entry) == 0
        self.postings += entry

    def balance(self, account: str, order: str = "") -> int:
        return sum(p.amount for p in self.postings if p.account == account and order in ("", p.order))


@dataclass
class Open:
    """An order of the model: its lines, and what is held for it."""

    number: str
    lines: list[OrderLine]
    held: tuple[Share, ...]


def _collect(order: Open, units: list[int], books: Books) -> None:
    now: dict[int, int] = {}
    still: dict[int, int] = {}
    parts = []
    for line, count in zip(order.lines, units, strict=True):
        price, tax = line.price_of(count), line.tax_of(count)
        parts.append((line.tax_rate, price, tax))
        now[line.tax_rate] = now.get(line.tax_rate, 0) + price
        still[line.tax_rate] = still.get(line.tax_rate, 0) + line.price_of(line.open)
    used = share_of_open(order.held, now, still)
    due = sum(price for _, price, _ in parts) - sum(share.amount for share in used)
    assert due >= 0
    books.write([Posting("tender:cash", due), *sold(parts), *released(order.number, used)])
    gone = {share.rate: share for share in used}
    none = Share(0, 0, 0)
    order.held = tuple(
        Share(s.rate, s.amount - gone.get(s.rate, none).amount, s.declared - gone.get(s.rate, none).declared)
        for s in order.held
    )
    order.lines = [
        replace(line, handed_over=line.handed_over + count) for line, count in zip(order.lines, units, strict=True)
    ]


def _take(number: str, lines: list[BasketLine], percent: int, mode: TaxMode, books: Books) -> Open:
    parts = later(lines)
    held = shares_of(sum(one.total.minor for one in parts) * percent // 100, parts, mode)
    books.write([Posting("tender:card", sum(share.amount for share in held)), *taken(number, held)])
    rows = [
        OrderLine(
            one.line, one.product.sku, "", one.quantity, 0, 0, 0, one.total.minor, one.tax.minor,
            one.product.tax_rate.thousandths, None, None,
        )
        for one in parts
    ]  # fmt: skip
    return Open(number, rows, held)


@given(
    st.sampled_from(MODES),
    st.lists(st.tuples(baskets, st.integers(0, 100)), min_size=1, max_size=4),
    st.data(),
)
def test_the_liability_is_the_sum_of_the_open_deposits_after_any_sequence_of_taking_and_collecting(
    mode: TaxMode, wishes: list[tuple[list[BasketLine], int]], data: st.DataObject
) -> None:
    """R30: deposits held are known at any time."""
    books, orders = Books(), list[Open]()
    for number, (lines, percent) in enumerate(wishes):
        orders.append(_take(f"N-{number}", lines, percent, mode, books))
        order = data.draw(st.sampled_from(orders))
        _collect(order, [data.draw(st.integers(0, line.open)) for line in order.lines], books)
        assert -books.balance(DEPOSITS) == sum(share.amount for one in orders for share in one.held)
        for one in orders:
            assert -books.balance(DEPOSITS, one.number) == sum(share.amount for share in one.held)
            assert books.balance(DEPOSIT_TAX, one.number) == sum(share.declared for share in one.held)
    for order in orders:
        _collect(order, [line.open for line in order.lines], books)
    assert books.balance(DEPOSITS) == books.balance(DEPOSIT_TAX) == 0
    assert -books.balance(TAX) == sum(line.tax for one in orders for line in one.lines)
    paid = books.balance("tender:cash") + books.balance("tender:card")
    assert paid == sum(line.total for one in orders for line in one.lines)


@pytest.mark.parametrize(
    ("mode", "declared"),
    [("on_payment", [333, 131]), ("at_sale", [1667, 654]), ("on_delivery", [0, 0]), ("security", [0, 0])],
)
def test_the_tax_in_a_deposit_falls_due_as_the_shops_tax_office_says(mode: TaxMode, declared: list[int]) -> None:
    """On payment, at the sale, on delivery, or not while it is a security."""
    totals = {20_000: 10_000, 7_000: 10_000}
    split = shares(4000, totals, mode, taxes_of(totals))
    assert [(share.rate, share.amount) for share in split] == [(20_000, 2000), (7_000, 2000)]
    assert [share.declared for share in split] == declared


@pytest.mark.parametrize(
    ("mode", "own", "advised", "by"),
    [
        ("deposit", None, None, "shop"), ("deposit", 50, None, "product"), ("deposit", 50, 10, "product"),
        ("deposit", None, 10, "advice"), ("deposit", 0, None, "product"), ("full", 50, 10, "full"),
        ("none", 50, 10, "none"), ("authorise", None, None, "authorise"),
    ],
)  # fmt: skip
def test_it_can_be_told_whose_word_a_deposit_is(
    mode: PaymentMode, own: int | None, advised: int | None, by: str
) -> None:
    """The same order of precedence in which `asked_for` reckons."""
    product = Product("LMP", "Lamp", eur(1000), TaxRate(20_000), deposit_percent=own)
    assert asked_by(DepositRule(mode, 20), product, advised) == by
