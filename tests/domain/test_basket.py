"""The basket on the counter: every step can be undone and done again, and no step makes an impossible line."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from pos.domain.basket import Basket, History
from pos.domain.catalog import Product, TaxRate
from pos.domain.money import Money
from pos.domain.sale import LARGEST_QUANTITY
from tests.domain.strategies import products

LAMP = Product("LMP", "Lamp", Money(4500, "EUR"), TaxRate(20_000))
CHEESE = Product("CHE", "Cheese", Money(1290, "EUR"), TaxRate(0), unit="g")
Step = Callable[[Basket], Basket]


@st.composite
def steps(draw: st.DrawFn) -> Step:
    """One thing a cashier does to a basket; on an empty one, scanning."""
    product, number, kind = draw(products()), draw(st.integers(-3, 40)), draw(st.integers(0, 5))
    label = Money(number, "EUR") if kind == 5 and number >= 0 else None

    def take(basket: Basket) -> Basket:
        if kind in (0, 5) or not basket.lines:
            return basket.add(product, max(1, number), label_price=label)
        index = number % len(basket.lines)
        if kind == 1:
            return basket.with_quantity(index, number)
        if kind == 2:
            return basket.with_later(index, number)
        return basket.without(index) if kind == 3 else basket.with_price(index, Money(abs(number), "EUR"))

    return take


@given(st.lists(steps(), max_size=20))
def test_every_basket_that_can_be_made_can_be_sold(taken: list[Step]) -> None:
    basket = Basket()
    for step in taken:
        basket = step(basket)
        assert all(line.checked() is line for line in basket.lines)
        assert all(0 <= line.later <= line.quantity for line in basket.lines)


@given(st.lists(steps(), max_size=20))
def test_undoing_everything_and_doing_it_again_leads_back_to_the_same_basket(taken: list[Step]) -> None:
    history = History()
    seen = [history]
    for step in taken:
        history = history.step(step(history.now))
        if history.now != seen[-1].now:
            seen.append(history)
    for before in reversed(seen[:-1]):
        history = history.undo()
        assert history.now == before.now
    assert history.undo() == history
    for after in seen[1:]:
        history = history.redo()
        assert history.now == after.now
    assert history.redo() == history
    assert history == seen[-1]


@given(st.lists(steps(), min_size=1, max_size=8))
def test_one_undo_and_one_redo_are_inverse(taken: list[Step]) -> None:
    history = History()
    for step in taken:
        history = history.step(step(history.now))
    if history.past:
        assert history.undo().redo() == history


def test_a_new_step_after_an_undo_forgets_what_was_undone() -> None:
    history = History().step(Basket().add(LAMP)).undo().step(Basket().add(CHEESE, 200))
    assert history.redo() == history
    assert history.undo().now == Basket()


def test_the_same_product_grows_its_line_and_a_label_begins_its_own() -> None:
    basket = Basket().add(LAMP).add(LAMP, 2)
    assert [line.quantity for line in basket.lines] == [3]
    basket = basket.add(CHEESE, 349, label_price=Money(450, "EUR")).add(CHEESE, 349, label_price=Money(450, "EUR"))
    assert [line.quantity for line in basket.lines] == [3, 349, 349]
    assert basket.add(CHEESE, 100).lines[-1].fixed_total is None


def test_a_labelled_pack_keeps_the_quantity_its_price_is_for() -> None:
    basket = Basket().add(CHEESE, 349, label_price=Money(450, "EUR"))
    assert basket.with_quantity(0, 698) == basket


def test_fewer_units_never_leave_more_to_follow_than_there_are() -> None:
    basket = Basket().add(LAMP, 5).with_later(0, 4).with_quantity(0, 3)
    assert (basket.lines[0].quantity, basket.lines[0].later, basket.now_of("LMP")) == (3, 3, 0)
    assert Basket().add(LAMP).with_quantity(0, 10**9).lines[0].quantity == LARGEST_QUANTITY
