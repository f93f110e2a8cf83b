"""The list of sales and orders says of an order how it is now, not how its receipt once was."""

from __future__ import annotations

from pos.register import Register
from pos.usecases.checkout import CustomerWish, LineWish
from tests.builders import BEN, BULB, LAMP
from tests.usecases.desk import ADA_HERE, CARD, MANAGER, order_later, sell


def test_an_order_that_somebody_takes_over_is_listed_and_found_by_the_new_name_only(register: Register) -> None:
    number = order_later(register, LAMP, 1).number
    register.waiting.change_customer(number, CustomerWish(id=BEN), "a present", person=MANAGER)
    (row,) = register.sales("Ben")
    assert (row.number, row.customer_name) == (number, "Ben Moreau")
    assert register.sales("Ada") == ()


def test_the_total_of_an_order_is_the_price_of_all_that_was_ever_ordered_with_what_was_taken_at_once(
    register: Register,
) -> None:
    number = sell(
        register, LineWish(BULB, 2), LineWish(LAMP, 1, take="backorder"), customer=ADA_HERE, tenders=(CARD,)
    ).number
    (before,) = register.sales(number)
    order = register.order(number)
    assert order is not None
    register.waiting.change_quantity(number, order.lines[0].line, 3, person=MANAGER, reason="two more")
    (after,) = register.sales(number)
    assert after.total - before.total == 2 * order.lines[0].unit_price
    register.waiting.change_quantity(number, order.lines[0].line, 1, person=MANAGER, reason="two less again")
    (again,) = register.sales(number)
    assert again.total == after.total
